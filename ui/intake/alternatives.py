"""What may settle a doubt beside 对 and 改: other readings, each as the texts of the cells that it would set.

Plain values, no Qt: `ways` proposes, `take` sets. The readings come from reading the notice anew under another
assumption; none is ever set by itself. Used by `ui.intake.review_doubts` only.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.intake.assignment import Assignment, read_assignment, segments
from models.intake.choosing import INHERITED, NO_UNITS
from models.intake.clauses import LOST_CLOSING, LOST_OPENING
from models.intake.finishing import DOUBT_SAME
from models.intake.from_wording import FROM_TEXT
from models.intake.notice import Span
from models.intake.regrouping import OTHER_DEADLINES
from models.intake.units import OPEN, looks_like_unit
from models.workdays.deadlines import DocumentDates
from models.workdays.meaning import spoken
from models.workdays.resolve import month_end, plus_years
from ui.intake.doubt_cells import field_in_doubt
from ui.intake.doubts import Doubt
from ui.intake.draft import ONGOING, UNIT_FIELDS, Draft
from ui.intake.drafts import BETWEEN_UNITS, Drafts

MOST = 4
"""Readings offered for one doubt."""

_ROLE_NAMES = dict(zip(UNIT_FIELDS, ("牵头", "责任", "配合"), strict=True))
_SUBJECT = re.compile("“([^”]*)”")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"(?:(?P<year>\d{4})\s*[年./-])?\s*(?P<month>\d{1,2})\s*[月./-]")
_BASE_DAYS = re.compile(r"(?:成文|发布)日期(?:推定为)?\d{4}年\d{1,2}月\d{1,2}日")
_ABOUT_YEAR = re.compile(r"年份|早于成文日期|比文件年份|在五年以后")
_MAYBE_ONGOING = re.compile(r"又写持续推进|看不出完成时限|没有完成时限")


@dataclass(frozen=True)
class Way:
    """One reading: what its button says, what it comes to, and the cells it sets as (field, text)."""

    label: str
    cells: tuple[tuple[str, str], ...]
    detail: str = ""


def ways(drafts: Drafts, doubt: Doubt) -> tuple[Way, ...]:
    """The readings that hold for every task of a line, with the first one's cells; () when there are none."""
    found = [ways_for(drafts, draft, said) for draft, said in _tasks_of(doubt)]
    if not found:
        return ()
    shared = set.intersection(*({way.label for way in each} for each in found))
    return tuple(way for way in found[0] if way.label in shared)


def take(drafts: Drafts, doubt: Doubt, label: str) -> None:
    """Set the cells that a reading says, in every task of the line, and settle the line; one step.

    Raises:
        FieldError: a text does not fit its field; nothing is changed then.
    """
    with drafts.step(f"按“{label}”确认疑问"):
        for draft, said in _tasks_of(doubt):
            for way in ways_for(drafts, draft, said):
                if way.label == label:
                    for name, text in way.cells:
                        drafts.set_text(draft, name, text)
        drafts.settle(doubt.keys)


def _tasks_of(doubt: Doubt) -> list[tuple[Draft, str]]:
    return [(draft, said) for draft, said in zip(doubt.places, doubt.said, strict=False) if isinstance(draft, Draft)]


def ways_for(drafts: Drafts, draft: Draft, sentence: str) -> tuple[Way, ...]:
    """Other readings of what a sentence doubts in a task; those that change nothing are left out."""
    name = field_in_doubt(sentence, draft.origin)
    found: Sequence[Way] = ()
    if name == "deadline_text" and _is_about(draft, sentence):
        found = _deadlines(drafts, draft, sentence)
    elif name in UNIT_FIELDS:
        found = _units(drafts, draft, sentence)
    changing = [way for way in found if any(drafts.text_of(draft, cell) != text for cell, text in way.cells)]
    return tuple({way.label: way for way in changing}.values())[:MOST]


def _is_about(draft: Draft, sentence: str) -> bool:
    """Whether a sentence speaks of the task's own deadline; words elsewhere in the task (年度内听取汇报) change no day.

    A task whose deadline stands in no cell has it from its text.
    """
    quoted = _SUBJECT.match(sentence)
    own, said = "".join(draft.task.deadline_text.split()), "".join(quoted[1].split()) if quoted else ""
    return sentence.startswith(OTHER_DEADLINES) or not own or not said or said in own or own in said


# -- deadlines ----------------------------------------------------------------------------------------


def _deadlines(drafts: Drafts, draft: Draft, sentence: str) -> list[Way]:
    if sentence.startswith(OTHER_DEADLINES):
        return [_deadline(drafts, words) for words in re.findall("“([^”]*)”", sentence)]
    if "这一天不存在" in sentence:
        return _near_days(drafts, sentence)
    if _ABOUT_YEAR.search(sentence):
        return _other_years(drafts, draft)
    if "没有写明日子" in sentence and draft.task.due_on:
        day = draft.task.due_on
        return [_on(date(day.year, day.month, number)) for number in (10, 20)] + [_on(month_end(day.year, day.month))]
    found = [_on(day) for day in _spoken_days(_BASE_DAYS.sub("", sentence))]
    if _MAYBE_ONGOING.search(sentence):
        found.append(Way(ONGOING, (("due_on", ONGOING),)))
    return found


def _on(day: date) -> Way:
    return Way(spoken(day), (("due_on", day.isoformat()),))


def _deadline(drafts: Drafts, words: str) -> Way:
    """Another deadline: its wording where it reads as one, else its day."""
    found = drafts.cells.read_deadline(words)
    name = "deadline_text" if found.says_when or found.ongoing else "due_on"
    return Way(words, ((name, words),))


def _spoken_days(sentence: str) -> list[date]:
    days = []
    for year, month, day in _DAY.findall(sentence):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue  # the sentence quotes a day that does not exist
    return days


def _near_days(drafts: Drafts, sentence: str) -> list[Way]:
    """For a day that does not exist: the last one of its month, and the first one after it."""
    quoted = re.search("“([^”]*)”", sentence)
    month = _MONTH.search(quoted[1]) if quoted else None
    if month is None or not 1 <= int(month["month"]) <= 12:
        return []
    year = f"{month['year']}年" if month["year"] else ""
    last = drafts.cells.read_deadline(f"{year}{int(month['month'])}月底前").due_on
    return [_on(last), _on(last + timedelta(days=1))] if last else []


def _other_years(drafts: Drafts, draft: Draft) -> list[Way]:
    """The same day in another year: those around the assumed one, or those the notice speaks of."""
    due = draft.task.due_on
    named = Counter(int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=年)", drafts.notice.text))
    known = drafts.dates.reference_year
    years = [due.year + 1, due.year - 1, due.year + 2] if due else []
    years += [known, known + 1] if known else []
    years += [year for year, _ in named.most_common(MOST)]
    found = []
    for year in dict.fromkeys(years):
        day = _in_year(drafts, draft, year)
        if day is not None and day != due:
            found.append(Way(f"{year}年", (("due_on", day.isoformat()),), spoken(day)))
    return found


def _in_year(drafts: Drafts, draft: Draft, year: int) -> date | None:
    """What the deadline's wording means in this year."""
    wording = re.sub(r"\d{4}年", "", draft.task.deadline_text)
    read = drafts.cells.read_deadline(wording, DocumentDates(year, None, None)).due_on
    if read is not None and read.year == year:
        return read
    due = draft.task.due_on
    return plus_years(due, year - due.year) if due else None


# -- units --------------------------------------------------------------------------------------------


def _units(drafts: Drafts, draft: Draft, sentence: str) -> list[Way]:
    held = {name: getattr(draft.task, name) for name in UNIT_FIELDS}
    lead, responsible, _ = held.values()
    if sentence.startswith(DOUBT_SAME):
        return _one_role(held, sentence)
    if "列第一位的单位记为牵头单位" in sentence:
        return [_cells("都列为责任单位", lead_units=(), responsible_units=(*lead, *responsible))]
    if "责任单位即为牵头单位" in sentence:
        return [_cells("改列为牵头单位", lead_units=responsible, responsible_units=())]
    if "已一并列入" in sentence:
        added = set(re.split("、", "".join(re.findall("“([^”]*)”", sentence))))
        return [_cells("不列入", responsible_units=tuple(unit for unit in responsible if unit not in added))]
    if sentence == NO_UNITS:
        return _as_above(drafts, draft)
    if sentence in (INHERITED, FROM_TEXT):
        return [_cells("不写单位", **dict.fromkeys(UNIT_FIELDS, ()))]
    if sentence == LOST_CLOSING:
        return _closing(drafts, draft)
    if sentence == LOST_OPENING or "缺标点" in sentence:
        return _opening(drafts, draft)
    return []


def _cells(label: str, **units: tuple[str, ...]) -> Way:
    cells = tuple((name, BETWEEN_UNITS.join(dict.fromkeys(names))) for name, names in units.items())
    told = "；".join(f"{_ROLE_NAMES[name]}：{'、'.join(names)}" for name, names in units.items() if names)
    return Way(label, cells, told)


def _one_role(held: dict[str, tuple[str, ...]], sentence: str) -> list[Way]:
    """A unit in two roles: kept in one of them."""
    twice = set(sentence.rpartition("：")[2].split("、"))
    found = []
    for kept in UNIT_FIELDS:
        if twice <= set(held[kept]):
            less = {
                name: tuple(unit for unit in units if unit not in twice) for name, units in held.items() if name != kept
            }
            found.append(_cells(f"只列为{_ROLE_NAMES[kept]}单位", **less))
    return found


def _as_above(drafts: Drafts, draft: Draft) -> list[Way]:
    """The units of the last task before this one that has any."""
    above = [item for item in drafts.items[: drafts.items.index(draft)] if item.has_units]
    return [_cells("同上一项", **{name: getattr(above[-1].task, name) for name in UNIT_FIELDS})] if above else []


def _read_units(label: str, found: Assignment) -> Way:
    return _cells(
        label,
        lead_units=tuple(unit.name for unit in found.lead),
        responsible_units=tuple(unit.name for unit in found.responsible),
        cooperating_units=tuple(unit.name for unit in found.cooperating),
    )


def _unit_places(draft: Draft) -> list[Span]:
    return sorted(mark.span for mark in draft.origin.marks if mark.kind == "unit")


def _closing(drafts: Drafts, draft: Draft) -> list[Way]:
    """A bracket that was never closed: it may have ended after each of its pieces; the rest is wording."""
    text, places = drafts.notice.text, _unit_places(draft)
    end = draft.origin.span[1]
    opening = max((text.rfind(sign, draft.origin.span[0], places[0][0]) for sign in OPEN), default=-1) if places else -1
    if opening == -1:
        return []
    found = []
    for _, stop in segments(text, opening + 1, end)[:-1]:
        read = read_assignment(text[opening + 1 : stop])
        if read.names_units:
            way = _read_units(f"括号到“{text[opening + 1 : stop][-8:]}”为止", read)
            rest = text[stop:end].strip(" ，,；;、\n")
            found.append(Way(way.label, (*way.cells, ("content", draft.task.text + rest)), way.detail))
    return found


def _opening(drafts: Drafts, draft: Draft) -> list[Way]:
    """A bracket that was never opened: the first unit's name may begin elsewhere."""
    places = _unit_places(draft)
    if not places:
        return []
    text, (start, end) = drafts.notice.text, places[0]
    name = text[start:end]
    role = next((role for role in UNIT_FIELDS if name in getattr(draft.task, role)), None)
    if role is None:
        return []
    left = re.search(r"[^，,。；;、：:\s（）()〔〕]*$", text[max(draft.origin.span[0], start - 12) : start])
    longer = left[0] if left else ""
    names = [
        longer[index:] + name for index in range(len(longer)) if looks_like_unit(longer[index:] + name, strong=True)
    ]
    names = names[-2:] + [name[cut:] for cut in range(1, len(name) - 2) if looks_like_unit(name[cut:], strong=True)][:2]
    others = getattr(draft.task, role)
    return [
        _cells(f"“{other}”", **{role: tuple(other if unit == name else unit for unit in others)}) for other in names
    ]
