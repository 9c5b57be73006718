import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import Cancelled
from models.export.columns import column_widths, term_lines
from models.export.ledger import LIGHT_FILLS, Band, Column, Ledger, Row
from models.export.ledger_docx import write_ledger_docx
from models.export.text import legal
from tests.models.export.parts import W, found, part, same_as_reference, well_formed
from tests.models.export.samples import COLUMNS, DAY, ledger
from tests.spending import calls

DOCUMENT = "word/document.xml"
MM = 56.7  # twips


def written(value: Ledger, folder: Path) -> Path:
    target = folder / "台账.docx"
    write_ledger_docx(value, target)
    well_formed(target)
    return target


def test_what_is_read_is_what_was_given(tmp_path: Path) -> None:
    value = ledger(35, notes=("筛选条件：状态为逾期。",))
    document = docx.Document(str(written(value, tmp_path)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == value.title
    assert texts[1] == "填报单位：云岭县人民政府办公室\t日期：2024年10月15日"
    assert texts[-1] == "注：筛选条件：状态为逾期。"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == [column.title for column in COLUMNS]
    assert len(rows) == 36
    assert rows[1] == [
        *("001", value.rows[0].cells[1], "县司法局", "2024年9月底前", "2024-09-30"),
        *("临期 3 天", "0.5", "000000000000000001"),
    ]
    assert rows[7][4] == ""


def test_page_is_landscape_a4(tmp_path: Path) -> None:
    section = docx.Document(str(written(ledger(1), tmp_path))).sections[0]
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == (297, 210)
    assert section.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE


def test_head_repeats_rows_hold_together_widths_agree(tmp_path: Path) -> None:
    root = part(written(ledger(3), tmp_path), DOCUMENT)
    rows = found(root, "//w:tbl/w:tr")
    assert [len(found(row, "w:trPr/w:tblHeader")) for row in rows] == [1, 0, 0, 0]
    assert all(found(row, "w:trPr/w:cantSplit") for row in rows)
    grid = [int(item.get(W + "w")) for item in found(root, "//w:tblGrid/w:gridCol")]
    for row in rows:
        assert [int(item.get(W + "w")) for item in found(row, "w:tc/w:tcPr/w:tcW")] == grid
    assert found(root, "//w:tblLayout/@w:type") == ["fixed"]
    assert found(root, "//w:tblW/@w:w") == [str(sum(grid))]
    assert sum(grid) == pytest.approx(267 * MM, abs=20)


def test_status_is_coloured_and_worded(tmp_path: Path) -> None:
    root = part(written(ledger(5), tmp_path), DOCUMENT)
    fills = found(root, "//w:tc[w:tcPr/w:shd]")
    lights = [LIGHT_FILLS[light] for light in ("amber", "blue", "grey", "red")]
    assert [found(cell, "w:tcPr/w:shd/@w:fill")[0] for cell in fills] == lights
    words = ["".join(found(cell, ".//w:t/text()")) for cell in fills]
    assert words == ["临期 3 天", "推进中", "已销号", "逾期 15 天"]


def test_no_theme_and_east_asian_fonts(tmp_path: Path) -> None:
    target = written(ledger(2), tmp_path)
    styles = part(target, "word/styles.xml")
    assert not found(styles, "//@*[contains(local-name(), 'Theme')]")
    for fonts in found(styles, "//w:rFonts"):
        names = {fonts.get(W + kind) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        assert None not in names
    footer = "".join(found(part(target, "word/footer1.xml"), "//w:t/text()"))
    assert footer == "第 1 页 共 1 页"
    codes = found(part(target, "word/footer1.xml"), "//w:instrText/text()")
    assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    value = Ledger("台账", "", DAY, (Column("列", "text", 9),), tuple(Row((text,)) for text in texts))
    with tempfile.TemporaryDirectory() as folder:
        table = docx.Document(str(written(value, Path(folder)))).tables[0]
        assert [row.cells[0].text for row in table.rows][1:] == [legal(text) for text in texts]


@given(
    st.lists(
        st.builds(
            Column,
            st.just("列"),
            st.sampled_from(["text", "code", "date", "number", "status"]),
            st.floats(0.5, 60),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_columns_always_fill_the_page(columns: list[Column]) -> None:
    widths = column_widths(tuple(columns), 14570, 210)
    assert sum(widths) == 14570
    assert all(width > 0 for width in widths)


def test_codes_and_days_keep_their_width_on_a_narrow_page() -> None:
    columns = (Column("代码", "code", 9), Column("任务", "text", 40), Column("措施", "text", 40))
    code, task, step = column_widths(columns, 9000, 210)
    assert code >= 9 * 210
    assert abs(task - step) <= 1


def test_headings_of_four_characters_stay_on_one_line() -> None:
    columns = (Column("完成时限", "text", 8), Column("工作任务", "text", 300), Column("状态", "status", 6))
    widths = column_widths(columns, 9000, 210)
    assert widths[0] >= 4 * 210 + 140
    assert widths[1] > widths[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2026年11月23日前", "2026年11月\n23日前"),
        ("2026年10月底前", "2026年\n10月底前"),
        ("每季度首月20日前", "每季度首月\n20日前"),
        ("长期坚持", "长期坚持"),
        ("全年各阶段持续推进不断档", "全年各阶段持续推进不断档"),
        ("2026年\n11月23日前", "2026年\n11月23日前"),
    ],
)
def test_written_days_end_a_line_behind_year_and_month_only(text: str, lines: str) -> None:
    columns = (Column("时限", "text", 7, term=True), Column("任务", "text", 60), Column("措施", "text", 60))
    width = column_widths(columns, 9000, 210)[0]
    assert term_lines(text, width, 210) == lines
    assert term_lines(text, 3 * width, 210) == text


@given(st.text(alphabet="2019年月日底前每、-\n", max_size=30), st.integers(300, 4000))
def test_lines_of_days_change_no_word(text: str, width: int) -> None:
    assert term_lines(text, width, 180).replace("\n", "") == text.replace("\n", "")


def staying(value: Ledger, folder: Path) -> list[bool]:
    """Of each row whether all its paragraphs keep with the next."""
    rows = found(part(written(value, folder), DOCUMENT), "//w:tbl/w:tr")
    return [len(found(row, ".//w:keepNext")) == len(found(row, ".//w:p")) for row in rows]


def test_head_and_last_rows_and_what_is_summed_up_are_not_left_alone(tmp_path: Path) -> None:
    value = ledger(10)
    assert staying(value, tmp_path) == [True, *[False] * 6, True, True, True, False]
    rows = list(value.rows)
    summed = replace(value, rows=[*rows[:3], Band("小计：3 项", "subtotal"), *rows[3:]], signature=("审核：",))
    assert staying(summed, tmp_path) == [True, False, False, True, *[False] * 4, True, True, True, True]


def test_marks_of_the_markup_do_not_disturb(tmp_path: Path) -> None:
    nasty = "</w:t><!--the-rows-of-the-ledger--> & <b> ]]> \"'"
    value = Ledger(nasty, nasty, DAY, (Column(nasty, "text", 9),), (Row((nasty,)),), (nasty,))
    document = docx.Document(str(written(value, tmp_path)))
    assert document.paragraphs[0].text == nasty
    assert [row.cells[0].text for row in document.tables[0].rows] == [nasty, nasty]


def test_cancel_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_ledger_docx(ledger(900), tmp_path / "a.docx", lambda done, total: done < 400)
    assert list(tmp_path.iterdir()) == []


def test_many_rows_take_steps_by_their_number(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        value = ledger(count)
        return calls(lambda: write_ledger_docx(value, tmp_path / "a.docx"))

    assert steps(5_000) < 11 * steps(500)


def test_the_parts_are_as_they_were(tmp_path: Path) -> None:
    target = written(ledger(1), tmp_path)
    same_as_reference(target, DOCUMENT, "ledger_document.xml")
    same_as_reference(target, "word/styles.xml", "ledger_styles.xml")


def test_the_same_value_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    write_ledger_docx(ledger(3), first)
    write_ledger_docx(ledger(3), second)
    assert first.read_bytes() == second.read_bytes()


def test_line_breaks_and_tabs_in_a_cell(tmp_path: Path) -> None:
    value = Ledger("台账", "", DAY, (Column("列", "text", 9),), (Row(("第一行\r\n第二行\t末",)),))
    cell: Any = docx.Document(str(written(value, tmp_path))).tables[0].rows[1].cells[0]
    assert re.split(r"[\n\t]", cell.text) == ["第一行", "第二行", "末"]
