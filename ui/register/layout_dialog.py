"""编辑版式: an office's own layout of a ledger, from any that is there, with its pages as they will print."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import ClerkError, FieldError
from models.base.groups import grouping_title, groupings
from models.base.layouts import Layout, Look
from models.base.register import Register
from models.export.fonts import ALTERNATIVES
from models.operations.layouts import delete_layout, is_own, layouts_of, refuse_layout, save_layout
from models.operations.ledgers import ledger_of
from models.operations.settings import office_fonts
from ui.printing import PagesView
from ui.register.layout_columns import LayoutColumns
from ui.session import Session
from ui.widgets.fitting import set_hint
from ui.widgets.side_or_tabs import SideOrTabs
from ui.widgets.tone import set_tone

_SHOWN = 100
"""So many records are laid out at each change; a hundred take half a second at most."""
_PAUSE_MS = 200
_ROOM_FOR_BOTH = 470
"""From this height on the settings and the pages stand above each other."""
_FONTS = (*ALTERNATIVES, "华文中宋", "微软雅黑")
_COPY = "（本单位）"


class LayoutDialog(QDialog):
    """Shows a layout for changing; `saved` is the one that was kept, None when it was left or deleted."""

    def __init__(
        self, session: Session, register: Register, layout: Layout, ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._start = layout
        self._own = layout.name if is_own(register, layout.name) else ""
        self._ids, self._total = list(ids[:_SHOWN]), len(ids)
        self.saved: Layout | None = None
        self.setWindowTitle("编辑版式")
        self.name = QLineEdit(self._own or self._free_name())
        self.columns = LayoutColumns(register, layout.columns)
        self.preview = PagesView()
        self.preview.setAccessibleName("版式预览")
        self.part = QLabel()
        self.part.setWordWrap(True)
        self.problem = QLabel()
        self._make_fields()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_preview)
        self._watch()
        self.show_preview()

    def draft(self) -> Layout:
        """The layout as it stands in the dialog."""
        return replace(
            self._start,
            name=self.name.text().strip(),
            columns=self.columns.columns(),
            title=self.title.text().strip(),
            group_by=self.group_by.currentData() or "",
            group_as=self.group_as.currentData(),
            subtotals=self.subtotals.isChecked(),
            look=Look(
                paper=self.paper.currentData(),
                landscape=self.landscape.currentData(),
                title_font=_font_of(self.title_font),
                title_size=self.title_size.value(),
                head_font=_font_of(self.head_font),
                body_font=_font_of(self.body_font),
                body_size=self.body_size.value() if self.body_size.value() >= _LEAST_SIZE else 0.0,
            ),
            signature=_parts(self.signature.text()),
            notes=tuple(line.strip() for line in self.notes.toPlainText().split("\n") if line.strip()),
        )

    def _free_name(self) -> str:
        taken = {layout.name for layout in layouts_of(self._session.desk, self._register)}
        name, number = f"{self._start.name}{_COPY}", 2
        while name in taken:
            name, number = f"{self._start.name}{_COPY}{number}", number + 1
        return name

    def _make_fields(self) -> None:
        layout, look = self._start, self._start.look
        title = layout.title or (layout.name if layout in self._register.layouts[1:] else "")
        self.title = _line(title, "空着用台账的名称", "台账标题，空着用台账的名称；{单位} 处填单位名称")
        self.group_by = _choice([("不分组", ""), *self._groups()], layout.group_by)
        self.group_by.currentIndexChanged.connect(self._note_grouping)
        self.group_as = _choice([("小标题通栏", "bands"), ("合并单元格", "merged")], layout.group_as)
        self.subtotals = QCheckBox("每组下面加小计，末尾加合计")
        self.subtotals.setChecked(layout.subtotals)
        self.paper = _choice([("A4", "A4"), ("A3", "A3")], look.paper)
        self.landscape = _choice([("横向", True), ("纵向", False)], look.landscape)
        usual = office_fonts(self._session.desk)
        self.title_font = _fonts(look.title_font, usual.title)
        self.head_font = _fonts(look.head_font, usual.hei)
        self.body_font = _fonts(look.body_font, usual.body)
        self.title_size = _size(look.title_size, "")
        self.body_size = _size(look.body_size, "自动")
        self.signature = _line(
            "　".join(layout.signature), "如：填表人：　审核人：", "如：填表人：　审核人：　单位负责人（签章）："
        )
        self.notes = QPlainTextEdit("\n".join(layout.notes))
        self.notes.setPlaceholderText("表下面的说明，一行一条")
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(self.notes.fontMetrics().lineSpacing() * 3)
        self._note_grouping()

    def _groups(self) -> list[tuple[str, str]]:
        """What records can be brought together by, as in the table; and what the layout groups by already."""
        own = self._start.group_by
        names = dict.fromkeys((*groupings(self._register), *([own] if own else [])))
        return [(grouping_title(self._register, name), name) for name in names]

    def _note_grouping(self) -> None:
        """What no column holds as it is grouped by stands under headings, in no merged cell; nothing is counted ungrouped."""
        name = self.group_by.currentData() or ""
        field = self._register.by_name.get(name)
        self.group_as.setEnabled(field is not None and field.kind != "date")
        self.subtotals.setEnabled(bool(name))

    def _lay_out(self) -> None:
        form = QFormLayout()
        for label, *editors in (
            ("版式名称", self.name),
            ("标题", self.title),
            ("标题字体", self.title_font, self.title_size),
            ("表头字体", self.head_font),
            ("正文字体", self.body_font, self.body_size),
            ("纸张", self.paper, self.landscape),
            ("分组", self.group_by, self.group_as),
            ("", self.subtotals),
            ("签字行", self.signature),
            ("表下说明", self.notes),
        ):
            row = QHBoxLayout()
            for editor in editors:
                editor.setAccessibleName(editor.accessibleName() or label)
                row.addWidget(editor, 1)
            form.addRow(label, row)
        inner = QWidget()
        inner.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        pages = QWidget()
        seen = QVBoxLayout(pages)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.addWidget(self.preview, 1)
        seen.addWidget(self.part)
        self.right = SideOrTabs((("设置", scroll), ("样子", pages)), _ROOM_FOR_BOTH, Qt.Orientation.Vertical, front=0)
        self.right.splitter.setSizes([300, 400])
        both = QHBoxLayout()
        both.addWidget(self.columns, 2)
        both.addWidget(self.right, 3)
        whole = QVBoxLayout(self)
        whole.addLayout(both, 1)
        whole.addWidget(self._problem_line())
        whole.addWidget(self._buttons())
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 40), min(680, room.height() - 60))

    def _problem_line(self) -> QLabel:
        self.problem.setWordWrap(True)
        set_tone(self.problem, "red")
        self.problem.hide()
        return self.problem

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.save = buttons.addButton("保存" if self._own else "存为新版式", role.AcceptRole)
        self.save_new: QPushButton | None = None
        self.delete: QPushButton | None = None
        self.save.clicked.connect(lambda: self.keep(self._own))
        if self._own:
            self.save_new = buttons.addButton("另存为新版式", role.ActionRole)
            self.save_new.clicked.connect(lambda: self.keep(""))
            self.delete = buttons.addButton("删除", role.DestructiveRole)
            self.delete.clicked.connect(self.remove)
        buttons.addButton("取消", role.RejectRole).clicked.connect(self.reject)
        for button in (self.save, self.save_new, self.delete):
            if button is not None:
                button.setEnabled(self._session.writable)
        return buttons

    def _watch(self) -> None:
        self.columns.changed.connect(self._soon)
        for line in (self.title, self.signature):
            line.textEdited.connect(self._soon)
        self.notes.textChanged.connect(self._soon)
        for choice in (self.group_by, self.group_as, self.paper, self.landscape):
            choice.currentIndexChanged.connect(self._soon)
        for fonts in (self.title_font, self.head_font, self.body_font):
            fonts.currentTextChanged.connect(self._soon)
        for size in (self.title_size, self.body_size):
            size.valueChanged.connect(self._soon)
        self.subtotals.toggled.connect(self._soon)

    def _soon(self) -> None:
        self._timer.start(_PAUSE_MS)

    def show_preview(self) -> None:
        """Draw what stands in the dialog, or tell why it can't be."""
        if not self._session.is_open:
            return
        draft = self.draft()
        try:
            refuse_layout(self._register, replace(draft, name=draft.name or self._start.name))
        except FieldError as error:
            self._tell(error.sentence)
            return
        self._tell("")
        self.preview.show_ledger(ledger_of(self._session.desk, self._register, self._ids, layout=draft))
        self._tell_part()

    def _tell_part(self) -> None:
        """That the pages are of the first records only, when they are."""
        counter, shown = self._register.counter, len(self._ids)
        self.part.setVisible(self._total > shown)
        self.part.setText(
            f"预览前 {shown} {counter}，小计、合计和页数都按这 {shown} {counter}算；导出时 {self._total} {counter}全部都有。"
        )

    def keep(self, replacing: str) -> None:
        """Save it, in place of the one called `replacing`; a problem is told and the dialog stays."""
        draft = self.draft()
        try:
            outcome = save_layout(self._session.desk, self._register, draft, replacing)
        except ClerkError as error:
            self._tell(error.sentence)
            if isinstance(error, FieldError) and error.field == "name":
                self.name.setFocus()
            return
        self._session.announce(outcome)
        self.saved = draft
        self.accept()

    def remove(self) -> None:
        """Delete it; it can be undone."""
        buttons = QMessageBox.StandardButton
        question = f"要删除版式“{self._own}”吗？"
        if QMessageBox.question(self, "删除版式", question, buttons.Yes | buttons.No, buttons.No) != buttons.Yes:
            return
        if self._session.run(delete_layout, self._register, self._own) is not None:
            self.accept()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


_LEAST_SIZE, _MOST_SIZE = 6.0, 48.0


def _line(text: str, hint: str, tip: str = "") -> QLineEdit:
    line = QLineEdit(text)
    set_hint(line, hint, tip)
    return line


def _choice(options: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox()
    for text, value in options:
        box.addItem(text, value)
    values = [value for _, value in options]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    return box


def _fonts(chosen: str, usual: str) -> QComboBox:
    """Fonts by name: this PC need not have them, the one that opens the file may; first the `usual` one of the office."""
    box = QComboBox()
    box.setEditable(True)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.addItem(f"随设置（{usual}）")
    for name in dict.fromkeys((*_FONTS, *([chosen] if chosen else []))):
        box.addItem(name)
    box.setCurrentText(chosen or box.itemText(0))
    box.setToolTip(f"“随设置”：用设置里“公文字体”的那一套，现在是{usual}；也可以选别的，或直接输入字体名称")
    return box


def _font_of(box: QComboBox) -> str:
    """The font chosen; "" for that of the office."""
    text = box.currentText().strip()
    return "" if text == box.itemText(0) else text


def _size(value: float, automatic: str) -> QDoubleSpinBox:
    """A size in points; with `automatic`, the least value says so."""
    box = QDoubleSpinBox()
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setRange(_LEAST_SIZE - 0.5 if automatic else _LEAST_SIZE, _MOST_SIZE)
    box.setSuffix(" 磅")
    box.setSpecialValueText(automatic)
    box.setValue(value or box.minimum())
    box.setAccessibleName("字号")
    return box


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a line that stand apart by blanks or ；."""
    return tuple(part for part in text.replace("；", " ").replace("　", " ").split() if part)
