"""Spreadsheets into registers: the table is found, its columns mapped, its rows checked, brought in or left out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import Cancelled, ClerkError, WriteError
from models.base.lists import Entry
from models.base.register import Register
from models.intake import Sheet, read_spreadsheet
from models.operations import Desk, records, spreadsheets
from models.operations.ledgers import export_ledger
from models.operations.spreadsheets import Layout, RowsRefused, Table, find_table, propose
from tests.examples import some
from tests.models.operations.desks import office_desk, small_desk

Rows = list[tuple[str, ...]]
HEAD = ("序号", "工作任务", "牵头单位", "责任单位", "完成时限")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def tasks(desk: Desk) -> Register:
    return desk.registers["tasks"]


def sheet(*rows: tuple[str, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    return Sheet("表", tuple(rows), merged)


def table(register: Register, *rows: tuple[str, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Table:
    return find_table(sheet(*rows, merged=merged), register, "表.xlsx")


def titles(found: Table) -> list[str]:
    return [column.title for column in found.columns]


# -- the table ------------------------------------------------------------------------------------------


def test_progress_without_a_date_is_noted_on_the_day_it_is_brought_in(desk: Desk, tasks: Register) -> None:
    told = ("已开会部署\n方案已印发", "2021-03-01 已启动\n报送名单", "", "2021-02-30 已启动")
    rows = [("工作任务", "完成情况"), *((f"公开第{n}项", text) for n, text in enumerate(told))]
    found = table(tasks, *rows)
    mapping = propose(desk, tasks, found).mapping
    assert mapping == ("content", "progress")
    seen = spreadsheets.preview(desk, tasks, found, mapping)
    assert [problem.row for problem in seen.problems] == [3]
    made = spreadsheets.bring_in(desk, tasks, found, mapping, left_out=frozenset({3})).ids
    today = desk.clock.today()
    assert [desk.book.values("tasks", identity)["progress"] for identity in made] == [
        (Entry(today, "已开会部署\n方案已印发"),),
        (Entry(date(2021, 3, 1), "已启动\n报送名单"),),
        (),
    ]


def test_several_columns_of_progress_are_joined(desk: Desk, tasks: Register) -> None:
    found = table(
        tasks, ("工作任务", "进展情况", "完成说明", "备注"), ("公开预算", "2021-03-01 已启动", "已完成初稿", "市级")
    )
    mapping = propose(desk, tasks, found).mapping
    assert mapping == ("content", "progress", "progress", "note")
    (made,) = spreadsheets.bring_in(desk, tasks, found, mapping).ids
    assert desk.book.values("tasks", made)["progress"] == (Entry(date(2021, 3, 1), "已启动\n已完成初稿"),)


@pytest.mark.parametrize(
    "above",
    [
        ("填报单位：望溪区政府办公室", "", "", "", "填报日期：2026年3月"),
        ("填报单位：望溪区政府办公室", "", "", "", ""),
        ("填报单位：望溪区政府办公室", "", "", "填报人：李四", "联系电话：0553-3820001"),
    ],
)
def test_a_line_of_who_reports_is_no_part_of_the_head(tasks: Register, above: tuple[str, ...]) -> None:
    found = table(
        tasks,
        ("2021年任务分工表",),
        above,
        HEAD,
        ("1", "公开预算", "区财政局", "区审计局", "年底前"),
        merged=((0, 0, 0, 4), (1, 0, 1, 2)),
    )
    assert titles(found) == list(HEAD)
    assert found.head_rows == 3


def test_a_two_row_head_below_a_title(tasks: Register) -> None:
    found = table(
        tasks,
        ("2021年任务分工表",),
        ("填报单位：", "", "", "", "单位：项"),
        ("序号", "工作任务", "责任分工", "", "完成时限"),
        ("", "", "牵头单位", "责任单位", ""),
        ("1", "公开预算", "区财政局", "区审计局", "年底前"),
        ("2", "公开决算", "", "区司法局", ""),
        merged=((0, 0, 0, 4), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 3, 4), (4, 2, 5, 2), (4, 4, 5, 4)),
    )
    assert titles(found) == ["序号", "工作任务", "责任分工/牵头单位", "责任分工/责任单位", "完成时限"]
    assert found.head_rows == 4 and found.numbers == (5, 6)
    assert found.rows == (
        ("1", "公开预算", "区财政局", "区审计局", "年底前"),
        ("2", "公开决算", "区财政局", "区司法局", "年底前"),
    )


def test_a_two_row_head_whose_merging_is_not_told(tasks: Register) -> None:
    found = table(
        tasks,
        ("序号", "工作任务", "责任分工", "", "完成时限"),
        ("", "", "牵头单位", "责任单位", ""),
        ("1", "公开预算", "区财政局", "区审计局", "年底前"),
    )
    assert found.head_rows == 2 and found.numbers == (3,)
    assert propose_names(found, tasks) == ("number", "content", "lead_units", "responsible_units", "deadline_text")


def propose_names(found: Table, register: Register) -> tuple[str | None, ...]:
    from models.operations.sheet_titles import fields_by_title

    return tuple(map(fields_by_title(register), titles(found)))


def test_units_of_measure_and_column_numbers_belong_to_the_head(tasks: Register) -> None:
    body = ("1", "公开预算", "区财政局", "", "年底前")
    for line in (("", "（个）", "", "", "（天）"), ("1", "2", "3", "4", "5")):
        found = table(tasks, HEAD, line, body)
        assert found.head_rows == 2 and found.rows == (body,) and titles(found) == list(HEAD)


def test_totals_footers_blank_rows_and_repeated_heads_are_no_data(tasks: Register) -> None:
    found = table(
        tasks,
        HEAD,
        ("1", "公开预算", "区财政局", "", "年底前"),
        (),
        HEAD,
        ("2", "备注栏目要如实公开", "区财政局", "", "年底前"),
        ("合 计", "2"),
        ("填表人：李一", "", "联系电话：123"),
        ("备注：未尽事宜另行通知",),
    )
    assert [row[0] for row in found.rows] == ["1", "2"] and found.numbers == (2, 5)
    assert [number for number, _ in found.dropped] == [4, 6, 7, 8]


def test_headings_between_the_rows_become_a_column(desk: Desk, tasks: Register) -> None:
    found = table(
        tasks,
        HEAD,
        ("一、主动公开",),
        ("1", "公开预算", "区财政局", "", "年底前"),
        ("二、依申请公开",),
        ("2", "按时答复", "区司法局", "", "年底前"),
    )
    assert [row[-1] for row in found.rows] == ["一、主动公开", "二、依申请公开"]
    assert propose(desk, tasks, found).mapping[-1] == "section"


def test_the_head_may_be_given(tasks: Register) -> None:
    rows = (("甲", "乙"), ("说明", "丙"), ("1", "2"))
    found = find_table(sheet(*rows), tasks, "表.xlsx", head_rows=2)
    assert found.head_rows == 2 and found.rows == (("1", "2"),)
    assert find_table(sheet(*rows), tasks, "表.xlsx", head_rows=0).rows == rows


@pytest.mark.parametrize("rows", [(), (HEAD,), (HEAD, ("合计", "3"))])
def test_a_sheet_without_rows_is_refused(tasks: Register, rows: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(ClerkError):
        table(tasks, *rows)


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.text("一合计1年备注序号 ：", max_size=5), max_size=5).map(tuple), max_size=12))
def test_any_sheet_gives_a_table_or_a_sentence(tasks: Register, rows: Rows) -> None:
    try:
        found = table(tasks, *rows)
    except ClerkError:
        return
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert len(found.numbers) == len(found.rows) > 0
    told = {*found.numbers, *(number for number, _ in found.dropped)}
    blank = {number for number, row in enumerate(rows, 1) if not any(cell.strip() for cell in row)}
    headings = {row[-1] for row in found.rows} if found.columns[-1].title == "小标题" else set()
    for number in range(found.head_rows + 1, len(rows) + 1):
        assert number in told | blank or any(cell.strip() in headings for cell in rows[number - 1] if cell.strip())


# -- the mapping ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("任务内容", "content"),
        ("重点任务", "content"),
        ("主要任务", "content"),
        ("工作内容", "content"),
        ("具体任务", "content"),
        ("content", "content"),
        ("责任部门", "responsible_units"),
        ("承办单位", "responsible_units"),
        ("责任科室", "responsible_units"),
        ("牵头部门", "lead_units"),
        ("配合部门（单位）", "cooperating_units"),
        ("办结时限", "deadline_text"),
        ("完成时间", "deadline_text"),
        ("到期日", "due_on"),
        ("备 注", "note"),
        ("任务来源", "source"),
        ("完成日期", None),
        ("状态", None),
        ("联系电话", None),
    ],
)
def test_titles_are_recognised(tasks: Register, title: str, field: str | None) -> None:
    from models.operations.sheet_titles import fields_by_title

    assert fields_by_title(tasks)(title) == field


def test_wording_that_heads_groups_of_rows_is_a_section(desk: Desk, tasks: Register) -> None:
    rows = [(str(n), "一、主动公开" if n < 4 else "二、其他", f"公开第 {n} 项", "区财政局") for n in range(1, 8)]
    found = table(tasks, ("序号", "工作任务", "具体要求", "责任单位"), *rows)
    assert propose(desk, tasks, found).mapping == ("number", "section", "content", "responsible_units")
    rows = [(str(n), f"任务{n}", f"公开第 {n} 项", "区财政局") for n in range(1, 8)]
    found = table(tasks, ("序号", "工作任务", "具体要求", "责任单位"), *rows)
    layout = propose(desk, tasks, found)
    assert layout.mapping == ("number", "content", "content", "responsible_units")
    spreadsheets.bring_in(desk, tasks, found, layout.mapping)
    assert desk.book.values("tasks", 1)["content"] == "任务1\n公开第 1 项"


def test_contents_tell_what_titles_do_not(desk: Desk) -> None:
    records.add(desk, "units", {"name": "区财政局"})
    records.add(desk, "units", {"name": "区司法局"})
    tasks = desk.registers["tasks"]
    found = table(tasks, ("完成时限", "", "", "备注"), ("年底前", "区财政局、区司法局", "全面公开本级预算决算信息", ""))
    mapping = propose(desk, tasks, found).mapping
    assert mapping[0] == "deadline_text" and mapping[1] in ("lead_units", "responsible_units")
    assert mapping[2] == "content"


def test_the_layout_is_remembered_with_its_head(desk: Desk, tasks: Register) -> None:
    rows = (("事由", "谁办", "何时"), ("（填写）", "", ""), ("公开预算", "区财政局", "年底前"))
    found = find_table(sheet(*rows), tasks, "表.xlsx")
    assert not propose(desk, tasks, found).remembered
    corrected = find_table(sheet(*rows), tasks, "表.xlsx", head_rows=2)
    mapping = ("content", "lead_units", "deadline_text")
    spreadsheets.bring_in(desk, tasks, corrected, mapping)
    again = find_table(sheet(*rows[:2], ("公开决算", "区司法局", "")), tasks, "另一张.xlsx")
    assert propose(desk, tasks, again) == Layout(mapping, 2, remembered=True)
    assert not propose(desk, desk.registers["documents"], again).remembered


def test_required_fields_need_a_column_and_most_take_one_only(desk: Desk, tasks: Register) -> None:
    found = table(tasks, HEAD, ("1", "公开预算", "区财政局", "", "年底前"))
    with pytest.raises(ClerkError, match="“工作任务”"):
        spreadsheets.preview(desk, tasks, found, (None,) * 5)
    with pytest.raises(ClerkError, match="只能留一列"):
        spreadsheets.bring_in(desk, tasks, found, ("number", "content", None, None, "number"))


# -- checking and bringing in ---------------------------------------------------------------------------


def test_a_preview_tells_all_and_changes_nothing(desk: Desk, tasks: Register) -> None:
    records.add(desk, "tasks", {"content": "公开预算", "lead_units": "区财政局", "deadline_text": "年底前"})
    found = table(
        tasks,
        HEAD,
        ("1", "公开预算", "区财政局", "", "年底前"),
        ("2", "公开决算", "区财政局、区审计局", "", "2月30日前"),
        ("3", "", "区司法局", "", "年底前"),
        ("4", "公开目录", "2021年9月30日", "", "年底前"),
        ("5", "公开目录", "区司法局", "", "年底前"),
        ("6", "公开目录", "区司法局", "", "年底前"),
    )
    mapping = propose(desk, tasks, found).mapping
    before = desk.book.count("units"), desk.book.count("tasks")
    seen = spreadsheets.preview(desk, tasks, found, mapping)
    assert [(problem.row, problem.column, problem.field) for problem in seen.problems] == [
        (1, 4, "deadline_text"),
        (2, 1, "content"),
        (3, 2, "name"),
    ] or [(problem.row, problem.column) for problem in seen.problems] == [(1, 4), (2, 1), (3, 2)]
    assert seen.twins == (0, 5)
    assert seen.new_names == {"units": ("区审计局", "区司法局")}
    assert (desk.book.count("units"), desk.book.count("tasks")) == before
    assert spreadsheets.check_row(desk, tasks, found, mapping, 1, {(1, 4): "9月底前"}) == ()
    assert len(spreadsheets.check_row(desk, tasks, found, mapping, 1, {(1, 4): "4月31日前"})) == 1


def test_nothing_is_half_imported(desk: Desk, tasks: Register) -> None:
    found = table(tasks, HEAD, ("1", "公开预算", "区财政局", "", ""), ("2", "", "区审计局", "", ""))
    mapping = propose(desk, tasks, found).mapping
    with pytest.raises(RowsRefused, match="第 3 行") as caught:
        spreadsheets.bring_in(desk, tasks, found, mapping)
    assert [problem.row for problem in caught.value.problems] == [1]
    assert desk.book.count("tasks") == desk.book.count("units") == 0
    assert not propose(desk, tasks, found).remembered
    with pytest.raises(Cancelled):
        spreadsheets.bring_in(desk, tasks, found, mapping, left_out=frozenset({1}), report=lambda done, total: False)
    with pytest.raises(ClerkError, match="没有要导入的行"):
        spreadsheets.bring_in(desk, tasks, found, mapping, left_out=frozenset({0, 1}))
    assert desk.book.count("tasks") == desk.book.count("units") == 0


def test_corrected_and_left_out_rows_and_one_undo(desk: Desk, tasks: Register) -> None:
    found = table(
        tasks,
        HEAD,
        ("1", "公开预算", "区财政局", "", "9月底前"),
        ("2", "", "区审计局", "", ""),
        ("3", "公开目录", "区司法局", "", "2月30日"),
    )
    mapping = propose(desk, tasks, found).mapping
    outcome = spreadsheets.bring_in(
        desk, tasks, found, mapping, corrections={(1, 1): "公开决算"}, left_out=frozenset({2})
    )
    assert outcome.message == "已从表格导入 2 项任务，新登记单位 2 个，另有 1 行没有导入。"
    assert [desk.book.values("tasks", i)["content"] for i in outcome.ids] == ["公开预算", "公开决算"]
    assert desk.book.values("tasks", outcome.ids[0])["due_on"] == date(2021, 9, 30)
    desk.book.undo()
    assert desk.book.count("tasks") == desk.book.count("units") == 0


def test_numbers_that_lost_digits_must_be_corrected(desk: Desk) -> None:
    documents = desk.registers["documents"]
    rows = (("文件标题", "索引号"), ("通知", "123456789012346000"))
    found = find_table(Sheet("表", rows, lost=((1, 1),)), documents, "表.xlsx")
    mapping = propose(desk, documents, found).mapping
    (problem,) = spreadsheets.preview(desk, documents, found, mapping).problems
    assert problem.column == 1 and "前 15 位" in problem.sentence
    spreadsheets.bring_in(desk, documents, found, mapping, corrections={(0, 1): "123456789012345678"})
    assert desk.book.values("documents", 1)["index_number"] == "123456789012345678"


def test_unique_names_are_refused_before_anything_is_written(desk: Desk) -> None:
    units = desk.registers["units"]
    records.add(desk, "units", {"name": "区财政局", "aliases": "财政局"})
    found = table(
        units, ("单位名称", "简称"), ("财政局", ""), ("区司法局", "司法局"), ("司 法 局", ""), ("区审计局", "")
    )
    mapping = propose(desk, units, found).mapping
    seen = spreadsheets.preview(desk, units, found, mapping)
    assert [problem.row for problem in seen.problems] == [0, 2]
    assert "第 3 行" in seen.problems[1].sentence
    spreadsheets.bring_in(desk, units, found, mapping, left_out=frozenset({0, 2}))
    assert desk.book.count("units") == 3


def test_rules_that_meet_the_same_facts_are_asked_once_but_never_mixed_up(desk: Desk, tasks: Register) -> None:
    records.add(desk, "documents", {"title": "2019年要点", "doc_number": "甲〔2019〕1号", "issued_on": "2019-03-01"})
    found = table(
        tasks,
        ("工作任务", "完成时限", "任务来源", "到期日期"),
        ("甲", "年底前", "", ""),
        ("乙", "年底前", "甲〔2019〕1号", ""),
        ("丙", "年底前", "", "2021-11-11"),
        ("丁", "持续推进", "", ""),
        ("戊", "年底前", "甲〔2019〕1号", ""),
    )
    mapping = propose(desk, tasks, found).mapping
    outcome = spreadsheets.bring_in(desk, tasks, found, mapping)
    days = [desk.book.values("tasks", i)["due_on"] for i in outcome.ids]
    assert days == [date(2021, 12, 31), date(2019, 12, 31), date(2021, 11, 11), None, date(2019, 12, 31)]
    assert desk.book.values("tasks", outcome.ids[3])["ongoing"] is True


def test_any_declaration_will_do(tmp_path: Path) -> None:
    with small_desk(tmp_path) as desk:
        jobs = desk.registers["jobs"]
        head = ("名称", "编码", "数目", "到期", "办结", "种类", "标签", "主办", "上级差事")
        found = table(
            jobs,
            head,
            ("甲", "007", "1,234", "2021.9.30", "是", "急件", "一、二", "张三", ""),
            ("乙", "008", "多", "", "", "快件", "", "", "没有的"),
        )
        mapping = propose(desk, jobs, found).mapping
        assert mapping == ("name", "code", "count", "due", "done", "kind", "tags", "owners", "parent")
        seen = spreadsheets.preview(desk, jobs, found, mapping)
        assert [(problem.row, problem.field) for problem in seen.problems] == [(1, "count"), (1, "kind"), (1, "parent")]
        outcome = spreadsheets.bring_in(desk, jobs, found, mapping, left_out=frozenset({1}))
        values = desk.book.values("jobs", outcome.ids[0])
        assert values["code"] == "007" and values["count"] == 1234 and values["memo"] == "来自急件"


# -- out and in again -----------------------------------------------------------------------------------


def test_an_exported_ledger_comes_back_unchanged(tmp_path: Path) -> None:
    rows = [
        {
            "number": f"0{n}",
            "section": "一、主动公开" if n < 3 else "二、组织保障",
            "content": f"公开第 {n} 项。\n第二行，=1+1",
            "lead_units": "区财政局",
            "responsible_units": "各乡、街道办事处；区司法局" if n % 2 else "",
            "cooperating_units": "区审计局、区司法局",
            "deadline_text": ("2021年9月底前", "持续推进", "每月25日前", "")[n % 4],
            "note": "" if n % 3 else "重点",
        }
        for n in range(1, 8)
    ]
    target = tmp_path / "台账.xlsx"
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    with office_desk(tmp_path / "甲") as desk:
        ids = records.add_many(desk, "tasks", rows).ids
        export_ledger(desk, "tasks", ids, target)
        wanted = shown(desk)
    with office_desk(tmp_path / "乙") as desk:
        tasks = desk.registers["tasks"]
        found = find_table(read_spreadsheet(target)[0], tasks, target.name)
        mapping = propose(desk, tasks, found).mapping
        assert spreadsheets.preview(desk, tasks, found, mapping).problems == ()
        spreadsheets.bring_in(desk, tasks, found, mapping)
        assert shown(desk) == wanted


def shown(desk: Desk) -> list[dict[str, str]]:
    """All values of all tasks, links by their names."""
    tasks = desk.registers["tasks"]
    return [
        {field.name: field.format(record[field.name], desk.book) for field in tasks.fields}
        for record in desk.book.records("tasks", desk.book.ids("tasks"))
    ]


def test_rows_left_out_are_saved_as_text_with_their_reasons(desk: Desk, tmp_path: Path) -> None:
    tasks = desk.registers["tasks"]
    found = table(tasks, HEAD, ("001", "=1+1", "", "", "2021-09-30"), ("2", "公开\n决算", "", "", "x_x0041_\x01"))
    target = tmp_path / "未导入.xlsx"
    spreadsheets.save_left_out(found, [1, 0], {0: "原因甲", 1: "原因乙"}, target)
    (kept,) = read_spreadsheet(target)
    assert kept.rows[0] == (*HEAD, "原因")
    assert kept.rows[1] == ("2", "公开\n决算", "", "", "x_x0041_", "原因乙")
    assert kept.rows[2] == ("001", "=1+1", "", "", "2021-09-30", "原因甲")
    with pytest.raises(WriteError):
        spreadsheets.save_left_out(found, [0], {}, tmp_path / "没有" / "未导入.xlsx")


def test_labelled_lines_in_one_cell_are_taken_apart(tasks: Register, desk: Desk) -> None:
    found = table(
        tasks,
        ("序号", "工作任务", "责任主体"),
        ("1", "公开预算", "牵头单位:区财政局\n责任单位：区审计局、\n区司法局"),
        ("2", "公开决算", "牵头单位：区司法局"),
        ("3", "说明：核对", ""),
    )
    assert titles(found) == ["序号", "工作任务", "责任主体", "责任主体/牵头单位", "责任主体/责任单位"]
    assert found.rows[0][2:] == ("", "区财政局", "区审计局、\n区司法局")
    assert found.rows[1][2:] == ("", "区司法局", "")
    assert propose(desk, tasks, found).mapping[3:] == ("lead_units", "responsible_units")


def test_cells_of_few_labels_and_columns_of_one_field_stay_whole(tasks: Register) -> None:
    found = table(
        tasks,
        ("工作任务", "责任主体"),
        ("责任单位：甲", "牵头单位：区财政局"),
        ("责任单位：乙", "区审计局"),
        ("责任单位：丙", "区司法局"),
    )
    assert titles(found) == ["工作任务", "责任主体"]
    assert found.rows[0] == ("责任单位：甲", "牵头单位：区财政局")


# -- years -------------------------------------------------------------------------------------------------


def dated(desk: Desk, tmp_path: Path, title: str, name: str = "任务.xlsx", *wordings: str) -> list[date | None]:
    """The due dates of tasks in a table with this title."""
    book = openpyxl.Workbook()
    book.active.append([title])
    book.active.append(["序号", "工作任务", "完成时限"])
    for number, wording in enumerate(wordings, 1):
        book.active.append([number, f"公开第{number}类信息", wording])
    book.save(tmp_path / name)
    (sheet,) = read_spreadsheet(tmp_path / name)
    register = desk.registers["tasks"]
    found = find_table(sheet, register, name)
    outcome = spreadsheets.bring_in(desk, register, found, propose(desk, register, found).mapping)
    return [record["due_on"] for record in desk.book.records("tasks", outcome.ids)]


def test_the_year_of_a_table_is_that_of_its_title(desk: Desk, tmp_path: Path) -> None:
    found = dated(desk, tmp_path, "某区2019年政务公开任务分工表", "任务.xlsx", "年底前", "2019年 9月底前", "6月底前")
    assert found == [date(2019, 12, 31), date(2019, 9, 30), date(2019, 6, 30)]


def test_else_that_of_the_files_name(desk: Desk, tmp_path: Path) -> None:
    assert dated(desk, tmp_path, "任务分工表", "2019年任务.xlsx", "年底前") == [date(2019, 12, 31)]


def test_without_any_the_present_year_fills_in_and_a_stated_year_holds(desk: Desk, tmp_path: Path) -> None:
    this_year = desk.clock.today().year
    found = dated(desk, tmp_path, "任务分工表", "任务.xlsx", "年底前", "2015年9月底前")
    assert found == [date(this_year, 12, 31), date(2015, 9, 30)]
