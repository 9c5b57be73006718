"""Which layout a ledger is made by: a box to choose from that begins with the one used last for this register."""

from PySide6.QtWidgets import QComboBox

from models.base.layouts import Layout
from models.base.register import Register
from models.operations.layouts import layouts_of
from ui.session import Session

_SHOWN_COLUMNS = "表格里现在显示的栏目"
_LAST = "export/layout"


class LayoutBox(QComboBox):
    """The register's layouts, the office's own, and the columns that the table shows now."""

    def __init__(self, session: Session, register: Register) -> None:
        super().__init__()
        self._session = session
        self._register = register
        self._key = f"{_LAST}/{session.place_of(register.name)}"
        self.setAccessibleName("版式")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.fill(str(session.settings.value(self._key, "")))

    def fill(self, name: str) -> None:
        """The layouts there are now, that of this name chosen; else the register's usual one."""
        self.clear()
        for layout in layouts_of(self._session.desk, self._register):
            self.addItem(layout.name, layout)
        self.addItem(_SHOWN_COLUMNS, None)
        self.setCurrentIndex(max(0, self.findText(name)))

    def chosen(self) -> Layout | None:
        """The layout chosen; None: the columns the table shows."""
        found: Layout | None = self.currentData()
        return found

    def keep(self) -> None:
        """Begin with this one the next time."""
        self._session.settings.setValue(self._key, self.currentText())
