"""Adding, editing, filling, duplicating and deleting records of any register."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import ClerkError, FieldError, WorkbookError
from models.base.lists import Attachment
from models.operations import Desk, actions, records
from models.workbook.kept_files import LARGEST
from tests.models.operations.desks import office_desk, small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def one(desk: Desk, record_id: int = 1, register: str = "jobs") -> dict[str, Any]:
    return desk.book.values(register, record_id)


def test_text_is_read_by_each_field(desk: Desk) -> None:
    typed = {
        "名称": "甲",
        "code": "007",
        "paper": "办[2021]3号",
        "count": "１２",
        "due": "2021年10月20日",
        "done": "是",
    }
    outcome = records.add(desk, "差事", {**typed, "owners": "司法局、财政局、司法局", "tags": "急；要紧"})
    assert outcome.ids == (1,)
    assert outcome.message == "已新建 1 件差事，新登记人员 2 名。"
    assert outcome.changes.touched == {"jobs": {1}, "people": {1, 2}}
    kept = one(desk)
    assert {name: kept[name] for name in ("name", "code", "paper", "count", "due", "done", "owners", "tags")} == {
        "name": "甲",
        "code": "007",
        "paper": "办〔2021〕3号",
        "count": 12,
        "due": date(2021, 10, 20),
        "done": True,
        "owners": (1, 2),
        "tags": ("急", "要紧"),
    }
    assert actions.undo(desk).message == "已撤销：新建 1 件差事。"
    assert desk.book.count("people") == 0  # who was registered on the way goes with it


@pytest.mark.parametrize(
    ("register", "values", "sentence"),
    [
        ("wrong", {}, "没有名为“wrong”的台账，可用的有：jobs、people。"),
        ("jobs", {"colour": "红"}, "差事没有“colour”这一栏"),
        ("jobs", {"name": " "}, "“名称”不能为空，请填写。"),
        ("jobs", {"name": "甲", "due": "2021年2月30日"}, "“到期”“2021年2月30日”这一天不存在，请核对。"),
        ("jobs", {"name": "甲", "parent": "没有的"}, "“上级差事”“没有的”找不到，请先登记或改正名称。"),
        ("jobs", {"name": "甲", "kind": "慢件"}, "“种类”只能填急件、平件、密件，“慢件”不在其中。"),
        ("jobs", {"name": "甲", "owners": "子" * 41}, "“姓名”有 41 个字，最多 40 个字，请缩短。"),
    ],
)
def test_what_does_not_fit_is_refused(desk: Desk, register: str, values: dict[str, str], sentence: str) -> None:
    with pytest.raises(ClerkError) as caught:
        records.add(desk, register, {"owners": "新来的", **values} if register == "jobs" else values)
    assert str(caught.value).startswith(sentence)
    assert desk.book.count("people") == desk.book.count("jobs") == 0
    assert desk.book.find("people", "新来的") is None
    assert desk.book.history.steps() == []


def test_the_row_that_does_not_fit_is_named(desk: Desk) -> None:
    rows = [{"name": "甲"}, {"name": "乙", "count": "三"}, {"name": "丙"}]
    with pytest.raises(FieldError, match=r"^第 2 行：“数目”要填整数，“三”不是整数。$") as caught:
        records.add_many(desk, "jobs", rows)
    assert caught.value.field == "count"
    assert desk.book.count("jobs") == 0


def test_nothing_to_add_leaves_no_trace(desk: Desk) -> None:
    assert not records.add_many(desk, "jobs", []).changes
    assert desk.book.history.steps() == []


def test_many_are_added_in_one_step(desk: Desk) -> None:
    outcome = records.add_many(desk, "jobs", [{"name": f"第{n}件", "owners": "司法局"} for n in range(30)])
    assert outcome.ids == tuple(range(1, 31))
    assert outcome.message == "已新建 30 件差事，新登记人员 1 名。"
    actions.undo(desk)
    assert desk.book.count("jobs") == 0


def test_several_are_edited_alike_all_or_none(desk: Desk) -> None:
    records.add_many(desk, "jobs", [{"name": "甲"}, {"name": "乙"}])
    assert records.edit(desk, "jobs", [1, 2], {"count": "5"}).message == "已修改 2 件差事。"
    assert [one(desk, n)["count"] for n in (1, 2)] == [5, 5]
    with pytest.raises(WorkbookError, match="没有编号为 9"):
        records.edit(desk, "jobs", [1, 2, 9], {"count": "6"})
    assert [one(desk, n)["count"] for n in (1, 2)] == [5, 5]
    assert not records.edit(desk, "jobs", [1], {"count": 5}).changes
    assert records.edit(desk, "jobs", [1], {"name": "甲甲"}).message == "已修改差事“甲甲”。"


def test_each_gets_its_own(desk: Desk) -> None:
    records.add_many(desk, "jobs", [{"name": "甲"}, {"name": "乙"}])
    outcome = records.edit_each(desk, "jobs", {1: {"count": "1"}, 2: {"owners": "司法局"}}, "粘贴 2 格")
    assert outcome.message == "已粘贴 2 格，新登记人员 1 名。"
    assert (one(desk, 1)["count"], one(desk, 2)["owners"]) == (1, (1,))
    with pytest.raises(FieldError):
        records.edit_each(desk, "jobs", {1: {"count": "2"}, 2: {"count": "二"}})
    assert one(desk, 1)["count"] == 1


def test_what_follows_follows_unless_it_is_given(desk: Desk) -> None:
    records.add(desk, "jobs", {"name": "甲", "kind": "急件"})
    assert (one(desk)["memo"], one(desk)["count"]) == ("来自急件", 2)
    records.edit(desk, "jobs", [1], {"kind": "平件", "count": "9"})
    assert (one(desk)["memo"], one(desk)["count"]) == ("来自平件", 9)
    records.edit(desk, "jobs", [1], {"kind": "平件", "memo": "自己写的"})
    records.edit(desk, "jobs", [1], {"name": "乙"})
    assert (one(desk)["memo"], one(desk)["count"]) == ("自己写的", 9)


@pytest.mark.parametrize(
    ("wording", "due", "ongoing", "recurrence"),
    [
        ("2021年9月底前", date(2021, 9, 30), False, False),
        ("持续推进", None, True, False),
        ("每月25日前", None, False, True),
        ("", None, False, False),
    ],
)
def test_a_deadline_rewritten_gives_its_day(
    office: Desk, wording: str, due: date | None, ongoing: bool, recurrence: bool
) -> None:
    records.add(office, "tasks", {"content": "公开目录", "deadline_text": "2021年6月底前"})
    assert one(office, 1, "tasks")["due_on"] == date(2021, 6, 30)
    records.edit(office, "tasks", [1], {"deadline_text": wording})
    task = one(office, 1, "tasks")
    assert (task["due_on"], task["ongoing"], bool(task["recurrence"])) == (due, ongoing, recurrence)
    records.edit(office, "tasks", [1], {"deadline_text": "2022年底前", "due_on": "2022-11-30"})
    assert one(office, 1, "tasks")["due_on"] == date(2022, 11, 30)
    records.edit(office, "tasks", [1], {"content": "别的"})
    assert one(office, 1, "tasks")["due_on"] == date(2022, 11, 30)


def test_a_deadline_counts_by_the_year_of_its_document(office: Desk) -> None:
    records.add(
        office, "documents", {"title": "2024年工作要点", "doc_number": "宿政办[2024]1号", "issued_on": "2024-05-21"}
    )
    records.add(office, "tasks", {"content": "甲", "source": "宿政办〔2024〕1号", "deadline_text": "9月底前"})
    assert one(office, 1, "tasks")["source"] == 1
    assert one(office, 1, "tasks")["due_on"] == date(2024, 9, 30)


def test_the_calendar_follows_the_offices_own_days(office: Desk) -> None:
    assert office.calendar.is_workday(date(2021, 10, 15))
    records.add(office, "settings", {"key": "holiday_overrides", "value": '{"2021-10-15": false}'})
    assert not office.calendar.is_workday(date(2021, 10, 15))
    records.edit(office, "settings", [1], {"value": "春节放假"})
    with pytest.raises(ClerkError, match="设置“holiday_overrides”读不懂"):
        _ = office.calendar


def test_fill_down(desk: Desk) -> None:
    records.add_many(
        desk, "jobs", [{"name": "甲", "owners": "司法局"}, {"name": "乙"}, {"name": "丙", "owners": "财政局"}]
    )
    outcome = records.fill_down(desk, "jobs", [1, 2, 3], "主办")
    assert outcome.message == "已向下填充“主办”到 2 件差事。"
    assert [one(desk, n)["owners"] for n in (1, 2, 3)] == [(1,)] * 3
    actions.undo(desk)
    assert [one(desk, n)["owners"] for n in (1, 2, 3)] == [(1,), (), (2,)]
    with pytest.raises(ClerkError, match="请先选中两行以上，再向下填充。"):
        records.fill_down(desk, "jobs", [1], "owners")


def test_duplicates_leave_out_what_happened(office: Desk) -> None:
    records.add(office, "tasks", {"content": "甲", "lead_units": "司法局", "deadline_text": "2021年9月底前"})
    actions.perform(office, "tasks", [1], "report", {"text": "开会"})
    actions.perform(office, "tasks", [1], "complete", {"evidence": "https://a.cn/b"})
    outcome = records.duplicate(office, "tasks", [1])
    assert outcome.message == "已复制 1 项任务。"
    copy = one(office, outcome.ids[0], "tasks")
    assert (copy["content"], copy["lead_units"], copy["due_on"]) == ("甲", (1,), date(2021, 9, 30))
    assert (copy["completed_on"], copy["progress"], copy["evidence"]) == (None, (), ())


def test_copies_of_one_with_a_name_of_its_own_get_new_names(desk: Desk) -> None:
    records.add(desk, "people", {"name": "司法局", "aliases": "法"})
    made = records.duplicate(desk, "people", [1, 1]).ids + records.duplicate(desk, "people", [1]).ids
    assert [one(desk, n, "people")["name"] for n in made] == ["司法局（副本）", "司法局（副本2）", "司法局（副本3）"]
    assert [one(desk, n, "people")["aliases"] for n in made] == [(), (), ()]


def test_delete(desk: Desk) -> None:
    records.add_many(desk, "jobs", [{"name": "甲", "owners": "司法局"}, {"name": "乙"}])
    with pytest.raises(WorkbookError, match="“司法局”还被1 件差事（“甲”）用到，不能删除"):
        records.delete(desk, "people", [1])
    assert records.delete(desk, "jobs", [1, 2, 1]).message == "已删除 2 件差事。"
    assert desk.book.count("jobs") == 0
    records.delete(desk, "people", [1])
    for _ in range(3):
        actions.undo(desk)
    assert desk.book.count("jobs") == 0
    assert actions.undo(desk).message == "没有可以撤销的操作。"


def test_a_file_becomes_part_of_the_workbook(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "关于甲、乙的通知，终稿.txt"
    path.write_bytes(b"notice")
    records.add(desk, "jobs", {"name": "甲", "files": str(path)})
    records.add(desk, "jobs", {"name": "乙", "files": (path, "https://a.cn/x")})
    (kept,) = one(desk, 1)["files"]
    assert (kept.title, kept.size, kept.url) == (path.name, 6, "")
    assert desk.book.kept_file(kept.digest) == b"notice"
    assert one(desk, 2)["files"] == (kept, Attachment("https://a.cn/x", url="https://a.cn/x"))
    other = tmp_path / "b.txt"
    other.write_bytes(b"b")
    records.add(desk, "jobs", {"name": "丙", "files": f"{path}；{other}"})
    assert [item.title for item in one(desk, 3)["files"]] == [path.name, "b.txt"]
    records.edit(desk, "jobs", [3], {"files": ""})
    assert one(desk, 3)["files"] == ()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("无.pdf", "附件“.*无.pdf”找不到，请检查位置，或关闭正在使用它的程序再试。"),
        ("夹", "“夹”是文件夹，请选择文件，或先压缩成一个文件。"),
        ("大.zip", r"“大\.zip”有 50\.0 MB，超过 50 MB，请改用网址或压缩后再添加。"),
        # too long a name; Windows says that there is no such file
        ("长" * 300, "找不到，请检查位置" if sys.platform == "win32" else "读不出来，请检查位置"),
    ],
)
def test_a_file_that_cannot_be_kept(desk: Desk, tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "夹").mkdir()
    with (tmp_path / "大.zip").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ClerkError, match=sentence):
        records.add(desk, "jobs", {"name": "甲", "files": str(tmp_path / name)})
    assert desk.book.count("jobs") == 0
    assert desk.book.connection.execute("SELECT count(*) FROM sqlar").fetchone()[0] == 0


def test_one_field_of_many_is_set_added_to_and_taken_from(desk: Desk) -> None:
    records.add_many(
        desk,
        "jobs",
        [{"name": "甲", "owners": "司法局", "tags": "急"}, {"name": "乙", "owners": "财政局"}, {"name": "丙"}],
    )
    outcome = records.change_all(desk, "jobs", [1, 2, 3], "owners", "司法局；教育局", records.ADD)
    assert outcome.message == "已给 3 件差事的“主办”加上“司法局、教育局”，新登记人员 1 名。"
    assert [one(desk, number)["owners"] for number in (1, 2, 3)] == [(1, 3), (2, 1, 3), (1, 3)]
    outcome = records.change_all(desk, "jobs", [1, 2], "owners", (1,), records.REMOVE)
    assert outcome.message == "已从 2 件差事的“主办”去掉“司法局”。"
    assert [one(desk, number)["owners"] for number in (1, 2)] == [(3,), (2, 3)]
    assert records.change_all(desk, "jobs", [1, 2, 3], "kind", "急件").message == "已把 3 件差事的“种类”改为“急件”。"
    assert one(desk, 3)["memo"] == "来自急件", "what follows by the rules follows for each"
    assert records.change_all(desk, "jobs", [1, 2, 3], "tags", "").message == "已清空 3 件差事的“标签”。"
    assert one(desk)["tags"] == ()
    assert not records.change_all(desk, "jobs", [1, 2, 3], "kind", "急件").changes
    desk.book.undo()
    assert one(desk)["tags"] == ("急",)


def test_a_value_that_does_not_fit_changes_none_of_many(desk: Desk) -> None:
    records.add_many(desk, "jobs", [{"name": "甲"}, {"name": "乙"}])
    for field, answer, how, sentence in (
        ("due", "2021-2-30", records.SET, "这一天不存在"),
        ("name", "", records.SET, "不能为空"),
        ("tags", "", records.ADD, "要写明加上或去掉什么"),
    ):
        with pytest.raises(FieldError, match=sentence):
            records.change_all(desk, "jobs", [1, 2], field, answer, how)
    assert [one(desk, number)["name"] for number in (1, 2)] == ["甲", "乙"]
    names = [item.name for item in records.changeable(desk.registers["jobs"])]
    assert "kind" in names and not {"log", "files"} & set(names)
