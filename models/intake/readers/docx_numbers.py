"""The automatic numbers (自动编号) of the paragraphs of a .docx.

After ECMA-376 part 1, 17.9: a paragraph points, itself or through its style, to a numbering instance
and a level of its list.
"""

import re
from typing import TYPE_CHECKING, Any

from models.intake.readers.counting import Counter, Level

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST_STYLE = 20


def value_of(element: Element | None, default: str = "") -> str:
    """The w:val of an element."""
    return str(element.get(W + "val", default)) if element is not None else default


def whole(text: str, default: int) -> int:
    """A small whole number, or the default."""
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default


def level_of(element: Element) -> Level:
    """A w:lvl."""
    return Level(
        start=whole(value_of(element.find(W + "start")), 1),
        style=value_of(element.find(W + "numFmt"), "decimal"),
        text=value_of(element.find(W + "lvlText")),
        tight=value_of(element.find(W + "suff")) == "nothing",
        restarts=value_of(element.find(W + "lvlRestart")) != "0",
        legal=element.find(W + "isLgl") is not None,
    )


class Numbering:
    """Counts the numbered paragraphs of one document as they come."""

    def __init__(self, numbers: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._styled: dict[str, dict[str, int]] = {}
        self._counter = Counter()
        if numbers is not None:
            self._read_numbers(numbers)
        if styles is not None:
            self._read_styles(styles)

    def _read_numbers(self, numbers: Element) -> None:
        for abstract in numbers.findall(W + "abstractNum"):
            name = str(abstract.get(W + "abstractNumId", ""))
            items = {whole(item.get(W + "ilvl", "0"), 0): item for item in abstract.findall(W + "lvl")}
            self._levels[name] = {index: level_of(item) for index, item in items.items()}
            self._styled[name] = {value_of(item.find(W + "pStyle")): index for index, item in items.items()}
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
            styled = self._styled.get(self._instances.get(own, ""), {})
            level = str(styled.get(first_style, 0) if first_style else 0)
        return own, whole(level, 0)

    def number_of(self, paragraph: Element) -> str:
        """The number in front of a paragraph, "" when it has none; each call counts on."""
        reference = self._reference(paragraph)
        if reference is None:
            return ""
        number, index = reference
        abstract = self._instances.get(number, "")
        override = self._overrides.get(number, {}).get(index)
        return self._counter.number(number, abstract, self._levels.get(abstract, {}), index, override)
