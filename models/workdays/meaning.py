"""What a deadline phrase means, as plain values; shared by the modules of this package.

`models.workdays.deadlines` hands these out; callers import them from there.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

_QUOTED = 40  # characters of the original shown in a warning


@dataclass(frozen=True)
class DocumentDates:
    """What the document says of itself, for the year rules and the relative phrases.

    `title_year`: the year in the title (2024年政务公开工作要点); `issued_on`: 成文日期;
    `published_on`: 发布日期; `number_year`: the year in the 文号, where nothing else is known; `present_year`: the year
    in which the wording is typed, where no document is known. That one fills in a year that is not stated and says
    nothing against one that is.
    """

    title_year: int | None = None
    issued_on: date | None = None
    published_on: date | None = None
    number_year: int | None = None
    present_year: int | None = None
    own_titles: tuple[str, ...] = ()

    @property
    def base(self) -> date | None:
        """The day relative phrases count from: 成文日期, else 发布日期."""
        return self.issued_on or self.published_on

    @property
    def reference_year(self) -> int | None:
        """The year the document belongs to: of the title, else of 成文日期, 发布日期 or 文号."""
        if self.title_year is not None:
            return self.title_year
        return self.base.year if self.base else self.number_year


@dataclass(frozen=True)
class Milestone:
    """One step (节点) on the way: its clause, its day if it has one, where it stands."""

    text: str
    due_on: date | None
    span: tuple[int, int]  # in the text that was read


@dataclass(frozen=True)
class Deadline:
    """What a deadline (完成时限) says and what it means.

    `recurrence` is an RFC 5545 RRULE value, with the first day of the series in `starts_on`;
    `starts_on` also holds the first day of a span (6月10日至年底). `relative` is a rule per event in
    the form of `models.workdays.relative`. `milestones` lists every dated step when there are several.
    """

    text: str  # the original wording, "" when there is none
    due_on: date | None
    ongoing: bool
    recurrence: str | None
    starts_on: date | None
    relative: str | None
    milestones: tuple[Milestone, ...]
    warnings: tuple[str, ...]  # one Chinese sentence each
    span: tuple[int, int] | None  # where `text` stands in what was read

    @property
    def says_when(self) -> bool:
        """Whether anything at all is known: a date, ongoing, a recurrence or a rule per event."""
        return bool(self.due_on or self.ongoing or self.recurrence or self.relative)

    def shifted(self, offset: int) -> "Deadline":
        """The same, its places moved by `offset` characters (from a part to the whole text)."""
        moved = tuple(replace(m, span=(m.span[0] + offset, m.span[1] + offset)) for m in self.milestones)
        span = (self.span[0] + offset, self.span[1] + offset) if self.span else None
        return replace(self, milestones=moved, span=span)


NO_DEADLINE = Deadline("", None, False, None, None, None, (), (), None)


def spoken(day: date) -> str:
    """`day` as a clerk writes it: 2021年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def quoted(wording: str) -> str:
    """`wording` in quotation marks on one line, shortened when long, for a warning."""
    line = " ".join(wording.split())
    return f"“{line}”" if len(line) <= _QUOTED else f"“{line[:_QUOTED]}…”"


_SPAN_OF_YEARS = re.compile(r"20\d\d\s*年?\s*[—–－至到~～-]+\s*20\d\d")
_YEAR = re.compile(r"(20\d\d)\s*年")


_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")


def year_of_title(*titles: str) -> int | None:
    """The year the first of the titles that names one states (2024年政务公开工作要点); None for a span of years."""
    for title in titles:
        if _SPAN_OF_YEARS.search(title):
            return None
        found = _YEAR.search(title)
        if found:
            return int(found[1])
    return None


def year_of_number(doc_number: str | None) -> int | None:
    """The year in a 文号 (皖政办〔2024〕6号); None when there is none."""
    found = _NUMBER_YEAR.search(doc_number or "")
    return int(found[1]) if found else None
