"""The structure of a binary Word document (.doc, WPS .wps): where its text and its properties lie.

After [MS-DOC]: the File Information Block says where everything is, the piece table where the characters
are, and pages of formatting what properties they and their paragraphs have. Only what the text needs is read.
Used by `doc_files` and `doc_lists`.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

PAGE = 512
VARIABLE = 6
OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of a property's operand, by the top three bits of its code; 0 where the operand tells itself."""
DEFINE_TABLE, CHANGE_TABS = 0xD608, 0xC615
HUGE = (0x6645, 0x6646)
DEEPEST_STYLE = 20


class DamagedError(Exception):
    """The file contradicts itself."""


class OldVersionError(Exception):
    """Word 95 or older, whose files are laid out in another way."""


class EncryptedError(Exception):
    """Protected by a password."""


def u16(data: bytes, at: int) -> int:
    """An unsigned number of two bytes. Raises struct.error outside the data."""
    return int(struct.unpack_from("<H", data, at)[0]) if at >= 0 else 0


def i16(data: bytes, at: int) -> int:
    """A signed number of two bytes."""
    return int(struct.unpack_from("<h", data, at)[0])


def u32(data: bytes, at: int) -> int:
    """An unsigned number of four bytes."""
    return int(struct.unpack_from("<I", data, at)[0])


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties (Sprm) of a grpprl: code and operand; stops where the data does."""
    at = 0
    while at + 2 < len(data):
        code = u16(data, at)
        at += 2
        size = OPERANDS[code >> 13]
        if code >> 13 == VARIABLE:
            if code == DEFINE_TABLE and at + 2 <= len(data):
                size = max(u16(data, at) - 1, 0)
                at += 2
            elif code == CHANGE_TABS and data[at] == 255 and at + 1 < len(data):
                deleted = data[at + 1]
                added = data[at + 2 + 4 * deleted] if at + 2 + 4 * deleted < len(data) else 0
                size = 2 + 4 * deleted + 3 * added
                at += 1
            else:
                size = data[at]
                at += 1
        yield code, data[at : at + size]
        at += size


@dataclass(frozen=True)
class Piece:
    """A run of text that lies together: characters [start, end), the first at byte `place`, `width` bytes each."""

    start: int
    end: int
    place: int
    width: int
    changes: bytes = b""

    def text(self, stream: bytes) -> str:
        """Its characters."""
        data = stream[self.place : self.place + (self.end - self.start) * self.width]
        return data.decode("utf-16-le", "replace") if self.width == 2 else data.decode("cp1252", "replace")

    def cut(self, start: int, end: int) -> "Piece":
        """Its part within [start, end)."""
        begin = max(self.start, start)
        return replace(self, start=begin, end=min(self.end, end), place=self.place + (begin - self.start) * self.width)


@dataclass(frozen=True)
class Fib:
    """The File Information Block: counts of characters and the places of structures in the table stream."""

    flags: int
    counts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def place(self, index: int) -> tuple[int, int]:
        """(offset, size) of a structure; (0, 0) when the file has none."""
        return self.places[index] if index < len(self.places) else (0, 0)


# The numbers of characters in FibRgLw97, and the structures in FibRgFcLcb97 by their place there.
MAIN, NOTES, HEADERS, MACROS, COMMENTS, END_NOTES, BOXES = 3, 4, 5, 6, 7, 8, 9
STYLES, CHARACTER_PAGES, PARAGRAPH_PAGES, PIECES = 1, 12, 13, 33
ANCHORS, BOX_TEXTS, LISTS, LIST_USES = 40, 56, 73, 74


def read_fib(stream: bytes) -> Fib:
    """The block at the beginning of the stream WordDocument.

    Raises:
        OldVersionError, EncryptedError, DamagedError.
    """
    if len(stream) < 64 or u16(stream, 0) not in (0xA5EC, 0xA5DC, 0xA697, 0xA698, 0xA699):
        raise DamagedError
    flags = u16(stream, 10)
    if flags & 0x0100:
        raise EncryptedError
    if u16(stream, 2) < 0xC1:
        raise OldVersionError
    at = 32
    at += 2 + 2 * u16(stream, at)
    count = u16(stream, at)
    counts = struct.unpack_from(f"<{count}i", stream, at + 2)
    at += 2 + 4 * count
    count = u16(stream, at)
    numbers = struct.unpack_from(f"<{2 * count}I", stream, at + 2)
    if len(counts) <= BOXES or any(number < 0 for number in counts[MAIN : BOXES + 1]):
        raise DamagedError
    return Fib(flags, counts, tuple(zip(numbers[::2], numbers[1::2], strict=True)))


class Pages:
    """The pages of formatting (FKP) of characters or paragraphs: properties by place in the stream."""

    def __init__(self, stream: bytes, table: bytes, step: int) -> None:
        self._stream = stream
        self._step = step
        count = max(len(table) - 4, 0) // 8
        self._starts = struct.unpack_from(f"<{count}I", table) if count else ()
        self._numbers = struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ()
        self._read: dict[int, tuple[tuple[int, ...], list[bytes]]] = {}

    def at(self, place: int) -> tuple[int, bytes]:
        """Where the run of a place ends, and its properties as they lie there."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return (self._starts[0] if self._starts else 1 << 32), b""
        edges, runs = self._page(self._numbers[index] & 0x3FFFFF)
        within = bisect_right(edges, place) - 1
        if 0 <= within < len(runs):
            return edges[within + 1], runs[within]
        return (self._starts[index + 1] if index + 1 < len(self._starts) else 1 << 32), b""

    def _page(self, number: int) -> tuple[tuple[int, ...], list[bytes]]:
        if number not in self._read:
            page = self._stream[number * PAGE : (number + 1) * PAGE]
            if len(page) < PAGE:
                raise DamagedError
            count = page[-1]
            if 4 * (count + 1) + self._step * count >= PAGE:
                raise DamagedError
            offsets = [page[4 * (count + 1) + self._step * index] * 2 for index in range(count)]
            edges = struct.unpack_from(f"<{count + 1}I", page)
            self._read[number] = edges, [self._run(page, offset) for offset in offsets]
        return self._read[number]

    def _run(self, page: bytes, offset: int) -> bytes:
        if not offset:
            return b""
        size = page[offset]
        if self._step == 1:
            return page[offset + 1 : offset + 1 + size]
        if size:
            return page[offset + 1 : offset + 2 * size]
        return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]


class WordFile:
    """A document's streams, and the pieces and properties in them.

    Raises (also while it is used): DamagedError, OldVersionError, EncryptedError, struct.error, IndexError, ValueError.
    """

    def __init__(self, stream: bytes, tables: tuple[bytes, bytes], more: bytes) -> None:
        self.stream = stream
        self.fib = read_fib(stream)
        self._table = tables[1 if self.fib.flags & 0x0200 else 0]
        self._more = more
        self._characters = Pages(stream, self.structure(CHARACTER_PAGES), 1)
        self._paragraphs = Pages(stream, self.structure(PARAGRAPH_PAGES), 13)

    def structure(self, index: int, beyond: bool = False) -> bytes:
        """A structure of the table stream; with `beyond` also all that follows it."""
        offset, size = self.fib.place(index)
        if offset + size > len(self._table) and size:
            raise DamagedError
        return self._table[offset : None if beyond else offset + size] if size else b""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The piece table, in order of characters."""
        clx = self.structure(PIECES)
        changes: list[bytes] = []
        at = 0
        while at < len(clx) and clx[at] == 1:
            size = u16(clx, at + 1)
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at >= len(clx) or clx[at] != 2:
            raise DamagedError
        table = clx[at + 5 : at + 5 + u32(clx, at + 1)]
        count = max(len(table) - 4, 0) // 12
        edges = struct.unpack_from(f"<{count + 1}I", table)
        found = []
        for index in range(count):
            place, change = u32(table, 4 * (count + 1) + 8 * index + 2), u16(table, 4 * (count + 1) + 8 * index + 6)
            width = 1 if place & 0x40000000 else 2
            place = (place & 0x3FFFFFFF) // 2 if width == 1 else place & 0x3FFFFFFF
            start, end = edges[index], edges[index + 1]
            if end < start or place + (end - start) * width > len(self.stream):
                raise DamagedError
            prl = changes[change >> 1] if change & 1 and change >> 1 < len(changes) else b""
            found.append(Piece(start, end, place, width, prl))
        return tuple(found)

    def between(self, start: int, end: int) -> Iterator[tuple[Piece, bytes]]:
        """The runs of characters with the same properties in [start, end), each with those properties."""
        for piece in self.pieces:
            if piece.end <= start or piece.start >= end:
                continue
            piece = piece.cut(start, end)
            while piece.start < piece.end:
                edge, properties = self._characters.at(piece.place)
                count = max(1, (edge - piece.place) // piece.width)
                yield piece.cut(piece.start, piece.start + count), properties + piece.changes
                piece = piece.cut(piece.start + count, piece.end)

    def paragraph(self, place: int) -> tuple[int, int, bytes]:
        """Of the paragraph whose mark lies at a byte: where it ends, its style's number, its properties."""
        end, data = self._paragraphs.at(place)
        return end, u16(data, 0) if len(data) >= 2 else 0, self._whole(data[2:])

    def _whole(self, properties: bytes) -> bytes:
        """Properties too many for a page lie in the stream Data."""
        for code, operand in modifiers(properties):
            if code in HUGE and len(operand) == 4 and (place := u32(operand, 0)) + 2 <= len(self._more):
                return self._more[place + 2 : place + 2 + u16(self._more, place)]
        return properties

    @cached_property
    def styles(self) -> dict[int, bytes]:
        """The properties of paragraph styles, those of the styles they rest on first."""
        found = dict(_styles(self.structure(STYLES)))
        return {number: _inherited(number, found) for number in found}


def _styles(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Number, number of the style it rests on, and own properties of each paragraph style (STSH)."""
    if len(data) < 6:
        return
    count, base = u16(data, 2), u16(data, 4)
    at = 2 + u16(data, 0)
    for number in range(count):
        if at + 2 > len(data):
            return
        size = u16(data, at)
        style = data[at + 2 : at + 2 + size]
        at += 2 + size
        if len(style) < base + 2 or len(style) < 4 or u16(style, 2) & 15 != 1:
            continue
        place = base + 2 + 2 * u16(style, base) + 2
        if place + 4 <= len(style):
            yield number, (u16(style, 2) >> 4, style[place + 4 : place + 2 + u16(style, place)])


def _inherited(number: int, styles: dict[int, tuple[int, bytes]]) -> bytes:
    properties = b""
    for _ in range(DEEPEST_STYLE):
        if number not in styles:
            break
        number, own = styles[number]
        properties = own + properties
    return properties
