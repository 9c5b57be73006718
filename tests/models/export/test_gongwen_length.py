"""Counting lines and pages: the count itself; the rendered pages prove it in test_rendered_gongwen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.docx_xml import paragraph, run
from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import BodyTable, Paragraph
from models.export.gongwen_body import body_pieces
from models.export.gongwen_length import broken, measured
from models.export.gongwen_parts import pages_of, sections_of, settled
from models.export.gongwen_styles import gongwen_styles
from models.export.ledger import Column
from tests.models.export.samples import long_text, notice

STYLES = gongwen_styles(OFFICE_FONTS)


def text(characters: int) -> str:
    return paragraph("GwBody", run("公" * characters, OFFICE_FONTS.body, 16))


@pytest.mark.parametrize(
    ("line", "lines", "rest"),
    [
        ("", 1, 0),
        ("公" * 26, 1, 26),
        ("公" * 27, 2, 1),
        ("公" * 26 + "。", 2, 2),  # the mark takes the character before it along
        ("公" * 25 + "《公》", 2, 3),
        ("公" * 25 + "2024年", 2, 3),
        ("公" * (26 + 28), 2, 28),
    ],
)
def test_lines(line: str, lines: int, rest: float) -> None:
    assert broken(line, 26, 28) == (lines, rest)


@given(st.text("公开。，《》“”（）2024abc ", max_size=200))
def test_a_text_takes_at_least_the_lines_its_width_needs(line: str) -> None:
    lines, rest = broken(line, 26, 28)
    least = sum(1.0 if char in "公开。，《》“”（）" else 0.5 for char in line)
    assert lines * 28 >= least
    assert 0 <= rest <= 28


def test_a_page_holds_22_lines() -> None:
    one = measured([text(20)] * 22, STYLES)
    assert (one.last_page(), one.is_sure) == (1, True)
    assert measured([text(20)] * 23, STYLES).last_page() == 2


def test_a_full_last_line_is_in_doubt() -> None:
    extent = measured([text(26)] * 22, STYLES)
    assert extent.more > 0
    assert not extent.is_sure


def test_a_new_page_begins_where_it_is_told() -> None:
    assert measured([text(5), paragraph("GwAnnex", "", "<w:pageBreakBefore/>")], STYLES).last_page() == 2


def kinds(**changes: object) -> list[str]:
    return [part.kind for part in sections_of(notice(attachments=(), note="", **changes), OFFICE_FONTS)]


def test_the_colophon_hangs_on_an_even_page_or_gets_one() -> None:
    short, two = (Paragraph("请办理。"),), long_text(1)
    assert kinds(body=short) == ["main", "colophon"]
    assert kinds(body=two) == ["main"]
    assert kinds(body=short, copy_to=(), printed_by="", printed_on=None) == ["main"]
    assert kinds(body=short, format="letter") == ["letter"]


def test_where_the_even_page_has_no_room_the_next_stays_blank() -> None:
    document = notice(attachments=(), note="", body=(*long_text(1), *[Paragraph("请办理。")] * 8))
    assert kinds(body=document.body) == ["main", "unnumbered"]
    assert pages_of(document, OFFICE_FONTS) == 4


def test_too_many_addressees_move_to_the_colophon() -> None:
    """7.3.2: the first page must show the body."""
    few, many = notice(), notice(addressees="、".join(["云岭县第一乡人民政府"] * 40))
    assert settled(few, OFFICE_FONTS) == few
    assert settled(many, OFFICE_FONTS).addressees_last
    pieces = "".join("".join(part.pieces) for part in sections_of(many, OFFICE_FONTS))
    assert "主送：" in pieces


def test_what_is_doubtful_about_a_table_stays_on_its_page() -> None:
    table = BodyTable((Column("任务", "text", 40),), (("公" * 30,),) * 5)
    pieces = body_pieces((table,), OFFICE_FONTS, keep_last=False)
    on_its_page = measured(pieces, STYLES)
    assert on_its_page.less > 10 and on_its_page.more > 10
    following = paragraph("GwBody", run("公", OFFICE_FONTS.body, 16), "<w:pageBreakBefore/>")
    on_the_next = measured([*pieces, following], STYLES)
    assert (on_the_next.less, on_the_next.more) == (0, 0)


def test_rows_to_be_filled_in_count_with_their_height() -> None:
    rows = (("", ""),) * 5
    columns = (Column("单位", "text", 8), Column("姓名", "text", 8))
    low, high = (
        measured(body_pieces((BodyTable(columns, rows, to_fill_in=fill),), OFFICE_FONTS, keep_last=False), STYLES)
        for fill in (False, True)
    )
    assert high.points - low.points == pytest.approx(5 * (11 * 72 / 25.4 - (12 * 1.32 + 2.8 + 0.5)), abs=5)


def test_half_a_line_stands_between_a_table_and_the_text() -> None:
    text, table = Paragraph("现将情况通报如下。"), BodyTable((Column("单位", "text", 8),), (("甲",),))
    height = {
        body: measured(body_pieces(body, OFFICE_FONTS, keep_last=False), STYLES).points
        for body in ((text,), (table,), (text, table), (text, table, text), (table, table))
    }
    one, own = height[(text,)], height[(table,)]
    assert height[(text, table)] == pytest.approx(1.5 * one + own, abs=0.2)
    assert height[(text, table, text)] == pytest.approx(3 * one + own, abs=0.2)
    assert height[(table, table)] == pytest.approx(0.5 * one + 2 * own, abs=0.2)
