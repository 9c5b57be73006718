"""The annual report's tables balance, and any single wrong figure is found (国办公开办函〔2021〕30号)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.registers.annual import Cell, Cells, Form, added, form_of, imbalances, notices
from models.registers.annual.adding import with_totals
from models.registers.annual.balance import equations
from models.registers.annual.figures import Figure, cell_named, told
from models.registers.annual.form import APPLICANTS, FORM_2019, FORM_2021, TOTAL

SAMPLE = Path(__file__).resolve().parents[5] / "shared" / "samples" / "annual_report_table3_2021format.json"
FORMS = (FORM_2021, FORM_2019)


@st.composite
def reports(draw: st.DrawFn, form: Form) -> dict[Cell, Figure]:
    """A balanced report: the leaves are drawn, what is carried out is drawn, 本年新收 follows."""
    cells: dict[Cell, Figure] = dict.fromkeys(form.cells, 0)
    for column in APPLICANTS:
        answered = 0
        for line in form.leaves:
            count = draw(st.integers(0, 40))
            cells[Cell("三", line.key, column)] = count
            answered += count
        carried_out = draw(st.integers(0, 9))
        carried_in = draw(st.integers(0, min(9, answered + carried_out)))
        cells[Cell("三", "四", column)] = carried_out
        cells[Cell("三", "二", column)] = carried_in
        cells[Cell("三", "一", column)] = answered + carried_out - carried_in
    for cell in form.table("四").cells():
        if cell.column != TOTAL:
            cells[cell] = draw(st.integers(0, 9))
    return with_totals(form, cells, {})


@pytest.mark.parametrize(("year", "form"), [(2019, FORM_2019), (2020, FORM_2019), (2021, FORM_2021), (2025, FORM_2021)])
def test_the_format_follows_the_year(year: int, form: Form) -> None:
    assert form_of(year) is form


def test_table_three_has_the_lines_of_the_form() -> None:
    lines = FORM_2021.table("三").blocks[0].lines
    assert len(lines) == 25
    assert len(FORM_2021.leaves) == 21
    assert len(FORM_2019.leaves) == 19
    assert len(list(FORM_2021.table("三").cells())) == 175
    assert len(list(FORM_2021.table("四").cells())) == 15


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_is_named_once_and_comes_back(form: Form) -> None:
    assert len(set(form.cells)) == len(form.cells)
    for cell in form.cells:
        assert cell_named(str(cell)) == cell
        assert form.title_of(cell)


def sample_cells() -> dict[Cell, Figure]:
    if not SAMPLE.exists():
        pytest.skip("the sample report is not beside the checkout")
    told_rows = json.loads(SAMPLE.read_text(encoding="utf-8"))
    columns = told_rows["columns"]
    return {
        Cell("三", row["key"], column): value
        for row in told_rows["rows"]
        for column, value in zip(columns, row["values"], strict=True)
    }


def test_the_sample_report_balances() -> None:
    cells = sample_cells()
    assert set(cells) == set(FORM_2021.table("三").cells())
    assert imbalances(FORM_2021, cells) == []


def test_any_single_changed_cell_of_the_sample_is_caught() -> None:
    cells = sample_cells()
    for cell in cells:
        for change in (1, -1, 100):
            found = imbalances(FORM_2021, {**cells, cell: cells[cell] + change})
            assert found, cell
            assert any(abs(wrong.difference) == abs(change) for wrong in found)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_a_balanced_report_balances_and_one_change_is_caught(form: Form, data: st.DataObject) -> None:
    cells = data.draw(reports(form))
    assert imbalances(form, cells) == []
    checked = sorted({cell for equation in equations(form) for cell in (*equation.left, *equation.right)})
    cell = data.draw(st.sampled_from(checked))
    change = data.draw(st.integers(-50, 50).filter(bool))
    assert imbalances(form, {**cells, cell: cells[cell] + change})


def test_every_cell_of_tables_three_and_four_is_in_an_equation() -> None:
    for form in FORMS:
        checked = {cell for equation in equations(form) for cell in (*equation.left, *equation.right)}
        assert checked == {cell for number in ("三", "四") for cell in form.table(number).cells()}


def test_the_sentence_names_the_cell_and_the_difference() -> None:
    cells = with_totals(FORM_2021, {Cell("三", "一", "自然人"): 5, Cell("三", "三(一)", "自然人"): 5}, {})
    assert imbalances(FORM_2021, cells) == []
    wrong = imbalances(FORM_2021, {**cells, Cell("三", "三(一)", TOTAL): 7})
    assert [item.sentence for item in wrong] == [
        "表三总计一列，（一）至（六）各项之和是 7，（七）总计是 5，少 2。",
        "表三“（一）予以公开”一行，各类申请人之和是 5，总计是 7，多 2。",
    ]


def test_what_was_carried_over_is_compared_with_last_year() -> None:
    last = {Cell("三", "四", "自然人"): 3, Cell("三", "四", TOTAL): 3}
    now: Cells = {}
    wrong = imbalances(FORM_2021, now, last)
    assert [item.cell for item in wrong] == [Cell("三", "二", "自然人"), Cell("三", "二", TOTAL)]
    assert "少 3" in wrong[0].sentence


def test_effective_documents_are_a_matter_of_notice_only() -> None:
    valid = Cell("二", "行政规范性文件", "现行有效件数")
    now = {
        Cell("二", "行政规范性文件", "本年制发件数"): 4,
        Cell("二", "行政规范性文件", "本年废止件数"): 1,
        valid: 12,
    }
    assert imbalances(FORM_2021, now, {valid: 10}) == []
    found = notices(FORM_2021, now, {valid: 10})
    assert [item.cell for item in found] == [valid]
    assert "应为 13 件，填的是 12 件，少 1" in found[0].sentence
    assert notices(FORM_2021, {**now, valid: 13}, {valid: 10}) == []
    assert notices(FORM_2019, now, {valid: 10}) == []


@given(first=reports(FORM_2021), second=reports(FORM_2021))
def test_the_sum_of_balanced_reports_balances(first: Cells, second: Cells) -> None:
    result = added(FORM_2021, {"甲局": first, "乙局": second})
    assert imbalances(FORM_2021, result.cells) == []
    assert result.wrong == {}
    assert result.cells[Cell("三", "一", TOTAL)] == first[Cell("三", "一", TOTAL)] + second[Cell("三", "一", TOTAL)]


def test_units_whose_reports_do_not_balance_are_listed() -> None:
    result = added(FORM_2021, {"甲局": {}, "乙局": {Cell("四", "行政复议", "结果维持"): 2}})
    assert list(result.wrong) == ["乙局"]
    assert result.wrong["乙局"][0].sentence == "表四行政复议，四种结果之和是 2，总计是 0，少 2。"


@pytest.mark.parametrize(
    ("figure", "text"), [(0, "0"), (14069, "14069"), (Decimal("3.50"), "3.5"), (Decimal("200"), "200")]
)
def test_figures_are_printed_without_needless_zeros(figure: Figure, text: str) -> None:
    assert told(figure) == text
