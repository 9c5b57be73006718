"""The dated duties of a notice (报送要求, 时间安排), offered in the review as tasks that nobody has ticked yet.

Used by `ui.intake.drafts` only.
"""

from models.intake.notice import DraftTask, Duty, Notice
from models.workdays.calendar import WorkCalendar
from models.workdays.deadlines import DocumentDates, find_in_text

SECTION = "报送要求和时间安排"


def duty_tasks(notice: Notice, dates: DocumentDates, calendar: WorkCalendar) -> tuple[DraftTask, ...]:
    """The duties that have a day, each as an unticked task; none when the notice has no tasks."""
    if not notice.tasks:
        return ()
    return tuple(_task(duty, dates, calendar) for duty in notice.duties if duty.due_on is not None)


def _task(duty: Duty, dates: DocumentDates, calendar: WorkCalendar) -> DraftTask:
    found = find_in_text(duty.text, dates, calendar)
    return DraftTask(
        number="",
        section=(SECTION,),
        text=duty.text,
        lead_units=(),
        responsible_units=(),
        cooperating_units=(),
        deadline_text=found.text if found.due_on == duty.due_on else "",
        due_on=duty.due_on,
        ongoing=False,
        recurrence=None,
        milestones=(),
        note="",
        clause=duty.text,
        span=duty.span,
        marks=(),
        warnings=(),
        ticked=False,
    )
