"""Lists of words, fixed and the office's own; ticks; money; computed values: what is read, refused and kept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.choices import Checklist, Choice
from models.base.computed import Computed
from models.base.errors import FieldError
from models.base.fields import NOBODY, Date, Nobody, Number, plain_name
from models.base.money import Money

ORIGIN = Choice(name="origin", title="来源", options=("督查", "自查"), words="origins")
ELEMENTS = Checklist(name="elements", title="要素", options=("背景", "目标", "任务"), words="elements")
FIXED = Checklist(name="forms", title="形式", options=("文字", "图片（长图）", "视频、动画"))


class Office(Nobody):
    """A directory with lists of its own."""

    def __init__(self, **lists: Sequence[str]) -> None:
        self.lists = {key: tuple(words) for key, words in lists.items()}

    def words(self, key: str) -> tuple[str, ...]:
        return self.lists.get(key, ())

    def add_word(self, key: str, words: tuple[str, ...], word: str) -> None:
        self.lists[key] = (*words, word)


def test_a_new_word_joins_the_offices_list() -> None:
    office = Office()
    assert ORIGIN.parse(" 自 查", office) == "自查"
    assert office.lists == {}
    assert ORIGIN.parse("群众来信", office) == "群众来信"
    assert office.lists == {"origins": ("督查", "自查", "群众来信")}
    assert ORIGIN.offered(office)[-1] == "群众来信"
    assert ORIGIN.parse("群众 来信", office) == "群众来信"
    assert len(office.lists["origins"]) == 3


def test_the_offices_list_takes_the_place_of_the_declared_one() -> None:
    office = Office(origins=("巡察", "审计"))
    assert ORIGIN.offered(office) == ("巡察", "审计")
    keys = [ORIGIN.sort_key(word, office) for word in ("巡察", "审计", "督查", None)]
    assert keys == sorted(keys)
    ORIGIN.check("督查")  # a record may keep a word that has left the list


def test_a_word_is_short() -> None:
    with pytest.raises(FieldError, match="选项最多 60 个字"):
        ORIGIN.parse("长" * 61, Office())
    with pytest.raises(FieldError, match="选项最多 60 个字"):
        ORIGIN.check("长" * 61)


def test_a_fixed_list_takes_nothing_else() -> None:
    with pytest.raises(FieldError, match="只能填文字、图片（长图）、视频、动画，“直播”不在其中"):
        FIXED.parse("文字；直播", NOBODY)
    with pytest.raises(FieldError, match="只能填"):
        FIXED.check(("直播",))


TICKED = st.lists(st.sampled_from(FIXED.options), unique=True)


@given(TICKED)
def test_ticks_are_typed_again_as_they_are_shown(ticked: list[str]) -> None:
    value = Checklist.in_order(ticked, FIXED.options)
    assert FIXED.parse(FIXED.format(value, NOBODY), NOBODY) == value
    assert FIXED.from_json(FIXED.to_json(value)) == value
    assert FIXED.from_rows(list(FIXED.to_rows(value))) == value
    assert set(value) == set(ticked)


@given(st.lists(st.text("背景目标任务甲乙", min_size=1, max_size=6), unique_by=plain_name))
def test_ticks_of_an_open_list(words: list[str]) -> None:
    office = Office()
    value = ELEMENTS.parse("；".join(words), office)
    assert set(value) == set(words)
    assert ELEMENTS.parse(ELEMENTS.format(value, office), office) == value
    assert value == Checklist.in_order(value, ELEMENTS.offered(office))


def test_how_much_is_ticked_shows() -> None:
    assert FIXED.display(("文字", "视频、动画"), NOBODY) == "2/3：文字、视频、动画"
    assert FIXED.display((), NOBODY) == ""
    assert ELEMENTS.display(("背景", "旧要素"), Office(elements=("背景", "目标"))) == "2/3：背景、旧要素"
    assert sorted([("文字", "视频、动画"), (), ("文字",)], key=lambda v: FIXED.sort_key(v, NOBODY))[-1] == ()


MONEY = Money(name="fee", title="费用")


@pytest.mark.parametrize(
    ("text", "amount", "shown"),
    [
        ("2200", "2200", "2,200"),
        ("￥2,200.50 元", "2200.50", "2,200.50"),
        ("1.5万元", "15000", "15,000"),
        ("１２．３０", "12.3", "12.30"),
        ("3亿", "300000000", "300,000,000"),
        ("5500元整", "5500", "5,500"),
        ("0", "0", "0"),
    ],
)
def test_amounts(text: str, amount: str, shown: str) -> None:
    value = MONEY.accept(text, NOBODY)
    assert value == Decimal(amount)
    assert MONEY.display(value, NOBODY) == shown
    assert MONEY.show_json(value, NOBODY) == float(amount)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("两千", "读不懂"),
        ("1,20", "读不懂"),
        ("0.001", "最多写到分"),
        ("-5", "不能小于零"),
        ("99999999999999亿", "太大"),
        ("1e9", "读不懂"),
    ],
)
def test_what_is_no_amount(text: str, sentence: str) -> None:
    with pytest.raises(FieldError, match=sentence):
        MONEY.accept(text, NOBODY)


def test_what_is_kept_are_whole_fen() -> None:
    assert MONEY.to_json(Decimal("0.1") + Decimal("0.2")) == 30
    assert MONEY.from_json(30) == Decimal("0.30")
    assert MONEY.accept(12.3, NOBODY) == Decimal("12.3")


def test_a_count_has_a_least() -> None:
    with pytest.raises(FieldError, match="不能小于 0"):
        Number(name="pages", title="页数", least=0).accept("-1", NOBODY)


def test_a_computed_value_is_shown_but_not_written() -> None:
    def next_year(values: Any, around: Any) -> Any:
        del around
        return values["day"].replace(year=values["day"].year + 1)

    field = Computed(name="next", title="明年", compute=next_year, of=Date(name="d", title=""))
    assert field.looks.kind == "date"
    assert (field.sql_type, field.side("jobs"), field.empty) == (None, None, None)
    with pytest.raises(FieldError, match="“明年”由别的栏目自动得出，不能填写"):
        field.accept("2021-01-01", NOBODY)
