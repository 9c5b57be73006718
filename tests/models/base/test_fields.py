"""Field types of one value: what is typed, shown, checked, stored and ordered."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.choices import Choice
from models.base.errors import FieldError
from models.base.fields import (
    NOBODY,
    Code,
    Date,
    DocNumber,
    Field,
    LongText,
    Number,
    Text,
    YesNo,
    natural_key,
    plain_name,
    read_date,
)
from models.base.money import Money
from models.base.people import Person

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
DAYS = st.dates(date(1000, 1, 1))
KINDS: list[tuple[Field, st.SearchStrategy[Any]]] = [
    (Text(name="f", title="栏"), LINE.map(str.strip).map(lambda text: text or None)),
    (Code(name="f", title="栏"), st.from_regex(r"\A[0-9A-Z]{1,18}\Z")),
    (DocNumber(name="f", title="栏"), st.from_regex(r"\A[一-九]政办〔(19|20)[0-9]{2}〕[1-9][0-9]?号\Z")),
    (Number(name="f", title="栏"), st.none() | st.integers(-(2**63), 2**63 - 1)),
    (Date(name="f", title="栏"), st.none() | DAYS),
    (YesNo(name="f", title="栏"), st.booleans()),
    (
        Choice(name="f", title="栏", options=("现行有效", "失效", "废止（全文）")),
        st.sampled_from(["现行有效", "失效", "废止（全文）"]),
    ),
    (
        Choice(name="f", title="栏", options=("督查", "自查"), words="origins"),
        LINE.map(lambda text: re.sub(r"\s+", " ", text).strip() or None).filter(
            lambda text: plain_name(text or "") not in ("督查", "自查")
        ),
    ),
    (
        Money(name="f", title="栏", least=None),
        st.none() | st.integers(-(10**16), 10**16).map(lambda fen: Decimal(fen) / 100),
    ),
    (Person(name="f", title="栏"), LINE.map(str.strip).map(lambda text: text or None)),
]


@pytest.mark.parametrize(("field", "values"), KINDS, ids=lambda item: type(item).__name__)
@given(data=st.data())
def test_what_is_shown_can_be_typed_again(field: Field, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    assert field.parse(field.format(value, NOBODY), NOBODY) == value


@pytest.mark.parametrize(("field", "values"), KINDS, ids=lambda item: type(item).__name__)
@given(data=st.data())
def test_json_keeps_the_value(field: Field, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    assert field.from_json(field.to_json(value)) == value
    assert field.accept(value, NOBODY) == value


@pytest.mark.parametrize(("field", "values"), KINDS, ids=lambda item: type(item).__name__)
@given(data=st.data())
def test_any_two_values_can_be_ordered(field: Field, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    many = [field.empty, *data.draw(st.lists(values, max_size=6))]
    keys = sorted(field.sort_key(value, NOBODY) for value in many)
    assert len(keys) == len(many)


@pytest.mark.parametrize(
    "text",
    [
        "2021-09-30",
        "2021-9-30",
        "2021.9.30",
        "2021/9/30",
        "2021年9月30日",
        "2021 年 9 月 30 日",
        "２０２１－９－３０",
        "20210930",
        " 2021-09-30 ",
        "2021-09-30 00:00:00",
        "2021-09-30T08:30",
        "2021年9月30",
    ],
)
def test_a_day_in_many_writings(text: str) -> None:
    assert read_date(text) == date(2021, 9, 30)
    assert Date(name="f", title="到期日期").parse(text, NOBODY) == date(2021, 9, 30)


@pytest.mark.parametrize("text", ["2月30日", "下周", "2021", "2021-09", "9/30", "2021-9-30-1", "二〇二一年"])
def test_not_a_date(text: str) -> None:
    assert read_date(text) is None
    with pytest.raises(FieldError) as caught:
        Date(name="due_on", title="到期日期").parse(text, NOBODY)
    assert str(caught.value) == f"“到期日期”“{text}”不是日期，请写成 2021-09-30 这样。"
    assert caught.value.field == "due_on"


@pytest.mark.parametrize("text", ["2021-2-30", "2021年2月30日", "20210230", "2021-13-01", "0000-01-01", "2023/2/29"])
def test_a_day_that_does_not_exist(text: str) -> None:
    with pytest.raises(FieldError, match="这一天不存在，请核对"):
        Date(name="due_on", title="到期日期").parse(text, NOBODY)


def test_a_moment_is_taken_as_its_day() -> None:
    value = Date(name="f", title="栏").accept(datetime(2021, 9, 30, 8, 30), NOBODY)
    assert type(value) is date
    assert value == date(2021, 9, 30)


@pytest.mark.parametrize("code", ["0011", "000014672/2021-00012", "91341302MA2N0X0X0X", "3.1.10", "007"])
def test_a_code_keeps_every_character(code: str) -> None:
    field = Code(name="f", title="编码")
    assert field.from_json(field.to_json(field.parse(code, NOBODY))) == code


@pytest.mark.parametrize(
    "text",
    [
        "宿政务办[2021]1号",
        "宿政务办（2021）1号",
        "宿政务办(2021)1号",
        "宿政务办【2021】1号",
        "宿政务办〔2021〕1号",
        "宿政务办〔２０２１〕１号",
        "宿政务办 [ 2021 ] 1 号",
        "宿政务办［2021］1号",
        "宿政务办﹝2021﹞1号",
    ],
)
def test_the_year_of_a_document_number_stands_in_six_angle_brackets(text: str) -> None:
    assert DocNumber(name="f", title="文号").parse(text, NOBODY) == "宿政务办〔2021〕1号"


def test_brackets_that_hold_no_year_stay() -> None:
    assert DocNumber(name="f", title="文号").parse("宿办函[试]5号", NOBODY) == "宿办函[试]5号"


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("１２", 12), ("1,200", 1200), ("-5", -5), ("", None), ("  ", None)]
)
def test_whole_numbers(text: str, value: int | None) -> None:
    assert Number(name="f", title="数目").parse(text, NOBODY) == value


@pytest.mark.parametrize("text", ["三", "1.5", "1_000", "1e3", "--1", "9" * 5000])
def test_not_a_whole_number(text: str) -> None:
    with pytest.raises(FieldError, match="要填整数"):
        Number(name="f", title="数目").parse(text, NOBODY)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "9" * 20])
def test_a_number_the_workbook_cannot_hold(value: object) -> None:
    with pytest.raises(FieldError, match="太大"):
        Number(name="f", title="数目").accept(value, NOBODY)


@pytest.mark.parametrize(
    ("text", "value"), [("是", True), ("√", True), ("Yes", True), ("否", False), ("", False), ("×", False)]
)
def test_yes_and_no(text: str, value: bool) -> None:
    assert YesNo(name="f", title="栏").parse(text, NOBODY) is value


def test_neither_yes_nor_no() -> None:
    with pytest.raises(FieldError, match="要填“是”或“否”，“也许”读不懂"):
        YesNo(name="f", title="栏").parse("也许", NOBODY)


def test_a_choice_folds_width_and_brackets_and_refuses_others() -> None:
    field = Choice(name="f", title="有效性", options=("现行有效", "废止（全文）"))
    assert field.parse("废止(全文)", NOBODY) == "废止（全文）"
    assert field.parse(" 现行 有效 ", NOBODY) == "现行有效"
    with pytest.raises(FieldError, match="只能填现行有效、废止（全文），“有效”不在其中"):
        field.parse("有效", NOBODY)
    with pytest.raises(FieldError, match="只能填"):
        field.check("有效")


def test_a_choice_is_ordered_as_its_options_are() -> None:
    field = Choice(name="f", title="栏", options=("乙", "甲"))
    assert sorted(["甲", None, "乙"], key=lambda value: field.sort_key(value, NOBODY)) == ["乙", "甲", None]


def test_one_line_and_several_lines() -> None:
    assert Text(name="f", title="栏").parse(" 一\r\n二\t三 ", NOBODY) == "一 二 三"
    assert LongText(name="f", title="栏").parse("一\r\n二\r三", NOBODY) == "一\n二\n三"


@pytest.mark.parametrize(
    "field", [Text(name="f", title="栏"), LongText(name="f", title="栏"), Code(name="f", title="栏")]
)
def test_what_no_document_can_hold_is_left_out(field: Field) -> None:
    """NUL and other controls would stop the exports; half a surrogate pair (garbled text) the workbook itself."""
    value = field.parse("一\x00二\x0b三\ud800四", NOBODY)
    assert "\x00" not in value
    assert value.encode("utf-8").decode() == value
    assert [sign for sign in value if sign in "一二三四"] == list("一二三四")


def test_too_long_and_missing() -> None:
    field = Text(name="f", title="名称", limit=3, required=True)
    with pytest.raises(FieldError, match="“名称”有 4 个字，最多 3 个字，请缩短。"):
        field.accept("一二三四", NOBODY)
    for nothing in ("", "  ", None):
        with pytest.raises(FieldError, match="“名称”不能为空，请填写。"):
            field.accept(nothing, NOBODY)


@pytest.mark.parametrize("nothing", [None, "", "   "])
@pytest.mark.parametrize("field", [kind[0] for kind in KINDS], ids=lambda item: type(item).__name__)
def test_nothing_is_the_fields_own_nothing(field: Field, nothing: object) -> None:
    assert field.accept(nothing, NOBODY) == field.empty
    assert field.settled(nothing if nothing is None else "") == field.empty


def test_numbers_inside_text_are_ordered_by_size() -> None:
    numbers = ["10", "9", "1", "2-10", "2-9", "2"]
    assert sorted(numbers, key=natural_key) == ["1", "2", "2-9", "2-10", "9", "10"]
    assert sorted(["9" * 6000, "1", "9" * 5000], key=natural_key)[0] == "1"


def test_common_characters_are_ordered_by_pinyin() -> None:
    assert sorted(["张三", "李四", "王五", "安六"], key=natural_key) == ["安六", "李四", "王五", "张三"]


@pytest.mark.parametrize(
    "written",
    ["区政府办（法制股）", "区政府办(法制股)", "区政府办 〔法制股〕", "区政府办［法制股］", "区 政府办(法制股)　"],
)
def test_a_name_is_compared_without_width_blanks_and_kind_of_bracket(written: str) -> None:
    assert plain_name(written) == plain_name("区政府办（法制股）")
