"""What a person can mend: one Chinese sentence, status 1, no traceback, and every file as it was."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.workbook import opening
from models.workbook.connecting import connect
from tests.cli.conftest import NOTICE, ROOT, Run


@pytest.fixture(autouse=True)
def unchanged(request: pytest.FixtureRequest) -> Iterator[None]:
    """The workbook's records and its log are the same after the refusal."""
    if "book" not in request.fixturenames:
        yield
        return
    book: Path = request.getfixturevalue("book")
    before = image_of(book)
    yield
    assert image_of(book) == before


def image_of(book: Path) -> dict[str, list[Any]]:
    """Every row of every table of a workbook."""
    connection = sqlite3.connect(f"{book.as_uri()}?immutable=1", uri=True)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables.fetchall()}
    finally:
        connection.close()


# -- workbooks that can't be opened ---------------------------------------------------------------------


def missing(path: Path) -> None:
    del path


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.mkdir()


def a_text(path: Path) -> None:
    path.write_text("这不是工作簿" * 100, encoding="utf-8")


def truncated(path: Path) -> None:
    content = path.with_name("账.gkb").read_bytes()
    path.write_bytes(content[: len(content) // 2])


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.close()


def newer(path: Path) -> None:
    shutil.copyfile(path.with_name("账.gkb"), path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def overwritten(path: Path) -> None:
    content = bytearray(path.with_name("账.gkb").read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "argv", [("list", "tasks"), ("add", "tasks", "content=甲"), ("undo",), ("check",), ("history",)]
)
@pytest.mark.parametrize(
    ("make", "word"),
    [
        (missing, "找不到"),
        (empty, "空文件"),
        (folder, "文件夹"),
        (a_text, "不是"),
        (truncated, "不完整"),
        (foreign, "别的程序"),
        (newer, "更新版本"),
    ],
)
def test_a_workbook_that_can_not_be_opened(
    run: Run, book: Path, tmp_path: Path, make: Callable[[Path], None], word: str, argv: tuple[str, ...]
) -> None:
    bad = tmp_path / "坏.gkb"
    make(bad)
    before = bad.read_bytes() if bad.is_file() else None
    assert word in run(argv[0], bad, *argv[1:]).sentence()
    assert (bad.read_bytes() if bad.is_file() else None) == before
    assert {path.name for path in tmp_path.glob("坏.gkb?*")} == set()


@pytest.mark.parametrize("argv", [("list", "tasks"), ("add", "tasks", "content=甲")])
def test_a_damaged_workbook_is_told(run: Run, book: Path, tmp_path: Path, argv: tuple[str, ...]) -> None:
    bad = tmp_path / "坏.gkb"
    overwritten(bad)
    assert "损坏" in run(argv[0], bad, *argv[1:]).sentence()


def test_check_counts_what_is_wrong(run: Run, book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.gkb"
    shutil.copyfile(book, bad)
    connection = sqlite3.connect(bad)
    connection.execute("DELETE FROM units WHERE id = 1")
    connection.commit()
    connection.close()
    said = run("check", bad)
    assert "备份恢复" in said.sentence()
    assert "units" in said.out


def test_another_program_has_the_workbook(run: Run, book: Path, tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from models.workbook.lock import take_lock\n"
        "lock = take_lock(Path(sys.argv[1]), datetime.now()); print('held', flush=True); sys.stdin.readline()\n"
        "lock.release()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(book)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "held\n"
        for argv in (
            ("add", book, "tasks", "content=甲"),
            ("do", book, "tasks", "1", "complete"),
            ("undo", book),
            ("import", NOTICE, "--into", book),
        ):
            assert "正在使用" in run(*argv).sentence()
        assert run("list", book, "tasks").status == 0
        assert run("check", book).status == 0
        assert run("backup", book, tmp_path / "备份.gkb").status == 0
        other.stdin.write("\n")
        other.stdin.flush()


@pytest.fixture
def closed_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make a file read-only; for root, whom no mode stops, the question whether it may be written is answered no."""

    def close(path: Path) -> None:
        path.chmod(0o444)
        if os.access(path, os.W_OK):
            real = os.access

            def access(asked: Any, mode: int, **more: Any) -> bool:
                return real(asked, mode, **more) and not (Path(asked) == path and mode & os.W_OK)

            monkeypatch.setattr(os, "access", access)

    return close


def test_a_read_only_workbook(run: Run, book: Path, closed_file: Callable[[Path], None]) -> None:
    closed_file(book)
    assert "只读" in run("add", book, "tasks", "content=甲").sentence()
    assert run("list", book, "tasks").status == 0


def test_a_full_disk_while_changing(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tight(path: Path, *, writable: bool) -> sqlite3.Connection:
        connection = connect(path, writable=writable)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(opening, "connect", tight)
    said = run("add", book, "tasks", "content=" + "甲" * 90_000)
    assert "磁盘空间不足" in said.sentence()
    monkeypatch.undo()
    assert run("check", book).status == 0


# -- new, backup, restore -------------------------------------------------------------------------------


def test_new_never_overwrites(run: Run, book: Path) -> None:
    assert "已经存在" in run("new", book).sentence()
    assert "已经存在" in run("new", book, "--demo").sentence()


def test_new_in_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "文件夹" in run("new", tmp_path / "没有" / "新.gkb").sentence()


def test_new_that_can_not_be_filled_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, total: int) -> bool:
        return done < 5000

    monkeypatch.setattr("ui.cli_session.ignore_progress", stop)
    said = run("new", tmp_path / "多.gkb", "--rows", "6000")
    assert "没有保存" in said.sentence()
    assert list(tmp_path.glob("多*")) == []


def test_backup_does_not_overwrite_the_workbook(run: Run, book: Path, tmp_path: Path) -> None:
    assert "自己" in run("backup", book, book).sentence()
    assert "文件夹" in run("backup", book, tmp_path / "没有" / "备份.gkb").sentence()


def test_restore_of_something_else(run: Run, tmp_path: Path) -> None:
    foreign(tmp_path / "别.gkb")
    assert "别的程序" in run("restore", tmp_path / "别.gkb", tmp_path / "新.gkb").sentence()
    assert not (tmp_path / "新.gkb").exists()


# -- what is typed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (("list", "nothing"), "没有名为"),
        (("list", "settings"), "没有名为"),
        (("list", "tasks", "--where", "color=red"), "没有“color”"),
        (("list", "tasks", "--where", "status=done"), "没有“done”这个状态"),
        (("list", "tasks", "--where", "units=区没有局"), "没有登记过"),
        (("list", "tasks", "--where", "due_on=2021-02-30"), "不存在"),
        (("add", "tasks", "number=9"), "不能为空"),
        (("add", "tasks", "color=red"), "没有“color”"),
        (("add", "tasks", "content=甲", "due_on=2021-02-30"), "不存在"),
        (("add", "tasks", "content=甲", "due_on=2月30日"), "不是日期"),
        (("add", "tasks", "content=甲", "deadline_text=2021年2月30日前"), "不存在"),
        (("add", "tasks", "content=甲", "ongoing=也许"), "读不懂"),
        (("add", "units", "name=区司法局"), "已有名为“区司法局”"),
        (("add", "units", "name=区新局", "kind=公司"), "只能填"),
        (("do", "tasks", "99", "complete"), "99"),
        (("do", "tasks", "1", "vanish"), "没有“vanish”这个操作"),
        (("do", "tasks", "1", "close"), "还没有完成"),
        (("do", "tasks", "1", "return", "reason=甲"), "还没有完成"),
        (("do", "tasks", "1,99", "complete"), "99"),
        (("do", "tasks", "1", "complete", "color=red"), "不需要“color”"),
        (("do", "tasks", "1", "complete", "completed_on=2021-02-30"), "不存在"),
        (("do", "tasks", "1", "complete", "evidence=没有这张照片.jpg"), "找不到"),
        (("do", "tasks", "1", "extend", "due_on="), "不能为空"),
        (("do", "units", "1", "start"), "没有“start”这个操作"),
        (("undo", "--steps", "9"), "只有 1 步"),
        (("redo",), "没有可以重做"),
        (("report", "月报", "--year", "2021", "--json"), "没有“月报”这种报表"),
        (("report", "annual", "--year", "1999"), "没有 1999 年的年度报告"),
        (("report", "annual", "年报.pptx", "--year", "2021"), ".docx 或 .xlsx"),
        (("report", "summary", "总结.docx"), "只能显示"),
    ],
)
def test_what_is_typed_does_not_fit(run: Run, book: Path, argv: tuple[str, ...], word: str) -> None:
    assert word in run(argv[0], book, *argv[1:]).sentence()


# -- notices to read ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_texts_in_every_encoding_are_read(run: Run, tmp_path: Path, encoding: str) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_bytes(NOTICE.read_text(encoding="utf-8").encode(encoding))
    said = run("intake", notice, "--json")
    assert said.status == 0, said.err
    assert '"doc_number": "望政办〔2021〕9号"' in said.out


def test_an_ending_that_lies_is_seen_through(run: Run, tmp_path: Path) -> None:
    liar = tmp_path / "通知.docx"
    shutil.copyfile(NOTICE, liar)
    assert '"doc_number": "望政办〔2021〕9号"' in run("intake", liar, "--json").out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("断.docx", b"PK\x03\x04\x14\x00\x00\x00" + bytes(300)),
        ("库.txt", b"SQLite format 3\x00" + bytes(4096)),
        ("扫.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_what_is_no_notice(run: Run, book: Path, tmp_path: Path, name: str, content: bytes) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    assert name in run("intake", bad, "--json").sentence()
    assert name in run("import", bad, "--into", book).sentence()


def test_a_notice_that_is_not_there(run: Run, book: Path, tmp_path: Path) -> None:
    assert "没有.txt" in run("import", tmp_path / "没有.txt", "--into", book).sentence()
    assert "文件夹" in run("intake", tmp_path).sentence()


def test_an_impossible_day_in_a_notice_is_a_doubt_and_no_date(run: Run, tmp_path: Path) -> None:
    notice = tmp_path / "通知.txt"
    text = NOTICE.read_text(encoding="utf-8").replace("2021年6月底前", "2021年2月30日前")
    notice.write_text(text, encoding="utf-8")
    out = run("intake", notice).out
    assert "不存在" in out and "2021年2月30日前 →" not in out


def test_only_spreadsheets_go_into_other_registers(run: Run, book: Path) -> None:
    assert "--register" in run("import", NOTICE, "--into", book, "--register", "units").sentence()


# -- papers to write ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv", [("export", "tasks", "台账.xlsx"), ("export", "tasks", "台账.docx"), ("notice", "督办通知单", "单.docx")]
)
def test_a_target_that_can_not_be_written(
    run: Run,
    book: Path,
    tmp_path: Path,
    closed_file: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, str, str],
) -> None:
    target = tmp_path / argv[2]
    target.write_bytes(b"old")
    closed_file(target)
    assert "写不进去" in run(argv[0], book, argv[1], target).sentence()
    assert "不存在" in run(argv[0], book, argv[1], tmp_path / "没有" / argv[2]).sentence()
    full = OSError(errno.ENOSPC, "No space left on device")

    def no_space(self: Path, other: Path) -> Path:
        raise full

    monkeypatch.setattr(Path, "replace", no_space)
    target.chmod(0o644)
    monkeypatch.setattr(os, "access", lambda *_, **__: True)
    assert "磁盘空间不足" in run(argv[0], book, argv[1], target).sentence()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.glob(".~*")) == []


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (("export", "tasks", "台账.txt"), ".xlsx"),
        (("export", "tasks", "台账"), ".xlsx"),
        (("export", "settings", "台账.xlsx"), "没有名为"),
        (("export", "tasks", "台账.xlsx", "--layout", "督办"), "可用的有：任务台账、督办台账"),
        (("export", "tasks", "台账.txt", "--by-unit", "各单位"), ".xlsx"),
        (("export", "documents", "台账.xlsx", "--by-unit", "各单位"), "不能按单位分别导出"),
        (("export", "tasks", "台账.xlsx", "--by-unit", "没有/各单位"), "不存在"),
        (("notice", "表扬信", "单.docx"), "没有“表扬信”"),
        (("notice", "督办通知单", "单.doc"), ".docx"),
        (("notice", "督办通知单", "单.docx", "--ids", "99"), "99"),
        (("notice", "督办通知单", "单.docx", "--set", "颜色=红"), "没有“颜色”"),
        (("notice", "督办通知单", "单.docx", "--set", "成文日期=2021-02-30"), "不存在"),
        (("notice", "督办通知单", "单.docx", "--set", "成文日期=改天"), "看不懂"),
        (("notice", "督办通知单", "单.docx", "--today", "2021-05-01"), "没有逾期的任务"),
    ],
)
def test_papers_that_can_not_be_made(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert word in run(argv[0], book, *argv[1:]).sentence()
    assert sorted(tmp_path.iterdir()) == before
