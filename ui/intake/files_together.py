"""Files of one notice, taken together or apart: the strip that tells of it and the button that joins two.

Used by `ui.intake.page` only, which puts the reviews of the files read again in the place of the old ones.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from models.intake import Bundle
from ui.intake.reading import Incoming
from ui.intake.review import Review
from ui.widgets.note_strip import NoteStrip

ReadAgain = Callable[[Sequence[Review], Sequence[Bundle]], None]
"""Reads the files of these reviews anew, in these bundles."""


class FilesTogether:
    """Follows the review in front of a stack."""

    def __init__(
        self, stack: QStackedWidget, incoming: Mapping[Review, Incoming], read_again: ReadAgain, page: QWidget
    ) -> None:
        self._stack = stack
        self._incoming = incoming
        self._read_again = read_again
        self.strip = NoteStrip("blue", page)
        self.join = QPushButton("并入上一份", page)
        self.join.setToolTip("这个文件是上一份通知的附件：合在一起重新识别")
        self.join.setAutoDefault(False)
        self.join.hide()
        self.join.clicked.connect(lambda: self.join_to_previous())

    @property
    def _front(self) -> Review | None:
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Review) else None

    def show(self, review: Review) -> None:
        """Tell which files were taken together; offer to put them together otherwise."""
        names = [f"“{path.name}”" for path in self._incoming[review].originals[1:]]
        told = f"{'、'.join(names)}已并入这份通知，一起识别。" if names else ""
        if told != self.strip.sentence:
            self.strip.tell(told, "分开" if told else "", self.take_apart if told else None)
        self.join.setVisible(self._previous(review) is not None)

    def _previous(self, review: Review) -> Review | None:
        """The review before one, when both come from files."""
        before = self._stack.widget(self._stack.indexOf(review) - 1)
        if not isinstance(before, Review) or self._incoming[before].bundle is None:
            return None
        return before if self._incoming[review].bundle is not None else None

    def take_apart(self) -> None:
        """Read the files of the notice in front as notices of their own."""
        review = self._front
        bundle = self._incoming[review].bundle if review is not None else None
        if review is not None and bundle is not None and len(bundle.paths) > 1:
            self._read_again([review], bundle.apart())

    def join_to_previous(self) -> None:
        """Take the files of the notice in front as attachments of the one before."""
        review = self._front
        before = self._previous(review) if review is not None else None
        if review is None or before is None:
            return
        first, second = self._incoming[before].bundle, self._incoming[review].bundle
        if first is not None and second is not None:
            self._read_again([before, review], [first + second])
