"""Field types of many values: names, links, attachments, dated entries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import FieldError
from models.base.fields import NOBODY, Nobody, plain_name
from models.base.lists import (
    Attachment,
    Attachments,
    Entries,
    Entry,
    Link,
    Links,
    ManyValues,
    Names,
    Related,
    Units,
    first_named,
    size_text,
    split_names,
)


class Listed(Nobody):
    """A directory of given names."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self.names = dict(names)

    def title(self, register: str, record_id: int) -> str:
        return self.names.get(record_id, "")

    def known(self, register: str, text: str) -> int | None:
        return next((i for i, name in self.names.items() if plain_name(name) == plain_name(text)), None)

    find = known


NAME = st.from_regex(r"\A[区县司法局甲乙A1·-]{1,5}(（[股、，丙]{1,3}）|、[办处]{1,3})?\Z").filter(
    lambda name: "（、" not in name
)
ENTRY = st.builds(
    Entry,
    st.dates(date(1000, 1, 1)),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]) | st.just("\n"), min_size=1)
    .map(lambda text: "\n".join(filter(None, (line.strip() for line in text.split("\n")))))
    .filter(bool),
)
KINDS: list[tuple[ManyValues, st.SearchStrategy[Any]]] = [
    (Names(name="f", title="别称"), st.lists(NAME, unique_by=plain_name).map(tuple)),
    (Links(name="f", title="依据", to="docs"), st.lists(st.integers(1, 50), unique=True).map(tuple)),
    (Units(name="f", title="单位", role="lead"), st.lists(st.integers(1, 50), unique=True).map(tuple)),
    (
        Attachments(name="f", title="附件"),
        st.lists(st.builds(Attachment, st.text(min_size=1), st.text(), st.text(), st.integers(0, 10**9))).map(tuple),
    ),
    (
        Entries(name="f", title="进展"),
        st.lists(ENTRY).map(lambda found: tuple(sorted(found, key=lambda entry: entry.on))),
    ),
]


@pytest.mark.parametrize(("field", "values"), KINDS, ids=lambda item: type(item).__name__)
@given(data=st.data())
def test_json_and_rows_keep_the_values(field: ManyValues, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    assert field.from_json(field.to_json(value)) == value
    rows = list(field.to_rows(value))
    assert field.from_rows(rows) == value
    side = field.side("things")
    assert side is not None
    assert all(len(row) == len(side.columns) for row in rows)


@given(st.lists(NAME, unique_by=plain_name).map(tuple))
def test_names_shown_can_be_typed_again(value: tuple[str, ...]) -> None:
    field = Names(name="f", title="别称")
    assert field.parse(field.format(value, NOBODY), NOBODY) == value


@given(st.lists(ENTRY).map(lambda found: tuple(sorted(found, key=lambda entry: entry.on))))
def test_entries_shown_can_be_typed_again(value: tuple[Entry, ...]) -> None:
    field = Entries(name="f", title="进展")
    assert field.parse(field.format(value, NOBODY), NOBODY) == value


UNITS = Listed({1: "区司法局", 2: "各乡、街道办事处", 3: "区政府办（信息股、法制股）", 4: "区财政局", 5: "街道办事处"})


@given(st.lists(st.integers(1, 5), unique=True).map(tuple))
def test_links_shown_can_be_typed_again(value: tuple[int, ...]) -> None:
    """Also a single unit whose own name holds a 、."""
    field = Units(name="f", title="单位", role="lead")
    assert field.parse(field.format(value, UNITS), UNITS) == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区司法局、区财政局", ("区司法局", "区财政局")),
        ("区司法局，区财政局,区审计局", ("区司法局", "区财政局", "区审计局")),
        ("区政府办（信息股、法制股）、区财政局", ("区政府办（信息股、法制股）", "区财政局")),
        ("各乡、街道办事处；区司法局", ("各乡、街道办事处", "区司法局")),
        ("各乡、街道办事处;", ("各乡、街道办事处",)),
        ("区司法局\n各乡、街道办事处", ("区司法局", "各乡、街道办事处")),
        ("区司法局、、区司法局、 区财政局 、", ("区司法局", "区财政局")),
        ("《甲、乙办法》、丙", ("《甲、乙办法》", "丙")),
        ("区司法局（牵头、区财政局", ("区司法局（牵头", "区财政局")),
        ("区司法局）、区财政局", ("区司法局）", "区财政局")),
        ("", ()),
        ("、，；", ()),
    ],
)
def test_names_are_parted(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("各乡、街道办事处", (2,)),
        ("区司法局、各乡、街道办事处、区财政局", (1, 2, 4)),
        ("街道办事处、区司法局", (5, 1)),
        ("区司法局，区司法局；", None),
        ("区司法局、区 司法局", (1,)),
    ],
)
def test_a_known_name_that_holds_a_separator_is_one(text: str, ids: tuple[int, ...] | None) -> None:
    field = Units(name="f", title="责任单位", role="lead")
    if ids is None:
        with pytest.raises(FieldError):
            field.parse(text, UNITS)
    else:
        assert field.parse(text, UNITS) == ids


def test_a_name_nobody_has() -> None:
    with pytest.raises(FieldError, match="“责任单位”里的“区审计局”找不到，请先登记或改正名称。"):
        Units(name="f", title="责任单位", role="lead").parse("区司法局、区审计局", UNITS)
    with pytest.raises(FieldError, match="“来源”“区审计局”找不到，请先登记或改正名称。"):
        Link(name="f", title="来源", to="docs").parse("区审计局", UNITS)


def test_the_same_link_twice_counts_once() -> None:
    assert Links(name="f", title="依据", to="docs").accept((3, 1, 3), NOBODY) == (3, 1)
    assert Links(name="f", title="依据", to="docs").accept([2, 2], NOBODY) == (2,)
    assert Names(name="f", title="别称").accept(["甲", "乙", "甲"], NOBODY) == ("甲", "乙")


def test_names_for_the_command_line() -> None:
    assert Units(name="f", title="单位", role="lead").show_json((1, 4), UNITS) == ["区司法局", "区财政局"]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("https://a.gov.cn/x", ("https://a.gov.cn/x",)),
        ("https://a.gov.cn/x；http://b.gov.cn/y", ("https://a.gov.cn/x", "http://b.gov.cn/y")),
        ("https://a.gov.cn/x\nhttp://b.gov.cn/y?a=1;2", ("https://a.gov.cn/x", "http://b.gov.cn/y?a=1;2")),
        ("https://a.gov.cn/x;https://b.gov.cn; ", ("https://a.gov.cn/x", "https://b.gov.cn")),
        ("https://a.gov.cn/x 见附件", None),
    ],
)
def test_attachments_typed_are_links(text: str, urls: tuple[str, ...] | None) -> None:
    field = Attachments(name="f", title="佐证材料")
    if urls is None:
        with pytest.raises(FieldError, match="“见附件”不是网址"):
            field.parse(text, NOBODY)
    else:
        assert field.parse(text, NOBODY) == tuple(Attachment(url, url=url) for url in urls)


def test_entries_are_put_in_order_and_may_run_over_lines() -> None:
    field = Entries(name="f", title="进展")
    read = field.parse("2021-10-08 开会\n 参加的有三人\n2021年9月30日　发文", NOBODY)
    assert read == (Entry(date(2021, 9, 30), "发文"), Entry(date(2021, 10, 8), "开会\n参加的有三人"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("开会", "每行要写成“2021-09-30 进展内容”"),
        ("2021-10-08", "每行要写成“2021-09-30 进展内容”"),
        ("2021-10-08 开会\n10-9 发文", "每行要写成“2021-09-30 进展内容”"),
        ("2021-02-30 开会", "“2021-02-30”这一天不存在，请核对"),
    ],
)
def test_entries_that_cannot_be_read(text: str, sentence: str) -> None:
    with pytest.raises(FieldError, match=sentence):
        Entries(name="f", title="进展").parse(text, NOBODY)


def test_sizes_as_people_read_them() -> None:
    assert [size_text(size) for size in (0, 2048, 5 * 1024 * 1024)] == ["0 KB", "2 KB", "5.0 MB"]


def test_links_to_any_register() -> None:
    field = Related(name="related", title="相关")
    value = (("tasks", 3), ("documents", 3))
    assert field.from_json(field.to_json(value)) == value
    assert field.from_rows(list(field.to_rows(value))) == value
    assert field.settled([*value, ("tasks", 3)]) == value and field.settled(None) == ()
    assert field.parse(" ", NOBODY) == ()
    with pytest.raises(FieldError, match="不能直接输入"):
        field.parse("3", NOBODY)


@pytest.mark.parametrize(
    ("names", "told"),
    [((), ""), (("甲",), "甲"), (("甲", "乙"), "甲、乙"), (("甲", "乙", "丙"), "甲、乙等 3 个单位")],
)
def test_the_first_of_many_names(names: tuple[str, ...], told: str) -> None:
    assert first_named(names, 2, "个单位") == told
