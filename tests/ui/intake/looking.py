"""What the tests of the intake page ask of a page and of the workbook."""

from collections.abc import Mapping
from typing import Any

from ui.intake import IntakePage
from ui.intake.review import Review
from ui.session import Session


def review_of(page: IntakePage) -> Review:
    review = page.review
    assert review is not None
    return review


def stored(session: Session) -> list[dict[str, object]]:
    book = session.desk.book
    return [dict(book.values("tasks", number)) for number in book.ids("tasks")]


def document_named(session: Session, title: str) -> Mapping[str, Any]:
    """The values of a document; the test fails when there is none."""
    found = session.desk.book.find("documents", title)
    assert found is not None
    return session.desk.book.values("documents", found)
