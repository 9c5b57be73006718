"""The layouts (版式) of the ledger of tasks. Part of the declaration in `tasks`.

任务台账 has one field a column and comes back through the import as it was; 督办台账 names the same as those who
press for tasks do; 推进落实清单 has a head of two rows, lead and responsible units in one cell, and sections merged
across; 任务分工表 goes with the notice that divides the work; 单位任务清单 is what one unit gets, to fill in and sign.
"""

from models.base.layouts import ROLE, ROW_NUMBER, STATUS, UNIT_MARK, Layout, column, plain_layout

_LEDGER = plain_layout(
    "任务台账",
    "number",
    "section",
    "content",
    "lead_units",
    "responsible_units",
    "cooperating_units",
    "deadline_text",
    "due_on",
    STATUS,
    "completed_on",
    "note",
)

_SUPERVISION = Layout(
    name="督办台账",
    title="督办台账",
    columns=(
        column(ROW_NUMBER),  # the sources' own numbers come again in each of them
        column("content", title="督办事项", width=22),
        column("source", title="任务来源", width=11),
        column("lead_units", title="牵头单位", width=7),
        column("responsible_units", title="承办单位", width=8),
        column("cooperating_units", title="协办单位", width=7),
        column("deadline_text", title="办结时限", width=7),
        column("due_on"),
        column(STATUS, title="办理状态", width=6),
        column("progress", title="进展情况", width=16),
        column("completed_on", title="办结日期"),
        column("note", width=7),
    ),
)

_PROGRESS = Layout(
    name="推进落实清单",
    title="重点任务推进落实清单",
    group_by="section",
    columns=(
        column("number", width=3),
        column("content", width=22),
        column("started_on", title="启动时间", over="时间节点"),
        column("deadline_text", title="完成时限", width=7, over="时间节点"),
        column("lead_units", "responsible_units", title="责任主体", width=13),
        column("progress", title="进展情况", width=16, over="落实情况"),
        column(STATUS, title="状态", width=6, over="落实情况"),
        column("note", width=11),
    ),
)

_DIVISION = Layout(
    name="任务分工表",
    title="任务分工表",
    group_by="section",
    columns=(
        column("number", width=3),
        column("content", width=26),
        column("lead_units", width=9),
        column("responsible_units", width=11),
        column("cooperating_units", width=10),
        column("deadline_text", width=9),
    ),
)

_OF_A_UNIT = Layout(
    name="单位任务清单",
    title=f"{UNIT_MARK}任务清单",
    per_unit=True,
    columns=(
        column("number", width=3),
        column("content", width=24),
        column(ROLE),
        column("lead_units", width=8),
        column("responsible_units", width=8),
        column("cooperating_units", width=8),
        column("deadline_text", width=7),
        column("due_on"),
        column(STATUS, width=6),
        column("progress", title="进展情况", width=16),
    ),
    signature=("填报人：", "联系电话：", "单位负责人（签章）："),
)

LAYOUTS = (_LEDGER, _SUPERVISION, _PROGRESS, _DIVISION, _OF_A_UNIT)
