"""Repairs of runs shifted by one GBK byte.

How they come about: a page in GBK was changed byte by byte, and a two-byte pattern was found across the
border of two characters. Three such changes are seen:

- a reading was put after a pair of bytes that only looks like a character: 域實際 (D3F2 8C8D EB48) holds
  F28C, the character 驅, so (qū) was put in after it; D3F2 8C(qū) 8DEB 48 shows as 域?qū)嶋H;
- the blank before a mark at the beginning of a line was changed: 　（一）網 (A1A1 A3A8 D2BB A3A9 BE57) shows as
  ?。ㄒ唬┚W, in which pairs that are no character may be missing;
- a full-width sign was made half-width: 。科學 (A1A3 BFC6 8C57) holds A3BF, the sign ？, which became
  the byte 3F; A1 3F C68C 57 shows as ??茖W.

So the run after the damage is one byte off until a byte that is ASCII by itself ends it. The run is put
back into GBK and read again with the missing byte in front; the missing byte is found from the sign or
from the reading (GB 2312 orders its common characters by pinyin), and the result must be plainer than
what stood there. What can't be mended is named in a warning and stays.
"""

import re
from bisect import bisect_right
from itertools import groupby

from models.intake.patches import CleanText, Patch
from models.intake.repair_script import HANZI, PINYIN, TONED, simplified

LOST = "?？\ufffd"
DAMAGE = re.compile(rf"([{LOST}]{{1,2}})(?:[(（]?([a-zɡ{TONED}]{{1,6}})[)）])?([^\x00-\x7f\ufffd]{{1,24}})([@-~])?")
LINE_MARK = re.compile(
    rf"(?m)^[^\S\n]*(?P<lost>[{LOST}])(?P<shown>。[^\s\u2500-\u257f]{{0,2}})(?P<run>[\u2500-\u257f][^\x00-\x7f\n]{{0,11}})(?P<tail>[@-~])"
)
REASON = "错位的乱码（差一个字节）已还原"
INITIALS = "abcdefghjklmnopqrstwxyz"
INITIAL_STARTS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each initial among the 3,755 common characters of GB 2312, in its order."""
PLAIN_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜɡ", "aaaaeeeeiiiioooouuuuvvvvg")


def common_place(char: str) -> int | None:
    """The place of a character among the common ones of GB 2312 (rows 16 to 55), else None."""
    try:
        code = simplified(char).encode("gb2312")
    except UnicodeEncodeError:
        return None
    place = int.from_bytes(code, "big")
    return place if 0xB0A1 <= place <= 0xD7F9 else None


def initial_of(char: str) -> str | None:
    """The first letter of a common character's pinyin, from its place in GB 2312."""
    place = common_place(char)
    if place is None:
        return None
    starts = [int.from_bytes(first.encode("gb2312"), "big") for first in INITIAL_STARTS]
    return INITIALS[bisect_right(starts, place) - 1]


def is_rare(char: str) -> bool:
    """Whether a Chinese character is outside GB 2312, also when made simplified."""
    if not HANZI.match(char):
        return False
    try:
        simplified(char).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def is_plain(text: str) -> bool:
    """Whether a mended text reads as plain Chinese: common characters and punctuation only."""
    return all(common_place(char) is not None or char in "，。、；：？！“”‘’（）《》〈〉—…〔〕【】·" for char in text)


def decoded(data: bytes) -> str | None:
    """GBK bytes as text, or None when they do not fit."""
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


def missing_by_reading(before: str, reading: str, run: bytes) -> str | None:
    """The run read with the byte that completes, with the last byte of `before`, a character read `reading`."""
    try:
        last = before.encode("gbk")[-1:]
    except UnicodeEncodeError:
        return None
    wanted = reading.translate(PLAIN_TONES)[0]
    readings = []
    for lead in range(0x81, 0xFF):
        phantom = decoded(last + bytes([lead]))
        if phantom and len(phantom) == 1 and initial_of(phantom) == wanted:
            text = decoded(bytes([lead]) + run)
            if text and is_plain(text):
                readings.append(text)
    return readings[0] if len(readings) == 1 else None


def missing_by_sign(sign: str, run: bytes) -> str | None:
    """The run read after a full stop whose second byte, with the first of the run, looked like a full-width sign."""
    full_width = chr(ord(sign) + 0xFEE0) if sign < "\x7f" else sign
    pair = full_width.encode("gbk")
    text = decoded("。".encode("gbk")[:1] + pair + run)
    return text if text and text.startswith("。") and is_plain(text) else None


def mended(text: str, match: re.Match[str]) -> tuple[int, str] | None:
    """(end of the damaged run, its plain reading), trying every length of run; None when there is none."""
    signs, reading, run, tail = match[1], match[2], match[3], match[4] or ""
    before = text[match.start() - 1] if match.start() else ""
    ends = [(match.end(), run + tail)] if tail else []
    for end, piece in ends:
        try:
            data = piece.encode("gbk")
        except UnicodeEncodeError:
            continue
        result = missing_by_reading(before, reading, data) if reading and before else None
        if result is None and not reading:
            result = missing_by_sign("?" if signs[-1] == "\ufffd" else signs[-1], data)
        if result is not None:
            return end, result
    return None


def shifted_marks() -> dict[str, str]:
    """How （一） … （十） show when they are one byte off, without the pairs that are no character."""
    marks: dict[str, str] = {}
    for number in "一二三四五六七八九十":
        data = f"（{number}）".encode("gbk")
        marks["。" + "".join(decoded(data[place : place + 2]) or "" for place in (1, 3))] = number
    return marks


def realigned_marks(text: str) -> list[Patch]:
    """Patches for the marks of headings that are one byte off at the beginning of a line."""
    patches: list[Patch] = []
    marks = shifted_marks()
    for match in LINE_MARK.finditer(text):
        number = marks.get(re.sub("[\ue000-\uf8ff]", "", match["shown"]))
        try:
            rest = decoded((match["run"] + match["tail"]).encode("gbk")[1:])
        except UnicodeEncodeError:
            continue
        if number and rest and all(common_place(char) is not None for char in rest):
            patches.append(Patch((match.start("lost"), match.end()), f"（{number}）{rest}", REASON))
    return patches


def realigned(source: CleanText) -> CleanText:
    """Mend shifted runs; only where rare characters show that something is wrong."""
    text = source.text
    patches = realigned_marks(text)
    mended_to = [patch.span for patch in patches]
    doubts: list[str] = []
    for match in DAMAGE.finditer(text):
        if not any(is_rare(char) for char in match[3]) or any(a <= match.start() < b for a, b in mended_to):
            continue
        result = mended(text, match)
        if result is None:
            around = text[max(0, match.start() - 6) : match.end() + 6].replace("\n", " ")
            doubts.append(f"“{PINYIN.sub('', around)}”处有认不出的乱码，请对照原件改正")
        else:
            end, plain = result
            patches.append(Patch((match.start(), end), plain, REASON))
    unique = [sentence for sentence, _ in groupby(doubts)]
    return source.patched(patches).warned(*unique[:5])
