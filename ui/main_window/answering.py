"""The window's actions: who answers each of them now, and which can be done."""

from collections.abc import Callable, Mapping

from ui.actions import OWN, WORKBOOK, WRITABLE, ActionTable, Handler
from ui.main_window.incoming import Incoming
from ui.main_window.navigation import Navigation
from ui.main_window.pages import Pages
from ui.main_window.undoing import UndoCommands, name_undo
from ui.session import Session


class Answering:
    """Asks the page in front what it does itself; `others` answer the rest.

    The window calls `refresh` whenever another page or another state may be in front.
    """

    def __init__(
        self,
        session: Session,
        table: ActionTable,
        pages: Pages,
        navigation: Navigation,
        incoming: Incoming,
        undoing: UndoCommands,
        others: Callable[[], Mapping[str, Handler]],
    ) -> None:
        self._session, self._table, self._pages, self._navigation = session, table, pages, navigation
        self._incoming, self._undoing, self._others = incoming, undoing, others

    def refresh(self) -> None:
        """Bring the actions up to date."""
        session = self._session
        state: set[str] = set()
        offered: list[dict[str, Handler]] = []
        front = self._pages.front()
        if session.is_open:
            state.add(WORKBOOK)
            if session.writable:
                state.add(WRITABLE)
            state |= name_undo(self._table, self._steps())
        if front is not None and session.is_open:
            state |= front.state()
            offered.append(self._with_panes({**front.handlers(), **self._notice()}))
            register = self._pages.open_register()
            if register:
                self._table.show_register(register)
                if session.desk.book.is_own(register):
                    state.add(OWN)
        self._table.use(*offered, self._others())
        self._table.refresh(frozenset(state))

    def _notice(self) -> dict[str, Handler]:
        """写公文 about what is selected in a register, where there is somebody to write to."""
        page = self._pages.register_page()
        if page is None or not page.register.unit_fields:
            return {}
        return {"notice": lambda: self._pages.compose(page.selected_ids(), page.register.name)}

    def _with_panes(self, handlers: dict[str, Handler]) -> dict[str, Handler]:
        """Alt+arrows go on into the navigation where the page has no pane further left."""
        register_page = self._pages.register_page()
        page = register_page or self._incoming.page
        if page is None or page is not self._pages.front():
            return handlers

        def left() -> None:
            if not page.focus_pane(-1):
                self._navigation.setFocus()

        def right() -> None:
            if self._navigation.hasFocus() and register_page is not None:
                register_page.focus_table()
            else:
                page.focus_pane(1)

        return {**handlers, "pane_left": left, "pane_right": right}

    def _steps(self) -> tuple[str, str]:
        """What can be undone and redone: while something is brought in its own steps, else those of the workbook."""
        page = self._incoming.page
        if page is not None and page is self._pages.front():
            return page.steps()
        return self._undoing.steps()
