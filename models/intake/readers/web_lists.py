"""The numbers that web pages show before the items of ordered lists. For `web_blocks` only."""

import re
from typing import TYPE_CHECKING, Any

from models.intake.readers.counting import chinese

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element
else:
    Element = Any

CHINESE_LIST = re.compile(r"cjk|chinese|ideographic", re.IGNORECASE)


def list_number(element: Element) -> str:
    """The number an ordered list shows before an item; "" where it shows none."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = parent.get("style") or ""
    if re.search(r"list-style(?:-type)?\s*:[^;]*none", style):
        return ""
    value = whole(element.get("value"))
    if value is None:
        first = whole(parent.get("start"))
        value = (1 if first is None else first) + sum(1 for _ in element.itersiblings("li", preceding=True))
    if CHINESE_LIST.search(style) and 0 < value < 100:
        return chinese(value) + "、"
    kind = parent.get("type") or ""
    if kind in ("a", "A") and 0 < value <= 26:
        return f"{chr(ord(kind) + value - 1)}."
    return f"{value}."


def whole(text: str | None) -> int | None:
    """A number an attribute states, None when it states none."""
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else None
