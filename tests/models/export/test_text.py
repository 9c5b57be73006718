from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from models.export.text import chinese_day, chinese_punctuation, escaped, legal, shown, width_of

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


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "建立机制,涉及公共利益的事项,除依法保密的之外;及时公开",
            "建立机制，涉及公共利益的事项，除依法保密的之外；及时公开",
        ),
        ("“政民互动”,拨打0553-12345:8000(工作日9:00-17:00)", "“政民互动”，拨打0553-12345:8000（工作日9:00-17:00）"),
        ("投资1,200万元", "投资1,200万元"),
        ("产业发展部(招商部)", "产业发展部（招商部）"),
        ("见 https://a.cn/b?c=1,2 与AB岗(AB)", "见 https://a.cn/b?c=1,2 与AB岗(AB)"),
        ("已经是全角，不变；（一）", "已经是全角，不变；（一）"),
    ],
)
def test_marks_in_chinese_text_are_full_width(written: str, printed: str) -> None:
    assert chinese_punctuation(written) == printed
    assert chinese_punctuation(printed) == printed
