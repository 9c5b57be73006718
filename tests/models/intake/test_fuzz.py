"""Whatever comes in: no exception, true places, and no wording that takes ever longer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.intake import Notice, notice_to_json, read_notice, read_pasted
from models.workdays.calendar import WorkCalendar
from tests.examples import some
from tests.spending import LONGEST, no_more_than

CALENDAR = WorkCalendar()
PIECES = (
    "一、", "（一）", "1.", "2.", "1", "2", "①", "一是", "二是", "第一条 ", "（责任单位：", "牵头单位：", "市教育局", "、", "，", "。", "；",
    "）", "〕", "〔", "(", ")", "2024年", "6月底前", "2月30日", "持续推进", "牵头", "负责", "配合", "等有关部门", "\n", "\n\n", "\t", "|",
    "序号", "工作任务", "责任单位", "完成时限", "附件：", "关于印发《", "》的通知", "现将", "印发给你们", "2024521", "號(hào)", "??茖W", "　",
    "报送", "索引号：", "文号：", "〔2024〕2号", "推进政务公开工作", "\u2028", "各乡、街道办事处", "总结",
)  # fmt: skip


def check(notice: Notice) -> None:
    notice_to_json(notice)
    for task in notice.tasks:
        assert notice.text[slice(*task.span)] == task.clause
        assert task.text.strip()
        for mark in task.marks:
            assert task.span[0] <= mark.span[0] <= mark.span[1] <= task.span[1]
    for duty in notice.duties:
        assert notice.text[slice(*duty.span)] == duty.text
    if not notice.tasks:
        assert notice.warnings


@settings(max_examples=some(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_any_mix_of_pieces(text: str) -> None:
    check(read_notice(read_pasted(text), CALENDAR))


@settings(max_examples=some(150), deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    check(read_notice(read_pasted(text), CALENDAR))


ITEM = "推进第{0}项工作，梳理清单、分类公开、动态更新，方便群众查询。（牵头单位：市教育局；责任单位：各县区、市财政局；完成时限：2024年6月底前）"


@pytest.mark.parametrize("between", ["\n", ""])
def test_a_thousand_tasks(between: str) -> None:
    text = "2024年工作要点\n" + between.join(f"{n}." + ITEM.format(n) for n in range(1, 1000))
    with no_more_than(LONGEST):
        assert len(read_notice(read_pasted(text), CALENDAR).tasks) == 999


HOSTILE = ("（", "（（）", "）", "、", "，牵头", "等", "各、", "1.", "一是", "12", "责任单位：", "市", "\t", "|", " ", "\n", "年", "完成", "落实", "a", "(hào)", "?", "二〇", "按职责", "“", "《", "序号\n工作任务\n责任单位\n", "（配合" + "推进" * 40 + "人）。", "（市局牵头" + "推进组织" * 20 + "人）。", "（按照" + "工作职责" * 40 + "人）。", "（市（局" * 4 + "）" * 8)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_pieces_do_not_take_ever_longer(piece: str) -> None:
    with no_more_than(LONGEST):
        check(read_notice(read_pasted(piece * (24_000 // len(piece))), CALENDAR))
