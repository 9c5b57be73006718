"""The line of a dialog that says what was refused and why."""

from PySide6.QtWidgets import QLabel

from ui.widgets.colours import red


class ProblemLine(QLabel):
    """A sentence in red; not there while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, red(palette))
        self.setPalette(palette)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence; "" for none."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
