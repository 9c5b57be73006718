"""A notice as its checks see it: the document with everything it was made from, and what a check finds.

Part of `notice_checks`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.base.record import Record
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.operations.desk import Desk
from models.operations.notice_kinds import Kind

BODY, RECORDS = "正文", "记录"
"""Places that are no elements: the text, the list of records."""


@dataclass(frozen=True)
class Check:
    """One finding. place: the Chinese name of the element, `BODY` or `RECORDS`; paragraph: which of the body, from 0.

    apart: it is about this PC (a font it lacks), not about the paper.
    """

    sentence: str
    place: str
    grave: bool = False
    paragraph: int | None = None
    apart: bool = False


@dataclass(frozen=True)
class Paper:
    """What is checked: the document with everything it was made from."""

    desk: Desk
    kind: Kind
    document: Gongwen
    ids: Sequence[int]
    given: Mapping[str, Any]
    issuing: bool
    records: Sequence[Record] = field(default=())
    settings: Mapping[str, str] = field(default_factory=dict)
    """What `given` was read from."""

    def text(self) -> str:
        """The body's paragraphs in one."""
        return "\n".join(part.text for part in self.document.body if isinstance(part, Paragraph))


def texts(part: Paragraph | BodyTable) -> Iterable[str]:
    """The text of a paragraph, or of each cell of a table."""
    return (part.text,) if isinstance(part, Paragraph) else (cell for row in part.rows for cell in row)
