"""What the window's 台账 menu does about the office's own registers: made, changed, deleted."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import ActionTable, Handler
from ui.session import Session


class OwnRegisterCommands:
    """Handlers; `front` names the register in front, `may_change` says whether nothing half done stands in the way."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        front: Callable[[], str],
        may_change: Callable[[], bool],
        show: Callable[[str], None],
    ) -> None:
        self._session = session
        self._window = window
        self._front = front
        self._may_change = may_change
        self._show = show

    def handlers(self) -> dict[str, Handler]:
        """By the names of `ui.actions`."""
        return {"define_register": self.define, "change_register": self.change, "remove_register": self.remove}

    def define(self) -> None:
        """Ask what the new register is to be like, and make it."""
        if not self._session.writable:
            self._session.refused.emit(f"{self._session.desk.book.reading_because}，不能新建台账。")
            return
        from ui.register.plan_dialog import PlanDialog

        dialog = PlanDialog(self._session, "", self._window)
        if dialog.exec() and dialog.made:
            self._show(dialog.made)

    def change(self) -> None:
        """Change the register in front."""
        name = self._front()
        if self._may_change():
            from ui.register.plan_dialog import PlanDialog

            PlanDialog(self._session, name, self._window).exec()

    def remove(self) -> None:
        """Delete the register in front with its records; it can be undone."""
        name = self._front()
        if self._may_change():
            from models.operations.own_registers import remove

            self._session.run_many(self._window, "正在删除台账…", self._session.desk.book.count(name), remove, name)

    def show_menu(self, table: ActionTable, name: str, at: QPoint) -> None:
        """Put a register in front, and at its place in the navigation its menu."""
        self._show(name)
        menu = QMenu(self._window)
        own = ("change_register", "remove_register") if self._session.desk.book.is_own(name) else ()
        menu.addActions([table[action] for action in ("define_register", *own)])
        menu.exec(at)
        menu.deleteLater()
