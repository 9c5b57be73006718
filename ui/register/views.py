"""The saved views (视图) of a register's page: the button that names and offers them, and what it does."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from models.base.register import Register
from models.base.views import View, fitting
from models.operations import Outcome, views
from ui.register.arrangement import Arrangement
from ui.session import Session
from ui.widgets.drop_button import DropButton

_PAUSE_MS = 50


class ViewButton(DropButton):
    """“视图：逾期任务”, with a star when what is shown is no longer what the view holds; drops down a menu."""

    def __init__(self, session: Session, register: Register, arrangement: Arrangement, page: QWidget) -> None:
        super().__init__("视图", page)
        self._session = session
        self._register = register
        self._arrangement = arrangement
        self._page = page
        self._name = ""
        self._applied = View()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.drop.aboutToShow.connect(self._fill)
        self.refresh()

    @property
    def name(self) -> str:
        """The view in use; "" for none."""
        return self._name

    def is_changed(self) -> bool:
        """Whether the table shows something else than the view in use holds."""
        return bool(self._name) and self._arrangement.now() != self._applied

    def refresh_soon(self) -> None:
        """Something about the table was changed; once it has settled, the button tells whether the view still holds."""
        self._pause.start()

    def refresh(self) -> None:
        """Show the name of the view in use; forget it when it is no longer kept."""
        self._pause.stop()
        if self._name and not (self._session.is_open and self._name in self._kept()):
            self._name = ""
        changed = self.is_changed()
        told = f"正在用视图“{self._name}”" if self._name else "没有用视图"
        told += "，显示的内容改过，还没有存进视图" if changed else ""
        text = f"{self._name}{' *' if changed else ''}"
        self.show_choice(text, f"{told}；点这里换视图、存视图（Ctrl+Shift+L）")

    def _kept(self) -> dict[str, View | None]:
        return dict(views.views_of(self._session.desk, self._register))

    def _fill(self) -> None:
        """The menu as it is now."""
        menu = self.drop
        menu.clear()
        if not self._session.is_open:
            return
        first = views.first_view(self._session.desk, self._register)
        every = menu.addAction("全部记录", self.leave)
        every.setCheckable(True)
        every.setChecked(not self._name)
        menu.addSeparator()
        for name, view in self._kept().items():
            more = "（默认）" if name == first else "（读不懂）" if view is None else ""
            action = menu.addAction((name + more).replace("&", "&&"), partial(self.use, name))
            action.setCheckable(True)
            action.setChecked(name == self._name)
        menu.addSeparator()
        if self._name and self.is_changed():
            update = menu.addAction(f"把改动存进“{self._name}”".replace("&", "&&"), self.keep_changes)
            update.setEnabled(self._session.writable)
        menu.addAction("保存为视图…（Ctrl+Shift+S）", self.save_as).setEnabled(self._session.writable)
        menu.addAction("整理视图…", self.tidy).setEnabled(bool(self._kept()))

    # -- what is done ---------------------------------------------------------------------------------

    def open_first(self) -> None:
        """A workbook was opened: use the view that the register begins with, else show all as the person left it."""
        self._name = ""
        first = views.first_view(self._session.desk, self._register) if self._session.is_open else ""
        view = self._kept().get(first) if first else None
        if view is None:
            self._arrangement.show_own()
        else:
            self._apply(view)
        self.refresh()

    def use(self, name: str) -> None:
        """Show what a view holds; tells what of it can't be shown."""
        view = self._kept().get(name)
        if view is None:
            self._session.refused.emit(f"视图“{name}”读不懂，可能是别的版本存的。请在“整理视图”里删掉它，重新存一个。")
            return
        self._apply(view)
        self.refresh()

    def _apply(self, view: View) -> None:
        fits, lost = fitting(self._register, view)
        gone = self._arrangement.show(fits)
        self._name = view.name
        self._applied = self._arrangement.now()
        if lost:
            self._session.told.emit(f"视图“{view.name}”里有 {len(lost)} 处是这个版本没有的栏目或状态，已略过。", False)
        elif gone:
            self._session.told.emit(f"视图“{view.name}”里用来筛选的 {gone} 个单位或文件已经删除，已略过。", False)

    def leave(self) -> None:
        """Show all records again, with the columns as the person left them."""
        self._name = ""
        self._arrangement.show_own()
        self.refresh()

    def save_as(self) -> None:
        """Keep what the table shows as a view."""
        from ui.register.views_dialog import SaveViewDialog

        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能保存视图。")
            return
        dialog = SaveViewDialog(self._session, self._register, self._arrangement.now(), self._page)
        dialog.exec()
        if dialog.saved:
            self._take(dialog.saved)

    def keep_changes(self) -> None:
        """Keep what the table shows in the view in use."""
        shown = replace(self._arrangement.now(), name=self._name)
        outcome: Outcome | None = self._session.run(views.save_view, self._register, shown, over=True)
        if outcome is not None:
            self._take(self._name)

    def _take(self, name: str) -> None:
        """The view of this name holds just what is shown."""
        self._name = name
        self._arrangement.hold()
        self._applied = self._arrangement.now()
        self.refresh()

    def tidy(self) -> None:
        """Rename and delete views, and choose the one to begin with."""
        from ui.register.views_dialog import ViewsDialog

        dialog = ViewsDialog(self._session, self._register, self._page)
        dialog.exec()
        self._name = dialog.renamed.get(self._name, self._name)
        self.refresh()
