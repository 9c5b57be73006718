"""Pages of 公文 and ledgers: what stands where, measured in the .pdf against GB/T 9704-2012."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import Cancelled, WriteError
from models.export.annual_report import AnnualPaper
from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import Annex, Paragraph
from models.export.gongwen_page import TEXT_WIDTH
from models.export.gongwen_sections import ended, new_gongwen
from models.export.gongwen_styles import gongwen_styles
from models.export.grid import Grid, GridCell
from models.export.grid_docx import grid_table
from models.export.ledger import Band, Column, Ledger, Look, Row
from models.registers.annual import form_of
from tests.examples import some
from tests.models.export.rendering import Page as Measured
from tests.models.export.rendering import pages_in
from tests.models.export.samples import COLUMNS, ledger, long_text, notice
from ui.printing import Page, annual_pages, gongwen_pages, ledger_pages, write_pdf
from ui.printing.flow import pages_of
from ui.printing.package import read_package


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need one."""


def measured(pages: list[Page], folder: Path) -> list[Measured]:
    target = folder / "pages.pdf"
    write_pdf(pages, target, "通知")
    return pages_in(target)


def words(page: Page) -> str:
    return "".join(text.text for text in page.texts)


def line_tops(page: Page) -> list[float]:
    """The baselines of the body's lines, the page number left out."""
    return sorted({round(text.y) for text in page.texts if text.y < (37 + 225) * 1440 / 25.4})


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    pages = gongwen_pages(notice(body=long_text(12)))
    assert len(pages) > 4
    for page in measured(pages, tmp_path)[1:4]:
        body = page.body()
        assert len(body) == 22
        assert max(len(line) for line in body) == 28
        assert min(line[0].left for line in body) == pytest.approx(28, abs=1)
        assert max(line[-1].right for line in body) == pytest.approx(28 + 156, abs=1)
        assert body[0][0].top >= 37 - 1
        assert body[-1][0].bottom <= 37 + 225 + 1


def test_head_red_line_colophon_and_numbers_stand_where_the_standard_puts_them(tmp_path: Path) -> None:
    first, last = measured(gongwen_pages(notice()), tmp_path)
    assert first.line("云岭县人民政府办公室文件")[0].top == pytest.approx(37 + 35, abs=1.5)
    number = first.line("云政办督")
    red = next(
        stroke for stroke in first.strokes if stroke.right - stroke.left > 150 and stroke.bottom - stroke.top < 1
    )
    assert red.left == pytest.approx(28, abs=0.5)
    assert red.right == pytest.approx(28 + 156, abs=0.5)
    assert red.top - number[0].bottom == pytest.approx(4, abs=1)
    foot = first.line("—1—")
    assert foot[0].baseline - 262 == pytest.approx(7, abs=2.5)
    assert foot[-1].right == pytest.approx(28 + 156 - 4.9, abs=1.5)
    assert last.line("—2—")[0].left == pytest.approx(28 + 4.9, abs=1.5)
    rules = [stroke for stroke in last.strokes if stroke.right - stroke.left > 150 and stroke.bottom - stroke.top < 1]
    assert len(rules) == 3
    assert max(stroke.bottom for stroke in rules) == pytest.approx(37 + 225, abs=1)


def test_a_letter_has_its_double_lines_and_no_number_on_its_first_page(tmp_path: Path) -> None:
    first = measured(gongwen_pages(notice(format="letter", mark="云岭县人民政府办公室")), tmp_path)[0]
    assert first.line("云岭县人民政府办公室")[0].top == pytest.approx(30, abs=1.5)
    wide = sorted(stroke.top for stroke in first.strokes if stroke.right - stroke.left == pytest.approx(170, abs=1))
    assert len(wide) == 4
    assert wide[-1] == pytest.approx(297 - 20, abs=1.5)
    assert not any(text.startswith("—") for text in first.texts())


def test_the_colophon_stands_on_an_even_page() -> None:
    for count in range(1, 9):
        pages = gongwen_pages(notice(body=(Paragraph("请认真办理。"),) * count * 4))
        with_colophon = [number for number, page in enumerate(pages, 1) if "印发" in words(page)]
        assert with_colophon == [len(pages)]
        assert len(pages) % 2 == 0


@settings(deadline=None, max_examples=some(25))
@given(st.integers(1, 60), st.integers(1, 70))
def test_no_page_holds_nothing_but_the_signature(count: int, length: int) -> None:
    body = (Paragraph("办" * length + "。"),) * count
    pages = gongwen_pages(notice(body=body, attachments=(), note="", copy_to=(), printed_by="", printed_on=None))
    for page in pages:
        assert len(line_tops(page)) <= 22
    text = words(pages[-1])
    assert "2024年10月15日" in text
    assert "办" in text.replace("办公室", "") or "县司法局" in text
    assert sum(words(page).replace("办公室", "").count("办") for page in pages) >= count * length


def test_every_element_of_the_document_is_drawn() -> None:
    document = notice(
        mark="云岭县人民政府办公室\n云岭县司法局文件",
        issuer="云岭县人民政府办公室\n云岭县司法局",
        copy_number="1",
        secrecy="机密★1年",
        urgency="特急",
        signer="张三、李四",
        annexes=(Annex("任务清单", ledger=ledger(12)), Annex("反馈表", (Paragraph("请填写后报送。"),))),
    )
    text = "".join(words(page) for page in gongwen_pages(document))
    for said in (
        "000001",
        "机密★1年",
        "特急",
        "签发人：",
        "张三",
        "李四",
        "文件",
        "附件1",
        "附件2",
        "请填写后报送。",
        "抄送：",
        "012",
    ):
        assert said in text


def test_a_ledger_among_the_annexes_lies_across_its_page() -> None:
    pages = gongwen_pages(notice(attachments=("任务清单",), annexes=(Annex("任务清单", ledger=ledger(12)),)))
    shapes = ["landscape" if page.width > page.height else "portrait" for page in pages]
    assert shapes.count("landscape") >= 1
    assert shapes[0] == shapes[-1] == "portrait"


# -- ledgers -------------------------------------------------------------------------------------------


def test_a_ledger_has_its_head_on_every_page_and_all_its_rows() -> None:
    pages = ledger_pages(ledger(60, notes=("只列逾期的",)))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "牵头单位" in words(page)
        assert f"第 {number} 页 共 {len(pages)} 页" in words(page)
    whole = "".join(words(page) for page in pages)
    assert all(f"{number:03d}" in whole for number in range(1, 61))
    assert "只列逾期的" in words(pages[-1])


@pytest.mark.parametrize("lines", [1, 6, 13])
def test_a_form_of_the_annual_report_is_not_parted_from_its_title_or_in_itself(lines: int) -> None:
    paper = AnnualPaper("云岭县司法局", 2025, form_of(2025), {}, {"一": "认真落实条例。\n" * lines})
    pages = [words(page) for page in annual_pages(paper)]
    for title, first, last in (
        ("二、主动公开政府信息情况", "第二十条第（一）项", "行政事业性收费"),
        ("三、收到和处理政府信息公开申请情况", "申请人情况", "四、结转下年度继续办理"),
        ("四、政府信息公开行政复议、行政诉讼情况", "未经复议直接起诉", "复议后起诉"),
    ):
        (page,) = (text for text in pages if title in text)
        assert first in page and last in page


def test_a_form_too_long_for_a_page_has_its_head_on_each_and_no_words_over_others() -> None:
    head = ((GridCell("角上的字", 1, 2), GridCell("数")), (GridCell("甲"),))
    body = tuple((*([GridCell("一直往下", 1, 90)] if row == 0 else []), GridCell(f"行{row}")) for row in range(90))
    table = grid_table(Grid((1.0, 3.0), (*head, *body), heads=2), TEXT_WIDTH, OFFICE_FONTS, "GwTableCentred")
    stream = BytesIO()
    styles = gongwen_styles(OFFICE_FONTS)
    new_gongwen("表", "某局", OFFICE_FONTS, styles, ended([table], "main", last=True)).save(stream)
    pages = pages_of(read_package(stream.getvalue()))
    assert len(pages) > 2
    for page in pages:
        (corner,) = (text for text in page.texts if "角" in text.text)
        first = min(text.y for text in page.texts if text.text.startswith("行"))
        assert corner.y < first, "the corner stays in the head, it does not grow into the cell that goes on below"
    assert all(f"行{row}" in "".join(map(words, pages)) for row in range(90))


def test_bands_merged_cells_and_signature_line() -> None:
    columns = (
        Column("单位", "text", 8, merged=True),
        Column("任务", "text", 20),
        Column("启动", "date", 6, over="时间"),
        Column("完成", "date", 6, over="时间"),
    )
    rows = (
        Band("一、公开"),
        Row(("县司法局", "甲", date(2024, 1, 2), None)),
        Row(("县司法局", "乙", None, None)),
        Band("小计：2 项", "subtotal"),
    )
    made = Ledger("台账", "", date(2024, 5, 21), columns, rows, signature=("填表人：", "审核人："))
    (page,) = ledger_pages(made)
    text = words(page)
    assert text.count("县司法局") == 1
    assert text.count("时间") == 1
    assert all(said in text for said in ("一、公开", "小计：2 项", "填表人：", "审核人："))


@pytest.mark.parametrize(("look", "size"), [(Look("A3"), (420, 297)), (Look("A4", landscape=False), (210, 297))])
def test_paper(look: Look, size: tuple[int, int], tmp_path: Path) -> None:
    page = measured(ledger_pages(replace(ledger(3), look=look)), tmp_path)[0]
    assert (page.width, page.height) == pytest.approx(size, abs=0.5)


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    tall = Row(("001", "办理情况。" * 900, "", "", None, "", None, ""))
    pages = ledger_pages(
        Ledger("台账", "", date(2024, 5, 21), COLUMNS, (tall, Row(("002", "末项", "", "", None, "", None, ""))))
    )
    assert len(pages) > 1
    assert "".join(words(page) for page in pages).count("办理情况。") >= 800
    assert "末项" in words(pages[-1])


def test_cancelled_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        ledger_pages(ledger(600), lambda done, _: done < 300)
    target = tmp_path / "台账.pdf"
    with pytest.raises(Cancelled):
        write_pdf(ledger_pages(ledger(60)), target, "台账", lambda done, _: done < 1)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        write_pdf(gongwen_pages(notice()), tmp_path / "没有" / "通知.pdf", "通知")


def test_the_pdf_has_its_title_and_its_text(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    target = tmp_path / "通知.pdf"
    write_pdf(gongwen_pages(notice()), target, "督办\n通知单")
    document = pdfium.PdfDocument(target)
    assert document.get_metadata_value("Title") == "督办 通知单"
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "督办事项" in text
    assert target.stat().st_size < 3_000_000
