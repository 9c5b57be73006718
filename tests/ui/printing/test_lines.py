"""Paragraphs in lines: nothing lost, nothing too wide, no mark where none may stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from models.export.gongwen_page import CHAR_PITCH
from ui.printing.blocks import Look, PageField, Para, Tab, Words
from ui.printing.drawing import Text
from ui.printing.lines import Line, lines_of

WIDTH = 8844.0
BODY = Look("仿宋_GB2312", 16.0, spacing=-5.0)
PLAIN = Para((), BODY, "both", 579.0, "exact", first=640.0)


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need one."""


def para(text: str, **changes: object) -> Para:
    values = {**PLAIN.__dict__, "inlines": (Words(text, BODY),) if text else (), **changes}
    return Para(**values)  # type: ignore[arg-type]


def texts(line: Line) -> list[Text]:
    return [stroke for stroke in line.strokes if isinstance(stroke, Text)]


def words(line: Line) -> str:
    return "".join(text.text for text in texts(line))


def right_end(line: Line) -> float:
    last = texts(line)[-1]
    extra = last.spacing - BODY.spacing
    return last.x + len(last.text) * (CHAR_PITCH * 20 + extra) - extra


def test_28_characters_fill_a_line() -> None:
    found = lines_of(para("政" * 60, first=0.0), WIDTH)
    assert [len(words(line)) for line in found] == [28, 28, 4]
    assert all(line.height == 579.0 for line in found)


def test_the_first_line_is_indented_by_two_characters() -> None:
    found = lines_of(para("政" * 40), WIDTH)
    assert [len(words(line)) for line in found] == [26, 14]
    assert texts(found[0])[0].x == 640.0
    assert texts(found[1])[0].x == 0.0


MIXED = st.text("政务公开工作，。、；：（）《》“”——…2024年10ab%", min_size=1, max_size=120)


@given(MIXED)
def test_nothing_is_lost_and_no_mark_stands_where_it_may_not(text: str) -> None:
    found = lines_of(para(text, first=0.0), WIDTH)
    assert "".join(words(line) for line in found) == text
    for number, line in enumerate(found):
        assert len(words(line)) <= 56
        if number:
            before = words(found[number - 1])
            one_piece = len(before) <= 1  # marks alone, longer than a line
            assert one_piece or words(line)[0] not in "，。、；：）》”" or len(set(before)) == 1 or _all_joined(before)


def _all_joined(line: str) -> bool:
    """Whether no line may end anywhere inside it, so that it was broken where it was full."""
    from models.export.line_breaks import joined

    return all(joined(before, after) for before, after in itertools.pairwise(line))


@given(st.text("政务公开工作，。", min_size=30, max_size=120))
def test_full_lines_reach_the_right_edge(text: str) -> None:
    found = lines_of(para(text, first=0.0), WIDTH)
    for line in found[:-1]:
        if len(words(line)) > 20:
            assert abs(right_end(line) - WIDTH) < 30


def test_numbers_stay_whole() -> None:
    found = lines_of(para("政" * 26 + "2024年", first=0.0), WIDTH)
    assert [words(line) for line in found] == ["政" * 26, "2024年"]


def test_an_empty_paragraph_has_one_line() -> None:
    (line,) = lines_of(para(""), WIDTH)
    assert line.height == 579.0
    assert line.strokes == ()


def test_a_break_begins_a_line_without_the_indent() -> None:
    found = lines_of(para("甲\n乙"), WIDTH)
    assert [words(line) for line in found] == ["甲", "乙"]
    assert [texts(line)[0].x for line in found] == [640.0, 0.0]


@pytest.mark.parametrize(("align", "left"), [("center", (WIDTH - 640) / 2), ("right", WIDTH - 640)])
def test_alignment(align: str, left: float) -> None:
    (line,) = lines_of(para("政务", align=align, first=0.0), WIDTH)
    assert texts(line)[0].x == pytest.approx(left, abs=10)


def test_what_follows_a_right_tab_ends_there() -> None:
    (line,) = lines_of(para("左\t右边", first=0.0, tabs=(Tab(8000.0, "right"),), align="left"), WIDTH)
    left, right = texts(line)
    assert left.x == 0.0
    assert right.x == pytest.approx(8000.0 - 2 * CHAR_PITCH * 20)


def test_a_hanging_indent_is_a_tab_stop() -> None:
    text = "附件：1.\t" + "政" * 40
    found = lines_of(para(text, left=2000.0, first=-1360.0, align="left"), WIDTH)
    assert texts(found[0])[0].x == 640.0
    assert texts(found[0])[-1].x == texts(found[1])[0].x == 2000.0


def test_a_page_field_is_told_by_the_page() -> None:
    (line,) = lines_of(
        para("", inlines=(Words("— ", BODY), PageField("PAGE", BODY), Words(" —", BODY))),
        WIDTH,
        {"PAGE": "12"}.__getitem__,
    )
    assert words(line) == "— 12 —"


def test_characters_are_drawn_narrower_where_they_are_scaled(qtbot: QtBot) -> None:
    del qtbot
    wide, narrow = Look("宋体", 20.0), Look("宋体", 20.0, scale=50)
    for look, width in ((wide, 400), (narrow, 200)):
        (line,) = lines_of(para("", inlines=(Words("政", look), Words("务", BODY)), first=0.0, align="left"), WIDTH)
        assert texts(line)[1].x == pytest.approx(width)
