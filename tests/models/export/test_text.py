from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from models.export.text import chinese_day, escaped, legal, shown, width_of

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@given(ANY_TEXT)
def test_any_text_becomes_legal_xml(text: str) -> None:
    element = etree.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>'.encode())
    assert (element.text or "") == legal(text)


def test_what_legal_takes_away() -> None:
    assert legal("a\x00b\x07c\ud800d\ufffee\uffff") == "abcde"
    assert legal("一\r\n二\r三\x0b四\x0c五\n六\t七") == "一\n二\n三\n四\n五\n六\t七"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (2.0, "2"),
        (2.5, "2.5"),
        (True, "是"),
        (False, "否"),
        (date(2024, 9, 3), "2024-09-03"),
        (datetime(2024, 9, 3, 12, 0), "2024-09-03"),
        ("00123", "00123"),
    ],
)
def test_shown(value: Any, text: str) -> None:
    assert shown(value) == text


def test_days_have_no_leading_zeros() -> None:
    assert chinese_day(date(2024, 5, 1)) == "2024年5月1日"


@pytest.mark.parametrize(("text", "width"), [("", 0), ("公开", 2), ("2024年", 3), ("“一”——", 5), ("ｱ①Ａ", 2.5)])
def test_width(text: str, width: float) -> None:
    assert width_of(text) == width
