"""Trees of records: everybody once, below the right one, in the order asked for; circles and holes do no harm."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from models.base.trees import Tree, grown, path_parts, paths

IDS = st.lists(st.integers(1, 12), unique=True, max_size=12)
PARENTS = st.dictionaries(st.integers(1, 12), st.lists(st.integers(1, 12), min_size=1, max_size=3), max_size=12)


def drawn(tree: Tree) -> list[str]:
    return ["  " * depth + str(identity) for identity, depth in zip(tree.ids, tree.depths, strict=True)]


def above(tree: Tree) -> dict[int, int | None]:
    return {identity: next((tree.ids[at] for at in tree.above(place)), None) for place, identity in enumerate(tree.ids)}


def test_a_chain_of_documents() -> None:
    tree = grown([3, 2, 1, 4], {2: [1], 3: [2]})
    assert drawn(tree) == ["1", "  2", "    3", "4"]
    assert [tree.has_children(place) for place in range(4)] == [True, True, False, False]
    assert list(tree.shown({2})) == [0, 1, 3]
    assert list(tree.shown({1, 4})) == [0, 3]
    assert [tree.ids[place] for place in tree.above(2)] == [2, 1]


def test_siblings_keep_the_order_asked_for() -> None:
    assert drawn(grown([9, 5, 7, 6, 8], {5: [9], 7: [9], 6: [8]})) == ["9", "  5", "  7", "8", "  6"]


def test_of_several_parents_the_first_that_is_shown_counts() -> None:
    parents = {4: [1, 2, 3]}
    assert drawn(grown([1, 2, 3, 4], parents)) == ["1", "  4", "2", "3"]
    assert drawn(grown([2, 3, 4], parents)) == ["2", "  4", "3"]
    assert drawn(grown([4], parents)) == ["4"]


def test_a_filter_that_hides_one_of_a_chain_does_not_part_the_others() -> None:
    assert drawn(grown([1, 4], {2: [1], 3: [2], 4: [3]})) == ["1", "  4"]
    assert drawn(grown([1, 4], {4: [5, 3], 5: [6], 3: [1]})) == ["1", "  4"]
    assert drawn(grown([1, 4], {4: [2], 2: [3], 3: [2]})) == ["1", "4"]  # a circle out of sight


def test_circles_are_cut_at_the_first() -> None:
    assert drawn(grown([1, 2, 3, 4], {1: [3], 2: [1], 3: [2], 4: [3]})) == ["1", "  2", "    3", "      4"]
    assert drawn(grown([7], {7: [7]})) == ["7"]
    assert drawn(grown([4, 2, 3], {4: [3], 3: [2], 2: [3]})) == ["2", "  3", "    4"]


@given(IDS, PARENTS)
def test_everybody_stands_once_below_one_of_its_own(ids: list[int], parents: dict[int, list[int]]) -> None:
    tree = grown(ids, parents)
    assert sorted(tree.ids) == sorted(ids)
    for identity, over in above(tree).items():
        if over is not None:
            assert over in reached(identity, parents)
    for place in range(len(ids)):
        below = [at for at in range(len(ids)) if place in set(tree.above(at))]
        assert below == list(range(place + 1, tree.ends[place]))


@given(IDS, PARENTS)
def test_who_has_no_parent_in_sight_stands_below_nothing(ids: list[int], parents: dict[int, list[int]]) -> None:
    tree = grown(ids, parents)
    for identity, over in above(tree).items():
        if not reached(identity, parents) & set(ids) - {identity}:
            assert over is None
        named = [parent for parent in parents.get(identity, ()) if parent in ids and parent != identity]
        if over is not None and named:
            assert over == named[0]


@given(IDS, PARENTS, st.sets(st.integers(1, 12)))
def test_what_is_closed_hides_all_that_is_below(
    ids: list[int], parents: dict[int, list[int]], closed: set[int]
) -> None:
    tree = grown(ids, parents)
    wanted = [place for place in range(len(ids)) if not {tree.ids[at] for at in tree.above(place)} & closed]
    assert list(tree.shown(closed)) == wanted


@given(IDS, PARENTS)
def test_siblings_are_in_the_order_asked_for(ids: list[int], parents: dict[int, list[int]]) -> None:
    tree = grown(ids, parents)
    over = above(tree)
    cut = {identity for identity in ids if over[identity] is None and reached(identity, parents) & set(ids)}
    for parent in {*ids, None}:
        mine = [identity for identity in tree.ids if over[identity] == parent and identity not in cut]
        assert mine == sorted(mine, key=ids.index)


def reached(identity: int, parents: dict[int, list[int]]) -> set[int]:
    """All that stand above a record, however far."""
    found: set[int] = set()
    ahead = list(parents.get(identity, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += parents.get(one, ())
    return found


class Looked(int):
    """An identity that counts how often anything is looked up by it or compared with it."""

    times = 0

    def __hash__(self) -> int:
        Looked.times += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Looked.times += 1
        return super().__eq__(other)


def test_large_trees_take_steps_by_their_size_whatever_their_shape() -> None:
    """A broad tree, one long chain, a chain of which every other one is hidden, and many circles."""

    def steps(count: int) -> int:
        ids = [Looked(number) for number in range(count)]
        broad = {number: [ids[number // 10]] for number in ids[1:]}
        chain = {number: [ids[number - 1]] for number in ids[1:]}
        circles = {number: [ids[number ^ 1]] for number in ids}
        Looked.times = 0
        assert len(grown(ids, broad).ids) == count
        assert grown(ids, chain).depths[-1] == count - 1
        assert grown(ids[::2], chain).depths[-1] == (count - 1) // 2
        assert set(grown(ids, circles).depths) == {0, 1}
        assert grown([ids[0], ids[-1]], chain).depths == [0, 1]
        return Looked.times

    assert steps(20_000) < 11 * steps(2_000)


def test_paths_begin_with_what_the_topmost_is_of() -> None:
    records = {1: ("招生", 3, "教育"), 2: ("学校", None, None), 3: ("学校", None, "教育")}
    assert paths(records) == {1: "教育 > 学校 > 招生", 2: "未分类 > 学校", 3: "教育 > 学校"}
    assert path_parts(" 教育＞学校 > 招生 >") == ["教育", "学校", "招生"]
    assert path_parts("  ") == [""]


@given(st.dictionaries(st.integers(1, 12), st.integers(1, 14) | st.none(), max_size=12))
def test_every_record_has_a_path_through_those_above_it(parents: dict[int, int | None]) -> None:
    found = paths({identity: (f"n{identity}", parent, "r") for identity, parent in parents.items()})
    assert found.keys() == parents.keys()
    for identity, path in found.items():
        names = path_parts(path)
        assert names[0] == "r"
        assert names[-1] == f"n{identity}"
        assert len(set(names)) == len(names), "also in a circle nobody comes twice"
        for above, below in itertools.pairwise(names[1:]):
            assert parents[int(below[1:])] == int(above[1:])
