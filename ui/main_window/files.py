"""What the window's 文件 menu does: workbooks opened, made, checked, copied; the demo."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from models.base.errors import Cancelled, ClerkError
from ui.actions import Handler
from ui.last_folders import Purpose, folder_for, keep_folder, takes_files
from ui.session import Session
from ui.widgets.file_kinds import NOTICES, SHEETS

_WORKBOOKS = "工作簿 (*.gkb)"


class FileCommands:
    """Handlers of the 文件 menu; `import_files` and `import_sheets` bring files in, which the window shows."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        import_files: Callable[[list[Path]], None],
        import_sheets: Callable[[list[Path]], None],
        may_leave: Callable[[], bool],
    ) -> None:
        self._session = session
        self._may_leave = may_leave
        self._window = window
        self._import_files = import_files
        self._import_sheets = import_sheets

    def handlers(self) -> dict[str, Handler]:
        """By the names of `ui.actions`."""
        return {
            "new_workbook": self.new_workbook,
            "open_workbook": self.open_workbook,
            "demo_workbook": self.demo_workbook,
            "import_file": self.import_file,
            "import_sheet": self.import_sheet,
            "backup": self.backup,
            "check": self.check,
            "settings": self.settings,
        }

    def new_workbook(self) -> bool:
        """Ask for a place and make a workbook there."""
        target = self._ask_target("新建工作簿", f"政务公开{self._session.clock.today().year}.gkb", _WORKBOOKS)
        return target is not None and self._make(target)

    def _make(self, target: Path) -> bool:
        from models.operations import workbooks

        path = workbooks.with_suffix(target)
        if path.exists():
            self._session.refused.emit(f"“{path.name}”已经存在，没有覆盖它。请换一个名称，或用“打开工作簿”打开它。")
            return False
        return self._may_leave() and self._session.create(path)

    def open_this(self, path: Path) -> None:
        """Open a workbook in place of the present one, unless something would be lost that the person keeps."""
        if self._may_leave():
            self._session.open(path)

    def open_workbook(self) -> None:
        """Ask for a workbook and open it."""
        folder = str(folder_for(self._session.settings, "workbooks"))
        name, _ = QFileDialog.getOpenFileName(self._window, "打开工作簿", folder, f"{_WORKBOOKS};;所有文件 (*)")
        if name:
            keep_folder(self._session.settings, "workbooks", Path(name).parent)
            self.open_this(Path(name))

    def demo_workbook(self) -> None:
        """Make the sample workbook at a place of the person's choice and open it."""
        from models.operations.demo import fill_demo

        target = self._ask_target("把示例工作簿放在哪里", "示例工作簿.gkb", _WORKBOOKS)
        if target is not None and self._make(target):
            self._session.run(fill_demo)

    def import_file(self) -> None:
        """Ask for notices and bring them in."""
        self._bring_in("导入文件", "notices", NOTICES, self._import_files)

    def import_sheet(self) -> None:
        """Ask for spreadsheets and bring their rows in."""
        self._bring_in("导入表格", "sheets", SHEETS, self._import_sheets)

    def _bring_in(self, title: str, purpose: Purpose, kinds: str, take: Callable[[list[Path]], None]) -> None:
        folder = str(folder_for(self._session.settings, purpose))
        names, _ = QFileDialog.getOpenFileNames(self._window, title, folder, kinds)
        if names:
            keep_folder(self._session.settings, purpose, Path(names[0]).parent)
            take([Path(name) for name in names])

    def need_workbook(self) -> bool:
        """Whether a workbook is open for writing; offers to make one when none is."""
        if self._session.is_open:
            if not self._session.writable:
                self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能导入。")
            return self._session.writable
        self._session.told.emit("先给工作簿取个名字，导入的任务都保存在里面。", False)
        return self.new_workbook()

    def backup(self) -> None:
        """A copy at a place of the person's choice."""
        from models.operations import workbooks

        path = self._session.desk.book.path
        target = self._ask_target("备份到", f"{path.stem} 备份 {self._session.clock.today():%Y-%m-%d}.gkb", _WORKBOOKS)
        if target is None:
            return
        if workbooks.with_suffix(target).exists():
            self._session.refused.emit(f"“{workbooks.with_suffix(target).name}”已经存在，没有覆盖它。请换一个名称。")
            return
        try:
            made = self._session.read_long(
                self._window, "正在备份…", lambda desk, _: workbooks.back_up_to(desk, target)
            )
        except ClerkError as error:
            self._session.refuse(error)
            return
        self._session.told.emit(f"已备份到“{made}”。", False)

    def check(self) -> None:
        """Check the workbook and say what was found."""
        try:
            problems = self._session.read_long(
                self._window, "正在检查工作簿…", lambda desk, report: desk.book.problems(report)
            )
        except Cancelled:
            return
        except ClerkError as error:
            self._session.refuse(error)
            return
        if not problems:
            self._session.told.emit("检查完毕，工作簿完好。", False)
            return
        QMessageBox.warning(self._window, "检查工作簿", "发现问题：\n\n" + "\n".join(problems[:20]))

    def settings(self) -> None:
        """Ask for the office's settings."""
        from ui.widgets.settings_dialog import SettingsDialog

        SettingsDialog(self._session, self._window).exec()

    def _ask_target(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            title,
            str(folder_for(self._session.settings, "workbooks") / name),
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return None
        if takes_files(Path(chosen).parent):
            keep_folder(self._session.settings, "workbooks", Path(chosen).parent)
        return Path(chosen)
