"""Number marks (序号) of every style seen, at the start of a line or inside a text without line breaks.

一、 （一） 1. 1． 1、 （1） 1） ① 一是 第一条 第一部分, and bare digits whose sign was lost (1聚焦…).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.intake.notice import Span

CN = "一二三四五六七八九十"
FORMAL = "壹贰叁肆伍陆柒捌玖拾"
STYLES: tuple[tuple[str, int, str], ...] = (
    ("part", 0, rf"第[{CN}百]{{1,3}}(?:部分|章|篇)\s*[、：:]?"),
    ("article", 1, rf"第(?:[{CN}百]{{1,4}}|\d{{1,3}})条(?=[\s\u3000：:])"),
    (
        "chinese",
        1,
        rf"[{FORMAL}]{{1,3}}\s*、|[{CN}]{{1,3}}\s*(?:[．.](?!\d)|、(?!\d)|、(?=(?:20\d\d年|\d{{1,2}}[月日])))",
    ),
    ("bracketed", 2, rf"[（(]\s*[{CN}]{{1,3}}\s*[)）]\s*[、.．]?"),
    (
        "named",
        3,
        rf"(?:[\u4e00-\u9fff]{{2}})?(?:问题|任务|事项|项目|措施|举措|行动|工程|实事|建议|提案|议题)\s*"
        rf"(?:\d{{1,3}}|[{CN}]{{1,3}})\s*[：:、.．]|第\s*(?:\d{{1,3}}|[{CN}]{{1,3}})\s*[号项件](?:[\s：:、．]|(?:建议|提案|议案)\s*[：:、])",
    ),
    ("arabic", 3, r"\d{1,3}\s*(?:[.．](?:(?!\d)|(?=20\d\d年|\d{1,2}月))|、)"),
    ("decimal2", 3, r"\d{1,2}[.．]\d{1,2}(?=[.．、]?\s+[\u4e00-\u9fff“《])"),
    ("decimal3", 4, r"\d{1,2}(?:[.．]\d{1,2}){2}(?=[.．、]?\s+[\u4e00-\u9fff“《])"),
    ("arabic_bracketed", 4, r"[（(]\s*\d{1,3}\s*[)）]|\d{1,3}[)）]"),
    ("circled", 5, "[①-⑳㉑-㉟]"),
    ("firstly", 6, rf"(?:[{CN}]|十[{CN}])是(?!否)"),
    ("bare", 3, r"\d{1,3}(?=[\u4e00-\u9fff“《])(?![年月日号%％])"),
)
RANK = {name: rank for name, rank, _ in STYLES}
ANY = "|".join(f"(?P<{name}>{pattern})" for name, _, pattern in STYLES)
AT_START = re.compile(rf"[\s\u3000●◆■★▲·]*(?:{ANY})\s*")
INSIDE = re.compile(rf"(?<=[。；;！!？?）)〕】\]：:”，,\s])(?:{ANY})\s*")
GLUED = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![第件表图])(?:(?P<bracketed>[（(]\s*[{CN}]{{1,3}}\s*[)）])|(?P<arabic>\d{{1,3}}\s*(?:[.．](?!\d)|、))|"
    r"(?P<arabic_bracketed>[（(]\s*\d{1,3}\s*[)）])|(?P<circled>[①-⑳]))\s*"
)
UNBROKEN = 150
RUN_IN = re.compile(rf"(?<=[\u4e00-\u9fff])(?P<bracketed>[（(]\s*[{CN}]{{1,3}}\s*[)）])(?=[\u4e00-\u9fff])\s*")
"""（二） in the midst of a text without line breaks; believed only when it counts on."""
GLUED_TO_TITLE = re.compile(
    r"(?=.{60})[^。；]{4,100}?(?<![第件表图统])(?:(?P<bracketed>[（(]一[)）])|(?P<arabic>(?<!\d)1\s*(?:[.．](?!\d)|、))|"
    r"(?P<arabic_bracketed>[（(]1[)）])|(?P<circled>①)|(?P<chinese>一、)|(?P<article>第[一1]条(?=[\s\u3000：:])))\s*"
)
"""The first mark of a text without line breaks, right after its title."""

MEASURE = re.compile("[个项条名万亿次人家时点天周期类份件元级批所位届成部倍余多省市县区]|小时|公里|平方")
"""What follows a figure that counts something; inside a line such digits are no number mark."""


@dataclass(frozen=True)
class NumberMark:
    """One number mark: its style, value (1, 2 …), span with its signs, and whether it begins a line."""

    style: str
    value: int
    span: Span
    begins_line: bool
    label: str

    @property
    def rank(self) -> int:
        """0 for the outermost level."""
        return RANK[self.style]

    @property
    def series(self) -> str:
        """Marks of one series count on from each other; bare digits are arabic ones that lost their sign."""
        return "arabic" if self.style == "bare" else self.style


TO_CN = str.maketrans(FORMAL, CN)


def value_of(text: str) -> int:
    """The number a mark states, in any digits."""
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    circled = re.search("[①-⑳]", text)
    if circled:
        return ord(circled[0]) - 0x2460 + 1
    chinese = "".join(char for char in text.translate(TO_CN) if char in CN)
    tens, ten, ones = chinese.rpartition("十")
    if not ten:
        return CN.index(chinese) + 1 if len(chinese) == 1 else 0
    return (CN.index(tens[-1]) + 1 if tens else 1) * 10 + (CN.index(ones) + 1 if ones else 0)


def to_mark(match: re.Match[str], begins_line: bool, offset: int) -> NumberMark:
    """A match as a mark; the label is what the ledger shows as its number (1, （一）, 一)."""
    style = match.lastgroup or ""
    start = match.start(style)
    label = re.sub(r"[\s、.．：:]+$", "", match[style])
    if style == "named":
        label = re.sub(r"^\D+?(?=\d)", "", label)
    if style in ("arabic", "bare", "arabic_bracketed", "firstly"):
        label = re.sub(r"\s", "", label)
    return NumberMark(style, value_of(match[style]), (offset + start, offset + match.end()), begins_line, label)


def candidates(text: str, offset: int) -> list[NumberMark]:
    """Everything in a line that looks like a number mark."""
    found: list[NumberMark] = []
    first = AT_START.match(text)
    if first:
        found.append(to_mark(first, True, offset))
    for match in INSIDE.finditer(text, first.end() if first else 0):
        before = text[max(0, match.start() - 20) : match.start()].rstrip()[-1:]
        after_stop = not before or before in "。；;！!？?）)〕】]：:”"
        after_blank = text[match.start() - 1].isspace() and match.lastgroup in ("chinese", "bracketed", "arabic")
        if after_stop or after_blank or match.lastgroup == "firstly":
            found.append(to_mark(match, False, offset))
    found += glued(text, found, offset)
    if len(text) >= UNBROKEN:
        known = {mark.span[0] for mark in found}
        more = [to_mark(match, False, offset) for match in RUN_IN.finditer(text)]
        found += [mark for mark in more if mark.span[0] not in known]
    return sorted(found, key=lambda mark: mark.span)


def glued(text: str, found: Sequence[NumberMark], offset: int) -> list[NumberMark]:
    """Marks that stand right after a title or a heading without any sign between (一、提升服务1.压缩时限…)."""
    more: list[NumberMark] = []
    title = GLUED_TO_TITLE.match(text) if not (found and found[0].begins_line) else None
    headings = [mark for mark in found if mark.rank <= 2]
    if title:
        first = to_mark(title, False, offset)
        below = glued_below(text, first, offset)
        more.append(replace(first, begins_line=below is not None))
        headings = [first, *headings]
    more += [mark for heading in headings if (mark := glued_below(text, heading, offset))]
    known = {mark.span for mark in found}
    return [mark for mark in more if mark.span not in known]


def glued_below(text: str, heading: NumberMark, offset: int) -> NumberMark | None:
    """The mark of a lower level that follows a heading within its first sentence."""
    start = heading.span[1] - offset
    stop = re.search("[。；\n]", text[start : start + 45])
    match = GLUED.search(text, start, start + (stop.start() if stop else 45))
    if match is None or RANK[match.lastgroup or ""] <= heading.rank:
        return None
    mark = to_mark(match, False, offset)
    return replace(mark, begins_line=mark.value == 1)


def after(lines: Sequence[tuple[int, str]], mark: NumberMark) -> str:
    """The characters that follow a mark in its line."""
    index = bisect_right(lines, mark.span[0], key=lambda line: line[0]) - 1
    place, text = lines[index]
    return text[mark.span[1] - place : mark.span[1] - place + 4]


def find_marks(lines: Sequence[tuple[int, str]]) -> list[NumberMark]:
    """The number marks of a text given as (place, line) pairs.

    A well-formed mark that begins a line is believed; one inside a line, a bare digit and 一是 only when
    they count on from the mark before them or begin a series that goes on.
    """
    found = [mark for offset, text in lines for mark in candidates(text, offset)]
    by_series: dict[str, list[NumberMark]] = {}
    after_heading = {
        mark.span
        for above, mark in pairwise(found)
        if above.begins_line and above.rank < mark.rank and mark.begins_line
    }
    for mark in found:
        by_series.setdefault(mark.series, []).append(mark)
    accepted: list[NumberMark] = []
    for series in by_series.values():
        last = 0
        for index, mark in enumerate(series):
            following = series[index + 1].value if index + 1 < len(series) else 0
            counts_on = (mark.value == last + 1 and last > 0) or (mark.value == 1 and following == 2)
            if mark.style == "bare" and not mark.begins_line:
                counts_on = counts_on and not MEASURE.match(after(lines, mark))
            elif (mark.begins_line and last < mark.value <= last + 3 and following == mark.value + 1) or (
                mark.style == "bare" and mark.value == 1 and mark.span in after_heading
            ):
                counts_on = True
            sure = mark.begins_line and mark.style not in ("bare", "firstly")
            if counts_on or sure:
                accepted.append(mark)
                last = mark.value
    return sorted(accepted, key=lambda mark: mark.span)
