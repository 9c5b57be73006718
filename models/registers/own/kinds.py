"""The types from which a clerk makes fields, each with its Chinese name and the field it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.base.choices import Checklist, Choice
from models.base.fields import Code, Date, DocNumber, Field, LongText, Number, Text, YesNo
from models.base.lists import Attachments, Entries, Link, Links, Names, Units
from models.base.money import Money
from models.base.people import Person
from models.registers.own.plan import PlannedField


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of field: `takes` says what else the clerk must give, words to choose from or a register to link to.

    names: a record may be called by it. filters: it is offered as a filter. apart: it has a part of the form to itself.
    printed: a new one is a column of the exported ledger.
    """

    title: str
    help: str
    make: Callable[[PlannedField, Mapping[str, Any]], Field]
    takes: str = ""
    names: bool = False
    filters: str = ""
    apart: bool = False
    printed: bool = True


def _of(type_: Callable[..., Field], **usual: Any) -> Callable[[PlannedField, Mapping[str, Any]], Field]:
    """A field of this type."""

    def make(planned: PlannedField, shared: Mapping[str, Any]) -> Field:
        del planned
        return type_(**{**usual, **shared})

    return make


_FOUND: Mapping[str, Any] = {"searched": True, "inline": True}
_OWN = "own"
"""As `Kind.filters`: the field itself."""

KINDS: Mapping[str, Kind] = {
    "text": Kind(title="文字", help="一行文字", make=_of(Text, **_FOUND, width=10), names=True),
    "long_text": Kind(title="长文字", help="可以写几行", make=_of(LongText, **_FOUND, width=18), names=True),
    "code": Kind(title="编号", help="编号、代码，前面的零保留", make=_of(Code, **_FOUND, width=6), names=True),
    "doc_number": Kind(title="文号", help="年份用六角括号〔〕", make=_of(DocNumber, **_FOUND, width=9), names=True),
    "date": Kind(title="日期", help="如 2021-09-30", make=_of(Date, inline=True)),
    "deadline": Kind(
        title="时限",
        help="时限的原话，如 9月底前、7月5日前；可以由它得出到期日期",
        make=_of(Text, inline=True, width=9, limit=500, column_kinds=("deadline",)),
    ),
    "number": Kind(title="整数", help="人数、次数", make=_of(Number, inline=True, width=4)),
    "money": Kind(title="金额", help="以元为单位，准确到分", make=_of(Money, inline=True)),
    "yes_no": Kind(title="是否", help="是或者否", make=_of(YesNo, inline=True)),
    "choice": Kind(
        title="选项",
        help="从几个词里选一个",
        make=lambda planned, shared: Choice(options=planned.options, inline=True, width=6, **shared),
        takes="options",
        filters=_OWN,
    ),
    "checklist": Kind(
        title="核对清单",
        help="几项里勾出有的",
        make=lambda planned, shared: Checklist(options=planned.options, width=10, **shared),
        takes="options",
    ),
    "units": Kind(
        title="单位",
        help="一个或几个登记过的单位，新的随手登记",
        make=lambda planned, shared: Units(role=planned.code, **_FOUND, **shared),
        filters="units",
    ),
    "person": Kind(
        title="人员", help="从各单位联系人里选", make=_of(Person, **_FOUND, width=5), names=True, filters=_OWN
    ),
    "names": Kind(title="几个名称", help="用顿号隔开的几个名称", make=_of(Names, searched=True, width=10)),
    "link": Kind(
        title="关联一条",
        help="另一个台账里的一条记录",
        make=lambda planned, shared: Link(to=planned.to, width=12, **shared),
        takes="to",
        filters=_OWN,
    ),
    "links": Kind(
        title="关联几条",
        help="另一个台账里的几条记录",
        make=lambda planned, shared: Links(to=planned.to, width=12, **shared),
        takes="to",
    ),
    "entries": Kind(title="办理经过", help="一天一天记下的事", make=_of(Entries, width=12), apart=True),
    "attachments": Kind(
        title="附件", help="放进工作簿的文件，或者网址", make=_of(Attachments), apart=True, printed=False
    ),
}
"""By the name under which a plan keeps them, in the order in which they are offered."""
