"""The message strip at the foot of the window: what was done, with 撤销; or why something was refused."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QWidget,
)

from ui.widgets.colours import red, tint

SHOWN_MS = 6000
FADING_MS = 600
_MARK = 4


class MessageStrip(QFrame):
    """One message at a time; a new one takes the place of the old. Takes no room while there is none."""

    undo_asked = Signal()
    read = Signal()
    """The person has taken note of a refusal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setObjectName("message_strip")
        self._mark = QFrame(self)
        self._mark.setFixedWidth(_MARK)
        self._mark.setAutoFillBackground(True)
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.undo_button = QPushButton("撤销", self)
        self.undo_button.setFlat(True)
        self.undo_button.setToolTip("撤销刚才的操作（Ctrl+Z）")
        self.undo_button.clicked.connect(self._undo)
        self.offer_button = QPushButton(self)
        self.offer_button.setAccessibleName("接着做")
        self.offer_button.setFlat(True)
        self.offer_button.clicked.connect(self._take_offer)
        self._offered: Callable[[], object] | None = None
        self.close_button = QPushButton("知道了", self)
        self.close_button.setToolTip("收起这条提示")
        self.close_button.clicked.connect(self._take_note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 8, 2)
        row.addWidget(self._mark)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.offer_button)
        row.addWidget(self.close_button)
        self.is_refusal = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._fading = QPropertyAnimation(self._effect, b"opacity", self)
        self._fading.setDuration(FADING_MS)
        self._fading.setEasingCurve(QEasingCurve.Type.InQuad)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.finished.connect(self.put_away)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; empty when it is put away."""
        return self._words.text()

    @property
    def stays(self) -> bool:
        """Whether it waits to be clicked."""
        return self.is_refusal or self._offered is not None

    def tell(self, sentence: str, undo: bool = False) -> None:
        """Say what was done; goes by itself after some seconds."""
        self._show(sentence, refusal=False)
        self.undo_button.setVisible(undo)
        self._timer.start(SHOWN_MS)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong and what to do; stays until it is clicked or the next message comes."""
        self._show(sentence, refusal=True)
        self.undo_button.hide()

    def offer(self, words: str, act: Callable[[], object]) -> None:
        """Offer something about the message that is shown; it then stays until it is clicked or the next one comes."""
        self._timer.stop()
        self._whole()
        self._offered = act
        self.offer_button.setText(words)
        self.offer_button.setAccessibleName(words)
        self.offer_button.show()
        self.close_button.show()

    def mended(self, sentence: str) -> None:
        """What a refusal said is so no more: it goes, where it is still shown."""
        if self.is_refusal and sentence == self.sentence:
            self.put_away()

    def put_away(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self._whole()
        self._words.clear()
        self.hide()

    def _show(self, sentence: str, *, refusal: bool) -> None:
        self._timer.stop()
        self._whole()
        self.is_refusal = refusal
        self._offered = None
        self.offer_button.hide()
        self._words.setText(sentence)
        self.close_button.setVisible(refusal)
        self._icon.setVisible(refusal)
        parent = self.parentWidget()
        palette = parent.palette() if parent is not None else QPalette()
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        warning = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._icon.setPixmap(warning.pixmap(side, side))
        ground = tint("red" if refusal else "blue", palette)
        mine = QPalette(palette)
        mine.setColor(QPalette.ColorRole.Window, ground)
        mine.setColor(QPalette.ColorRole.WindowText, palette.color(QPalette.ColorRole.Text))
        self.setPalette(mine)
        mark = QPalette(palette)
        mark.setColor(QPalette.ColorRole.Window, red(palette) if refusal else ground)
        self._mark.setPalette(mark)
        self.setAccessibleName(sentence)
        self.show()
        self._announce(sentence, refusal=refusal)

    def _announce(self, sentence: str, *, refusal: bool) -> None:
        """Let screen readers say it, a refusal at once."""
        event = QAccessibleAnnouncementEvent(self, sentence)
        polite = QAccessible.AnnouncementPoliteness
        event.setPoliteness(polite.Assertive if refusal else polite.Polite)
        QAccessible.updateAccessibility(event)

    def _undo(self) -> None:
        self.put_away()
        self.undo_asked.emit()

    def _take_note(self) -> None:
        self.put_away()
        self.read.emit()

    def _take_offer(self) -> None:
        if self._offered is not None:
            self._offered()

    def _fade(self) -> None:
        if self.underMouse():
            self._timer.start(1000)
            return
        self._effect.setEnabled(True)
        self._fading.start()

    def _whole(self) -> None:
        self._fading.stop()
        self._effect.setOpacity(1.0)
        self._effect.setEnabled(False)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isVisible() and not self.stays:
            self._whole()
            self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible() and not self.stays and self.sentence:
            self._timer.start(SHOWN_MS // 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.is_refusal:
            self._take_note()
