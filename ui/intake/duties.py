"""The dated duties of a notice (报送要求, 时间安排), offered in the review as tasks that nobody has ticked yet.

Used by `ui.intake.drafts` only.
"""

from collections import Counter
from dataclasses import replace

from models.intake.by_hand import ByHand
from models.intake.choosing import NO_UNITS
from models.intake.notice import DraftTask, Duty, Notice, Span

SECTION = "报送要求和时间安排"
_STOPS = "。；;！!\n"


def duty_tasks(notice: Notice, reader: ByHand) -> tuple[DraftTask, ...]:
    """The duties that have a day, each as an unticked task with the units its sentence names.

    A duty that is the only one of its sentence is offered with the whole sentence. None when the notice has no tasks.
    """
    if not notice.tasks:
        return ()
    dated = [duty for duty in notice.duties if duty.due_on is not None]
    sentences = [_sentence(notice.text, duty.span) for duty in dated]
    shared = Counter(sentences)
    return tuple(
        _task(duty, sentence if shared[sentence] == 1 else duty.span, sentence, reader)
        for duty, sentence in zip(dated, sentences, strict=True)
    )


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a place, without its stop."""
    start = max(text.rfind(sign, 0, span[0]) for sign in _STOPS) + 1
    end = min((found for sign in _STOPS if (found := text.find(sign, span[1])) != -1), default=len(text))
    while start < span[0] and text[start].isspace():
        start += 1
    while end > span[1] and text[end - 1].isspace():
        end -= 1
    return start, end


def _task(duty: Duty, span: Span, sentence: Span, reader: ByHand) -> DraftTask:
    read = reader.clause(span)
    units = read if read.responsible_units or read.lead_units else reader.clause(sentence)
    agrees = read.due_on == duty.due_on
    return replace(
        read,
        section=(SECTION,),
        lead_units=units.lead_units,
        responsible_units=units.responsible_units,
        cooperating_units=units.cooperating_units,
        deadline_text=read.deadline_text if agrees else "",
        due_on=duty.due_on,
        warnings=tuple(told for told in read.warnings if told != NO_UNITS),
        ticked=False,
    )
