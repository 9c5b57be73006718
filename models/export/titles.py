"""Where a long 标题 breaks: whole words, lines of about one length (GB/T 9704-2012, 7.3.1).

"回行时，要做到词意完整，排列对称，长短适宜，间距恰当……标题排列应当使用梯形或菱形": the marks of a title's own grammar
(关于, 印发, 《》, 的通知, 、和及) say where a break reads best, the words of `title_words` where there may be none. Used by
`gongwen_head`.
"""

import math
import re
from collections.abc import Collection
from functools import cache
from itertools import accumulate, pairwise

from models.export.text import width_of
from models.export.title_words import word_ends

_BREAKS = (
    (14.0, "关于", ""),
    (0.0, "", "关于"),
    (0.5, "[》”）]", ""),
    (0.5, "", "[《“（]"),
    (1.0, "、", ""),
    (1.5, "", "和|及|与|暨"),
    (1.5, "年度|工作|情况|任务|事项|方案|计划|要点", ""),
    (1.5, "", "印发|转发|做好|开展|推进|加强|落实|进一步|全面|深入|切实"),
    (2.0, "的", ""),
    (2.5, "办公室|政府|机关|部门|单位|印发|转发|政务公开", ""),
    (3.0, "年", ""),
    (3.0, "和|及|与|做好|开展|推进|加强|落实|进一步", ""),
)
"""What a break costs between a text that ends so and one that begins so, in characters of unevenness; the first that
fits counts."""
_COSTS = tuple(
    (cost, re.compile(f"(?:{before})$") if before else None, re.compile(after) if after else None)
    for cost, before, after in _BREAKS
)
_ORPHAN = re.compile("的|了|等")
_NEVER_AFTER = re.compile(r"[《“（〔0-9A-Za-z]$")
_NEVER_BEFORE = re.compile(r"[》”）〕、，。：；年月日号%0-9A-Za-z]")
_BETWEEN, _BESIDE, _UNKNOWN, _BAD, _INSIDE, _NEVER = 3.5, 7.0, 12.0, 14.0, 24.0, 50.0
"""A break between two known words, at the edge of one, where no word is known; before 的; inside of a known word."""
_EXTRA_LINE = 4.0
_WAIST = 3.0
"""What it costs when a line is shorter than those above and below it: 梯形 and 菱形 have no waist."""
_SHORTEST = 0.4
"""No line is shorter than this part of a whole one: 排列对称，长短适宜."""
_ISSUER = re.compile(r"(.{4,}?(?:办公室|办公厅|政府|委员会|中心|局|厅|委|办))(?=关于|\w{3,9}(?:单|书|函)$)")
"""The agency at the beginning of a title, before 关于 or before the name of the kind (督办通知单)."""
_CUTS_ISSUER = 8.0
"""What a break inside the agency's name costs, where the name fits in a line."""
_MOST_LINES = 12
"""A longer text is no title any more: it is cut evenly."""


def break_title(title: str, room: float, names: Collection[str] = ()) -> tuple[str, ...]:
    """The title's lines, none wider than `room` (in characters of the title's size).

    Line breaks already in the title are kept; a line that is too wide is broken further. names: of agencies that the
    title may speak of; they stay whole, as words do.
    """
    lines: list[str] = []
    for part in (line.strip() for line in title.split("\n")):
        if part:
            lines.extend(_broken(part, room, names))
    return tuple(lines)


def _broken(line: str, room: float, names: Collection[str]) -> tuple[str, ...]:
    width = width_of(line)
    if width <= room:
        return (line,)
    fewest = math.ceil(width / room)
    if fewest > _MOST_LINES:
        size = int(room)
        return tuple(line[start : start + size] for start in range(0, len(line), size))
    costs = _costs(line, room, names)
    plans = [(_plan(line, room, width / count, costs), count - fewest) for count in (fewest, fewest + 1)]
    (_, breaks), _ = min(plans, key=lambda plan: plan[0][0] + _EXTRA_LINE * plan[1])
    edges = (0, *breaks, len(line))
    return tuple(line[start:end].strip() for start, end in pairwise(edges))


def _plan(line: str, room: float, ideal: float, costs: list[float]) -> tuple[float, tuple[int, ...]]:
    """The cheapest breaks of the line into pieces about as wide as `ideal`, with their cost."""
    shortest = max(ideal / 2, min(_SHORTEST * room, ideal - 0.5))
    issuer = _issuer_end(line, room)
    sums = [0.0, *accumulate(map(width_of, line))]

    @cache
    def best(start: int, before: int, narrowing: bool) -> tuple[float, tuple[int, ...]]:
        """From `start` on; the line before it began at `before`, and was narrower than the one above it or not."""
        rest, above = sums[-1] - sums[start], sums[start] - sums[before]
        found: tuple[float, tuple[int, ...]] = (math.inf, ())
        if rest <= room and (rest >= shortest or not start or start == issuer):
            found = (abs(rest - ideal) + (_WAIST if narrowing and rest > above else 0.0), ())
        for end in range(start + 1, len(line)):
            wide = sums[end] - sums[start]
            if wide > room:
                break
            if wide < shortest:
                continue
            cost, breaks = best(end, start, start > 0 and wide < above)
            cost += abs(wide - ideal) + costs[end] + (_WAIST if narrowing and wide > above else 0.0)
            if cost < found[0]:
                found = (cost, (end, *breaks))
        return found

    return best(0, 0, False)


def _issuer_end(line: str, room: float) -> int:
    """Where the agency's name ends; 0 where the title begins with none, or with one that no line can hold."""
    found = _ISSUER.match(line)
    return found.end() if found is not None and width_of(found[1]) <= room else 0


def _costs(line: str, room: float, names: Collection[str]) -> list[float]:
    """How bad a break before each character is."""
    issuer = _issuer_end(line, room)
    inside, edges, between = word_ends(line, (*names, line[:issuer]))
    made = [0.0]
    for place in range(1, len(line)):
        words = _BETWEEN if place in between else _BESIDE if place in edges else _UNKNOWN
        cost = 0.0 if place == issuer else _cost(line, place, words)
        made.append(max(cost, _INSIDE if place in inside else 0.0) + (_CUTS_ISSUER if place < issuer else 0.0))
    return made


def _cost(line: str, place: int, words: float) -> float:
    """By the characters on both sides; `words`: where they tell nothing."""
    before, after = line[:place], line[place:]
    if _NEVER_AFTER.search(before) or _NEVER_BEFORE.match(after):
        return _NEVER
    if _ORPHAN.match(after):
        return _BAD
    inside_name = 2.0 if before.count("《") > before.count("》") else 0.0
    for cost, ends, begins in _COSTS:
        if (ends is None or ends.search(before)) and (begins is None or begins.match(after)):
            return cost + inside_name
    return words + inside_name
