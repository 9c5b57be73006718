"""三分钟上手 in the window: its page and its bar, and what of the main job was done.

The bar stands above every page but the guide's own, for as long as the guide is wanted; both are made when first seen.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ui.actions import Handler
from ui.dashboard.guide import LEDGER, NOTICE, PAPER, REVIEW, STEPS, WORKBOOK, Guide
from ui.session import Session

if TYPE_CHECKING:
    from ui.dashboard.guide_bar import GuideBar
    from ui.dashboard.guide_page import GuidePage


class Guiding(QObject):
    """`doing` carries out what a button asks for; `may_review` tells whether something is being reviewed; `leave` puts another page in the place of the guide's own."""

    def __init__(
        self,
        session: Session,
        stack: QStackedWidget,
        above: QVBoxLayout,
        doing: Mapping[str, Handler],
        may_review: Callable[[], bool],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(stack)
        self._session, self._stack, self._above = session, stack, above
        self._may_review, self._leave = may_review, leave
        self._doing: dict[str, Handler] = {**doing, "steps": self.show_page, "away": self._put_away}
        self.guide = Guide(session, self)
        self._page: GuidePage | None = None
        self.bar: GuideBar | None = None
        session.opened.connect(lambda: self.guide.do(WORKBOOK))
        self.guide.changed.connect(self.arrange)
        stack.currentChanged.connect(lambda _: self.arrange())

    @property
    def page(self) -> "GuidePage":
        """All the steps; made when first asked for."""
        if self._page is None:
            from ui.dashboard.guide_page import GuidePage

            self._page = GuidePage(self.guide)
            self._page.asked.connect(self._do)
            self._stack.addWidget(self._page)
        return self._page

    @property
    def in_front(self) -> bool:
        """Whether the page is what is seen."""
        return self._page is not None and self._stack.currentWidget() is self._page

    def call(self) -> None:
        """From 帮助: the guide is wanted again."""
        self.guide.call()
        self.show_page()

    def show_page(self) -> None:
        """Put all the steps in front."""
        self._stack.setCurrentWidget(self.page)
        self.arrange()

    def notice_read(self) -> None:
        """A notice has come in and can be reviewed."""
        self.guide.do(NOTICE)

    def reviewed(self) -> None:
        """The tasks of a notice were brought in."""
        self.guide.do(REVIEW)

    def exported(self) -> None:
        """A ledger was written."""
        self.guide.do(LEDGER)

    def written(self) -> None:
        """A paper was written."""
        self.guide.do(PAPER)

    def arrange(self) -> None:
        """Show the bar where it is wanted, and let its buttons and the page's do what can be done now."""
        seen = self.guide.wanted and self._stack.currentWidget() is not None and not self.in_front
        if seen and self.bar is None:
            from ui.dashboard.guide_bar import GuideBar

            self.bar = GuideBar(self.guide)
            self.bar.asked.connect(self._do)
            self._above.insertWidget(0, self.bar)
        if self.bar is not None:
            self.bar.setVisible(seen)
            self.bar.allow(self._allowed())
        if self._page is not None:
            self._page.allow(self._allowed())

    def _allowed(self) -> frozenset[str]:
        asked = {name for step in STEPS for name, _ in step.buttons}
        if not self._session.is_open:
            asked -= {"export", "notice"}
        if not self._may_review():
            asked -= {"review"}
        return frozenset(asked)

    def _do(self, name: str) -> None:
        self._doing[name]()

    def _put_away(self) -> None:
        was_in_front = self.in_front
        self.guide.put_away()
        if was_in_front:
            self._leave()
