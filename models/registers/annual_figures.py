"""年度报告数据: what was typed for the annual reports, a figure or a text each, of the office itself and of other units.

A register without a page of its own, so that each figure typed is logged and undone like anything else. Figures that
nobody typed are counted from the registers (`models.reports.annual_counts`). Rules and layout are in `annual`.
"""

from models.base.fields import LongText, Number, Text
from models.base.register import Register

ANNUAL_FIGURES = Register(
    name="annual_figures",
    title="年度报告数据",
    noun="年度报告数据",
    title_field="key",
    known_by=("key",),
    hidden=True,
    fields=(
        Text(name="key", title="键", required=True, unique=True, help="年度、单位和格子，一格一条"),
        Number(name="year", title="年度", required=True),
        Text(name="unit", title="单位", help="空的是本单位"),
        Text(name="place", title="格子", required=True, help="如 三/三(三)1/自然人；文字部分是 文字/一"),
        LongText(name="value", title="内容"),
    ),
)
