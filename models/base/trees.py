"""Records in the order of a tree: each below its parent, siblings in the order asked for. Pure; anybody may call it.

A record may name several parents, parents that are not asked for (filtered out), itself, or a circle of others;
it always stands exactly once.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

PATH_SIGN = " > "
NO_ROOT = "未分类"
"""Stands at the beginning of a path where the record above all others is of nothing."""

Parents = Mapping[int, Sequence[int]]
"""The parents that each record names, in order; records without parents are left out."""


@dataclass(frozen=True)
class Tree:
    """Records with each parent before its children; the lists go side by side."""

    ids: list[int]
    depths: list[int]
    """0 for what stands below nothing."""
    ends: list[int]
    """The place after the last record below this one; the next place when there is none below it."""

    def has_children(self, place: int) -> bool:
        """Whether anything stands below the record at this place."""
        return self.ends[place] > place + 1

    def shown(self, closed: Container[int], first: int = 0, end: int | None = None) -> Iterator[int]:
        """The places from `first` that show while the records `closed` hide what is below them."""
        place, end = first, len(self.ids) if end is None else end
        while place < end:
            yield place
            place = self.ends[place] if self.ids[place] in closed else place + 1

    def above(self, place: int) -> Iterator[int]:
        """The places of the records above one, the nearest first."""
        depth = self.depths[place]
        while depth:
            place -= 1
            if self.depths[place] < depth:
                depth = self.depths[place]
                yield place


def grown(ids: Sequence[int], parents: Parents) -> Tree:
    """The tree of these records; siblings, and those below nothing, keep their order.

    A record stands below the first of its parents that is among `ids`. Where none is, the parents' own parents
    are tried, so that a filter that hides one of a chain does not part the others. Of a circle the first
    one of `ids` stands below nothing.
    """
    above = _Above(frozenset(ids), parents)
    over = {identity: above.of(identity) if identity in parents else None for identity in ids}
    _cut_circles(over)
    children: dict[int | None, list[int]] = {}
    for identity, parent in over.items():
        children.setdefault(parent, []).append(identity)
    return _walked(children)


def _cut_circles(over: dict[int, int | None]) -> None:
    """Of each circle let the first record stand below nothing."""
    places = {identity: place for place, identity in enumerate(over)}
    walks: dict[int, int] = {}
    for number, start in enumerate(over):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in walks:
            walks[at] = number
            path.append(at)
            at = over[at]
        if at is not None and walks[at] == number:
            over[min(path[path.index(at) :], key=places.__getitem__)] = None


def _walked(children: Mapping[int | None, list[int]]) -> Tree:
    tree = Tree([], [], [])
    path: list[tuple[int, Iterator[int]]] = [(-1, iter(children.get(None, ())))]
    while path:
        identity = next(path[-1][1], None)
        if identity is None:
            place, _ = path.pop()
            if place >= 0:
                tree.ends[place] = len(tree.ids)
            continue
        place = len(tree.ids)
        tree.ids.append(identity)
        tree.depths.append(len(path) - 1)
        tree.ends.append(place + 1)
        if identity in children:
            path.append((place, iter(children[identity])))
    return tree


class _Above:
    """Finds the record below which another one stands."""

    def __init__(self, there: frozenset[int], parents: Parents) -> None:
        self._there = there
        self._parents = parents
        self._found: dict[int, int | None] = {}
        """For records that are not there: the first one there above them."""

    def of(self, identity: int) -> int | None:
        """The nearest record there above this one; None when there is none."""
        mine = self._parents.get(identity, ())
        for parent in mine:
            if parent in self._there and parent != identity:
                return parent
        for parent in mine:
            if parent not in self._there and (found := self._beyond(parent)) not in (None, identity):
                return found
        return None

    def _beyond(self, missing: int) -> int | None:
        """As `of`, for a record that is not there, without recursion: a chain may be long."""
        path, entered = [missing], {missing}
        while path:
            identity = path[-1]
            if identity not in self._found:
                mine = self._parents.get(identity, ())
                direct = next((parent for parent in mine if parent in self._there), None)
                further = [parent for parent in mine if parent not in self._there]
                if direct is None and (ahead := [p for p in further if p not in self._found and p not in entered]):
                    path.append(ahead[0])
                    entered.add(ahead[0])
                    continue
                known = (self._found.get(parent) for parent in further)
                self._found[identity] = (
                    direct if direct is not None else next((k for k in known if k is not None), None)
                )
            path.pop()
        return self._found[missing]


Named = tuple[str, int | None, str | None]
"""A record's name, its parent, and what begins its path where it has no parent."""


def path_parts(path: str) -> list[str]:
    """The parts of a path, without blanks around them and without empty ones; at least one."""
    return [part.strip() for part in path.replace("＞", ">").split(">") if part.strip()] or [""]


def paths(records: Mapping[int, Named]) -> dict[int, str]:
    """The path of every record: what it is of, the names above it, its own name. Of a circle one begins anew."""
    found: dict[int, str] = {}
    for identity in records:
        chain: dict[int, None] = {}
        at: int | None = identity
        while at is not None and at not in found and at not in chain and at in records:
            chain[at] = None
            at = records[at][1]
        for one in reversed(chain):
            name, parent, root = records[one]
            above = found.get(parent) if parent is not None else None
            found[one] = f"{above or root or NO_ROOT}{PATH_SIGN}{name}"
    return found
