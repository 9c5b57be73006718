"""Editors for 是/否, for one of a list of words, and for what of a list is ticked."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QListWidget, QListWidgetItem, QWidget

from models.base.choices import Checklist, Choice
from models.base.fields import Field, Value
from models.base.register import Candidate
from ui.session import Session
from ui.widgets.field_editor import FieldEditor
from ui.widgets.text_editors import one_line

NOTHING = "（空）"
_MOST_ROWS, _LEAST_LENGTH = 10, 6


class YesNoEditor(FieldEditor):
    """是 or 否, as a tick."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.box = QCheckBox("是", self)
        self._use(self.box)
        self.box.clicked.connect(lambda: self.commit())

    def answer(self) -> Any:
        return self.box.isChecked()

    def _take_words(self, words: str) -> None:
        self.box.setChecked(
            words.startswith(("是", "有", "对")) or (self.box.isChecked() and words[0] not in "否不无没")
        )

    def _put(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(FieldEditor):
    """One of the field's words; the first line means nothing is chosen.

    Where the list is the office's own, another word may be typed: it joins the list.
    """

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        assert isinstance(field, Choice)
        self.box = QComboBox(self)
        self.box.setFrame(not compact)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_LENGTH)  # a long word must not make a form wider than its pane
        self._free = bool(field.words)
        self.box.setEditable(self._free)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._use(self.box)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText("选一个，或者直接输入")
        self.box.activated.connect(lambda: self.commit())

    def answer(self) -> Any:
        if not self._free:
            return self.box.currentData()
        text = one_line(self.box.currentText())
        return text if text != NOTHING else ""

    def _put(self, value: Value) -> None:
        offered = self.field.offered(self._directory)
        self.box.clear()
        self.box.addItem(NOTHING, None)
        for option in (*offered, *((value,) if value and value not in offered else ())):
            self.box.addItem(option, option)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))
        if self._free and not value:
            self.box.setEditText("")

    def _take_words(self, words: str) -> None:
        places = [place for place in range(self.box.count()) if self.box.itemText(place).startswith(words)]
        if places:
            self.box.setCurrentIndex(places[0])

    def _can_undo(self) -> tuple[bool, bool]:
        line = self.box.lineEdit()
        return (line.isUndoAvailable(), line.isRedoAvailable()) if line is not None else (False, False)


class TickEditor(FieldEditor):
    """Lines with a tick box each; Up and Down walk through them, Space ticks. The base of lists to be ticked."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.StyledPanel if not compact else QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self._use(self.list)
        self.list.itemChanged.connect(lambda _: self.commit())

    def answer(self) -> Any:
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _offer(self, lines: Sequence[tuple[Any, str]], ticked: Collection[Any]) -> None:
        """Show these lines, each with what it stands for."""
        self.list.blockSignals(True)
        self.list.clear()
        for meant, text in lines:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, meant)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if meant in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if self.list.count() and not self.compact:
            self.list.setCurrentRow(0)
            rows = min(_MOST_ROWS, self.list.count())
            self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth() + 2)

    def _set_input_read_only(self, on: bool) -> None:
        self.list.setEnabled(not on)


class ChecklistEditor(TickEditor):
    """The words of a list, each with a tick box.

    In a cell it is the line of what is ticked, to be typed.
    """

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        assert isinstance(field, Checklist)
        super().__init__(field, session, parent, compact=compact)

    def _put(self, value: Value) -> None:
        offered = self.field.offered(self._directory)
        words = (*offered, *(word for word in value or () if word not in offered))
        self._offer([(word, word) for word in words], set(value or ()))


class CandidatesEditor(TickEditor):
    """The records among which an answer chooses, each with a tick box, and 全选 where there are several."""

    def __init__(
        self, field: Field, session: Session, candidates: Sequence[Candidate], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, session, parent)
        self._candidates = [item for item in candidates if item.wanted]
        self.all_box = QCheckBox(f"全选（{len(self._candidates)} 个）", self)
        self.all_box.setVisible(len(self._candidates) > 1)
        self.all_box.clicked.connect(self._tick_all)
        self.list.itemChanged.connect(lambda _: self._show_all())
        self._column.insertWidget(0, self.all_box)

    def _put(self, value: Value) -> None:
        assert self.field.target is not None
        lines: list[tuple[Any, str]] = []
        for item in self._candidates:
            title = self._directory.title(self.field.target, item.id)
            lines.append((item.id, f"{title}（{item.note}）" if item.note else title))
        self._offer(lines, set(value or ()))
        self._show_all()

    def _tick_all(self, on: bool) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.commit()

    def _show_all(self) -> None:
        self.all_box.setChecked(len(self.answer()) == len(self._candidates))
