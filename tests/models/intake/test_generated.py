"""A notice written from known tasks must give exactly these tasks back."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.intake import read_notice, read_pasted
from models.workdays.calendar import WorkCalendar
from tests.models.intake.writing import Known, notices, tasks


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


CALENDAR = WorkCalendar()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notices())
def test_what_was_written_is_read(written: tuple[str, list[Known], list[str]]) -> None:
    text, known, numbers = written
    notice = read_notice(read_pasted(text), CALENDAR)
    assert [plain(task.text) for task in notice.tasks] == [plain(task.text) for task in known]
    assert [task.number for task in notice.tasks] == numbers
    for read, task in zip(notice.tasks, known, strict=True):
        assert (read.lead_units, read.responsible_units, read.cooperating_units) == (
            task.lead,
            task.responsible,
            task.cooperating,
        )
        wanted = (task.deadline[1], task.deadline[2]) if task.deadline else (None, False)
        assert (read.due_on, read.ongoing) == wanted
        assert notice.text[slice(*read.span)] == read.clause
        for mark in read.marks:
            assert read.span[0] <= mark.span[0] <= mark.span[1] <= read.span[1]
    assert notice.repairs == ()


HEADS = (
    ("序号", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限"),
    ("序号", "重点任务", "牵头部门", "责任部门", "协办单位", "时限要求"),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(tasks(), min_size=2, max_size=8, unique_by=lambda task: task.text),
    st.sampled_from(HEADS),
    st.sampled_from(("\t", " | ", "｜")),
    st.booleans(),
)
def test_tables_are_read(known: list[Known], head: tuple[str, ...], sign: str, heads_again: bool) -> None:
    rows = [head]
    for number, task in enumerate(known, 1):
        units = ["、".join(part) for part in (task.lead, task.responsible, task.cooperating)]
        rows.append((str(number), task.text, *units, task.deadline[0] if task.deadline else ""))
        if heads_again and number == 1:
            rows.append(head)
    text = "2024年重点任务分工表\n" + "\n".join(sign.join(row) for row in rows)
    notice = read_notice(read_pasted(text), CALENDAR)
    assert [plain(task.text) for task in notice.tasks] == [plain(task.text) for task in known]
    for read, task in zip(notice.tasks, known, strict=True):
        assert (read.lead_units, read.responsible_units, read.cooperating_units) == (
            task.lead,
            task.responsible,
            task.cooperating,
        )
        assert read.due_on == (task.deadline[1] if task.deadline else None)


@pytest.mark.parametrize("sign", ["\t", "|"])
def test_empty_table_gives_a_plain_message(sign: str) -> None:
    text = "整改任务表\n" + "\n".join(sign.join(row) for row in (HEADS[0], ("1", *[""] * 5), ("2", *[""] * 5)))
    notice = read_notice(read_pasted(text), CALENDAR)
    assert notice.tasks == ()
    assert any("表格" in warning for warning in notice.warnings)
