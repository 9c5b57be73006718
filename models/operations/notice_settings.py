"""The elements of a notice as a person fills them in (--set 文号=…, the composer's fields), under their own names.

Part of `issuing`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.base.errors import ClerkError
from models.base.fields import NOBODY, DocNumber, read_date
from models.operations.notice_kinds import Kind

_OTHER_NAMES = {
    "发文机关": "单位",
    "署名": "单位",
    "发文单位": "单位",
    "成文日期": "日期",
    "主送机关": "主送",
    "抄送机关": "抄送",
    "发文字号": "文号",
    "新的时限": "办理时限",
    "时限": "办理时限",
    "依据": "依据文件",
    "电话": "联系电话",
    "附件名称": "附件",
}
_DAYS = ("日期", "办理时限")
_NUMBER = DocNumber(name="doc_number", title="文号")

Settings = Mapping[str, str]
"""Chinese name of an element -> its text, as typed."""


def read_settings(kind: Kind, settings: Settings) -> dict[str, Any]:
    """Settings under the placeholders' own names, days read as days.

    Raises:
        ClerkError: the kind has no such element; a day that does not exist or can't be read.
    """
    known = [item.name for item in kind.vocabulary.elements_to_set()]
    days = {*_DAYS, *(item.name for item in kind.declared.elements)}
    given: dict[str, Any] = {}
    for name, text in settings.items():
        told = name.strip()
        own = told if told in known else _OTHER_NAMES.get(told, told)
        if own not in known:
            raise ClerkError(f"公文里没有“{name}”这一项，可以填写的有：{'、'.join(known)}。")
        if own == "文号":
            given[own] = _NUMBER.parse(text, NOBODY) or ""
        else:
            given[own] = _day(own, text.strip()) if own in days else text.strip()
    return given


def _day(name: str, text: str) -> date | str:
    """A day where the text is one; other words stand as they are, but not for the day of the document."""
    try:
        day = None if name not in _DAYS and text.isdigit() else read_date(text)  # a telephone number is no day
    except ValueError:
        raise ClerkError(f"{name}“{text}”这一天不存在，请核对。") from None
    if day is None and name == "日期":
        raise ClerkError(f"{name}“{text}”看不懂，请写成 2021-10-15 这样。")
    return day or text
