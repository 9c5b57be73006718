"""Records (one line of a register) and what an operation changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base.conditions import Condition
from models.base.fields import Value, Values


@dataclass(frozen=True)
class Record:
    """One record as read from the workbook: its values and its derived status code."""

    register: str
    id: int
    values: Values
    status: str
    status_text: str

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
