"""A program in which three things are half done, until it is killed: `python -m tests.e2e.cut_off HOME WORKBOOK`."""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer

from models.base.clock import Clock
from models.operations import records
from models.registers import all_registers
from tests.e2e.notices import ACTION
from ui.app import make_application, make_session
from ui.intake import IntakePage
from ui.main_window import MainWindow
from ui.widgets.growing_line import GrowingLine
from ui.widgets.icons import Icons

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def begin(home: Path, book: Path) -> MainWindow:
    """A paper, a new record and a review, each begun by hand."""
    session = make_session(Clock.fixed(date(2021, 10, 15)), all_registers(), RESOURCES, home)
    window = MainWindow(session, Icons(RESOURCES))
    assert session.create(book)
    window.show()
    records.add_many(session.desk, "tasks", [{"content": "规范性文件入库", "due_on": "2021-09-30"}])
    window.pages.compose([1])
    composer = window.pages.composer
    assert composer is not None
    composer.kind.setCurrentText("督办通知单")
    composer.text.setPlainText(f"{composer.text.toPlainText()}\n特此督办。")
    window.show_page("units")
    window.page("units").side.new()
    line = window.page("units").form.rows["name"].editor.focusProxy()
    assert isinstance(line, GrowingLine)
    line.setText("市档案馆")
    window.incoming.review_text(ACTION)
    QTimer.singleShot(0, lambda: _review(window))
    return window


def _review(window: MainWindow) -> None:
    page = window.intake
    if isinstance(page, IntakePage) and page.review is not None:
        page.review.drafts.remove(page.review.drafts.items[:1])
        page.review.changed.emit()
    else:
        QTimer.singleShot(20, lambda: _review(window))


if __name__ == "__main__":
    application = make_application(sys.argv[:1])
    shown = begin(Path(sys.argv[1]), Path(sys.argv[2]))
    application.exec()
