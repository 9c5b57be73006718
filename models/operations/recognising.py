"""Recognising (识别): whether a notice is in the workbook already, by 文号, by title and day, or by its text.

Read by the review, the command line and `models.operations.bringing_in`; writes nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.base.fields import plain_name
from models.intake import DraftTask, Notice
from models.operations.desk import Desk
from models.workdays.deadlines import year_of_title

IMPORT = "import"
"""The English name of the step that brings a notice in."""

NEARLY_ALL = 0.8
"""So much of two texts must be common for them to be the same notice."""

_LENGTHS = 0.7
"""Texts of which one is shorter than this share of the other are not compared."""
_PIECE = 8
_BEGINNINGS = "公开政务信息责任单位工作各市区县推进落实要求完成"
_PIECES = re.compile(rf"(?=([{_BEGINNINGS}]\w{{{_PIECE - 1}}}))")
_RUNS = re.compile(r"[\u4e00-\u9fff]{7}")
_NOT_WORDS = re.compile(r"[\W_]+")
_EDITION_WORDS = re.compile(
    r"[（(](?:修订|调整|修订版|调整后|试行|\d{4}年?(?:修订|调整)版?)[)）]|修订版|^(?:关于)?(?:修订|调整|重新)?印发|的通知$|[《》]"
)

How = Literal["number", "title", "text"]


@dataclass(frozen=True)
class Known:
    """A document that is in the workbook already."""

    document_id: int
    task_ids: tuple[int, ...] = ()
    """The tasks that came from it."""
    how: How = "number"
    brought_in: date | None = None
    """When its tasks were brought in; None when they were not brought in by this program."""
    wordings: frozenset[str] = frozenset()

    @property
    def tasks(self) -> int:
        """How many tasks came from it."""
        return len(self.task_ids)

    def holds(self, task: DraftTask) -> bool:
        """Whether the workbook has this task of the document, word for word but for signs."""
        return folded_text(task.text) in self.wordings


@dataclass(frozen=True)
class Edition:
    """Another edition of the notice: the same title or nearly the same text under another 文号 or day."""

    document_id: int
    name: str
    tasks: int


def folded_text(text: str) -> str:
    """Letters and digits only, width folded, for comparison."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()


def same_wordings(desk: Desk, notice: Notice) -> frozenset[str]:
    """Folded wordings of tasks of the notice's year that the workbook has from elsewhere, word for word.

    The table of a notice that was brought in as text, say; a notice with a 文号 of its own repeats them on purpose.
    Another year's task in the same words is another task; one of no year counts as of any.
    """
    if notice.doc_number:
        return frozenset()
    wanted = {folded_text(task.text) for task in notice.tasks}
    year = year_of_title(notice.title or "") or (notice.issued_on.year if notice.issued_on else None)
    found: set[str] = set()
    rows = desk.book.connection.execute("SELECT id, content FROM tasks WHERE content IS NOT NULL")
    same = [(identity, told) for identity, text in rows if (told := folded_text(text)) in wanted]
    for record, (_, told) in zip(desk.book.records("tasks", [identity for identity, _ in same]), same, strict=True):
        source = desk.book.values("documents", record["source"]) if record["source"] else {}
        days = (source.get("issued_on"), record["due_on"])
        of = year_of_title(source.get("title") or "") or next((day.year for day in days if day), None)
        if year is None or of is None or of == year:
            found.add(told)
    return frozenset(found)


def already_known(desk: Desk, notice: Notice) -> Known | None:
    """The document this notice is: by 文号, else by title and day, else by nearly the same text."""
    how: How = "number"
    found = desk.book.find("documents", notice.doc_number) if notice.doc_number else None
    if found is None and notice.title:
        same = desk.book.find("documents", notice.title)
        if same is not None and _may_be(desk, same, notice):
            found, how = same, "title"
    if found is None:
        near = nearest_text(desk, notice.text)
        if near is not None and _may_be_by_text(desk, near, notice):
            found, how = near, "text"
    if found is None:
        return None
    ids = tuple(sorted(desk.book.linked_from("documents", found).get("tasks", ())))
    written = desk.book.history.written_by("tasks", ids, IMPORT)
    first = min((item.first.date() for item in written.values()), default=None)
    wordings = frozenset(folded_text(task["content"]) for task in desk.book.records("tasks", ids))
    return Known(found, ids, how, first, wordings)


def _may_be(desk: Desk, document: int, notice: Notice) -> bool:
    """Whether a document of the same title is this notice: no other number (it would have been found), the same day."""
    values = desk.book.values("documents", document)
    if values["doc_number"] and notice.doc_number:
        return False
    return values["issued_on"] in (None, notice.issued_on)


def _may_be_by_text(desk: Desk, document: int, notice: Notice) -> bool:
    """The same for nearly the same text, where the day may not have been read; next year's notice is another one."""
    values = desk.book.values("documents", document)
    if (values["doc_number"] and notice.doc_number) or not _same_year(values["title"], notice.title):
        return False
    return values["issued_on"] is None or notice.issued_on is None or values["issued_on"] == notice.issued_on


def other_editions(desk: Desk, notice: Notice, known: Known | None) -> tuple[Edition, ...]:
    """Documents of the same title, or of nearly the same text, that are not this notice: it may replace them."""
    title = _bare_title(notice.title)
    titles = desk.book.names.all_titles("documents")
    found = [number for number, other in titles.items() if title and _bare_title(other) == title]
    if known is None and not found:
        near = nearest_text(desk, notice.text)
        found = [near] if near is not None and _same_year(titles[near], notice.title) else []
    editions = []
    for number in found:
        tasks = desk.book.linked_from("documents", number).get("tasks", set())
        if tasks and (known is None or number != known.document_id):
            values = desk.book.values("documents", number)
            editions.append(Edition(number, values["doc_number"] or values["title"], len(tasks)))
    return tuple(editions)


def _same_year(one: str, other: str) -> bool:
    return year_of_title(one or "") == year_of_title(other or "")


def _bare_title(title: str) -> str:
    """A title without what a later edition adds to it."""
    return plain_name(_EDITION_WORDS.sub("", title or ""))


def nearest_text(desk: Desk, text: str) -> int | None:
    """The document whose text is nearly this one; None when there is none.

    Compared are the pieces of eight characters that begin with one of some frequent characters: a change of
    a word alters eight of them at most, and line breaks and signs alter none. Jaccard's measure over their sets.
    """
    folded = folded_text(text)
    mine = set(_PIECES.findall(folded))
    if len(mine) < _PIECE:
        return None
    sample = _sample(text)
    best, share = None, NEARLY_ALL
    rows = desk.book.connection.execute(
        "SELECT id, text FROM documents WHERE length(text) BETWEEN ? AND ?",
        [int(len(text) * _LENGTHS), int(len(text) / _LENGTHS)],
    )
    for identity, other in rows:
        if 2 * sum(piece in other for piece in sample) < len(sample):
            continue  # cheap, and enough for nearly all
        pieces = set(_PIECES.findall(folded_text(other)))
        common = len(mine & pieces)
        found = common / (len(mine) + len(pieces) - common)
        if found >= share:
            best, share = identity, found
    return best


def _sample(text: str) -> list[str]:
    """Two dozen short runs of characters from all over a text."""
    runs = list(dict.fromkeys(_RUNS.findall(text)))
    return runs[:: max(1, len(runs) // 24)]
