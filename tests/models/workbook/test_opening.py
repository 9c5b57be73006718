"""Opening: whatever is wrong with the file, one sentence that says what to do, and the file as it was."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.base.clock import Clock
from models.base.errors import ClerkError, WorkbookError, WriteError
from models.registers import all_registers
from models.workbook import Workbook, create_workbook, open_workbook
from models.workbook.lock import lock_path
from models.workbook.migrations import schema_version
from models.workbook.version import APPLICATION_ID
from tests.models.small import SMALL, job, small_workbook
from tests.wine import not_under_wine

said = re.escape
ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534
MODES = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A workbook with some content, closed."""
    book = small_workbook(tmp_path / "账.gkb")
    book.change(
        "add", "添", lambda step: step.insert_many("jobs", [job(f"第{n}件", memo="公开" * 200) for n in range(300)])
    )
    book.close()
    return book.path


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder of an ordinary user's, and the rights of one: to the administrator nothing is forbidden."""
    folder = Path(tempfile.mkdtemp())
    if not hasattr(os, "setresuid") or os.getuid() != 0:
        yield folder
    else:
        shutil.chown(folder, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            os.setresuid(0, 0, 0)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def header(path: Path, offset: int, value: int) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(value.to_bytes(4, "big"))


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "找不到“{path}”。它可能被移走或改名了，请重新选择。"),
    "folder": (make_folder, "“账.gkb”是文件夹，不是工作簿。请选择扩展名为 .gkb 的文件。"),
    "empty": (lambda path: write(path, b""), "“账.gkb”是空文件，不是工作簿。请从备份恢复，或新建一个工作簿。"),
    "foreign": (foreign, "“账.gkb”是别的程序的数据库，不是政务公开台账的工作簿，没有打开。"),
    "text": (
        lambda path: write(path, "通知\n".encode() * 90),
        "“账.gkb”不是政务公开台账的工作簿。请选择由本程序建立的 .gkb 文件。",
    ),
    "half a header": (
        lambda path: write(path, b"SQLite format 3\x00" + b"\x00" * 40),
        "“账.gkb”不是政务公开台账的工作簿。请选择由本程序建立的 .gkb 文件。",
    ),
    "truncated": (
        lambda path: write(path, path.read_bytes()[:-5000]),
        "“账.gkb”不完整，后面缺了一截，可能没有复制完。请重新复制，或从备份恢复。",
    ),
    "newer": (
        lambda path: header(path, 60, schema_version() + 1),
        "“账.gkb”是更新版本的程序建的，这个版本打不开。请升级程序后再打开，文件没有改动。",
    ),
    "damaged at the front": (
        lambda path: write(path, path.read_bytes()[:100] + b"\xff" * 8000 + path.read_bytes()[8100:]),
        "“账.gkb”已损坏，读不出来。请从备份恢复。",
    ),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("kind", SPOILT)
def test_a_file_that_cannot_be_opened(closed: Path, clock: Clock, kind: str, read_only: bool) -> None:
    spoil, sentence = SPOILT[kind]
    spoil(closed)
    before = closed.read_bytes() if closed.is_file() else None
    with pytest.raises(WorkbookError) as caught:
        open_workbook(closed, SMALL, clock, read_only=read_only)
    assert str(caught.value) == sentence.format(path=closed)
    assert (closed.read_bytes() if closed.is_file() else None) == before
    assert not lock_path(closed).exists()
    assert sorted(path.name for path in closed.parent.iterdir()) == (["账.gkb"] if kind != "missing" else [])


def test_damage_in_the_middle_is_told_when_it_is_met(closed: Path, clock: Clock) -> None:
    content = closed.read_bytes()
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    closed.write_bytes(b"".join(page if b"CREATE" in page or not n else b"\x5a" * 4096 for n, page in enumerate(pages)))
    with closing(open_workbook(closed, SMALL, clock)) as book:
        assert any("损坏" in told or "读不完整" in told for told in book.problems())
        with pytest.raises(WorkbookError, match=said("“账.gkb”已损坏，读不出来。请从备份恢复。")):
            book.records("jobs", book.ids("jobs"))
        with pytest.raises(ClerkError, match=said("已损坏")):
            book.change("edit", "改", lambda step: step.update("jobs", 150, {"name": "新"}))
        assert not book.connection.in_transaction


@MODES
def test_an_unreadable_file(closed: Path, clock: Clock, ordinary: Path) -> None:
    path = ordinary / "账.gkb"
    path.write_bytes(b"x" * 200)
    path.chmod(0)
    with pytest.raises(WorkbookError, match=said("没有权限读取“账.gkb”。请检查文件权限，或请管理员帮忙。")):
        open_workbook(path, SMALL, clock)


@MODES
def test_an_unreachable_folder(clock: Clock, ordinary: Path) -> None:
    (ordinary / "里").mkdir()
    path = ordinary / "里" / "账.gkb"
    path.write_bytes(b"x" * 200)
    path.parent.chmod(0)
    with pytest.raises(WorkbookError, match=said("没有权限读取“账.gkb”")):
        open_workbook(path, SMALL, clock)
    with pytest.raises(WriteError, match=said("没有权限在")):
        create_workbook(ordinary / "里" / "新.gkb", SMALL, clock)


@pytest.mark.parametrize("what", ["file", pytest.param("folder", marks=MODES)])
def test_a_read_only_place(clock: Clock, ordinary: Path, what: str) -> None:
    book = small_workbook(ordinary / "账.gkb", clock)
    book.change("add", "添", lambda step: step.insert("jobs", job()))
    book.close()
    before = book.path.read_bytes()
    (book.path if what == "file" else ordinary).chmod(0o444 if what == "file" else 0o555)
    again = open_workbook(book.path, SMALL, clock)
    assert again.reading_because == "这个文件或它所在的文件夹是只读的，现在只能查看，不能修改"
    assert again.ids("jobs") == [1]
    assert again.problems() == []
    with pytest.raises(WorkbookError, match=said("这个文件或它所在的文件夹是只读的，现在只能查看，不能修改。")):
        again.change("add", "添", lambda step: step.insert("jobs", job()))
    with closing(again.sibling()) as sibling:
        assert sibling.ids("jobs") == [1]
        assert sibling.read_only
    again.close()
    assert book.path.read_bytes() == before
    assert not lock_path(book.path).exists()
    assert [path.name for path in ordinary.iterdir()] == ["账.gkb"], "nothing is left that is in the way later"
    (book.path if what == "file" else ordinary).chmod(0o644 if what == "file" else 0o755)
    with closing(open_workbook(book.path, SMALL, clock)) as later:
        later.change("add", "添", lambda step: step.insert("jobs", job()))


@MODES
def test_a_read_only_log_left_behind_is_no_hindrance(clock: Clock, ordinary: Path) -> None:
    """As an earlier version left it when the file itself was read-only."""
    book = small_workbook(ordinary / "账.gkb", clock)
    book.close()
    book.path.chmod(0o444)
    with closing(sqlite3.connect(f"file:{book.path}?mode=ro", uri=True)) as reading:
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
    left = {path.name for path in ordinary.iterdir()}
    assert "账.gkb-shm" in left
    book.path.chmod(0o644)
    with closing(open_workbook(book.path, SMALL, clock)) as again:
        again.change("add", "添", lambda step: step.insert("jobs", job()))
        assert again.ids("jobs") == [1]
    assert [path.name for path in ordinary.iterdir()] == ["账.gkb"]


HOLDER = """
import sys
from pathlib import Path
from models.base.clock import Clock
from models.workbook import open_workbook
from tests.models.small import SMALL, TODAY, job
book = open_workbook(Path(sys.argv[1]), SMALL, Clock.fixed(TODAY))
print(book.reading_because or "has it", flush=True)
for line in sys.stdin:
    book.change("add", "添", lambda step: step.insert("jobs", job(line.strip())))
    print("done", flush=True)
book.close()
"""


@pytest.fixture
def holder(closed: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the workbook open; it adds a job for every line it is sent."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(closed)],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "has it"
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()


def test_a_second_program_may_read_and_learns_who_has_it(
    closed: Path, clock: Clock, holder: subprocess.Popen[str]
) -> None:
    with closing(open_workbook(closed, SMALL, clock)) as book:
        assert book.read_only
        user, computer = book.user, socket.gethostname()
        assert (
            book.reading_because
            == f"{computer} 上的 {user}（10-15 09:00 起）正在使用这个工作簿，现在只能查看，不能修改"
        )
        assert len(book.ids("jobs")) == 300
        with pytest.raises(WorkbookError, match=said("正在使用这个工作簿，现在只能查看，不能修改。")):
            book.undo()
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write("新的一件\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "done\n"
        assert len(book.ids("jobs")) == 301
        assert book.title("jobs", 301) == "新的一件"
    assert lock_path(closed).exists()  # reading does not take the other's lock away


def test_the_lock_is_free_when_its_holder_is_killed(closed: Path, clock: Clock, holder: subprocess.Popen[str]) -> None:
    """And what the dead program had finished is there, out of the log it left."""
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdin.write("临终一件\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "done\n"
    holder.kill()
    holder.wait()
    assert lock_path(closed).exists()
    assert closed.with_name("账.gkb-wal").stat().st_size > 0
    with closing(open_workbook(closed, SMALL, clock)) as book:
        assert not book.read_only
        assert book.title("jobs", 301) == "临终一件"
        assert book.problems() == []
        assert book.undo().title == "添"
    assert sorted(path.name for path in closed.parent.iterdir()) == ["账.gkb"]


def test_the_file_alone_is_whole_once_its_log_is_merged(closed: Path, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "只拷了它.gkb"
    with closing(open_workbook(closed, SMALL, clock)) as book:
        number = len(book.ids("jobs"))
        book.change("add", "添", lambda step: step.insert("jobs", job("刚写的")))
        book.merge_log()
        copy.write_bytes(closed.read_bytes())
    with closing(open_workbook(copy, SMALL, clock)) as found:
        assert len(found.ids("jobs")) == number + 1
        assert found.history.undoable() is not None and found.problems() == []


def test_merging_waits_for_nobody(closed: Path, clock: Clock) -> None:
    with closing(open_workbook(closed, SMALL, clock)) as book, closing(book.sibling()) as reader:
        reader.connection.execute("BEGIN").execute("SELECT count(*) FROM jobs").fetchone()
        book.change("add", "添", lambda step: step.insert("jobs", job()))
        book.merge_log()
        reader.connection.execute("COMMIT")
        book.merge_log()
        assert book.problems() == []


def test_opening_merges_what_a_killed_program_left(closed: Path, clock: Clock, tmp_path: Path) -> None:
    left = tmp_path / "断电" / closed.name
    left.parent.mkdir()
    with closing(open_workbook(closed, SMALL, clock)) as book:
        number = len(book.ids("jobs"))
        book.change("add", "添", lambda step: step.insert("jobs", job("最后一件")))
        for ending in ("", "-wal"):
            left.with_name(left.name + ending).write_bytes(closed.with_name(closed.name + ending).read_bytes())
    with closing(open_workbook(left, SMALL, clock)):
        copy = tmp_path / "拷走.gkb"
        copy.write_bytes(left.read_bytes())
    with closing(open_workbook(copy, SMALL, clock)) as found:
        assert len(found.ids("jobs")) == number + 1


def test_what_is_kept_outlasts_a_power_cut(closed: Path, clock: Clock) -> None:
    """Every step waits until the disk has it (sqlite.org/pragma.html#pragma_synchronous: FULL is 2)."""
    with closing(open_workbook(closed, SMALL, clock)) as book:
        assert book.connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_opened_twice_in_one_program(closed: Path, clock: Clock) -> None:
    with closing(open_workbook(closed, SMALL, clock)) as first:
        with closing(open_workbook(closed, SMALL, clock)) as second:
            assert second.read_only
            assert not first.read_only
        assert lock_path(closed).exists()
        first.change("add", "添", lambda step: step.insert("jobs", job()))
    with closing(open_workbook(closed, SMALL, clock)) as third:
        assert not third.read_only


def test_a_lock_file_nobody_holds_is_no_hindrance(closed: Path, clock: Clock) -> None:
    lock_path(closed).write_text("garbage", encoding="utf-8")
    with closing(open_workbook(closed, SMALL, clock)) as book:
        assert not book.read_only
    assert not lock_path(closed).exists()


def test_a_database_tool_that_holds_the_file(closed: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = sqlite3.connect(closed)
    tool.execute("PRAGMA locking_mode = EXCLUSIVE")
    tool.execute("PRAGMA journal_mode = DELETE")
    tool.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("models.workbook.connecting._BUSY_MS", 10)
    with pytest.raises(WorkbookError, match=said("“账.gkb”正被别的程序占用，请关闭那个程序再试。")):
        open_workbook(closed, SMALL, clock)
    tool.close()
    assert not lock_path(closed).exists()


def test_asked_to_read_only(closed: Path, clock: Clock) -> None:
    before = closed.read_bytes()
    with closing(open_workbook(closed, SMALL, clock, read_only=True)) as book:
        assert book.reading_because == "按只读方式打开"
        assert not lock_path(closed).exists()
        with pytest.raises(WorkbookError, match=said("按只读方式打开。")):
            book.rebuild_index()
    assert closed.read_bytes() == before


def test_a_sibling_sees_changes_and_its_own_are_seen(book: Workbook) -> None:
    book.change("add", "添", lambda step: step.insert("people", {"name": "司法局"}))
    sibling = book.sibling()
    assert sibling.find("people", "司法局") == 1
    assert sibling.ids("jobs") == book.ids("jobs") == []
    sibling.change("add", "添", lambda step: step.insert("jobs", job("甲", owners=(1,))))
    sibling.change("edit", "改", lambda step: step.update("people", 1, {"name": "财政局"}))
    assert book.ids("jobs") == [1]
    assert book.title("people", 1) == "财政局"
    assert book.undo().title == "改"
    assert sibling.ids("jobs") == [1]
    assert sibling.title("people", 1) == "司法局"
    sibling.close()
    assert lock_path(book.path).exists()


def test_a_sibling_waits_its_turn(book: Workbook) -> None:
    """A step that reads first and writes later must not fail because a worker wrote in between."""
    sibling = book.sibling()
    sibling.connection.execute("PRAGMA busy_timeout = 10")

    def work(step: object) -> None:
        book.ids("jobs")
        with pytest.raises(WorkbookError, match=said("正被别的程序占用")):
            sibling.change("add", "添", lambda other: other.insert("jobs", job("乙")))
        step.insert("jobs", job("甲"))  # type: ignore[attr-defined]

    book.change("add", "添", work)
    sibling.change("add", "添", lambda step: step.insert("jobs", job("乙")))
    assert book.ids("jobs") == [1, 2]
    sibling.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no file that is open")
def test_a_sibling_of_a_workbook_that_was_moved_away(book: Workbook) -> None:
    for path in list(book.path.parent.iterdir()):
        path.rename(path.with_name("别处" + path.name))
    with pytest.raises(WorkbookError, match=said("读写不了")):
        book.sibling()
    assert not book.path.exists()


def test_a_full_disk_in_the_middle_of_a_step(book: Workbook) -> None:
    """The largest number of pages stands for the disk's size: SQLite gives the same error."""
    book.change("add", "添", lambda step: step.insert("jobs", job("甲")))
    pages = book.connection.execute("PRAGMA page_count").fetchone()[0]
    book.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    rows = [job(f"第{number}件", memo="公开" * 500) for number in range(200)]
    with pytest.raises(WriteError, match=said("磁盘空间不足，刚才的修改没有保存。请清理磁盘后再试。")):
        book.change("add", "添", lambda step: step.insert_many("jobs", rows))
    assert book.ids("jobs") == [1]
    assert book.history.undoable() == (1, "添")
    book.connection.execute("PRAGMA max_page_count = 100000")
    assert book.problems() == []


def test_a_new_workbook(tmp_path: Path, clock: Clock) -> None:
    book = create_workbook(tmp_path / "新.gkb", all_registers(), clock)
    assert not book.read_only
    assert book.problems() == []
    pragma = {
        name: book.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "foreign_keys")
    }
    assert pragma == {"application_id": APPLICATION_ID, "user_version": schema_version(), "foreign_keys": 1}
    assert not book.connection.in_transaction
    book.close()
    with pytest.raises(WorkbookError, match=said("“新.gkb”已经存在。请换一个名称，或直接打开它。")):
        create_workbook(tmp_path / "新.gkb", all_registers(), clock)
    with pytest.raises(WriteError, match=said("不存在。请换一个位置再试。")):
        create_workbook(tmp_path / "无" / "新.gkb", all_registers(), clock)


@not_under_wine("gives a name too long for the disk to a file that then can't be found")
def test_a_name_too_long_for_the_disk(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(WriteError):
        create_workbook(tmp_path / ("长" * 300 + ".gkb"), SMALL, clock)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_the_log_of_a_lost_workbook_is_not_mixed_into_a_new_one(
    closed: Path, clock: Clock, holder: subprocess.Popen[str], ending: str
) -> None:
    holder.kill()
    holder.wait()
    log = closed.with_name("账.gkb-wal")
    log.write_bytes(b"left over")
    log.rename(closed.with_name(f"账.gkb{ending}"))
    closed.unlink()
    with pytest.raises(WorkbookError, match=f"这里还留着“账.gkb{ending}”"):
        create_workbook(closed, SMALL, clock)
    assert not closed.exists()


def test_a_newer_version_that_only_the_log_knows_of(closed: Path, clock: Clock) -> None:
    """The header in the file is the old one until the log is folded in."""
    writer = sqlite3.connect(closed)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute(f"PRAGMA user_version = {schema_version() + 1}")
    for read_only in (False, True):
        with pytest.raises(WorkbookError, match=said("更新版本的程序建的")):
            open_workbook(closed, SMALL, clock, read_only=read_only)
    writer.close()


def test_the_log_is_kept_off_network_drives(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.workbook.connecting.on_local_disk", lambda path: False)
    book = small_workbook(tmp_path / "账.gkb", clock)
    assert book.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    book.change("add", "添", lambda step: step.insert("jobs", job()))
    assert not (tmp_path / "账.gkb-wal").exists()
    book.close()


def test_closing_twice_does_no_harm(book: Workbook) -> None:
    book.close()
    book.close()
    assert book.closed
