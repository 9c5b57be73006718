"""来源文件: the notices that tasks come from, each with the documents it is based on."""

import re

from models.base.choices import Choice
from models.base.fields import NOBODY, Code, Date, DocNumber, LongText, Text, Values
from models.base.layouts import ROW_NUMBER, plain_layout
from models.base.lists import Attachments, Links
from models.base.register import Group, Register

_NUMBER = re.compile(r"〔\d{4}〕\d+号$")


def _from_name(name: str) -> Values:
    """A document known only by the 文号 or title under which another one names it."""
    number = DocNumber(name="doc_number", title="文号").parse(name, NOBODY)
    return {"title": name, "doc_number": number if _NUMBER.search(number) else None}


DOCUMENTS = Register(
    name="documents",
    title="来源文件",
    noun="来源文件",
    counter="份",
    icon="document",
    shelf="来源",
    title_field="title",
    known_by=("doc_number", "title"),
    from_name=_from_name,
    fields=(
        Text(
            name="title",
            title="文件标题",
            required=True,
            width=24,
            inline=True,
            searched=True,
            synonyms=("标题", "文件名称", "文件名", "名称", "题名"),
        ),
        DocNumber(
            name="doc_number",
            title="文号",
            width=11,
            inline=True,
            searched=True,
            help="如 宿政务办〔2024〕1号；年份用六角括号",
            synonyms=("发文字号", "文件字号", "发文号", "文件编号", "文号（发文字号）"),
        ),
        Text(
            name="issuer",
            title="发文机关",
            width=12,
            inline=True,
            searched=True,
            synonyms=("发文单位", "制发机关", "印发机关", "来文单位", "制定机关", "发布机构", "发布单位"),
        ),
        Date(
            name="issued_on", title="成文日期", inline=True, synonyms=("成文时间", "发文日期", "印发日期", "发文时间")
        ),
        Date(name="published_on", title="发布日期", inline=True, synonyms=("发布时间", "公开日期", "公开时间")),
        Code(name="index_number", title="索引号", width=12, inline=True, searched=True),
        Choice(
            name="validity",
            title="有效性",
            options=("现行有效", "已修订", "失效", "废止"),
            width=5,
            inline=True,
            synonyms=("文件状态", "效力", "时效性"),
        ),
        Links(
            name="based_on",
            title="依据文件",
            to="documents",
            width=14,
            help="这份文件是根据哪些文件制定的，填文号或标题",
        ),
        Attachments(name="files", title="原件", width=10),
        LongText(name="note", title="备注", width=12, inline=True, searched=True),
        LongText(name="text", title="全文", hidden=True),
    ),
    columns=("doc_number", "title", "issuer", "issued_on", "validity"),
    layouts=(
        plain_layout(
            "来源文件台账",
            ROW_NUMBER,
            "doc_number",
            "title",
            "issuer",
            "issued_on",
            "published_on",
            "validity",
            "index_number",
            "based_on",
            "note",
        ),
    ),
    groups=(
        Group("文件", ("title", "doc_number", "issuer", "issued_on", "published_on", "validity")),
        Group("依据与原件", ("based_on", "files", "index_number", "note")),
    ),
    filters=("validity",),
    tree="based_on",
    fed_by_notices=True,
    empty_hint="把收到的通知拖到窗口里，或按 Ctrl+I 导入，来源文件会自动登记。",
)
