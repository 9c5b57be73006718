"""Units that an item names as the subject of a sentence (县政务公开办负责…, 区司法局要…), without 由 or brackets.

Only units of their own name count: 各单位要… addresses everybody and assigns nothing, unless it says 负责 or
牵头, or unless the caller asks for `everybody`: a duty of the whole document is theirs. What is found is a proposal; the caller marks it as taken from the text. Used by `from_wording` and `kinds`.
"""

import re

from models.intake.assignment import Assignment
from models.intake.roles import Role
from models.intake.units import looks_like_unit, read_units

SENTENCES = 3
"""An item says within its first sentences who does it; further on, units are only spoken of."""
SUBJECT = re.compile(
    r"\s*(?:关于[^。；，：]{2,16}。\s*)?(?:会议(?:要求|决定|明确|确定|议定|同意|强调|指出)[，,：:]?)?(?:由|请)?(?P<units>[^。；;，,：:“”《》]{2,80}?)(?:共同|具体|统一)?"
    r"(?P<verb>(?:要|应当?|须|需|负责)?(?:牵头|会同)|负责|立即|要(?!求|素|闻|点|件)|应当|应(?!急|用|对|诉|届|聘)|须|需(?!求)|于(?=\d|每)|将(?!军)|对(?![外口接照标应])|统筹|"
    r"每(?=[月季周年半])|(?=(?:20\d\d年)?\d{1,2}月(?:\d|底|份|[上中下]旬|末)))"
)
AT_WORK = re.compile(
    r"\s*(?P<units>[^。；;，,：:“”《》]{3,60}?)(?P<verb>(?:做好|组织|开展|完成|制定|编制|举办|汇编|编印|印发)(?!的|了|情况|结构|机构|架构|体系|领导|保障))"
)
"""县融媒体中心做好传播: a unit and at once what it does."""
PARTNER = re.compile(
    r"[^。；;，,]{0,4}[，,]\s*(?P<units>[^。；;，,：:]{2,80}?)(?:积极|密切|按职责)?(?:配合|协助|参与|支持|提供|协同)"
)
WITH = re.compile(
    r"(?P<units>[^。；;，,：:]{2,40}?)(?=共同|于|在|对|每|按|将|负责|办理|办好|抓好|制定|开展|落实|研究|组织|编制|推进|做好|建立|定期|公开(?!办|服务|中心)|公布|发布|完成|举办|[，,。；;]|$)"
)
GENERIC = re.compile(
    r"[省市县区乡镇]级(?:以[上下])?(?:人民)?政府|各(?:地|级|有关|相关|责任|成员|单位|部门|科室|股室)|有关|相关|其他|其它|(?:牵头|配合|承办|协办|主办)(?:责任)?(?:单位|部门)|全(?:[市县区省镇乡州校局院]|街道|系统)|[\u4e00-\u9fff]{0,6}(?:企业|金融机构)$"
)


def named_units(text: str) -> bool:
    """Whether a piece is nothing but names of units; a bare place (青石镇) counts beside a unit of another kind."""
    units = read_units(text)
    strong = [looks_like_unit(unit.name, strong=True) for unit in units]
    return any(strong) and all(
        sure or PLACE_NAME.fullmatch(unit.name) for sure, unit in zip(strong, units, strict=True)
    )


NEXT = re.compile(
    r"[，,；;]\s*(?:由)?(?P<units>[^。；;，,：:“”《》]{3,60}?)(?:积极|密切|具体|共同|按职责|予以)?(?P<verb>牵头|负责|做好(?![^，,；;。]{0,8}(?:保障|服务|支持|配合))|(?:做好)?(?:配合|协助|参与|协办)|(?=\d{1,2}月(?:\d|底|份)))(?!的|人|制|单位|部门)"
)
NEXT_ROLES: dict[str, Role] = {"牵头": "lead", "负责": "responsible", "": "responsible", "做好": "responsible"}


def with_others(wording: str, offset: int, found: Assignment) -> Assignment:
    """The same assignment and whoever else the rest of its sentence names with what they do (…，县卫健局负责实施)."""
    start = found.span[1] - offset
    stop = re.search("[。！!]|$", wording[start:])
    sentence = wording[: start + (stop.start() if stop else 0)]
    for match in NEXT.finditer(sentence, start):
        units = read_units(match["units"], offset + match.start("units"))
        known = {unit.name for unit in (*found.lead, *found.responsible, *found.cooperating)}
        if named_units(match["units"]) and not known & {unit.name for unit in units}:
            found.add(NEXT_ROLES.get(match["verb"], "cooperating"), units)
    for match in DONE_BY.finditer(sentence, start):
        other = longest_units(match, offset)
        if other and not {unit.name for unit in other.responsible} & {
            unit.name for unit in (*found.lead, *found.cooperating)
        }:
            found.add("responsible", other.responsible)
    return found


PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{1,4}[镇乡]")
ASKED = re.compile(
    r"\s*(?:会议(?:要求|决定|明确|确定|议定|强调|指出)?[，,：:]?)?(?:请|责成|责令|指定|委托)(?P<units>[^。；;，,：:“”《》]{3,80})"
)
LISTED = re.compile(
    r"^(?:上述|以上|有关|相关|下列|以下|涉及|所涉)?(?:的)?(?:责任)?(?:单位|部门)[（(](?P<units>[^（）()]{3,80})[）)]"
)
"""责成有关单位（县水利局、县交通局）…: the bracket tells which."""
DONE_BY = re.compile(
    r"(?:^|(?<=[。；;，,：:])|(?<=[\u4e00-\u9fff]))(?<![理缘因自经事来])由(?P<units>[^。；;，,：:“”《》]{3,60})"
)
NOT_DOING = ("的", "等")
RUNS_ON = re.compile(
    r"(?<=..)(?:[对在按把将向为]|会同|报(?![社业刊告])|办成|予以|给予|统一(?!战)|研究(?![室院所中会])|提出|制定|做好|统筹|落实|汇总|编制)"
)
"""Signs that a sentence goes on inside what would otherwise pass for a name (县政府办公室对…督办)."""


def asked_of(wording: str, offset: int, *, everybody: bool = False) -> Assignment | None:
    """The units a sentence begins with asking (请市税务局、市司法局各派一人), or by whom a thing is done (经费由市财政局安排)."""
    begins = [0, *(match.end() for match in re.finditer("[。；;！!]", wording))]
    for begin in begins[:SENTENCES]:
        end = re.search("[。；;！!]|$", wording[begin:])
        sentence = wording[begin : begin + (end.start() if end else 0)]
        for match in filter(None, (ASKED.match(sentence), DONE_BY.search(sentence))):
            found = longest_units(match, offset + begin, everybody=everybody)
            if found:
                return found
    return None


def longest_units(match: re.Match[str], offset: int, *, everybody: bool = False) -> Assignment | None:
    """An assignment to the longest list of units that the matched words begin with; None when they name none."""
    words = match["units"]
    listed = LISTED.match(words)
    if listed and named_units(listed["units"]):
        place = offset + match.start("units")
        found = Assignment((offset + match.start(), place + listed.end()))
        found.add("responsible", read_units(listed["units"], place + listed.start("units")))
        return found
    for end in range(len(words), 2, -1):
        if named_units(words[:end]) and not words[end:].startswith(NOT_DOING) and not RUNS_ON.search(words[:end]):
            units = read_units(words[:end], offset + match.start("units"))
            if not everybody and all(GENERIC.match(unit.name) for unit in units):
                return None
            found = Assignment((offset + match.start(), offset + match.start("units") + end))
            beside = WITH.match(words, end + 2) if words.startswith("会同", end) else None
            found.add("lead" if beside else "responsible", units)
            if beside and named_units(beside["units"]):
                found.add("cooperating", read_units(beside["units"], offset + match.start("units") + end + 2))
            return found
    return None


def subject_of(wording: str, offset: int, *, everybody: bool = False) -> Assignment | None:
    """The units that a sentence of an item begins with; spans are counted from `offset`."""
    begins = [0, *(match.end() for match in re.finditer("[。；;！!]", wording))]
    for begin in begins[:SENTENCES]:
        matches = (SUBJECT.match(wording, begin), AT_WORK.match(wording, begin))
        match = next((found for found in matches if found and named_units(found["units"])), None)
        if match is None:
            continue
        leads = match["verb"].endswith(("牵头", "会同"))
        clear = everybody or leads or match["verb"] == "负责"
        units = read_units(match["units"], offset + match.start("units"))
        if not clear and all(GENERIC.match(unit.name) for unit in units):
            continue
        found = Assignment((offset + begin, offset + match.end()))
        found.add("lead" if leads else "responsible", units)
        partner = {"牵头": PARTNER, "会同": WITH}.get(match["verb"][-2:])
        beside = partner.match(wording, match.end()) if partner else None
        if beside and named_units(beside["units"]):
            found.add("cooperating", read_units(beside["units"], offset + beside.start("units")))
        return found
    return None
