"""公文 (official documents) by GB/T 9704-2012 as plain values, and their way into a .docx.

`write_gongwen` lays out the ordinary format, with or without the red head (版头), letters and minutes. What the
elements say is decided in `gongwen_elements`, the page's measures are in `gongwen_page`; `gongwen_head`, `gongwen_body`,
`gongwen_close` and `gongwen_annex` build the parts, `gongwen_parts` puts them together. Called by operations and by the
window's preview. Sources of the rules: the standard's clauses as named at each place.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from models.base.files import written_whole
from models.export.fonts import OFFICE_FONTS, FontSet
from models.export.ledger import Column, Ledger

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
    to_fill_in: bool = False
    """It is written in by hand: its rows are high enough for that."""


Format = Literal["ordinary", "letter", "minutes"]
"""普通格式 (clauses 5 to 7), 信函格式 (10.1), 纪要格式 (10.3)."""


@dataclass(frozen=True)
class Annex:
    """附件: begins a page of its own before the 版记, "附件" and its number above its title (7.3.7).

    name: as the 附件说明 has it; a newline in it is a wanted break of the title. body: its text. ledger: a ledger
    on landscape pages, after the text if there is any.
    """

    name: str
    body: tuple[Paragraph | BodyTable, ...] = ()
    ledger: Ledger | None = None


@dataclass(frozen=True)
class Gongwen:
    """One official document, its elements as the standard names them; all but the first five may be empty.

    title: 标题; a newline in it is a wanted line break. addressees: 主送机关, joined, without the colon.
    issuer: 发文机关署名; dated: 成文日期. mark: 发文机关标志, "" for no red head (the number then stands below the title).
    In a joint document (联合行文) mark and issuer have one agency a line, 主办机关 first; a 文件 at the end of the last
    mark stands at the right of all. doc_number: 发文字号. signer: 签发人 (上行文 only), several parted by 、.
    copy_number: 份号, secrecy: 密级和保密期限, urgency: 紧急程度 (7.2.1 to 7.2.3). attachments: names for the 附件说明;
    annexes: those of them that are part of this document, by name. note: 附注, without brackets. attendance: of
    minutes, ("出席", "张三、李四") and so on. addressees_last: 主送机关 in the 版记, where a long list would push the
    body off the first page (7.3.2). copy_to, printed_by, printed_on: 版记; all empty for none. sealed: whether a
    seal goes over the signature (7.3.5.1) or not (7.3.5.2). Minutes with a mark have issuer and dated above the red
    line, and neither signature nor seal at the end (10.3 leaves it to the office).
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
    format: Format = "ordinary"
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    annexes: tuple[Annex, ...] = ()
    attendance: tuple[tuple[str, str], ...] = ()
    addressees_last: bool = False


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
    from models.export.gongwen_parts import all_styles, sections_of
    from models.export.gongwen_sections import ended, new_gongwen

    sections = sections_of(document, fonts)
    body = "".join(ended(part.pieces, part.kind, last=part is sections[-1]) for part in sections)
    issuer = document.issuer.strip().replace("\n", "、")
    return new_gongwen(document.title, issuer, fonts, all_styles(document, fonts), body)
