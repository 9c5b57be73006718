"""PDF files as an office program makes them from Word documents: read as the documents themselves."""

import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from models.intake.notice import SourceText
from models.intake.readers.docx_files import read_docx
from models.intake.readers.pdf_files import read_pdf

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
TEXTS = (
    "梳理惠企政策清单，分行业分领域集中公开，方便企业查询",
    "对重大建设项目批准和实施情况全程公开",
    "完善“一网通办”平台功能，推动高频事项全程网办；整合政务新媒体账号，关停僵尸账号（含小程序）",
    "规范登记、审核、办理、答复流程，修订文书模板",
)
UNITS = ("市政府办公室", "市教育局、市财政局", "市人力资源和社会保障局", "各县（市、区）人民政府")


def base(landscape: bool = False) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    return document


def notice(document: Any) -> None:
    chance = random.Random(2)
    for index in range(40):
        text = "".join(chance.choice(TEXTS) + "。" for _ in range(chance.randint(1, 6)))
        paragraph = document.add_paragraph(f"{index + 1}.{text}（责任单位：{chance.choice(UNITS)}）")
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.runs[0].font.size = Pt(16)


def table(document: Any, *, merged: bool, rows: int, sentences: int, head: bool) -> None:
    chance = random.Random(1)
    drawn = document.add_table(rows=1, cols=5)
    drawn.style = "Table Grid"
    for cell, text in zip(drawn.rows[0].cells, ("序号", "类别", "工作任务", "责任单位", "完成时限"), strict=True):
        cell.text = text
    if head:
        drawn.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for index in range(rows):
        cells = drawn.add_row().cells
        text = "".join(chance.choice(TEXTS) for _ in range(sentences)) + "。"
        values = (
            str(index + 1),
            "" if merged else f"类别{index}",
            text,
            chance.choice(UNITS),
            f"{index % 12 + 1}月底前",
        )
        for cell, value in zip(cells, values, strict=True):
            cell.text = value
    for index in range(0, rows if merged else 0, 4):
        drawn.cell(index + 1, 1).merge(drawn.cell(min(rows, index + 4), 1)).text = f"类别{index // 4}"


def both(folder: Path, document: Any) -> tuple[SourceText, SourceText]:
    """The document and its PDF, as they are read."""
    path = folder / "通知.docx"
    document.save(path)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=250,
    )
    made = path.with_suffix(".pdf")
    return read_docx(path, path.read_bytes()), read_pdf(made, made.read_bytes())


def grids(source: SourceText) -> list[list[list[str]]]:
    return [
        [[source.text[slice(*cell.span)] for cell in row] for row in block.rows]
        for block in source.blocks
        if block.kind == "table"
    ]


def paragraphs(source: SourceText) -> list[str]:
    return [source.text[slice(*block.span)].strip() for block in source.blocks if block.kind == "paragraph"]


def test_paragraphs_over_pages(tmp_path: Path) -> None:
    document = base()
    notice(document)
    original, printed = both(tmp_path, document)
    assert paragraphs(printed) == paragraphs(original)
    assert len({block.where for block in printed.blocks}) > 3


@pytest.mark.parametrize(
    "landscape, shape",
    [
        (False, {"merged": True, "rows": 40, "sentences": 1, "head": True}),
        (True, {"merged": True, "rows": 10, "sentences": 12, "head": True}),
        (False, {"merged": False, "rows": 8, "sentences": 12, "head": False}),
    ],
)
def test_tables_over_pages(tmp_path: Path, landscape: bool, shape: dict[str, Any]) -> None:
    document = base(landscape)
    document.add_paragraph("2024年政务公开工作任务分解表")
    table(document, **shape)
    original, printed = both(tmp_path, document)
    assert grids(printed) == grids(original)
    assert paragraphs(printed) == paragraphs(original)
