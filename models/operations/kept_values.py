"""Plain values as text that a person can read, for settings: JSON in which what is as usual is left out."""

from dataclasses import asdict, replace
from typing import Any, TypeVar

_Kind = TypeVar("_Kind")


def differing(value: Any, usual: Any) -> dict[str, Any]:
    """The fields of a dataclass that are not as usual."""
    own, others = asdict(value), asdict(usual)
    return {name: item for name, item in own.items() if item != others[name]}


def made(usual: _Kind, told: Any, besides: frozenset[str] = frozenset()) -> _Kind:
    """The usual value with what is told, each of the kind it has there; `besides` may not be told.

    Raises:
        ValueError: something is unknown or of another kind.
    """
    if not isinstance(told, dict):
        raise ValueError("not an object")
    values = asdict(usual)  # type: ignore[call-overload]  # a dataclass; the type checker has no name for these
    if not told.keys() <= values.keys() - besides:
        raise ValueError("something unknown")
    changed = {name: _like(values[name], value) for name, value in told.items()}
    return replace(usual, **changed)  # type: ignore[type-var]


def listed(value: Any) -> list[Any]:
    """A list; ValueError for anything else."""
    if not isinstance(value, list):
        raise ValueError(value)
    return value


def _like(usual: Any, value: Any) -> Any:
    if isinstance(usual, tuple):
        return tuple(_like("", item) for item in listed(value))
    if isinstance(usual, float) and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(usual):
        raise ValueError(value)
    return value
