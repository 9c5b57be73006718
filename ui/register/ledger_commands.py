"""The ledger of what a register's table shows: written to a file, printed, its layout edited.

Made by the page, which offers the window these `handlers`. Nobody else calls it.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.base.layouts import Layout
from models.base.register import Register
from ui.actions import Handler
from ui.register.filter_bar import FilterBar
from ui.register.table_model import RegisterModel
from ui.register.table_view import RegisterTable
from ui.session import Session

if TYPE_CHECKING:
    from models.operations.ledgers import Write
    from ui.widgets.export_dialog import ExportChoice


class LedgerCommands(QObject):
    """Takes the records, columns and groups from one table; dialogs come up over `over`."""

    exported = Signal(object)
    """Path of a file that was written."""

    def __init__(
        self,
        session: Session,
        register: Register,
        table: RegisterTable,
        model: RegisterModel,
        filters: FilterBar,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._session = session
        self._register = register
        self._table = table
        self._model = model
        self._filters = filters
        self._over = over

    def handlers(self) -> dict[str, Handler]:
        """What the window's actions do with the ledger."""
        return {"export": self.export, "print": self.print_ledger}

    def export(self) -> None:
        """Write the ledger of what is shown, or of what is selected."""
        from ui.widgets.export_dialog import ask_export

        chosen = self._table.selected_ids()
        shown = list(self._model.found)
        choice = ask_export(self._session, self._register, len(shown), len(chosen), self._over, self.edit_layout)
        if choice is not None:
            self.write_ledger(chosen if choice.only_selected else shown, choice)

    def print_ledger(self) -> None:
        """Show the pages of what is shown, or of the selected rows when there are several, to be printed."""
        from ui.register.ledger_preview import LedgerPreview

        selected = self._table.selected_ids()
        ids = selected if len(selected) > 1 else list(self._model.found)
        preview = LedgerPreview(self._session, self._register, ids, self._shown_layout, self._notes(), self._over)
        if preview.show_pages():
            preview.exec()

    def edit_layout(self, layout: Layout, parent: QWidget) -> str:
        """Let the person change a layout, with the records shown as its pages; the name of the one to choose then."""
        from ui.register.layout_dialog import LayoutDialog

        ids = self._table.selected_ids() or list(self._model.found)
        dialog = LayoutDialog(self._session, self._register, layout, ids, parent)
        dialog.exec()
        return dialog.saved.name if dialog.saved else layout.name

    def write_ledger(self, ids: list[int], choice: "ExportChoice") -> None:
        """Write the ledger of these records in the background, or one for each unit, as the person chose."""
        from models.operations import ledgers, unit_ledgers

        layout = choice.layout or self._shown_layout()
        layout = ledgers.with_private(self._register, layout) if choice.private else layout
        operation, told = (
            (partial(unit_ledgers.export_by_unit, ending=choice.suffix), "正在按单位导出")
            if choice.by_unit
            else (ledgers.export_ledger, "正在导出")
        )
        outcome = self._session.run_long(
            self._over,
            f"{told}到“{choice.target.name}”…",
            operation,
            self._register.name,
            ids,
            choice.target,
            layout=layout,
            notes=self._notes(),
            write=_pdf_writer() if choice.suffix == ".pdf" else None,
        )
        if outcome:
            self.exported.emit(choice.target)

    def columns(self) -> list[str]:
        """The ledger's columns: just those the table shows, with the status at its place."""
        return self._table.columns.in_order()

    def _shown_layout(self) -> Layout:
        """The columns of the table, and its groups."""
        from models.operations import ledgers

        return ledgers.shown_layout(self.columns(), self._model.group_by)

    def _notes(self) -> list[str]:
        """What a reader of the ledger must know: which filter was on."""
        return [f"筛选条件：{'；'.join(self._filters.described())}"] if self._filters.is_on() else []


def _pdf_writer() -> "Write":
    from ui.printing import write_ledger_pdf

    return write_ledger_pdf
