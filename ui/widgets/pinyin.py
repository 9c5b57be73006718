"""Pinyin initials (拼音首字母) of Chinese names, so that 市教育局 is found by “sjyj”.

GB 2312 lists its 3,755 common characters by pinyin, so the code range tells the initial (GB 2312-1980,
level 1). Rarer characters that stand in names of places, and those read in two ways, are listed here.
"""

from bisect import bisect_right
from itertools import islice, product

_FIRST_CODE_OF = {
    0xB0A1: "a",
    0xB0C5: "b",
    0xB2C1: "c",
    0xB4EE: "d",
    0xB6EA: "e",
    0xB7A2: "f",
    0xB8C1: "g",
    0xB9FE: "h",
    0xBBF7: "j",
    0xBFA6: "k",
    0xC0AC: "l",
    0xC2E8: "m",
    0xC4C3: "n",
    0xC5B6: "o",
    0xC5BE: "p",
    0xC6DA: "q",
    0xC8BB: "r",
    0xC8F6: "s",
    0xCBFA: "t",
    0xCDDA: "w",
    0xCEF4: "x",
    0xD1B9: "y",
    0xD4D1: "z",
    0xD7FA: "",
}
_CODES = list(_FIRST_CODE_OF)
_INITIALS = list(_FIRST_CODE_OF.values())

_OTHERS = {
    **dict.fromkeys("亳", "b"),
    **dict.fromkeys("滁岑郴瀍", "c"),
    **dict.fromkeys("郸儋砀迭", "d"),
    **dict.fromkeys("珲邯潢湟鄠", "h"),
    **dict.fromkeys("暨蓟泾绛鄄", "j"),
    **dict.fromkeys("岢", "k"),
    **dict.fromkeys("泸漯浏溧阆崂耒醴梁", "l"),
    **dict.fromkeys("岷汨渑", "m"),
    **dict.fromkeys("濮邳鄱郫", "p"),
    **dict.fromkeys("衢邛蕲岐杞綦瑷", "q"),
    **dict.fromkeys("芮", "r"),
    **dict.fromkeys("泗濉睢沭歙嵊鄯莘", "s"),
    **dict.fromkeys("郯滕", "t"),
    **dict.fromkeys("婺芜涠汶", "w"),
    **dict.fromkeys("盱浔淅隰嵝", "x"),
    **dict.fromkeys("埇黟颍郓兖眙鄞猗掖峄偃", "y"),
    **dict.fromkeys("涿漳柘嵫鄣", "z"),
    # read in two ways, in names of offices and places
    "长": "cz",
    "重": "zc",
    "行": "xh",
    "厦": "xs",
    "会": "hk",
    "单": "ds",
    "朝": "cz",
    "乐": "ly",
    "解": "jx",
    "藏": "cz",
    "曾": "cz",
    "盛": "sc",
    "调": "dt",
    "参": "cs",
    "省": "sx",
    "系": "xj",
    "校": "xj",
    "宿": "sx",
    "尉": "wy",
    "降": "jx",
    "传": "cz",
    "石": "sd",
    "区": "qo",
    "种": "zc",
}
_MOST_READINGS = 8


def initials_of(character: str) -> str:
    """The initials a character may have, the usual one first; a letter or digit is its own; else empty."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if character in _OTHERS:
        return _OTHERS[character]
    code = character.encode("gbk", "ignore")
    if len(code) != 2:
        return ""
    place = bisect_right(_CODES, int.from_bytes(code)) - 1
    return _INITIALS[place] if place >= 0 and code[1] >= 0xA1 else ""


def readings(text: str) -> tuple[str, ...]:
    """A text as strings of initials, one for each way of reading it (at most eight); other signs are passed over."""
    parts = [found for found in map(initials_of, text) if found]
    return tuple("".join(letters) for letters in islice(product(*parts), _MOST_READINGS))
