"""The dated duties of a notice (报送要求, 时间安排), offered in the review as tasks that nobody has ticked yet.

Used by `ui.intake.drafts` only.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.intake.by_hand import ByHand
from models.intake.choosing import INHERITED, NO_UNITS
from models.intake.from_wording import FROM_TEXT
from models.intake.notice import DraftTask, Duty, Notice, Span

SECTION = "报送要求和时间安排"
_ENDS = "。！!\n"
_STOPS = f"；;{_ENDS}"
_BETWEEN = "，,、并且 "


def duty_tasks(notice: Notice, reader: ByHand) -> tuple[DraftTask, ...]:
    """The duties that have a day, each as an unticked task with the units its sentence names or speaks to (各部门).

    A sentence is parted only between its duties, so that none loses what follows it behind a comma. None when the
    notice has no tasks.
    """
    if not notice.tasks:
        return ()
    dated = [duty for duty in notice.duties if duty.due_on is not None]
    sentences = [_sentence(notice.text, duty.span) for duty in dated]
    return tuple(
        _task(
            duty,
            _share(
                notice.text,
                duty,
                sentence,
                [other for other, own in zip(dated, sentences, strict=True) if own == sentence],
            ),
            (sentence, _sentence(notice.text, duty.span, _ENDS)),
            reader,
        )
        for duty, sentence in zip(dated, sentences, strict=True)
    )


def _share(text: str, duty: Duty, sentence: Span, duties: Sequence[Duty]) -> Span:
    """What of a sentence belongs to one of its duties: all up to where the next one begins."""
    begins = sorted({other.span[0] for other in duties})
    place = begins.index(duty.span[0])
    start = sentence[0] if place == 0 else duty.span[0]
    end = begins[place + 1] if place + 1 < len(begins) else sentence[1]
    while end > duty.span[1] and text[end - 1] in _BETWEEN:
        end -= 1
    return start, max(end, duty.span[1])


def _sentence(text: str, span: Span, stops: str = _STOPS) -> Span:
    """The sentence around a place, without its stop."""
    start = max(text.rfind(sign, 0, span[0]) for sign in stops) + 1
    end = min((found for sign in stops if (found := text.find(sign, span[1])) != -1), default=len(text))
    while start < span[0] and text[start].isspace():
        start += 1
    while end > span[1] and text[end - 1].isspace():
        end -= 1
    return start, end


def _task(duty: Duty, span: Span, around: tuple[Span, ...], reader: ByHand) -> DraftTask:
    """`around`: where its units are looked for, the nearest first."""
    read = reader.clause(span)
    readings = [task for task in (read, reader.clause(around[0])) if task.responsible_units or task.lead_units]
    units = next((task for task in readings if INHERITED not in task.warnings), None)
    agrees = read.due_on == duty.due_on
    warnings = [told for told in read.warnings if told != NO_UNITS]
    if units is None:
        everybody = next(filter(None, map(reader.addressed, around)), ())
        units = replace(read, responsible_units=everybody) if everybody or not readings else readings[0]
        if everybody:
            warnings = [*(told for told in warnings if told != INHERITED), FROM_TEXT]
    return replace(
        read,
        section=(SECTION,),
        lead_units=units.lead_units,
        responsible_units=units.responsible_units,
        cooperating_units=units.cooperating_units,
        deadline_text=read.deadline_text if agrees else "",
        due_on=duty.due_on,
        warnings=tuple(dict.fromkeys(warnings)),
        ticked=False,
    )
