"""The line of a dialog that says what was refused and why."""

from PySide6.QtWidgets import QLabel

from ui.widgets.tone import set_tone


class ProblemLine(QLabel):
    """A sentence in red; not there while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        set_tone(self, "red")
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence; "" for none."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
