"""What the elements of a 公文 say and how their parts are arranged, as plain text and numbers.

One place decides how many signers stand in a row, what an annex is called or how large the mark is; the .docx
writer (`gongwen_head`, `gongwen_body`) and the pages drawn by the window both follow it. Lengths in points or
in characters (字 of 3号). Clauses are those of GB/T 9704-2012.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.export.docx_xml import TWIPS_PER_POINT
from models.export.gongwen import Annex, Gongwen
from models.export.gongwen_page import (
    LINE_PITCH,
    MARK_TOP,
    RED_LINE_GAP,
    RED_LINE_WIDTH,
    TEXT_HEIGHT,
    TITLE_PITCH,
)
from models.export.text import chinese_day, width_of
from models.export.titles import break_title

FILE_WORD = "文件"
_MARK_LARGEST, _MARK_SMALLEST, _JOINT_SMALLEST = 54.0, 32.0, 18.0
"""Size of the mark in points; the standard leaves it free (7.2.4: 醒目、美观、庄重)."""
TITLE_ROOM = 19.0
"""Characters of a title's line: 20 fill the 版心, one is left for fonts with wide digits."""
_OTHER_LINES = 7
"""Beside a joint mark on the first page: two lines under it, two above the title and one below, 主送, the body."""
MARK_LEADING = 1.1
"""The pitch of the mark's lines, in its size."""
MARK_RISE = 0.05
"""How far the ink begins below the top of the mark's line, in its size."""
_FILE_GAP = 0.5
"""Between the names and 文件 in a joint mark, in the size of the mark."""
_PARTS = re.compile(r"[、，,；;\s]+")
_ENDINGS = "。；，、.;, "


@dataclass(frozen=True)
class Mark:
    """发文机关标志 (7.2.4): a name a line, and 文件 at the right of all when several agencies issue together.

    size: in points; scale: the characters' width in per cent; width: of the names, in points; ending: 文件 or "".
    """

    names: tuple[str, ...]
    ending: str
    size: float
    scale: int
    width: float

    @property
    def pitch(self) -> float:
        """From line to line, in points, to the twip."""
        return round(self.size * MARK_LEADING * 20) / 20

    @property
    def rise(self) -> float:
        """From the top of the first line to the top of its ink, in points."""
        return self.size * MARK_RISE


def mark_of(document: Gongwen, room: float) -> Mark | None:
    """The mark as it stands in a line of `room` points; None when there is none.

    A letter has the leading agency's name alone, without 文件 (10.1).
    """
    names = tuple(name.strip() for name in document.mark.split("\n") if name.strip())
    if not names:
        return None
    if document.format == "letter":
        names = (names[0].removesuffix(FILE_WORD) or names[0],)
    ending = ""
    if len(names) > 1 and names[-1].endswith(FILE_WORD):
        ending = FILE_WORD
        names = tuple(name for name in (*names[:-1], names[-1].removesuffix(FILE_WORD).strip()) if name)
    wide = max(1.0, *map(width_of, names))
    whole = wide + (width_of(ending) + _FILE_GAP if ending else 0.0)
    smallest, largest = _MARK_SMALLEST, _MARK_LARGEST
    if len(names) > 1:
        largest = min(largest, float(int(_joint_height(document) / len(names) / MARK_LEADING)))
        smallest = min(_JOINT_SMALLEST, largest)
    size = max(smallest, min(largest, float(int(room / whole))))
    scale = min(100, int(room / (whole * size) * 100))
    return Mark(names, ending, size, scale, wide * size * scale / 100)


def _joint_height(document: Gongwen) -> float:
    """How high a joint mark may stand, in points, so that the first page still shows the body (7.2.4, 7.3.3)."""
    lines = _OTHER_LINES + max(len(signer_rows(document)), 1)
    title = len(title_lines(document, document.title)) * TITLE_PITCH
    free = (TEXT_HEIGHT - MARK_TOP) / TWIPS_PER_POINT - lines * LINE_PITCH - title - RED_LINE_GAP - RED_LINE_WIDTH
    return max(free, 100.0)


def title_lines(document: Gongwen, title: str, room: float = TITLE_ROOM) -> tuple[str, ...]:
    """The lines of the document's title, or of an annex's; no agency's name that the document knows is broken (7.3.1)."""
    known = (*issuers(document), *re.split("[、，]", addressees_of(document)), *document.copy_to)
    return break_title(title, room, tuple(dict.fromkeys(known)))


def reserved_lines(document: Gongwen) -> tuple[tuple[str, bool], ...]:
    """份号, 密级和保密期限 and 紧急程度 as they stand at the left, line by line (7.2.1 to 7.2.3): (text, 黑体 or not).

    份号 has six digits and the first line, 密级 the second, 紧急程度 the next; empty where nothing stands.
    """
    copy, secrecy, urgency = (text.strip() for text in (document.copy_number, document.secrecy, document.urgency))
    first = (copy.zfill(6) if copy.isdecimal() else copy, False)
    if secrecy:
        lines = [first, (secrecy, True), (urgency, True)]
    else:
        lines = [line for line in (first, (urgency, True)) if line[0]]
    return tuple(lines) if lines and lines[-1][0] else tuple(lines[:-1])


def signer_rows(document: Gongwen) -> tuple[tuple[str, ...], ...]:
    """签发人 in rows of two, in the order of the agencies (7.2.6)."""
    names = [name for name in _PARTS.split(document.signer) if name]
    return _in_rows(names, 2)


def issuers(document: Gongwen) -> tuple[str, ...]:
    """发文机关署名, 主办机关 first."""
    return tuple(name.strip() for name in document.issuer.split("\n") if name.strip())


SEAL = 45.0
"""A seal of 42 mm and the gap to the next, in millimetres."""
AXIS = 7.5
"""The axis of 署名 and 成文日期, in characters from the right: four, and half of a date of seven (7.3.5.1)."""


@dataclass(frozen=True)
class SealRows:
    """署名 of a sealed joint document in rows (7.3.5.1): the last name of each stands above the date's axis.

    pitch: between the axes of neighbours, in millimetres.
    """

    rows: tuple[tuple[str, ...], ...]
    pitch: float


def seal_rows(names: Sequence[str], width: float, character: float) -> SealRows:
    """Up to three agencies a row, fewer where the names are long.

    The seals do not touch and stay within the 版心 of `width` millimetres; `character` is the width of a 字.
    """
    axis = width - AXIS * character
    longest = max(map(width_of, names), default=0.0) * character
    pitch = max(SEAL, longest + character)
    outer = max(SEAL, longest) / 2
    across = next((count for count in (3, 2) if axis - (count - 1) * pitch >= outer - 1), 1)
    return SealRows(_in_rows(names, across), pitch)


def annex_names(document: Gongwen) -> tuple[str, ...]:
    """The names of 附件说明, in order, without a mark after them (7.3.4): those of annexes not named there follow."""
    names = [_plain(name) for name in document.attachments]
    names += [_plain(annex.name) for annex in document.annexes]
    return tuple(dict.fromkeys(name for name in names if name))


def annex_mark(document: Gongwen, annex: Annex) -> str:
    """附件, and its number where there are several: the same as in 附件说明 (7.3.7)."""
    names = annex_names(document)
    name = _plain(annex.name)
    return "附件" if len(names) < 2 or name not in names else f"附件{names.index(name) + 1}"


def note_of(document: Gongwen) -> str:
    """附注 in its brackets, or "" (7.3.6)."""
    note = document.note.strip().strip("（）()")
    return f"（{note}）" if note else ""


@dataclass(frozen=True)
class Colophon:
    """版记: 主送 where it moved there and 抄送, each (label, names); and the last line, 印发机关 and 印发日期 (7.4)."""

    sent: tuple[tuple[str, str], ...]
    printed_by: str
    printed_on: str

    @property
    def is_empty(self) -> bool:
        """Whether there is no 版记 at all."""
        return not (self.sent or self.printed_by or self.printed_on)


def colophon_of(document: Gongwen) -> Colophon:
    """The 版记; a letter's and minutes' own forms leave out what theirs do not have (10.1)."""
    sent = []
    to = addressees_of(document)
    if document.addressees_last and to:
        sent.append(("主送：", f"{to}。"))
    copies = [name.strip().rstrip(_ENDINGS) for name in document.copy_to if name.strip()]
    if copies:
        sent.append(("抄送：", f"{'，'.join(copies)}。"))
    if document.format == "letter":
        return Colophon(tuple(sent), "", "")
    day = f"{chinese_day(document.printed_on)}印发" if document.printed_on else ""
    return Colophon(tuple(sent), document.printed_by.strip(), day)


def addressees_of(document: Gongwen) -> str:
    """主送机关 without a mark after them."""
    return document.addressees.strip().rstrip("：:；;，,、。")


def _plain(name: str) -> str:
    return "".join(part.strip() for part in name.split("\n")).strip().rstrip(_ENDINGS)


def _in_rows(names: Sequence[str], across: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(names[place : place + across]) for place in range(0, len(names), across))
