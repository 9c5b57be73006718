"""The markup of web pages: from bytes to a tidy tree of elements, whatever its encoding and however broken.

For the readers of saved pages (`web_pages`) and of the clipboard (`clipboard`). Nothing outside the markup is
ever asked for: no entities, no network, no document type.
"""

import codecs
import re
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError
from models.intake.readers.sniffing import CONTROL
from models.intake.readers.text_files import chinese_share, decode, printable, try_decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element
else:
    Element = Any

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
HEAD = 4096
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

DROPPED = [
    "script",
    "style",
    "noscript",
    "noframes",
    "template",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "canvas",
    "audio",
    "video",
    "button",
    "select",
    "textarea",
    "input",
    "datalist",
    "map",
    "nav",
    "rt",
    "rp",
    "del",
    "link",
    "meta",
    "base",
    "xml",
    "head",
]
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,400}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
INLINE = re.compile(r"</?(?:font|span|b|i|u|strong|em|a|big|small)\b[^>]{0,2000}>", re.IGNORECASE)
DEEPEST = 100
"""Levels of elements that are told apart; what lies deeper counts as text of the last one."""
BOTTOMLESS = 2000
"""Levels that no page has; Word's own have some thirty."""


def markup_of(data: bytes, name: str, declared: str | None = None) -> str:
    """The markup as text. `declared` is the encoding a letterhead around it states, as in MIME.

    What the page states is believed where it fits: pages saved by browsers often state an encoding they no
    longer have.

    Raises:
        ReadError: the bytes are no text in any encoding Chinese offices use.
    """
    if data.startswith(MARKS) or b"\x00" in data[:HEAD:2] + data[1:HEAD:2]:
        return decode(data, name)
    plain = data.translate(None, delete=CONTROL)
    text = try_decode(plain, "utf-8")
    if text is not None:
        return text
    stated = DECLARED.search(plain[:HEAD])
    for label in (declared, stated[1].decode("ascii") if stated else None):
        text = as_declared(plain, label)
        if text is not None:
            return text
    return decode(plain, name)


def as_declared(data: bytes, label: str | None) -> str | None:
    """The text in an encoding a page names, a few damaged characters forgiven; None when it does not fit."""
    if not label:
        return None
    try:
        encoding = codecs.lookup(WIDER.get(label.lower(), label)).name
        text = data.decode(encoding, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    foreign = sum(char > "\x7f" for char in text)
    if text.count("\ufffd") * 50 > foreign or not printable(text) or chinese_share(text) < 0.05:
        return None
    return text


def tree_of(markup: str, name: str) -> tuple[Element, dict[str, str]] | None:
    """The body of a page without what people don't see, and what its head says; None when nothing is in it.

    The head's values: title, articletitle (both may be missing), generator. `name` is that of the file.

    Raises:
        ReadError: its elements lie within each other without end.
    """
    root = parsed(SUBSET.sub("", markup), name)
    if root is None:
        return None
    said = head_of(root)
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        return None
    tidy(body)
    return body, said


def parsed(markup: str, name: str) -> Element | None:
    """The markup as a tree, as browsers forgive it. Raises ReadError as `tree_of`."""
    from lxml import etree
    from lxml.html import HTMLParser

    def parse(text: str) -> tuple[Element | None, bool]:
        parser = HTMLParser(
            encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
        )
        try:
            root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
        except etree.XMLSyntaxError:
            return None, False
        cut_off = any("depth" in entry.message.lower() for entry in parser.error_log[-3:])
        return root, cut_off or (root is not None and lies_too_deep(root))

    root, deep = parse(markup)
    if deep:  # signs that were never closed pile up; they are of no use here
        root, deep = parse(INLINE.sub("", markup))
    if deep:
        raise ReadError(f"“{name}”的结构已损坏，读不出来；请用浏览器打开后复制正文，用“粘贴文字”导入。")
    return root


def lies_too_deep(root: Element) -> bool:
    """Whether elements lie within each other beyond all sense.

    The libxml2 of lxml's wheels for Linux (2.14) stops there by itself and says so, that for Windows (2.11) does not.
    """
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= BOTTOMLESS:
            return True
    return False


def head_of(root: Element) -> dict[str, str]:
    """What the head of a page says of it."""
    said: dict[str, str] = {}
    for element in root.iter("meta", "title"):
        if element.tag == "title":
            key, value = "title", element.text
        else:
            key, value = (element.get("name") or "").lower(), element.get("content")
        if value and value.strip():
            said.setdefault(key, value.strip())
    return said


def tidy(body: Element) -> None:
    """Take out of a tree what people don't see, and what lies too deep to be told apart."""
    from lxml import etree

    etree.strip_elements(body, *DROPPED, with_tail=False)
    hidden: list[Element] = []
    deep: list[Element] = []
    depth = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth == DEEPEST and len(element):
            deep.append(element)
        if element is not body and is_hidden(element):
            hidden.append(element)
    for element in hidden:
        element.drop_tree()
    for element in deep:
        etree.strip_tags(element, "*")


def is_hidden(element: Element) -> bool:
    """Whether a page says of an element itself that it isn't shown."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and HIDDEN.search(style))
