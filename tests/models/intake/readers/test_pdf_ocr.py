"""Scans and pictures: what is seen in them is laid out like any page; read whole where the extra is installed."""

from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ReadError
from models.intake import read_file
from models.intake.readers import reading
from models.intake.readers.building import SourceBuilder
from models.intake.readers.pdf_layout import write
from models.intake.readers.pdf_ocr import DENSITY, Seen, laid_out, read_image
from models.intake.readers.pdf_page import Rule
from models.intake.readers.scans import Scanned, can_recognise
from tests.models.intake.readers.pdf_writing import Sheet, pdf

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


def text_of(seen: list[Seen], rules: list[Rule]) -> str:
    builder = SourceBuilder()
    page = laid_out(seen, rules, 1400, 2339, DENSITY)
    page.number = 1
    write(builder, [page])
    return builder.source("x").text


def test_seen_lines_become_paragraphs() -> None:
    size = 44.0
    rows = [
        (2, "一、梳理惠企政策清单，分行业分领域集中公"),
        (0, "开，方便企业查询和使用，及时更新有关的内容"),
        (0, "。（责任单位：市财政局）"),
        (2, "二、规范登记流程。（责任单位：市司法局）"),
    ]
    seen = [
        Seen(
            text,
            230 + indent * size + index % 2,
            300 + 78 * index,
            230 + (indent + len(text)) * size,
            345 + 78 * index + index % 3,
        )
        for index, (indent, text) in enumerate(rows)
    ]
    assert text_of(seen, []).split("\n")[:2] == ["".join(text for _, text in rows[:3]), rows[3][1]]


def test_drawn_lines_become_a_table() -> None:
    seen = [
        Seen("工作任务", 220, 310, 350, 340),
        Seen("责任单位", 620, 310, 750, 341),
        Seen("公开目录", 220, 370, 350, 402),
        Seen("市教育局", 620, 371, 750, 401),
    ]
    rules = [Rule(True, y, 200, 1000) for y in (300, 360, 420)] + [Rule(False, x, 300, 420) for x in (200, 600, 1000)]
    assert text_of(seen, rules) == "工作任务\t责任单位\n公开目录\t市教育局\n"


def test_a_picture_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_recognise", lambda: False)
    path = tmp_path / "截图.png"
    path.write_bytes(PNG)
    with pytest.raises(ReadError, match="图片"):
        read_file(path)
    with pytest.raises(Scanned):
        read_image(path, PNG)


recognising = pytest.mark.skipif(not can_recognise(), reason="text recognition (requirements-ocr.txt) is not installed")


def drawn(picture_of: Sheet) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf([picture_of]))[0].render(scale=DENSITY).to_numpy()


@recognising
def test_a_picture_is_recognised(tmp_path: Path) -> None:
    import cv2

    sheet = Sheet()
    sheet.table([["任务", "单位"], ["公开目录", "市教育局"]], [80, 200, 320], 700, size=14, pitch=20)
    sheet.paragraph("为做好政务公开工作，现将有关事项通知如下。", 780)
    path = tmp_path / "截图.png"
    cv2.imwrite(str(path), drawn(sheet))
    source = read_file(path)
    assert "为做好政务公开工作" in source.text
    assert "公开目录\t市教育局" in source.text
    assert "核对" in source.warnings[0]


@recognising
def test_a_damaged_picture_is_told(tmp_path: Path) -> None:
    path = tmp_path / "截图.png"
    path.write_bytes(PNG)
    with pytest.raises(ReadError, match="打不开"):
        read_file(path)
