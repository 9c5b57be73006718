"""An office's own register: it behaves like those of the program, and changing it loses nothing, undone or not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.clock import Clock
from models.base.errors import ClerkError, FieldError
from models.base.layouts import plain_layout
from models.base.record import Query
from models.base.views import View
from models.export.gongwen import Paragraph
from models.export.ledger import Row
from models.intake import Sheet
from models.operations import Desk, actions, notice_kinds, records, spreadsheets, workbooks
from models.operations.issuing import compose
from models.operations.layouts import layout_named, own_layouts, save_layout
from models.operations.ledgers import export_ledger
from models.operations.own_preview import preview
from models.operations.own_registers import change, define, own_registers, plan_of, remove
from models.operations.selection import where
from models.operations.spreadsheets import Layout, Table, find_table, propose
from models.operations.unit_ledgers import export_by_unit
from models.operations.views import first_view, save_view, views_of
from models.registers import all_registers
from models.registers.own import Clock as PlannedClock
from models.registers.own import Plan, PlannedField, own_name
from tests.models.operations import test_every_register as every
from tests.models.operations.desks import RESOURCES, office_desk
from tests.models.own_plans import SEALS, of_every_kind

OWN = "own_1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as made:
        yield made


@pytest.fixture
def seals(desk: Desk) -> Desk:
    """Two records on 15 October 2021: one overdue, one open."""
    (identity,) = define(desk, SEALS).ids
    assert own_name(identity) == OWN
    rows = [
        {"事由": "签合同", "申请日期": "2021-09-29", "用印单位": "区司法局", "印章": "合同章"},
        {"事由": "出函", "申请日期": "2021-10-12", "备注": "三份"},
    ]
    records.add_many(desk, OWN, rows)
    return desk


def changed(desk: Desk, code: str, **fields: Any) -> Plan:
    plan = plan_of(desk, OWN)
    return replace(plan, fields=tuple(replace(item, **fields) if item.code == code else item for item in plan.fields))


def without(desk: Desk, code: str) -> Plan:
    plan = plan_of(desk, OWN)
    return replace(plan, fields=tuple(item for item in plan.fields if item.code != code))


def held(desk: Desk, name: str, register: str = OWN) -> list[Any]:
    return [desk.book.values(register, one)[name] for one in desk.book.ids(register)]


def test_it_has_a_clock_filters_and_a_search(seals: Desk) -> None:
    book, register = seals.book, seals.registers["own_1"]
    first, second = book.records(OWN, book.ids(OWN))
    assert (first.status, first["due_on"]) == (
        "overdue",
        date(2021, 10, 12),
    )  # left out: the holiday; counted: the Saturday worked for it
    assert (second.status_text, second["due_on"]) == ("临期 4 天", date(2021, 10, 19))
    assert book.ids(OWN, Query(search="司法")) == [1]
    assert book.ids(OWN, Query(where=where(seals, register, [("印章", "合同章"), ("units", "区司法局")]))) == [1]
    assert book.linked_from("units", 1)[OWN] == {1}
    actions.perform(seals, "用印登记", [1], "办结")
    assert book.record(OWN, 1).status == "done"
    assert list(seals.registers)[10:13] == ["activities", OWN, "own_registers"]


def test_every_type_of_field_works_as_in_the_registers_of_the_program(desk: Desk, tmp_path: Path) -> None:
    define(desk, of_every_kind())
    records.add(desk, "units", {"name": "区司法局"})
    file = tmp_path / "附件.txt"
    file.write_text("内容", encoding="utf-8")
    typed = {
        "date": "2021-9-30",
        "number": "3",
        "money": "1.5万元",
        "yes_no": "是",
        "choice": "乙",
        "checklist": "甲、乙",
    }
    typed |= dict.fromkeys(("units", "link", "links"), "区司法局") | {
        "entries": "2021-9-30 收到",
        "attachments": str(file),
    }
    plan = of_every_kind()
    records.add(desk, OWN, {item.code: typed.get(item.kind, "某某") for item in plan.fields})
    register = desk.registers[OWN]
    values = desk.book.values(OWN, 1)
    assert all(values[item.code] != register.field(item.code).empty for item in plan.fields)
    every.test_what_is_written_is_found(desk, register)
    every.test_it_is_copied_deleted_and_both_are_undone(desk, register)
    every.test_it_is_sorted_by_every_column(desk, register)
    every.test_every_layout_is_written(desk, register, tmp_path)
    with pytest.raises(ClerkError, match="还被1 条样样"):
        records.delete(desk, "units", [1])


def test_it_is_there_when_the_workbook_is_opened_again(seals: Desk, tmp_path: Path) -> None:
    copy = workbooks.back_up_to(seals, tmp_path / "备份.gkb")
    for read_only in (True, False):
        again = workbooks.open_desk(
            copy, all_registers(), Clock.fixed(date(2021, 10, 15)), RESOURCES, read_only=read_only
        )
        assert [register.title for register in own_registers(again)] == ["用印登记"]
        assert [record.status for record in again.book.records(OWN, [1, 2])] == ["overdue", "due_soon"]
        assert workbooks.check(again) == []
        again.book.close()


def test_a_worker_sees_it_and_what_it_changes_is_seen(seals: Desk) -> None:
    worker = seals.sibling()
    change(worker, OWN, replace(plan_of(worker, OWN), title="印章台账"))
    worker.book.close()
    seals.book.ids(OWN)
    assert seals.registers[OWN].title == "印章台账"


def test_making_it_is_undone_and_done_again(seals: Desk) -> None:
    actions.undo(seals)
    actions.undo(seals)
    assert own_registers(seals) == ()
    assert seals.registers[OWN].hidden  # the change log still speaks of it
    assert seals.book.problems() == []
    actions.redo(seals)
    actions.redo(seals)
    assert held(seals, "text_1") == ["签合同", "出函"]
    assert not seals.registers[OWN].hidden


def test_a_field_given_up_by_an_undo_is_taken_by_another(seals: Desk) -> None:
    plan = plan_of(seals, OWN)
    change(seals, OWN, replace(plan, fields=(*plan.fields, PlannedField(code="text_6", title="经办", kind="text"))))
    records.edit(seals, OWN, [1], {"经办": "张三"})
    actions.undo(seals)
    actions.undo(seals)
    change(seals, OWN, replace(plan, fields=(*plan.fields, PlannedField(code="text_6", title="电话", kind="text"))))
    assert held(seals, "text_6") == [None, None]


def test_a_field_taken_out_keeps_what_it_holds(seals: Desk) -> None:
    change(seals, OWN, without(seals, "text_5"))
    register = seals.registers[OWN]
    assert register.field("text_5").hidden
    assert held(seals, "text_5") == [None, "三份"]
    assert seals.book.ids(OWN, Query(search="三份")) == []
    records.edit(seals, OWN, [2], {"事由": "出公函"})
    change(seals, OWN, changed(seals, "text_5", gone=False))
    assert held(seals, "text_5") == [None, "三份"]
    assert seals.book.ids(OWN, Query(search="三份")) == [2]


def test_a_field_taken_out_stays_what_it_was(seals: Desk) -> None:
    change(seals, OWN, without(seals, "text_5"))
    change(seals, OWN, changed(seals, "text_5", kind="long_text"))
    assert seals.registers[OWN].field("text_5").hidden
    assert held(seals, "text_5") == [None, "三份"]


def test_a_unit_in_a_field_taken_out_is_still_kept_and_told(seals: Desk) -> None:
    change(seals, OWN, without(seals, "units_3"))
    with pytest.raises(ClerkError, match=r"还被1 次用印（“签合同”）的“用印单位（已去掉）”用到"):
        records.delete(seals, "units", [1])


def test_a_field_that_never_held_anything_is_dropped(desk: Desk) -> None:
    define(desk, SEALS)
    change(desk, OWN, without(desk, "text_5"))
    change(desk, OWN, changed(desk, "choice_4", gone=True))
    assert [item.code for item in plan_of(desk, OWN).fields] == ["text_1", "date_2", "units_3"]


def test_a_field_becomes_one_of_another_type(seals: Desk) -> None:
    records.edit_each(seals, OWN, {1: {"备注": "2"}, 2: {"备注": "13"}})
    change(seals, OWN, changed(seals, "text_5", kind="number"))
    new = seals.registers[OWN].field("number_6")
    assert (new.title, held(seals, "number_6")) == ("备注", [2, 13])
    actions.undo(seals)
    assert held(seals, "text_5") == ["2", "13"]
    assert "number_6" not in seals.registers[OWN].by_name
    actions.redo(seals)
    assert held(seals, "number_6") == [2, 13]


def test_a_type_that_would_lose_something_is_refused(seals: Desk) -> None:
    before = plan_of(seals, OWN)
    with pytest.raises(FieldError, match=r"“备注”不能改成整数：.*“三份”不是整数"):
        change(seals, OWN, changed(seals, "text_5", kind="number"))
    assert plan_of(seals, OWN) == before
    assert held(seals, "text_5") == [None, "三份"]
    assert "number_6" not in seals.registers[OWN].by_name


@pytest.mark.parametrize(
    ("code", "fields", "told"),
    [
        ("choice_4", {"options": ("公章",)}, "“合同章”还有记录在用"),
        ("text_5", {"required": True}, "有 1 次用印的“备注”还空着"),
        ("text_5", {"title": "事由"}, "两栏都叫“事由”"),
    ],
)
def test_a_change_that_does_not_fit_the_records_is_refused(seals: Desk, code: str, fields: Any, told: str) -> None:
    with pytest.raises(FieldError, match=told) as refused:
        change(seals, OWN, changed(seals, code, **fields))
    assert refused.value.field == code


def test_another_clock_counts_what_is_open_again(seals: Desk) -> None:
    actions.perform(seals, OWN, [1], "finish")
    plan = plan_of(seals, OWN)
    change(seals, OWN, replace(plan, clock=PlannedClock(kind="term", field="date_2", days=10, workdays=False)))
    assert held(seals, "due_on") == [date(2021, 10, 12), date(2021, 10, 22)]
    change(seals, OWN, replace(plan, clock=PlannedClock()))
    assert (seals.registers[OWN].statuses, held(seals, "done_on")[0]) == ((), date(2021, 10, 15))


def test_a_wording_tells_when_it_is_due_as_in_the_tasks(seals: Desk) -> None:
    plan = plan_of(seals, OWN)
    worded = replace(
        plan,
        fields=(*plan.fields, PlannedField(code="limit", title="时限", kind="deadline")),
        clock=PlannedClock(kind="wording", field="limit"),
    )
    assert "12月底前" in str(preview(seals, replace(worded, title="交办事项")).rows)
    change(seals, OWN, worded)
    assert held(seals, "due_on") == [None, None], "nothing is said yet"
    records.edit(seals, OWN, [1], {"时限": "9月底前"})
    records.edit(seals, OWN, [2], {"时限": "持续推进"})
    first, second = seals.book.records(OWN, seals.book.ids(OWN))
    assert (first["due_on"], first.status_text) == (date(2021, 9, 30), "逾期 15 天")
    assert (second["due_on"], second.status) == (None, "open")
    with pytest.raises(FieldError, match="不存在") as refused:
        records.edit(seals, OWN, [2], {"时限": "2月30日前"})
    assert refused.value.field == plan_of(seals, OWN).clock.field
    assert "到期日期" in [column.title for column in preview(seals, plan_of(seals, OWN), OWN).columns]


def test_it_is_deleted_with_its_records_and_comes_back(seals: Desk) -> None:
    before = [seals.book.values(OWN, one) for one in (1, 2)]
    assert remove(seals, OWN).message == "已删除台账“用印登记”，其中的 2 次用印一并删除。"
    assert own_registers(seals) == ()
    records.delete(seals, "units", [1])
    actions.undo(seals)
    actions.undo(seals)
    assert [seals.book.values(OWN, one) for one in (1, 2)] == before
    assert seals.book.ids(OWN, Query(search="合同")) == [1]


def test_one_that_another_links_to_stays(seals: Desk) -> None:
    link = PlannedField(code="link_own_1_1", title="所用印", kind="link", to=OWN)
    define(seals, Plan(title="合同", noun="合同", fields=(*SEALS.fields, link), title_field="text_1"))
    records.add(seals, "own_2", {"事由": "采购", "所用印": "签合同"})
    assert seals.book.linked_from(OWN, 1)["own_2"] == {1}
    with pytest.raises(ClerkError, match="“合同”的“所用印”关联到它，不能删除"):
        remove(seals, OWN)


@pytest.mark.parametrize("title", ["任务台账", "任务", "tasks", "用 印登记"])
def test_a_name_that_is_taken_is_refused(seals: Desk, title: str) -> None:
    with pytest.raises(FieldError, match="请另取一个名称"):
        define(seals, replace(SEALS, title=title))


def test_the_program_s_own_are_not_changed(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="程序自带的"):
        change(desk, "tasks", SEALS)


def test_a_plan_of_another_version_is_left_out_and_told(seals: Desk) -> None:
    book = seals.book
    book.connection.execute("UPDATE own_registers SET plan = replace(plan, '\"text\"', '\"hologram\"')")
    book.connection.commit()
    book.refresh()
    assert own_registers(seals) == ()
    assert book.problems() == ["自建台账“用印登记”的定义读不懂，没有显示，内容还在"]
    book.connection.execute("UPDATE own_registers SET plan = replace(plan, '\"hologram\"', '\"text\"')")
    book.connection.commit()
    book.refresh()
    assert held(seals, "text_1") == ["签合同", "出函"]


def test_it_is_seen_before_it_is_made(desk: Desk) -> None:
    ledger = preview(desk, replace(of_every_kind(), clock=PlannedClock(kind="term", field="date_5", days=5)))
    (row,) = ledger.rows
    assert isinstance(row, Row)
    told = dict(zip([column.title for column in ledger.columns], row.cells, strict=True))
    assert (told["文字栏"], told["选项栏"], told["核对清单栏"]) == ("示例", "甲", "甲、乙")
    assert (told["日期栏"], told["到期日期"], told["状态"]) == (date(2021, 10, 15), date(2021, 10, 22), "临期 7 天")
    assert own_registers(desk) == ()
    with pytest.raises(FieldError, match="取个名称"):
        preview(desk, replace(SEALS, title=""))


def test_a_change_is_seen_with_the_records_there_are(seals: Desk) -> None:
    plan = changed(seals, "text_5", kind="number")
    ledger = preview(seals, replace(plan, clock=PlannedClock(kind="term", field="date_2", days=3)), OWN)
    first, second = (row.cells for row in ledger.rows if isinstance(row, Row))
    assert (first[1], first[6], second[1], second[5]) == ("签合同", date(2021, 10, 9), "出函", None)
    assert held(seals, "due_on") == [date(2021, 10, 12), date(2021, 10, 19)]


def test_its_ledger_is_written(seals: Desk, tmp_path: Path) -> None:
    export_ledger(seals, OWN, seals.book.ids(OWN), tmp_path / "台账.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0].values)
    told = [str(cell) for row in rows for cell in row if cell]
    assert {"用印登记", "事由", "用印单位", "到期日期", "状态", "签合同", "区司法局"} <= set(told)


def test_own_layouts_follow_the_fields(seals: Desk) -> None:
    register = seals.registers[OWN]
    save_layout(seals, register, plain_layout("三栏", "text_1", "text_5", "choice_4", "due_on"))
    save_layout(seals, register, replace(plain_layout("一栏", "text_5"), group_by="choice_4"))
    records.edit(seals, OWN, [2], {"备注": "3"})
    plan = replace(without(seals, "choice_4"), clock=PlannedClock(kind="done"))
    plan = replace(plan, fields=tuple(replace(i, kind="number") if i.code == "text_5" else i for i in plan.fields))
    change(seals, OWN, plan)
    register = seals.registers[OWN]
    assert layout_named(seals, register, "三栏").field_names() == ("text_1", "number_6")
    assert layout_named(seals, register, "一栏").field_names() == ("number_6",)
    actions.undo(seals)
    kept = layout_named(seals, seals.registers[OWN], "三栏")
    assert kept.field_names() == ("text_1", "text_5", "choice_4", "due_on")
    change(seals, OWN, without(seals, "text_5"))
    assert list(own_layouts(seals, seals.registers[OWN])) == ["三栏"]


def test_views_follow_the_fields(seals: Desk) -> None:
    register = seals.registers[OWN]
    view = View(
        name="合同",
        filters=(("choice_4", "合同"), ("status", "late")),
        order="text_5",
        columns=("text_1", "text_5", "choice_4", "status"),
        widths=(("choice_4", 5.0), ("text_5", 9.0)),
        group_by="choice_4",
    )
    save_view(seals, register, view, first=True)
    records.edit(seals, OWN, [2], {"备注": "3"})
    plan = without(seals, "choice_4")
    plan = replace(plan, fields=tuple(replace(i, kind="number") if i.code == "text_5" else i for i in plan.fields))
    change(seals, OWN, plan)
    assert views_of(seals, seals.registers[OWN])["合同"] == View(
        name="合同",
        filters=(("status", "late"),),
        order="number_6",
        columns=("text_1", "number_6", "status"),
        widths=(("number_6", 9.0),),
    )
    assert first_view(seals, seals.registers[OWN]) == "合同"
    actions.undo(seals)
    assert views_of(seals, seals.registers[OWN])["合同"] == view


def test_it_is_written_about_and_written_out_by_unit(seals: Desk, tmp_path: Path) -> None:
    template = "台账：用印登记\n默认：全部\n标题：用印情况\n主送：{{ 主送 or '各单位' }}\n\n{% for 项 in 用印清单 %}\n{{ 项.内容 }}。\n{% endfor %}"
    notice_kinds.keep_wording(seals, "用印告知", template)
    told = [part.text for part in compose(seals, "用印告知", (), {}).body if isinstance(part, Paragraph)]
    assert told == ["签合同。", "出函。"]
    assert export_by_unit(seals, OWN, [1, 2], tmp_path / "各单位").message
    assert [file.name for file in (tmp_path / "各单位").iterdir()] == ["区司法局用印登记.xlsx"]


def test_a_spreadsheet_is_brought_in_by_its_columns_also_after_a_change(seals: Desk) -> None:
    def table() -> Table:
        rows = [["事由", "用印时间", "单位", "用的章", "备注"], ["盖报告", "2021-10-13", "区财政局", "公章", "2"]]
        return find_table(Sheet("表", rows), seals.registers[OWN], "表.xlsx")

    mapping = ("text_1", "date_2", "units_3", "choice_4", "text_5")
    spreadsheets.bring_in(seals, seals.registers[OWN], table(), mapping)
    assert seals.book.values(OWN, 3)["due_on"] == date(2021, 10, 20)
    assert propose(seals, seals.registers[OWN], table()) == Layout(mapping, 1, remembered=True)
    records.edit(seals, OWN, [2], {"备注": "3"})
    change(seals, OWN, changed(seals, "text_5", kind="number"))
    again = propose(seals, seals.registers[OWN], table())
    assert (again.mapping[0], again.mapping[4], again.remembered) == ("text_1", "number_6", False)


def test_the_wording_of_notices_follows_the_names(seals: Desk) -> None:
    before = (
        "台账：用印登记\n默认：全部\n标题：用印登记情况\n主送：{{ 主送 or '各单位' }}\n\n"
        "{% for 项 in 用印清单 %}\n{{ 项.事由 }}（{{ 项.备注 }}）。\n{% endfor %}\n共{{ 用印数 }}次用印，逾期{{ 逾期用印数 }}次。\n"
    )
    notice_kinds.keep_wording(seals, "用印告知", before)
    plan = replace(changed(seals, "text_1", title="用印事由"), title="印章台账", noun="盖章")
    change(seals, OWN, plan)
    text = notice_kinds.wording(seals, "用印告知")
    assert text.startswith("台账：印章台账\n") and "标题：用印登记情况\n" in text
    told = [part.text for part in compose(seals, "用印告知", (), {}).body if isinstance(part, Paragraph)]
    assert told == ["签合同。", "出函（三份）。", "共2次用印，逾期1次。"]
    actions.undo(seals)
    assert notice_kinds.wording(seals, "用印告知") == before
    change(seals, OWN, changed(seals, "choice_4", title="哪个章"))
    assert notice_kinds.wording(seals, "用印告知") == before
