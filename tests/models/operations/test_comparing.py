"""A notice brought in before: recognised, compared task by task, and brought up to date in one step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake import DraftTask, Notice
from models.operations import Desk, actions, recognising, records
from models.operations.bringing_in import CANCELLED, Update, bring_in
from models.operations.comparing import Changed, Comparison, compare
from models.operations.pairing import best_pairs
from models.operations.recognising import already_known, nearest_text, other_editions
from tests.models.operations.desks import office_desk
from tests.models.operations.test_bringing_in import NOTICE, draft

WORDINGS = (
    "及时公开规范性文件及其解读材料，逐一注明有效性",
    "公开财政预算决算和三公经费，说明增减变化的原因",
    "规范办理依申请公开，健全接收登记和审核程序",
    "加强政务新媒体管理，清理僵尸账号和空白栏目",
    "组织开展政府开放日活动，邀请群众代表走进机关",
)
TASKS = tuple(
    draft(str(number), text, lead=("区司法局",), others=("区财政局",)) for number, text in enumerate(WORDINGS, start=1)
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def compared(desk: Desk, tasks: tuple[DraftTask, ...], notice: Notice = NOTICE) -> Comparison:
    known = already_known(desk, notice)
    assert known is not None
    return compare(desk, known, tasks)


def fields(change: Changed) -> list[tuple[str, str, str, bool]]:
    return [(item.field, item.before, item.after, item.edited) for item in change.differences]


# -- comparing --------------------------------------------------------------------------------------------


def test_the_same_notice_has_nothing_new(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    found = compared(desk, TASKS)
    assert found == Comparison(same=tuple((place, place + 1) for place in range(5)))
    assert found.told() == ""


def test_new_changed_and_gone(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    later = replace(
        TASKS[1], deadline_text="2021年11月底前", due_on=date(2021, 11, 30), responsible_units=("区审计局",)
    )
    added = draft("6", "建立政务公开专家咨询机制", lead=("区政府办",))
    found = compared(desk, (TASKS[0], later, *TASKS[2:4], added))
    assert (found.new, found.gone) == ((4,), (5,))
    (change,) = found.changed
    assert (change.draft, change.task_id) == (1, 2)
    assert fields(change) == [
        ("responsible_units", "区财政局", "区审计局", False),
        ("deadline_text", "2021年9月底前（2021-09-30）", "2021年11月底前（2021-11-30）", False),
    ]
    assert found.told() == "新增 1 项、有变化 1 项、少了 1 项"


def test_a_task_is_found_under_another_number_and_wording(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    moved = tuple(replace(task, number=str(number)) for number, task in enumerate(reversed(TASKS), start=1))
    reworded = replace(moved[0], text="组织开展政府开放日活动，每季度邀请群众代表走进机关")
    found = compared(desk, (reworded, *moved[1:]))
    assert (found.new, found.gone) == ((), ())
    assert {change.draft: change.task_id for change in found.changed} == {0: 5, 1: 4, 3: 2, 4: 1}
    assert [change.renumbered_only for change in found.changed] == [False, True, True, True]
    assert found.told() == "有变化 1 项、只有序号或大项不同 3 项"


def test_signs_and_blanks_are_no_change(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    again = tuple(replace(task, text=task.text.replace("，", ", ") + "。", number=f"{task.number}.") for task in TASKS)
    assert len(compared(desk, again).same) == 5


def test_what_the_clerk_edited_is_told_apart(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    records.edit(desk, "tasks", [1], {"due_on": "2021-12-31", "content": WORDINGS[0] + "，并建立台账"})
    assert len(compared(desk, TASKS).same) == 5  # the notice says what it said: the clerk's words stand
    later = replace(TASKS[0], deadline_text="2021年10月底前", due_on=date(2021, 10, 31), lead_units=("区档案局",))
    (change,) = compared(desk, (later, *TASKS[1:])).changed
    assert [(item.field, item.edited) for item in change.differences] == [
        ("lead_units", False),
        ("deadline_text", True),
    ]
    assert change.fields() == ("lead_units",)
    assert change.fields(edited_too=True) == ("lead_units", "deadline_text")


def test_progress_is_no_change(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    actions.perform(desk, "tasks", [1, 2], "complete", {"note": "办结"})
    actions.perform(desk, "tasks", [3], "extend", {"due_on": "2021-12-31", "reason": "会议改期"})
    assert len(compared(desk, TASKS).same) == 5


def test_a_spelling_just_said_to_be_a_unit_is_no_change(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    known = already_known(desk, NOTICE)
    assert known is not None
    other = (replace(TASKS[0], lead_units=("埇桥区司法局",)), *TASKS[1:])
    assert len(compare(desk, known, other).changed) == 1
    assert compare(desk, known, other, {"埇桥区司法局": "区司法局"}).changed == ()


# -- bringing up to date ----------------------------------------------------------------------------------


def test_all_is_written_in_one_step_and_taken_back_by_one_undo(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    actions.perform(desk, "tasks", [2], "complete", {"completed_on": "2021-08-01"})
    actions.perform(desk, "tasks", [2], "close", {"closed_on": "2021-08-02", "note": "已办"})
    before = [desk.book.values("tasks", number) for number in desk.book.ids("tasks")]
    later = replace(TASKS[1], deadline_text="持续推进", due_on=None, ongoing=True, clause="新的条款")
    added = draft("6", "建立政务公开专家咨询机制", lead=("区政府办",))
    outcome = bring_in(
        desk,
        replace(NOTICE, text="新的全文"),
        (added,),
        updates=(Update(2, later, ("deadline_text",)),),
        cancelled=(5, 2),
    )
    assert outcome.message == "已导入 1 项任务，更新 1 项任务，注明取消 2 项任务，新登记单位 1 个。"
    assert outcome.ids == (6, 2)
    second = desk.book.values("tasks", 2)
    assert (second["deadline_text"], second["due_on"], second["ongoing"]) == ("持续推进", None, True)
    assert (second["clause"], second["completed_on"]) == ("新的条款", date(2021, 8, 1))
    assert second["note"] == f"已办\n{CANCELLED}"
    assert desk.book.values("tasks", 5)["note"] == CANCELLED
    assert desk.book.values("documents", second["source"])["text"] == "新的全文"
    assert len(desk.book.history.steps()) == 4
    actions.undo(desk)
    assert [desk.book.values("tasks", number) for number in desk.book.ids("tasks")] == before


def test_after_an_update_the_notice_is_the_same_again(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    later = replace(TASKS[1], text=TASKS[1].text + "，公开绩效目标", lead_units=("区审计局",), number="9")
    tasks = (TASKS[0], later, *TASKS[2:])
    (change,) = compared(desk, tasks).changed
    bring_in(desk, NOTICE, (), updates=(Update(change.task_id, later, change.fields()),))
    assert len(compared(desk, tasks).same) == 5


def test_a_task_marked_twice_says_so_once(desk: Desk) -> None:
    bring_in(desk, NOTICE, TASKS)
    bring_in(desk, NOTICE, (), cancelled=(5,))
    bring_in(desk, NOTICE, (draft("6", "又一件"),), cancelled=(5,))
    assert desk.book.values("tasks", 5)["note"] == CANCELLED


# -- recognising ------------------------------------------------------------------------------------------


def long_text(seed: int, length: int = 4000) -> str:
    random = Random(seed)
    words = [
        "公开",
        "政务",
        "信息",
        "单位",
        "责任",
        "推进",
        "落实",
        "规范",
        "文件",
        "解读",
        "回应",
        "群众",
        "企业",
        "目录",
    ]
    return "".join(random.choice(words) + random.choice("，。、\n" + "的" * 8) for _ in range(length // 3))


TEXT = replace(NOTICE, text=long_text(1))


def test_nearly_the_same_text_is_recognised(desk: Desk) -> None:
    bring_in(desk, replace(TEXT, doc_number=None), TASKS)
    web = TEXT.text.replace("\n", "\n\n  ").replace("，", ",").replace("群众", "人民群众", 3) + "\n打印本页"
    copy = replace(TEXT, title="索引号不同的网页", text=web, issued_on=None, doc_number=None)
    found = already_known(desk, replace(copy, title="2021年网页"))
    assert found is not None
    assert (found.how, found.tasks, found.brought_in) == ("text", 5, date(2021, 10, 15))
    assert already_known(desk, replace(copy, title="2022年网页")) is None
    assert already_known(desk, replace(copy, title="2021年网页", text=long_text(2))) is None
    assert already_known(desk, replace(copy, title="2021年网页", issued_on=date(2021, 7, 1))) is None


def test_a_short_text_is_like_nothing(desk: Desk) -> None:
    bring_in(desk, replace(NOTICE, text="公开"), TASKS)
    assert nearest_text(desk, "公开") is None


def test_another_edition_is_only_pointed_out(desk: Desk) -> None:
    bring_in(desk, TEXT, TASKS)
    revised = replace(TEXT, doc_number="宿政务办〔2021〕9号", title=f"{TEXT.title}（修订）", text=long_text(3))
    assert already_known(desk, revised) is None
    (edition,) = other_editions(desk, revised, None)
    assert (edition.name, edition.tasks) == ("宿政务办〔2021〕1号", 5)
    by_text = replace(TEXT, doc_number="宿政务办〔2021〕9号", title="2021年另一个题目")
    assert already_known(desk, by_text) is None
    assert [item.name for item in other_editions(desk, by_text, None)] == ["宿政务办〔2021〕1号"]
    assert other_editions(desk, replace(revised, title="别的"), None) == ()
    assert other_editions(desk, TEXT, already_known(desk, TEXT)) == ()


def test_among_many_documents_each_is_compared_once_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"title": f"第{number}份", "text": long_text(number, 9000)} for number in range(100)]
    desk.book.change("add", "放入文件", lambda step: step.insert_many("documents", rows) and None)
    wanted = long_text(77, 9000).replace("群众", "公众", 5)
    folded: list[str] = []
    plain = recognising.folded_text
    monkeypatch.setattr(recognising, "folded_text", lambda text: folded.append(text) or plain(text))
    assert nearest_text(desk, wanted) == 78
    assert len(folded) <= 1 + len(rows)


# -- pairing ----------------------------------------------------------------------------------------------

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from((0.1, 0.2, 0.5, 0.7, 1.0, 1.3)), max_size=14
)


def best_total(weights: dict[tuple[int, int], float]) -> float:
    """The greatest sum, by trying all."""
    best = 0.0
    for size in range(1, 6):
        for chosen in combinations(weights, size):
            if len({left for left, _ in chosen}) == len({right for _, right in chosen}) == size:
                best = max(best, sum(weights[pair] for pair in chosen))
    return best


@given(WEIGHTS)
def test_pairs_are_the_best_there_are(weights: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[pair] for pair in pairs.items()) == pytest.approx(best_total(weights))
