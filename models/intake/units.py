"""Units (单位) as notices list them: where one name ends and the next begins.

Names stay as written. 各乡、街道办事处 is one name (一个前缀“各”管两处); 等有关部门 gives 有关部门 beside the
units before it; a sign inside brackets never splits a name.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from models.intake.notice import CELL_BREAK, Span

OPEN = "（([〔【［〈"
CLOSE = "）)]〕】］〉"
BLANKS = f" \u3000\xa0\u2002\u2003\u2009\t\r\n{CELL_BREAK}"
SEPARATORS = f"、,，;；/／|｜{BLANKS}"
SUFFIX = (
    "局|委|办|厅|部|院|署|处|科|室|股|队|所|站|中心|公司|集团|政府|委员会|管委会|街道|部门|单位|机关|机构|银行|分行|支行|"
    "协会|学会|商会|联合会|工会|妇联|残联|文联|侨联|工商联|团委|科协|红十字会|学校|中学|小学|大学|学院|医院|组|专班|指挥部|"
    "报社|供销社|电视台|园区|开发区|新区|高新区|经开区|示范区|企业|办事处|纪委|监委|工委|党委|党组|党校|档案馆|图书馆|"
    "人武部|公积金|窗口|团体|运营商|集聚区|产业区|信用社|团市委|团县委|团区委|市直|镇街|乡镇|成员|热线|法院|检察院|"
    "大厅|总社|合作社|联社|团中央|监会|促会|基金会|理事会|国企|央企|各镇办|基地|保税区|景区|林场|农场|工会联合会|责任主体|联席会议|领导机构|委办局"
)
PLACE = "[市县区州乡镇盟旗村]|社区|兵团|各地"
NAME_END = re.compile(
    rf"(?:{SUFFIX}|{PLACE})(?:[（(〔\[〈][^（）()〔〕\[\]]*(?:[（(][^（）()]*[)）])?[^（）()〔〕\[\]]*[)）〕\]〉])?$"
)
STRONG_END = re.compile(
    rf"(?:(?:{SUFFIX})(?:[（(〔\[〈][^（）()〔〕\[\]]*[)）〕\]〉])?|^各.*(?:{PLACE})(?:[（(〔\[〈][^（）()〔〕\[\]]*[)）〕\]〉])?)$"
)
NOT_IN_NAME = re.compile(
    r"[。：:！!?？“”\"《》=+]|\d{4}年|\d{6}|\d月|\d日|[前后]在|设[在于]|(?<!自)由|组成(?!员)|(?<![重主需必纪摘])要(?![素闻塞点])"
)
NO_OPENING = re.compile(
    "[的了是在对将把等请]|按(?!察)|依[照据]|根据|围绕|结合|通过|继续|进一步|加快|加强|加大|强化|完善|持续|切实|着力|大力|深入|"
    "(?:推动|督促|指导|组织|引导|鼓励|协调|支持|要求|会同|帮助|动员|监督)(?=各|有关|相关|所属|下属|本|企业|单位|部门)"
)
"""No name begins so; 按国家部署 ends like one."""
GENERIC_PLACE = re.compile(
    r"^(?:乡|镇|街道|街|特区|县级市|自治[县州]|区|县|市|州|盟|旗|场|开发区|园区|功能区|办事处|社区|村|农场|林场|[（(][^（）()]{1,9}[)）])+"
    r"(?:人民政府|政府|办事处|管委会|管理委员会|党工委|党委|办公室|人民政府办公室|政府办公室|政府\(办事处\)|政府（办事处）)*(?:[（(][^（）()]{1,9}[)）])?$"
)
SHORT_KIND = re.compile("委|办|局|部|厅|室|科|股|所|站|队|组|中心|直属机构|部门")
SHORT_KINDS = re.compile(rf"各(?:{SHORT_KIND.pattern})(?:[、/／](?:{SHORT_KIND.pattern}))*$")
"""市政府各委、办、局 is one name."""

BACK_REFERENCE = re.compile(r"(?:以上|上述|前述)(?:各|有关|相关)?(?:单位|部门|科室)")
SCOPE_ASIDE = re.compile(
    r"[（(〈<](?:含|包括)[^（）()〈〉<>]{1,40}[)）〉>]$|[（(〈<][^（）()〈〉<>]{0,40}下同[)）〉>]$"
)
"""各区人民政府〈含开发区管委会，下同〉: what a group takes in is no part of its name."""
COUNT_ASIDE = re.compile(r"[（(]共?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[项件条个][)）]$")
"""市财政局（3项）: how many tasks a unit has is no part of its name."""
BARE_COUNT = re.compile(r"^(?:\d+|[一二两三四五六七八九十]+)?(?:个|家)?(?:部门|单位|科室|处室|局|委办局|地区|地方)?$")
PARTY_AND = ("政府", "人民政府")
"""各县（市、区）党委和政府 is one name."""
ALL_KINDS = ("单位", "部门", "地区", "机构", "企业", "处室", "科室")
"""各有关部门和单位, 市直有关部门、单位: one name for everybody concerned."""
JOINERS = ("以及", "和", "及", "与")
NAME_GOES_ON = re.compile(f"(?:{'|'.join((*PARTY_AND, *ALL_KINDS))})(?:{'|'.join(JOINERS)}|$)")
"""What follows 和 inside one name: 各部门和单位(及各区), 各镇党委和政府."""


@dataclass(frozen=True)
class Unit:
    """One unit's name and the place it was read from."""

    name: str
    span: Span


def looks_like_unit(text: str, *, strong: bool = False) -> bool:
    """Whether a piece reads as a unit's name; `strong` leaves out bare places such as 试点县."""
    name = text.strip()
    if not 2 <= len(name) <= 40 or NOT_IN_NAME.search(name) or NO_OPENING.match(name):
        return False
    return bool((STRONG_END if strong else NAME_END).search(name))


def outside_brackets(text: str) -> Iterator[tuple[int, str]]:
    """Each character outside brackets and “”, with its place; a sign never closed counts as not opened."""
    depth = 0
    opened_last = max((text.rfind(sign) for sign in CLOSE), default=-1)
    quoted_last = text.rfind("”")
    for place, char in enumerate(text):
        if (char in OPEN and place < opened_last) or (char == "“" and place < quoted_last):
            depth += 1
        elif char in CLOSE or char == "”":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield place, char


def pieces(text: str) -> list[tuple[str, Span]]:
    """Cut a list of units at the separators outside brackets: (separator before, span)."""
    cuts = [(place, char) for place, char in outside_brackets(text) if char in SEPARATORS]
    found: list[tuple[str, Span]] = []
    position, separator = 0, ""
    for place, char in [*cuts, (len(text), "")]:
        if text[position:place].strip(BLANKS):
            found.append((separator, (position, place)))
            separator = char
        elif char not in BLANKS:
            separator = char
        position = place + 1
    return found


def joined(text: str, parts: list[tuple[str, Span]]) -> list[Span]:
    """Put together what is one name: 各乡、街道办事处, and names broken by a stray blank."""
    spans: list[Span] = []
    for separator, (start, end) in parts:
        piece = text[start:end].strip(BLANKS)
        if spans:
            before = text[spans[-1][0] : spans[-1][1]].strip(BLANKS)
            one_group = separator in "、/／" and (
                (before.startswith("各") and GENERIC_PLACE.match(piece))
                or (SHORT_KINDS.search(before) and SHORT_KIND.fullmatch(piece))
                or (before.endswith(ALL_KINDS) and piece in ALL_KINDS)
            )
            broken = separator in BLANKS and not (looks_like_unit(before) and looks_like_unit(piece))
            broken = broken or (separator == "\n" and broken_name(before, piece))
            if separator and (one_group or broken) and group_goes_on(before, piece, broken):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def broken_name(before: str, piece: str) -> bool:
    """Whether a line break stands inside one name: 市住房城乡 + 建设局, but not 城关镇 + 文昌镇."""
    own_place = re.match("[省市区县州各镇乡街]", piece)
    return bool(re.match("[省市区县州]", before)) and not STRONG_END.search(before) and not own_place


def group_goes_on(before: str, piece: str, broken: bool) -> bool:
    """Whether `piece` carries on the name `before`: 各乡 + 街道办事处, but not 各部门 + 街道."""
    if broken or (before.endswith(ALL_KINDS) and piece in ALL_KINDS):
        return True
    if SHORT_KINDS.search(before) and SHORT_KIND.fullmatch(piece):
        return True
    last = re.sub("^各?(?:有关|相关)?", "", re.split("[、/／]", before)[-1])
    if re.match("[省市县区州]", piece) and (re.match("[乡镇街社村]", last) or piece.endswith("政府办公室")):
        return False  # 各乡镇（街道）、市政府办公室
    complete = last.endswith(("政府", "办事处", "管委会", "管理委员会", "办公室"))
    return bool(GENERIC_PLACE.match(last)) and not complete and len(piece) > 0


def conjunction_split(text: str, start: int, end: int) -> list[Span]:
    """Cut A和B, A及B where both sides read as units (市文化和旅游局 stays whole)."""
    for joiner in JOINERS:
        place = text.find(joiner, start + 2, end - 1)
        while place != -1:
            left, right = text[start:place], text[place + len(joiner) : end]
            whole = NAME_GOES_ON.match(right)
            if not whole and looks_like_unit(left, strong=True) and looks_like_unit(right):
                return [(start, place), *conjunction_split(text, place + len(joiner), end)]
            place = text.find(joiner, place + 1, end - 1)
    return [(start, end)]


def etcetera_split(text: str, start: int, end: int) -> list[Span]:
    """Cut 市财政局等有关部门 into 市财政局 and 有关部门; a bare 等, 等部门, 等5个单位 is dropped."""
    place = text.rfind("等", start, end)
    if place <= start or text[place - 1 : place] in "初高中上下平":
        return [(start, end)]
    rest = text[place + 1 : end].strip(BLANKS)
    if BARE_COUNT.match(rest):
        return [(start, place)]
    if looks_like_unit(rest):
        return [(start, place), (place + 1, end)]
    return [(start, end)]


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without blanks, stray signs and a leading 和 or 及 at its ends."""
    while start < end and text[start] in BLANKS + "，,、；;。.:：":
        start += 1
    while start < end and text[end - 1] in BLANKS + "，,、；;。.:：":
        end -= 1
    if start < end and text[start] in OPEN and not any(sign in text[start:end] for sign in CLOSE):
        start += 1
    for joiner in JOINERS:
        if text.startswith(joiner, start, end) and end - start > len(joiner) + 1:
            return trimmed(text, start + len(joiner), end)
    return start, end


SHARED_TAIL = re.compile(r"(?P<list>[\u4e00-\u9fff、]{4,})(?:等(?:有关|相关|\d+个)?)(?P<tail>部门|单位)$")


def shared_tail(text: str, offset: int) -> list[Unit]:
    """市教育、公安、民政等部门: names that share the prefix and 部门; [] for any other list."""
    match = SHARED_TAIL.fullmatch(text.strip(BLANKS))
    if match is None or "、" not in match["list"]:
        return []
    names = match["list"].split("、")
    if any(looks_like_unit(name) or not 2 <= len(name) <= 8 for name in names):
        return []
    prefix = names[0][0] if names[0][0] in "市省县区州" else ""
    units: list[Unit] = []
    position = text.index(match["list"])
    for name in names:
        full = (name if name.startswith(prefix) else prefix + name) + match["tail"]
        units.append(Unit(full, (offset + position, offset + position + len(name))))
        position += len(name) + 1
    return units


def read_units(text: str, offset: int = 0) -> list[Unit]:
    """The units of a list, in order, each once; spans are counted from `offset`."""
    shared = shared_tail(text, offset)
    if shared:
        return shared
    units: dict[str, Unit] = {}
    for start, end in joined(text, pieces(text)):
        for etcetera in etcetera_split(text, start, end):
            for part in conjunction_split(text, *etcetera):
                first, last = trimmed(text, *part)
                name = COUNT_ASIDE.sub("", SCOPE_ASIDE.sub("", re.sub(rf"[{BLANKS}]+", "", text[first:last])))
                if name and name not in units and not (BARE_COUNT.match(name) or BACK_REFERENCE.fullmatch(name)):
                    units[name] = Unit(name, (offset + first, offset + last))
    return list(units.values())


def repeated_units(text: str) -> list[str]:
    """Names that a list states twice."""
    names = [text[slice(*trimmed(text, *span))] for span in joined(text, pieces(text))]
    return sorted({name for name in names if name and names.count(name) > 1})


def unit_at_end(text: str, known: Collection[str]) -> int | None:
    """Where the unit that ends `text` begins, when its opening bracket was lost; None when it can't be told.

    The names the document uses elsewhere are tried first, then the last place prefix (市, 县, 区 …).
    """
    fits = [name for name in known if text.endswith(name)]
    if fits:
        return len(text) - len(max(fits, key=len))
    for match in reversed(list(re.finditer(r"(?:市|省|县|区|州|镇|乡|各|国家)(?=[\u4e00-\u9fff])", text[-16:]))):
        start = max(0, len(text) - 16) + match.start()
        if looks_like_unit(text[start:], strong=True) and len(text) - start >= 4:
            return start
    return None
