"""Records (one line of a register) and what an operation changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.base.conditions import Condition
from models.base.fields import Value, Values

ESTIMATED = "（估算）"
"""Stands behind a day that was counted through a year whose holidays are not arranged yet."""


@dataclass(frozen=True)
class Record:
    """One record as read from the workbook: its values, its derived status code, and which of its days are estimates."""

    register: str
    id: int
    values: Values
    status: str
    status_text: str
    estimates: frozenset[str] = frozenset()
    retold: Mapping[str, str] = field(default_factory=dict)
    """Fields whose words no longer hold (a term put off): what is told in their place."""

    def marked(self, name: str, text: str) -> str:
        """The text of a field as it holds now, with a mark where it is an estimate."""
        told = self.retold.get(name, text)
        return f"{told}{ESTIMATED}" if told and name in self.estimates else told

    def about(self, name: str) -> str:
        """Why a field is an estimate, as a sentence; "" where it is none."""
        if name not in self.estimates:
            return ""
        day = self.values.get(name)
        year = f"{day.year} 年" if isinstance(day, date) else "有关年份"
        return f"{year}的放假安排还没有公布，按周末和法定节日推算，公布后会变。"

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


@dataclass(frozen=True)
class Query:
    """What is asked for: a condition, words to search, and an order (field name, descending)."""

    where: Condition | None = None
    search: str = ""
    order: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Changes:
    """What one step changed, so that views refresh only that.

    `touched` gives, for each register, the ids of records created, changed or deleted. `title` is the
    step's Chinese name as shown by undo (撤销：完成 3 项任务).
    """

    step: int = 0
    title: str = ""
    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def ids(self, register: str) -> frozenset[int]:
        """The ids touched in one register."""
        return self.touched.get(register, frozenset())

    def __bool__(self) -> bool:
        return bool(self.touched)
