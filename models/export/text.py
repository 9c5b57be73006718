"""Text on its way into a file: what XML allows, how a value reads, and how wide it stands.

Used by every writer in this package.
"""

import re
import unicodedata
from datetime import date, datetime

Value = str | date | int | float | None

_CHINESE = "\u3400-\u9fff\uf900-\ufaff\u3001-\u3011\u2018-\u201d"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_BESIDE_CHINESE = re.compile(rf"(?<=[{_CHINESE}]) ?[,;:?!](?!//) ?|(?<![\d\w]) ?[,;:?!] ?(?=[{_CHINESE}])")
_CHINESE_BRACKETS = re.compile(rf"\(([^()（）]*[{_CHINESE}][^()（）]*)\)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text as XML 1.0 (section 2.2, Char) can carry it.

    Every kind of line end becomes a plain newline; control characters, lone surrogates and the two
    non-characters are dropped.
    """
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def escaped(text: str) -> str:
    """Legal text with the markup characters escaped, for an element's content or a quoted attribute."""
    plain = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace('"', "&quot;")


def shown(value: Value) -> str:
    """A cell's value as people read it; days as 2021-09-30."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def chinese_punctuation(text: str) -> str:
    """Half-width marks in Chinese text as full-width ones (GB/T 15834-2011, 5.1): texts from web pages lack them.

    Only marks beside a Chinese character or mark change; those inside numbers, times and addresses stay.
    """
    wide = _BESIDE_CHINESE.sub(lambda found: _WIDE[found[0].strip()], text)
    return _CHINESE_BRACKETS.sub(r"（\1）", wide)


def chinese_day(day: date) -> str:
    """成文日期 in Arabic digits without leading zeros (GB/T 9704-2012, 7.3.5.4): 2021年9月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_of(text: str) -> float:
    """The width of one line of text, in full-width characters (字).

    Characters of ambiguous width (quotation marks, dashes, circled numbers) count as full width: that is how
    the Chinese fonts of an office draw them.
    """
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


_DIGITS = "零一二三四五六七八九"


def chinese_number(value: int) -> str:
    """1 to 99 in Chinese, for numbers such as （十二）."""
    tens, ones = divmod(int(value), 10)
    if not 0 < int(value) < 100:
        return str(value)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
