"""Widths of a table's columns by what stands in them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.export.columns import content_widths, term_lines
from models.export.ledger import Column

ROOM, CHARACTER, MARGIN = 8844, 210, 90
TASK = "编制就业创业政策清单，公开补贴项目的申领条件、流程和发放结果，并在村级公开栏张贴"
COLUMNS = (
    Column("序号", "code", 2),
    Column("任务内容", "text", 16),
    Column("牵头单位", "text", 6),
    Column("完成时限", "text", 7.5, term=True),
    Column("逾期天数", "number", 4),
)
ROW = ("1", TASK, "区司法局", "2026年11月23日前", "27")

heads = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=9)
texts = st.text(alphabet="公开任务，、A1年月（）", max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    columns = tuple(draw(heads))
    rows = draw(st.lists(st.tuples(*(texts for _ in columns)), max_size=6))
    return columns, rows


@given(tables())
def test_columns_fill_the_room_exactly(table: tuple[tuple[Column, ...], list[tuple[str, ...]]]) -> None:
    widths = content_widths(*table, ROOM, CHARACTER, MARGIN)
    assert sum(widths) == ROOM
    assert all(width > 0 for width in widths)


@given(st.integers(12, 200), st.integers(1, 30), st.integers(0, 2))
def test_long_texts_get_half_of_the_room_and_more_beside_short_ones(long: int, count: int, short: int) -> None:
    row = ("9", "公" * (30 + long), "公开局"[:short], "2026年5月底前", "7")
    widths = content_widths(COLUMNS, [row] * count, ROOM, CHARACTER, MARGIN)
    assert widths[1] >= ROOM / 2


@given(st.integers(1, 12), st.integers(1, 120))
def test_no_column_is_narrower_than_a_word_where_the_room_allows_it(word: int, long: int) -> None:
    rows = [("1", "公" * long, "A" * word, "2026年11月23日前", "27")] * 3
    widths = content_widths(COLUMNS, rows, ROOM, CHARACTER, MARGIN)
    assert widths[2] >= 0.6 * word * CHARACTER + 2 * MARGIN


def test_a_written_day_stands_on_two_lines_and_takes_no_more() -> None:
    widths = content_widths(COLUMNS, [ROW] * 4, ROOM, CHARACTER, MARGIN)
    assert term_lines(ROW[3], widths[3], CHARACTER, MARGIN) == "2026年\n11月23日前"
    assert widths[3] < 8 * CHARACTER
    assert widths[4] < 4 * CHARACTER, "a head of four characters may stand on two lines"


def test_two_long_texts_share_what_is_left() -> None:
    columns = (COLUMNS[1], Column("进展情况", "text", 16), COLUMNS[4])
    task, progress, _ = content_widths(columns, [(TASK, TASK, "3")] * 3, ROOM, CHARACTER, MARGIN)
    assert abs(task - progress) <= CHARACTER


def test_longer_texts_never_make_their_column_narrower() -> None:
    found = [
        content_widths(COLUMNS, [("1", "公" * long, *ROW[2:])] * 3, ROOM, CHARACTER, MARGIN)[1]
        for long in range(20, 120, 10)
    ]
    assert all(after >= before for before, after in pairwise(found))


def test_columns_to_be_filled_in_share_the_room_by_their_own_widths() -> None:
    columns = (Column("单位", "text", 8), Column("姓名", "text", 8), Column("备注", "text", 16))
    one, two, three = content_widths(columns, [("", "", "")] * 3, ROOM, CHARACTER, MARGIN)
    assert abs(one - two) <= 2
    assert three > 1.5 * one


def test_columns_to_be_filled_in_are_alike_where_there_is_little_room() -> None:
    columns = tuple(Column(title, "text", 8) for title in ("单位", "姓名", "职务", "联系电话", "备注"))
    widths = content_widths(columns, [("",) * 5] * 3, ROOM, 240, MARGIN)
    assert max(widths) - min(widths) <= 240
