"""A register that a clerk might make: the use of seals, answered within five working days."""

from models.registers.own import KINDS, Clock, Plan, PlannedField

SEALS = Plan(
    title="用印登记",
    noun="用印",
    counter="次",
    fields=(
        PlannedField(code="text_1", title="事由", kind="text", required=True),
        PlannedField(code="date_2", title="申请日期", kind="date"),
        PlannedField(code="units_3", title="用印单位", kind="units"),
        PlannedField(code="choice_4", title="印章", kind="choice", options=("公章", "合同章")),
        PlannedField(code="text_5", title="备注", kind="text", listed=False),
    ),
    title_field="text_1",
    clock=Clock(kind="term", field="date_2", days=5),
)


def of_every_kind() -> Plan:
    """A plan with a field of every type."""
    fields = [
        PlannedField(
            code=f"{kind}_units_{number}" if KINDS[kind].takes == "to" else f"{kind}_{number}",
            title=f"{KINDS[kind].title}栏",
            kind=kind,
            options=("甲", "乙") if KINDS[kind].takes == "options" else (),
            to="units" if KINDS[kind].takes == "to" else "",
            printed=KINDS[kind].printed,
        )
        for number, kind in enumerate(KINDS, start=1)
    ]
    return Plan(title="样样都有", noun="样样", fields=tuple(fields), title_field="text_1", clock=Clock(kind="done"))
