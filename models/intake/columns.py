"""Column names of task tables (任务分工表, 督办台账 …), and which row of a table is its head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.intake.roles import LABEL, role_of

SCORING = "(?:考核|考评|评分|计分|扣分|赋分|打分|测评|评价)(?:的)?(?:标准|细则|办法|方法|要点)"
"""How an item of an assessment (考核评分表) is scored: beside its task, or all that its row says of its own."""
NAMES: tuple[tuple[str, str], ...] = (
    ("number", r"序号?|编号|(?:任务|事项|项目|督办)(?:序号|编号)|[Nn][Oo]\.?|督办号"),
    (
        "category",
        r"(?:工作|任务|事项|隐患|问题|项目)?(?:类别|分类|类型)|(?:重点|工作|公开)?领域|板块|项目|方面|[一二三](?:级)(?:指标|任务|事项|目录)|章节|专题|栏目|所属(?:类别|章节|部分)",
    ),
    (
        "task",
        r"(?:重点|主要|具体|工作|目标|改革|整改|督办|督查|年度|专项|重点工作|交办|承办|建设|公开|活动)*(?:任务|事项|内容|工作)(?:名称|分解|清单|内容|事项|及目标|目标)?|"
        r"(?:工作|支撑|年度)目标(?:及任务要求)?|目标[与和及]?(?:任务|要求)|办件名称|(?:存在|主要|具体)?(?:的)?问题(?:描述|表述|清单)?|工作项目|重点(?:项目)?|任务目标|活动(?:主题|名称|项目)|[\u4e00-\u9fff]{1,4}任务",
    ),
    (
        "detail",
        r"(?:我?[省市区县])?(?:具体|工作|任务|细化|主要|整改|落实|推进|目标|重点|办理|采取)*的?(?:要求|措施|举措|标准|步骤)(?:内容)?|(?:实施|考核|建设|检查|评估|评价|服务)内容|任务要求|整改目标|工作计划|细化(?:任务|措施)",
    ),
    ("note", rf"备注|说明|成果形式|完成标志|成效目标|预期成效|{SCORING}"),
    (
        "ignored",
        r"(?:工作|落实|推进|办理|整改|完成|最近|目前)*(?:进展|进度|情况|状态|结果|成效)(?:情况)?|来源.*|.*来源|批示领导|频次|是否.*|联系方式|.*电话|年度投资.*|系统内编号|启动时间|来源时间|签收.*",
    ),
)
PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in NAMES)
TEXT_KINDS = ("task", "detail")
ROLE_KINDS = ("lead", "responsible", "cooperating", "division")
LONGEST_NAME = 18
LEVEL = re.compile(r"[一二三四]级")
OTHER_TIME = re.compile(
    r".*(?:会议|检查|抽查|巡查|发现|交办|收文|接收|收到|批示|登记|立项|受理|签收|更新|复查|成立|任职|入库)[\u4e00-\u9fff]{0,2}(?:时间|日期)"
)
"""检查时更新日期, 发现时间: when something was found or written down, never by when it is done."""
OWN_TIME = re.compile(
    r"(?!.*(?:会议|检查|抽查|巡查|发现|来源|交办|收文|接收|收到|批示|登记|立项|启动|开始|开工|动工|受理|上报|报送|填报|反馈|签收|更新|回复|答复|复查|成立|任职|入库))"
    r"[\u4e00-\u9fff]{0,6}(?:时间|日期)"
)
"""上线时间, 投用时间: by when a thing is done, in a table whose other columns name who does it and no other limit."""
BESIDE_PERSON = r"(?:[及和与、/]|[（(]及?)(?:具体)?(?:责任|负责|联系|承办|经办)人.*"
"""责任单位及责任人: the column holds units, with people beside them."""
CATALOGUE = re.compile(r"公开(?:时限|主体|依据|渠道|层级|对象|方式|载体)(?:[（(和及].*)?")
INSIDE = re.compile(r"[\u4e00-\u9fff]{2,8}内(?:设|部)?(?=牵头|责任|承办|主责|配合|协办|参与)")
"""市卫健委内牵头处室: offices inside one of the units, beside the column of the units themselves."""
UPPER_LEVEL = re.compile("我?省|国家|中央")
OWN_LEVEL = re.compile("我?[市县区州]|本[级市县区州]")


def column_kind(name: str) -> str | None:
    """What a column holds, by its name: number, category, task, detail, a role, deadline …; None when unknown."""
    plain = re.sub(r"[\s:：\u2028*＊]", "", name)
    bare = re.sub(r"[（(\[【][^）)\]】]*[)）\]】]$", "", plain)
    if not bare or len(bare) > LONGEST_NAME:
        return None
    for text in (plain, bare, re.sub(r"^我?[省市区县](?:级|直)?", "", bare), INSIDE.sub("", bare)):
        match = LABEL.fullmatch(text)
        if match and len(text) > 2:
            return role_of(match)
    for kind, pattern in PATTERNS:
        if pattern.fullmatch(bare):
            return kind
    if OTHER_TIME.fullmatch(bare):
        return "ignored"
    for word, kind in (
        (rf"牵头.*(?:单位|部门|科室){BESIDE_PERSON}", "lead"),
        (rf"(?:责任|承办|落实|实施|整改|包保|办理)(?:单位|部门|科室|股室|主体){BESIDE_PERSON}", "responsible"),
        (r"(?:分管|牵头|包保|包抓|责任|挂帅|挂点|联系|主管|负责|主责|督办).{0,4}(?:领导|负责人|责任人|人员)", "person"),
        (r"牵头.*(?:单位|部门|科室)", "lead"),
        (r"(?:配合|协办|参与|协同|协助|协作).*(?:单位|部门|科室)", "cooperating"),
        (r"(?:责任|主责|承办|落实|实施|主办|考核|评价).*(?:单位|部门|科室|处室|主体)", "responsible"),
        (r"[\u4e00-\u9fff]{2,6}(?:任务|事项|问题|举措)", "task"),
        (r"(?!公开)[\u4e00-\u9fff]{2,4}内容", "task"),
        (r"[\u4e00-\u9fff]{2,4}(?:措施|举措)", "detail"),
        (r"(?!.*(?:单位|部门|企业|机构|公司|学校|栏目))[\u4e00-\u9fff]{2,8}名称", "task"),
        (r".*(?:时限|期限|时间节点|完成时间|截止时间|完成日期|办结时间)(?:及?(?:工作|有关)?要求)?", "deadline"),
    ):
        if re.fullmatch(word, bare):
            return kind
    return None


@dataclass(frozen=True)
class Head:
    """A table's head: the kind of each column, and how many rows it takes."""

    kinds: tuple[str | None, ...]
    names: tuple[str, ...]
    rows: int

    def places(self, *kinds: str) -> list[int]:
        """The columns of some kinds, in order."""
        return [index for index, kind in enumerate(self.kinds) if kind in kinds]

    def layout(self) -> list[str | None]:
        """The kinds by which cells are told apart: a column of units is one, whether its units count or not."""
        own = [column_kind(name) for name in self.names]
        return [
            by_name if kind == "ignored" and by_name in ROLE_KINDS else kind
            for kind, by_name in zip(self.kinds, own, strict=True)
        ]

    def scoring(self) -> int | None:
        """The first column that tells how an item is scored; None without one."""
        return next((index for index, name in enumerate(self.names) if re.fullmatch(SCORING, name.strip())), None)


def kinds_of(names: Sequence[str]) -> list[str | None]:
    """The kinds of a row of names; the last of several levels (一级指标, 二级指标) holds the wording where none else does."""
    kinds = [column_kind(name) for name in names]
    levels = [index for index, name in enumerate(names) if kinds[index] == "category" and LEVEL.match(name.strip())]
    if levels and not set(kinds) & set(TEXT_KINDS):
        kinds[levels[-1]] = "task"
    times = [index for index, name in enumerate(names) if kinds[index] is None and OWN_TIME.fullmatch(name.strip())]
    if "deadline" not in kinds and len(times) == 1 and set(kinds) & set(ROLE_KINDS):
        kinds[times[0]] = "deadline"
    known = set(kinds)
    if not known & set(TEXT_KINDS) and known & set(ROLE_KINDS) and known & {"deadline", "number"}:
        unknown = [
            index for index, name in enumerate(names) if kinds[index] is None and re.match(r"\w{2}", name.strip())
        ]
        categories = [index for index, kind in enumerate(kinds) if kind == "category"]
        first_role = next(index for index, kind in enumerate(kinds) if kind in ROLE_KINDS)
        before = [index for index in unknown if index < first_role] if "deadline" in known else []
        if len(unknown) == 1 or (not unknown and categories):
            kinds[(unknown or categories)[-1]] = "task"
        elif before:
            kinds[before[-1]] = "task"  # 检查指标 | 迎检准备 | 责任单位 | 完成时限
    return kinds


def is_catalogue(names: Sequence[str]) -> bool:
    """Whether these are the columns of a list of what is public (公开事项目录): it describes and sets no tasks."""
    return sum(bool(CATALOGUE.fullmatch(re.sub(r"\s", "", name))) for name in names) >= 2


def is_head(kinds: Sequence[str | None]) -> bool:
    """Whether these kinds make the head of a task table: wording, and units or a deadline."""
    known = set(kinds)
    wording = known & {"task", "detail"}
    return bool(wording) and bool(known & {*ROLE_KINDS, "deadline"})


def whole_role(name: str) -> str:
    """The name of a lower head in full: 牵头 under 责任单位 is 牵头单位."""
    bare = re.sub(r"\s", "", name)
    return f"{bare}单位" if bare in ("牵头", "责任", "主责", "主办", "承办", "配合", "协办", "会办", "参与") else name


def lower_head(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """A two-row head as one row of names, when the lower row only divides merged names of the upper one."""
    if len(lower) != len(upper):
        return None
    lower = [whole_role(name) for name in lower]
    divided = [
        index
        for index, name in enumerate(lower)
        if name
        and name != upper[index]
        and column_kind(name) in (*ROLE_KINDS, "deadline", "task", "detail", "ignored", "person", "note", "category")
    ]
    others = [
        name
        for index, name in enumerate(lower)
        if name
        and index not in divided
        and name != upper[index]
        and upper[index] not in (*upper[index + 1 : index + 2], *upper[max(0, index - 1) : index])
    ]
    if not divided or others:
        return None
    return tuple(lower[index] if index in divided else name for index, name in enumerate(upper))


def find_head(rows: Sequence[Sequence[str]], deepest: int = 6) -> tuple[int, Head] | None:
    """(index of the head's first row, the head) among the first rows; None for another kind of table.

    A title and a line for the reporting unit may stand above the head.
    """
    for index, row in enumerate(rows[:deepest]):
        names = tuple(row)
        if is_catalogue(names):
            return None
        if len({name for name in names if name}) < 2:  # a title over all columns is no head
            continue
        following = tuple(rows[index + 1]) if index + 1 < len(rows) else ()
        two = lower_head(names, following)
        if two and is_head(kinds_of(two)):
            return index, make_head(two, 2)
        if is_head(kinds_of(names)):
            return index, make_head(names, 1)
    return None


def make_head(names: tuple[str, ...], rows: int) -> Head:
    """A head; where 省 and 市 columns of one role stand side by side, the lower level's counts."""
    kinds = kinds_of(names)
    for role in ("lead", "responsible", "cooperating", "detail"):
        same = [index for index, kind in enumerate(kinds) if kind == role]
        province = [index for index in same if re.match(r"(?:我?省|国家|中央)", names[index])]
        if province and len(province) < len(same):
            for index in province:
                kinds[index] = "ignored"
    places = [index for index, kind in enumerate(kinds) if kind in ("lead", "responsible", "cooperating")]
    inside = [index for index in places if INSIDE.match(names[index])]
    if len(inside) < len(places):
        for index in inside:
            kinds[index] = "ignored"
    if any(OWN_LEVEL.match(names[index]) for index in places):
        for index in places:
            if UPPER_LEVEL.match(names[index]):
                kinds[index] = "ignored"
    return Head(tuple(kinds), names, rows)
