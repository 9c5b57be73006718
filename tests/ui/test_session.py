"""The session: workbooks opened one in place of another, what it remembers, and how operations are told."""

from pathlib import Path

import pytest

from models.base.record import Changes
from models.operations import actions, records
from ui.session import Session


def heard(session: Session) -> list[tuple[object, ...]]:
    signals: list[tuple[object, ...]] = []
    session.opened.connect(lambda: signals.append(("opened",)))
    session.closing.connect(lambda: signals.append(("closing", session.desk.book.closed)))
    session.closed.connect(lambda: signals.append(("closed",)))
    session.changed.connect(lambda changes: signals.append(("changed", changes.title)))
    session.told.connect(lambda sentence, undo: signals.append(("told", sentence, undo)))
    session.refused.connect(lambda sentence: signals.append(("refused", sentence)))
    return signals


def test_another_workbook_takes_the_place(empty_session: Session, tmp_path: Path) -> None:
    first = empty_session.desk.book
    signals = heard(empty_session)
    assert empty_session.create(tmp_path / "乙.gkb")
    assert signals == [("closing", False), ("closed",), ("opened",)]
    assert first.closed
    assert empty_session.open(first.path)
    assert empty_session.writable, "the lock was given back"


@pytest.mark.parametrize("content", [None, b"", b"not a workbook", b"SQLite format 3\0" + bytes(200)])
def test_a_bad_file_changes_nothing(empty_session: Session, tmp_path: Path, content: bytes | None) -> None:
    bad = tmp_path / "坏.gkb"
    if content is not None:
        bad.write_bytes(content)
    before = empty_session.desk
    signals = heard(empty_session)
    assert not empty_session.open(bad)
    assert empty_session.desk is before
    assert [name for name, *_ in signals] == ["refused"]
    assert str(signals[0][1]).endswith("。")
    assert bad not in empty_session.recent()
    records.add(empty_session.desk, "tasks", {"content": "还能写"})


def test_what_was_refused_in_one_workbook_is_past_in_the_next(empty_session: Session, tmp_path: Path) -> None:
    """Else the first Esc there would take back what nobody sees."""
    empty_session.refused.emit("不能这样。")
    assert empty_session.create(tmp_path / "乙.gkb")
    assert empty_session.refusal == "" and not empty_session.dismiss()


def test_a_name_that_is_taken(empty_session: Session) -> None:
    path = empty_session.desk.book.path
    signals = heard(empty_session)
    assert not empty_session.create(path)
    assert [name for name, *_ in signals] == ["refused"]
    assert empty_session.is_open


def test_what_was_opened_before_is_remembered_up_to_eight(empty_session: Session, tmp_path: Path) -> None:
    for number in range(10):
        assert empty_session.create(tmp_path / f"{number}.gkb")
    names = [path.name for path in empty_session.recent()]
    assert names == [f"{number}.gkb" for number in range(9, 1, -1)]
    assert empty_session.last() == tmp_path / "9.gkb"
    empty_session.close()
    (tmp_path / "9.gkb").unlink()
    assert empty_session.last() == tmp_path / "9.gkb"
    assert empty_session.recent()[0].name == "8.gkb"


@pytest.mark.parametrize("garbage", [None, "", 7, {"a": 1}, [1, None, "a\0b", ""], b"\xff"])
def test_garbage_in_the_list_does_no_harm(empty_session: Session, garbage: object) -> None:
    empty_session.settings.setValue("recent_workbooks", garbage)
    assert empty_session.recent() == []
    assert empty_session.last() is None


def test_an_operation_is_told_with_undo(empty_session: Session) -> None:
    signals = heard(empty_session)
    outcome = empty_session.run(records.add, "tasks", {"content": "甲"})
    assert outcome is not None
    assert signals == [("changed", "新建 1 项任务"), ("told", "已新建 1 项任务。", True)]
    signals.clear()
    empty_session.run(actions.undo)
    assert signals == [("changed", "新建 1 项任务"), ("told", "已撤销：新建 1 项任务。", False)]


def test_a_refusal_is_told_and_nothing_else(empty_session: Session) -> None:
    signals = heard(empty_session)
    assert empty_session.run(records.add, "tasks", {"content": ""}) is None
    assert [name for name, *_ in signals] == ["refused"]


def test_a_bug_is_not_swallowed(empty_session: Session) -> None:
    def broken(desk: object) -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        empty_session.run(broken)  # type: ignore[arg-type]


def test_everything_may_look_different(empty_session: Session) -> None:
    got: list[Changes] = []
    empty_session.changed.connect(got.append)
    empty_session.announce_all_changed()
    assert set(got[0].touched) == set(empty_session.registers)
    assert got[0].step == 0


def test_what_was_refused_is_past_when_something_is_done_or_it_was_read(empty_session: Session) -> None:
    past: list[str] = []
    empty_session.mended.connect(past.append)
    assert not empty_session.dismiss()
    empty_session.refused.emit("不行。")
    assert empty_session.run(records.add, "tasks", {"content": "甲"})
    assert past == ["不行。"] and empty_session.refusal == ""
    empty_session.refused.emit("还是不行。")
    assert empty_session.dismiss() and not empty_session.dismiss()
    assert past == ["不行。", "还是不行。"]
    empty_session.refused.emit("不行。")
    empty_session.told.emit("行了。", False)
    assert not empty_session.dismiss(), "another sentence stands in its place"
