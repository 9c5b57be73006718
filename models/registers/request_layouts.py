"""The layouts (版式) of the ledger of applications. Part of the declaration in `requests`.

Identity numbers and addresses are personal data: no layout has them; an export adds them when asked to.
"""

from dataclasses import replace

from models.base.layouts import ROW_NUMBER, STATUS, Layout, Look, column, plain_layout

_LEDGER = replace(
    plain_layout(
        "依申请公开登记台账",
        *("number", "channel", "arrived_on", "confirmed_on", "applicant", "applicant_kind", "content", "obtain_by"),
        *("medium", "handling_units", "due_on", STATUS, "answered_on", "answer_number", "answer_kind", "note"),
    ),
    look=Look(paper="A3"),  # sixteen columns: too many for A4
)

_TERMS = Layout(
    name="期限一览",
    title="依申请公开期限一览表",
    columns=(
        column(ROW_NUMBER),
        column("number", width=7),
        column("applicant", width=7),
        column("content", width=18),
        column("received_on"),
        column("due_on"),
        column("clock", width=12),
        column("steps", title="期限怎样得出", width=26),
        column("handling_units", width=8),
    ),
)

_ANSWERS = Layout(
    name="办理结果清单",
    title="依申请公开办理结果清单",
    group_by="answer_kind",
    subtotals=True,
    columns=(
        column(ROW_NUMBER),
        column("number", width=7),
        column("applicant_kind", width=6),
        column("content", width=20),
        column("received_on"),
        column("answered_on"),
        column("answer_number", width=10),
        column("review_outcome", width=6),
        column("suit_outcome", width=6),
        column("proactive", width=7),
    ),
)

LAYOUTS = (_LEDGER, _TERMS, _ANSWERS)
