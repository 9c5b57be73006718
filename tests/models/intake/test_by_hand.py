"""A stretch of a notice read as one task, what was left out, parts of tasks, tasks put together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.intake import read_notice, read_pasted
from models.intake.by_hand import ByHand, read_clause
from models.intake.notice import DraftTask, Notice
from models.intake.regrouping import OTHER_DEADLINES, part_of, united
from models.workdays.calendar import WorkCalendar

CALENDAR = WorkCalendar()
NOTICES = Path(__file__).resolve().parents[2] / "fixtures" / "notices"
ALIKE = ("text", "number", "section", "lead_units", "responsible_units", "cooperating_units", "deadline_text", "due_on")

TEXT = """云岭区2024年政务公开工作要点

一、加强主动公开
1．公开规划编制依据；一是梳理目录，二是更新指南。（区财政局牵头，区司法局负责，完成时限：2024年12月底前）
2．公开惠民政策。每季度解读一次。（区民政局负责，完成时限：持续推进）
二、工作要求
各乡镇要在6月底前完成自查，并加强宣传。
由区档案局牵头，于2024年8月底前完成档案移交。
特此通知。
"""


@pytest.fixture
def notice() -> Notice:
    return read_notice(read_pasted(TEXT), CALENDAR)


def stretch(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize("name", ["a01_lead_and_cooperate", "a04_firstly", "a07_section_units", "a17_broken_lines"])
def test_a_task_read_again_from_its_clause_is_the_same(name: str) -> None:
    found = read_notice(read_pasted((NOTICES / f"{name}.txt").read_text(encoding="utf-8")), CALENDAR)
    assert found.tasks
    reader = ByHand(found, CALENDAR)
    for task in found.tasks:
        again = reader.clause(task.span)
        assert {field: getattr(again, field) for field in ALIKE} == {field: getattr(task, field) for field in ALIKE}


def test_a_paragraph_that_was_left_out_is_read_with_its_units_section_and_day(notice: Notice) -> None:
    words = "由区档案局牵头，于2024年8月底前完成档案移交。"
    task = read_clause(notice, stretch(notice.text, words), CALENDAR)
    assert task.text == words
    assert task.clause == notice.text[slice(*task.span)] == words
    assert task.section == ("二、工作要求",)
    assert task.lead_units == ("区档案局",)
    assert task.due_on == date(2024, 8, 31)
    assert task.number == ""


def test_a_stretch_without_words_is_no_task(notice: Notice) -> None:
    with pytest.raises(ValueError, match="no words"):
        read_clause(notice, (0, 0), CALENDAR)
    with pytest.raises(ValueError, match="no words"):
        read_clause(notice, stretch(notice.text, "。（"), CALENDAR)


def test_what_reads_like_work_and_became_nothing_is_found(notice: Notice) -> None:
    reader = ByHand(notice, CALENDAR)
    left = reader.unlisted([task.span for task in notice.tasks])
    assert [notice.text[slice(*span)] for span in left] == [
        "各乡镇要在6月底前完成自查，并加强宣传。",
        "由区档案局牵头，于2024年8月底前完成档案移交。",
    ]
    assert reader.unlisted([*(task.span for task in notice.tasks), left[0]]) == left[1:]
    assert reader.paragraph_at(left[1][0] + 3) == left[1]


def parts(notice: Notice, task: DraftTask) -> list[DraftTask]:
    reader = ByHand(notice, CALENDAR)
    return [part_of(task, reader.clause(span, numbered=False)) for span in reader.parts(task)]


def test_a_task_falls_into_its_sentences_and_points(notice: Notice) -> None:
    found = parts(notice, notice.tasks[0])
    assert [part.text for part in found] == ["公开规划编制依据；", "一是梳理目录，", "二是更新指南。"]
    for part in found:
        assert (part.number, part.section) == ("1", ("一、加强主动公开",))
        assert (part.lead_units, part.responsible_units) == (("区财政局",), ("区司法局",))
        assert (part.deadline_text, part.due_on) == ("2024年12月底前", date(2024, 12, 31))


def test_a_part_keeps_a_time_of_its_own(notice: Notice) -> None:
    first, second = parts(notice, notice.tasks[1])
    assert first.ongoing
    assert (second.deadline_text, second.ongoing) == ("每季度", False)
    assert second.recurrence is not None
    assert second.responsible_units == ("区民政局",)


def test_a_task_put_together_again_is_what_it_was(notice: Notice) -> None:
    for task in notice.tasks:
        again = united(notice.text, parts(notice, task))
        assert (again.text, again.lead_units, again.responsible_units) == (
            task.text,
            task.lead_units,
            task.responsible_units,
        )


def test_tasks_that_disagree_keep_the_first_time_and_a_doubt(notice: Notice) -> None:
    first, second = notice.tasks
    made = united(notice.text, [first, second])
    assert made.number == "1"
    assert made.text == f"{first.text}\n{second.text}"
    assert made.responsible_units == ("区司法局", "区民政局")
    assert made.due_on == date(2024, 12, 31)
    assert not made.ongoing
    assert made.span == (first.span[0], second.span[1])
    assert made.clause == notice.text[slice(*made.span)]
    assert made.warnings == (f"{OTHER_DEADLINES}：“2024年12月底前”“持续推进”，暂用第一个，请核对。",)


def test_clauses_that_stand_apart_are_kept_without_what_is_between(notice: Notice) -> None:
    last = read_clause(notice, stretch(notice.text, "由区档案局牵头，于2024年8月底前完成档案移交。"), CALENDAR)
    made = united(notice.text, [notice.tasks[0], last])
    assert made.clause == f"{notice.tasks[0].clause}\n{last.clause}"
    assert made.span == (notice.tasks[0].span[0], last.span[1])


def test_a_unit_in_two_roles_is_doubted(notice: Notice) -> None:
    other = replace(notice.tasks[1], responsible_units=("区财政局",))
    assert "同一单位写了两次：区财政局" in united(notice.text, [notice.tasks[0], other]).warnings
