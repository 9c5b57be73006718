"""Which rows of a tree show, and what stands before each; the table's model asks, and knows no more of trees."""

from bisect import bisect_left

from models.base.trees import Tree

NO_TREE = Tree([], [], [])


class TreeRows:
    """The rows of a tree while some of its records are closed; they stay closed when the tree is asked for anew."""

    def __init__(self) -> None:
        self.tree = NO_TREE
        self._closed: set[int] = set()
        self._places: list[int] = []

    def take(self, tree: Tree) -> None:
        """Show this tree."""
        self.tree = tree
        self._places = list(tree.shown(self._closed))

    def ids(self) -> list[int]:
        """The records that show, in order."""
        return [self.tree.ids[place] for place in self._places]

    def depth(self, row: int) -> int:
        """How many records stand above this row's."""
        return self.tree.depths[self._places[row]]

    def has_children(self, row: int) -> bool:
        """Whether anything stands below this row's record."""
        return self.tree.has_children(self._places[row])

    def is_open(self, row: int) -> bool:
        """Whether what stands below this row's record shows."""
        return self.has_children(row) and self.tree.ids[self._places[row]] not in self._closed

    def row_above(self, row: int) -> int | None:
        """The row of the record right above this row's."""
        above = next(self.tree.above(self._places[row]), None)
        return None if above is None else bisect_left(self._places, above)

    def below(self, row: int) -> int:
        """How many rows stand, or would stand if it were open, below this row."""
        return len(self._below(row))

    def turn(self, row: int) -> None:
        """Open a closed row, or close an open one."""
        opening, below = not self.is_open(row), self._below(row)
        identity = self.tree.ids[self._places[row]]
        if opening:
            self._closed.discard(identity)
            self._places[row + 1 : row + 1] = below
        else:
            self._closed.add(identity)
            del self._places[row + 1 : row + 1 + len(below)]

    def turn_all(self, opened: bool) -> None:
        """Open or close all rows."""
        ids = self.tree.ids
        self._closed = set() if opened else {ids[place] for place in range(len(ids)) if self.tree.has_children(place)}
        self.take(self.tree)

    def hides(self, identity: int) -> bool:
        """Whether a record is in the tree, below a closed one."""
        return bool(self._hiding(identity))

    def reveal(self, identity: int) -> None:
        """Open what hides a record."""
        self._closed -= self._hiding(identity)
        self.take(self.tree)

    def described(self, row: int) -> str:
        """Where a row stands, in words."""
        told = f"第 {self.depth(row) + 1} 层"
        if not self.has_children(row):
            return told
        return f"{told}，{'已展开' if self.is_open(row) else '已收起'}，下面有 {self.below(row)} 行"

    def _hiding(self, identity: int) -> set[int]:
        ids = self.tree.ids
        if identity not in ids:
            return set()
        return self._closed.intersection(ids[above] for above in self.tree.above(ids.index(identity)))

    def _below(self, row: int) -> list[int]:
        place = self._places[row]
        closed = self._closed - {self.tree.ids[place]}
        return list(self.tree.shown(closed, place + 1, self.tree.ends[place]))
