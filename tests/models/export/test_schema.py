"""The check of the schema itself, and the check of every kind of document."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from models.export.fonts import FONT_SETS
from models.export.gongwen import write_gongwen
from models.export.ledger_docx import write_ledger_docx
from tests.models.export.documents import DOCUMENTS
from tests.models.export.parts import W, found, part, well_formed
from tests.models.export.samples import ledger
from tests.models.export.schema import faults_of, in_order


def faults(xml: str) -> list[str]:
    return list(faults_of(etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')))


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        ("<w:p><w:pPr><w:jc w:val='left'/><w:ind/></w:pPr></w:p>", "children of pPr stand as"),
        ("<w:p><w:r/><w:pPr/></w:p>", "children of p stand as"),
        ("<w:p><w:pPr><w:jc w:val='start'/></w:pPr></w:p>", "jc says val=start"),
        ("<w:p><w:pPr><w:jc/><w:jc/></w:pPr></w:p>", "jc comes twice in pPr"),
        ("<w:p><w:drawing/></w:p>", "drawing in p is not declared"),
        ("<w:tbl><w:tr><w:tc><w:tbl/></w:tc></w:tr></w:tbl>", "a cell ends without a paragraph"),
        ("<w:sectPr/><w:p/>", "sectPr stands at the wrong end of body"),
    ],
)
def testfaults_of_are_found(xml: str, fault: str) -> None:
    assert any(item.startswith(fault) for item in faults(xml))


def test_what_is_right_passes() -> None:
    assert faults("<w:p><w:pPr><w:ind/><w:jc w:val='left'/></w:pPr><w:r><w:t/></w:r></w:p><w:tbl/><w:p/>") == []


@pytest.mark.parametrize("fonts", FONT_SETS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_in_order(name: str, fonts: str, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    write_gongwen(DOCUMENTS[name], target, FONT_SETS[fonts])
    well_formed(target)
    in_order(target)


def test_ledgers_are_in_order(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    write_ledger_docx(ledger(3, notes=("注",)), target)
    in_order(target)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_font_comes_from_a_theme(name: str, tmp_path: Path) -> None:
    """WPS reports the theme's fonts as missing; every run, style and default names its own for all characters."""
    target = tmp_path / "a.docx"
    write_gongwen(DOCUMENTS[name], target)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
    assert not [item for item in names if "theme" in item]
    for item in names:
        root = part(target, item)
        assert not root.xpath("//@*[contains(translate(local-name(), 'T', 't'), 'theme')]")
        for fonts in found(root, "//w:rFonts[@w:ascii]"):
            assert len({fonts.get(W + kind) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
    for item in (name for name in names if name.startswith(("word/document", "word/footer"))):
        for run in found(part(target, item), "//w:r[w:t]"):
            text = "".join(found(run, "w:t/text()"))
            if set(text) & set("“”‘’—…"):
                assert found(run, "w:rPr/w:rFonts/@w:hint") == ["eastAsia"], text
