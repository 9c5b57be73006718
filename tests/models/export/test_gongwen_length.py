"""Counting lines and pages: the count itself; the rendered pages prove it in test_rendered_gongwen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.docx_xml import paragraph, run
from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import Paragraph
from models.export.gongwen_length import broken, measured
from models.export.gongwen_parts import pages_of, sections_of, settled
from models.export.gongwen_styles import gongwen_styles
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
