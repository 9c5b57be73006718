"""The composer's widgets and where they stand; what they do is `composer`'s."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from models.operations.notice_checks import BODY, RECORDS, Check
from ui.notice.checks_bar import ChecksBar
from ui.notice.elements_form import ElementsForm
from ui.notice.kind_choice import KindChoice
from ui.notice.subjects import Subjects
from ui.printing import PagesView
from ui.session import Session
from ui.widgets.side_or_tabs import SideOrTabs
from ui.widgets.wrap_row import WrapRow

_LEAST_LEFT = 270
"""Width of the fields in pixels; on a low screen they scroll."""
_LOW = 480
"""Height in pixels below which the remarks get fewer lines; 1366 × 768 at 150 % leaves some 400."""
_ROOM_FOR_BOTH = 760
"""Width in pixels from which the text and the pages stand side by side."""


class ComposerPanes(QWidget):
    """Checks above; kind, elements and records at the left, text in the middle, pages at the right; buttons below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.checks = ChecksBar()
        self.checks.jump.connect(self.jump)
        self.form = ElementsForm(session.settings)
        self.subjects = Subjects(session)
        self.kind = KindChoice(session)
        self.pages = PagesView()
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self._left_area = self._left()
        self.panes.addWidget(self._left_area)
        self.editing = self._middle()
        self.both = SideOrTabs((("正文", self.editing), ("页面", self.pages)), _ROOM_FOR_BOTH)
        self.panes.addWidget(self.both)
        self.panes.setStretchFactor(1, 1)
        self.panes.setSizes([_LEAST_LEFT + 30, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.addLayout(self._head())
        column.addWidget(self.panes, 1)
        column.addLayout(self._foot())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.checks.set_low(event.size().height() < _LOW)

    def begin_at_top(self) -> None:
        """Another notice: the fields, the text and the pages from their beginning."""
        for bar in (self._left_area.verticalScrollBar(), self.pages.verticalScrollBar()):
            bar.setValue(0)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def jump(self, check: Check) -> None:
        """Go to where a check leads: an element's line, a paragraph of the text, the records."""
        if check.place == BODY:
            self.show_paragraph(check.paragraph)
        elif check.place == RECORDS:
            self.show_subjects()
        else:
            self.show_field(check.place)

    def show_field(self, name: str) -> None:
        """Put the cursor into an element's line and scroll to it, also where it was folded away until now."""
        if self.form.jump(name):
            self._scroll_to(self.form.lines[name])

    def show_subjects(self) -> None:
        """Put the cursor into the list of records and scroll to it."""
        self.subjects.list.setFocus()
        self._scroll_to(self.subjects.list)

    def _scroll_to(self, widget: QWidget) -> None:
        """Qt does so for Tab alone; only when the layout has given the widget its place."""
        QTimer.singleShot(0, widget, lambda: self._left_area.ensureWidgetVisible(widget))

    def show_text(self) -> None:
        """Bring the text to the front and put the cursor into it."""
        self.both.show_pane(self.editing)
        self.text.setFocus()

    def put_text(self, text: str) -> None:
        """Show this as the text, not told as a change; where it stands already, the cursor stays too."""
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    def show_paragraph(self, number: int | None) -> None:
        """Bring the text to the front and select the line of the text that is this paragraph of the body."""
        self.show_text()
        lines = [place for place, line in enumerate(self.text.toPlainText().split("\n")) if line.strip()]
        if number is None or number >= len(lines):
            return
        cursor = QTextCursor(self.text.document().findBlockByNumber(lines[number]))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _head(self) -> QHBoxLayout:
        title = QLabel("写公文")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        title.setFont(font)
        head = QHBoxLayout()
        head.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(12)
        head.addWidget(self.checks, 1)
        return head

    def _left(self) -> QScrollArea:
        self.wording = _button("文稿…", "修改这种公文的文稿，存在工作簿里，以后都按它写")
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.wording)
        kinds = QFormLayout()
        kinds.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        label = QLabel("种类")
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance("发文机关"))  # in line with the elements below
        label.setBuddy(self.kind)
        kinds.addRow(label, row)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(kinds)
        column.addWidget(self._going_on())
        column.addWidget(self.form)
        column.addWidget(self.subjects, 1)
        column.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        area.setMinimumWidth(_LEAST_LEFT)
        return area

    def _going_on(self) -> QWidget:
        """Says that this is the paper written at before; not there for one just begun."""
        self.going_on = QWidget()
        self.anew = _button("重新写", "放弃上次写的，要素和正文重新按所选记录生成")
        row = QHBoxLayout(self.going_on)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("接着上次写的"), 1)
        row.addWidget(self.anew)
        self.going_on.hide()
        return self.going_on

    def _middle(self) -> QWidget:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("正文")
        self.text.setPlaceholderText("每行一段；以“一、”“（一）”“1.”“（1）”开头的是标题")
        self.text.setTabChangesFocus(True)
        self.original = _button("恢复自动生成的正文", "放弃自己改过的正文，重新按所选记录生成")
        self.original.setEnabled(False)
        editing = QWidget()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        column.addWidget(self.original, 0, Qt.AlignmentFlag.AlignLeft)
        return editing

    def _foot(self) -> WrapRow:
        self.open_button = _button("打开刚写成的文件", "用 Word 或 WPS 打开")
        self.open_button.hide()
        self.print_button = _button("打印…", "按右边的页面打印（Ctrl+P）")
        self.pdf_button = _button("存为 PDF…", "按右边的页面写成 .pdf 文件")
        self.save_button = _button("存为 Word…", "按公文格式写成 .docx 文件（Ctrl+S）")
        self.issue_button = _button("登记并发出", "记入发文登记簿，编号、留底，一步可撤销（Ctrl+Enter）")
        self.leave_button = _button("返回台账", "回到台账（Esc；底部有提示时先收起提示）；写了的留着，再写时接着写")
        row = WrapRow(leading=1)
        row.addWidget(QLabel())
        for button in (
            *(self.open_button, self.print_button, self.pdf_button),
            *(self.save_button, self.issue_button, self.leave_button),
        ):
            row.addWidget(button)
        return row

    def connect_buttons(self, *pairs: tuple[QPushButton, Callable[[], object]]) -> None:
        """What each button does."""
        for button, done in pairs:
            button.clicked.connect(lambda _=False, done=done: done())

    def connect_keys(self, *pairs: tuple[str, Callable[[], object]]) -> None:
        """What each key does, anywhere on the page."""
        for keys, done in pairs:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(done)

    def allow(self, *, out: bool, issue: bool) -> None:
        """Which buttons can be pressed: those that write or print the document, and the one that issues it."""
        for button in (self.print_button, self.pdf_button, self.save_button):
            button.setEnabled(out)
        self.issue_button.setEnabled(issue)


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    return made
