"""Layouts (版式) as text, for keeping them in a workbook. Part of `layouts`.

JSON that a person can read: {"columns": [{"fields": ["content"], "title": "督办事项", "width": 22}], "title": …};
what is as usual is left out.
"""

import json
from dataclasses import asdict, replace
from typing import Any, TypeVar

from models.base.layouts import Layout, LayoutColumn, Look

_Kind = TypeVar("_Kind", Layout, LayoutColumn, Look)


def layout_text(layout: Layout) -> str:
    """The layout but for its name."""
    told = _told(layout, Layout(name=layout.name, columns=()))
    told["columns"] = [_told(column, LayoutColumn(())) for column in layout.columns]
    if "look" in told:
        told["look"] = _told(layout.look, Look())
    return json.dumps(told, ensure_ascii=False)


def _told(value: Any, usual: Any) -> dict[str, Any]:
    """The fields that are not as usual."""
    own, others = asdict(value), asdict(usual)
    return {name: item for name, item in own.items() if item != others[name]}


def read_layout(name: str, text: str) -> Layout:
    """Back from `layout_text`.

    Raises:
        ValueError: it is no such text, or holds something this version does not know.
    """
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("not an object")
    columns = tuple(_made(LayoutColumn(()), column) for column in _listed(told.pop("columns", None)))
    look: Look = _made(Look(), told.pop("look", {}))
    return replace(_made(Layout(name=name, columns=columns), told), look=look)


def _made(usual: _Kind, told: Any) -> _Kind:
    """The usual value with what is told, each of the kind it has there."""
    if not isinstance(told, dict):
        raise ValueError("not an object")
    values = asdict(usual)
    if not told.keys() <= values.keys() - {"columns", "look", "name"}:
        raise ValueError("something unknown")
    return replace(usual, **{name: _like(values[name], value) for name, value in told.items()})


def _like(usual: Any, value: Any) -> Any:
    if isinstance(usual, tuple):
        return tuple(_like("", item) for item in _listed(value))
    if isinstance(usual, float) and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(usual):
        raise ValueError(value)
    return value


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(value)
    return value
