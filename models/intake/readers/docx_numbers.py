"""Automatic numbers of Word paragraphs (自动编号), counted and written out as the page shows them.

After ECMA-376 part 1, 17.9: a paragraph points, itself or through its style, to a numbering instance
and a level; the level gives the start, the digits and the text around them (%1 is level one's number).
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
DEEPEST_STYLE = 20


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


def value_of(element: Element | None, default: str = "") -> str:
    """The w:val of an element."""
    return str(element.get(W + "val", default)) if element is not None else default


def whole(text: str, default: int) -> int:
    """A small whole number, or the default."""
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default


class Level:
    """One level of a list."""

    def __init__(self, element: Element) -> None:
        self.start = whole(value_of(element.find(W + "start")), 1)
        self.style = value_of(element.find(W + "numFmt"), "decimal")
        self.text = value_of(element.find(W + "lvlText"))
        self.tight = value_of(element.find(W + "suff")) == "nothing"
        self.restart = value_of(element.find(W + "lvlRestart"))
        self.legal = element.find(W + "isLgl") is not None
        self.styled = value_of(element.find(W + "pStyle"))


class Numbering:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self, numbers: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbers is not None:
            self._read_numbers(numbers)
        if styles is not None:
            self._read_styles(styles)

    def _read_numbers(self, numbers: Element) -> None:
        for abstract in numbers.findall(W + "abstractNum"):
            levels = {whole(item.get(W + "ilvl", "0"), 0): Level(item) for item in abstract.findall(W + "lvl")}
            self._levels[str(abstract.get(W + "abstractNumId", ""))] = levels
        for instance in numbers.findall(W + "num"):
            number = str(instance.get(W + "numId", ""))
            self._instances[number] = value_of(instance.find(W + "abstractNumId"))
            self._overrides[number] = {
                whole(item.get(W + "ilvl", "0"), 0): whole(value_of(start), 1)
                for item in instance.findall(W + "lvlOverride")
                if (start := item.find(W + "startOverride")) is not None
            }

    def _read_styles(self, styles: Element) -> None:
        for style in styles.findall(W + "style"):
            properties = style.find(f"{W}pPr/{W}numPr")
            number = value_of(properties.find(W + "numId")) if properties is not None else ""
            level = value_of(properties.find(W + "ilvl")) if properties is not None else ""
            self._styles[str(style.get(W + "styleId", ""))] = (number, level, value_of(style.find(W + "basedOn")))

    def _reference(self, paragraph: Element) -> tuple[str, int] | None:
        """(numId, level) of a paragraph, by itself or through its style; None when it is not numbered."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        own = value_of(properties.find(W + "numId")) if properties is not None else ""
        level = value_of(properties.find(W + "ilvl")) if properties is not None else ""
        if own == "0":
            return None
        style = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
        first_style = style
        for _ in range(DEEPEST_STYLE):
            if (own and level) or style not in self._styles:
                break
            number, style_level, based_on = self._styles[style]
            own, level, style = own or number, level or style_level, based_on
        if not own or own == "0":
            return None
        if not level:
            levels = self._levels.get(self._instances.get(own, ""), {})
            level = next(
                (str(index) for index, item in levels.items() if item.styled and item.styled == first_style), "0"
            )
        return own, whole(level, 0)

    def number_of(self, paragraph: Element) -> str:
        """The number in front of a paragraph, "" when it has none; each call counts on."""
        reference = self._reference(paragraph)
        if reference is None:
            return ""
        number, index = reference
        abstract = self._instances.get(number, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        override = self._overrides.get(number, {}).get(index)
        if override is not None and (number, index) not in self._begun:
            counts[index] = override
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        self._begun.add((number, index))
        for deeper in [key for key in counts if key > index and levels.get(key) and levels[key].restart != "0"]:
            del counts[deeper]
        text = re.sub(r"%(\d)", lambda match: self._part(int(match[1]) - 1, level, levels, counts), level.text)
        return text + ("" if level.tight or not text else " ")

    def _part(self, index: int, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        other = levels.get(index)
        if other is None:
            return ""
        style = "decimal" if level.legal and other.style != "bullet" else other.style
        return shown(counts.get(index, other.start), style)
