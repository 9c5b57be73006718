"""Copies: dated, once a day, whole while work goes on, thinned out, and brought back."""

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from models.base.clock import Clock
from models.base.errors import WorkbookError, WriteError
from models.workbook import Workbook, open_workbook
from models.workbook import migrations as live
from models.workbook.backup import KEPT, automatic_copies, back_up, backup_folder, backup_name, thin_out
from models.workbook.opening import restore_workbook
from tests.models.small import SMALL, TODAY, job


def fill(book: Workbook, count: int = 1) -> None:
    book.change("add", "添", lambda step: step.insert_many("jobs", [job(f"第{n}件") for n in range(count)]))


def test_a_copy_is_a_workbook_like_any_other(book: Workbook, tmp_path: Path, clock: Clock) -> None:
    fill(book, 5)
    copy = tmp_path / "别处" / "份.gkb"
    copy.parent.mkdir()
    book.back_up(copy)
    assert [path.name for path in copy.parent.iterdir()] == ["份.gkb"]
    opened = open_workbook(copy, SMALL, clock)
    assert opened.ids("jobs") == book.ids("jobs")
    assert opened.problems() == []
    assert opened.undo().title == "添"
    opened.close()


def test_a_copy_is_whole_while_work_goes_on(book: Workbook, tmp_path: Path) -> None:
    """Each step adds two jobs: a copy never holds an odd number of them."""
    fill(book, 2000)
    worker = book.sibling()
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            fill(worker, 2)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(15):
            target = tmp_path / f"{number}.gkb"
            book.back_up(target)
            copy = sqlite3.connect(target)
            assert copy.execute("SELECT count(*) FROM jobs").fetchone()[0] % 2 == 0
            assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            copy.close()
    finally:
        stop.set()
        thread.join()
        worker.close()
    assert book.problems() == []


def test_a_copy_that_cannot_be_written(book: Workbook, tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="不存在。请换一个位置再试。"):
        book.back_up(tmp_path / "无" / "份.gkb")
    with pytest.raises(WriteError, match="是一个文件夹"):
        book.back_up(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".~")) == []


def test_a_full_disk_leaves_the_old_copy(book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(book, 500)
    target = tmp_path / "份.gkb"
    target.write_bytes(b"old")

    class Small(sqlite3.Connection):
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__(*args, **more)  # type: ignore[arg-type]
            self.execute("PRAGMA max_page_count = 3")

    connect = sqlite3.connect
    monkeypatch.setattr("models.workbook.backup.sqlite3.connect", lambda path: connect(path, factory=Small))
    with pytest.raises(WriteError, match="磁盘空间不足"):
        back_up(book.connection, target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".~")] == []


def test_names_tell_the_day_and_the_reason() -> None:
    now = Clock.fixed(TODAY).now()
    assert backup_name(Path("我的台账.gkb"), now) == "我的台账 2021-10-15 090000.gkb"
    assert backup_name(Path("我的台账.gkb"), now, "升级前") == "我的台账 升级前 2021-10-15 090000.gkb"


def test_two_workbooks_of_one_name_have_two_folders(tmp_path: Path) -> None:
    one, other = (backup_folder(tmp_path, tmp_path / place / "台账.gkb") for place in ("甲", "乙"))
    assert one != other
    assert one == backup_folder(tmp_path, tmp_path / "甲" / "台账.gkb")
    assert one.name.startswith("台账-")


def test_the_oldest_copies_go_and_other_files_stay(tmp_path: Path) -> None:
    days = [TODAY - timedelta(days=back) for back in range(KEPT + 5)]
    for day in days:
        (tmp_path / backup_name(Path("账.gkb"), Clock.fixed(day).now(), "升级前" if day.day == 1 else "")).touch()
    (tmp_path / "我自己的.gkb").touch()
    thin_out(tmp_path)
    left = automatic_copies(tmp_path)
    assert len(left) == KEPT
    assert left[0].stem.endswith(f"{days[KEPT - 1]} 090000")
    assert left[-1].stem.endswith("2021-10-15 090000")
    assert (tmp_path / "我自己的.gkb").exists()
    assert automatic_copies(tmp_path / "无") == []


def test_a_copy_is_brought_back(book: Workbook, tmp_path: Path, clock: Clock) -> None:
    fill(book, 3)
    book.back_up(tmp_path / "份.gkb")
    fill(book, 3)
    restore_workbook(tmp_path / "份.gkb", tmp_path / "回.gkb")
    opened = open_workbook(tmp_path / "回.gkb", SMALL, clock)
    assert len(opened.ids("jobs")) == 3
    opened.close()


def test_bringing_back_overwrites_nothing_and_refuses_damage(book: Workbook, tmp_path: Path) -> None:
    fill(book, 300)
    copy = tmp_path / "份.gkb"
    book.back_up(copy)
    before = book.path.read_bytes()
    with pytest.raises(WorkbookError, match="已经存在"):
        restore_workbook(copy, book.path)
    assert book.path.read_bytes() == before
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2] + b"\x5a" * (len(content) - len(content) // 2))
    with pytest.raises(WorkbookError, match=r"备份“份.*不完好（.*），请换一份备份|已损坏"):
        restore_workbook(copy, tmp_path / "回.gkb")
    with pytest.raises(WorkbookError, match="找不到"):
        restore_workbook(tmp_path / "无.gkb", tmp_path / "回.gkb")
    assert not (tmp_path / "回.gkb").exists()


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A program one version on: its second step gives jobs a column."""
    newer = Migrations("workbook")
    for migration in live.MIGRATIONS._migrations:
        newer._migrations.append(migration)

    @newer(name="0002_urgent")
    def urgent(db: Database) -> None:
        db.execute("ALTER TABLE jobs ADD COLUMN urgent INTEGER")

    monkeypatch.setattr(live, "MIGRATIONS", newer)
    monkeypatch.setattr("models.workbook.opening.current_version", live.schema_version)
    return newer


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_an_older_workbook_is_copied_and_then_brought_up_to_date(
    book: Workbook, tmp_path: Path, clock: Clock, next_version: Migrations
) -> None:
    old = live.schema_version() - 1
    fill(book, 3)
    book.close()
    assert version(book.path) == old
    with pytest.raises(
        WorkbookError, match=r"“账.*是旧版本建的，要先能写入才能升级。请关闭其他正在使用它的程序再打开。"
    ):
        open_workbook(book.path, SMALL, clock, read_only=True)
    opened = open_workbook(book.path, SMALL, clock, backups=tmp_path / "备份")
    assert opened.connection.execute("SELECT urgent FROM jobs").fetchall() == [(None,)] * 3
    assert opened.problems() == []
    opened.undo()
    opened.redo()
    opened.close()
    assert version(book.path) == old + 1
    (copy,) = (tmp_path / "备份").iterdir()
    assert copy.name == "账 升级前 2021-10-15 090000.gkb"
    assert version(copy) == old
    restore_workbook(copy, tmp_path / "旧.gkb")
    again = open_workbook(tmp_path / "旧.gkb", SMALL, clock, backups=tmp_path / "备份")
    assert len(again.ids("jobs")) == 3
    again.close()
    open_workbook(book.path, SMALL, clock, backups=tmp_path / "备份").close()  # no further copy: nothing to bring up
    assert len(list((tmp_path / "备份").iterdir())) == 2


def test_without_a_copy_nothing_is_brought_up_to_date(
    book: Workbook, tmp_path: Path, clock: Clock, next_version: Migrations
) -> None:
    book.close()
    (tmp_path / "备份").write_text("a file in the folder's place", encoding="utf-8")
    before = book.path.read_bytes()
    with pytest.raises(WriteError):
        open_workbook(book.path, SMALL, clock, backups=tmp_path / "备份")
    assert version(book.path) == live.schema_version() - 1
    assert book.path.read_bytes()[100:] == before[100:]


def test_a_step_up_that_fails_leaves_the_old_version(
    book: Workbook, tmp_path: Path, clock: Clock, next_version: Migrations
) -> None:
    @next_version(name="0003_fails")
    def fails(db: Database) -> None:
        db.execute("ALTER TABLE jobs ADD COLUMN more TEXT")
        db.execute("ALTER TABLE missing ADD COLUMN more TEXT")

    fill(book)
    book.close()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        open_workbook(book.path, SMALL, clock, backups=tmp_path / "备份")
    assert version(book.path) == live.schema_version() - 2
    plain = sqlite3.connect(book.path)
    assert "more" not in {row[1] for row in plain.execute("PRAGMA table_info(jobs)")}
    plain.close()
    assert not book.path.with_name("账.gkb.lock").exists()
