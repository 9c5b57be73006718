"""The self-test (自检): the main job from a notice to the papers that go out, in a temporary folder.

It goes the way a person at the command line goes, so it proves that everything the program needs at run
time is there, also in a built program. Called by `ui.cli` for `--selftest`.
"""

import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.base.errors import ClerkError

Run = Callable[..., tuple[int, str]]
"""Runs one command; gives its exit status and what it said on the standard output."""

_TODAY = ("--today", "2021-10-15")
_TASKS = 5
_OVERDUE = 3


class _Failed(ClerkError):
    """A step of the self-test that did not give what it must."""


def selftest(run: Run, resources: Path) -> None:
    """Go through the main job once.

    Raises:
        ClerkError: something does not work; the sentence names the step.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        _Test(run, Path(folder), resources / "selftest" / "notice.txt").go()


class _Test:
    """One run through the main job."""

    def __init__(self, run: Run, folder: Path, notice: Path) -> None:
        self._run = run
        self._folder = folder
        self._notice = notice
        self._book = str(folder / "自检.gkb")

    def go(self) -> None:
        """All steps in order."""
        self._do("new", self._book)
        self._do("import", str(self._notice), "--into", self._book)
        tasks = self._tasks()
        self._expect("导入的任务数", len(tasks), _TASKS)
        overdue = [task["id"] for task in tasks if task["status"] == "overdue"]
        self._expect("逾期的任务数", len(overdue), _OVERDUE)
        self._work_on(overdue[0])
        self._papers([str(one) for one in overdue])
        self._do("check", self._book)

    def _work_on(self, task: int) -> None:
        """Complete and close a task, take it back, do it again, and take it back for the papers."""
        self._do("do", self._book, "tasks", str(task), "complete", "evidence=https://example.com/1", "note=已公开")
        self._do("do", self._book, "tasks", str(task), "close")
        self._expect("销号后的状态", self._status(task), "closed")
        self._do("undo", self._book, "--steps", "2")
        self._expect("撤销后的状态", self._status(task), "overdue")
        self._do("redo", self._book, "--steps", "2")
        self._expect("重做后的状态", self._status(task), "closed")
        self._do("do", self._book, "tasks", str(task), "return", "reason=佐证材料不全")
        self._expect("退回后的状态", self._status(task), "overdue")

    def _papers(self, overdue: list[str]) -> None:
        table, ledger, notice = (self._folder / name for name in ("台账.xlsx", "台账.docx", "督办通知单.docx"))
        for target in (table, ledger):
            self._do("export", self._book, "tasks", str(target))
        elements = ("--set", "发文机关=自检", "--set", "联系人=自检", "--set", "文号=自检〔2021〕1号")
        self._do("notice", self._book, "督办通知单", str(notice), "--ids", ",".join(overdue), *elements)
        for target, part in ((table, "xl/workbook.xml"), (ledger, "word/document.xml"), (notice, "word/document.xml")):
            with zipfile.ZipFile(target) as package:
                self._expect(f"{target.name} 的内容", package.testzip(), None)
                self._expect(f"{target.name} 的结构", part in package.namelist(), True)

    def _tasks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._do("list", self._book, "tasks", "--json"))
        return found

    def _status(self, task: int) -> str:
        return next(str(found["status"]) for found in self._tasks() if found["id"] == task)

    def _do(self, *argv: str) -> str:
        status, said = self._run(*argv, *_TODAY)
        if status:
            raise _Failed(f"自检没有通过：{argv[0]} 没有做成，请重新安装程序。")
        return said

    def _expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            raise _Failed(f"自检没有通过：{what}应为 {wanted}，实为 {found}，请重新安装程序。")
