"""The paragraphs and tables of a binary Word document as its pages show them.

Hidden and deleted text is left out, of fields only the result is kept, automatic numbers are written out,
text boxes follow the paragraph they are anchored in. Footnotes, comments, headers and footers are no part of
the text, as in .docx. Used by `doc_files`.
"""

import re
import struct
from dataclasses import dataclass, field

from models.base.progress import Report, tell
from models.intake.readers.doc_lists import Lists
from models.intake.readers.doc_structure import (
    ANCHORS,
    BOX_TEXTS,
    BOXES,
    DEFINE_TABLE,
    MAIN,
    Piece,
    WordFile,
    i16,
    modifiers,
    u16,
    u32,
)
from models.intake.readers.flowing import ABOVE, LEFT, Flow, Item, trimmed

IN_TABLE, ROW_END, INNER_CELL, INNER_ROW_END, DEPTH = 0x2416, 0x2417, 0x244B, 0x244C, 0x6649
LEVEL, LIST_USE, MERGED_DOWN = 0x260A, 0x460B, 0xD62B
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09
CELL_MARK, LINE_BREAK, PAGE_BREAK, PARAGRAPH_MARK = "\x07", "\x0b", "\x0c", "\r"
COLUMN_BREAK, ANCHOR, FIELD, RESULT, FIELD_END = "\x0e", "\x08", "\x13", "\x14", "\x15"
SHOWN = {"\t": "\u3000", LINE_BREAK: "\n", COLUMN_BREAK: "\n", PAGE_BREAK: "\n", "\x1e": "-"}
TOKENS = re.compile(r"[^\x00-\x1f]+|[\x00-\x1f]")
PRIVATE = range(0xE000, 0xF900)
EVERY = 500
"""Runs between two reports of progress."""


@dataclass
class Properties:
    """What the text needs to know of a paragraph."""

    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row_end: bool = False
    use: int = 0
    level: int = 0
    edges: tuple[int, ...] = ()
    merged: dict[int, int] = field(default_factory=dict)
    """What cells are merged with: LEFT, ABOVE, or 0."""

    def apply(self, properties: bytes) -> None:
        """Take over the properties (Sprm) of a style or a paragraph."""
        for code, operand in modifiers(properties):
            if not operand:
                continue
            if code == IN_TABLE:
                self.depth = max(self.depth, 1) if operand[0] else 0
            elif code == DEPTH and len(operand) == 4:
                self.depth = min(u32(operand, 0), 60)
            elif code == ROW_END:
                self.row_end = operand[0] == 1
            elif code == INNER_CELL:
                self.inner_cell = operand[0] == 1
            elif code == INNER_ROW_END:
                self.inner_row_end = operand[0] == 1
            elif code == LEVEL:
                self.level = operand[0]
            elif code == LIST_USE and len(operand) == 2:
                self.use = u16(operand, 0)
            elif code == DEFINE_TABLE:
                self._define(operand)
            elif code == MERGED_DOWN and len(operand) >= 2:
                self.merged[operand[0]] = ABOVE if operand[1] == 1 else 0

    def _define(self, operand: bytes) -> None:
        count = operand[0]
        if len(operand) < 1 + 2 * (count + 1):
            return
        self.edges = tuple(i16(operand, 1 + 2 * index) for index in range(count + 1))
        at = 1 + 2 * (count + 1)
        for index in range(count):
            if at + 20 * index + 2 <= len(operand):
                flags = u16(operand, at + 20 * index)
                self.merged[index] = LEFT if flags & 2 else ABOVE if flags >> 5 & 3 == 1 else 0


class Reading:
    """One stretch of a document's text: the main text, or that of a text box."""

    def __init__(self, document: WordFile, lists: Lists, boxes: dict[int, list[Item]], report: Report) -> None:
        self._document = document
        self._lists = lists
        self._boxes = boxes
        self._report = report
        self._flow = Flow()
        self._text: list[str] = []
        self._waiting: list[Item] = []
        """The text boxes anchored in the open paragraph."""
        self._fields: list[bool] = []
        """For each open field whether its result has begun."""

    def read(self, start: int, end: int) -> list[Item]:
        """The paragraphs and tables of the characters [start, end)."""
        for number, (piece, properties) in enumerate(self._document.between(start, end)):
            if number % EVERY == 0:
                tell(self._report, piece.start - start, max(end - start, 1))
            self._run(piece, properties)
        if "".join(self._text).strip() or self._waiting:
            self._paragraph(Properties())
        return self._flow.items()

    def _run(self, piece: Piece, properties: bytes) -> None:
        hidden, symbol = looks(properties)
        for match in TOKENS.finditer(piece.text(self._document.stream)):
            token = match[0]
            place = piece.place + match.start() * piece.width
            if token == CELL_MARK or (token == PARAGRAPH_MARK and not hidden):
                self._mark(token, place, piece)
            elif token == FIELD:
                self._fields.append(False)
            elif token == RESULT and self._fields:
                self._fields[-1] = True
            elif token == FIELD_END and self._fields:
                self._fields.pop()
            elif hidden or not all(self._fields):
                continue
            elif token == ANCHOR:
                self._waiting += self._boxes.pop(piece.start + match.start(), [])
            elif token == PAGE_BREAK and self._document.paragraph(place)[0] <= place + piece.width:
                self._mark(token, place, piece)
            elif token >= " ":
                self._text.append(token if symbol is None else token.replace("(", symbol))
            else:
                self._text.append(SHOWN.get(token, ""))

    def _mark(self, mark: str, place: int, piece: Piece) -> None:
        _, style, own = self._document.paragraph(place)
        properties = Properties()
        for part in (self._document.styles.get(style, b""), own, piece.changes):
            properties.apply(part)
        if mark == CELL_MARK or not all(self._fields):
            self._fields.clear()  # a field that is never closed must not swallow the rest
        self._paragraph(properties, mark)

    def _paragraph(self, properties: Properties, mark: str = PARAGRAPH_MARK) -> None:
        text = "".join(self._text)
        self._text = []
        if text.strip() and properties.use and not properties.row_end:
            number = self._lists.number_of(properties.use, properties.level)
            text = number + text.lstrip() if number else text
        boxes, self._waiting = self._waiting, []
        flow = self._flow
        flow.paragraph(text, max(properties.depth, mark == CELL_MARK), boxes)
        if mark == CELL_MARK and properties.row_end:
            flow.end_row(properties.edges, properties.merged)
        elif mark == CELL_MARK:
            flow.end_cell()
        elif properties.depth > 1 and properties.inner_row_end:
            flow.end_inner_row()
        elif properties.depth > 1 and properties.inner_cell:
            flow.end_inner_cell()


def looks(properties: bytes) -> tuple[bool, str | None]:
    """Whether a run's characters are hidden or deleted, and the sign that stands for its symbols, if it has any."""
    hidden = deleted = False
    symbol = None
    for code, operand in modifiers(properties):
        if code == HIDDEN and operand:
            hidden = operand[0] in (1, 0x81)
        elif code == DELETED and operand:
            deleted = operand[0] == 1
        elif code == SYMBOL and len(operand) == 4:
            sign = u16(operand, 2)
            symbol = "" if sign in PRIVATE or 0xD800 <= sign < 0xE000 or sign < 32 else chr(sign)
    return hidden or deleted, symbol


def items_of(document: WordFile, report: Report) -> list[Item]:
    """The paragraphs and tables of a document in order. Raises as `WordFile`, and Cancelled."""
    counts = document.fib.counts
    lists = Lists(document)
    boxes = text_boxes(document, lists, sum(counts[MAIN:BOXES]), report)
    items = Reading(document, lists, boxes, report).read(0, counts[MAIN])
    for rest in boxes.values():  # anchored in what is hidden or in a group: at the end rather than lost
        items += rest
    return items


def text_boxes(document: WordFile, lists: Lists, offset: int, report: Report) -> dict[int, list[Item]]:
    """The text of each text box by the character it is anchored at; negative keys for those of unknown place."""
    anchors = document.structure(ANCHORS)
    count = max(len(anchors) - 4, 0) // 30
    places = {u32(anchors, 4 * (count + 1) + 26 * index): u32(anchors, 4 * index) for index in range(count)}
    texts = document.structure(BOX_TEXTS)
    count = max(len(texts) - 4, 0) // 26
    edges = struct.unpack_from(f"<{count + 1}I", texts) if count else ()
    found: dict[int, list[Item]] = {}
    for index in range(count):
        start, end = offset + edges[index], offset + edges[index + 1]
        if end <= start or end - offset > document.fib.counts[BOXES]:
            continue
        shape = u32(texts, 4 * (count + 1) + 22 * index + 14)
        items = trimmed(Reading(document, lists, {}, report).read(start, end))
        if items:
            found.setdefault(places.get(shape, -1 - index), []).extend(items)
    return found
