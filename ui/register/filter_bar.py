"""The line of filters above a table: words to search while typing, and a chip for each field offered."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from models.base.conditions import Condition
from models.base.errors import ClerkError
from models.base.groups import NOTHING
from models.base.register import Register
from models.operations.selection import groups_told, where
from ui.session import Session
from ui.widgets.choice_popup import ChoiceButton
from ui.widgets.wrap_row import WrapRow

_TYPING_MS = 60
_LEAST_SEARCH = 120
STATUS, UNITS = "status", "units"
_GROUPS_TOO = "写给它所在群体（各部门、各街道等）的也列出，和“每个单位一个文件”一样"


class SearchLine(QLineEdit):
    """The search box; Down goes to the table, Esc clears."""

    left_downwards = Signal()
    entered = Signal()
    """The keyboard has come here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redoes = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undoes or redoes:  # nothing typed to take back: it is the window's 撤销
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class FilterBar(QWidget):
    """Filters of one register; `changed` when any of them did."""

    changed = Signal()
    left_downwards = Signal()

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self.search = SearchLine()
        self.search.setPlaceholderText("筛选…")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("筛选文字")
        self.search.setToolTip("在当前台账里边输入边筛选，几个词用空格隔开（Ctrl+F）")
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self.search.entered.connect(self._make_ready)
        self.search.left_downwards.connect(self.left_downwards)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.chips: dict[str, ChoiceButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 2, Qt.AlignmentFlag.AlignTop)
        beside = QWidget()
        wrapped = WrapRow(parent=beside)
        for name, title in self._offered():
            chip = ChoiceButton(title, note=_GROUPS_TOO if name == UNITS or name in register.unit_fields else "")
            chip.chosen.connect(lambda _: self.changed.emit())
            chip.about_to_open.connect(lambda name=name: self.fill(name))
            self.chips[name] = chip
            wrapped.addWidget(chip)
        self.clear_button = QPushButton("清除筛选")
        self.clear_button.setFlat(True)
        self.clear_button.setToolTip("显示全部记录（Ctrl+Shift+F）")
        self.clear_button.clicked.connect(self.clear)
        wrapped.addWidget(self.clear_button)
        row.addWidget(beside)
        row.addStretch(1)
        self._show_clear()
        self.changed.connect(self._show_clear)

    def _offered(self) -> list[tuple[str, str]]:
        offered = [(STATUS, "状态")] if self._register.statuses else []
        for name in self._register.filters:
            offered.append((name, "单位") if name == UNITS else (name, self._register.field(name).title))
        return offered

    def fill(self, name: str) -> None:
        """Give a chip its choices as they are now."""
        book = self._session.desk.book
        if name == STATUS:
            counts = book.status_counts(self._register.name)
            choices = [(item.code, item.title, counts.get(item.code, 0)) for item in self._register.statuses]
        elif target := self._target(name):
            choices = [(str(i), title, -1) for i, title in book.names.all_titles(target).items()]
            choices += [(NOTHING, NOTHING, -1)] if name != UNITS else []
        else:
            choices = [(text, text, -1) for text in book.distinct(self._register.name, name)]
            choices.append((NOTHING, NOTHING, -1))
        self.chips[name].set_choices(choices)

    def _target(self, name: str) -> str:
        """The register whose records a chip offers, by their ids; "" for a chip of plain words."""
        if name == UNITS:
            return "units"
        return "" if name == STATUS else self._register.field(name).target or ""

    def _make_ready(self) -> None:
        """What is searched is read before the first letter is typed."""
        if self._session.is_open and self._register.searched:
            self._session.desk.book.index(self._register.name).read()

    def refresh(self) -> bool:
        """Bring the chosen texts in line with changed records; True when a choice is gone and was dropped."""
        dropped = False
        for name, chip in self.chips.items():
            if not chip.chosen_values() or not (target := self._target(name)):
                continue
            titles = self._session.desk.book.names.all_titles(target)
            there = [value for value in chip.chosen_values() if value == NOTHING or int(str(value)) in titles]
            dropped = dropped or len(there) < len(chip.chosen_values())
            chip.choose(there)
            self.fill(name)
        return dropped

    def words(self) -> str:
        """The words to search for."""
        return self.search.text().strip()

    def pairs(self) -> list[tuple[str, str]]:
        """The chips' choices as (field, value), as `selection.where` takes them; units by their present names."""
        units = self._session.desk.book.names.all_titles("units") if self._session.is_open else {}
        return [
            (name, units.get(int(str(value)), "") if name == UNITS else str(value))
            for name, chip in self.chips.items()
            for value in chip.chosen_values()
        ]

    def condition(self) -> Condition | None:
        """The chips' choices as a condition; a choice that is gone (a unit renamed) is dropped with a word."""
        try:
            return where(self._session.desk, self._register, self.pairs())
        except ClerkError as error:
            self._session.refuse(error)
            for chip in self.chips.values():
                chip.choose([])
            return None

    def described(self) -> list[str]:
        """What is on, in words, for the notes of an exported ledger."""
        told = [
            f"{chip.title}：{'、'.join(chip.chosen_texts())}{self._groups_told(name)}"
            for name, chip in self.chips.items()
            if chip.chosen_values()
        ]
        return [*told, *([f"含“{self.words()}”"] if self.words() else [])]

    def _groups_told(self, name: str) -> str:
        """“（含写给各部门的）”: through which groups a filter by units finds more."""
        if name != UNITS and name not in self._register.unit_fields:
            return ""
        units = [_id_of(str(value)) for value in self.chips[name].chosen_values() if value != NOTHING]
        return groups_told(self._session.desk, units)

    def kept(self) -> tuple[tuple[str, str], ...]:
        """The chips' choices as (field, value), linked records by their ids: for keeping, names may change."""
        return tuple((name, str(value)) for name, chip in self.chips.items() for value in chip.chosen_values())

    def show_kept(self, kept: Sequence[tuple[str, str]], words: str) -> int:
        """Set the filters to what `kept` gave; the number of records that it names and that are gone."""
        gone = 0
        for name, chip in self.chips.items():
            wanted = [value for field, value in kept if field == name]
            if target := self._target(name):
                titles = self._session.desk.book.names.all_titles(target)
                there = [value for value in wanted if value == NOTHING or _id_of(value) in titles]
                gone, wanted = gone + len(wanted) - len(there), there
            if wanted:
                self.fill(name)
            chip.choose(wanted)
        self.search.setText(words)
        self._pause.stop()
        self._show_clear()
        return gone

    def is_on(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.words() or self.pairs())

    def clear(self) -> None:
        """Show everything again."""
        self.show_only([], "")

    def show_only(self, pairs: list[tuple[str, str]], words: str = "") -> None:
        """Set the filters to just these."""
        self.search.setText(words)
        for name, chip in self.chips.items():
            wanted = [value for field, value in pairs if field == name]
            if wanted:  # else the choices are asked for when the chip is opened
                self.fill(name)
            if name == UNITS:
                found = (self._session.desk.book.find("units", value) for value in wanted)
                wanted = [str(identity) for identity in found if identity is not None]
            chip.choose(wanted)
        self._pause.stop()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.is_on())


def _id_of(text: str) -> int:
    """The id that a text tells; 0 for none."""
    return int(text) if text.isdecimal() and len(text) < 16 else 0
