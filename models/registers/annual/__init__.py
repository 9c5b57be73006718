"""政府信息公开工作年度报告 (the annual report): its tables, their figures, and what must balance.

Pure: figures in, sentences out. `form` is the prescribed layout by year, `figures` the numbers of one report,
`balance` the rules (国办公开办函〔2021〕30号 and, for reports on 2020 and earlier, 〔2019〕60号), `adding` many units'
reports as one. The registers' counts come from whoever calls; nothing here reads a workbook.
"""

from models.registers.annual.adding import Added, added
from models.registers.annual.balance import Imbalance, imbalances, notices
from models.registers.annual.figures import Cell, Cells, Figure
from models.registers.annual.form import Form, form_of

__all__ = [
    "Added",
    "Cell",
    "Cells",
    "Figure",
    "Form",
    "Imbalance",
    "added",
    "form_of",
    "imbalances",
    "notices",
]
