"""Wrong usage (status 2), the help in Chinese, bugs (logged, one sentence), and `main.py` as a process."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ui.cli_workbook
from tests.cli.conftest import NOTICE, ROOT, Run
from ui.cli import commands


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (("frobnicate",), "没有“frobnicate”这个命令"),
        (("new",), "少写了 工作簿.gkb"),
        (("list", "a.gkb"), "少写了 台账"),
        (("list", "a.gkb", "tasks", "more"), "多出了“more”"),
        (("list", "a.gkb", "tasks", "--color"), "没有“--color”这个选项"),
        (("list", "a.gkb", "tasks", "--where"), "“--where”"),
        (("list", "a.gkb", "tasks", "--where", "overdue"), "少了等号"),
        (("list", "a.gkb", "tasks", "--today", "heute"), "不是日期"),
        (("list", "a.gkb", "tasks", "--today", "2021-02-30"), "不存在"),
        (("add", "a.gkb", "tasks"), "少写了 栏目=内容"),
        (("add", "a.gkb", "tasks", "content=甲", "content=乙"), "写了两次"),
        (("do", "a.gkb", "tasks", "x", "complete"), "不是编号"),
        (("undo", "a.gkb", "--steps", "0"), "“0”"),
        (("new", "a.gkb", "--rows", "-5"), "“-5”"),
        (("new", "a.gkb", "--rows", "5", "--demo"), "只能选一个"),
        (("import", "a.txt"), "少写了 --into 工作簿.gkb"),
        (("import", "--into", "a.gkb"), "少写了 文件"),
        (("intake",), "少写了 文件"),
        (("notice", "a.gkb", "督办通知单", "a.docx", "--ids", "1;2"), "不是编号"),
        (("notice", "a.gkb", "督办通知单", "a.docx", "--set", "文号"), "少了等号"),
    ],
)
def test_wrong_usage(run: Run, argv: tuple[str, ...], word: str) -> None:
    said = run(*argv)
    assert (said.status, said.out) == (2, "")
    first, hint = said.err.splitlines()
    assert word in first and first.endswith("。")
    assert hint.startswith("用法见：main.py")


def test_every_help_is_chinese(run: Run) -> None:
    for argv in ((), *((name,) for name in commands().commands)):
        said = run(*argv, "--help")
        assert said.status == 0
        assert "用法：main.py" in said.out
        assert not re.search(r"Usage|Options|Commands|Arguments|Show this|required|\[OPTIONS\]|default", said.out), (
            said.out
        )


def test_no_command_shows_the_help(run: Run) -> None:
    assert "用法：" in run().out


def test_a_bug_is_logged_and_told_in_a_sentence(
    run: Run, book: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(ui.cli_workbook.actions, "undo", broken)
    said = run("undo", book)
    (log,) = (own_folders / "log").iterdir()
    assert (said.status, said.out) == (1, "")
    assert said.err == f"程序内部出错，没有完成。请把“{log}”发给技术人员，里面记着详细情况，没有台账里的内容。\n"
    told = log.read_text(encoding="utf-8")
    assert "RuntimeError: a bug of ours" in told and "ui/cli.py:" in told
    assert str(book.parent) not in told


def test_a_bug_without_a_place_for_the_log(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("")
    monkeypatch.setattr("ui.logs.log_folder", lambda: blocked / "log")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    monkeypatch.setattr(ui.cli_workbook.actions, "undo", lambda desk: 1 / 0)
    said = run("undo", book)
    assert said.status == 1 and "日志" in said.err and len(said.err.splitlines()) == 1


def process(*argv: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *map(str, argv)],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=200,
        check=False,
    )


def test_output_is_utf8_whatever_the_console_says(tmp_path: Path) -> None:
    done = process("intake", NOTICE, "--json", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["issuer"] == "望溪区人民政府办公室"
    done = process("list", tmp_path / "没有.gkb", "tasks", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "找不到" in done.stderr.decode("utf-8")


def test_the_whole_way_as_processes(tmp_path: Path) -> None:
    book = tmp_path / "账.gkb"
    for argv in (
        ("new", book),
        ("import", NOTICE, "--into", book),
        ("do", book, "tasks", 1, "complete", "--today", "2021-10-15"),
        ("export", book, "tasks", tmp_path / "台账.xlsx"),
    ):
        done = process(*argv)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode("utf-8")
    done = process("list", book, "tasks", "--where", "status=completed", "--json", "--today", "2021-10-15")
    assert [task["id"] for task in json.loads(done.stdout)] == [1]
    assert process("frobnicate").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes to head on Windows")
def test_a_reader_that_goes_away_is_no_bug(tmp_path: Path) -> None:
    book = tmp_path / "多.gkb"
    assert process("new", book, "--rows", 3000).returncode == 0
    command = f'"{sys.executable}" "{ROOT / "main.py"}" list "{book}" tasks --json | head -1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=200, check=False)
    assert done.stdout.startswith(b"[") and done.stderr == b""
