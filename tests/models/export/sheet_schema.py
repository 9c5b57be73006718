"""The order in which SpreadsheetML wants child elements (ISO/IEC 29500-1, 18); Excel repairs a file without it.

Only the elements our writers use, and their neighbours; an element that is not listed here fails the test.
"""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from tests.models.export.parts import S

_SHEET = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing legacyDrawing tableParts",
    "dataValidation": "formula1 formula2",
    "c": "f v is",
    "workbook": "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors",
    "xf": "alignment protection",
}


def sheet_in_order(package: Path) -> None:
    """Every part of the package has its known elements' children in the schema's order."""
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                _check(name, etree.fromstring(archive.read(name)))


def _check(name: str, root: Any) -> None:
    for element in root.iter(f"{S}*"):
        tag = element.tag.removeprefix(S)
        if tag not in _SHEET:
            continue
        order = _SHEET[tag].split()
        children = [child.tag.removeprefix(S) for child in element if isinstance(child.tag, str)]
        places = [order.index(child) for child in children]
        assert places == sorted(places), f"{name}: {tag} holds {children}"
