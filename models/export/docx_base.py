"""The package every .docx of ours starts from: our own styles, settings and font table, and nothing else.

python-docx's own template brings a theme with fonts that WPS reports as missing, 400 kB of styles and a
Japanese font table; so it is handed this package instead and goes on from there.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from models.export.docx_xml import TWIPS_PER_POINT
from models.export.fonts import ALTERNATIVES, FontSet
from models.export.text import escaped

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Style:
    """A paragraph style: `size` and `line` in points; `line` 0 is single spacing, else an exact pitch.

    `first_line` is the first line's indent in characters of this size; `outline` is 1 to 9 for headings.
    """

    id: str
    name: str
    font: str
    size: float
    align: Literal["left", "center", "right", "both"] = "left"
    line: float = 0.0
    first_line: int = 0
    outline: int = 0
    keep_next: bool = False
    colour: str = ""
    grid: bool = True
    bold: bool = False
    spacing: float | None = None
    """Between characters, in points; None: as the default style, when the sizes are the same, else none."""


@dataclass(frozen=True)
class Package:
    """What differs between kinds of documents: fonts, the default style's font and pitch, styles, settings.

    `furniture`: headers and footers as (name, XML of their paragraphs); a name begins with "header" or "footer", and
    sections refer to it as `relationship(name)`. `body`: paragraphs, tables and the last section as XML.
    """

    fonts: FontSet
    normal: Style
    styles: tuple[Style, ...]
    odd_even: bool = False
    title: str = ""
    creator: str = ""
    furniture: tuple[tuple[str, str], ...] = ()
    body: str = "<w:sectPr/>"


def relationship(name: str) -> str:
    """The relationship's id by which a section refers to a header or footer."""
    return f"rel_{name}"


def new_document(package: Package) -> "Document":
    """A document with these styles and this body (empty when none is given), ready for python-docx."""
    from docx import Document

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(package).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _DECLARATION + content)
    stream.seek(0)
    return Document(stream)


def font_names(font: str) -> str:
    """The attributes of w:rFonts that set one font for every kind of character."""
    name = escaped(font)
    return f'w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'


def _parts(package: Package) -> dict[str, str]:
    names = [name for name, _ in package.furniture]
    return {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body>{package.body}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _relationships(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/fontTable", "fontTable.xml"),
            named=[(relationship(name), f"{_OFFICE}/{name[:6]}", f"{name}.xml") for name in names],
        ),
        "word/styles.xml": _styles(package),
        "word/settings.xml": _settings(package.odd_even),
        "word/fontTable.xml": _font_table(package.fonts),
        "docProps/core.xml": _core(package),
        "docProps/app.xml": _APP,
    } | {f"word/{name}.xml": _furniture(name, content) for name, content in package.furniture}


def _furniture(name: str, content: str) -> str:
    tag = "w:hdr" if name.startswith("header") else "w:ftr"
    return f'<{tag} xmlns:w="{W}" xmlns:r="{_OFFICE}">{content}</{tag}>'


def _content_types(furniture: Sequence[str]) -> str:
    kinds = [
        ("/word/document.xml", f"{_MAIN}.document.main+xml"),
        ("/word/styles.xml", f"{_MAIN}.styles+xml"),
        ("/word/settings.xml", f"{_MAIN}.settings+xml"),
        ("/word/fontTable.xml", f"{_MAIN}.fontTable+xml"),
        *((f"/word/{name}.xml", f"{_MAIN}.{name[:6]}+xml") for name in furniture),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds)
        + "</Types>"
    )


APPLICATION = "<Application>政务公开台账</Application>"
"""By this a document tells that it was written here."""
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"{APPLICATION}</Properties>"
)


def _relationships(*targets: tuple[str, str], named: Sequence[tuple[str, str, str]] = ()) -> str:
    numbered = [(f"rId{number}", kind, target) for number, (kind, target) in enumerate(targets, 1)]
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in (*numbered, *named)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(package: Package) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(package.title)}</dc:title><dc:creator>{escaped(package.creator)}</dc:creator>"
        "</cp:coreProperties>"
    )


def _font_table(fonts: FontSet) -> str:
    rows = []
    for name in fonts.names():
        other = ALTERNATIVES.get(name)
        relative = f'<w:altName w:val="{escaped(other)}"/>' if other else ""
        rows.append(
            f'<w:font w:name="{escaped(name)}">{relative}<w:charset w:val="86"/>'
            '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        )
    return f'<w:fonts xmlns:w="{W}">{"".join(rows)}</w:fonts>'


def _settings(odd_even: bool) -> str:
    """Word 2013 rules and later; punctuation keeps its full width, so that a line has 28 characters."""
    mode = '<w:compatSetting w:name="{}" w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/>'
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="420"/>'
        f"{'<w:evenAndOddHeaders/>' if odd_even else ''}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
        f"{mode.format('compatibilityMode', 15)}"
        f"{mode.format('overrideTableStyleFontSizeAndJustification', 1)}"
        f"{mode.format('enableOpenTypeFeatures', 1)}{mode.format('doNotFlipMirrorIndents', 1)}"
        "</w:compat></w:settings>"
    )


def _styles(package: Package) -> str:
    half = round(package.normal.size * 2)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font_names(package.normal.font)}/>"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    own = "".join(_style(style, based_on=package.normal) for style in package.styles)
    normal = _style(package.normal, based_on=None)
    return f'<w:styles xmlns:w="{W}">{defaults}{normal}{table}{own}</w:styles>'


def _style(style: Style, based_on: Style | None) -> str:
    default = ' w:default="1"' if based_on is None else ' w:customStyle="1"'
    if based_on is not None and style.name in _BUILT_IN:
        default = ""
    base = f'<w:basedOn w:val="{based_on.id}"/>' if based_on else ""
    half = round(style.size * 2)
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    spacing = style.spacing
    if spacing is None:
        spacing = based_on.spacing if based_on and based_on.size == style.size else 0.0
    between = f'<w:spacing w:val="{round((spacing or 0.0) * TWIPS_PER_POINT)}"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{base}'
        f"<w:qFormat/><w:pPr>{_paragraph_properties(style, based_on is None)}</w:pPr>"
        f"<w:rPr><w:rFonts {font_names(style.font)}/>{'<w:b/><w:bCs/>' if style.bold else ''}{colour}{between}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


_EAST_ASIAN = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_BUILT_IN = ("Normal", "footer", "header")


def _paragraph_properties(style: Style, is_normal: bool) -> str:
    """The style's w:pPr, in the schema's order.

    Hanging punctuation and the extra blank beside digits are off: they break the grid of 28 characters and
    leave the 版心.
    """
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/>")
    if is_normal:
        parts.append(f'<w:widowControl w:val="0"/>{_EAST_ASIAN}')
    if not style.grid:
        parts.append('<w:snapToGrid w:val="0"/>')
    if style.line:
        exact = round(style.line * TWIPS_PER_POINT)
        parts.append(f'<w:spacing w:before="0" w:after="0" w:line="{exact}" w:lineRule="exact"/>')
    else:
        parts.append('<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>')
    if style.first_line:
        indent = round(style.first_line * style.size * TWIPS_PER_POINT)
        parts.append(f'<w:ind w:firstLineChars="{style.first_line * 100}" w:firstLine="{indent}"/>')
    parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline:
        parts.append(f'<w:outlineLvl w:val="{style.outline - 1}"/>')
    return "".join(parts)


def body_elements(pieces: Sequence[str]) -> list[Any]:
    """XML text of body elements (paragraphs, tables) as python-docx's own element objects."""
    from docx.oxml import parse_xml

    root = parse_xml(f'<w:body xmlns:w="{W}" xmlns:r="{_OFFICE}">{"".join(pieces)}</w:body>')
    return list(root)
