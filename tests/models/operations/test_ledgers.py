"""Ledgers of what is shown, and the file that comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import Cancelled, ClerkError, WriteError
from models.base.layouts import STATUS, UNITS, Layout, Look
from models.export.fonts import FONT_SETS, OFFICE_FONTS
from models.export.ledger import Band, Row
from models.operations import Desk, actions, records
from models.operations.layouts import refuse_layout
from models.operations.ledgers import export_ledger, ledger_of, ledger_title, shown_layout
from models.operations.settings import set_settings
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add(opened, "settings", {"key": "office_name", "value": "区政务公开办"})
        rows = [
            {"number": "001", "content": "甲", "lead_units": "司法局", "due_on": "2021-10-01"},
            {"number": "002", "content": "乙", "responsible_units": "各乡、街道办事处；司法局"},
        ]
        records.add_many(opened, "tasks", rows)
        yield opened


def test_the_ledger_holds_what_is_shown(desk: Desk) -> None:
    ledger = ledger_of(desk, desk.registers["tasks"], [2, 1], notes=("已筛选",))
    assert (ledger.title, ledger.unit, ledger.dated) == ("任务台账", "区政务公开办", date(2021, 10, 15))
    titles = [column.title for column in ledger.columns]
    assert titles[:4] == ["序号", "所属大项", "工作任务", "牵头单位"]
    assert "状态" in titles
    second, first = (dict(zip(titles, row.cells, strict=True)) for row in ledger.rows)
    assert (first["序号"], first["到期日期"], first["状态"]) == ("001", date(2021, 10, 1), "逾期 14 天")
    assert (second["责任单位"], second["状态"]) == ("各乡、街道办事处；司法局", "未启动")
    assert [row.light for row in ledger.rows] == ["grey", "red"]
    assert ledger.notes == ("已筛选",)


def test_registers_without_numbers_are_numbered(desk: Desk) -> None:
    ledger = ledger_of(
        desk,
        desk.registers["units"],
        desk.book.ids("units"),
        layout=shown_layout(["name", "status"]),
    )
    assert [column.title for column in ledger.columns] == ["序号", "单位名称"]
    assert ledger.title == "单位台账"
    assert [row.cells for row in ledger.rows] == [(1, "司法局"), (2, "各乡、街道办事处")]


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".XLSX"])
def test_it_is_written(desk: Desk, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"台账{ending}"
    told: list[tuple[int, int]] = []
    outcome = export_ledger(
        desk, "tasks", [1, 2], target, report=lambda done, total: told.append((done, total)) or True
    )
    assert outcome.message == f"已导出 2 项任务到“台账{ending}”。"
    assert target.read_bytes()[:2] == b"PK"
    assert all(0 <= done <= total for done, total in told)
    assert not outcome.changes


def test_what_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(
        ClerkError, match=r"不能导出成“\.txt”，请把文件名写成 \.xlsx（表格）、\.docx（文档）或 \.csv（数据）。"
    ):
        export_ledger(desk, "tasks", [1], tmp_path / "台账.txt")
    with pytest.raises(WriteError, match="不存在。请换一个位置再试。"):
        export_ledger(desk, "tasks", [1], tmp_path / "无" / "台账.xlsx")
    old = tmp_path / "台账.xlsx"
    old.write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_ledger(desk, "tasks", [1], old, report=lambda done, total: False)
    assert old.read_bytes() == b"old"


@pytest.fixture
def grouped(desk: Desk) -> list[int]:
    """Three tasks in two sections and one outside them."""
    rows = [
        {"number": "1", "content": "甲", "section": "一、公开", "lead_units": "司法局", "due_on": "2021-10-01"},
        {"number": "2", "content": "乙", "section": "二、队伍", "lead_units": "司法局"},
        {"number": "3", "content": "丙", "section": "一、公开", "responsible_units": "财政局", "lead_units": "司法局"},
        {"number": "4", "content": "丁"},
    ]
    return list(records.add_many(desk, "tasks", rows).ids)


def layout_of(desk: Desk, name: str) -> Layout:
    return next(item for item in desk.registers["tasks"].layouts if item.name == name)


def test_sections_are_bands_and_units_share_a_cell(desk: Desk, grouped: list[int]) -> None:
    ledger = ledger_of(desk, desk.registers["tasks"], grouped, layout=layout_of(desk, "推进落实清单"))
    assert ledger.title == "重点任务推进落实清单"
    assert [row.text if isinstance(row, Band) else row.cells[0] for row in ledger.rows] == [
        "一、公开",
        "1",
        "3",
        "二、队伍",
        "2",
        "未填“所属大项”",
        "4",
    ]
    assert [column.over for column in ledger.columns][2:4] == ["时间节点", "时间节点"]
    third = ledger.rows[2]
    assert isinstance(third, Row)
    assert third.cells[4] == "牵头单位：司法局\n责任单位：财政局"


def test_groups_are_counted_below(desk: Desk, grouped: list[int]) -> None:
    layout = replace(desk.registers["tasks"].usual_layout, group_by="section", subtotals=True)
    rows = ledger_of(desk, desk.registers["tasks"], grouped, layout=layout).rows
    assert [row for row in rows if isinstance(row, Band) and row.kind == "subtotal"] == [
        Band("小计：2 项，其中逾期 1 项、未启动 1 项", "subtotal"),
        Band("小计：1 项，其中未启动 1 项", "subtotal"),
        Band("小计：1 项，其中未启动 1 项", "subtotal"),
        Band("合计：4 项，其中逾期 1 项、未启动 3 项", "subtotal"),
    ]


def sections(rows: Sequence[Row | Band]) -> list[str]:
    return [row.text for row in rows if isinstance(row, Band) and row.kind == "section"]


def test_records_without_a_unit_come_last_under_a_heading_of_their_own(desk: Desk, grouped: list[int]) -> None:
    tasks = desk.registers["tasks"]
    layout = replace(tasks.usual_layout, group_by="lead_units", subtotals=True)
    rows = ledger_of(desk, tasks, list(reversed(grouped)), layout=layout).rows
    assert sections(rows) == ["司法局", "未明确牵头单位"]
    alone = ledger_of(desk, tasks, grouped[-1:], layout=layout).rows
    assert sections(alone) == []  # nothing to be told apart from


def test_groups_by_status_and_by_whoever_answers_as_the_table_has_them(desk: Desk, grouped: list[int]) -> None:
    tasks = desk.registers["tasks"]
    ids = list(reversed(grouped))
    for name in (STATUS, UNITS, "due_on"):
        layout = replace(tasks.usual_layout, group_by=name, group_as="merged")  # no column holds what is grouped by
        refuse_layout(tasks, layout)
        rows = ledger_of(desk, tasks, ids, layout=layout).rows
        shown = [group.text for group in desk.book.groups("tasks", None, name)]
        assert [text for text in sections(rows) if "未" not in text[:1]] == [
            text for text in shown if text in sections(rows) and "未" not in text[:1]
        ]
    by_status = ledger_of(desk, tasks, ids, layout=replace(tasks.usual_layout, group_by=STATUS)).rows
    assert sections(by_status) == ["逾期", "未启动"]


def test_a_layout_that_groups_keeps_the_registers_order_however_the_table_was_sorted(
    desk: Desk, grouped: list[int]
) -> None:
    tasks = desk.registers["tasks"]
    layout = replace(tasks.usual_layout, group_by="section")
    usual = ledger_of(desk, tasks, grouped, layout=layout).rows
    assert list(ledger_of(desk, tasks, grouped[::-1], layout=layout).rows) == list(usual)
    plain = replace(layout, group_by="")
    rows = ledger_of(desk, tasks, grouped, layout=plain).rows
    assert list(ledger_of(desk, tasks, grouped[::-1], layout=plain).rows) == list(rows)[::-1]
    shown = shown_layout(["number", "content"], "section")
    bands = [
        row.text for row in ledger_of(desk, tasks, grouped[1:2] + grouped, layout=shown).rows if isinstance(row, Band)
    ]
    assert bands[0] == desk.book.values("tasks", grouped[1])["section"], "what the table shows stays as it is shown"


def test_who_presses_for_tasks_numbers_them_through(desk: Desk, grouped: list[int]) -> None:
    layout = replace(layout_of(desk, "督办台账"), group_by="section")
    ledger = ledger_of(desk, desk.registers["tasks"], grouped, layout=layout)
    assert [row.cells[0] for row in ledger.rows if isinstance(row, Row)] == [1, 2, 3, 4]
    assert ledger.columns[0].title == "序号"


def test_groups_may_stand_beside_a_merged_cell(desk: Desk, grouped: list[int]) -> None:
    shown = shown_layout(["number", "content"])
    layout = replace(shown, group_by="section", group_as="merged")
    ledger = ledger_of(desk, desk.registers["tasks"], grouped, layout=layout)
    assert [(column.title, column.merged) for column in ledger.columns][:2] == [("所属大项", True), ("序号", False)]
    assert [flags[0] for _, flags in ledger.merging_rows()] == [False, True, False, False]


def test_a_units_sheet_bears_its_name(desk: Desk, grouped: list[int]) -> None:
    tasks = desk.registers["tasks"]
    layout = layout_of(desk, "单位任务清单")
    assert ledger_of(desk, tasks, grouped, layout=layout, unit="区司法局").title == "区司法局任务清单"
    assert ledger_of(desk, tasks, grouped, layout=layout).title == "任务清单"
    assert ledger_of(desk, tasks, grouped, unit="区司法局").title == "区司法局任务台账"
    assert ledger_of(desk, tasks, grouped, layout=layout).signature[0] == "填报人："


def test_figures_count_by_status_unit_and_section(desk: Desk, grouped: list[int]) -> None:
    by_status, by_section, by_unit = ledger_of(desk, desk.registers["tasks"], grouped).figures
    assert by_status.rows == (("逾期", 1), ("未启动", 3))
    assert by_unit.heads == ("单位", "合计", "逾期", "未启动")
    assert by_unit.rows == (("司法局", 3, 1, 2), ("财政局", 1, 0, 1), ("（未填写）", 1, 0, 1))
    assert by_section.rows == (("一、公开", 2, 1, 1), ("二、队伍", 1, 0, 1), ("（未填写）", 1, 0, 1))
    of_unit = ledger_of(desk, desk.registers["tasks"], grouped, unit="司法局").figures
    assert [table.title for table in of_unit] == ["任务按状态统计", "任务按大项统计"]


def test_fonts_are_the_offices_where_the_layout_names_none(desk: Desk) -> None:
    tasks = desk.registers["tasks"]
    other = next(name for name, fonts in FONT_SETS.items() if fonts != OFFICE_FONTS)
    assert ledger_of(desk, tasks, [1]).look == tasks.usual_layout.look
    set_settings(desk, {"font_set": other})
    layout = replace(tasks.usual_layout, look=Look(body_font="楷体"))
    look = ledger_of(desk, tasks, [1], layout=layout).look
    assert (look.title_font, look.body_font) == (FONT_SETS[other].title, "楷体")


def test_a_declared_layout_without_a_title_is_called_by_its_name(desk: Desk) -> None:
    tasks = desk.registers["tasks"]
    second = replace(tasks.layouts[1], title="")
    declared = replace(tasks, layouts=(tasks.layouts[0], second))
    assert ledger_title(declared, second) == second.name
    assert ledger_title(declared, tasks.layouts[0]) == ledger_title(tasks, replace(second, name="月报")) == "任务台账"


def test_a_term_put_off_is_told_as_it_holds_now(desk: Desk) -> None:
    kept = records.add_many(
        desk,
        "tasks",
        [
            {"content": "丙", "lead_units": "司法局", "deadline_text": "2021年9月底前"},
            {"content": "丁", "lead_units": "司法局", "deadline_text": "持续推进"},
            {"content": "戊", "lead_units": "司法局", "deadline_text": "2021年11月底前"},
        ],
    ).ids
    actions.perform(desk, "tasks", kept[:1], "extend", {"due_on": date(2021, 12, 31), "reason": "会议改期"})
    actions.perform(desk, "tasks", kept[1:2], "extend", {"due_on": date(2022, 3, 31), "reason": "会议改期"})
    for layout in desk.registers["tasks"].layouts:
        ledger = ledger_of(desk, desk.registers["tasks"], kept, layout=layout)
        place = next(at for at, column in enumerate(ledger.columns) if column.term)
        cells = [row.cells[place] for row in ledger.rows if isinstance(row, Row)]
        assert cells == ["2021年12月31日前（原定9月30日前）", "2022年3月31日前（原定持续推进）", "2021年11月底前"]
    records.edit(desk, "tasks", kept[:1], {"deadline_text": "2022年6月底前"})
    assert desk.book.record("tasks", kept[0]).retold == {}, "worded anew, the wording holds again"
    actions.perform(desk, "tasks", kept[:1], "extend", {"due_on": date(2022, 7, 31), "reason": "会议改期"})
    assert desk.book.record("tasks", kept[0]).retold == {"deadline_text": "2022年7月31日前（原定2021年9月30日前）"}


@pytest.mark.parametrize(
    ("words", "told"),
    [("持续推进", "2022年6月30日前（原定持续推进）"), ("每月25日前", None), ("每季度末", None)],
)
def test_put_off_twice_the_day_given_first_is_not_taken_for_the_term_before(
    desk: Desk, words: str, told: str | None
) -> None:
    (kept,) = records.add(desk, "tasks", {"content": "丙", "lead_units": "司法局", "deadline_text": words}).ids
    for day in (date(2022, 3, 31), date(2022, 6, 30)):
        actions.perform(desk, "tasks", [kept], "extend", {"due_on": day, "reason": "经批准"})
    assert desk.book.record("tasks", kept).retold.get("deadline_text") == told
