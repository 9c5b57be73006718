"""The order in which the schemas want child elements (ISO/IEC 29500-1); Office repairs or refuses a file without it.

Only the elements our writers use, and their neighbours; an element that is not listed here fails the test.
"""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from tests.models.export.parts import S, W

_SHEET = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter drawing legacyDrawing tableParts",
    "dataValidation": "formula1 formula2",
    "c": "f v is",
    "workbook": "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors",
    "xf": "alignment protection",
}
_WORD = {
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "p": "pPr r",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs suppressAutoHyphens "
    "overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind contextualSpacing jc textAlignment outlineLvl rPr",
    "r": "rPr t br tab fldChar instrText",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs lang",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "font": "altName panose1 charset family pitch sig",
}
_MIXED = {"p", "r", "tc", "trPr", "body"}
"""Elements whose children come in any order, so long as properties stand first."""


def in_schema_order(package: Path) -> None:
    """Every part of the package has its known elements' children in the schema's order."""
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                _check(name, etree.fromstring(archive.read(name)))


def _check(name: str, root: Any) -> None:
    for space, known in ((S, _SHEET), (W, _WORD)):
        for element in root.iter(f"{space}*"):
            tag = element.tag.removeprefix(space)
            if tag not in known:
                continue
            order = known[tag].split()
            children = [child.tag.removeprefix(space) for child in element if isinstance(child.tag, str)]
            if tag in _MIXED:
                assert not any(child.endswith("Pr") for child in children[1:]), f"{name}: {tag} {children}"
                continue
            places = [order.index(child) for child in children]
            assert places == sorted(places), f"{name}: {tag} holds {children}"
