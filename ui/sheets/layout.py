"""The parts of the page and where they stand: head, mapping, preview, and the foot with its buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from models.base.register import Registers
from ui.session import Session
from ui.sheets.draft import Draft
from ui.sheets.head import Head
from ui.sheets.mapping import MappingPane
from ui.sheets.preview import PreviewPane
from ui.widgets.icons import Icons
from ui.widgets.tone import set_tone

_MOST_NAMES, _MOST_ROWS, _LONGEST = 6, 3, 12


class Parts:
    """Makes the widgets of a page and lays them out in it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self._page = page
        self._registers = session.registers
        self.head = Head(session.registers, page)
        self.mapping = MappingPane(page)
        self.preview = PreviewPane(Icons.of(session), page)
        self.told = QLabel(page)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.save = _button("另存未导入的行…(&V)", "把没有勾选的行连同原因存成一个 Excel 表格", page)
        self.cancel = _button("取消", "什么都不导入（Esc）", page)
        self.accept = _button("导入", "把打勾的行一次导入，可以撤销（Ctrl+回车）", page)
        self.panes = QSplitter(Qt.Orientation.Horizontal, page)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self.mapping)
        self.panes.addWidget(self.preview)
        self.panes.setStretchFactor(0, 0)
        self.panes.setStretchFactor(1, 1)
        self.panes.setSizes([350, 800])
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        for button in (self.save, self.cancel, self.accept):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(page)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        box.addWidget(self.head)
        box.addWidget(self.panes, 1)
        box.addLayout(foot)

    def show_state(self, draft: Draft | None, why_not: str, *, busy: bool) -> None:
        """The numbers in the heading, the buttons, and the sentence at the foot."""
        counts = draft.counts() if draft else None
        self.head.counts.setText(_counted(draft, busy=busy))
        ready = counts.ticked if counts and not why_not else 0
        self.accept.setText(f"导入 {ready} 行(&I)" if ready else "导入(&I)")
        self.accept.setEnabled(not why_not)
        self.save.setVisible(bool(draft and draft.left_out))
        waiting = busy and (draft is None or not draft.is_checked)
        told = why_not or (_told(self._registers, draft) if draft else "")
        self.told.setText(told)
        set_tone(self.told, "red" if why_not and not waiting else "grey")
        self.accept.setAccessibleDescription(why_not)

    def focus_pane(self, delta: int, *, around: bool = False) -> bool:
        """Move the keyboard from mapping to preview and back; False when there is no pane on that side."""
        here = self._page.focusWidget()
        stops = (self.mapping, self.preview)
        now = next((n for n, pane in enumerate(stops) if here is not None and pane.isAncestorOf(here)), None)
        following = (0 if delta > 0 else len(stops) - 1) if now is None else now + delta
        if around:
            following %= len(stops)
        if not 0 <= following < len(stops):
            return False
        (self.mapping.focus_first if following == 0 else self.preview.table.focus_cell)()
        return True


def _button(text: str, tip: str, page: QWidget) -> QPushButton:
    made = QPushButton(text, page)
    made.setToolTip(tip)
    return made


def _counted(draft: Draft | None, *, busy: bool) -> str:
    """共 43 行：40 行可以导入，2 行有问题，1 行台账里已有."""
    if draft is None:
        return ""
    counts = draft.counts()
    if not draft.is_checked:
        return f"共 {counts.all} 行" + ("，正在核对…" if busy else "")
    parts = [f"{counts.good} 行可以导入"]
    aside = f"（{counts.aside} 行先不导入）" if counts.aside else ""
    parts += [f"{counts.bad} 行有问题{aside}"] if counts.bad else []
    parts += [f"{counts.twins} 行台账里已有"] if counts.twins else []
    return f"共 {counts.all} 行：{'，'.join(parts)}"


def _told(registers: Registers, draft: Draft) -> str:
    """What happens on the way: names that are registered (a misspelt one is seen before), rows that are no data."""
    parts: list[str] = []
    for name, names in draft.names_to_come().items():
        register = registers[name]
        shown = "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")
        parts.append(f"会新登记 {len(names)} {register.counter}{register.noun}：{shown}。")
    dropped = draft.table.dropped
    if dropped:
        rows = "、".join(f"第 {number} 行“{_short(text)}”" for number, text in dropped[:_MOST_ROWS])
        parts.append(f"没有当作数据的：{rows}{'等' if len(dropped) > _MOST_ROWS else ''}。")
    return "".join(parts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
