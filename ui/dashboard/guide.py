"""三分钟上手: the main job in five steps, which of them were done, and whether the guide is wanted at all.

Wanted the first time the program runs on a PC, and again whenever it is called from 帮助; put away for good by a click.
What was done is kept in this PC's settings. Shown by `guide_page` (all steps) and `guide_bar` (the next one, above the
work); the window says what has been done.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.session import Session

WORKBOOK, NOTICE, REVIEW, LEDGER, PAPER = "workbook", "notice", "review", "ledger", "paper"
_WANTED, _DONE = "guide/wanted", "guide/done"


@dataclass(frozen=True)
class Step:
    """One step: its name, its title, what to do, and its buttons: (what it asks the window for, words)."""

    name: str
    title: str
    hint: str
    buttons: tuple[tuple[str, str], ...]


STEPS = (
    Step(
        WORKBOOK,
        "看示例，或建工作簿",
        "示例里有一年的工作，随便试；正式用就建一个自己的工作簿，全部内容都在这一个文件里。",
        (("demo_workbook", "看看示例"), ("new_workbook", "新建工作簿…")),
    ),
    Step(
        NOTICE,
        "拖进一份通知",
        "把通知文件拖到窗口里就行，Word、WPS、PDF、OFD、网页都认。手边没有，先用练习通知。",
        (("practice", "用练习通知"), ("import_file", "选通知文件…")),
    ),
    Step(
        REVIEW,
        "核对",
        "左边是原文，右边是认出来的任务、单位和时限。先看“待确认”，都对了按 Ctrl+Enter 导入。",
        (("review", "去核对"),),
    ),
    Step(
        LEDGER,
        "导出台账",
        "按 Ctrl+E 把台账导出成 Excel 或 Word，单位、时限、状态都在里面；以后导得回来。",
        (("export", "导出台账…"),),
    ),
    Step(
        PAPER,
        "写公文",
        "选中几项任务按 Ctrl+G，写催办、督办这些公文；看好了存为 Word，或者登记并发出。",
        (("notice", "写公文…"),),
    ),
)


class Guide(QObject):
    """How far one has come; `changed` when that is another step than before, or the guide is no longer wanted."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = session.settings
        if self._settings.value(_WANTED) is None:
            self._settings.setValue(_WANTED, not session.recent())

    @property
    def wanted(self) -> bool:
        """Whether it is to be seen."""
        return str(self._settings.value(_WANTED)).lower() == "true"

    @property
    def done(self) -> frozenset[str]:
        """The names of the steps done."""
        return frozenset(str(self._settings.value(_DONE, "")).split())

    @property
    def next(self) -> Step | None:
        """The first step not done; None when all are."""
        return next((step for step in STEPS if step.name not in self.done), None)

    def do(self, name: str) -> None:
        """A step was done."""
        if name not in self.done:
            self._settings.setValue(_DONE, " ".join(sorted({*self.done, name})))
            self.changed.emit()

    def call(self) -> None:
        """Show it again; when all was done before, from the beginning."""
        self._settings.setValue(_WANTED, True)
        if self.next is None:
            self._settings.setValue(_DONE, "")
        self.changed.emit()

    def put_away(self) -> None:
        """Show it no more, until it is called."""
        self._settings.setValue(_WANTED, False)
        self.changed.emit()
