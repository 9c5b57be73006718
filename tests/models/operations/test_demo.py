"""The sample year and the made-up tasks: every status occurs on any day, nothing contradicts itself."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.base.errors import Cancelled, ClerkError
from models.base.record import Query
from models.operations import actions, annual, workbooks
from models.operations.demo import fill_demo
from models.operations.desk import Desk
from models.operations.many import fill_rows
from models.registers import all_registers
from models.registers.annual import Cell
from models.registers.number_sequences import number_parts
from models.workdays.calendar import WorkCalendar

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
STATUSES = {"not_started", "in_progress", "due_soon", "overdue", "completed", "closed", "ongoing"}  # of tasks


def desk_on(folder: Path, day: date) -> Desk:
    return workbooks.new(folder / "示例.gkb", all_registers(), Clock.fixed(day), RESOURCES)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_on(tmp_path, date(2021, 10, 15))
    yield made
    made.book.close()


# The end of February, the days about a new year, and the long holidays are where months and days slip.
@pytest.mark.parametrize(
    "day",
    [
        *(date(2021, 10, 15), date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1), date(2025, 1, 31)),
        *(date(2025, 10, 5), date(2025, 12, 31), date(2026, 2, 18), date(2030, 6, 15)),
    ],
)
def test_every_status_occurs_on_any_day(tmp_path: Path, day: date) -> None:
    desk = desk_on(tmp_path, day)
    outcome = fill_demo(desk)
    assert len(outcome.ids) == desk.book.count("tasks") == 45
    assert set(desk.book.status_counts("tasks")) == STATUSES
    for record in desk.book.records("tasks", desk.book.ids("tasks")):
        days = [record[name] for name in ("started_on", "completed_on", "closed_on") if record[name]]
        assert days == sorted(days) and all(one <= day for one in days), record
        assert [entry.on for entry in record["progress"]] == sorted(entry.on for entry in record["progress"])
        assert record["due_on"] or record["ongoing"] or record["recurrence"], record["deadline_text"]
        assert all(WorkCalendar().is_workday(one) for one in days if one != day)
    for register in desk.registers.values():
        assert set(desk.book.status_counts(register.name)) - {""} == {status.code for status in register.statuses}
        for record in desk.book.records(register.name, desk.book.ids(register.name)):
            entries = [entry.on for field in register.fields if field.kind == "entries" for entry in record[field.name]]
            assert entries == sorted(entries) and all(one <= day for one in entries), record
    for sent in desk.book.records("dispatches", desk.book.ids("dispatches")):
        parts = number_parts(sent["doc_number"])
        assert parts is not None and parts[1] == sent["dated"].year
    for year in annual.years(desk):
        reports = [annual.report_of(desk, year, unit) for unit in ("", *annual.units(desk, year))]
        for report in (*reports, annual.sum_of(desk, year)):
            assert (report.wrong, report.doubtful) == ((), ()), f"{report.year} {report.unit}"
    assert workbooks.check(desk) == []
    desk.book.close()


def test_the_year_has_what_a_year_has(desk: Desk) -> None:
    fill_demo(desk)
    records = desk.book.records("tasks", desk.book.ids("tasks"))
    assert sum(bool(record["original_due_on"]) for record in records) == 3
    assert sum(bool(record["returned_on"]) for record in records) == 2
    assert any(record["returned_on"] and record.status == "overdue" for record in records)
    assert sum(bool(record["evidence"]) for record in records) > 15
    assert sum(len(record["progress"]) for record in records) > 40
    assert sum(record["completed_on"] > record["due_on"] for record in records if record["completed_on"]) == 2
    assert desk.book.count("units") >= 40
    groups = [unit for unit in desk.book.records("units", desk.book.ids("units")) if unit["members"]]
    assert {len(group["members"]) for group in groups} == {6, 10}
    assert len(desk.book.history.steps()) == 10


def test_last_year_was_reported_on(desk: Desk) -> None:
    fill_demo(desk)
    report = annual.report_of(desk, 2020)
    assert report.cells[Cell("三", "一", "总计")] == report.cells[Cell("三", "三(七)", "总计")] >= 44
    assert all(report.texts.values())
    assert annual.units(desk, 2020) == ["区民政局", "区自然资源和规划分局"]
    assert annual.report_of(desk, 2021).cells[Cell("二", "行政许可", "本年处理决定数量")] == 15208


def test_it_has_a_register_that_the_office_made_for_itself(desk: Desk) -> None:
    fill_demo(desk)
    own = desk.registers["own_1"]
    assert (own.title, desk.book.count("own_1")) == ("建议提案办理结果公开", 5)
    late = desk.book.ids("own_1", Query(where=own.in_status(("overdue",))))
    assert [desk.book.title("own_1", one) for one in late] == ["关于规范校外培训机构收费公示的提案"]
    assert all(desk.book.record("own_1", one)["due_on"] for one in desk.book.ids("own_1"))


def test_the_documents_are_a_chain(desk: Desk) -> None:
    fill_demo(desk)
    repair, plan, city = (
        desk.book.find("documents", name)
        for name in ("望政务公开办〔2021〕6号", "望政办发〔2021〕11号", "澄政务公开办〔2020〕3号")
    )
    assert None not in (repair, plan, city)
    assert desk.book.values("documents", repair or 0)["based_on"] == (plan,)
    assert desk.book.values("documents", plan or 0)["based_on"] == (city,)
    assert desk.book.count("documents") == 3


def test_the_sample_can_be_undone_and_done_again(desk: Desk) -> None:
    fill_demo(desk)
    counts = desk.book.status_counts("tasks")
    for _ in range(10):
        actions.undo(desk)
    assert (desk.book.count("tasks"), desk.book.count("units"), desk.book.is_own("own_1")) == (0, 0, False)
    for _ in range(10):
        actions.redo(desk)
    assert desk.book.status_counts("tasks") == counts


def test_the_sample_is_not_mixed_with_real_work(desk: Desk) -> None:
    fill_demo(desk)
    with pytest.raises(ClerkError, match="已经有任务"):
        fill_demo(desk)
    assert desk.book.count("tasks") == 45


def test_made_up_tasks_are_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        desk = desk_on(tmp_path / name, date(2021, 10, 15))
        fill_rows(desk, 700)
        texts.append([record.values for record in desk.book.records("tasks", desk.book.ids("tasks"))])
        assert set(desk.book.status_counts("tasks")) == STATUSES
        assert workbooks.check(desk) == []
        desk.book.close()
    assert texts[0] == texts[1]
    contents = {values["content"] for values in texts[0]}
    assert len(contents) == 700


def test_made_up_tasks_can_be_cancelled(desk: Desk) -> None:
    with pytest.raises(Cancelled):
        fill_rows(desk, 12_000, report=lambda done, total: done < 6000)
    assert (desk.book.count("tasks"), desk.book.count("units")) == (0, 0)
