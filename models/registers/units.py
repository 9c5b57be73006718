"""单位: who is responsible; one canonical name, its aliases, its kind, and its AB岗 contacts.

A group phrase (各部门, 县区政府) is a unit of kind 群体 whose members the clerk can set.
"""

import re
from collections.abc import Mapping
from datetime import date

from models.base.choices import Choice
from models.base.conditions import Equals
from models.base.errors import FieldError
from models.base.fields import LongText, Text, Value, Values, plain_name
from models.base.layouts import ROW_NUMBER, plain_layout
from models.base.lists import Entries, Links, Names
from models.base.register import Action, Ask, Group, Register
from models.registers import usual

SINGLE, GROUP = "单位", "群体"

_PLACES = "(?:县市区|市县区|县区|区县|市县|县市|市区|乡镇|镇街|街镇|乡镇街道|镇街道|镇（街道）|乡镇（街道）|街道乡镇)"
_GROUP = re.compile(
    rf"^各|[市区县州省级直委府关、]各(?!界)|^(?:所有|全体|其他|有关|相关|所属|驻[省市区县])"
    rf"|(?:有关|相关|责任|牵头|配合|成员|直属|所属|其他|涉及|[省市区县州]直|[省市区县州]级|政府|党委|主管)(?:部门|单位|机关|科室|处室|企业)$"
    rf"|^(?:{_PLACES})+(?:人民)?(?:政府|党委政府|党委|办事处|管委会|部门)?$"
    rf"|(?:委办局|部办委局|部委办局)$"
)
"""各部门, 市直各单位, 县区政府, 市政府有关部门, 乡镇人民政府: one phrase, many units."""


def looks_like_group(name: str) -> bool:
    """Whether a name reads as a group phrase rather than as one unit."""
    return _GROUP.search(re.sub(r"\s", "", name)) is not None


_A_DAY = re.compile(r"\d\s*[年月日号]|\d[-/.]\d|[年月]底|持续推进|长期坚持")


def _from_name(name: str) -> Values:
    """A unit known only by the name under which something names it; FieldError when that is plainly a day."""
    if _A_DAY.search(name):
        raise FieldError(f"“{name}”像是时间，不像单位名称，请核对填在了哪一栏。", "name")
    return {"name": name, "kind": GROUP if looks_like_group(name) else SINGLE}


A_POST, B_POST = "A岗", "B岗"
_POSTS = {A_POST: ("contact_a", "phone_a"), B_POST: ("contact_b", "phone_b")}


def _hand_over(values: Values, answers: Values, day: date) -> Mapping[str, Value]:
    """Somebody follows in a post; a number that is not given stays, as the desk's telephone does."""
    del day
    contact, phone = _POSTS[answers["post"]]
    before, after = values[contact], answers["to"]
    if plain_name(before or "") == plain_name(after):
        raise FieldError(f"{answers['post']}已经是{before}，不用交接。", "to")
    told = f"{answers['post']}由{before}交给{after}" if before else f"{answers['post']}由{after}担任"
    return {
        contact: after,
        phone: answers["phone"] or values[phone],
        **usual.logged(values, answers["on"], told + (f"：{answers['told']}" if answers["told"] else "")),
    }


UNITS = Register(
    name="units",
    title="单位",
    noun="单位",
    counter="个",
    icon="unit",
    shelf="来源",
    title_field="name",
    known_by=("name", "aliases"),
    from_name=_from_name,
    fields=(
        Text(
            name="name",
            title="单位名称",
            required=True,
            unique=True,
            width=14,
            inline=True,
            searched=True,
            limit=100,
            help="规范全称或规范化简称",
            synonyms=("单位", "名称", "部门", "部门名称", "全称", "规范名称"),
        ),
        Names(
            name="aliases",
            title="别称",
            unique=True,
            width=14,
            inline=True,
            searched=True,
            help="文件里出现过的其他叫法，用顿号隔开；导入时按它们认出同一单位",
            synonyms=("简称", "别名", "曾用名", "又名"),
        ),
        Choice(name="kind", title="类型", options=(SINGLE, GROUP), width=4, inline=True, synonyms=("单位类型", "类别")),
        Links(name="members", title="成员单位", to="units", width=20, help="“各部门”“县区政府”这类群体包含哪些单位"),
        Text(
            name="contact_a",
            title="A岗",
            width=5,
            inline=True,
            searched=True,
            synonyms=("联系人", "A岗姓名", "联络员", "联络人"),
        ),
        Text(
            name="phone_a",
            title="A岗电话",
            width=8,
            inline=True,
            synonyms=("电话", "联系电话", "联系方式", "联系人电话", "联络员电话", "手机"),
        ),
        Text(name="contact_b", title="B岗", width=5, inline=True, searched=True, synonyms=("B岗姓名",)),
        Text(name="phone_b", title="B岗电话", width=8, inline=True, synonyms=("B岗联系电话",)),
        Entries(name="log", title="交接记录", width=12),
        LongText(name="note", title="备注", width=12, inline=True, searched=True),
    ),
    actions=(
        Action(
            name="hand_over",
            title="交接",
            help="A岗、B岗换人：记下日期、谁交给谁；还没办完的事会列出来，好告诉接手的人",
            when=~Equals("kind", GROUP),
            refusal="是群体，没有联系人可以交接",
            effect=_hand_over,
            asks=(
                Ask(Choice(name="post", title="岗位", options=(A_POST, B_POST), required=True), lambda *_: A_POST),
                Ask(Text(name="to", title="接手人", required=True, limit=60)),
                Ask(Text(name="phone", title="接手人电话", help="不填就是电话不变")),
                usual.day_asked("on", "交接日期"),
                Ask(LongText(name="told", title="交接事项")),
            ),
            shortcut="Ctrl+J",
            icon="return",
            toolbar=True,
            hands_over=("contact_a", "contact_b"),
        ),
    ),
    columns=("name", "kind", "aliases", "contact_a", "phone_a"),
    layouts=(
        plain_layout(
            "单位台账",
            ROW_NUMBER,
            "name",
            "kind",
            "aliases",
            "contact_a",
            "phone_a",
            "contact_b",
            "phone_b",
            "note",
        ),
    ),
    groups=(
        Group("单位", ("name", "aliases", "kind", "members")),
        Group("联系人", ("contact_a", "phone_a", "contact_b", "phone_b")),
        Group("交接记录", ("log",)),
        Group("备注", ("note",)),
    ),
    filters=("kind",),
    empty_hint="导入通知时会自动登记文中出现的单位；也可以按 Ctrl+N 新建，或把通讯录表格拖进来。",
)
