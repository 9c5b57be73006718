"""How the table of a register is arranged: filters, order, columns, tree or groups, taken together as a view (视图).

What a saved view shows lies over the person's own arrangement until it is left. Made by the page, which asks the
records anew when told so; the saved views (`views`) and a page that takes another's place (`left`) set it.
"""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from models.base.record import Query
from models.base.views import View
from ui.register.filter_bar import FilterBar
from ui.register.remembered import Remembered
from ui.register.row_arrangement import RowArrangement
from ui.register.table_view import RegisterTable


class Arrangement(QObject):
    """Tells as a view what one table shows, and shows what a view holds."""

    asked_anew = Signal()
    """Filters or order are others: the records shown must be asked for again."""

    def __init__(
        self,
        table: RegisterTable,
        filters: FilterBar,
        rows: RowArrangement,
        remembered: Remembered,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._filters = filters
        self._rows = rows
        self._remembered = remembered
        self._order = ("", False)

    def query(self) -> Query:
        """What the records shown are asked for with."""
        return Query(self._filters.condition(), self._filters.words(), *self._order)

    def now(self) -> View:
        """What the table shows now, as a view without a name."""
        order, descending = self._order
        return View(
            filters=self._filters.kept(),
            words=self._filters.words(),
            order=order,
            descending=descending,
            columns=tuple(self._table.columns.in_order()),
            widths=self._table.columns.given_widths(),
            group_by=self._rows.group_by,
            tree=self._rows.is_tree,
        )

    def sort(self, name: str, descending: bool) -> None:
        """Show the records in another order."""
        self._order = (name, descending)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # many long texts take up to a second
        try:
            self.asked_anew.emit()
        finally:
            QGuiApplication.restoreOverrideCursor()

    def show(self, view: View) -> int:
        """Show what a view holds, until it is left; the number of records it filters for that are gone."""
        self._remembered.lay_over(self._as_remembered(view))
        return self._show(view)

    def show_own(self) -> None:
        """Show all records, as the person left the table before it showed a view."""
        self._remembered.lay_over(None)
        self._show(View())

    def show_filtered(self, view: View) -> None:
        """Show what a view filters for, in its order; columns and groups stay as the person left them."""
        self._show(view)

    def hold(self) -> None:
        """What is shown now is a view's: changes are no longer the person's own arrangement."""
        self._remembered.lay_over(self._as_remembered(self.now()))

    def _show(self, view: View) -> int:
        """Filters and order of a view, the rest as it is remembered."""
        self._order = (view.order, view.descending)
        gone = self._filters.show_kept(view.filters, view.words)
        self._rows.restore()
        self._table.show_order(*self._order)
        self._table.restore_columns()
        self.asked_anew.emit()
        return gone

    def _as_remembered(self, view: View) -> dict[str, Any]:
        rows = self._rows.remembered_as(tree=view.tree, group_by=view.group_by)
        return rows | self._table.columns.remembered_as(view.columns, view.widths)
