"""公文 (official documents) by GB/T 9704-2012 as plain values, and their way into a .docx.

`write_gongwen` lays out the ordinary format, with or without the red head (版头). The elements are built in
`gongwen_head` (above the body) and `gongwen_body` (the rest), the page in `gongwen_page`. Called by
operations and by the window's preview. Sources of the rules: the standard's clauses as named at each place.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.base.files import written_whole
from models.export.fonts import OFFICE_FONTS, FontSet
from models.export.ledger import Column

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body: level 0 is plain, 1 to 4 are 一、 （一） 1. （1） (7.3.3).

    The number stands in the text. A numbered paragraph's first sentence is its heading; what follows it in
    the same paragraph is plain.
    """

    text: str
    level: int = 0


@dataclass(frozen=True)
class BodyTable:
    """A table inside the body (the list of tasks, say), as wide as the 版心."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gongwen:
    """One official document, its elements as the standard names them.

    title: 标题; a newline in it is a wanted line break. addressees: 主送机关, joined, without the colon; may be
    empty. issuer: 发文机关署名. dated: 成文日期. mark: 发文机关标志, "" for no red head (the number then stands below
    the title). doc_number: 发文字号. signer: 签发人 (上行文 only). attachments: names for the 附件说明. note: 附注,
    without brackets. copy_to, printed_by, printed_on: 版记; all empty for none. sealed: whether a seal goes
    over the signature (7.3.5.1) or not (7.3.5.2).
    """

    title: str
    addressees: str
    body: tuple[Paragraph | BodyTable, ...]
    issuer: str
    dated: date
    mark: str = ""
    doc_number: str = ""
    signer: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    copy_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    sealed: bool = True


def write_gongwen(document: Gongwen, target: Path, fonts: FontSet = OFFICE_FONTS) -> None:
    """Write the document to `target` as .docx, whole or not at all.

    Raises:
        WriteError: the target can't be written.
        ValueError: a table's row does not fit its columns.
    """
    with written_whole(target) as temporary, temporary.open("wb") as stream:
        rendered(document, fonts).save(stream)


def rendered(document: Gongwen, fonts: FontSet) -> "Document":
    """The document as python-docx holds it, for writing and for tests."""
    from models.export.docx_base import body_elements
    from models.export.gongwen_body import body_pieces, closing_pieces
    from models.export.gongwen_head import head_pieces
    from models.export.gongwen_page import blank_gongwen

    result = blank_gongwen(document.title, document.issuer, fonts)
    pieces = [
        *head_pieces(document, fonts),
        *body_pieces(document, fonts),
        *closing_pieces(document, fonts),
    ]
    end = result.element.body.sectPr
    for element in body_elements(pieces):
        end.addprevious(element)
    return result
