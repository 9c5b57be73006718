"""The last look before a paper goes out: its kind, its number, who gets it, and the remarks still open. For `composer` only."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.base.lists import first_named
from models.export.gongwen import Gongwen
from models.operations import numbering
from models.operations.desk import Desk
from models.operations.notice_checks import Check
from ui.widgets.asking import goes_out

_MOST_NAMED = 8
_UNDONE = "登记以后按 Ctrl+Z 可以撤销，文号退回来；已经送出去的，要另行告知收文单位。"


def looked_over(parent: QWidget, desk: Desk, kind: str, made: Gongwen, found: Sequence[Check]) -> bool:
    """Ask once whether it goes out like this; the answer meant is yes only where nothing is open."""
    question = f"登记并发出这份{kind}吗？"
    if found:
        question = f"这份{kind}还有 {len(found)} 处提示没有处理，仍然登记并发出吗？"
    points = [check.sentence.removesuffix("。") for check in found]
    go = "仍然发出" if found else "登记并发出"
    return goes_out(parent, "登记并发出", question, points, go, "返回修改", told=facts(desk, kind, made), more=_UNDONE)


def facts(desk: Desk, kind: str, made: Gongwen) -> list[str]:
    """What is to be looked at, a line each."""
    number = made.doc_number or numbering.next_number(desk, kind, made.dated.year)
    addressees = _few(re.split(r"[、，,\n]", made.addressees))
    copies = _few(made.copy_to) if made.copy_to else "无"
    return [f"文号：{number}", f"主送：{addressees}", f"抄送：{copies}"]


def _few(names: Sequence[str]) -> str:
    return first_named([name.strip() for name in names if name.strip()], _MOST_NAMED, "个单位")
