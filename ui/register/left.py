"""What a register's page showed when its register became another declaration, for the page that takes its place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.base.views import View, fitting

if TYPE_CHECKING:
    from ui.register.page import RegisterPage


@dataclass(frozen=True)
class Left:
    """The arrangement shown, the view in use and whether it was changed since, the records selected."""

    shown: View
    view: str
    changed: bool
    selected: tuple[int, ...]


def left_by(page: "RegisterPage") -> Left:
    """What a page shows now."""
    return Left(page.arrangement.now(), page.views.name, page.views.is_changed(), tuple(page.selected_ids()))


def take_up(page: "RegisterPage", left: Left) -> None:
    """Show the same on a new page of the register, as far as its declaration still has it."""
    shown, _ = fitting(page.register, left.shown)
    if left.view:
        page.views.use(left.view)
        if left.changed:
            page.arrangement.show(shown)
    else:
        page.views.leave()
        page.arrangement.show_filtered(shown)
    page.views.refresh()
    page.table.select_ids([identity for identity in left.selected if page.model.row_of(identity) is not None])
