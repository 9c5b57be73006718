"""Filter chips: a button that says what is chosen, and a list to tick that drops down from it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.base.lists import first_named
from ui.widgets.choice_model import Choice, ChoiceModel
from ui.widgets.field_editor import ENTER
from ui.widgets.tone import set_tone

_NAMED = 2
"""So many chosen texts stand on the chip; of more, it tells the number."""
_MOST_ROWS = 12
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class ChoicePopup(QFrame):
    """The list with a line to filter it. Enter and a click elsewhere apply the ticks, Esc leaves them."""

    applied = Signal()

    def __init__(self, title: str, model: ChoiceModel, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # else a click on the chip closes and opens again
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model = model
        self._before: set[object] = set()
        self._given_up = False
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("输入文字或拼音首字母筛选")
        self.search.setAccessibleName(f"筛选{title}的选项")
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListView(self)
        self.list.setModel(model)
        from ui.widgets.suggestions import RoomyRows

        self.list.setItemDelegate(RoomyRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(f"{title}的选项")
        self.list.clicked.connect(self._clicked)
        self.nothing = QLabel("没有符合的选项", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_tone(self.nothing, "grey")
        self.clear_button = QPushButton("清除", self)
        self.clear_button.setToolTip("去掉所有勾选")
        self.clear_button.clicked.connect(self._clear)
        self.apply_button = QPushButton("确定", self)
        self.apply_button.setToolTip("按勾选的筛选（Enter）；Space 勾选，Esc 放弃")
        self.apply_button.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(self.clear_button)
        row.addStretch(1)
        row.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget in (self.search, self.list, self.nothing):
            column.addWidget(widget)
        column.addLayout(row)

    def drop(self, below: QWidget) -> None:
        """Open below a widget, inside its screen."""
        self._before = set(self._model.ticked)
        self._given_up = False
        self.search.clear()
        self._filter("")
        line = max(self.list.sizeHintForRow(0), 22)
        rows = min(_MOST_ROWS, max(3, len(self._model.choices)))
        self.list.setFixedHeight(rows * line + 2)
        longest = max((text for _, text, _ in self._model.choices), key=len, default="")
        wide = self.fontMetrics().horizontalAdvance(longest + "　0000") + 60
        self.setFixedWidth(min(max(240, below.width(), wide), 460))
        self.adjustSize()
        foot, screen = below.mapToGlobal(QPoint(0, below.height())), below.screen().availableGeometry()
        top = foot.y() if foot.y() + self.height() <= screen.bottom() else foot.y() - below.height() - self.height()
        self.move(max(screen.left(), min(foot.x(), screen.right() - self.width())), max(screen.top(), top))
        self.show()
        self.activateWindow()  # on Windows input methods write into the active window only (QTBUG-83490)
        self.search.setFocus()

    def give_up(self) -> None:
        """Close with the ticks as they were."""
        self._given_up = True
        self._model.tick(self._before)
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._given_up and self._model.ticked != self._before:
            self.applied.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MOVES:
            self._move(key)
        elif key == Qt.Key.Key_Space:
            self._model.toggle(self.list.currentIndex().row())
        elif key in ENTER:
            if self.search.text().strip() and self._model.ticked == self._before:
                self._model.toggle(self.list.currentIndex().row())  # typed and Enter: that one is meant
            self.hide()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}[Qt.Key(key)]
        last = self._model.rowCount() - 1
        row = max(0, min(last, self.list.currentIndex().row() + step))
        self.list.setCurrentIndex(self._model.index(row))

    def _filter(self, words: str) -> None:
        self._model.filter(words)
        some = self._model.rowCount() > 0
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        if some:
            self.list.setCurrentIndex(self._model.index(0))

    def _clicked(self, index: QModelIndex) -> None:
        self._model.toggle(index.row())

    def _clear(self) -> None:
        self._model.tick(())
        self.hide()


class ChoiceButton(QWidget):
    """A chip: “状态 ▾”, or “状态：逾期、临期” with ✕ behind it. Down opens it, Delete clears it."""

    chosen = Signal(list)
    """The values chosen now; emitted when the person changed them."""
    about_to_open = Signal()
    """The list drops down next: now is the time for `set_choices`."""

    def __init__(self, title: str, parent: QWidget | None = None, *, note: str = "") -> None:
        """note: what the person should know about what is found, for the tip."""
        super().__init__(parent)
        self.title = title
        self._note = note
        self.model = ChoiceModel(self)
        self._popup: ChoicePopup | None = None
        self.button = QToolButton(self)
        self.button.setCheckable(True)
        self.button.clicked.connect(self.open)
        self.button.installEventFilter(self)
        self.clear_button = QToolButton(self)
        self.clear_button.setText("✕")
        self.clear_button.setAutoRaise(True)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.clear_button)
        self.setFocusProxy(self.button)
        self._refresh()

    @property
    def popup(self) -> ChoicePopup:
        """The list; made when it is first asked for."""
        if self._popup is None:
            self._popup = ChoicePopup(self.title, self.model, self)
            self._popup.applied.connect(self._applied)
        return self._popup

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What can be chosen: (value, text, count) each, a count below zero is not shown."""
        self.model.set_choices(choices)
        self._refresh()

    def choose(self, values: Sequence[object]) -> None:
        """Choose these from outside; `chosen` is not emitted."""
        self.model.tick(values)
        self._refresh()

    def chosen_values(self) -> list[object]:
        """The values chosen, in the order of the choices."""
        return self.model.values()

    def chosen_texts(self) -> list[str]:
        """Their texts."""
        return [self.model.text_of(value) for value in self.chosen_values()]

    def open(self) -> None:
        """Drop the list down."""
        self.about_to_open.emit()
        self._refresh()
        self.popup.drop(self)

    def clear(self) -> None:
        """Choose nothing, as the person asked; `chosen` is emitted when that is a change."""
        if self.model.ticked:
            self.model.tick(())
            self._applied()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4, *ENTER):
                self.open()
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.clear()
                return True
        return False

    def _applied(self) -> None:
        self._refresh()
        self.chosen.emit(self.chosen_values())

    def _refresh(self) -> None:
        texts = self.chosen_texts()
        named = first_named([text if len(text) <= 12 else f"{text[:11]}…" for text in texts], _NAMED, "个")
        self.button.setText(f"{self.title}：{named}" if texts else f"{self.title} ▾")
        self.button.setChecked(bool(texts))
        font = self.font()
        font.setBold(bool(texts))
        self.button.setFont(font)
        self.clear_button.setVisible(bool(texts))
        self.clear_button.setToolTip(f"清除“{self.title}”的筛选（Delete）")
        self.clear_button.setAccessibleName(f"清除“{self.title}”的筛选")
        told = f"{self.title}：{'、'.join(texts)}" if texts else f"按{self.title}筛选"
        note = f"\n{self._note}" if self._note else ""
        self.button.setToolTip(f"{told}（↓ 打开）{note}")
        self.button.setAccessibleName(told)
