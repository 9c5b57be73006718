"""What links to a record, under which heading, and how it is told."""

from pathlib import Path

from models.operations import actions, records
from models.operations.back_links import back_links, headings, line
from tests.models.operations.desks import office_desk


def test_a_task_shows_its_notices_and_problems(tmp_path: Path) -> None:
    with office_desk(tmp_path) as desk:
        records.add(
            desk, "tasks", {"number": "7", "content": "公开权责清单", "lead_units": "区司法局", "due_on": "2021-09-30"}
        )
        records.add(desk, "problems", {"content": "断链", "task": "7"})
        for number in ("1", "2"):
            sent = {
                "doc_number": f"督〔2021〕{number}号",
                "title": "督办通知单",
                "tasks": "7",
                "addressees": "区司法局",
            }
            records.add(desk, "dispatches", sent)
        found = {item.register: item for item in back_links(desk, "tasks", 1)}
        assert (found["dispatches"].heading, found["dispatches"].ids) == ("公文往来", (2, 1))
        assert (found["problems"].heading, found["problems"].ids) == ("问题整改", (1,))
        assert line(desk, desk.book.record("dispatches", 1)) == ("督〔2021〕1号 督办通知单", "待签收")
        assert line(desk, desk.book.record("tasks", 1)) == ("7 公开权责清单", "逾期 15 天")


def test_a_unit_counts_a_record_once_and_hidden_registers_are_left_out(tmp_path: Path) -> None:
    with office_desk(tmp_path) as desk:
        sent = records.add(desk, "dispatches", {"title": "通知", "addressees": "区司法局"}).ids[0]
        actions.perform(desk, "dispatches", [sent], "reply", {"text": "收到"})
        found = {item.register: item.ids for item in back_links(desk, "units", 1)}
        assert found["dispatches"] == (sent,) and found["tasks"] == ()
        assert headings(desk, "units")["dispatches"] == "公文往来"
        assert not any(desk.registers[name].hidden for name in headings(desk, "documents"))
