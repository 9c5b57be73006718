"""The composer page: fields at the left, the text and the sheet at the right; what is missing is said above."""

from dataclasses import replace
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from models.export.body_text import body_from_text, body_to_text, tables_of
from models.export.gongwen import Gongwen
from models.operations import issuing
from ui.actions import Handler
from ui.notice.paper import Paper
from ui.session import Session
from ui.widgets.colours import red
from ui.widgets.export_dialog import with_ending

_FIELDS = (
    ("主送", "发给谁，随任务的牵头单位、责任单位自动填写"),
    ("单位", "发文机关，也是署名；可在“设置”里写好单位名称"),
    ("文号", "如 青政办函〔2026〕8号"),
    ("日期", "成文日期，如 2026-03-05"),
    ("办理时限", "要求什么时候办结，如 2026-03-12"),
    ("反馈方式", "如 书面报送并发电子邮箱"),
    ("联系人", "写在附注里"),
    ("联系电话", "写在附注里"),
    ("发文机关标志", "红头上的名称；不填就没有红头"),
    ("抄送", "抄送单位，用逗号隔开"),
)
_TITLES = {"单位": "发文机关", "文号": "发文字号", "日期": "成文日期"}
_NEEDED = ("主送", "单位", "文号", "联系人")
_TEXT = "正文"
_TYPING_MS = 250
_LEAST_LEFT = 320
"""Width of the fields in pixels; on a low screen they scroll."""
_LAST_FOLDER = "export/folder"


class ComposerPage(QWidget):
    """Writes one notice about some tasks."""

    finished = Signal(bool)
    """The page is done with: written at least once (True), or given up."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[int] = []
        self._document: Gongwen | None = None
        self._own: dict[str, str] = {}
        """Kind -> the text as the person rewrote it."""
        self._typed: set[str] = set()
        """Fields filled in by hand: proposals leave them alone."""
        self._unsaved = False
        self._written: Path | None = None
        self.lines: dict[str, QLineEdit] = {}
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self.refresh)

    def _build(self) -> None:
        self._title = QLabel("写公文")
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._title.setFont(font)
        self._checks = QLabel()
        self._checks.setWordWrap(True)
        self._checks.setTextFormat(Qt.TextFormat.RichText)
        self._checks.linkActivated.connect(self._jump)
        self._checks.setAccessibleName("检查结果")
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(self._left())
        self.panes.addWidget(self._right())
        self.panes.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.addWidget(self._title)
        column.addWidget(self._checks)
        column.addWidget(self.panes, 1)
        column.addLayout(self._foot())

    def _left(self) -> QWidget:
        self.kind = QComboBox()
        self.kind.setAccessibleName("公文种类")
        self.kind.currentTextChanged.connect(lambda _: self._kind_changed())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("种类", self.kind)
        for name, hint in _FIELDS:
            line = QLineEdit()
            line.setPlaceholderText(hint)
            line.setToolTip(hint)
            line.setAccessibleName(_TITLES.get(name, name))
            line.textEdited.connect(lambda _, name=name: self._field_typed(name))
            self.lines[name] = line
            form.addRow(_TITLES.get(name, name), line)
        self.tasks = QListWidget()
        self.tasks.setAccessibleName("所涉及的任务")
        self.tasks.setWordWrap(False)
        self.tasks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tasks.setTextElideMode(Qt.TextElideMode.ElideRight)
        drop = QPushButton("去掉选中的任务")
        drop.setToolTip("这份公文里不写这项任务，台账不受影响（Del）")
        drop.clicked.connect(self._drop_task)
        keys = QShortcut(QKeySequence("Del"), self.tasks)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._drop_task)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(form)
        self._count = QLabel()
        column.addWidget(self._count)
        column.addWidget(self.tasks, 1)
        column.addWidget(drop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        area.setMinimumWidth(_LEAST_LEFT)
        return area

    def _right(self) -> QWidget:
        self.paper = Paper()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("正文")
        self.text.setPlaceholderText("每行一段；以“一、”“（一）”“1.”“（1）”开头的是标题")
        self.text.textChanged.connect(self._text_changed)
        self._original = QPushButton("恢复自动生成的正文")
        self._original.setToolTip("放弃自己改过的正文，重新按任务生成")
        self._original.clicked.connect(self._restore_text)
        self._original.setEnabled(False)
        editing = QWidget()
        column = QVBoxLayout(editing)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.text)
        column.addWidget(self._original, 0, Qt.AlignmentFlag.AlignLeft)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.paper, "预览")
        self.tabs.addTab(editing, "修改正文")
        return self.tabs

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.open_button = QPushButton("打开刚写成的文件")
        self.open_button.clicked.connect(self._open_written)
        self.open_button.hide()
        self.save_button = QPushButton("存为 Word…")
        self.save_button.setToolTip("按公文格式写成 .docx 文件（Ctrl+S）")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        leave = QPushButton("返回台账")
        leave.setToolTip("回到任务台账（Esc）")
        leave.clicked.connect(self.leave)
        for keys, done in (("Ctrl+S", self.save), ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(done)
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(leave)
        return row

    # -- what the window asks -------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """Nothing of its own."""
        return {}

    def state(self) -> frozenset[str]:
        """Nothing that enables actions."""
        return frozenset()

    def compose(self, ids: list[int], kind: str = "") -> None:
        """Begin a notice about these tasks (none: all overdue ones), of this kind, else of the one that fits."""
        desk = self._session.desk
        kind = kind or issuing.fitting_kind(desk, ids)
        self._ids = list(issuing.record_ids(desk, kind, ids))
        self._drop_done(kind)
        self._own.clear()
        self._typed.clear()
        self._unsaved = False
        self._written = None
        self.open_button.hide()
        self.tabs.setCurrentIndex(0)
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems(list(issuing.kinds_about(desk, "tasks")))
        self.kind.setCurrentText(kind)
        self.kind.blockSignals(False)
        for line in self.lines.values():
            line.clear()
        self._show_tasks()
        self._propose()
        self.refresh()
        self.lines["文号"].setFocus()

    def _drop_done(self, kind: str) -> None:
        """What the kind is not about (done tasks in one that urges) is left out, and that is said."""
        open_ids = issuing.acceptable(self._session.desk, kind, self._ids)
        if open_ids and len(open_ids) < len(self._ids):
            self._session.told.emit(f"有 {len(self._ids) - len(open_ids)} 项不能写进{kind}，已去掉。", False)
            self._ids = open_ids

    def _propose(self) -> None:
        """Fill the fields with what follows from the tasks and the settings, but for those filled in by hand."""
        texts = issuing.proposed(self._session.desk, self.kind.currentText(), self._ids)
        for name, line in self.lines.items():
            if name not in self._typed:
                line.setText(texts.get(name, ""))
                line.setCursorPosition(0)

    def _field_typed(self, name: str) -> None:
        self._typed.add(name)
        self._unsaved = True
        self._pause.start()

    def has_unsaved(self) -> bool:
        """Whether something was written by hand that no file holds yet."""
        return self._unsaved

    # -- the document ---------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        """The fields as filled in."""
        return {name: line.text().strip() for name, line in self.lines.items() if line.text().strip()}

    def refresh(self) -> None:
        """Compose anew and show it."""
        self._pause.stop()
        try:
            made = issuing.compose(self._session.desk, self.kind.currentText(), self._ids, self.settings())
        except ClerkError as error:
            self._document = None
            self._say([(error.sentence, "")])
            self.save_button.setEnabled(False)
            return
        kind = self.kind.currentText()
        own = self._own.get(kind)
        if own is not None:
            made = replace(made, body=body_from_text(own, tables_of(made.body)))
        self._show_text(body_to_text(made.body) if own is None else own)
        self._original.setEnabled(own is not None)
        self._document = made
        self.save_button.setEnabled(True)
        self.paper.show_document(made)
        self._say(self._missing(kind))

    def _missing(self, kind: str) -> list[tuple[str, str]]:
        """What a notice still wants, and where that is."""
        nobody = [
            f"任务“{str(record['content'])[:12]}…”没有写明单位"
            for record in self._session.desk.book.records("tasks", self._ids)
            if not any(record[role] for role in self._session.registers["tasks"].unit_fields)
        ]
        empty = [name for name in _NEEDED if not self.lines[name].text().strip()]
        found = [(f"还没填{_TITLES.get(name, name)}", name) for name in empty]
        found += [(escape(said), "") for said in nobody]
        if not self._own.get(kind, "正文").strip():
            found.append(("正文是空的", _TEXT))
        return found

    def _show_text(self, text: str) -> None:
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    def _say(self, found: list[tuple[str, str]]) -> None:
        colour = red(self.palette()).name()
        parts = [
            f'<a href="{place}" style="color:{colour};">{said}</a>'
            if place
            else f'<span style="color:{colour};">{said}</span>'
            for said, place in found
        ]
        self._checks.setText("　".join(parts) if parts else "检查通过，可以存为 Word。")

    def _jump(self, name: str) -> None:
        if name in self.lines:
            self.lines[name].setFocus()
        elif name == _TEXT:
            self.tabs.setCurrentIndex(1)
            self.text.setFocus()

    def _kind_changed(self) -> None:
        self._propose()
        self.refresh()

    def _text_changed(self) -> None:
        self._own[self.kind.currentText()] = self.text.toPlainText()
        self._unsaved = True
        self._original.setEnabled(True)
        self._pause.start()

    def _restore_text(self) -> None:
        self._own.pop(self.kind.currentText(), None)
        self.refresh()

    # -- the tasks ------------------------------------------------------------------------------------

    def _show_tasks(self) -> None:
        self.tasks.clear()
        for record in self._session.desk.book.records("tasks", self._ids):
            number = record.values.get("number")
            text = f"{number}. {record.values['content']}" if number else str(record.values["content"])
            item = QListWidgetItem(f"[{record.status_text}] {text}")
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            item.setToolTip(text)
            self.tasks.addItem(item)
        self._count.setText(f"所涉及的任务（{len(self._ids)} 项）")

    def _drop_task(self) -> None:
        item = self.tasks.currentItem()
        if item is None:
            return
        if len(self._ids) == 1:
            self._session.refused.emit("公文里至少要留一项任务。")
            return
        self._ids.remove(item.data(Qt.ItemDataRole.UserRole))
        self._show_tasks()
        self._propose()
        self.refresh()

    # -- out ------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a place and write the document."""
        self.refresh()
        if self._document is None:
            return
        kind = self.kind.currentText()
        folder = str(self._session.settings.value(_LAST_FOLDER, "") or Path.home())
        name = safe_file_name(f"{kind} {self._session.clock.today():%Y-%m-%d}", ".docx")
        chosen, _ = QFileDialog.getSaveFileName(self, "存为 Word", str(Path(folder) / name), "Word 文档 (*.docx)")
        if chosen:
            target = with_ending(Path(chosen), ".docx", self)
            if target is not None:
                self.write(target)

    def write(self, target: Path) -> None:
        """Write the document as it is shown."""
        if self._document is None:
            return
        outcome = self._session.run(issuing.write_composed, self.kind.currentText(), self._document, self._ids, target)
        if outcome:
            self._session.settings.setValue(_LAST_FOLDER, str(target.parent))
            self._unsaved = False
            self._written = target
            self.open_button.show()

    def _open_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def leave(self) -> None:
        """Back to the tasks; asks when something written by hand would be lost."""
        if not self.may_leave():
            return
        self._unsaved = False
        self.finished.emit(self._written is not None)

    def may_leave(self) -> bool:
        """Whether what is written here may be given up; asks only when no file holds it."""
        if not self._unsaved:
            return True
        buttons = QMessageBox.StandardButton
        asked = QMessageBox.question(
            self, "写公文", "改过的公文还没有存为 Word，要放弃吗？", buttons.Yes | buttons.No, buttons.No
        )
        return asked == buttons.Yes
