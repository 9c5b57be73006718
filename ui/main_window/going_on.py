"""Offers what was not finished the last time, when its workbook is opened: a review, new records, papers."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ui.main_window.incoming import Incoming
from ui.main_window.pages import Pages
from ui.session import Session
from ui.unfinished import NEW, PAPERS
from ui.widgets.strip import MessageStrip


class GoingOn:
    """Asks about a review, which takes the whole window; the rest stands at the foot and waits."""

    def __init__(self, session: Session, strip: MessageStrip, pages: Pages, incoming: Incoming) -> None:
        self._session, self._strip, self._pages, self._incoming = session, strip, pages, incoming

    def offer(self) -> None:
        """The workbook was opened: say what is unfinished in it, with a button to go on."""
        if not self._session.is_open or not self._session.writable:
            return
        self._incoming.offer_unfinished()
        waiting = self._waiting()
        if not waiting:
            return
        self._session.told.emit(f"上次{'、'.join(what for what, _ in waiting)}还没有做完，都留着。", False)
        if len(waiting) == 1:
            self._strip.offer("接着做", waiting[0][1])
        else:
            self._strip.offer("接着做…", lambda: self._choose(waiting))

    def _waiting(self) -> list[tuple[str, Callable[[], None]]]:
        """What there is, in words, and how it is gone on with."""
        found: list[tuple[str, Callable[[], None]]] = []
        for what in self._session.unfinished.names():
            if what == PAPERS:
                found += self._papers()
            elif what.startswith(NEW):
                found += self._record(what.removeprefix(NEW))
        return found

    def _record(self, register: str) -> list[tuple[str, Callable[[], None]]]:
        declared = self._session.registers.get(register)
        if declared is None or declared.hidden:
            return []
        return [(f"新建的{declared.noun}", self._and_put_away(lambda: self._pages.begin_new(register)))]

    def _papers(self) -> list[tuple[str, Callable[[], None]]]:
        from models.operations import issuing
        from ui.notice.kept import waiting

        paper = waiting(self._session.unfinished.found(PAPERS), issuing.kinds(self._session.desk))
        return [(f"写的{paper.kind}", self._and_put_away(self._pages.go_on_composing))] if paper is not None else []

    def _and_put_away(self, act: Callable[[], None]) -> Callable[[], None]:
        """Answered, the message goes."""

        def go_on() -> None:
            self._strip.put_away()
            act()

        return go_on

    def _choose(self, waiting: list[tuple[str, Callable[[], None]]]) -> None:
        menu = QMenu(self._strip)
        for what, act in waiting:
            menu.addAction(what).triggered.connect(lambda _=False, act=act: act())
        menu.popup(self._strip.offer_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
