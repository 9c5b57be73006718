"""Computed fields (自动得出): shown like any other, worked out each time from the record's facts, never stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from models.base.fields import Directory, Field, Json, Text, Value, Values

if TYPE_CHECKING:
    from models.base.register import Surroundings

_WORDS = Text(name="computed", title="")

Compute = Callable[[Values, "Surroundings"], Value]
"""(the record's stored values, the world around it) -> the value."""


@dataclass(frozen=True, kw_only=True)
class Computed(Field):
    """A value that follows from others. `of` says what it is like: how it is shown, compared and exported."""

    compute: Compute
    of: Field = _WORDS
    reads: tuple[str, ...] = ()
    """Other registers by whose records it goes, besides those that the record links to."""
    locked: bool = True
    kind: ClassVar[str] = "computed"
    sql_type: ClassVar[str | None] = None

    @property
    @override
    def looks(self) -> Field:
        return self.of

    @property
    @override
    def empty(self) -> Value:
        return self.of.empty

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        raise self.error("由别的栏目自动得出，不能填写")

    @override
    def format(self, value: Value, directory: Directory) -> str:
        return self.of.format(value, directory)

    @override
    def display(self, value: Value, directory: Directory) -> str:
        return self.of.display(value, directory)

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        return self.of.sort_key(value, directory)

    @override
    def to_json(self, value: Value) -> Json:
        return self.of.to_json(value)

    @override
    def show_json(self, value: Value, directory: Directory) -> Json:
        return self.of.show_json(value, directory)
