"""The choice of a notice's kind (种类): all kinds with what each is for, and which was picked last. For `composer` only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from models.operations import issuing, notice_kinds
from ui.session import Session


class KindChoice(QComboBox):
    """The kinds by name, in their order; remembers for each register what was picked."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName("公文种类")
        self.setMaxVisibleItems(20)
        self.currentIndexChanged.connect(lambda _: self._tell())

    def offer(self, kind: str) -> None:
        """Show all kinds anew, and this one as chosen; not told as a change."""
        self.blockSignals(True)
        self.clear()
        for place, made in enumerate(notice_kinds.all_kinds(self._session.desk)):
            self.addItem(made.name)
            self.setItemData(place, made.declared.purpose, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentText(kind)
        self._tell()
        self.blockSignals(False)

    def picked_last(self, ids: Sequence[int], register: str) -> str:
        """The kind that was picked last for records of this register, where it may be about all of these; else ""."""
        desk = self._session.desk
        last = str(self._session.settings.value(self._place(register), ""))
        known = last in issuing.kinds_about(desk, register)
        return last if known and len(issuing.acceptable(desk, last, ids)) == len(ids) else ""

    def remember(self, register: str, kind: str) -> None:
        """Remember that this kind was picked for records of the register."""
        self._session.settings.setValue(self._place(register), kind)

    def _place(self, register: str) -> str:
        return f"composer/kind/{self._session.place_of(register)}"

    def _tell(self) -> None:
        self.setToolTip(str(self.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
