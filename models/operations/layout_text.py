"""Layouts (版式) as text, for keeping them in a workbook. Part of `layouts`.

JSON that a person can read: {"columns": [{"fields": ["content"], "title": "督办事项", "width": 22}], "title": …};
what is as usual is left out.
"""

import json
from dataclasses import replace

from models.base.layouts import Layout, LayoutColumn, Look
from models.operations.kept_values import differing, listed, made


def layout_text(layout: Layout) -> str:
    """The layout but for its name."""
    told = differing(layout, Layout(name=layout.name, columns=()))
    told["columns"] = [differing(column, LayoutColumn(())) for column in layout.columns]
    if "look" in told:
        told["look"] = differing(layout.look, Look())
    return json.dumps(told, ensure_ascii=False)


def read_layout(name: str, text: str) -> Layout:
    """Back from `layout_text`.

    Raises:
        ValueError: it is no such text, or holds something this version does not know.
    """
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("not an object")
    columns = tuple(made(LayoutColumn(()), column) for column in listed(told.pop("columns", None)))
    look = made(Look(), told.pop("look", {}))
    elsewhere = frozenset({"columns", "look", "name"})
    return replace(made(Layout(name=name, columns=columns), told, elsewhere), look=look)
