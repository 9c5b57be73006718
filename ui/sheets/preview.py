"""The pane at the right: the rows, a filter, the way from problem to problem, and what to do about them."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from ui.sheets.draft import Draft
from ui.sheets.preview_model import PreviewModel, Shown
from ui.sheets.preview_table import PreviewTable
from ui.widgets.icons import Icons
from ui.widgets.note_strip import NoteStrip
from ui.widgets.one_line import OneLine
from ui.widgets.tone import set_tone
from ui.widgets.wrap_row import WrapRow

_SHORTEST = 12


class PreviewPane(QWidget):
    """Shows a draft's rows; `changed` when ticks changed, `corrected` with the rows that hold other text now."""

    changed = Signal()
    corrected = Signal(list)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PreviewModel(lambda: icons("warning"), self)
        self.table = PreviewTable(self.model, self)
        self.told = NoteStrip("blue", self)
        self.filter = QComboBox(self)
        for shown in Shown:
            self.filter.addItem(shown.value, shown)
        self.filter.setAccessibleName("显示哪些行")
        self.set_aside = self._button("有问题的行先不导入", "去掉所有有问题的行的勾，以后改好再导入", self._set_aside)
        self.before = self._button("上一处", "上一处问题（Shift+F8）", partial(self.walk, -1))
        self.after = self._button("下一处问题", "下一处问题（F8）；回车或 F2 改正", partial(self.walk, 1))
        self.about = OneLine("", self)
        """What is wrong with the row the keyboard is in, in full: its cell may be narrow or out of sight."""
        self._lay_out()
        self.filter.activated.connect(lambda _: self._filter())
        self.model.corrected.connect(self._corrected)
        self.model.ticks_changed.connect(self._ticked)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_about())

    def _button(self, text: str, tip: str, act: object) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.clicked.connect(lambda: act())  # type: ignore[operator]
        return made

    def _lay_out(self) -> None:
        bar = WrapRow(leading=1)
        for widget in (self.filter, self.set_aside, self.before, self.after):
            bar.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(bar)
        box.addWidget(self.told)
        box.addWidget(self.table, 1)
        box.addWidget(self.about)

    @property
    def draft(self) -> Draft | None:
        """What is shown."""
        return self.model.draft

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft, or the same one with another mapping."""
        self.told.tell("")
        self.model.show(draft)
        self.refresh_buttons()

    def take_findings(self) -> None:
        """All rows were checked."""
        self.model.take_findings()
        self.refresh_buttons()

    def take_rows(self, rows: list[int]) -> None:
        """These rows were checked again."""
        for row in rows:
            self.model.refresh_row(row)
        self.refresh_buttons()

    def refresh_buttons(self) -> None:
        """Offer what there is to do."""
        self._show_about()
        bad = bool(self.draft and self.draft.bad_rows())
        self.before.setEnabled(bad)
        self.after.setEnabled(bad)
        self.table.show_remarks()
        self.set_aside.setEnabled(bool(self.draft and self.draft.bad_and_ticked()))

    def _show_about(self) -> None:
        here = self.table.currentIndex()
        told = ""
        if self.draft is not None and here.isValid():
            row = self.model.row_of(here)
            if self.draft.problems(row) or self.draft.is_twin(row):
                told = f"第 {self.draft.table.numbers[row]} 行：{self.draft.reason(row)}"
        self.about.setText(told)
        self.about.setToolTip(told)
        self.about.setVisible(self.model.has_remarks)
        set_tone(self.about, "red" if self.draft and self.draft.bad_rows() else "grey")

    def walk(self, step: int) -> None:
        """Go to the next (1) or previous (-1) problem."""
        draft, here = self.draft, self.table.currentIndex()
        if draft is None:
            return
        self.table.finish_editing()
        row, column = -1, -1
        if here.isValid():
            at = self.model.column_of(here)
            row = self.model.row_of(here)
            column = at if at is not None else len(draft.mapping) if here.column() else -1
        found = draft.next_problem(row, column, step)
        if found is None:
            return
        if not self.table.go_to(*found):
            self.show_only(Shown.ALL)
            self.table.go_to(*found)
        self.table.focus_cell()

    def show_only(self, shown: Shown) -> None:
        """Filter the rows."""
        with QSignalBlocker(self.filter):
            self.filter.setCurrentIndex(self.filter.findData(shown))
        self._filter()

    def _filter(self) -> None:
        self.model.show_only(self.filter.currentData())

    def _set_aside(self) -> None:
        if self.draft is not None and self.draft.set_bad_aside():
            self._ticked()
            self.model.refresh()

    def _ticked(self) -> None:
        self.refresh_buttons()
        self.changed.emit()

    def _corrected(self, row: int, column: int, was: str) -> None:
        """Have the row checked again, and offer the same correction for the rows that say the same."""
        draft = self.draft
        assert draft is not None
        self.told.tell("")
        self.corrected.emit([row])
        alike = draft.alike(row, column, was) if draft.problem(row, column) is None else []
        if alike:
            new = draft.text(row, column)
            self.told.tell(
                f"另有 {len(alike)} 行的“{draft.field(column).title}”也是{_quoted(was)}。",
                f"都改成{_quoted(new)}",
                partial(self._correct_alike, alike, column, new),
            )

    def _correct_alike(self, rows: list[int], column: int, text: str) -> None:
        draft = self.draft
        self.told.tell("")
        if draft is not None:
            self.corrected.emit(draft.correct_alike(rows, column, text))
        self.table.setFocus()


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= _SHORTEST else plain[: _SHORTEST - 1] + '…'}”" if plain else "空的"
