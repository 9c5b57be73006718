"""Rows of a table that name other rows of it (上级事项, 依据文件, 成员单位), above or below. Part of `spreadsheets`.

Such a row has an id before it is a record: while rows are only looked over a negative one, while they are brought
in one that the step keeps for it.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from models.base.fields import Values, plain_name
from models.base.lists import split_names
from models.base.register import Register
from models.base.trees import NO_ROOT, PATH_SIGN, Named, path_parts, paths
from models.operations.desk import Desk

_LOOKED_OVER = -1_000_000_000
"""The id of the first row while nothing is written; foreseen names count down from -1."""


class OwnRows:
    """By which names the rows of a table go, and which ids they have or will have."""

    def __init__(self, desk: Desk, register: Register, texts: Mapping[str, Sequence[str]], first: int | None) -> None:
        """`texts`: of each field by which a record is named, the text of every row ("" for a row that is left out).

        `first`: the id that is kept for the first row; None while nothing is written.
        """
        self._desk = desk
        self.register = register
        self._texts = texts
        self._first = first

    def id_of(self, name: str) -> int | None:
        """The id of the row that goes by this name; None when none does."""
        row = self._rows.get(plain_name(name))
        if row is None:
            return None
        return self._first + row if self._first is not None else _LOOKED_OVER - row

    def holds(self, identity: int) -> bool:
        """Whether this is the id of a row that may not be written yet."""
        return identity <= _LOOKED_OVER or (self._first is not None and identity >= self._first)

    def values(self, identity: int) -> Values:
        """What is known of the row before it is read: in a tree of paths, what its path begins with."""
        values = self.register.empty_values()
        if self.register.tree_root:
            row = identity - self._first if self._first is not None else _LOOKED_OVER - identity
            root = path_parts(self._paths.get(row, NO_ROOT))[0]
            values[self.register.tree_root] = None if root == NO_ROOT else root
        return values

    @cached_property
    def _rows(self) -> dict[str, int]:
        found = self._known_by
        for row, path in self._paths.items():
            found.setdefault(plain_name(path), row)
        return found

    @cached_property
    def _paths(self) -> dict[int, str]:
        return paths(self._named(self._known_by)) if self.register.tree_root else {}

    @cached_property
    def _known_by(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in self.register.known_by:
            several = isinstance(self.register.field(name).empty, tuple)
            for row, text in enumerate(self._texts.get(name, ())):
                for one in split_names(text) if several else (text,):
                    if one.strip():
                        found.setdefault(plain_name(one), row)
        return found

    def _named(self, known: Mapping[str, int]) -> dict[int, Named]:
        """Name, parent and beginning of the path of each row that has a name."""
        register, named = self.register, {}
        names = self._texts.get(register.title_field, ())
        parents = self._texts.get(register.tree) or [""] * len(names)
        roots = self._texts.get(register.tree_root) or [""] * len(names)
        above: dict[str, tuple[int | None, str]] = {"": (None, "")}
        for row, (name, parent, root) in enumerate(zip(names, parents, roots, strict=True)):
            if parent not in above:
                above[parent] = self._above(parent, known)
            place, path = above[parent]
            if name.strip():
                named[row] = (name.strip(), place if place != row else None, path or root.strip() or None)
        return named

    def _above(self, text: str, known: Mapping[str, int]) -> tuple[int | None, str]:
        """What a row names as above it: a row of the table, or the path of something else."""
        identity = self._desk.book.find(self.register.name, text)
        if identity is not None:
            return None, self._desk.book.title(self.register.name, identity)
        parts = path_parts(text)
        path = parts if len(parts) > 1 else [NO_ROOT, *parts]  # a bare name tells nothing of what is above it
        return known.get(plain_name(text)), PATH_SIGN.join(path)
