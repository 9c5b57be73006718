"""打印预览: the ledger of what is shown, as the pages that will be printed. Opened by the register page."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.base.errors import Cancelled, ClerkError
from models.base.layouts import Layout
from models.base.register import Register
from models.operations.ledgers import ledger_of
from ui.printing import PagesView, ZoomBar, ledger_pages, print_pages
from ui.session import Session
from ui.widgets.layout_box import LayoutBox


class LedgerPreview(QDialog):
    """Pages of these records in a layout that can be changed; `shown` is the layout of the table's own columns."""

    def __init__(
        self,
        session: Session,
        register: Register,
        ids: Sequence[int],
        shown: Callable[[], Layout],
        notes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._register, self._ids, self._shown, self._notes = session, register, ids, shown, notes
        self.setWindowTitle(f"打印预览：{register.title}")
        self.setMinimumSize(480, 360)
        screen = self.screen().availableSize()
        self.resize(min(1000, screen.width() - 60), min(760, screen.height() - 80))
        self.layouts = LayoutBox(session, register)
        self.layouts.currentIndexChanged.connect(lambda _: self._change_layout())
        self.pages = PagesView()
        self.pages.setAccessibleName("打印预览")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        self.print_button = buttons.addButton("打印…", QDialogButtonBox.ButtonRole.ActionRole)
        self.print_button.clicked.connect(self.print)
        buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(QLabel("版式"))
        head.addWidget(self.layouts)
        head.addStretch(1)
        head.addWidget(ZoomBar(self.pages))
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addWidget(buttons)

    def _change_layout(self) -> None:
        """Show the pages in another layout, with which the next preview and export begin."""
        if self.show_pages():
            self.layouts.keep()

    def show_pages(self) -> bool:
        """Lay the ledger out and show it; False when the person cancelled or it can't be done (that is told)."""
        layout = self.layouts.chosen() or self._shown()
        try:
            pages = self._session.read_long(
                self,
                "正在排版…",
                lambda desk, report: ledger_pages(
                    ledger_of(desk, self._register, self._ids, layout=layout, notes=self._notes), report
                ),
            )
        except Cancelled:
            return False
        except ClerkError as error:
            self._session.refuse(error)
            return False
        self.pages.show_pages(pages)
        return True

    def print(self) -> None:
        """Ask for a printer and print."""
        if print_pages(self, self.pages.pages, self._register.title):
            self._session.told.emit("已送到打印机。", False)
            self.accept()
