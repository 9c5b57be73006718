"""How a wording (文稿) is written, in a clerk's words, beside the editor. For `wording_dialog` only."""

import html
from collections.abc import Iterable

from PySide6.QtWidgets import QTextBrowser

from models.export.wording_kind import DECLARATION_MEANINGS
from models.export.wording_parts import NAMED_MEANINGS
from models.export.wording_words import CONTROLS

_BODY = (
    ("# 说明", "以 # 开头的行只给写文稿的人看，不会印出来"),
    ("一行文字", "正文的一段；以一、（一）1.（1）开头的是标题"),
    ("〇、 （〇）", "自动编成一、（一），略去一段后不会缺号"),
    ("{{ 单位 }}", "换成实际内容；没有内容的自动略去，多出来的标点也会去掉"),
    ("{{ 任务表 }}", "单独占一行，变成任务的表；还有 分工表、办结表、单位表等"),
    ("姓名｜职务", "用“｜”隔开的几行变成表，第一行是表头"),
    ("【附件】回执", "以下各行是这个附件的内容，名称自动列入附件说明"),
)


class WordingHelp(QTextBrowser):
    """写法说明: the body's lines, the control words, the header lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("写法说明")
        self.setHtml(
            _section("正文怎样写", _BODY)
            + _section("有条件的话、逐项写的话", CONTROLS, "英文的 if、elif、else、endif、for … in、endfor 也可以用。")
            + _section("开头几行：公文的要素", _headed(NAMED_MEANINGS), "写成“名称：内容”，一行一个。")
            + _section("开头几行：这种公文怎样用", _headed(DECLARATION_MEANINGS), "这些行不会印出来，可以都不写。")
        )


def _headed(lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{name}：", meaning) for name, meaning in lines]


def _section(title: str, lines: Iterable[tuple[str, str]], more: str = "") -> str:
    told = "".join(
        f"<p style='margin:4px 0'><b>{html.escape(written)}</b><br/>{html.escape(meaning)}</p>"
        for written, meaning in lines
    )
    return f"<h4>{html.escape(title)}</h4>" + (f"<p>{html.escape(more)}</p>" if more else "") + told
