"""Automatic numbers (自动编号) of word processors, counted and written out as the page shows them.

For the readers of .docx and .doc, whose lists are alike: a list has up to nine levels, each with its first
number, its digits and the text around them; several instances (numId, LFO) share the counting of one list.
The names of the digits are those of w:numFmt, ECMA-376 part 1, 17.18.59.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

DIGITS = "〇一二三四五六七八九"
ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"


def chinese(number: int, digits: str = DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """A number up to 999 in Chinese; larger ones in ordinary digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def roman(number: int) -> str:
    """A number up to 3999 in Roman digits."""
    pairs = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), ROMAN, strict=True)
    text = ""
    for value, sign in pairs:
        count, number = divmod(number, value)
        text += sign * count
    return text


def letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def shown(number: int, style: str) -> str:
    """A number in a w:numFmt."""
    if style.startswith("decimalEnclosedCircle"):
        return chr(0x245F + number) if 1 <= number <= 20 else f"（{number}）"
    if style.startswith(
        ("chineseCounting", "ideographDigital", "japaneseCounting", "taiwaneseCounting", "japaneseDigital")
    ):
        return chinese(number)
    if style.startswith(("chineseLegal", "ideographLegal", "japaneseLegal")):
        return chinese(number, LEGAL, "拾", "佰")
    if style == "ideographTraditional":
        return STEMS[(number - 1) % 10]
    if style in ("upperRoman", "lowerRoman"):
        text = roman(min(number, 3999))
        return text if style == "upperRoman" else text.lower()
    if style in ("upperLetter", "lowerLetter"):
        text = letters(min(number, 260))
        return text if style == "upperLetter" else text.lower()
    if style == "decimalEnclosedParen":
        return f"（{number}）"
    if style == "decimalZero":
        return f"{number:02}"
    return "" if style in ("bullet", "none") else str(number)


@dataclass(frozen=True)
class Level:
    """One level of a list: `text` has %1 … %9 where the number of that level stands.

    `tight` when nothing follows the number, `restarts` when it begins anew below each higher number, `legal`
    when the numbers of other levels show in ordinary digits.
    """

    start: int
    style: str
    text: str
    tight: bool = False
    restarts: bool = True
    legal: bool = False


class Counter:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self) -> None:
        self._counts: dict[object, dict[int, int]] = {}
        self._begun: set[tuple[object, int]] = set()

    def number(
        self, instance: object, owner: object, levels: Mapping[int, Level], index: int, override: int | None = None
    ) -> str:
        """The number in front of the next paragraph of level `index`, with what stands behind it; "" for a bullet.

        `owner` is the list whose counting the instance shares, `override` where the instance starts.
        """
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(owner, {})
        if override is not None and (instance, index) not in self._begun:
            counts[index] = override
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._begun.add((instance, index))
        for deeper in [key for key in counts if key > index and key in levels and levels[key].restarts]:
            del counts[deeper]
        text = re.sub(r"%(\d)", lambda match: _part(int(match[1]) - 1, level, levels, counts), level.text)
        return text + ("" if level.tight or not text else " ")


def _part(index: int, level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    other = levels.get(index)
    if other is None:
        return ""
    style = "decimal" if level.legal and other.style != "bullet" else other.style
    return shown(counts.get(index, other.start), style)
