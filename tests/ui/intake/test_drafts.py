"""What corrections do to drafts, without a window."""

from dataclasses import replace
from datetime import date

import pytest

from models.base.errors import FieldError
from models.intake.notice import Notice
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from ui.intake.doubts import gather
from ui.intake.drafts import Draft, Drafts, spoken_due


def drafts_of(notice: Notice) -> Drafts:
    return Drafts(notice, all_registers(), WorkCalendar())


def test_nothing_is_edited_at_first(drafts: Drafts) -> None:
    assert not drafts.is_edited
    assert len(drafts.chosen) == 3


@pytest.mark.parametrize(
    ("text", "due", "ongoing", "shown"),
    [
        ("2024年9月底前", date(2024, 9, 30), False, "2024-09-30"),
        ("6月底前", date(2024, 6, 30), False, "2024-06-30"),
        ("印发后30日内", date(2024, 6, 20), False, "2024-06-20"),
        ("持续推进", None, True, "长期坚持"),
        ("每月25日前", None, False, "每月25日前"),
        ("", None, False, ""),
    ],
)
def test_a_rewritten_deadline_means_another_day(
    drafts: Drafts, text: str, due: date | None, ongoing: bool, shown: str
) -> None:
    draft = drafts.items[0]
    assert drafts.set_text(draft, "deadline_text", text)
    assert draft.task.deadline_text == text
    assert (draft.task.due_on, draft.task.ongoing) == (due, ongoing)
    assert drafts.text_of(draft, "due_on") == shown


def test_an_impossible_deadline_gets_no_day_and_a_doubt(drafts: Drafts) -> None:
    draft = drafts.items[0]
    drafts.set_text(draft, "deadline_text", "2024年2月30日前")
    assert draft.task.due_on is None
    assert any("不存在" in sentence for sentence in drafts.doubts_of(draft))


def test_a_rewritten_deadline_takes_its_old_doubt_along(notice: Notice) -> None:
    first = drafts_of(notice)
    old = first.cells.read_deadline("9月底前").warnings
    assert old, "the year of this deadline rests on an assumption"
    doubtful = replace(notice.tasks[2], warnings=(*old, "责任单位缺右括号"))
    drafts = drafts_of(replace(notice, tasks=(*notice.tasks[:2], doubtful)))
    draft = drafts.items[2]
    assert drafts.doubts_of(draft) == doubtful.warnings
    drafts.set_text(draft, "deadline_text", "2024年9月底前")
    assert drafts.doubts_of(draft) == ("责任单位缺右括号",)


@pytest.mark.parametrize(("text", "due"), [("2024-7-1", date(2024, 7, 1)), ("2024年7月1日", date(2024, 7, 1))])
def test_the_day_can_be_set_by_hand(drafts: Drafts, text: str, due: date) -> None:
    draft = drafts.items[1]
    assert drafts.set_text(draft, "due_on", text)
    assert draft.task.due_on == due
    assert not draft.task.ongoing


def test_ongoing_can_be_set_by_hand(drafts: Drafts) -> None:
    drafts.set_text(drafts.items[0], "due_on", "长期坚持")
    assert drafts.items[0].task.ongoing
    assert drafts.items[0].task.due_on is None


@pytest.mark.parametrize(("name", "text"), [("due_on", "2024-02-30"), ("due_on", "明年"), ("content", " ")])
def test_what_does_not_fit_is_refused_and_changes_nothing(drafts: Drafts, name: str, text: str) -> None:
    before = drafts.items[0].task
    with pytest.raises(FieldError) as refused:
        drafts.set_text(drafts.items[0], name, text)
    assert refused.value.sentence.endswith("。")
    assert drafts.items[0].task == before


def test_units_are_parted_by_semicolons(drafts: Drafts) -> None:
    draft = drafts.items[0]
    drafts.set_text(draft, "responsible_units", "区司法局；各乡、街道办事处; 区司法局")
    assert draft.task.responsible_units == ("区司法局", "各乡、街道办事处")
    assert drafts.text_of(draft, "responsible_units") == "区司法局；各乡、街道办事处"


def test_typing_the_same_again_changes_nothing(drafts: Drafts) -> None:
    for draft in drafts.items:
        for name in ("number", "content", "lead_units", "responsible_units", "deadline_text", "due_on"):
            assert not drafts.set_text(draft, name, drafts.text_of(draft, name))
    assert not drafts.is_edited


def test_removed_tasks_come_back_in_their_places(drafts: Drafts) -> None:
    first, second, third = drafts.items
    drafts.remove([first, third])
    drafts.remove([second])
    assert drafts.items == []
    assert drafts.is_edited
    assert drafts.at(first.task.span[0]) is None
    assert drafts.history.undo() == "移除 1 项任务"
    assert drafts.items == [second]
    drafts.history.undo()
    assert drafts.items == [first, second, third]
    assert not drafts.is_edited
    assert drafts.history.undo() == ""


def test_a_place_of_the_text_finds_its_task(drafts: Drafts) -> None:
    for draft in drafts.items:
        start, end = draft.task.span
        assert drafts.at(start) is draft
        assert drafts.at((start + end) // 2) is draft
    assert drafts.at(0) is None


def test_another_year_in_the_title_moves_the_days_that_rest_on_it(drafts: Drafts) -> None:
    followed = drafts.set_document("title", "云岭区2025年政务公开工作要点")
    assert followed == [drafts.items[2]]
    assert drafts.items[2].task.due_on == date(2025, 9, 30)
    assert drafts.items[0].task.due_on == date(2024, 12, 31)


def test_a_day_set_by_hand_stays_when_the_title_changes(drafts: Drafts) -> None:
    drafts.set_text(drafts.items[2], "due_on", "2024-10-08")
    assert drafts.set_document("title", "云岭区2025年政务公开工作要点") == []
    assert drafts.items[2].task.due_on == date(2024, 10, 8)


def test_document_fields_are_read_as_in_the_register(drafts: Drafts) -> None:
    drafts.set_document("doc_number", "云政办[2024]7号")
    drafts.set_document("issued_on", "2024.6.1")
    assert drafts.result.doc_number == "云政办〔2024〕7号"
    assert drafts.result.issued_on == date(2024, 6, 1)
    with pytest.raises(FieldError):
        drafts.set_document("issued_on", "2024-13-01")
    with pytest.raises(FieldError):
        drafts.set_document("title", "  ")


def test_a_due_date_is_spoken(notice: Notice) -> None:
    odd = replace(notice.tasks[0], due_on=None, recurrence="FREQ=NEVER")
    assert spoken_due(odd) == "FREQ=NEVER"


# -- doubts -------------------------------------------------------------------------------------------


def test_doubts_come_first_and_repairs_are_summed_up(notice: Notice) -> None:
    repairs = notice.repairs * 3
    found = gather(drafts_of(replace(notice, repairs=repairs, warnings=("文号有疑问",))))
    assert [doubt.sentence for doubt in found] == [
        "文号有疑问",
        "3　年份按标题推定为2024年",
        "已修复：数字旁丢失的“年”字已补上（3 处）",
    ]
    assert [doubt.is_repair for doubt in found] == [False, False, True]
    assert len(found[2].places) == 3


def test_a_doubt_of_many_tasks_is_one_line(notice: Notice) -> None:
    alike = tuple(replace(notice.tasks[0], warnings=("责任单位缺左括号",)) for _ in range(5))
    found = gather(drafts_of(replace(notice, tasks=alike, repairs=())))
    assert [doubt.sentence for doubt in found] == ["5 项任务：责任单位缺左括号"]
    assert len(found[0].places) == 5
    assert all(isinstance(place, Draft) for place in found[0].places)
