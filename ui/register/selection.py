"""The selected records of a table while the rows around them change: still selected, and in sight.

For the page, and for what rearranges its rows (`row_arrangement`).
"""

from models.base.record import Changes, Query
from ui.register.filter_bar import FilterBar
from ui.register.table_model import RegisterModel
from ui.register.table_view import RegisterTable

_FEW = 200
"""So many records at most get their branches opened."""


class Selection:
    """Follows what is selected in one table."""

    def __init__(self, table: RegisterTable, model: RegisterModel, filters: FilterBar) -> None:
        self._table = table
        self._model = model
        self._filters = filters

    def ids(self) -> list[int]:
        """The selected records, in the order shown."""
        return self._table.selected_ids()

    def bring_in_sight(self, ids: list[int]) -> None:
        """Clear the filters that hide records, and open the branches that do."""
        if any(self._model.row_of(identity) is None for identity in ids) and not set(ids) <= set(self._model.found):
            self._filters.clear()
        for identity in ids[:_FEW]:
            self._model.reveal(identity)

    def again(self, chosen: list[int], row: int = 0, column: int = -1, *, stay: bool = False) -> None:
        """Select the same records; where all are gone, the one that took their place, so that the keyboard goes on.

        That is the one in `row`; with `stay` none is.
        """
        there = [identity for identity in chosen if self._model.row_of(identity) is not None]
        if chosen and not there and not stay and (beside := self._model.nearest(row)) is not None:
            there = [beside]
        self._table.select_ids(there, column)

    def take_changes(self, changes: Changes, query: Query, *, stay: bool) -> None:
        """Let the rows of this query take what an operation changed; with `stay` the keyboard is elsewhere, and nothing scrolls."""
        chosen, at = self.ids(), self._table.currentIndex()
        row, column = at.row(), at.column()
        bar = self._table.verticalScrollBar()
        scroll = bar.value()
        if not self._model.take_changes(changes, query):
            return
        self.again(chosen, row, column, stay=stay)
        bar.setValue(scroll)
        if not stay:
            self._table.scrollTo(self._table.currentIndex())
