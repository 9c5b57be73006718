"""Reads a .docx that `models.export` wrote into the values of `blocks`, styles resolved.

Not a reader of any .docx: those of others are brought in by `models.intake`. No Qt here.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

from models.export.docx_base import APPLICATION
from ui.printing.blocks import (
    Align,
    Block,
    Border,
    Box,
    BoxCell,
    BoxRow,
    Frame,
    Inline,
    LineRule,
    Look,
    PageField,
    Paper,
    Para,
    Place,
    Sheet,
    Tab,
    Words,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TWIPS_PER_EIGHTH = 20 / 8
_PLAIN = Look("", 10.5)


def ours(content: bytes) -> bool:
    """Whether `models.export` wrote this file, and no other program since."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return APPLICATION.encode() in archive.read("docProps/app.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def read_package(content: bytes) -> Paper:
    """The document in these bytes."""
    from lxml import etree

    with zipfile.ZipFile(BytesIO(content)) as archive:

        def part(name: str) -> Any:
            return etree.fromstring(archive.read(name))

        styles = _Styles(part("word/styles.xml"))
        names = {item.get("Id"): item.get("Target") for item in part("word/_rels/document.xml.rels")}
        body = part("word/document.xml").find(f"{_W}body")
        reader = _Reader(styles)
        footers = {
            key: tuple(reader.blocks(part(f"word/{target}")))
            for key, target in names.items()
            if target.startswith("footer")
        }
        odd_even = part("word/settings.xml").find(f"{_W}evenAndOddHeaders") is not None
    return Paper(tuple(reader.sheets(body, footers)), odd_even)


class _Styles:
    """Paragraph styles by their id, what they rest on worked in."""

    def __init__(self, root: Any) -> None:
        self._elements = {item.get(f"{_W}styleId"): item for item in root.findall(f"{_W}style")}
        self._made: dict[str, Para] = {}
        default = next((item for item in self._elements.values() if item.get(f"{_W}default") == "1"), None)
        self._default = default.get(f"{_W}styleId") if default is not None else ""

    def get(self, name: str) -> Para:
        """An empty paragraph in this style."""
        name = name or self._default
        if name not in self._made:
            element = self._elements.get(name)
            if element is None:
                self._made[name] = Para((), _PLAIN)
            else:
                based = element.find(f"{_W}basedOn")
                base = Para((), _PLAIN) if based is None else self.get(_value(based))
                look = _look(element.find(f"{_W}rPr"), base.base)
                self._made[name] = _paragraph(element.find(f"{_W}pPr"), replace(base, base=look))
        return self._made[name]


class _Reader:
    """Makes blocks of elements."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles

    def sheets(self, body: Any, footers: Mapping[str, tuple[Block, ...]]) -> Iterator[Sheet]:
        """The sections: a section's properties stand in its last paragraph, the last one's at the end (17.6.17)."""
        blocks: list[Block] = []
        for element in body:
            if element.tag == f"{_W}sectPr":
                yield _sheet(element, footers, tuple(blocks))
                return
            blocks += self._block(element)
            properties = element.find(f"{_W}pPr/{_W}sectPr")
            if properties is not None:
                yield _sheet(properties, footers, tuple(blocks))
                blocks = []

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks in a body, a footer or a cell."""
        for element in parent:
            yield from self._block(element)

    def _block(self, element: Any) -> list[Block]:
        if element.tag == f"{_W}p":
            return [self._para(element)]
        return [self._box(element)] if element.tag == f"{_W}tbl" else []

    def _para(self, element: Any) -> Para:
        properties = element.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        base = self._styles.get(_value(style) if style is not None else "")
        para = _paragraph(properties, base)
        return replace(para, inlines=tuple(_inlines(element, para.base)))

    def _box(self, element: Any) -> Box:
        properties = element.find(f"{_W}tblPr")
        placed = properties.find(f"{_W}tblpPr")
        borders = properties.find(f"{_W}tblBorders")
        margins = properties.find(f"{_W}tblCellMar")
        align = properties.find(f"{_W}jc")
        sides = tuple(_number(margins.find(f"{_W}{side}"), "w") if margins is not None else 0.0 for side in _SIDES)
        return Box(
            tuple(_number(column, "w") for column in element.find(f"{_W}tblGrid")),
            tuple(self._row(row) for row in element.findall(f"{_W}tr")),
            _borders(borders),
            cast("tuple[float, float, float, float]", sides),
            align is not None and _value(align) == "center",
            _place(placed),
        )

    def _row(self, element: Any) -> BoxRow:
        properties = element.find(f"{_W}trPr")
        head = properties is not None and properties.find(f"{_W}tblHeader") is not None
        height = properties.find(f"{_W}trHeight") if properties is not None else None
        cells = tuple(self._cell(cell) for cell in element.findall(f"{_W}tc"))
        return BoxRow(cells, head, _number(height, "val"))

    def _cell(self, element: Any) -> BoxCell:
        properties = element.find(f"{_W}tcPr")
        span, merge, shade, align, turned = (
            properties.find(f"{_W}{name}") for name in ("gridSpan", "vMerge", "shd", "vAlign", "textDirection")
        )
        paras = tuple(block for block in self.blocks(element) if isinstance(block, Para))
        return BoxCell(
            paras,
            int(_number(span, "val")) if span is not None else 1,
            "" if merge is None else "restart" if _value(merge) == "restart" else "continue",
            shade.get(f"{_W}fill") if shade is not None else "",
            align is not None and _value(align) == "center",
            turned is not None,
        )


_SIDES = ("left", "top", "right", "bottom")


def _value(element: Any) -> str:
    return str(element.get(f"{_W}val") or "")


def _number(element: Any, name: str) -> float:
    text = element.get(f"{_W}{name}") if element is not None else None
    return float(text) if text else 0.0


def _is_on(element: Any) -> bool:
    """On when it is there, unless it says no (17.17.4)."""
    return element is not None and _value(element) not in ("0", "false")


def _look(properties: Any, base: Look) -> Look:
    """A run's or a style's character properties over what they rest on."""
    if properties is None:
        return base
    found: dict[str, Any] = {}
    fonts, size, bold, colour, scale, spacing = (
        properties.find(f"{_W}{name}") for name in ("rFonts", "sz", "b", "color", "w", "spacing")
    )
    if fonts is not None and fonts.get(f"{_W}eastAsia"):
        found["font"] = fonts.get(f"{_W}eastAsia")
    if size is not None:
        found["size"] = _number(size, "val") / 2
    if bold is not None:
        found["bold"] = _is_on(bold)
    if colour is not None:
        found["colour"] = _value(colour)
    if scale is not None:
        found["scale"] = int(_number(scale, "val"))
    if spacing is not None:
        found["spacing"] = _number(spacing, "val")
    return replace(base, **found) if found else base


def _paragraph(properties: Any, base: Para) -> Para:
    """A paragraph's or a style's properties over what they rest on."""
    if properties is None:
        return base
    found: dict[str, Any] = {}
    spacing, indent, align, tabs, borders, frame = (
        properties.find(f"{_W}{name}") for name in ("spacing", "ind", "jc", "tabs", "pBdr", "framePr")
    )
    if spacing is not None:
        found |= {name: _number(spacing, name) for name in ("before", "after") if spacing.get(f"{_W}{name}")}
        if spacing.get(f"{_W}line"):
            found |= {"line": _number(spacing, "line"), "rule": cast("LineRule", spacing.get(f"{_W}lineRule", "auto"))}
    if indent is not None:
        found |= {name: _number(indent, name) for name in ("left", "right") if indent.get(f"{_W}{name}")}
        if indent.get(f"{_W}firstLine"):
            found["first"] = _number(indent, "firstLine")
        elif indent.get(f"{_W}hanging"):
            found["first"] = -_number(indent, "hanging")
    if align is not None:
        found["align"] = cast("Align", _value(align))
    if tabs is not None:
        found["tabs"] = tuple(Tab(_number(tab, "pos"), cast("Align", _value(tab))) for tab in tabs)
    if borders is not None:
        found["borders"] = _borders(borders)
    if frame is not None:
        found["frame"] = Frame(*(_number(frame, name) for name in ("x", "y", "w", "h", "vSpace")))
    for name, key in (("keepNext", "keep_next"), ("pageBreakBefore", "page_break_before")):
        element = properties.find(f"{_W}{name}")
        if element is not None:
            found[key] = _is_on(element)
    return replace(base, **found) if found else base


def _borders(element: Any) -> dict[str, Border]:
    if element is None:
        return {}
    return {
        side.tag.removeprefix(_W): Border(
            _number(side, "sz") * _TWIPS_PER_EIGHTH, _number(side, "space") * 20, side.get(f"{_W}color") or "000000"
        )
        for side in element
        if _value(side) != "nil"
    }


def _place(element: Any) -> Place | None:
    if element is None:
        return None
    at_foot = element.get(f"{_W}tblpYSpec") == "bottom"
    return Place(_number(element, "tblpX"), None if at_foot else _number(element, "tblpY"))


def _inlines(element: Any, base: Look) -> Iterator[Inline]:
    """The runs; a field (17.16.18) gives its code once, what stood there as its value is passed over."""
    code: list[str] | None = None
    shown = False
    for run in element.findall(f"{_W}r"):
        look = _look(run.find(f"{_W}rPr"), base)
        text = ""
        for child in run:
            tag = child.tag.removeprefix(_W)
            if tag == "fldChar":
                kind = child.get(f"{_W}fldCharType")
                if kind == "begin":
                    code, shown = [], False
                elif kind == "separate":
                    shown = True
                elif code is not None:
                    yield PageField("".join(code).strip(), look)
                    code = None
            elif tag == "instrText" and code is not None:
                code.append(child.text or "")
            elif tag in ("t", "tab", "br") and not (code is not None and shown):
                text += {"t": child.text or "", "tab": "\t", "br": "\n"}[tag]
        if text:
            yield Words(text, look)


def _sheet(element: Any, footers: Mapping[str, tuple[Block, ...]], blocks: tuple[Block, ...]) -> Sheet:
    size, margin, begins = (element.find(f"{_W}{name}") for name in ("pgSz", "pgMar", "type"))
    used = {
        reference.get(f"{_W}type"): footers[reference.get(f"{_R}id")]
        for reference in element.findall(f"{_W}footerReference")
    }
    return Sheet(
        _number(size, "w"),
        _number(size, "h"),
        cast("tuple[float, float, float, float]", tuple(_number(margin, side) for side in _SIDES)),
        _number(margin, "footer"),
        "evenPage" if begins is not None and _value(begins) == "evenPage" else "nextPage",
        _is_on(element.find(f"{_W}titlePg")),
        used,
        blocks,
    )
