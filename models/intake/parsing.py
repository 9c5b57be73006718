"""Reading a notice: from a source text to a `Notice` with draft tasks, spans and doubts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.intake.choosing import Chooser
from models.intake.clauses import find_assignments
from models.intake.covering import only_hands_on, said_outright
from models.intake.drafts import Draft
from models.intake.facts import Facts, find_facts
from models.intake.finishing import Rules, carry_prefixes, find_duties, to_task
from models.intake.from_wording import with_named_units, with_unit_in_front
from models.intake.kinds import (
    CLOSING_HEADING,
    FOR_APPLICANTS,
    GOALS,
    NO_UNITS_NAMED,
    SETTING,
    duties_of_units,
    fellows,
    items_without_units,
    kind_by_title,
    message_without_tasks,
    next_steps,
)
from models.intake.lines import Line, classify, split_lines
from models.intake.notice import DraftTask, Duty, Notice, SourceText, Span, places_of
from models.intake.outline import build_outline
from models.intake.patches import CleanText
from models.intake.repair import clean
from models.intake.table_tasks import table_drafts
from models.intake.tables import find_tables
from models.intake.units import looks_like_unit
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import DocumentDates, year_of_number, year_of_title

SCENE_REACH = 20


def title_year(facts: Facts) -> int | None:
    """The year the title states; None for a span of years."""
    return year_of_title(facts.title, facts.notice_title)


def known_units(lines: Sequence[Line]) -> frozenset[str]:
    """Names of units that the document uses in brackets that are whole; they help where a bracket was lost."""
    names: set[str] = set()
    for line in lines:
        if line.kind == "body":
            for found in find_assignments(line.text, 0):
                if not found.warnings and line.text[found.span[0]] in "（(〔【[":
                    names |= {unit.name for unit in (*found.lead, *found.responsible, *found.cooperating)}
    return frozenset(names)


def read_notice(source: SourceText, calendar: WorkCalendar) -> Notice:
    """Read a notice: clean the text, find what it says of itself, its tasks and duties.

    Never raises for any text; a document without tasks gets one plain message in `warnings`.
    """
    cleaned = clean(source)
    text = cleaned.text
    tables = find_tables(text, cleaned.blocks)
    lines = split_lines(text, [table.span for table in tables])
    classify(lines)
    facts = find_facts(lines)
    number_year = year_of_number(facts.doc_number) or facts.opening_year
    dates = DocumentDates(
        title_year(facts),
        facts.issued_on,
        facts.published_on,
        number_year,
        own_titles=tuple({facts.title, facts.notice_title} - {""}),
    )
    body = lines[facts.body_from :]
    known = known_units(body)
    root = build_outline(text, body)
    chooser = Chooser(text, known)
    in_tables = [draft for table in tables for draft in table_drafts(text, table)]
    drafts = without_closing(text, merged(text, in_tables, chooser.choose(root)))
    warnings = [*cleaned.warnings, *facts.doubts]
    letter = [line.span for line in lines[: facts.body_from] if line.kind == "body" and "。" in line.text]
    rest: list[Span] = [*letter, *chooser.leftover]
    kind = kind_by_title(facts.title, text)
    covers = not in_tables and only_hands_on(facts, lines, text)
    if covers:
        rest += [place for draft in drafts if not said_outright(text, draft) for place in draft.texts]
        drafts = [draft for draft in drafts if said_outright(text, draft)]
    if kind and sets_no_tasks(text, drafts, kind):
        drafts = []
    if drafts and not kind and not any(draft.assignment and draft.assignment.names_units for draft in drafts):
        drafts = with_duties(text, drafts, duties_of_units(root, text))
    elif drafts and not kind:
        drafts = sorted([*drafts, *fellows(root, text, drafts)], key=lambda draft: draft.span)
    if not drafts and kind == "通报":
        drafts = next_steps(root, text)
        rest = outside(rest, drafts)
    if not drafts and not kind and not covers:
        drafts = [with_named_units(text, draft) for draft in items_without_units(root, text, facts)]
        if drafts and not any(draft.assignment for draft in drafts):
            warnings.append(NO_UNITS_NAMED)
        rest = outside(rest, drafts)
    if not drafts:
        warnings.append(message_without_tasks(facts, lines, text, bool(tables)))
    drafts = [draft if draft.assignment else with_named_units(text, draft) for draft in drafts]
    drafts = [with_unit_in_front(text, draft) for draft in drafts]
    carry_prefixes(drafts)
    rules = Rules(text)
    tasks = tuple(to_task(text, draft, dates, calendar, rules) for draft in drafts)
    duties = find_duties(text, rest, dates, calendar) if not kind else ()
    return as_notice(source.name, facts, replace(cleaned, warnings=tuple(dict.fromkeys(warnings))), tasks, duties)


def as_notice(
    name: str, facts: Facts, cleaned: CleanText, tasks: tuple[DraftTask, ...], duties: tuple[Duty, ...]
) -> Notice:
    """The notice made of what was found."""
    return Notice(
        source=name,
        text=cleaned.text,
        title=facts.title,
        doc_number=facts.doc_number,
        issuer=facts.issuer,
        issued_on=facts.issued_on,
        published_on=facts.published_on,
        index_number=facts.index_number,
        validity=facts.validity,
        based_on=facts.based_on,
        basis_titles=tuple(facts.basis_titles.items()),
        tasks=tasks,
        duties=duties,
        repairs=cleaned.repairs,
        warnings=cleaned.warnings,
        places=places_of(cleaned.blocks),
    )


def sets_no_tasks(text: str, drafts: Sequence[Draft], kind: str) -> bool:
    """Whether the drafts of a document of a kind that sets no tasks are none: few of them, or only headed by names."""
    if any(clearly_assigned(text, draft) for draft in drafts):
        return False
    return len(drafts) < 3 or kind in FOR_APPLICANTS or not any(says_who(draft) for draft in drafts)


def says_who(draft: Draft) -> bool:
    """Whether words or a table's column say that units are charged, not only a heading that looks like a name."""
    found = draft.assignment
    return draft.row is not None or (found is not None and (found.has_label or found.has_verb))


def clearly_assigned(text: str, draft: Draft) -> bool:
    """Whether a draft has a label (责任单位：) with nothing but names of units behind it."""
    found = draft.assignment
    if found is None or not found.has_label:
        return False
    if text[max(0, found.span[0] - 1) : found.span[0]] in tuple("，,、：:"):
        return False  # a sentence tells who was charged with what
    return all(looks_like_unit(unit.name) for unit in (*found.lead, *found.responsible, *found.cooperating))


def merged(text: str, in_tables: list[Draft], in_text: list[Draft]) -> list[Draft]:
    """Drafts of the tables and of the text around them, in order; what stands in both is taken once."""
    said = {plain_wording(text, draft)[:24] for draft in in_tables}
    new = [draft for draft in in_text if plain_wording(text, draft)[:24] not in said]
    return sorted([*in_tables, *new], key=lambda draft: draft.span)


def plain_wording(text: str, draft: Draft) -> str:
    """A draft's words without any signs, for comparing."""
    return re.sub(r"[\W_]+", "", draft.wording or "".join(text[slice(*span)] for span in draft.texts))


def without_closing(text: str, drafts: list[Draft]) -> list[Draft]:
    """Beside tasks with units, items of closing parts (工作要求, 实施步骤) that only state a time are none."""
    drafts = [draft for draft in drafts if charges(draft) or not sets_the_scene(text, draft)]
    if not any(names_units(draft) for draft in drafts):
        return drafts
    return [
        draft
        for draft in drafts
        if names_units(draft)
        or not CLOSING_HEADING.search(" ".join([*draft.section, text[slice(*draft.texts[0])][:16]]))
    ]


def names_units(draft: Draft) -> bool:
    """Whether a draft says whose it is."""
    return draft.assignment is not None and draft.assignment.names_units


def charges(draft: Draft) -> bool:
    """Whether a draft names more than who takes part (三、参加单位 / 参加部门：…)."""
    found = draft.assignment
    return found is not None and bool(found.lead or found.responsible)


def sets_the_scene(text: str, draft: Draft) -> bool:
    """Whether a draft that only states a time is a goal (一、目标要求) or says when and where something is (三、活动时间)."""
    own = text[slice(*(draft.mark_span or draft.texts[0]))] + text[slice(*draft.texts[0])][:SCENE_REACH]
    return any(GOALS.search(heading) for heading in draft.section) or any(
        SETTING.match(heading.strip()) for heading in (*draft.section, own.splitlines()[0])
    )


def with_duties(text: str, drafts: list[Draft], duties: list[Draft]) -> list[Draft]:
    """Beside drafts that only state times (stages of a campaign), the duties of units are the tasks."""
    duties = [with_named_units(text, draft) for draft in duties]
    if not any(draft.assignment for draft in duties):
        return drafts
    apart = [draft for draft in drafts if not any(meets(draft.span, duty.span) for duty in duties)]
    return without_closing(text, sorted([*apart, *duties], key=lambda draft: draft.span))


def meets(one: Span, other: Span) -> bool:
    """Whether two spans share characters."""
    return one[0] < other[1] and other[0] < one[1]


def outside(spans: Sequence[Span], drafts: Sequence[Draft]) -> list[Span]:
    """The spans that no draft uses."""
    used = {place for draft in drafts for place in draft.texts}
    return [span for span in spans if span not in used]
