"""The layouts (版式) of the ledger of problems: one register, three lists. Part of the declaration in `problems`.

整改台账 has one field a column and comes back through the import as it was. 问题清单 says what is wrong and where,
整改清单 what is done about it and by when, 责任清单 who answers for it. 交办问题清单 goes with the notice that hands problems
over to be mended.
"""

from dataclasses import replace

from models.base.layouts import ROW_NUMBER, STATUS, Layout, Look, column, plain_layout

_LEDGER = replace(
    plain_layout(
        "整改台账",
        *("number", "origin", "content", "page", "page_address", "goal", "measures", "limit_kind", "deadline_text"),
        *("due_on", "responsible_units", "person", STATUS, "result", "reviewed_on", "closed_on", "note"),
    ),
    look=Look(paper="A3"),  # seventeen columns: on A4 every text would stand in columns of three characters
)

_PROBLEMS = Layout(
    name="问题清单",
    title="问题清单",
    columns=(
        column(ROW_NUMBER),
        column("origin", width=7),
        column("content", width=24),
        column("page", width=8),
        column("page_address", width=14),
        column("found_on"),
        column("responsible_units", width=9),
        column("note", width=8),
    ),
)

_MENDING = Layout(
    name="整改清单",
    title="整改清单",
    columns=(
        column(ROW_NUMBER),
        column("content", width=18),
        column("goal", width=12),
        column("measures", width=16),
        column("limit_kind", width=5),
        column("deadline_text", width=7),
        column("responsible_units", width=8),
        column("person", width=5),
        column("progress", width=14),
        column(STATUS, width=6),
        column("closed_on"),
    ),
)

_ANSWERABLE = Layout(
    name="责任清单",
    title="责任清单",
    columns=(
        column(ROW_NUMBER),
        column("content", title="事项", width=20),
        column("leader", width=6),
        column("responsible_units", width=10),
        column("cooperating_units", width=9),
        column("person", width=6),
        column("phone", width=8),
        column("measures", title="职责", width=18),
        column("deadline_text", width=7),
    ),
)

_HANDED_OVER = Layout(
    name="交办问题清单",
    title="问题清单",
    columns=(
        column(ROW_NUMBER),
        column("origin", width=6),
        column("content", width=20),
        column("page", width=7),
        column("goal", title="整改要求", width=14),
        column("deadline_text", width=8),
        column("responsible_units", width=10),
        column("cooperating_units", width=8),
    ),
)

LAYOUTS = (_LEDGER, _PROBLEMS, _MENDING, _ANSWERABLE, _HANDED_OVER)
