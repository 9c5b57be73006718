"""新建台账, 修改台账: a register of the office's own, its fields, its clock, and its pages as they will print."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import Cancelled, ClerkError, FieldError
from models.operations.desk import Desk, Outcome
from models.operations.own_preview import preview
from models.operations.own_registers import change, define, linkable, plan_of
from models.registers.own import CLOCK_FIELDS, KINDS, Clock, Plan, PlannedField, own_name
from models.registers.own.refusals import LONGEST_NOUN, MOST_DAYS
from ui.printing import PagesView
from ui.register.columns import forget_columns
from ui.register.plan_fields import PlanFields
from ui.session import AT_ONCE, Session
from ui.widgets.tone import set_tone

_PAUSE_MS = 150
_ENDINGS = re.compile(r"(台账|登记簿|登记表|登记|一览表|清单|名册|表|簿)$")
_NO_NOUN = re.compile(r"[（(\[【].*?[）)\]】]|^\d+年?|\W")
_CLOCKS = (
    ("不计时限", "none"),
    ("不计时限，只记办结", "done"),
    ("到期日就是一栏日期", "day"),
    ("从一栏日期起若干天", "term"),
    ("由一栏“时限”的原话得出", "wording"),
)
_START = Plan(
    title="",
    noun="",
    fields=(
        PlannedField(code="start1", title="名称", kind="text", required=True),
        PlannedField(code="start2", title="日期", kind="date"),
        PlannedField(code="start3", title="承办单位", kind="units"),
        PlannedField(code="start4", title="备注", kind="long_text"),
    ),
    title_field="start1",
)
_UNTITLED = "未命名的台账"


class PlanDialog(QDialog):
    """Shows a plan for changing, or one to begin with; `made` is the English name of a register that was made."""

    def __init__(self, session: Session, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self._start = plan_of(session.desk, name) if name else _START
        self.made = ""
        self.setWindowTitle("修改台账" if name else "新建台账")
        self.fields = PlanFields(self._start.fields, linkable(session.desk))
        self.title = QLineEdit(self._start.title)
        self.title.setPlaceholderText("如：用印登记")
        self.noun = QLineEdit(self._start.noun)
        self.noun.setToolTip("一条记录怎样称呼，如“新建用印”“3 次用印”；空着就用台账名称")
        self.counter = QLineEdit(self._start.counter)
        self.counter.setFixedWidth(self.counter.fontMetrics().horizontalAdvance("字") * 4)
        self.title_field, self.clock, self.clock_field = QComboBox(), QComboBox(), QComboBox()
        self.days, self.workdays = QSpinBox(), QComboBox()
        self.paper, self.landscape = QComboBox(), QComboBox()
        self.preview = PagesView()
        self.preview.setAccessibleName("台账预览")
        self.problem = QLabel()
        self._fill()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.show_preview)
        self._watch()
        self._fields_changed()
        self.show_preview()

    def draft(self) -> Plan:
        """The plan as it stands in the dialog."""
        title = self.title.text().strip()
        kind = self.clock.currentData()
        clock = Clock(kind=kind)
        if kind in CLOCK_FIELDS:
            clock = replace(clock, field=self.clock_field.currentData() or "")
        if kind == "term":
            clock = replace(clock, days=self.days.value(), workdays=self.workdays.currentData())
        return Plan(
            title=title,
            noun=self.noun.text().strip() or _noun_of(title),
            counter=self.counter.text().strip(),
            fields=self.fields.fields(),
            title_field=self.title_field.currentData() or "",
            clock=clock,
            paper=self.paper.currentData(),
            landscape=self.landscape.currentData(),
        )

    def _fill(self) -> None:
        clock = self._start.clock
        for text, value in _CLOCKS:
            self.clock.addItem(text, value)
        self.clock.setCurrentIndex(self.clock.findData(clock.kind))
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(clock.days or 5)
        for text, works in (("个工作日", True), ("个自然日", False)):
            self.workdays.addItem(text, works)
        self.workdays.setCurrentIndex(self.workdays.findData(clock.workdays))
        for paper in ("A4", "A3"):
            self.paper.addItem(paper, paper)
        self.paper.setCurrentIndex(self.paper.findData(self._start.paper))
        for text, wide in (("横向", True), ("纵向", False)):
            self.landscape.addItem(text, wide)
        self.landscape.setCurrentIndex(self.landscape.findData(self._start.landscape))
        for box, label in (
            *((self.paper, "纸张"), (self.landscape, "纸张方向")),
            *((self.title_field, "用哪一栏称呼一条记录"), (self.clock, "时限"), (self.clock_field, "从哪一栏算起")),
            *((self.workdays, "怎样算天数"), (self.days, "多少天"), (self.title, "台账名称")),
            *((self.noun, "一条记录的叫法"), (self.counter, "量词")),
        ):
            box.setAccessibleName(label)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.addRow("台账名称", self.title)
        self._form.addRow("一条叫", _in_row(self.noun, QLabel("量词"), self.counter))
        self._form.addRow("称呼用", self.title_field)
        self._form.addRow("时限", self.clock)
        self._form.addRow("按哪一栏", self.clock_field)
        self._term = _in_row(QLabel("第二天起"), self.days, self.workdays)
        self._form.addRow("", self._term)
        self._form.addRow("导出用纸", _in_row(self.paper, self.landscape))
        right = QVBoxLayout()
        right.addLayout(self._form)
        right.addWidget(self.preview, 1)
        both = QHBoxLayout()
        both.addWidget(self.fields, 2)
        both.addLayout(right, 3)
        whole = QVBoxLayout(self)
        whole.addLayout(both, 1)
        self.problem.setWordWrap(True)
        set_tone(self.problem, "red")
        self.problem.hide()
        whole.addWidget(self.problem)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.save = buttons.addButton("保存" if self._name else "建立台账", role.AcceptRole)
        self.save.clicked.connect(self.accept)
        self.save.setEnabled(self._session.writable)
        buttons.addButton("取消", role.RejectRole).clicked.connect(self.reject)
        whole.addWidget(buttons)
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 40), min(680, room.height() - 60))

    def _watch(self) -> None:
        self.fields.changed.connect(self._fields_changed)
        for line in (self.title, self.noun, self.counter):
            line.textEdited.connect(self._soon)
        for box in (self.title_field, self.clock_field, self.workdays, self.paper, self.landscape):
            box.currentIndexChanged.connect(self._soon)
        self.clock.currentIndexChanged.connect(self._clock_changed)
        self.days.valueChanged.connect(self._soon)

    def _soon(self) -> None:
        self.noun.setPlaceholderText(_noun_of(self.title.text().strip()))
        self._timer.start()

    def _fields_changed(self) -> None:
        """What the fields are chosen from elsewhere in the dialog: names and days."""
        kept = [item for item in self.fields.fields() if not item.gone]
        _offer(self.title_field, [item for item in kept if KINDS[item.kind].names], self._start.title_field)
        self._clock_changed()

    def _clock_changed(self) -> None:
        kind = self.clock.currentData()
        kept = [item for item in self.fields.fields() if not item.gone and item.kind == CLOCK_FIELDS.get(kind)]
        _offer(self.clock_field, kept, self._start.clock.field)
        self._form.setRowVisible(self.clock_field, kind in CLOCK_FIELDS)
        self._form.setRowVisible(self._term, kind == "term")
        self._soon()

    def show_preview(self) -> None:
        """Draw the ledger as it would be, or tell why it can't be."""
        if not self._session.is_open:
            return
        draft = self.draft()
        named = replace(draft, title=draft.title or _UNTITLED)
        try:
            ledger = preview(self._session.desk, named, self._name)
        except FieldError as error:
            self._tell(error.sentence)
            return
        self._tell("")
        self.preview.show_ledger(ledger)

    def accept(self) -> None:
        """Make the register, or change it; a problem is told, with the keyboard at its place, and the dialog stays."""
        try:
            outcome = self._kept(self.draft())
        except Cancelled:
            return
        except ClerkError as error:
            self._tell(error.sentence)
            if isinstance(error, FieldError):
                self._go_to(error.field)
            return
        if not self._name:
            self.made = own_name(outcome.ids[0])
        forget_columns(self._session, self.made or self._name)
        super().accept()
        self._session.announce(outcome)

    def _kept(self, draft: Plan) -> Outcome:
        desk = self._session.desk
        if not self._name:
            return define(desk, draft)
        if desk.book.count(self._name) <= AT_ONCE:
            return change(desk, self._name, draft)

        def work(desk: Desk, report: object) -> Outcome:
            return change(desk, self._name, draft, report)  # type: ignore[arg-type]

        outcome: Outcome = self._session.read_long(self, "正在修改台账…", work)
        desk.book.refresh()
        return outcome

    def _go_to(self, field: str) -> None:
        places: dict[str, QWidget] = {"title": self.title, "noun": self.noun, "title_field": self.title_field}
        places["clock"] = self.clock_field if self.clock_field.isVisible() else self.clock
        if field in places:
            places[field].setFocus()
        elif not self.fields.choose(field):
            self.fields.list.setFocus()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _noun_of(title: str) -> str:
    """What a record is called after its register: 用印 of 2026年用印登记（办公室）."""
    words = _NO_NOUN.sub("", title)
    return (_ENDINGS.sub("", words) or words)[:LONGEST_NOUN] or "记录"


def _in_row(*widgets: QWidget) -> QWidget:
    """Widgets beside each other."""
    inner = QWidget()
    row = QHBoxLayout(inner)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    return inner


def _offer(box: QComboBox, fields: Sequence[PlannedField], usual: str) -> None:
    """Fields to choose from; what was chosen stays when it is among them."""
    chosen = box.currentData() or usual
    with QSignalBlocker(box):
        box.clear()
        for item in fields:
            box.addItem(item.title or "（未命名）", item.code)
        box.setCurrentIndex(max(0, box.findData(chosen)) if fields else -1)
