"""What the window shows while no workbook is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ui.main_window.files import FileCommands
from ui.main_window.guiding import Guiding
from ui.session import Session

if TYPE_CHECKING:
    from ui.dashboard.welcome import WelcomePage


class FirstPage:
    """How the main job is done, to whom that is new; else how to begin. The window says when it is to be seen."""

    def __init__(
        self,
        session: Session,
        stack: QStackedWidget,
        guiding: Guiding,
        files: FileCommands,
        import_files: Callable[[list[Path]], None],
    ) -> None:
        self._session, self._stack, self._guiding = session, stack, guiding
        self._files, self._import_files = files, import_files
        self._welcome: WelcomePage | None = None

    def show(self) -> None:
        """Put it in front."""
        if self._guiding.guide.wanted:
            self._guiding.show_page()
        else:
            self._stack.setCurrentWidget(self.welcome)

    @property
    def welcome(self) -> WelcomePage:
        """How to begin; made when it is first asked for."""
        if self._welcome is None:
            from ui.dashboard.welcome import WelcomePage

            self._welcome = page = WelcomePage(self._session)
            page.notice_chosen.connect(self._import_files)
            page.new_asked.connect(self._files.new_workbook)
            page.open_asked.connect(self._files.open_workbook)
            page.demo_asked.connect(self._files.demo_workbook)
            page.recent_chosen.connect(self._files.open_this)
            self._stack.addWidget(page)
        return self._welcome
