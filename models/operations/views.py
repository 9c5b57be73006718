"""The views (视图) of a register, kept in the workbook under the office's own names, one of them used at first.

A view is kept as a setting, so that it goes along with a copy, is logged and undone like one. A view made by another
version may name what this one does not know: that is left out when it is used, and stays in what is kept.
"""

import json
from collections.abc import Callable, Mapping

from models.base.errors import ClerkError, FieldError
from models.base.fields import natural_key, plain_name
from models.base.groups import NOTHING
from models.base.layouts import STATUS
from models.base.record import Query
from models.base.register import Register
from models.base.views import View, fitting, renamed
from models.operations.desk import Desk, Outcome
from models.operations.kept_values import differing, made
from models.operations.selection import UNITS, where
from models.workbook.steps import Step

LONGEST_NAME = 30
_SETTING, _FIRST = "view", "first_view"
_APART = frozenset({"filters", "widths", "name"})
_LONGEST_TEXT = 100_000
_WIDEST = 200.0


def views_of(desk: Desk, register: Register) -> Mapping[str, View | None]:
    """The views by name, in order; None for one that can't be read (made by another version)."""
    start = _key(register, "")
    kept = ((key.removeprefix(start), text) for key, text in desk.book.settings().items() if key.startswith(start))
    return {name: _read(name, text or "") for name, text in sorted(kept, key=lambda item: natural_key(item[0]))}


def view_named(desk: Desk, register: Register, name: str) -> View:
    """The view of that name.

    Raises:
        ClerkError: there is none, and which there are; or it can't be read.
    """
    kept = views_of(desk, register)
    if name not in kept:
        known = f"，可用的有：{'、'.join(kept)}" if kept else "；还没有存过视图，请在窗口里存"
        raise ClerkError(f"{register.title}没有名为“{name}”的视图{known}。")
    view = kept[name]
    if view is None:
        raise ClerkError(f"视图“{name}”读不懂，可能是别的版本存的，请在窗口的“整理视图”里删掉它，重新存一个。")
    return view


def asked_by(desk: Desk, register: Register, view: View) -> tuple[Query, int]:
    """The records that a view shows, in its order; and how much of its filters is gone and left out."""
    fits, lost = fitting(register, view)
    pairs: list[tuple[str, str]] = []
    gone = len(lost)
    for name, value in fits.filters:
        target = "units" if name == UNITS else None if name == STATUS else register.field(name).target
        if target is None or value == NOTHING:
            pairs.append((name, value))
            continue
        title = desk.book.names.all_titles(target).get(int(value)) if value.isdecimal() else None
        gone += title is None
        if title is not None:
            pairs.append((name, title if target == "units" else value))
    return Query(where(desk, register, pairs), fits.words, fits.order, fits.descending), gone


def first_view(desk: Desk, register: Register) -> str:
    """The name of the view that is used when the register is opened; "" for none."""
    name = desk.book.setting(_first(register))
    return name if name in views_of(desk, register) else ""


def save_view(desk: Desk, register: Register, view: View, *, over: bool = False, first: bool | None = None) -> Outcome:
    """Keep a view, in one step: a new one, or `over` the one of its name; `first`: whether it is used at first.

    Raises:
        FieldError: the name is empty, too long or taken; the field is "name".
    """
    name = _named(desk, register, view.name, view.name if over else "")
    was_first = first_view(desk, register) == name

    def work(step: Step) -> None:
        step.keep_setting(_key(register, name), view_text(view))
        if first is not None and first != was_first:
            step.keep_setting(_first(register), name if first else "")

    return _done(desk, f"保存视图“{name}”", work)


def rename_view(desk: Desk, register: Register, old: str, new: str) -> Outcome:
    """Give a view another name; what it holds stays as it is, even what this version can't read.

    Raises:
        FieldError: as `save_view`. ClerkError: there is none of that name.
    """
    found = _found(desk, register, old)
    name = _named(desk, register, new, old)
    was_first = first_view(desk, register) == old

    def work(step: Step) -> None:
        step.update("settings", found, {"key": _key(register, name)})
        if was_first:
            step.keep_setting(_first(register), name)

    return _done(desk, f"把视图“{old}”改名为“{name}”", work)


def delete_view(desk: Desk, register: Register, name: str) -> Outcome:
    """Remove a view. Raises ClerkError when there is none of that name."""
    found = _found(desk, register, name)
    was_first = first_view(desk, register) == name

    def work(step: Step) -> None:
        step.delete("settings", found)
        if was_first:
            step.keep_setting(_first(register), "")

    return _done(desk, f"删除视图“{name}”", work)


def set_first_view(desk: Desk, register: Register, name: str) -> Outcome:
    """Use this view when the register is opened, "" for none. Raises ClerkError when there is none of that name."""
    if name:
        _found(desk, register, name)
    title = f"设默认视图“{name}”" if name else "取消默认视图"
    return _done(desk, title, lambda step: step.keep_setting(_first(register), name))


def follow_fields(desk: Desk, step: Step, register: Register, fates: Mapping[str, str]) -> None:
    """Bring the views of a register in line when its fields change: old name -> new name, "" for gone."""
    for name, view in views_of(desk, register).items():
        if view is not None and (after := renamed(view, fates)) != view:
            step.keep_setting(_key(register, name), view_text(after))


def _done(desk: Desk, title: str, work: Callable[[Step], None]) -> Outcome:
    changes = desk.book.change("view", title, work)
    return Outcome(changes, f"已{title}。" if changes else "")


def _found(desk: Desk, register: Register, name: str) -> int:
    """The setting that keeps a view."""
    found = desk.book.find("settings", _key(register, name))
    if found is None or name not in views_of(desk, register):
        raise ClerkError(f"没有名为“{name}”的视图，可能已经删除。")
    return found


def _named(desk: Desk, register: Register, wanted: str, own: str) -> str:
    """A name that a view can have; `own` is the one it has already."""
    name = wanted.strip()
    if not name or len(name) > LONGEST_NAME:
        raise FieldError(f"视图要有名称，最多 {LONGEST_NAME} 个字。", "name")
    if any(plain_name(other) == plain_name(name) for other in views_of(desk, register) if other != own):
        raise FieldError(f"已有名为“{name}”的视图，请另取一个名称。", "name")
    return name


def _key(register: Register, name: str) -> str:
    return f"{_SETTING}:{register.name}:{name}"


def _first(register: Register) -> str:
    return f"{_FIRST}:{register.name}"


def view_text(view: View) -> str:
    """The view but for its name, as JSON that a person can read; what is as usual is left out."""
    told = {name: value for name, value in differing(view, View()).items() if name not in _APART}
    filters: dict[str, list[str]] = {}
    for name, value in view.filters:
        filters.setdefault(name, []).append(value)
    told |= {"filters": filters} if filters else {}
    told |= {"widths": dict(view.widths)} if view.widths else {}
    return json.dumps(told, ensure_ascii=False)


def read_view(name: str, text: str) -> View:
    """Back from `view_text`.

    Raises:
        ValueError: it is no such text, or holds something this version does not know.
    """
    if len(text) > _LONGEST_TEXT:
        raise ValueError("too long")
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("not an object")
    filters, widths = told.pop("filters", {}), told.pop("widths", {})
    if not isinstance(filters, dict) or not all(_is_words(values) for values in filters.values()):
        raise ValueError("filters")
    if not isinstance(widths, dict) or not all(_is_width(width) for width in widths.values()):
        raise ValueError("widths")
    usual = View(
        name=name,
        filters=tuple((field, value) for field, values in filters.items() for value in values),
        widths=tuple((column, float(width)) for column, width in widths.items()),
    )
    return made(usual, told, _APART)


def _is_words(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _is_width(width: object) -> bool:
    return isinstance(width, int | float) and not isinstance(width, bool) and 0 < width <= _WIDEST


def _read(name: str, text: str) -> View | None:
    try:
        return read_view(name, text)
    except (ValueError, RecursionError):
        return None
