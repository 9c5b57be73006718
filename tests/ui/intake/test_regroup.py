"""Merging, splitting, adding and undoing, without a window: nothing is lost and every step goes back."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import FieldError
from models.intake import read_notice, read_pasted
from models.intake.notice import Notice
from models.operations.bringing_in import bring_in
from models.operations.recognising import already_known
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from tests.examples import some
from tests.models.operations.desks import office_desk
from tests.ui.intake.conftest import piece
from ui.intake import regroup
from ui.intake.doubts import gather
from ui.intake.draft import Draft
from ui.intake.drafts import Drafts
from ui.intake.known_notice import KnownNotice

CALENDAR = WorkCalendar()
TEXT = """云岭区2024年政务公开工作要点

一、加强主动公开
1．公开规划编制依据；及时更新目录。（区财政局牵头，区司法局负责，完成时限：2024年12月底前）
2．公开惠民政策。每季度解读一次。（区民政局负责，完成时限：持续推进）
3．一是公开预算，二是公开决算，三是公开审计结果。（区财政局负责，完成时限：9月底前）
二、工作要求
各乡镇要认真组织自查，并加强宣传。
由区档案局牵头，做好档案移交。
请各单位于2024年7月5日前报送自查情况，逾期不候。
"""
READ = read_notice(read_pasted(TEXT), CALENDAR)


def drafts_of(notice: Notice = READ) -> Drafts:
    return Drafts(notice, all_registers(), CALENDAR)


@pytest.fixture
def made() -> Drafts:
    return drafts_of()


def test_merged_tasks_stand_at_the_first_ones_place(made: Drafts) -> None:
    first, second, third = made.tasks
    one = regroup.merge(made, [third, first])
    assert made.tasks == [one, second]
    assert one.places == (first.task.span, third.task.span)
    assert made.at(third.task.span[0] + 2) is one
    assert made.at(second.task.span[0] + 2) is second
    assert any("完成时限不同" in doubt.sentence for doubt in gather(made))
    made.history.undo()
    assert made.tasks == [first, second, third]
    made.history.redo()
    assert made.tasks == [one, second]


def test_a_task_is_split_where_asked(made: Drafts) -> None:
    third = made.tasks[2]
    pieces = regroup.cut_points(made, third)
    assert [part.text for part in pieces] == ["一是公开预算，", "二是公开决算，", "三是公开审计结果。"]
    found = regroup.split(made, third, regroup.grouped(pieces, [True, False, True]))
    assert [draft.task.text for draft in found] == ["一是公开预算，二是公开决算，", "三是公开审计结果。"]
    assert [draft.task.due_on for draft in found] == [date(2024, 9, 30)] * 2
    assert "".join(draft.task.clause for draft in found) == third.task.clause
    assert made.tasks[2:] == found


def test_the_parts_of_a_split_task_have_numbers_of_their_own(made: Drafts) -> None:
    number = made.tasks[2].task.number
    assert number
    pieces = regroup.cut_points(made, made.tasks[2])
    one, two = regroup.split(made, made.tasks[2], regroup.grouped(pieces, [True, False, True]))
    assert [one.task.number, two.task.number] == [number, f"{number}-2"]
    parts = regroup.split(made, one, regroup.cut_points(made, one))
    assert [part.task.number for part in parts] == [number, f"{number}-3"]
    numbers = [draft.task.number for draft in made.tasks]
    assert len(set(numbers)) == len(numbers)


def test_a_rewritten_wording_is_split_as_it_stands_now(made: Drafts) -> None:
    draft = made.tasks[0]
    made.set_text(draft, "content", "甲类事项要公开；乙类事项要更新。")
    found = regroup.split(made, draft, regroup.cut_points(made, draft))
    assert [part.task.text for part in found] == ["甲类事项要公开；", "乙类事项要更新。"]
    assert all(part.task.clause == draft.task.clause for part in found)


def test_a_task_is_split_at_a_place_of_the_source(made: Drafts) -> None:
    draft = made.tasks[0]
    place = READ.text.index("及时更新")
    one, two = regroup.split_at(made, draft, place)
    assert (one.task.text, two.task.text) == ("公开规划编制依据；", "及时更新目录。")
    assert two.task.responsible_units == ("区司法局",)
    assert regroup.split_at(made, made.tasks[2], made.tasks[2].task.span[0]) == []


def test_a_paragraph_becomes_a_task_at_its_place(made: Drafts) -> None:
    assert len(made.unlisted) == 2
    later = regroup.add(made, made.unlisted[1])
    first = regroup.add(made, made.unlisted[0])
    assert made.tasks[3:] == [first, later]
    assert made.items[-1].is_duty
    assert len(made.unlisted) == 0
    assert later.task.ticked
    assert later.task.lead_units == ("区档案局",)


def test_words_of_the_source_go_into_a_cell(made: Drafts) -> None:
    draft = made.tasks[1]
    assert regroup.put_words(made, draft, "lead_units", piece(READ.text, "区财政局牵头", 0))
    assert draft.task.lead_units == ("区财政局",)
    assert regroup.put_words(made, draft, "responsible_units", piece(READ.text, "（区财政局负责", 0))
    assert draft.task.responsible_units == ("区民政局", "区财政局")
    assert regroup.put_words(made, draft, "deadline_text", piece(READ.text, "完成时限：2024年12月底前", 0))
    assert (draft.task.deadline_text, draft.task.due_on) == ("2024年12月底前", date(2024, 12, 31))
    assert not regroup.put_words(made, draft, "lead_units", piece(READ.text, "区财政局", 0))
    for _ in range(3):
        made.history.undo()
    assert draft.task == draft.origin


def test_duties_come_with_units_and_their_whole_sentence(made: Drafts) -> None:
    (duty,) = [item for item in made.duties if item.task.due_on == date(2024, 7, 5)]
    assert duty.task.text == "请各单位于2024年7月5日前报送自查情况，逾期不候"
    assert duty.task.section == ("报送要求和时间安排",)
    assert not duty.task.ticked
    assert made.count == 3
    made.tick([duty], True)
    assert made.count == len(made.chosen) == 4


def test_a_step_that_fails_changes_nothing(made: Drafts) -> None:
    with pytest.raises(FieldError):
        made.set_text(made.items[0], "due_on", "2024-02-30")
    assert made.history.undoable == ""


def test_a_new_step_ends_what_could_be_redone(made: Drafts) -> None:
    made.set_text(made.items[0], "content", "甲")
    made.history.undo()
    assert made.history.redoable
    made.set_text(made.items[1], "content", "乙")
    assert made.history.redoable == ""


def test_other_dates_of_the_document_take_the_doubts_along(made: Drafts) -> None:
    third = made.tasks[2]
    assert any("2024年" in sentence for sentence in made.doubts_of(third))
    made.set_document("title", "云岭区2025年政务公开工作要点")
    assert third.task.due_on == date(2025, 9, 30)
    assert [sentence for sentence in made.doubts_of(third) if "年份" in sentence] == [
        "“9月底前”的年份按标题推定为2025年"
    ]
    made.history.undo()
    assert third.task.due_on == date(2024, 9, 30)


# -- any sequence of steps ----------------------------------------------------------------------------

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "remove", "edit", "add", "settle", "tick", "undo", "redo"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=12,
)


def snapshot(drafts: Drafts) -> tuple[Hashable, ...]:
    tasks = tuple((item, item.task, item.origin, item.places) for item in drafts.items)
    return tasks, drafts.notice, drafts.settled, tuple(map(str, gather(drafts)))


def chosen(drafts: Drafts, one: int, other: int) -> list[Draft]:
    return [item for index, item in enumerate(drafts.items) if index in (one % 5, other % 5)]


def do(drafts: Drafts, step: Step) -> None:
    name, one, other = step
    members = chosen(drafts, one, other)
    if name == "merge" and len(members) > 1:
        regroup.merge(drafts, members)
    elif name == "split" and members:
        found = regroup.cut_points(drafts, members[0])
        if len(found) > 1:
            regroup.split(drafts, members[0], found)
    elif name == "remove" and members:
        drafts.remove(members)
    elif name == "edit" and members:
        drafts.set_text(members[0], "content", f"改写{one}；再改{other}。")
    elif name == "add" and drafts.unlisted:
        regroup.add(drafts, drafts.unlisted[one % len(drafts.unlisted)])
    elif name == "settle":
        for doubt in gather(drafts)[:1]:
            drafts.settle(doubt.keys)
    elif name == "tick":
        drafts.tick(members, bool(other % 2))


def holds(drafts: Drafts) -> None:
    text = drafts.notice.text
    for item in drafts.items:
        start, end = item.task.span
        assert 0 <= start < end <= len(text)
        assert all(line in text[start:end] for line in item.task.clause.split("\n") if line.strip())
        assert item.task.clause == text[start:end] or len(item.places) > 1 or "\n" in item.task.clause
        assert all(start <= first < last <= end for first, last in item.places)
        assert item.task.text.strip()
    assert len(set(drafts.items)) == len(drafts.items)


@settings(deadline=None, max_examples=some(60))
@given(STEPS)
def test_every_sequence_of_steps_goes_back_exactly(steps: list[Step]) -> None:
    drafts = drafts_of()
    past, future = [snapshot(drafts)], []
    for step in steps:
        if step[0] == "undo":
            drafts.history.undo()
            if len(past) > 1:
                future.append(past.pop())
        elif step[0] == "redo":
            drafts.history.redo()
            if future:
                past.append(future.pop())
        else:
            do(drafts, step)
            if snapshot(drafts) != past[-1]:
                past.append(snapshot(drafts))
                future.clear()
        assert snapshot(drafts) == past[-1]
        holds(drafts)
    while len(past) > 1:
        past.pop()
        drafts.history.undo()
        assert snapshot(drafts) == past[-1]
    assert drafts.history.undoable == ""
    assert not drafts.is_edited


def test_what_the_workbook_has_stays_unticked_after_undoing(made: Drafts, tmp_path: Path) -> None:
    first = made.items[0]
    with office_desk(tmp_path) as desk:
        bring_in(desk, READ, READ.tasks)
        known = already_known(desk, READ)
        assert known is not None
        made.set_text(first, "content", "甲")
        made.set_known(KnownNotice(desk, known))
        assert first.task.ticked == bool(first.differences)
    made.history.undo()
    assert first.is_there
    assert not first.task.ticked


def test_a_doubt_stays_settled_when_its_line_loses_a_task(notice: Notice) -> None:
    alike = tuple(replace(task, warnings=("看不懂这一句",)) for task in (*notice.tasks, *notice.tasks))
    drafts = drafts_of(replace(notice, tasks=alike, repairs=()))
    (line,) = gather(drafts)
    drafts.settle(line.keys)
    drafts.set_text(drafts.items[0], "content", "写清楚了")
    assert gather(drafts) == []
