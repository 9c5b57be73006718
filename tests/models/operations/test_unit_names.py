"""Whether two spellings mean one unit: tables of true and false pairs, and what holds for any name."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.operations.unit_names import abbreviates, likeness, read_name
from tests.models.operations.unit_pairs import DIFFERENT, SAME, pairs


def test_the_tables_are_large_enough() -> None:
    assert len(pairs(SAME)) >= 100
    assert len(pairs(DIFFERENT)) >= 90


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_spellings_of_one_unit(one: str, other: str) -> None:
    assert likeness(one, other) is not None


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_two_units_are_kept_apart(one: str, other: str) -> None:
    assert likeness(one, other) is None


def test_it_does_not_matter_which_comes_first() -> None:
    names = sorted({name for table in (SAME, DIFFERENT) for pair in pairs(table) for name in pair})
    assert all(likeness(one, other) == likeness(other, one) for one, other in combinations(names, 2))


def test_nearer_spellings_are_told_from_farther_ones() -> None:
    told = [
        likeness("市发改委", other)
        for other in ("市发改委", "市发展改革委", "宿州市发展和改革委员会", "市发改局", "发改局")
    ]
    assert told == sorted(told, key=lambda item: -1 if item is None else item)
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("name", "places", "owner", "core", "head"),
    [
        ("宿州市埇桥区人民政府办公室（公开科）", ("宿州市", "埇桥区"), "政府", "", "办"),
        ("市市场监管局", ("市",), "", "市场监管", "局"),
        ("市场监管局", (), "", "市场监管", "局"),
        ("市政管理局", (), "", "市政管理", "局"),
        ("乡村振兴局", (), "", "乡村振兴", "局"),
        ("区域合作办公室", (), "", "区域合作", "办"),
        ("市中区司法局", ("市中区",), "", "司法", "局"),
        ("萧县县委办", ("萧县",), "委", "", "办"),
        ("城市管理局", (), "", "城市管理", "局"),
        ("黔南州司法局", ("黔南州",), "", "司法", "局"),
        ("开发区管委会", (), "", "开发", "区"),
    ],
)
def test_a_name_taken_apart(name: str, places: tuple[str, ...], owner: str, core: str, head: str) -> None:
    found = read_name(name)
    assert (found.places, found.owner, found.core, found.head) == (places, owner, core, head)


_CHARACTERS = "市区县省委办局政府教育文化和旅游发展改革公安（）司法人民中心管理"


@given(st.text(alphabet=_CHARACTERS, min_size=1, max_size=14), st.text(alphabet=_CHARACTERS, min_size=1, max_size=14))
def test_any_two_names_are_compared_alike_from_both_sides(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 0


@given(
    st.sampled_from(["司法", "财政", "民政", "教育", "审计", "水利"]),
    st.sampled_from(["局", "委员会", "中心", "公司"]),
    st.data(),
)
def test_other_levels_are_never_guessed_at(core: str, head: str, data: st.DataObject) -> None:
    levels = ("省", "市", "区", "县", "安徽省", "宿州市", "埇桥区", "砀山县")
    one, other = data.draw(st.sampled_from(levels)), data.draw(st.sampled_from(levels))
    assume(one[-1] != other[-1])
    assert likeness(one + core + head, other + core + head) is None


def test_an_abbreviation_takes_something_of_every_word() -> None:
    assert abbreviates("发改", "发展和改革")
    assert abbreviates("文旅", "文化和旅游")
    assert not abbreviates("文化", "文化和旅游")
    assert not abbreviates("旅文", "文化和旅游")
    assert not abbreviates("人事", "退役军人事务")
