"""Trees that are paths (`Register.tree_root`): no record stands below itself, and all below another are of what it is of.

Part of `steps`, which asks once at the end of a step, when all its records are written.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable

from models.base.errors import FieldError
from models.base.fields import Value
from models.base.register import Register
from models.workbook.sql import quoted

_MANY = 500
"""From so many changed records on, the whole tree is read at once."""

Place = tuple[int | None, Value]
"""A record's parent and its root."""


class Branches:
    """The tree of one register as it stands in the file, as far as it is asked for."""

    def __init__(self, connection: sqlite3.Connection, register: Register, title: Callable[[int], str]) -> None:
        """`title`: how a record is told in a sentence."""
        self._connection = connection
        self._register = register
        self._title = title
        self._table, self._parent, self._root = map(quoted, (register.name, register.tree, register.tree_root))
        self._places: dict[int, Place] = {}
        self._roots: dict[int, Value] = {}
        """What records are of by the ones above them all."""

    def settled(self, entered: Collection[int], moved: Collection[int]) -> dict[int, Value]:
        """The roots that have to be set: of new records without one, and of all below those that were moved.

        Raises:
            FieldError: a record stands below itself, or was given another root than the one above it has.
        """
        if len(entered) + len(moved) > _MANY:
            sql = f"SELECT id, {self._parent}, {self._root} FROM {self._table}"
            self._places = {row[0]: (row[1], row[2]) for row in self._connection.execute(sql)}
        found: dict[int, Value] = {}
        for identity in (*entered, *moved):
            own, wanted = self._place(identity)[1], self._wanted(identity)
            if own != wanted and own is not None:
                raise self._contrary(identity, own, wanted)
            if own != wanted:
                found[identity] = wanted
        for identity in self._below(moved):
            if self._place(identity)[1] != self._wanted(identity):
                found[identity] = self._wanted(identity)
        return found

    def _place(self, identity: int) -> Place:
        if identity not in self._places:
            sql = f"SELECT {self._parent}, {self._root} FROM {self._table} WHERE id = ?"
            row = self._connection.execute(sql, [identity]).fetchone()
            self._places[identity] = row or (None, None)  # made and deleted in the same step
        return self._places[identity]

    def _wanted(self, identity: int) -> Value:
        """The root of the record above all others."""
        chain: dict[int, None] = {}
        at = identity
        while at not in self._roots:
            if at in chain:
                raise self._circle(at)
            chain[at] = None
            parent, root = self._place(at)
            if parent is None:
                self._roots[at] = root
            else:
                at = parent
        root = self._roots[at]
        self._roots.update(dict.fromkeys(chain, root))
        return root

    def _below(self, moved: Iterable[int]) -> list[int]:
        """All records below these."""
        sql = f"SELECT id FROM {self._table} WHERE {self._parent} = ?"
        found: dict[int, None] = {}
        left = list(moved)
        while left:
            under = [row[0] for row in self._connection.execute(sql, [left.pop()]) if row[0] not in found]
            found.update(dict.fromkeys(under))
            left += under
        return list(found)

    def _circle(self, identity: int) -> FieldError:
        parent = self._place(identity)[0]
        field = self._register.field(self._register.tree)
        name, above = self._title(identity), self._title(parent or identity)
        told = "自己" if parent == identity else f"“{above}”，而它就在“{name}”下面"
        return FieldError(f"“{name}”的{field.title}不能是{told}，请另选{field.title}。", field.name)

    def _contrary(self, identity: int, own: Value, wanted: Value) -> FieldError:
        above, root = self._register.field(self._register.tree), self._register.field(self._register.tree_root)
        told = f"“{wanted}”" if wanted else "空的"
        return FieldError(
            f"“{self._title(identity)}”的{root.title}填的是“{own}”，{above.title}的{root.title}却是{told}；"
            f"下级的{root.title}跟着上级走，请改{above.title}，或者改最上面一级的{root.title}。",
            root.name,
        )
