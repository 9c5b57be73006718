"""The annual report: counted from the applications, typed over, other units' reports, papers that come back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.clock import Clock
from models.base.errors import ClerkError, FieldError, ReadError
from models.operations import Desk, actions, annual, annual_parts, records
from models.operations.settings import set_settings
from models.registers import all_registers
from models.registers.annual import Cell, form_of, imbalances
from models.registers.annual.form import APPLICANTS, FORM_2021, TOTAL
from models.registers.answer_kinds import ANSWER_KINDS, LINE_OF_ANSWER
from models.workbook import create_workbook
from tests.examples import some
from tests.models.operations.desks import RESOURCES


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock.fixed(date(2026, 1, 20))
    made = Desk(create_workbook(tmp_path / "账.gkb", all_registers(), clock), clock, RESOURCES)
    set_settings(made, {"office_name": "云岭县司法局"})
    yield made
    made.book.close()


def ask(desk: Desk, received: date, answered: date | None = None, kind: str = "予以公开", **more: object) -> int:
    """One application, put in as it then stands."""
    given = {
        "content": "某项信息",
        "applicant": "某人",
        "applicant_kind": "自然人",
        "channel": "当面提交",
        "arrived_on": received,
        **more,
    }
    (made,) = records.add(desk, "requests", given).ids
    if answered is not None:  # the facts alone: which answers are allowed when is the register's business
        facts = {"answered_on": answered, "answer_kind": kind}
        desk.book.change("edit", "答复", lambda step: step.update("requests", made, facts))
    return made


def value(report: annual.AnnualReport, line: str, column: str = "自然人") -> object:
    return report.cells[Cell("三", line, column)]


def test_applications_count_in_the_year_they_were_received_and_in_one_leaf(desk: Desk) -> None:
    ask(desk, date(2024, 12, 20), date(2025, 1, 10))
    ask(desk, date(2025, 3, 3), date(2025, 3, 20), "不予公开：属于国家秘密")
    ask(desk, date(2025, 12, 29))
    ask(desk, date(2024, 5, 6), date(2024, 5, 20))
    ask(desk, date(2026, 1, 5))
    report = annual.report_of(desk, 2025)
    assert [value(report, line) for line in ("一", "二", "三(一)", "三(三)1", "三(七)", "四")] == [2, 1, 1, 1, 2, 1]
    assert report.wrong == ()
    assert [value(annual.report_of(desk, 2024), line) for line in ("一", "二", "三(七)", "四")] == [2, 0, 1, 1]
    assert [value(annual.report_of(desk, 2026), line) for line in ("一", "二", "四")] == [1, 1, 2]


def test_every_figure_leads_to_its_records(desk: Desk) -> None:
    first = ask(desk, date(2025, 2, 3), date(2025, 2, 20), "部分公开", applicant_kind="商业企业")
    second = ask(desk, date(2025, 4, 3), date(2025, 4, 20), "部分公开")
    report = annual.report_of(desk, 2025)
    assert report.counted[Cell("三", "三(二)", "商业企业")] == (first,)
    assert report.counted[Cell("三", "三(二)", TOTAL)] == (first, second)
    assert report.counted[Cell("三", "三(七)", "自然人")] == (second,)


@pytest.mark.parametrize("kind", ANSWER_KINDS)
def test_each_kind_of_answer_has_its_line_in_both_formats(desk: Desk, kind: str) -> None:
    ask(desk, date(2020, 2, 3), date(2020, 2, 10), kind)
    ask(desk, date(2025, 2, 5), date(2025, 2, 10), kind)
    assert value(annual.report_of(desk, 2025), LINE_OF_ANSWER[kind]) == 1
    old = annual.report_of(desk, 2020)
    line = LINE_OF_ANSWER[kind]
    assert value(old, "三(六)" if line.startswith("三(六)") else line) == 1
    assert old.wrong == ()


def test_an_applicant_of_no_kind_is_pointed_out(desk: Desk) -> None:
    ask(desk, date(2025, 2, 5), applicant_kind=None)
    report = annual.report_of(desk, 2025)
    assert value(report, "一", "其他") == 1
    assert report.doubtful == ("有 1 件申请没有填申请人类型，暂时计入“其他”，请补填。",)


def test_reviews_and_suits_count_in_the_year_they_were_brought(desk: Desk) -> None:
    one = ask(desk, date(2024, 11, 5), date(2024, 11, 20))
    records.edit(desk, "requests", [one], {"review_on": "2025-01-08", "review_outcome": "结果纠正"})
    two = ask(desk, date(2025, 3, 5), date(2025, 3, 20))
    records.edit(desk, "requests", [two], {"sued_on": "2025-06-01", "suit_kind": "复议后起诉"})
    report = annual.report_of(desk, 2025)
    assert report.cells[Cell("四", "行政复议", "结果纠正")] == 1
    assert report.cells[Cell("四", "行政复议", "总计")] == 1
    assert report.cells[Cell("四", "复议后起诉", "尚未审结")] == 1
    assert report.wrong == ()


@settings(deadline=None, max_examples=some(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_counted_reports_always_balance_and_carry_over(desk: Desk, data: st.DataObject) -> None:
    for number in range(data.draw(st.integers(0, 8))):
        received = date(2023, 10, 8) + timedelta(days=data.draw(st.integers(0, 900)))
        later = data.draw(st.none() | st.integers(0, 200))
        answered = received + timedelta(days=later) if later is not None else None
        if answered is not None and answered > date(2026, 1, 20):
            answered = None
        kind = data.draw(st.sampled_from(ANSWER_KINDS))
        ask(desk, received, answered, kind, applicant_kind=data.draw(st.sampled_from(APPLICANTS)), number=str(number))
    for year in (2023, 2024, 2025, 2026):
        assert annual.report_of(desk, year).wrong == ()


def test_documents_count_by_the_year_they_were_made_ended_and_what_is_valid_at_its_end(desk: Desk) -> None:
    def keep(number: int, kind: str, formed: str, **more: str) -> None:
        given = {
            "title": f"第{number}号文件",
            "doc_number": f"云府规〔2020〕{number}号",
            "kind": kind,
            "formed_on": formed,
        }
        (made,) = records.add(desk, "policies", given).ids
        facts = {name: date.fromisoformat(day) for name, day in more.items()}
        desk.book.change("edit", "事实", lambda step: step.update("policies", made, facts))

    keep(1, "行政规范性文件", "2023-05-06", published_on="2023-05-10")
    keep(2, "行政规范性文件", "2025-03-04", published_on="2025-03-06")
    keep(3, "行政规范性文件", "2022-03-04", abolished_on="2025-07-01")
    keep(4, "行政规范性文件", "2022-03-04", expires_on="2024-12-31")
    keep(5, "规章", "2025-03-04")
    keep(6, "其他文件", "2025-03-04")
    cells = annual.report_of(desk, 2025).cells
    found = {cell.column: value for cell, value in cells.items() if cell.line == "行政规范性文件"}
    assert found == {"本年制发件数": 1, "本年废止件数": 1, "现行有效件数": 2}
    assert cells[Cell("二", "规章", "现行有效件数")] == 1
    old = annual.report_of(desk, 2020).cells
    assert old[Cell("二", "规范性文件", "对外公开总数量")] == 0


# -- typed ---------------------------------------------------------------------------------------------


def test_of_a_document_and_the_one_that_revises_it_one_is_effective(desk: Desk) -> None:
    """表二（一）: 现行有效 = last year's + 制发 − 废止, so what took a document's place ends it."""
    given_ = {"kind": "行政规范性文件", "openness": "主动公开"}
    (new,) = records.add(
        desk, "policies", {**given_, "title": "新办法", "formed_on": "2024-11-20", "effective_on": "2025-01-01"}
    ).ids
    records.add(desk, "policies", {**given_, "title": "老办法", "formed_on": "2020-05-06", "revised_by": new})

    def figures(year: int) -> list[object]:
        cells = annual.report_of(desk, year).cells
        return [cells[Cell("二", "行政规范性文件", name)] for name in ("本年制发件数", "本年废止件数", "现行有效件数")]

    assert [figures(2023), figures(2024), figures(2025)] == [[0, 0, 1], [1, 0, 2], [0, 1, 1]]
    assert annual.report_of(desk, 2025).doubtful == ()


def test_a_typed_figure_goes_before_the_counted_one_and_can_be_taken_back(desk: Desk) -> None:
    ask(desk, date(2025, 2, 5))
    cell = Cell("三", "一", "自然人")
    annual.set_figures(desk, 2025, "", {cell: 5})
    report = annual.report_of(desk, 2025)
    assert (report.cells[cell], value(report, "一", TOTAL)) == (5, 5)
    assert report.wrong[0].cell == Cell("三", "四", "自然人")
    actions.undo(desk)
    assert annual.report_of(desk, 2025).cells[cell] == 1
    actions.redo(desk)
    annual.set_figures(desk, 2025, "", {cell: None})
    assert annual.report_of(desk, 2025).cells[cell] == 1


def test_a_typed_total_that_is_wrong_is_named_with_the_difference(desk: Desk) -> None:
    typed = {Cell("四", "行政复议", "结果维持"): 3, Cell("四", "行政复议", "总计"): 4}
    annual.set_figures(desk, 2025, "", typed)
    (wrong,) = annual.report_of(desk, 2025).wrong
    assert wrong.sentence == "表四行政复议，四种结果之和是 3，总计是 4，多 1。"


def test_last_years_carry_over_is_compared(desk: Desk) -> None:
    annual.set_figures(desk, 2024, "", {Cell("三", "一", "自然人"): 2, Cell("三", "四", "自然人"): 2})
    wrong = annual.report_of(desk, 2025).wrong
    assert [item.cell for item in wrong] == [Cell("三", "二", "自然人"), Cell("三", "二", TOTAL)]


@pytest.mark.parametrize(
    ("text", "cell", "said"),
    [
        ("三", Cell("三", "一", "自然人"), "不是数字"),
        ("1.5", Cell("三", "一", "自然人"), "整数"),
        ("-1", Cell("三", "一", "自然人"), "小于零"),
        ("1e30", Cell("二", "行政许可", "本年处理决定数量"), "太大"),
        ("NaN", Cell("二", "行政许可", "本年处理决定数量"), "太大"),
    ],
)
def test_what_is_no_figure_is_refused(text: str, cell: Cell, said: str) -> None:
    with pytest.raises(FieldError, match=said):
        annual.read_figure(text, cell)


@pytest.mark.parametrize(
    ("text", "cell", "figure"),
    [
        ("1,204", Cell("三", "一", "自然人"), 1204),
        (" ", Cell("三", "一", "自然人"), None),
        ("3.52", Cell("二", "行政事业性收费", "本年收费金额"), Decimal("3.52")),
        ("-2", Cell("二", "行政许可", "本年增/减"), -2),
    ],
)
def test_figures_as_they_are_typed(text: str, cell: Cell, figure: object) -> None:
    assert annual.read_figure(text, cell) == figure


def test_a_cell_that_the_form_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="没有“二/政府集中采购/采购项目数量”这一格"):
        annual.set_figures(desk, 2025, "", {Cell("二", "政府集中采购", "采购项目数量"): 1})
    with pytest.raises(ClerkError, match="没有 1999 年"):
        annual.report_of(desk, 1999)


# -- units and papers ----------------------------------------------------------------------------------


def test_many_units_are_added_up_and_those_that_do_not_balance_are_listed(desk: Desk) -> None:
    ask(desk, date(2025, 2, 5))
    annual.set_figures(desk, 2025, "县教育局", {Cell("三", "一", "自然人"): 4, Cell("三", "四", "自然人"): 4})
    annual.set_figures(desk, 2025, "县财政局", {Cell("三", "一", "自然人"): 2})
    assert annual.units(desk, 2025) == ["县教育局", "县财政局"]
    result = annual.added_up(desk, 2025)
    assert result.cells[Cell("三", "一", TOTAL)] == 7
    assert list(result.wrong) == ["县财政局"]
    annual.drop_unit(desk, 2025, "县财政局")
    assert annual.units(desk, 2025) == ["县教育局"]


def test_what_a_unit_carried_over_is_compared_and_the_sum_tells_its_parts(desk: Desk) -> None:
    """表三: 上年结转 is last year's 结转下年度, of every unit and of the sum."""
    new, left, carried = (Cell("三", line, "自然人") for line in ("一", "四", "二"))
    own = ask(desk, date(2024, 12, 30))
    annual.set_figures(desk, 2024, "县教育局", {new: 3, left: 3})
    annual.set_figures(desk, 2025, "县教育局", {carried: 2, left: 2})
    annual.set_figures(desk, 2025, "县财政局", {new: 2, left: 2})
    total = annual.sum_of(desk, 2025)
    assert [told for told in total.doubtful if "县教育局" in told] == [
        "县教育局的报表有 2 处不平：表三自然人一列，上年报告的“结转下年度继续办理”是 3，本年的“上年结转”是 2，少 1。"
    ]
    assert total.wrong == (), "of one unit last year is not known"
    annual.set_figures(desk, 2024, "县财政局", {new: 0})
    total = annual.sum_of(desk, 2025)
    assert total.wrong[0].sentence.startswith(
        "表三自然人一列，上年报告的“结转下年度继续办理”是 4，本年的“上年结转”是 3"
    )
    assert total.counted[carried] == (own,)
    parts = {part.title: (part.figure, part.unit) for part in annual_parts.parts_of(total, left)}
    assert parts == {"云岭县司法局": (1, ""), "县教育局": (2, "县教育局"), "县财政局": (2, "县财政局")}


@given(data=st.data())
@settings(max_examples=some(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_parts_of_any_figure_come_to_the_figure(desk: Desk, data: st.DataObject) -> None:
    form = form_of(2025)
    for unit in ("", "县教育局", "县财政局"):
        annual.drop_unit(desk, 2025, unit)
        cells = data.draw(st.lists(st.sampled_from(form.cells), max_size=5, unique=True))
        annual.set_figures(desk, 2025, unit, {cell: number for number, cell in enumerate(cells, 1)})
    for report in (annual.sum_of(desk, 2025), annual.report_of(desk, 2025, "县教育局")):
        for cell in form.cells:
            if (parts := annual_parts.parts_of(report, cell)) and cell not in report.typed:
                assert sum(part.figure for part in parts) == report.cells[cell]
            elif report.cells[cell]:
                assert cell in report.typed, "every figure leads somewhere, but for one that was typed"


def test_a_unit_of_the_offices_own_name_is_no_other_unit(desk: Desk, tmp_path: Path) -> None:
    """Else the office's own figures would be lost from the sum."""
    ask(desk, date(2025, 2, 5))
    target = tmp_path / "年报.xlsx"
    annual.write_report(desk, annual.report_of(desk, 2025), target)
    with pytest.raises(ClerkError, match="“云岭县司法局”就是本单位"):
        annual.bring_in_unit(desk, 2025, " 云岭县司法局", target)
    annual.bring_in_unit(desk, 2025, "县教育局", target)
    set_settings(desk, {"office_name": "县教育局"})
    assert annual.sum_of(desk, 2025).cells[Cell("三", "一", TOTAL)] == 2


def test_a_units_spreadsheet_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    ask(desk, date(2025, 2, 5), date(2025, 2, 10), "不予公开：属于行政查询事项", applicant_kind="法律服务机构")
    annual.set_figures(desk, 2025, "", {Cell("二", "行政事业性收费", "本年收费金额"): Decimal("3.52")})
    report = annual.report_of(desk, 2025)
    target = tmp_path / "年报.xlsx"
    assert "云岭县司法局" in report.issuer
    annual.write_report(desk, report, target)
    annual.bring_in_unit(desk, 2025, "县教育局", target)
    other = annual.report_of(desk, 2025, "县教育局")
    assert other.cells == report.cells
    sheet = openpyxl.load_workbook(target)["表三"]
    assert sheet["A1"].value == "三、收到和处理政府信息公开申请情况"
    assert any(cell.value == 1 for row in sheet.iter_rows() for cell in row)


def test_other_tables_are_refused(desk: Desk, tmp_path: Path) -> None:
    plain = openpyxl.Workbook()
    plain.active.append(["甲", 1])
    plain.save(tmp_path / "别的.xlsx")
    with pytest.raises(ReadError, match="没有表二、表三、表四"):
        annual.bring_in_unit(desk, 2025, "县教育局", tmp_path / "别的.xlsx")
    (tmp_path / "坏的.xlsx").write_bytes(b"no")
    with pytest.raises(ReadError, match="打不开"):
        annual.bring_in_unit(desk, 2025, "县教育局", tmp_path / "坏的.xlsx")
    annual.write_report(desk, annual.report_of(desk, 2020), tmp_path / "旧.xlsx")
    with pytest.raises(ReadError, match="规定的格式不一样"):
        annual.bring_in_unit(desk, 2025, "县教育局", tmp_path / "旧.xlsx")
    assert annual.units(desk, 2025) == []


def test_the_word_report_has_six_parts_and_the_tables(desk: Desk, tmp_path: Path) -> None:
    import docx

    annual.set_text(desk, 2025, "", "一", "一年来，认真落实条例。\n加强平台建设。")
    annual.set_figures(desk, 2025, "", {Cell("二", "行政许可", "本年处理决定数量"): 1286})
    target = tmp_path / "年报.docx"
    annual.write_report(desk, annual.report_of(desk, 2025), target)
    document = docx.Document(str(target))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert "".join(lines[0].split("\n")) == "云岭县司法局2025年政府信息公开工作年度报告"
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert "加强平台建设。" in lines
    assert len(document.tables) == 3
    assert "1286" in [cell.text for row in document.tables[0].rows for cell in row.cells]


def test_another_ending_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match=r"只能存为 \.docx 或 \.xlsx"):
        annual.write_report(desk, annual.report_of(desk, 2025), tmp_path / "年报.wps")


def test_forms_of_all_years_can_be_written(desk: Desk, tmp_path: Path) -> None:
    for year in (2019, 2020, 2021, 2025):
        report = annual.report_of(desk, year)
        assert set(report.cells) == set(form_of(year).cells)
        assert imbalances(report.form, report.cells) == []
        annual.write_report(desk, report, tmp_path / f"{year}.docx")
    assert FORM_2021.name == "2021年格式"
