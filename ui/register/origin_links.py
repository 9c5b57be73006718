"""Below a record's fields: the way to its document (来源文件) and to its clause in the full text. For `form` only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from models.base.record import Record
from models.base.register import Register
from models.operations.full_texts import DOCUMENTS, FullText, full_text_of
from ui.session import Session
from ui.widgets.full_text_page import FullTextPage, show_full_text

_TEXT, _DOCUMENT = "text", "document"


class OriginLinks(QLabel):
    """One line of links; hidden for a record without a source."""

    record_asked = Signal(str, int)
    """Open a record: register name, id."""

    def __init__(self, session: Session, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._register = register
        self._shown: FullText | None = None
        self.page: FullTextPage | None = None
        """The text opened last."""
        self.setContentsMargins(4, 0, 0, 0)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName("来源文件和全文")
        self.linkActivated.connect(self.follow)

    def show_record(self, record: Record | None) -> None:
        """Show where this record comes from; nothing for None."""
        desk = self._session.desk
        self._shown = full_text_of(desk, self._register.name, record) if record is not None else None
        links = self._links(self._shown) if self._shown is not None else []
        self.setText("　".join(f'<a href="{place}">{words}</a>' for place, words in links))
        self.setVisible(bool(links))

    def _links(self, shown: FullText) -> list[tuple[str, str]]:
        own = self._register.name == DOCUMENTS
        links = [] if own else [(_DOCUMENT, "打开来源文件")]
        if shown.text:
            number = f"{len(shown.text):,}"
            links.append((_TEXT, "在全文里看这一条" if shown.places else f"查看全文（{number} 字）"))
        return links

    def follow(self, place: str) -> None:
        """Open the document's record, or its text at the clause."""
        shown = self._shown
        if shown is None:
            return
        if place == _DOCUMENT:
            self.record_asked.emit(DOCUMENTS, shown.document)
        else:
            self.page = show_full_text(shown, self.window())
