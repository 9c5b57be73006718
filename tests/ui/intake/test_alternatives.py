"""Other readings that settle a doubt, from the sentences that the parser really says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.intake import read_notice, read_pasted
from models.intake.notice import Notice
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from ui.intake import regroup
from ui.intake.alternatives import take, ways, ways_for
from ui.intake.doubt_cells import words_in_doubt
from ui.intake.doubts import Doubt, gather
from ui.intake.drafts import Drafts

CALENDAR = WorkCalendar()


def drafts_of(notice: Notice) -> Drafts:
    return Drafts(notice, all_registers(), CALENDAR)


@pytest.fixture
def reading() -> Callable[..., Drafts]:
    """Drafts of a notice with these items, of 2024 unless its title says otherwise."""

    def read(*items: str, title: str = "云岭区2024年政务公开工作要点") -> Drafts:
        lines = [f"{number}．{item}" for number, item in enumerate(items, 1)]
        return drafts_of(read_notice(read_pasted("\n".join([title, "", *lines, ""])), CALENDAR))

    return read


def doubt_with(drafts: Drafts, words: str) -> Doubt:
    return next(doubt for doubt in gather(drafts) if words in doubt.sentence)


def labels(drafts: Drafts, words: str) -> list[str]:
    return [way.label for way in ways(drafts, doubt_with(drafts, words))]


def test_an_assumed_year_may_be_another(reading: Callable[..., Drafts]) -> None:
    drafts = reading("公开预算（区财政局负责，完成时限：2月底前）")
    doubt = doubt_with(drafts, "“2月底前”的年份按标题推定为2024年")
    assert [way.label for way in ways(drafts, doubt)][:2] == ["2025年", "2023年"]
    take(drafts, doubt, "2025年")
    task = drafts.items[0].task
    assert (task.due_on, task.deadline_text) == (date(2025, 2, 28), "2月底前")
    assert not any("年份" in left.sentence for left in gather(drafts))
    drafts.history.undo()
    assert drafts.items[0].task.due_on == date(2024, 2, 29)
    assert doubt in gather(drafts)
    assert drafts.history.undoable == ""


def test_a_year_elsewhere_in_the_sentence_changes_no_deadline(reading: Callable[..., Drafts]) -> None:
    drafts = reading("省级修订工作年底前完成，同步公开预算（区财政局负责，完成时限：2024年12月25日前）")
    task = drafts.items[0].task
    assert task.due_on == date(2024, 12, 25)
    about_year = [doubt for doubt in gather(drafts) if "年份" in doubt.sentence]
    assert all(ways(drafts, doubt) == () for doubt in about_year)
    said = "“年底前”的年份按标题推定为2024年"
    assert ways_for(drafts, drafts.items[0], said) == ()
    assert ways_for(drafts, drafts.items[0], "“2024年12月25日前”的年份按标题推定为2024年") != ()


def test_a_reading_is_taken_for_all_tasks_of_a_line(reading: Callable[..., Drafts]) -> None:
    drafts = reading(*(f"公开第{number}项（区财政局负责，完成时限：{number}月底前）" for number in (6, 7, 8, 9)))
    doubt = doubt_with(drafts, "4 项任务：年份按标题推定为2024年")
    take(drafts, doubt, "2025年")
    assert [item.task.due_on for item in drafts.items] == [
        date(2025, 6, 30),
        date(2025, 7, 31),
        date(2025, 8, 31),
        date(2025, 9, 30),
    ]
    assert not any("年份" in left.sentence for left in gather(drafts))


def test_a_day_that_does_not_exist_may_be_the_last_of_its_month(reading: Callable[..., Drafts]) -> None:
    drafts = reading("公开预算（区财政局负责，完成时限：2月30日前）")
    assert labels(drafts, "不存在") == ["2024年2月29日", "2024年3月1日"]
    take(drafts, doubt_with(drafts, "不存在"), "2024年2月29日")
    assert drafts.items[0].task.due_on == date(2024, 2, 29)


def test_a_date_beside_ongoing_may_be_no_limit(reading: Callable[..., Drafts]) -> None:
    drafts = reading("公开预算（区财政局负责，完成时限：2024年6月底前，并持续推进）")
    take(drafts, doubt_with(drafts, "既有日期又写持续推进"), "长期坚持")
    assert drafts.items[0].task.ongoing
    assert drafts.items[0].task.due_on is None


def test_a_bracket_that_never_closes_may_end_after_each_piece(reading: Callable[..., Drafts]) -> None:
    drafts = reading(
        "清理历史文件（责任单位：区司法局、区档案局，完成时限：2024年6月底前，要逐件登记",
        "公开预算（责任单位：区财政局；完成时限：2024年6月底前）",
    )
    found = ways(drafts, doubt_with(drafts, "责任单位缺右括号"))
    assert found
    before = drafts.items[0].task
    take(drafts, doubt_with(drafts, "责任单位缺右括号"), found[0].label)
    after = drafts.items[0].task
    assert after.responsible_units == ("区司法局", "区档案局")
    assert (after.responsible_units, after.text) != (before.responsible_units, before.text)
    assert "要逐件登记" in after.text


def test_a_unit_that_runs_on_from_the_sentence_may_begin_elsewhere(notice: Notice) -> None:
    glued = replace(notice.tasks[1], warnings=("责任单位缺左括号",))
    text = notice.text.replace("（区民政局负责", "　云岭区民政局负责")
    start = text.index("区民政局")
    marks = tuple(replace(mark, span=(start, start + 4)) for mark in glued.marks if mark.kind == "unit")
    around = (text.index("2．"), text.index("）", start) + 1)
    task = replace(glued, marks=marks, span=around, clause=text[slice(*around)])
    drafts = drafts_of(replace(notice, text=text, tasks=(task,), repairs=()))
    assert labels(drafts, "责任单位缺左括号")[0] == "“云岭区民政局”"
    take(drafts, doubt_with(drafts, "责任单位缺左括号"), "“云岭区民政局”")
    assert drafts.items[0].task.responsible_units == ("云岭区民政局",)


def test_a_task_without_units_may_take_those_above(reading: Callable[..., Drafts]) -> None:
    drafts = reading(
        "公开预算（区财政局牵头，区司法局负责）", "公开规划", "公开决算（区财政局负责）", "公开审计（区审计局负责）"
    )
    bare = drafts.items[1]
    assert not bare.has_units
    take(drafts, doubt_with(drafts, "没有写明责任单位"), "同上一项")
    assert (bare.task.lead_units, bare.task.responsible_units) == (("区财政局",), ("区司法局",))


def test_merged_tasks_may_take_the_other_limit(reading: Callable[..., Drafts]) -> None:
    drafts = reading(
        "公开预算（区财政局负责，完成时限：2024年6月底前）", "公开决算（区财政局负责，完成时限：2024年9月底前）"
    )
    made = regroup.merge(drafts, drafts.tasks)
    assert labels(drafts, "完成时限不同") == ["2024年9月底前"]
    take(drafts, doubt_with(drafts, "完成时限不同"), "2024年9月底前")
    assert made.task.due_on == date(2024, 9, 30)
    assert gather(drafts) == []


def test_a_unit_in_two_roles_may_keep_one(notice: Notice) -> None:
    told = "同一单位写了两次：区财政局"
    task = replace(notice.tasks[0], responsible_units=("区司法局", "区财政局"), warnings=(told,))
    drafts = drafts_of(replace(notice, tasks=(task,), repairs=()))
    draft = drafts.items[0]
    assert [way.label for way in ways_for(drafts, draft, told)] == ["只列为牵头单位", "只列为责任单位"]
    take(drafts, doubt_with(drafts, told), "只列为牵头单位")
    assert (draft.task.lead_units, draft.task.responsible_units) == (("区财政局",), ("区司法局",))
    assert gather(drafts) == []


def test_rules_of_the_document_may_be_turned_down(notice: Notice) -> None:
    said = (
        "按文件规定，列第一位的单位记为牵头单位",
        "文件写明各项任务均由“区司法局”落实，已一并列入",
        "责任单位取自正文，请核对",
    )
    drafts = drafts_of(replace(notice, repairs=()))
    draft = drafts.items[0]
    assert [ways_for(drafts, draft, sentence)[0].label for sentence in said] == [
        "都列为责任单位",
        "不列入",
        "不写单位",
    ]
    assert ways_for(drafts, draft, "看不懂这一句") == ()


@pytest.mark.parametrize(
    "wording",
    [
        "9月底前",
        "2月30日前",
        "2024年5月",
        "年底前",
        "收到之日起10日内",
        "尽快",
        "2019年6月底前",
        "2024年6月，持续推进",
        "按要求",
        "",
    ],
)
def test_no_reading_is_offered_that_changes_nothing_or_does_not_fit(
    reading: Callable[..., Drafts], wording: str
) -> None:
    drafts = reading(f"公开预算（责任单位：区财政局；完成时限：{wording}）", "公开规划（责任单位：区司法局）")
    for doubt in gather(drafts):
        for way in ways(drafts, doubt):
            before = [item.task for item in drafts.items]
            take(drafts, doubt, way.label)
            assert [item.task for item in drafts.items] != before
            assert doubt not in gather(drafts)
            drafts.history.undo()
            assert [item.task for item in drafts.items] == before


def test_the_words_that_a_doubt_quotes_are_found_in_their_own_task(reading: Callable[..., Drafts]) -> None:
    drafts = reading("公开决算（区财政局负责，完成时限：2月底前）", "公开预算（区财政局负责，完成时限：2月底前）")
    text = drafts.notice.text
    for draft in drafts.items:
        found = words_in_doubt("“2月 底前”的年份按标题推定为2024年", draft, text)
        assert found is not None and text[slice(*found)] == "2月底前"
        assert draft.task.span[0] <= found[0] < found[1] <= draft.task.span[1]
    assert words_in_doubt("“3月底前”的年份按标题推定为2024年", drafts.items[0], text) is None
    assert words_in_doubt("没有写明单位", drafts.items[0], text) is None
