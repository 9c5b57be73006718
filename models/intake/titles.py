"""Titles of notices: which lines they are, and where one goes on over several lines. Used by `facts`."""

import re
from collections.abc import Sequence

from models.intake.lines import Line

KINDS = (
    "通知|方案|要点|意见|计划|安排|分工|清单|办法|规定|细则|函|决定|报告|总结|通报|公告|公示|纪要|台账|任务分解表|分工表|一览表|目录|"
    "事项|任务书|实施细则|措施|行动|请示|批复|通告|汇报|情况|要求|任务|分解|解读|问答|表"
)
TITLE_END = re.compile(rf"(?:{KINDS})(?:[（(][^（）()]{{1,20}}[)）])?$")
DOC_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff（）()]{1,16}?)\s*[〔［\[【（(]\s*(?P<year>(?:19|20)\d\d)\s*[)〕］\]】）]\s*(?:第\s*)?(?P<number>\d{1,4})\s*号"
)


def joined_title(lines: Sequence[Line], index: int) -> tuple[str, int] | None:
    """A title that begins in a line and may go on over the next two: (title, index after it)."""
    title = ""
    for offset in range(3):
        if index + offset >= len(lines) or lines[index + offset].kind != "body":
            return None
        piece = re.sub(r"^#+|\s+", "", lines[index + offset].text)
        if (offset and (re.search(r"[。：:；;]", piece) or DOC_NUMBER.fullmatch(piece))) or len(title) + len(
            piece
        ) > 110:
            return None
        title += piece
        if TITLE_END.search(title) and len(title) >= 5:
            return title, index + offset + 1
    return None


def looks_like_title(lines: Sequence[Line], index: int) -> tuple[str, int] | None:
    """The title at a line: no number mark, no sentence, ends as titles do."""
    text = lines[index].text
    if re.match(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、])", text):
        return None
    if re.search(r"[。；;！]|[:：]$", text) or DOC_NUMBER.fullmatch(text) or re.search(r"文\s*件$", text):
        return None
    found = joined_title(lines, index)
    if found and found[1] > index + 1 and "关于" not in found[0] and not re.search(r"\d{4}年", found[0]):
        return None if not TITLE_END.search(re.sub(r"\s+", "", text)) else (re.sub(r"\s+", "", text), index + 1)
    return found


def find_title(lines: Sequence[Line], start: int, stop: int) -> tuple[str, int, int] | None:
    """The first title between two lines: (title, index, index after it); one with 关于 or a year is preferred."""
    best: tuple[str, int, int] | None = None
    for index in range(start, min(stop, len(lines))):
        line = lines[index]
        if line.kind != "body":
            continue
        found = looks_like_title(lines, index)
        if found:
            if "关于" in found[0] or re.search(r"20\d\d年", found[0]):
                return found[0], index, found[1]
            best = best or (found[0], index, found[1])
        elif re.search("。", line.text):
            break
    return best


def same_words(left: str, right: str) -> bool:
    """Whether two titles are the same, signs aside."""
    plain = [re.sub(r"[\W_]+", "", text) for text in (left, right)]
    return bool(plain[0]) and plain[0] == plain[1]
