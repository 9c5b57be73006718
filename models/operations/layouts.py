"""The layouts (版式) of a register's ledger: those it declares, and the office's own, kept in the workbook.

An own layout is kept as a setting, so that it is logged and undone like one. For the window's dialogs and the
command line.
"""

from collections.abc import Mapping
from dataclasses import replace

from models.base.errors import ClerkError, FieldError
from models.base.fields import plain_name
from models.base.groups import groupings
from models.base.layouts import SPECIAL_TITLES, STATUS, UNITS, Layout
from models.base.register import Register
from models.operations.desk import Desk, Outcome
from models.operations.layout_text import layout_text, read_layout
from models.workbook.steps import Step

_SETTING = "ledger_layout"
_LONGEST_NAME = 30
_MOST_COLUMNS = 60
_WIDTHS, _SIZES = (2.0, 80.0), (6.0, 48.0)
_PAPERS, _GROUPINGS = ("A4", "A3"), ("bands", "merged")


def layouts_of(desk: Desk, register: Register) -> tuple[Layout, ...]:
    """The layouts to choose from: the register's, then the office's own that can be read, by name."""
    own = own_layouts(desk, register)
    return (register.usual_layout, *register.layouts[1:], *(layout for layout in own.values() if layout is not None))


def own_layouts(desk: Desk, register: Register) -> Mapping[str, Layout | None]:
    """The office's own layouts by name, in order; None for one that can't be read (made by another version)."""
    found: dict[str, Layout | None] = {}
    start = _key(register, "")
    for key, text in sorted(desk.book.settings().items()):
        if key.startswith(start):
            name = key.removeprefix(start)
            found[name] = _read(register, name, text or "")
    return found


def layout_named(desk: Desk, register: Register, name: str) -> Layout:
    """The layout of that name.

    Raises:
        ClerkError: there is none, or it can't be read.
    """
    wanted = plain_name(name)
    for layout in layouts_of(desk, register):
        if plain_name(layout.name) == wanted:
            return layout
    if any(plain_name(own) == wanted for own in own_layouts(desk, register)):
        raise ClerkError(f"版式“{name}”读不懂，可能是别的版本存的。请删掉它，重新做一个。")
    known = "、".join(layout.name for layout in layouts_of(desk, register))
    raise ClerkError(f"{register.title}没有名为“{name}”的版式，可用的有：{known}。")


def is_own(register: Register, name: str) -> bool:
    """Whether a name is not one of the layouts that come with the register."""
    built_in = (register.usual_layout, *register.layouts)
    return all(plain_name(layout.name) != plain_name(name) for layout in built_in)


def save_layout(desk: Desk, register: Register, layout: Layout, replacing: str = "") -> Outcome:
    """Keep a layout of the office's own, in one step; `replacing` is the name it had before.

    Raises:
        FieldError: it can't be used as it is; the field is "name", "columns", "group_by", "title_size" or "body_size".
    """
    refuse_layout(register, layout)
    others = [name for name in own_layouts(desk, register) if plain_name(name) != plain_name(replacing)]
    if not is_own(register, layout.name):
        raise FieldError(f"“{layout.name}”是自带的版式，不能改掉，请另取一个名称。", "name")
    if any(plain_name(name) == plain_name(layout.name) for name in others):
        raise FieldError(f"已有名为“{layout.name}”的版式，请另取一个名称。", "name")
    title = f"保存版式“{layout.name}”"

    def work(step: Step) -> None:
        before = desk.book.find("settings", _key(register, replacing)) if replacing else None
        if before is not None and replacing != layout.name:
            step.update("settings", before, {"key": _key(register, layout.name), "value": layout_text(layout)})
        else:
            step.keep_setting(_key(register, layout.name), layout_text(layout))

    changes = desk.book.change("layout", title, work)
    return Outcome(changes, f"已{title}。" if changes else "")


def delete_layout(desk: Desk, register: Register, name: str) -> Outcome:
    """Remove a layout of the office's own.

    Raises:
        ClerkError: there is none of that name, or it comes with the program.
    """
    if not is_own(register, name):
        raise ClerkError(f"“{name}”是自带的版式，不能删除。")
    found = desk.book.find("settings", _key(register, name))
    if found is None:
        raise ClerkError(f"没有名为“{name}”的版式，可能已经删除。")
    title = f"删除版式“{name}”"
    return Outcome(desk.book.change("layout", title, lambda step: step.delete("settings", found)), f"已{title}。")


def follow_fields(desk: Desk, step: Step, register: Register, fates: Mapping[str, str]) -> None:
    """Bring the office's own layouts of a register in line when its fields change: old name -> new name, "" for gone.

    A layout of which nothing is left is removed.
    """
    for name, layout in own_layouts(desk, register).items():
        if layout is None or not any(item in fates for item in layout.field_names()):
            continue
        columns = [
            replace(column, fields=tuple(now for item in column.fields if (now := fates.get(item, item))))
            for column in layout.columns
        ]
        group_by = fates.get(layout.group_by, layout.group_by)
        left = replace(layout, columns=tuple(column for column in columns if column.fields), group_by=group_by)
        if left.columns:
            step.keep_setting(_key(register, name), layout_text(left))
        elif (found := desk.book.find("settings", _key(register, name))) is not None:
            step.delete("settings", found)


def refuse_layout(register: Register, layout: Layout) -> None:
    """Refuse a layout that no ledger can be made by.

    Raises:
        FieldError: as `save_layout`.
    """
    name = layout.name.strip()
    if not name or len(name) > _LONGEST_NAME or name != layout.name:
        raise FieldError(f"版式要有名称，最多 {_LONGEST_NAME} 个字，前后不留空格。", "name")
    if not layout.columns:
        raise FieldError("版式里至少要有一栏。", "columns")
    if len(layout.columns) > _MOST_COLUMNS:
        raise FieldError(f"版式里有 {len(layout.columns)} 栏，最多 {_MOST_COLUMNS} 栏。", "columns")
    for column in layout.columns:
        if column.width and not _WIDTHS[0] <= column.width <= _WIDTHS[1]:
            raise FieldError(f"栏目的宽度要在 {_WIDTHS[0]:g} 到 {_WIDTHS[1]:g} 个字之间。", "columns")
        combined = len(column.fields) > 1 and any(item in SPECIAL_TITLES for item in column.fields)
        if not column.fields or combined:
            raise FieldError("合在一栏里的只能是台账自己的栏目，“序号”“状态”和“承担方式”要单独成栏。", "columns")
    if layout.group_as not in _GROUPINGS:
        raise FieldError("分组只能用通栏的小标题，或合并单元格。", "group_as")
    if layout.look.paper not in _PAPERS:
        raise FieldError(f"纸张只能是{'或'.join(_PAPERS)}。", "paper")
    for size, field, title in (
        (layout.look.title_size, "title_size", "标题"),
        (layout.look.body_size or _SIZES[0], "body_size", "正文"),
    ):
        if not _SIZES[0] <= size <= _SIZES[1]:
            raise FieldError(f"{title}的字号要在 {_SIZES[0]:g} 到 {_SIZES[1]:g} 磅之间。", field)
    if layout.group_by in (STATUS, UNITS) and layout.group_by not in groupings(register):
        raise FieldError(f"{register.title}不能这样分组，请换一个。", "group_by")
    unknown = [item for item in layout.field_names() if item not in register.by_name]
    if unknown:
        raise FieldError(f"{register.title}没有“{unknown[0]}”这一栏。", "columns")


def _key(register: Register, name: str) -> str:
    return f"{_SETTING}:{register.name}:{name}"


def _read(register: Register, name: str, text: str) -> Layout | None:
    try:
        layout = read_layout(name, text)
        refuse_layout(register, layout)
    except (ValueError, FieldError):
        return None
    return layout
