"""Actions over several records: all or none, answers read from text, refusals that say why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.base.errors import ClerkError, FieldError, WorkbookError
from models.base.lists import Attachment, Entry
from models.operations import Desk, actions, records
from tests.models.operations.desks import office_desk
from tests.models.small import TODAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        records.add_many(opened, "tasks", [{"content": f"第{n}项", "due_on": "2021-10-20"} for n in "一二三"])
        yield opened


def status(desk: Desk) -> list[str]:
    return [record.status for record in desk.book.records("tasks", desk.book.ids("tasks"))]


def test_the_life_of_a_task_and_back(desk: Desk) -> None:
    actions.perform(desk, "tasks", [1], "start")
    actions.perform(desk, "任务台账", [1], "记进展", {"text": "开了会", "日期": "2021-10-10"})
    outcome = actions.perform(desk, "tasks", [1], "complete", {"completed_on": "2021年10月12日", "note": "已上网"})
    assert outcome.message == "已完成 1 项任务。"
    assert outcome.changes.touched == {"tasks": {1}}
    actions.perform(desk, "tasks", [1], "close", {"note": "属实"})
    task = desk.book.values("tasks", 1)
    assert (task["started_on"], task["completed_on"], task["closed_on"]) == (TODAY, date(2021, 10, 12), TODAY)
    done = (Entry(date(2021, 10, 10), "开了会"), Entry(date(2021, 10, 12), "已上网"))
    assert task["progress"] == done
    assert task["note"] == "属实"
    actions.perform(desk, "tasks", [1], "return", {"reason": "缺材料"})
    task = desk.book.values("tasks", 1)
    assert (task["completed_on"], task["closed_on"], task["returned_on"]) == (None, None, TODAY)
    assert task["progress"] == (*done, Entry(TODAY, "退回：缺材料"))
    actions.perform(desk, "tasks", [1], "extend", {"due_on": "2021-12-31", "reason": "会议改期"})
    assert desk.book.values("tasks", 1)["original_due_on"] == date(2021, 10, 20)
    told = [actions.undo(desk).message for _ in range(6)]
    assert told == [f"已撤销：{name} 1 项任务。" for name in ("延期", "退回", "销号", "完成", "记进展", "启动")]
    assert status(desk) == ["due_soon"] * 3
    assert [actions.redo(desk).message for _ in range(7)][-2:] == ["已重做：延期 1 项任务。", "没有可以重做的操作。"]
    assert desk.book.values("tasks", 1)["due_on"] == date(2021, 12, 31)


def test_putting_off_what_is_overdue_wants_a_day_that_is_not_over(desk: Desk) -> None:
    records.edit(desk, "tasks", [1], {"due_on": "2021-09-30"})
    with pytest.raises(FieldError, match="新的到期日期 2021-10-14 已经过了，请填今天或者以后的日期。") as caught:
        actions.perform(desk, "tasks", [1], "extend", {"due_on": "2021-10-14", "reason": "会议改期"})
    assert caught.value.field == "due_on"
    actions.perform(desk, "tasks", [1], "extend", {"due_on": "2021-10-15", "reason": "会议改期"})
    records.edit(desk, "tasks", [2], {"due_on": ""})
    actions.perform(desk, "tasks", [2], "extend", {"due_on": "2021-10-15", "reason": "没有时限的定一个"})


def test_no_register_lets_what_happened_be_in_the_future(desk: Desk) -> None:
    """Every day that an action asks for tells of a fact, but for those that are planned."""
    planned = {"due_on", "promise_due_on", "correction_by"}
    for register in desk.registers.values():
        for action in register.actions:
            for ask in action.asks:
                if ask.field.kind == "date":
                    assert ask.happened is (ask.field.name not in planned), (register.name, action.name)


def test_a_long_name_is_cut_where_an_action_is_refused(desk: Desk) -> None:
    one = records.add(desk, "tasks", {"content": "规范性文件全部编目公开并且同步到政策文件库"}).ids[0]
    with pytest.raises(ClerkError, match=r"^“规范性文件全部编目公开并且同步…”还没有完成"):
        actions.perform(desk, "tasks", [one], "close")


def test_several_at_once_and_each_once(desk: Desk) -> None:
    outcome = actions.perform(desk, "tasks", [1, 2, 1], "complete", {"note": "好"})
    assert outcome.message == "已完成 2 项任务。"
    assert outcome.ids == (1, 2)
    assert [entry.text for entry in desk.book.values("tasks", 1)["progress"]] == ["好"]
    assert status(desk) == ["completed", "completed", "due_soon"]


def test_all_or_none(desk: Desk) -> None:
    actions.perform(desk, "tasks", [2], "complete")
    assert actions.allowed(desk, "tasks", [1, 3], "complete")
    assert not actions.allowed(desk, "tasks", [1, 2], "complete")
    assert not actions.allowed(desk, "tasks", [], "complete")
    with pytest.raises(ClerkError) as caught:
        actions.perform(desk, "tasks", [1, 2, 3], "complete")
    assert str(caught.value) == "“第二项”已经完成，不用再完成。"
    with pytest.raises(ClerkError) as caught:
        actions.perform(desk, "tasks", [1, 2, 3], "close")
    assert str(caught.value).startswith("“第一项”等 2 项还没有完成或者已经销号")
    with pytest.raises(ClerkError, match="任务台账里没有编号为 9 的记录，可能已被删除。"):
        actions.perform(desk, "tasks", [1, 9], "start")
    assert status(desk) == ["due_soon", "completed", "due_soon"]


@pytest.mark.parametrize(
    ("ids", "action", "answers", "sentence"),
    [
        ([], "complete", {}, "请先选中要完成的任务。"),
        ([1], "fly", {}, "任务台账没有“fly”这个操作，可用的有：start（启动）、"),
        ([1], "complete", {"colour": "红"}, "“完成”不需要“colour”，可填的有：completed_on、note、evidence。"),
        ([1], "complete", {"completed_on": "2021-02-30"}, "“完成日期”“2021-02-30”这一天不存在，请核对。"),
        ([1], "report", {}, "“进展情况”不能为空，请填写。"),
        ([1], "report", {"text": " "}, "“进展情况”不能为空，请填写。"),
        ([1], "extend", {"due_on": ""}, "“新的到期日期”不能为空，请填写。"),
        ([1], "extend", {"due_on": "2021-12-31"}, "“延期原因”不能为空，请填写。"),
        ([1], "extend", {"reason": "改期"}, "新的到期日期要晚于现在的到期日期 2021-10-20，请改。"),
        ([1], "extend", {"due_on": "2021-10-20", "reason": "改期"}, "新的到期日期要晚于现在的到期日期 2021-10-20"),
        ([1], "extend", {"due_on": "2021-10-18", "reason": "改期"}, "新的到期日期要晚于现在的到期日期 2021-10-20"),
        ([1], "complete", {"completed_on": "2021-10-16"}, "“完成日期”2021-10-16 还没有到，请填今天或者以前的日期。"),
        ([1], "start", {"started_on": "2021年11月1日"}, "“启动日期”2021-11-01 还没有到"),
        ([1], "report", {"on": "2022-01-01", "text": "开会"}, "“日期”2022-01-01 还没有到"),
        ([1], "complete", {"evidence": "没有这个文件.pdf"}, "附件“没有这个文件.pdf”找不到，请检查位置"),
    ],
)
def test_what_is_wrong_is_told(desk: Desk, ids: list[int], action: str, answers: dict[str, str], sentence: str) -> None:
    steps = len(desk.book.history.steps())
    with pytest.raises(ClerkError) as caught:
        actions.perform(desk, "tasks", ids, action, answers)
    assert str(caught.value).startswith(sentence)
    assert status(desk) == ["due_soon"] * 3
    assert len(desk.book.history.steps()) == steps


def test_evidence_is_a_file_or_an_address(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "截图 一.png"
    picture.write_bytes(b"\x89PNG")
    actions.perform(desk, "tasks", [1, 2], "complete", {"evidence": str(picture)})
    (kept,) = desk.book.values("tasks", 1)["evidence"]
    assert (kept.title, kept.size) == ("截图 一.png", 4)
    assert desk.book.kept_file(kept.digest) == b"\x89PNG"
    actions.perform(desk, "tasks", [3], "complete", {"佐证材料": "https://a.cn/1；https://a.cn/2"})
    assert desk.book.values("tasks", 3)["evidence"] == tuple(
        Attachment(url, url=url) for url in ("https://a.cn/1", "https://a.cn/2")
    )
    assert desk.book.connection.execute("SELECT count(*) FROM sqlar").fetchone()[0] == 1


def test_a_register_without_actions(desk: Desk) -> None:
    with pytest.raises(ClerkError, match=r"^来源文件没有“complete”这个操作。$"):
        actions.perform(desk, "documents", [1], "complete")


def test_a_required_answer_belongs_to_its_field(desk: Desk) -> None:
    actions.perform(desk, "tasks", [1], "complete")
    with pytest.raises(FieldError) as caught:
        actions.perform(desk, "tasks", [1], "return")
    assert caught.value.field == "reason"


def test_reading_only(desk: Desk) -> None:
    from models.base.clock import Clock
    from models.workbook import open_workbook

    clock = Clock.fixed(TODAY)
    reader = Desk(open_workbook(desk.book.path, desk.registers, clock), clock, desk.resources)
    with pytest.raises(WorkbookError, match="正在使用这个工作簿，现在只能查看，不能修改。"):
        actions.perform(reader, "tasks", [1], "start")
    reader.book.close()
