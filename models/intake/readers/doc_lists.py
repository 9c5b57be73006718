"""The automatic numbers (自动编号) of a binary Word document.

After [MS-DOC] 2.9.131–2.9.150: a paragraph names a use of a list (LFO) and a level; lists (LSTF) and their
levels (LVL) lie in the table stream. Used by `doc_files`.
"""

import struct

from models.intake.readers.counting import Counter, Level
from models.intake.readers.doc_structure import LIST_USES, LISTS, WordFile, u16, u32

STYLES = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    0x0A: "ideographDigital",
    0x0B: "japaneseCounting",
    0x10: "japaneseLegal",
    0x11: "japaneseDigitalTenThousand",
    0x12: "decimalEnclosedCircle",
    0x16: "decimalZero",
    0x17: "bullet",
    0x1B: "decimalEnclosedParen",
    0x1C: "decimalEnclosedCircleChinese",
    0x1E: "ideographTraditional",
    0x21: "taiwaneseCounting",
    0x22: "ideographLegalTraditional",
    0x23: "taiwaneseCountingThousand",
    0x25: "chineseCounting",
    0x26: "chineseLegalSimplified",
    0x27: "chineseCountingThousand",
    0xFF: "none",
}
"""Digits by their number (MSONFC, [MS-OSHARED] 2.2.1.3), named as w:numFmt does; all others show as decimal."""
MOST = 4096
"""Lists; a file that states more is damaged."""


class Lists:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self, document: WordFile) -> None:
        self._counter = Counter()
        self._levels: dict[int, dict[int, Level]] = {}
        self._uses: list[tuple[int, dict[int, int], dict[int, Level]]] = []
        self._read_lists(document.structure(LISTS), document.structure(LISTS, beyond=True))
        self._read_uses(document.structure(LIST_USES))

    def number_of(self, use: int, level: int) -> str:
        """The number in front of a paragraph, "" when it has none; each call counts on."""
        if not 1 <= use <= len(self._uses):
            return ""
        owner, starts, changed = self._uses[use - 1]
        levels = self._levels.get(owner, {}) | changed
        return self._counter.number(use, owner, levels, level, starts.get(level))

    def _read_lists(self, table: bytes, beyond: bytes) -> None:
        if len(table) < 2:
            return
        count = min(u16(table, 0), MOST, (len(table) - 2) // 28)
        at = len(table)
        for index in range(count):
            place = 2 + 28 * index
            levels: dict[int, Level] = {}
            for level in range(1 if table[place + 26] & 1 else 9):
                levels[level], at = read_level(beyond, at)
            self._levels[u32(table, place)] = levels

    def _read_uses(self, table: bytes) -> None:
        if len(table) < 4:
            return
        count = min(u32(table, 0), MOST, (len(table) - 4) // 16)
        at = 4 + 16 * count
        for index in range(count):
            owner, changes = u32(table, 4 + 16 * index), table[4 + 16 * index + 12]
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            self._uses.append((owner, starts, levels))
            at += 4
            for _ in range(changes):
                if at + 8 > len(table):
                    return
                start, flags = struct.unpack_from("<iI", table, at)
                at += 8
                if flags & 0x20:
                    levels[flags & 15], at = read_level(table, at)
                    start = levels[flags & 15].start
                if flags & 0x30 and 0 <= start < 1_000_000:
                    starts[flags & 15] = start


def read_level(data: bytes, at: int) -> tuple[Level, int]:
    """One level (LVL), and where the next one begins."""
    start, digits, flags, places, follow, _, _, characters, paragraphs, _, _ = struct.unpack_from(
        "<iBB9sBiiBBBB", data, at
    )
    at += 28 + characters + paragraphs
    count = u16(data, at)
    text = data[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")
    marks = {place - 1 for place in places if place}
    shown = "".join(
        f"%{ord(sign) + 1}" if index in marks and ord(sign) < 9 else sign for index, sign in enumerate(text)
    )
    style = STYLES.get(digits, "decimal")
    level = Level(
        start=start if 0 <= start < 1_000_000 else 1,
        style=style,
        text="" if style == "bullet" else shown,
        tight=follow == 2,
        restarts=not flags & 8,
        legal=bool(flags & 4),
    )
    return level, at + 2 + 2 * count
