"""The names of records: titles for showing links, and the way from a name, alias or number to a record."""

import sqlite3
from collections.abc import Iterable, Mapping

from models.base.fields import Nobody, Values, plain_name
from models.base.register import Register, Registers
from models.base.trees import NO_ROOT, PATH_SIGN, paths
from models.workbook.rows import read_values

GONE = "（已删除）"


class NameBook(Nobody):
    """Remembers names; whoever changes rows tells it with `learn` and `forget`."""

    def __init__(self, connection: sqlite3.Connection, registers: Registers) -> None:
        self._connection = connection
        self._registers = registers
        self._titles: dict[str, dict[int, str]] = {}
        self._found: dict[str, dict[str, int]] = {}
        self._shared: dict[str, set[str]] = {}
        """Of what is in `_found`, the names to which several records answer."""

    def declare(self, registers: Registers) -> None:
        """The registers are these from now on; nothing is remembered."""
        self._registers = registers
        self.forget()

    def title(self, register: str, record_id: int) -> str:
        """The name under which a record is shown."""
        return self._all_titles(register).get(record_id, GONE)

    def find(self, register: str, text: str) -> int | None:
        """The record known by this text, width and blanks aside."""
        if register not in self._found:
            declared = self._registers[register]
            ids = [row[0] for row in self._connection.execute(f'SELECT id FROM "{register}" ORDER BY id')]
            values = read_values(self._connection, declared, ids, fields=declared.known_by)
            self._found[register], self._shared[register] = {}, set()
            for identity in ids:
                self._remember(register, identity, known_names(declared, values[identity]))
            for identity, path in self._all_titles(register).items() if declared.tree_root else ():
                self._remember(register, identity, [plain_name(path)])
        return self._found[register].get(plain_name(text))

    def _remember(self, register: str, record_id: int, names: Iterable[str]) -> None:
        index, shared = self._found[register], self._shared[register]
        for name in names:
            if index.setdefault(name, record_id) != record_id:
                shared.add(name)

    def known(self, register: str, text: str) -> int | None:
        """The same: nothing is registered by asking."""
        return self.find(register, text)

    def all_titles(self, register: str) -> Mapping[int, str]:
        """Every record's title, by id."""
        return self._all_titles(register)

    def holds(self, register: str, record_id: int) -> bool:
        """Whether there is such a record; nothing is read anew for that."""
        if register in self._titles:
            return record_id in self._titles[register]
        row = self._connection.execute(f'SELECT 1 FROM "{register}" WHERE id = ?', [record_id]).fetchone()
        return row is not None

    def remembers(self, register: str) -> bool:
        """Whether anything of a register is remembered, so that new records must be learned."""
        return register in self._titles or register in self._found

    def learn(self, register: Register, record_id: int, values: Values) -> None:
        """A record was added."""
        names = known_names(register, values) if register.name in self._found else []
        if register.name in self._titles or register.tree_root:
            title = self._title_of(register, values)
            self._all_titles(register.name)[record_id] = title
            names += [plain_name(title)] if register.tree_root else []
        if register.name in self._found:
            self._remember(register.name, record_id, names)

    def _title_of(self, register: Register, values: Values) -> str:
        """The title of a new record; in a tree with paths its parent's stands before it."""
        name = str(values.get(register.title_field) or "")
        if not register.tree_root:
            return name
        above = self._all_titles(register.name).get(values.get(register.tree) or 0)
        return f"{above or values.get(register.tree_root) or NO_ROOT}{PATH_SIGN}{name}"

    def rename(self, register: Register, record_id: int, before: Values, after: Values) -> None:
        """A record goes by other names now; in a tree with paths all below it do.

        One record's names are put right where they stand: in a large register, many may be changed one by one.
        """
        name = register.name
        if register.tree_root and self._has_below(register, record_id):
            self.forget(name)
            return
        old, new = known_names(register, before), known_names(register, after)
        titles = self._titles.get(name)
        if titles is not None:
            was, titles[record_id] = titles.get(record_id, ""), self._title_of(register, after)
            if register.tree_root:
                old, new = [*old, plain_name(was)], [*new, plain_name(titles[record_id])]
        index = self._found.get(name)
        if index is None:
            return
        others = any(index.get(told, record_id) != record_id for told in new)
        if others or not self._shared[name].isdisjoint(old) or (register.tree_root and titles is None):
            self._found.pop(name)  # which of several records answers first is best read anew
            return
        for told in old:
            index.pop(told, None)
        index.update(dict.fromkeys(new, record_id))

    def _has_below(self, register: Register, record_id: int) -> bool:
        sql = f'SELECT 1 FROM "{register.name}" WHERE "{register.tree}" = ? LIMIT 1'
        return self._connection.execute(sql, [record_id]).fetchone() is not None

    def forget(self, register: str | None = None) -> None:
        """Names of a register (or of all) changed in a way that is best read anew."""
        for cache in (self._titles, self._found):
            if register is None:
                cache.clear()
            else:
                cache.pop(register, None)

    def _all_titles(self, register: str) -> dict[int, str]:
        if register not in self._titles:
            declared = self._registers[register]
            more = f', "{declared.tree}", "{declared.tree_root}"' if declared.tree_root else ""
            rows = self._connection.execute(f'SELECT id, "{declared.title_field}"{more} FROM "{register}"')
            if declared.tree_root:
                self._titles[register] = paths({row[0]: (row[1] or "", row[2], row[3]) for row in rows})
            else:
                self._titles[register] = {identity: title or "" for identity, title in rows}
        return self._titles[register]


def known_names(register: Register, values: Values) -> list[str]:
    """All the folded names a record answers to."""
    names: list[str] = []
    for field in register.known_by:
        value = values.get(field)
        items = value if isinstance(value, tuple) else (value,)
        names += [plain_name(str(item)) for item in items if item]
    return names
