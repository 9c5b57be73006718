"""单位 in the review: one line when all names are clear, else a list of what each is, to be decided by a key.

Enter says yes, and asks for a group's members; Delete says no, F2 takes another unit; the name itself can be corrected in all tasks at once.
Used by `ui.intake.review` only.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.operations.matching import Match
from ui.intake.drafts import Draft
from ui.intake.members_dialog import MembersDialog
from ui.intake.roster import Roster
from ui.intake.unit_delegate import UnitDelegate
from ui.intake.units_model import NAME, TIMES, WHAT, UnitsModel
from ui.session import Session
from ui.widgets.snug_button import SnugButton
from ui.widgets.wrap_row import WrapRow

_FEWEST_ROWS, _MOST_ROWS = 2, 5
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Table(QTableView):
    """Enter: yes, or the members of a group; Delete: no, F2: another unit."""

    yes_asked = Signal()
    no_asked = Signal()
    choose_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        acts = {Qt.Key.Key_Delete: self.no_asked, Qt.Key.Key_F2: self.choose_asked}
        acts |= dict.fromkeys(_RETURN, self.yes_asked)
        if plain and event.key() in acts:
            acts[Qt.Key(event.key())].emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 60)


class UnitsPane(QWidget):
    """The folded line and, below it, the list with its buttons."""

    decided = Signal()
    """Something was decided; another name may be known now."""
    renamed = Signal(object)
    """These Drafts name a unit otherwise now."""
    pointed = Signal(object)
    """Show these Drafts: a name was clicked."""

    def __init__(self, roster: Roster, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roster = roster
        self._session = session
        self.fold = QToolButton(self)
        self.fold.setAutoRaise(True)
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolTip("这份通知写到的单位：哪些已有，哪些是新的，哪些要您定")
        self.fold.toggled.connect(self._unfold)
        self.model = UnitsModel(roster, self)
        self.table = _Table(self)
        self._set_up_table()
        self.buttons = {
            "yes": self._button("是(&E)", "就是疑似的那个单位，记为它的别称（回车）", self.yes),
            "no": self._button("不是(&F)", "不是疑似的单位，另行登记，以后不再问（Delete）", self.no),
            "choose": self._button("另选(&H)", "输入它是哪个单位（F2）", self.choose),
            "members": self._button("成员(&B)…", "设这个群体包含哪些单位（在群体上按回车）", self.set_members),
        }
        self._lay_out()
        self.show_roster()
        self.fold.setChecked(bool(roster.undecided))
        self._unfold(self.fold.isChecked())

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("单位")
        table.setModel(self.model)
        table.setItemDelegate(UnitDelegate(self._session, NAME, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setToolTip("回车：是疑似的单位，群体则设成员；Delete：不是；F2：另选单位；双击名称：在所有任务里改名称")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 13)
        table.horizontalHeader().hide()
        for column, mode in (
            (NAME, QHeaderView.ResizeMode.Stretch),
            (WHAT, QHeaderView.ResizeMode.Stretch),
            (TIMES, QHeaderView.ResizeMode.ResizeToContents),
        ):
            table.horizontalHeader().setSectionResizeMode(column, mode)
        table.yes_asked.connect(self._enter)
        table.no_asked.connect(self.no)
        table.choose_asked.connect(self.choose)
        table.clicked.connect(self._point)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._enable())
        self.model.use_palette(self.palette())
        self.model.renamed.connect(self._rename)
        self.model.chosen.connect(self._choose)

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        made = SnugButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act())
        return made

    def _lay_out(self) -> None:
        head = WrapRow(leading=1)
        self.fold.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.addWidget(self.fold)
        for button in self.buttons.values():
            head.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(head)
        box.addWidget(self.table)

    def _unfold(self, on: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        for widget in (self.table, *self.buttons.values()):
            widget.setVisible(on)
        self._fit()

    def _fit(self) -> None:
        """As many rows as there are, up to five, and up to a quarter of the room: the tasks are what is reviewed."""
        row = self.table.verticalHeader().defaultSectionSize()
        around = self.parentWidget()
        room = around.height() // (4 * row) if around is not None else _MOST_ROWS
        rows = min(self.model.rowCount(), max(_FEWEST_ROWS, min(_MOST_ROWS, room)))
        height = max(1, rows) * row + 2 * self.table.frameWidth()
        if self.table.height() != height:
            self.table.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        around = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and around is not None:
            around.installEventFilter(self)
        elif event.type() == QEvent.Type.PaletteChange and hasattr(self, "model"):
            self.model.use_palette(self.palette())
            self.model.show_roster()

    # -- showing --------------------------------------------------------------------------------------

    def show_roster(self) -> None:
        """Look the names up anew and show them; the current one stays where it can."""
        before = self.current()
        self.roster.refresh()
        self.model.show_roster()
        self.fold.setText(self.roster.head())
        self.fold.setAccessibleName(self.roster.head())
        self.setVisible(bool(self.model.rows))
        names = [match.name for match in self.model.rows]
        if names:
            row = names.index(before.name) if before is not None and before.name in names else 0
            if self.table.currentIndex().row() != row:
                self.table.selectRow(row)
        self._fit()
        self._enable()

    def current(self) -> Match | None:
        """The name that is marked."""
        return self.model.named(self.table.currentIndex())

    def _enable(self) -> None:
        match = self.current()
        open_question = match is not None and (match.kind == "likely" or bool(match.candidates))
        settled = match is not None and match.kind in ("same", "alias")
        self.buttons["yes"].setEnabled(match is not None and match.kind == "likely")
        self.buttons["no"].setEnabled(open_question)
        self.buttons["choose"].setEnabled(match is not None and not settled)
        group = match is not None and (self.roster.is_group(match) or match.kind in ("new", "group"))
        self.buttons["members"].setEnabled(group)

    def _point(self, index: QModelIndex) -> None:
        match = self.model.named(index)
        if match is not None:
            self.pointed.emit(self.roster.naming(match))

    # -- deciding -------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """What the current name waits for: a yes, or a group's members."""
        match = self.current()
        if match is not None and self.roster.is_group(match):
            self.set_members()
        else:
            self.yes()

    def yes(self) -> None:
        """The current name is the unit that it looks like."""
        self._decide(self.roster.yes)

    def no(self) -> None:
        """The current name is a unit of its own."""
        self._decide(self.roster.no)

    def _decide(self, act: Callable[[Match], None]) -> None:
        match = self.current()
        if match is None:
            return
        was_open = self.roster.is_open(match)
        act(match)
        self._told()
        following = [row for row, item in enumerate(self.model.rows) if self.roster.is_open(item)]
        if was_open and not self.roster.is_open(match) and following:
            later = [row for row in following if row > self.table.currentIndex().row()]
            self.table.selectRow((later or following)[0])

    def choose(self) -> None:
        """Type which unit the current name is."""
        match = self.current()
        if match is not None and match.kind not in ("same", "alias"):
            index = self.model.index(self.table.currentIndex().row(), WHAT)
            self.table.setCurrentIndex(index)
            self.table.setFocus()
            self.table.edit(index)

    def set_members(self) -> None:
        """Set which units the current name stands for."""
        match = self.current()
        if match is None:
            return
        is_group = self.roster.is_group(match)
        dialog = MembersDialog(match.name, self.roster.members(match), self._session, self, is_group=is_group)
        if dialog.exec() == MembersDialog.DialogCode.Accepted:
            self.roster.set_members(match, dialog.members())
            self._told()

    def _choose(self, match: Match, unit: str) -> None:
        self.roster.choose(match, unit)
        self._told()

    def _rename(self, match: Match, name: str) -> None:
        changed: list[Draft] = self.roster.rename(match, name)
        if changed:
            self.renamed.emit(changed)
            self.show_roster()

    def _told(self) -> None:
        self.show_roster()
        self.decided.emit()
