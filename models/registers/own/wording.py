"""The clock of an own register whose records say in words by when they are due, read as the tasks' deadlines are."""

from collections.abc import Collection, Mapping, Sequence

from models.base.conditions import Contains
from models.base.errors import FieldError
from models.base.fields import Value, Values
from models.base.register import Calendar, Rule, Surroundings
from models.registers.handling import WORKDAY, estimated_deadline, read_deadline, recounted_deadline


def follows_wording(wording: str, due: str) -> Rule:
    """A rule that keeps in the field `due` the day that the text in the field `wording` means; none for 持续推进."""

    def told(values: Values) -> Values:
        return {"deadline_text": values.get(wording), "due_on": values.get(due)}

    def follow(values: Values, around: Surroundings) -> Mapping[str, Value]:
        try:
            return {due: read_deadline(told(values), around, None).due_on}
        except FieldError as error:
            raise FieldError(error.sentence, wording) from error

    def estimates(values: Values, around: Surroundings) -> Collection[str]:
        return (due,) if estimated_deadline(told(values), around, None) else ()

    def recount(values: Values, around: Surroundings, before: Sequence[Calendar]) -> Mapping[str, Value]:
        fresh = recounted_deadline(told(values), around, None, before)
        return {due: fresh["due_on"]} if fresh else {}

    return Rule(
        (wording,), follow, keeps=(due,), estimates=estimates, among=Contains(wording, WORKDAY), recount=recount
    )
