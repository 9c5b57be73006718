"""Editors for 是/否 and for one of a few words."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from models.base.fields import Choice, Field, Value
from ui.session import Session
from ui.widgets.field_editor import FieldEditor

NOTHING = "（空）"


class YesNoEditor(FieldEditor):
    """是 or 否, as a tick."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        self.box = QCheckBox("是", self)
        self._use(self.box)
        self.box.clicked.connect(lambda: self.commit())

    def answer(self) -> Any:
        return self.box.isChecked()

    def _put(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(FieldEditor):
    """One of the field's words; the first line means nothing is chosen."""

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(field, session, parent, compact=compact)
        assert isinstance(field, Choice)
        self.box = QComboBox(self)
        self.box.setFrame(not compact)
        self.box.addItem(NOTHING, None)
        for option in field.options:
            self.box.addItem(option, option)
        self._use(self.box)
        self.box.activated.connect(lambda: self.commit())

    def answer(self) -> Any:
        return self.box.currentData()

    def _put(self, value: Value) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value)))
