"""Makes the review of a notice out of its parts and the workbook. Used by `ui.intake.page` only."""

from PySide6.QtWidgets import QWidget

from models.intake.notice import Notice
from ui.intake.drafts import Drafts
from ui.intake.review import Review
from ui.intake.roster import Roster
from ui.intake.typed_units import UnitsCell
from ui.intake.units_pane import UnitsPane
from ui.session import Session


def make_review(notice: Notice, session: Session, parent: QWidget) -> Review:
    """A review whose units are looked up in, and completed from, the open workbook."""

    def is_registered(name: str) -> bool:
        return session.is_open and session.desk.book.known("units", name) is not None

    drafts = Drafts(notice, session.registers, session.desk.calendar, is_registered)

    def unit_cell(name: str, cell_parent: QWidget) -> UnitsCell:
        return UnitsCell(
            drafts.cells.field(name), session, lambda text: drafts.cells.read_units(name, text), cell_parent
        )

    # with a parent from the start: it shows itself, and would be a window of its own until the review takes it
    units = UnitsPane(Roster(drafts, lambda: session.desk if session.is_open else None), session, parent)
    return Review(drafts, unit_cell, units, parent)
