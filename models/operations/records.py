"""Adding, editing, pasting, duplicating and deleting records of any register."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.base.errors import ClerkError, FieldError
from models.base.fields import Field, Value, Values
from models.base.lists import BETWEEN_LINKS, Attachment, split_names
from models.base.progress import Report, ignore_progress, tell
from models.base.register import Register, Rule
from models.operations.desk import Around, Desk, Outcome
from models.workbook.kept_files import refuse_large
from models.workbook.steps import Step

_SHORT = 20
Inputs = Mapping[str, Any]
"""Field name -> text as typed, or a ready value."""


def counted(register: Register, number: int) -> str:
    """“3 项任务”."""
    return f"{number} {register.counter}{register.noun}"


def register_named(desk: Desk, name: str) -> Register:
    """The register of that English or Chinese name.

    Raises:
        ClerkError: there is none.
    """
    for register in desk.registers.values():
        if name in (register.name, register.title, register.noun):
            return register
    known = "、".join(item.name for item in desk.registers.values() if not item.hidden)
    raise ClerkError(f"没有名为“{name}”的台账，可用的有：{known}。")


def field_named(register: Register, name: str) -> Field:
    """The field of that English or Chinese name.

    Raises:
        FieldError: there is none.
    """
    for field in register.fields:
        if name in (field.name, field.title):
            return field
    known = "、".join(f"{field.name}（{field.title}）" for field in register.fields if not field.hidden)
    raise FieldError(f"{register.title}没有“{name}”这一栏，可用的有：{known}。", name)


def add(desk: Desk, register: str, inputs: Inputs) -> Outcome:
    """One new record. Raises FieldError when a value does not fit."""
    return add_many(desk, register, [inputs])


def add_many(desk: Desk, register: str, rows: Sequence[Inputs], report: Report = ignore_progress) -> Outcome:
    """New records in one step; the first that does not fit stops all.

    Raises:
        FieldError: naming the row when there are several.
    """
    declared = register_named(desk, register)
    made: list[int] = []
    around: list[Around] = []

    def work(step: Step) -> None:
        surroundings = Around(desk, step)
        around.append(surroundings)
        ready: list[Values] = []
        for number, inputs in enumerate(rows, start=1):
            tell(report, number - 1, 2 * len(rows))  # reading the values takes about as long as writing them
            try:
                ready.append(accepted(desk, declared, inputs, declared.empty_values(), surroundings))
            except FieldError as error:
                where = f"第 {number} 行：" if len(rows) > 1 else ""
                raise FieldError(where + error.sentence, error.field) from error
        total = len(rows)
        made.extend(
            step.insert_many(declared.name, ready, lambda done, of: report(total + done * total // of, 2 * total))
        )

    title = f"新建 {counted(declared, len(rows))}"
    changes = desk.book.change("add", title, work)
    return Outcome(changes, f"已{title}{around[0].told()}。", tuple(made))


def edit(desk: Desk, register: str, ids: Sequence[int], inputs: Inputs) -> Outcome:
    """Set the same fields on several records. Raises FieldError when a value does not fit."""
    return edit_each(desk, register, dict.fromkeys(ids, inputs))


def edit_each(
    desk: Desk, register: str, by_id: Mapping[int, Inputs], title: str = "", report: Report = ignore_progress
) -> Outcome:
    """Set fields of several records, each its own, in one step (a block pasted over cells, fill down).

    Raises:
        FieldError: a value does not fit; nothing is changed then. Cancelled: as `report` says.
    """
    declared = register_named(desk, register)
    told = title or f"修改 {counted(declared, len(by_id))}"
    around: list[Around] = []

    def work(step: Step) -> None:
        surroundings = Around(desk, step)
        around.append(surroundings)
        ready: dict[int, Values] = {}
        """What is given to many records is read once: by its identity."""
        for number, (record_id, inputs) in enumerate(by_id.items()):
            tell(report, number, len(by_id))
            before = desk.book.values(declared.name, record_id)
            if id(inputs) not in ready:
                ready[id(inputs)] = _values(desk, declared, inputs, surroundings)
            step.update(declared.name, record_id, followed(declared, before, ready[id(inputs)], surroundings))
        if not title and len(by_id) == 1:
            step.title = f"修改{declared.noun}“{_short(desk, declared, next(iter(by_id)))}”"

    changes = desk.book.change("edit", told, work)
    return Outcome(changes, f"已{changes.title or told}{around[0].told()}。" if changes else "", tuple(by_id))


SET, ADD, REMOVE = "set", "add", "remove"
"""How a field of many records is changed at once; adding and removing are for fields of many values."""


def changeable(register: Register) -> list[Field]:
    """The fields that can be changed for many records at once: what a person fills in, and what need not be unique."""
    left_out = ("entries", "attachments")
    return [
        item
        for item in register.fields
        if not (item.locked or item.hidden or item.unique or item.kind in left_out or item.links_anywhere)
    ]


def change_all(
    desk: Desk,
    register: str,
    ids: Sequence[int],
    field: str,
    answer: Any,
    how: str = SET,
    report: Report = ignore_progress,
) -> Outcome:
    """Set a field of many records to one value, or add values to it, or take some away, in one step.

    Raises:
        FieldError: the value does not fit; nothing is changed then. Cancelled: as `report` says.
    """
    declared = register_named(desk, register)
    column = field_named(declared, field)
    around: list[Around] = []

    def work(step: Step) -> None:
        surroundings = Around(desk, step)
        around.append(surroundings)
        value = column.accept(answer, surroundings)
        if how != SET and value == column.empty:
            raise column.error("要写明加上或去掉什么")
        for number, record_id in enumerate(ids):
            tell(report, number, len(ids))
            before = desk.book.values(declared.name, record_id)
            after = _combined(before[column.name], value, how)
            step.update(declared.name, record_id, accepted(desk, declared, {column.name: after}, before, surroundings))
        step.title = _told_change(desk, declared, column, value, how, len(ids))

    changes = desk.book.change("edit", f"修改 {counted(declared, len(ids))}", work)
    return Outcome(
        changes, f"已{changes.title}{around[0].told()}。" if changes else "没有要改的，内容本来就是这样。", tuple(ids)
    )


def _combined(before: Value, value: Value, how: str) -> Value:
    if how == ADD:
        return (*before, *(item for item in value if item not in before))
    if how == REMOVE:
        return tuple(item for item in before if item not in value)
    return value


def _told_change(desk: Desk, register: Register, field: Field, value: Value, how: str, count: int) -> str:
    """“把 3 项任务的“所属大项”改为“二””."""
    text = " ".join(field.display(value, desk.book).split())
    text = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    whose = f"{counted(register, count)}的“{field.title}”"
    if how == ADD:
        return f"给 {whose}加上“{text}”"
    if how == REMOVE:
        return f"从 {whose}去掉“{text}”"
    return f"把 {whose}改为“{text}”" if text else f"清空 {whose}"


def fill_down(desk: Desk, register: str, ids: Sequence[int], field: str, report: Report = ignore_progress) -> Outcome:
    """Give the first record's value of a field to the others (Ctrl+D)."""
    declared = register_named(desk, register)
    column = field_named(declared, field)
    if len(ids) < 2:
        raise ClerkError("请先选中两行以上，再向下填充。")
    value = desk.book.record(declared.name, ids[0])[column.name]
    return edit_each(
        desk,
        register,
        {record_id: {column.name: value} for record_id in ids[1:]},
        f"向下填充“{column.title}”到 {counted(declared, len(ids) - 1)}",
        report,
    )


def delete(desk: Desk, register: str, ids: Sequence[int], report: Report = ignore_progress) -> Outcome:
    """Delete records.

    Raises:
        WorkbookError: others link to one of them; the sentence says which. Cancelled: as `report` says.
    """
    declared = register_named(desk, register)
    ids = tuple(dict.fromkeys(ids))
    title = f"删除 {counted(declared, len(ids))}"

    def work(step: Step) -> None:
        step.delete_many(declared.name, ids, report)

    return Outcome(desk.book.change("delete", title, work), f"已{title}。", tuple(ids))


def duplicate(desk: Desk, register: str, ids: Sequence[int]) -> Outcome:
    """Copies of records, without what happened to the originals (locked fields, entries, attachments)."""
    declared = register_named(desk, register)
    left_out = {item.name for item in declared.fields if item.locked or item.kind in ("entries", "attachments")}
    rows: list[dict[str, Any]] = []
    around = Around(desk)
    for record in desk.book.records(declared.name, ids):
        values = {name: value for name, value in record.values.items() if name not in left_out}
        _rename_copy(desk, declared, values, rows)
        rows.append(_of_copy(declared, values, around))
    made: list[int] = []
    title = f"复制 {counted(declared, len(rows))}"
    changes = desk.book.change("duplicate", title, lambda step: made.extend(step.insert_many(declared.name, rows)))
    return Outcome(changes, f"已{title}。", tuple(made))


def _of_copy(register: Register, values: dict[str, Any], around: Around) -> dict[str, Value]:
    """A copy's values with what follows from them, its days above all.

    What a rule refuses in it is left out, but for names, which only stand there until the clerk writes proper ones.
    """
    found = values
    for rule in register.rules:
        try:
            found = followed(register, register.empty_values(), found, around, (rule,))
        except FieldError as error:
            refused = register.by_name.get(error.field)
            if refused is not None and not (refused.required or refused.unique):
                found = {**found, refused.name: refused.empty}
    return found


def _rename_copy(desk: Desk, register: Register, values: dict[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    """Give a copy names of its own where the register wants them unique."""
    for field in register.fields:
        if not field.unique:
            continue
        if field.sql_type is None:
            values[field.name] = field.empty
            continue
        taken = {other[field.name] for other in others}
        name = f"{values[field.name]}（副本）"
        number = 2
        while name in taken or desk.book.find(register.name, name) is not None:
            name = f"{values[field.name]}（副本{number}）"
            number += 1
        values[field.name] = name


def accepted(desk: Desk, register: Register, inputs: Inputs, before: Values, around: Around) -> dict[str, Value]:
    """Inputs as values, with what follows from them by the register's rules.

    Raises:
        FieldError: an unknown field, or a value that does not fit.
    """
    return followed(register, before, _values(desk, register, inputs, around), around)


def _values(desk: Desk, register: Register, inputs: Inputs, around: Around) -> dict[str, Value]:
    changed: dict[str, Value] = {}
    for name, value in inputs.items():
        field = field_named(register, name)
        changed[field.name] = field.accept(attached(desk, field, value), around)
    return changed


def followed(
    register: Register, before: Values, changed: Values, around: Around, rules: Sequence[Rule] | None = None
) -> dict[str, Value]:
    """The changed fields, with what follows from them by the register's rules, or by some of them.

    Raises:
        FieldError: a rule can't read what it watches.
    """
    found = dict(changed)
    after = {**before, **found}
    for rule in register.rules if rules is None else rules:
        if any(name in found and found[name] != before.get(name) for name in rule.watches):
            following = rule.then(after, around)
            added = {name: value for name, value in following.items() if name not in found}
            found.update(added)
            after.update(added)
    return found


def foreseen(desk: Desk, register: str, inputs: Inputs) -> dict[str, Value]:
    """What the register's rules will add to a record that is still being written; nothing is kept.

    Raises:
        FieldError: a field that a rule watches can't be read. Others that can't be are left to `add`.
    """
    declared = register_named(desk, register)
    watched = {name for rule in declared.rules for name in rule.watches}
    around = Around(desk)
    values = dict(declared.empty_values())
    for name, value in inputs.items():
        try:
            values[name] = field_named(declared, name).accept(value, around)
        except FieldError:
            if name in watched:
                raise
    added: dict[str, Value] = {}
    for rule in declared.rules:
        if any(values[name] for name in rule.watches):
            added.update(rule.then({**values, **added}, around))
    return {name: value for name, value in added.items() if name not in inputs}


def attached(desk: Desk, field: Field, value: Any) -> Any:
    """For an attachments field: paths become files kept in the workbook; other values stay as they are.

    Must run inside a step. Raises ClerkError when a file can't be read.
    """
    if field.kind != "attachments" or value is None:
        return value
    items: Iterable[Any] = value if isinstance(value, tuple | list) else _pieces(value)
    return tuple(_attachment(desk, item) for item in items)


def _pieces(text: str) -> list[str]:
    whole = text.strip()
    if not whole:
        return []
    if "://" in whole:
        return [item for item in BETWEEN_LINKS.split(whole) if item]
    return [whole] if os.path.exists(whole) else list(split_names(whole))  # noqa: PTH110  (Path.exists may raise)


def _attachment(desk: Desk, item: Any) -> Attachment:
    if isinstance(item, Attachment):
        return item
    text = str(item)
    if text.startswith(("http://", "https://")):
        return Attachment(title=text, url=text)
    path = Path(text)
    try:
        if path.is_dir():
            raise ClerkError(f"“{path.name}”是文件夹，请选择文件，或先压缩成一个文件。")
        refuse_large(path.stat().st_size, path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        what = "找不到" if isinstance(error, FileNotFoundError) else "读不出来"
        raise ClerkError(f"附件“{path}”{what}，请检查位置，或关闭正在使用它的程序再试。") from None
    return Attachment(title=path.name, digest=desk.book.keep_file(content, path.name), size=len(content))


def _short(desk: Desk, register: Register, record_id: int) -> str:
    name = desk.book.title(register.name, record_id)
    return name if len(name) <= 14 else name[:13] + "…"
