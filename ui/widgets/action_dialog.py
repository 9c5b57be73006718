"""The dialog for what an action asks: 完成日期, 说明, 佐证材料 …; it closes when the operation is done."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from models.base.errors import FieldError
from models.base.fields import Values
from models.base.register import Action, Ask, Candidate, Each, Register
from models.operations import Outcome
from models.operations.asked import accepted, candidates
from models.operations.back_links import line
from models.operations.desk import Around
from ui.session import Session
from ui.widgets.attempts import Attempt, Refused, tried
from ui.widgets.choice_editors import CandidatesEditor
from ui.widgets.field_editor import FieldEditor
from ui.widgets.form_fields import build_form
from ui.widgets.problem_line import ProblemLine
from ui.widgets.tone import set_tone
from ui.widgets.worded_candidates import WordedCandidatesEditor

_WIDTH = 460
_LONGEST = 36
_ROOM_LINES = 2
"""Lines kept free above the buttons, which so stay where they are when a row says what is wrong."""


def ask(
    session: Session,
    register: Register,
    action: Action,
    ids: Sequence[int],
    parent: QWidget | None,
    attempt: Attempt,
) -> Outcome | None:
    """Ask what the action wants to know about these records, and do it with the answers, by the names of the fields.

    Returns:
        What was done, not announced yet; None when the person gave up.
    """
    dialog = ActionDialog(session, register, action, ids, parent, attempt)
    try:
        dialog.exec()
        return dialog.outcome
    finally:
        dialog.deleteLater()


class ActionDialog(QDialog):
    """A row for each answer. Enter goes on, on the last row it is 确定, as Ctrl+Enter is anywhere."""

    def __init__(
        self,
        session: Session,
        register: Register,
        action: Action,
        ids: Sequence[int],
        parent: QWidget | None = None,
        attempt: Attempt | None = None,
    ) -> None:
        """attempt: does what was asked about; without it the dialog only gives its answers."""
        super().__init__(parent)
        self._session = session
        self._action = action
        self._attempt = attempt
        self.outcome: Outcome | None = None
        self.problem = ProblemLine()
        count = f"{len(ids)} {register.counter}{register.noun}"
        more = f"（{count}）" if len(ids) > 1 else ""
        self.setWindowTitle(f"{action.heading}{more}" if action.heading else f"{action.title} {count}")
        self.setMinimumWidth(_WIDTH)
        self._asks = {item.field.name: item for item in action.asks}
        form = self._form(register, ids)
        self.buttons = QDialogButtonBox(self)
        self.accept_button = self.buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setToolTip("Ctrl+Enter")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        for button in self.buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field goes on to the next one
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._about(register, ids))
        column.addWidget(form)
        room = _ROOM_LINES * self.fontMetrics().lineSpacing()
        column.addItem(QSpacerItem(0, room, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        for row in self.rows.values():
            row.editor.escape_restores = False
            row.finished.connect(self.accept)
        self._fill(self._values(register, ids))

    def _form(self, register: Register, ids: Sequence[int]) -> QWidget:
        """A row for each answer; none where an answer would choose among nothing."""
        chosen_among = {
            item.field.name: candidates(self._session.desk, item, register.name, ids)
            for item in self._action.asks
            if item.among is not None
        }
        editors = {
            item.field.name: self._choosing(item, chosen_among[item.field.name])
            for item in self._action.asks
            if chosen_among.get(item.field.name)
        }
        self._firsts = {
            name: tuple(item.id for item in chosen_among[name] if item.usual and item.wanted) for name in editors
        }
        fields = [item.field for item in self._action.asks if chosen_among.get(item.field.name) != []]
        form, self.rows = build_form(fields, self._session, self, editors=editors)
        return form

    def _choosing(self, ask: Ask, among: Sequence[Candidate]) -> FieldEditor:
        """Several to choose from have room for words of their own, where the action takes such."""
        words = next((item.field.title for item in self._action.asks if item.each == ask.field.name), "")
        if words and sum(item.wanted for item in among) > 1:
            return WordedCandidatesEditor(ask.field, self._session, among, words)
        return CandidatesEditor(ask.field, self._session, among)

    def answers(self) -> dict[str, Any]:
        """What was answered, by the names of the fields; a field left empty answers its nothing."""
        found: dict[str, Any] = {}
        for name, row in self.rows.items():
            answer = row.editor.answer()
            found[name] = row.field.empty if answer == "" else answer
        for item in self._action.asks:
            choosing = self.rows[item.each].editor if item.each in self.rows else None
            if isinstance(choosing, WordedCandidatesEditor) and (own := choosing.own()):
                found[item.field.name] = Each(found[item.field.name], own)
        return found

    def accept(self) -> None:
        """Close when every answer fits; else show what is wrong where it is wrong."""
        first: str | None = None
        for name, row in self.rows.items():
            sentence = self._problem(name)
            row.show_problem(sentence)
            if sentence and first is None:
                first = name
        if first is not None:
            self.rows[first].editor.setFocus()
        elif self._is_done():
            super().accept()

    def _is_done(self) -> bool:
        """Do it with the answers; where that is refused, say why, at the answer that does not fit when there is one."""
        if self._attempt is None:
            return True
        self.problem.tell("")
        told = tried(self._session, self._attempt, self.answers(), self)
        if not isinstance(told, Refused):
            self.outcome = told
            return True
        if told.field in self.rows:
            self.rows[told.field].show_problem(told.sentence)
            self.rows[told.field].editor.setFocus()
        else:
            self.problem.tell(told.sentence)
        return False

    def _problem(self, name: str) -> str:
        row = self.rows[name]
        answers = self.answers()
        answer = answers[name]
        if isinstance(answer, Each):
            if not answer.shared and set(answers[self._asks[name].each]) <= set(answer.own):
                return ""
            answer = answer.shared
        if name in self._firsts:
            return "" if answer else f"请勾上{row.field.title}。"
        if row.field.kind == "attachments":
            missing = next((str(item) for item in answer if hasattr(item, "is_file") and not item.is_file()), "")
            return f"找不到文件“{missing}”，请移除后重新添加。" if missing else ""
        if row.field.target is not None and isinstance(answer, str):
            return "" if answer or not row.field.required else row.field.error("不能为空，请填写").sentence
        try:
            accepted(self._asks[name], answer, Around(self._session.desk))
        except FieldError as error:
            return error.sentence
        return ""

    def _values(self, register: Register, ids: Sequence[int]) -> Values:
        records = self._session.desk.book.records(register.name, ids[:1])
        return records[0].values if records else register.empty_values()

    def _fill(self, values: Values) -> None:
        today = self._session.clock.today()
        empty: list[str] = []
        for item in self._action.asks:
            if item.field.name not in self.rows:
                continue
            default = self._firsts.get(item.field.name)
            if default is None:
                default = item.default(values, today) if item.default else item.field.empty
            self.rows[item.field.name].editor.show_value(default)
            if default == item.field.empty or default is None:
                empty.append(item.field.name)
        begins = [name for name in self.rows if self._asks[name].begins]
        first = next(iter((*begins, *empty, *self.rows)))
        self.rows[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, register: Register, ids: Sequence[int]) -> QLabel:
        desk = self._session.desk
        titles = [line(desk, record)[0] for record in desk.book.records(register.name, ids[:3])]
        lines = [title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…" for title in titles]
        more = [f"等 {len(ids)} {register.counter}"] if len(ids) > len(titles) else []
        label = QLabel("\n".join(lines + more), self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(label, "grey")
        return label
