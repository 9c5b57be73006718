"""The exports as printed pages, measured in millimetres."""

import pytest

from models.export.gongwen import Paragraph, write_gongwen
from models.export.ledger import Ledger, Row
from models.export.ledger_docx import write_ledger_docx
from models.export.ledger_xlsx import write_ledger_xlsx
from tests.models.export.rendering import Page, render
from tests.models.export.samples import COLUMNS, DAY, TASK, ledger, long_text, notice

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The edges of the 版心."""
CHAR = 5.57
"""A 3号 character on the grid."""

Pages = dict[str, list[Page]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("rendered")
    plain = {"copy_to": (), "printed_by": "", "printed_on": None, "mark": "", "attachments": (), "note": ""}
    documents = {
        "long": notice(**{**plain, "body": long_text(6)}),
        "full": notice(body=(*long_text(1), Paragraph("一、要求", 1))),
        "unsealed": notice(**{**plain, "sealed": False}),
        "upward": notice(signer="张三"),
    }
    paths = {name: folder / f"{name}.docx" for name in documents}
    for name, document in documents.items():
        write_gongwen(document, paths[name])
    paths |= {"ledger_docx": folder / "ledger_docx.docx", "ledger_xlsx": folder / "ledger_xlsx.xlsx"}
    write_ledger_docx(ledger(35, notes=("筛选条件：逾期。",)), paths["ledger_docx"])
    tall = Row(("036", TASK * 4, "县司法局", "9月底", DAY, "推进中", 1, "1"), "blue")
    value = ledger(35)
    write_ledger_xlsx(Ledger(value.title, value.unit, DAY, COLUMNS, (*value.rows, tall)), paths["ledger_xlsx"])
    return render(paths, folder)


def full_pages(pages: Pages) -> list[Page]:
    """The pages that text must fill: LibreOffice moves the last paragraph whole to the signature's page."""
    full = pages["long"][1:-2]
    assert len(full) >= 2
    return full


def test_a4(pages: Pages) -> None:
    for page in pages["long"] + pages["full"]:
        assert (page.width, page.height) == (pytest.approx(210, abs=0.3), pytest.approx(297, abs=0.3))


def test_a_full_page_has_22_lines_of_28_characters(pages: Pages) -> None:
    full = full_pages(pages)
    assert [len(page.body()) for page in full] == [22] * len(full)
    counts = [len(line) for page in full for line in page.body()]
    assert max(counts) == 28
    assert counts.count(28) >= len(counts) * 0.8  # the rest begin or end a paragraph


def test_text_keeps_within_the_margins(pages: Pages) -> None:
    for page in full_pages(pages):
        glyphs = [glyph for line in page.body() for glyph in line]
        assert min(glyph.left for glyph in glyphs) == pytest.approx(LEFT, abs=1)
        assert max(glyph.right for glyph in glyphs) == pytest.approx(RIGHT, abs=1)
        assert min(glyph.top for glyph in glyphs) >= TOP - 1
        assert max(glyph.bottom for glyph in glyphs) <= BOTTOM + 1
        assert page.body()[-1][0].baseline - page.body()[0][0].baseline == pytest.approx(225 / 22 * 21, abs=1)


def test_paragraphs_begin_two_characters_in(pages: Pages) -> None:
    starts = [
        line[0].left for page in full_pages(pages) for line in page.body() if line[0].text == "全" and len(line) == 26
    ]
    assert starts
    assert all(start == pytest.approx(LEFT + 2 * CHAR, abs=1) for start in starts)


def test_page_numbers(pages: Pages) -> None:
    for name in ("long", "full"):
        for number, page in enumerate(pages[name], 1):
            line = page.lines[-1]
            assert "".join(glyph.text for glyph in line) == f"—{number}—"
            dash = line[0]
            assert (dash.top + dash.bottom) / 2 == pytest.approx(BOTTOM + 7, abs=1)
            if number % 2:
                assert line[-1].right == pytest.approx(RIGHT - 4.94, abs=1)
            else:
                assert dash.left == pytest.approx(LEFT + 4.94, abs=1)


def test_red_head_stands_where_the_standard_puts_it(pages: Pages) -> None:
    for name in ("full", "upward"):
        page = pages[name][0]
        mark = page.line("云岭县人民政府办公室文件")
        assert min(glyph.top for glyph in mark) == pytest.approx(TOP + 35, abs=1.5)
        assert (mark[0].left + mark[-1].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
        number = page.line("云政办督")
        line = min(page.strokes, key=lambda stroke: stroke.top)
        assert (line.top + line.bottom) / 2 - max(glyph.bottom for glyph in number) == pytest.approx(4, abs=1)
        assert (line.left, line.right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))


def test_signer_stands_one_character_from_the_right(pages: Pages) -> None:
    line = pages["upward"][0].line("云政办督")
    assert "".join(glyph.text for glyph in line).endswith("签发人：张三")
    assert line[0].left == pytest.approx(LEFT + CHAR, abs=1)
    assert line[-1].right == pytest.approx(RIGHT - CHAR, abs=1)


def test_title_and_text_come_in_order(pages: Pages) -> None:
    page = pages["full"][0]
    title = page.line("云岭县人民政府办公室督办通知单")
    assert (title[0].left + title[-1].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    texts = page.texts()
    order = [texts.index(text) for text in ("云政办督〔2024〕3号", "县司法局、县数据资源局：")]
    assert order == sorted(order)
    assert any(text.startswith("全面推进") for text in texts)  # page 1 shows body text


def test_colophon_ends_the_last_page(pages: Pages) -> None:
    page = pages["full"][-1]
    lines = sorted(stroke.bottom for stroke in page.strokes if stroke.right - stroke.left > 150)
    assert len(lines) == 3
    assert lines[-1] == pytest.approx(BOTTOM, abs=1)
    assert page.line("抄送：")[0].left == pytest.approx(LEFT + 4.94, abs=1)
    printed = page.line("云岭县人民政府办公室2024年10月16日印发")
    assert printed[-1].right == pytest.approx(RIGHT - 4.94, abs=1)


def test_sealed_signature(pages: Pages) -> None:
    page = pages["long"][-1]
    # The axis: four characters and half of the date's seven from the right, whatever the digits' width.
    for text in ("2024年10月15日", "云岭县人民政府办公室"):
        line = page.exactly(text)
        assert (line[0].left + line[-1].right) / 2 == pytest.approx(RIGHT - 7.5 * CHAR, abs=1)


def test_unsealed_signature(pages: Pages) -> None:
    page = pages["unsealed"][-1]
    day, name = page.exactly("2024年10月15日"), page.exactly("云岭县人民政府办公室")
    assert name[-1].right == pytest.approx(RIGHT - 2 * CHAR, abs=1)
    assert day[0].left - name[0].left == pytest.approx(2 * CHAR, abs=1)
    assert name[0].baseline < day[0].baseline


def test_ledger_repeats_its_head_and_splits_no_row(pages: Pages) -> None:
    drawn = pages["ledger_docx"]
    assert len(drawn) > 2
    for number, page in enumerate(drawn, 1):
        assert (page.width, page.height) == (pytest.approx(297, abs=0.3), pytest.approx(210, abs=0.3))
        assert page.texts()[-1] == f"第{number}页共{len(drawn)}页"
        whole = "".join(page.texts())
        assert "序号" in whole
        assert "统一社会信用代码" in whole
        assert whole.count("全") == whole.count("据") > 0  # a row's first words and its last
        glyphs = [glyph for line in page.lines for glyph in line]
        assert min(glyph.left for glyph in glyphs) >= 14
        assert max(glyph.right for glyph in glyphs) <= 283
    assert sum("".join(page.texts()).count("据") for page in drawn) == 35
    assert "注：筛选条件：逾期。" in drawn[-1].texts()


def test_sheet_is_as_wide_as_the_page_and_cuts_no_text(pages: Pages) -> None:
    drawn = pages["ledger_xlsx"]
    assert 2 <= len(drawn) <= 4
    for number, page in enumerate(drawn, 1):
        assert page.width == pytest.approx(297, abs=0.3)
        assert page.texts()[-1] == f"第{number}页共{len(drawn)}页"
        assert "统一社会信用代码" in "".join(page.texts())
    whole = "".join(text for page in drawn for text in page.texts())
    assert whole.count("据") == 35 + 4  # each task to its end, and the tall one
