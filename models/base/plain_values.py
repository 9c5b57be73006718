"""Dataclasses as plain values of JSON, and back by the types they declare; what does not fit them is refused.

For what is kept on the disk and read by the same program later: nothing is made but the values declared, so a file
can't ask for anything else. Sets come back as sets, tuples as tuples.
"""

import types
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")

_BARE = (str, int, float, bool, type(None))


def to_plain(value: object) -> Any:
    """A value as JSON can hold it. Raises TypeError for what no declaration here can bring back."""
    if isinstance(value, _BARE):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((to_plain(item) for item in value), key=repr)
    raise TypeError(type(value).__name__)


def from_plain(declared: type[Made], plain: object) -> Made:
    """The value of a declared type. Raises ValueError when it is none, without telling what stands there."""
    made: Made = _read(declared, plain)
    return made


def _read(declared: Any, plain: Any) -> Any:
    """As `from_plain`; also for types that are no classes."""
    origin, inside = get_origin(declared), get_args(declared)
    if origin in (Union, types.UnionType):
        return _read_union(inside, plain)
    if origin is Literal:
        return _checked(plain in inside, declared, plain)
    if origin is tuple:
        return _read_tuple(inside, _list(plain))
    if origin is list:
        return [_read(inside[0], item) for item in _list(plain)]
    if origin in (set, frozenset):
        return origin(_read(inside[0], item) for item in _list(plain))
    if origin is dict:
        return {_read(inside[0], key): _read(inside[1], item) for key, item in _dict(plain).items()}
    if declared is Hashable:
        return tuple(_read(Hashable, item) for item in plain) if isinstance(plain, list) else _bare(plain)
    if declared in (date, Path):
        return _text_as(declared, plain)
    if is_dataclass(declared):
        return _read_dataclass(declared, _dict(plain))
    return _checked(declared in _BARE and type(plain) is declared, declared, plain)


def _read_union(choices: tuple[Any, ...], plain: Any) -> Any:
    """The first of the types that it is."""
    for choice in choices:
        try:
            return _read(choice, plain)
        except ValueError:
            continue
    raise ValueError("none of the types declared")


def _read_tuple(inside: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if len(inside) == 2 and inside[1] is Ellipsis:
        return tuple(_read(inside[0], item) for item in plain)
    _checked(len(inside) == len(plain), tuple, None)
    return tuple(_read(kind, item) for kind, item in zip(inside, plain, strict=True))


def _read_dataclass(declared: Any, plain: dict[str, Any]) -> Any:
    hints = _hints(declared)
    _checked(set(plain) == set(hints), declared, None)
    return declared(**{name: _read(hint, plain[name]) for name, hint in hints.items()})


def _text_as(declared: Any, plain: Any) -> Any:
    _checked(isinstance(plain, str), declared, None)
    return date.fromisoformat(plain) if declared is date else Path(plain)


@cache
def _hints(declared: Any) -> dict[str, Any]:
    hints = get_type_hints(declared)
    return {field.name: hints[field.name] for field in fields(declared)}


def _bare(plain: Any) -> Any:
    return _checked(isinstance(plain, _BARE), Hashable, plain)


def _list(plain: Any) -> list[Any]:
    _checked(isinstance(plain, list), list, None)
    return list(plain)


def _dict(plain: Any) -> dict[str, Any]:
    _checked(isinstance(plain, dict), dict, None)
    return dict(plain)


def _checked(fits: bool, declared: Any, plain: Any) -> Any:
    if not fits:
        raise ValueError(f"no {getattr(declared, '__name__', declared)}")
    return plain
