"""Text made plain for reading phrases, with the way back to the original places.

Widths are evened out, blanks dropped, Chinese numerals before a date unit turned into digits, so
that one pattern reads “2021年 9月底前”, “２０２１年９月底前” and “二〇二一年九月底前”.
"""

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○◯ＯOo", 0) | {"两": 2}
_ZERO_TO_NINE = "零〇○◯OoＯ0一二三四五六七八九"
# Four single digits before 年 (二○一二年); Latin O is what clerks type for the circle.
_YEAR = re.compile(rf"(?<![{_ZERO_TO_NINE}\d])[一二][{_ZERO_TO_NINE}]{{3}}(?=年)")
_NUMBER = r"[一二三四五六七八九两]?百?[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两]百|[一二三四五六七八九两]"
_UNIT = r"个?(?:工作)?[日天]|日|号|个?月|个半月|年|个?季度|个?小时|周|个?星期|时|点|次|个?自然日"
# Not inside a longer numeral, not the weekday of 周一 or 星期三.
_COUNTED = re.compile(rf"(?<![一二三四五六七八九十百千万零〇\d])(?<!周)(?<!星期)(?:{_NUMBER})(?=(?:{_UNIT}))")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_SAME = {"．": ".", "。": "。", "—": "-", "–": "-", "－": "-", "―": "-", "～": "~", "〜": "~", "∼": "~"}


@dataclass(frozen=True)
class Plain:
    """The plain text and, for each of its characters, where it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain characters [start, end) stand in the original."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]


def _even(char: str) -> str:
    """One character in its ordinary width; circled and other fancy numbers stay as they are."""
    if "一" <= char <= "鿿":
        return char
    if char in _SAME:
        return _SAME[char]
    if char.isascii() or unicodedata.category(char) == "No":
        return char
    even = unicodedata.normalize("NFKC", char)
    return even if len(even) == 1 else char


def _numeral(text: str) -> int:
    """The value of a Chinese numeral below one thousand, such as 二十 or 一百二十."""
    total, digit = 0, None
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, None
        elif char == "十":
            total, digit = total + (1 if digit is None else digit) * 10, None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)


def _without_blanks(text: str) -> list[tuple[str, int, int]]:
    """The characters with their places, blanks left out unless they keep two figures or words apart."""
    kept: list[tuple[str, int, int]] = []
    blank = False
    for place, raw in enumerate(text):
        if raw in _INVISIBLE:
            continue
        char = _even(raw)
        if char.isspace():
            blank = True
            continue
        if blank and kept and _sticks(kept[-1][0], char):
            kept.append((" ", place - 1, place))
        blank = False
        kept.append((char, place, place + 1))
    return kept


def _sticks(left: str, right: str) -> bool:
    """Whether two characters would wrongly grow together without the blank between them."""
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def make_plain(text: str) -> Plain:
    """Read `text` into its plain form; never raises."""
    kept = _without_blanks(text)
    flat = "".join(char for char, _, _ in kept)
    found = [(m.start(), m.end(), _year(m.group())) for m in _YEAR.finditer(flat)]
    found += [(m.start(), m.end(), str(_numeral(m.group()))) for m in _COUNTED.finditer(flat)]
    for start, end, figures in sorted(found, reverse=True):
        place = kept[start][1], kept[end - 1][2]
        kept[start:end] = [(figure, *place) for figure in figures]
    return Plain("".join(char for char, _, _ in kept), tuple(s for _, s, _ in kept), tuple(e for _, _, e in kept))


def _year(text: str) -> str:
    return "".join(char if char.isdigit() and char.isascii() else str(_DIGITS[char]) for char in text)
