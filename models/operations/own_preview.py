"""What an own register would look like before it is made: its ledger with some of its records, or with an invented one."""

from collections.abc import Mapping
from typing import Any

from models.base.fields import Value, Values
from models.base.lists import Attachment, Entry
from models.base.record import Record
from models.base.register import Register
from models.export.ledger import Ledger
from models.operations.desk import Around, Desk
from models.operations.ledgers import ledger_of_records
from models.operations.own_registers import refuse
from models.registers.own import Plan, declared

_SHOWN = 5
_WORD = "示例"


def preview(desk: Desk, plan: Plan, name: str = "") -> Ledger:
    """The ledger by a plan; `name` is the register's that it is to change.

    Raises:
        FieldError: as `own_registers.refuse`.
    """
    refuse(desk, plan, name)
    settled, _ = plan.coded()
    register = declared(name or "own_0", settled)
    kept = desk.book.records(name, desk.book.ids(name)[:_SHOWN]) if name else []
    rows = [_known(register, record.values) for record in kept] or [_sample(desk, register, settled)]
    around, moment = Around(desk), desk.book.moment()
    records: list[Record] = []
    for number, values in enumerate(rows, start=1):
        for rule in register.rules:
            values.update(rule.then(values, around))
        guessed = register.estimates(values, around)
        told = register.status_text(values, moment, guessed)
        records.append(Record(register.name, number, values, register.status_of(values, moment), told, guessed))
    return ledger_of_records(desk, register, records, notes=() if kept else ("表里是示例，不会保存。",))


def _known(register: Register, values: Values) -> dict[str, Value]:
    """What a record holds, in the fields that stay what they are."""
    return {field.name: values.get(field.name, field.empty) for field in register.fields}


def _sample(desk: Desk, register: Register, plan: Plan) -> dict[str, Value]:
    """An invented record: today, the first of the words."""
    today = desk.clock.today()
    by_kind: Mapping[str, Any] = {
        **dict.fromkeys(("text", "long_text", "code", "person"), _WORD),
        "date": today,
        "number": 1,
        "yes_no": True,
        "names": (_WORD,),
        "entries": (Entry(today, _WORD),),
        "attachments": (Attachment(_WORD),),
    }
    values = register.empty_values()
    for item in plan.kept:
        field = register.field(item.code)
        words = {"choice": item.options[:1], "checklist": (item.options,), "deadline": ("12月底前",)}.get(item.kind, ())
        values[item.code] = words[0] if words else by_kind.get(field.kind, field.empty)
    return values
