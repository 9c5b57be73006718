"""What a heading says for all items below it: whose they are (【县财政局】), or by when (4月份, 一、…（6月底前）).

Plain functions on wording; `outline` asks which lines head groups, `choosing` whose the items are, `finishing`
by when they are due.
"""

import re
from collections.abc import Sequence

from models.intake.assignment import Assignment, read_assignment
from models.intake.roles import find_labels, is_deadline
from models.intake.units import looks_like_unit, read_units

NUMBER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）][、.．]?|\d{1,3}[.．、](?!\d)|[●○◆◇■□★▲►▶※])\s*"
)
SIGNS = re.compile(r"^[【〔\[［]\s*(?P<name>[^【】〔〕\[\]]{2,60}?)\s*[】〕\]］]\s*[:：]?$")
LABEL = re.compile(r"^(?:责任|牵头|承办|主责)(?:单位|部门|科室|股室)\s*[:：]\s*")
COUNT = re.compile(r"[（(]共?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[项件条个][)）]$")
MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?"
PERIOD = re.compile(
    rf"(?:20\d\d年)?(?:(?:\d{{1,2}}[—－~～至到-]+)?{MONTH}(?:[—－~～至到-]+{MONTH})?|第?[一二三四1-4]季度|[上下]半年|年[底末])(?:底|末|上旬|中旬|下旬|\d{{1,2}}日)?(?:之?前|以前)?(?:完成|到位)?"
)
PERIOD_WORK = re.compile(r"的?(?:重点|主要|具体|工作|公开|办理)*(?:任务|工作|事项|安排|计划)?$")
STAGE_SPAN = re.compile(
    rf"^(?:20\d\d年)?{MONTH}(?:上旬|中旬|下旬|底|初|\d{{1,2}}日)?\s*(?:[—－~～至到-]+)\s*(?:20\d\d年)?(?:{MONTH})?(?:\d{{1,2}}日|底|上旬|中旬|下旬|初)?(?:前|止)?$"
)
KIND_OF_LIMIT = re.compile(
    r"(?P<limit>长期坚持|持续推进|持续整改|常态化推进|常态化|长期整改|立行立改|即知即改|立即整改)(?:推进|整改|落实|实施)?(?:类|事项|任务|问题|清单|项目)+(?:[（(].*[)）])?$"
)
"""三、长期坚持类: a heading that sorts its items by how long they take."""
LONGEST = 60


def bare_heading(heading: str) -> str:
    """A heading's words without its number, signs around it and how many items it has."""
    words = NUMBER.sub("", heading.strip()).rstrip("：: 。")
    signs = SIGNS.match(words)
    return COUNT.sub("", signs["name"] if signs else words).strip()


def unit_heading(heading: str, offset: int = 0) -> Assignment | None:
    """Whose the items below are, when a heading is nothing but names of units; None for any other heading."""
    words = bare_heading(LABEL.sub("", heading))
    if not 2 <= len(words) <= LONGEST:
        return None
    units = read_units(words)
    if not units or not all(looks_like_unit(unit.name, strong=True) for unit in units):
        return None
    end = offset + len(heading)
    found = Assignment((end, end))
    found.responsible = read_units(words, offset + heading.index(words))
    return found


def is_period(heading: str) -> bool:
    """Whether a heading is nothing but a period or a limit: 4月份, 一季度, 二、6月底前."""
    words = re.sub(r"\s", "", bare_heading(heading))
    found = PERIOD.match(words)
    return bool(found) and bool(PERIOD_WORK.fullmatch(words[found.end() :] if found else words))


def heads_group(line: str) -> str:
    """What a line without a number heads: "period", "units", "labelled" units, or "" when it heads nothing.

    A labelled line (责任单位：县城管局) stands far more often below its item; the caller tells by the place.
    """
    if len(line) > LONGEST:
        return ""
    if LABEL.match(line):
        return "labelled" if unit_heading(line) else ""
    if is_period(line):
        return "period"
    marked = line[-1] in "：:" or bool(SIGNS.match(line))
    return "units" if marked and unit_heading(line) else ""


def limit_of(sections: Sequence[str]) -> str:
    """The limit that the innermost heading which states one gives to all below it; "" when none does."""
    for heading in reversed(sections):
        words = bare_heading(heading)
        if is_period(heading):
            found = PERIOD.match(re.sub(r"\s", "", words))
            return found[0] if found else ""
        for aside in reversed(re.findall(r"[（(]([^（）()]{2,40})[)）]", words)):
            stated = read_assignment(aside)
            if find_labels(aside) and stated.deadline:
                return stated.deadline
            if is_deadline(aside) or STAGE_SPAN.match(aside.strip()):
                return str(aside.strip())
        sorted_by = KIND_OF_LIMIT.match(words)
        if sorted_by:
            return sorted_by["limit"]
    return ""
