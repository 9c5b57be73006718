"""Days that run into a year whose holidays are not arranged: marked wherever they stand, counted anew once they are."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.base.clock import Clock
from models.base.record import ESTIMATED
from models.intake.readers.sheet_files import read_sheets
from models.operations import Desk, actions, issuing, ledgers, records, spreadsheets, workbooks
from models.operations.notice_checks import checks
from models.operations.own_days import OFF, DayLine, set_own_days
from models.operations.recounting import recount
from models.registers import all_registers
from models.reports.attention import counted_text
from tests.models.operations.desks import RESOURCES

TODAY = date(2030, 12, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = workbooks.new(tmp_path / "a.gkb", all_registers(), Clock.fixed(TODAY), RESOURCES)
    yield made
    made.book.close()


def task(desk: Desk, wording: str = "印发后7个工作日内", **more: object) -> int:
    if not desk.book.count("documents"):
        records.add(desk, "documents", {"title": "关于做好公开工作的通知", "issued_on": "2030-12-25"})
    values: dict[str, object] = {"content": "报送方案", "source": 1, "deadline_text": wording}
    return records.add(desk, "tasks", values | more).ids[0]


def request(desk: Desk, day: str = "2030-12-25") -> int:
    values = {"applicant": "张三", "channel": "当面提交", "arrived_on": day, "content": "预算"}
    return records.add(desk, "requests", values).ids[0]


def test_what_is_counted_in_working_days_is_marked_and_nothing_else(desk: Desk) -> None:
    found = desk.book.record("tasks", task(desk))
    assert (found["due_on"], found.estimates) == (date(2031, 1, 6), {"due_on"})
    assert found.about("due_on").startswith("2031 年的放假安排还没有公布")
    assert not desk.book.record("tasks", task(desk, "2031年1月6日前")).estimates
    by_hand = task(desk, due_on="2031-01-09")
    assert not desk.book.record("tasks", by_hand).estimates
    assert desk.book.record("requests", request(desk)).estimates == {"due_on", "days_left", "correction_due_on"}
    assert not desk.book.record("requests", request(desk, "2026-03-03")).estimates
    old = records.add(desk, "policies", {"title": "办法", "formed_on": "1998-05-04", "openness": "主动公开"}).ids[0]
    assert not desk.book.record("policies", old).estimates, "no arrangement is still to come"
    problem = records.add(
        desk, "problems", {"content": "链接失效", "deadline_text": "印发后7个工作日内", "document": 1}
    )
    assert desk.book.record("problems", problem.ids[0]).estimates == {"due_on"}


def test_the_mark_in_statuses_dashboard_and_exports_reads_again(desk: Desk, tmp_path: Path) -> None:
    one = task(desk, "印发后5个工作日内")
    found = desk.book.record("tasks", one)
    assert found.status_text == "临期 7 天（估算）"
    assert counted_text(desk.registers["tasks"], found) == "2031-01-02（估算）"
    target = tmp_path / "台账.xlsx"
    ledgers.export_ledger(desk, "tasks", [one], target, layout=ledgers.shown_layout(["content", "due_on"]))
    cells = [str(cell.value) for row in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in row]
    assert f"2031-01-02{ESTIMATED}" in cells
    assert any("2031 年的放假安排还没有公布" in text for text in cells)
    register = desk.registers["tasks"]
    table = spreadsheets.find_table(read_sheets(target, target.read_bytes(), "xlsx")[0], register, target.name)
    mapping = spreadsheets.propose(desk, register, table).mapping
    (again,) = spreadsheets.bring_in(desk, register, table, mapping).ids
    assert desk.book.record("tasks", again)["due_on"] == date(2031, 1, 2), "the day, and the note below is no record"


def test_a_paper_that_names_such_a_day_is_doubted(desk: Desk) -> None:
    one = task(desk, lead_units="区司法局")
    paper = issuing.compose(desk, "提醒函", [one], {})
    said = [check.sentence for check in checks(desk, "提醒函", paper, [one]) if "估算" in check.sentence]
    assert said == ["“报送方案”的到期日期 2031年1月6日 是估算：2031 年的放假安排还没有公布"]


def test_days_are_counted_anew_but_not_those_set_by_hand(desk: Desk) -> None:
    counted, by_hand, put_off = task(desk), task(desk, due_on="2031-01-09"), task(desk)
    actions.perform(desk, "tasks", [put_off], "extend", {"due_on": "2031-01-20", "reason": "会议改期"})
    later = [DayLine(f"2031-10-{day:02}", OFF, "国庆节") for day in range(1, 13)]
    set_own_days(desk, [DayLine("2031-01-01", OFF, "元旦"), DayLine("2031-01-02", OFF), *later], {2031})
    after = [desk.book.record("tasks", one) for one in (counted, by_hand, put_off)]
    assert [item["due_on"] for item in after] == [date(2031, 1, 7), date(2031, 1, 9), date(2031, 1, 20)]
    assert not any(item.estimates for item in after)
    set_own_days(desk, [], ())
    assert desk.book.record("tasks", counted)["due_on"] == date(2031, 1, 6)


def test_a_newer_program_that_knows_the_year_counts_anew_when_the_workbook_is_opened(tmp_path: Path) -> None:
    made = workbooks.new(tmp_path / "a.gkb", all_registers(), Clock.fixed(date(2026, 1, 5)), tmp_path)
    one = task(made)
    known = made.calendar
    records.edit(made, "documents", [1], {"issued_on": "2026-02-10"})
    earlier = known.as_before(2026)
    assert earlier.is_estimate(2026) and not earlier.is_estimate(2025)
    due = earlier.add_workdays(date(2026, 2, 10), 7)
    records.edit(made, "tasks", [one], {"due_on": due.isoformat()})
    assert recount(made).message == "已按现在的放假安排重算 1 项任务的期限。"
    assert made.book.record("tasks", one)["due_on"] == known.add_workdays(date(2026, 2, 10), 7) != due
    assert not recount(made).changes
    made.book.close()
