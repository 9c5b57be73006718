"""自建台账: registers that an office makes itself, from the same field types, a clock and a layout.

`plan` is such a register as the clerk describes it, `kinds` the types of its fields, `declaring` makes the declaration,
`refusals` says what is wrong with a plan. Plans are kept as records of a hidden register, so that they share the change
log and undo; the record of id 3 declares the register `own_3`, whose tables the workbook makes when it is first declared.
"""

from models.registers.own.declaring import OWN, OWN_REGISTERS, declare_own, declared, own_name
from models.registers.own.kinds import KINDS, Kind
from models.registers.own.plan import CLOCK_FIELDS, Clock, ClockKind, Plan, PlannedField, plan_text, read_plan
from models.registers.own.refusals import refuse_plan

__all__ = [
    "CLOCK_FIELDS",
    "KINDS",
    "OWN",
    "OWN_REGISTERS",
    "Clock",
    "ClockKind",
    "Kind",
    "Plan",
    "PlannedField",
    "declare_own",
    "declared",
    "own_name",
    "plan_text",
    "read_plan",
    "refuse_plan",
]
