"""The way in: any file or pasted text becomes a `SourceText`.

The kind is decided by the content, never by the ending; a new kind of file is one more entry in `READERS`.
Plain text is read on the spot, every other kind in a process of its own, so that a damaged file can do no harm.
"""

import re
from collections.abc import Callable
from pathlib import Path

from models.base.apart import Apart
from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.notice import CELL_BREAK, Block, SourceText
from models.intake.readers.doc_files import read_doc
from models.intake.readers.docx_files import read_docx
from models.intake.readers.ofd_files import read_ofd
from models.intake.readers.opening import ask_apart, beginning, contents
from models.intake.readers.pdf_files import read_pdf
from models.intake.readers.pdf_ocr import MEMORY, SILENCE, read_image, recognise_file
from models.intake.readers.rtf_files import read_rtf
from models.intake.readers.scans import Scanned, can_recognise
from models.intake.readers.sheet_csv import csv_rows, delimiter_of
from models.intake.readers.sheet_files import Sheet
from models.intake.readers.sheet_notices import (
    notice_of,
    read_ods_notice,
    read_sheetml_notice,
    read_xls_notice,
    read_xlsx_notice,
)
from models.intake.readers.sniffing import is_text, kind_of, refusal
from models.intake.readers.text_files import decode
from models.intake.readers.web_pages import read_html, read_mht

PASTED = "粘贴的文字"
"""What a source from the clipboard is called."""


def read_pasted(text: str, name: str = PASTED) -> SourceText:
    """The source of a text from the clipboard. Line ends of every system become line feeds."""
    plain = (
        cells_on_one_line(text.replace("\r\n", "\n"))
        .replace("\r", "\n")
        .replace("\x00", "")
        .replace("\f", "\n")
        .replace("\v", "\n")
    )
    blocks: list[Block] = []
    position = 0
    for line in plain.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", (position, position + len(line))))
        position += len(line) + 1
    return SourceText(name, plain, tuple(blocks))


QUOTED = re.compile(r'(?:(?<=\t)|(?<=\n)|(?<![\s\S]))"((?:[^"\t]|""){0,2000})"(?=[\t\n]|$)')


def cells_on_one_line(text: str) -> str:
    """Cells copied from a spreadsheet: a quoted cell with line breaks becomes one line of its row."""
    if "\t" not in text or '"' not in text:
        return text
    return QUOTED.sub(
        lambda cell: cell[1].replace('""', '"').replace("\n", CELL_BREAK) if "\n" in cell[1] else cell[0], text
    )


def read_text(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """A plain text file in any of the encodings Chinese offices use; comma-separated ones (.csv) as a table."""
    del report  # quick enough
    text = decode(data, path.name)
    if not text.strip():
        raise ReadError(f"“{path.name}”里没有文字，请换一份文件。")
    if delimiter_of(text) in (",", ";"):  # cells parted by tabs are found in any text
        return notice_of(path.name, [Sheet("", tuple(csv_rows(text, path.name)))])
    return read_pasted(text, path.name)


Reader = Callable[[Path, bytes, Report], SourceText]

READERS: dict[str, Reader] = {
    "text": read_text,
    "docx": read_docx,
    "doc": read_doc,
    "rtf": read_rtf,
    "xlsx": read_xlsx_notice,
    "xls": read_xls_notice,
    "ods": read_ods_notice,
    "sheetml": read_sheetml_notice,
    "html": read_html,
    "mht": read_mht,
    "pdf": read_pdf,
    "image": read_image,
    "ofd": read_ofd,
}


def read_file(path: Path, report: Report = ignore_progress, apart: Apart | None = None) -> SourceText:
    """Read a notice from a file. `apart` is the process to read in; without one, one is started if need be.

    Raises:
        ReadError: the file is missing, empty, a folder, too large, locked, damaged, protected by a
            password, or of a kind that can't be read; the sentence says what to do.
        Cancelled: as `report` says.
    """
    if is_text(beginning(path)):
        return read_here(path, report)
    try:
        return ask_apart(path, read_here, path, report=report, apart=apart)  # type: ignore[no-any-return]
    except Scanned:
        if not can_recognise():
            raise
    with Apart(memory=MEMORY, silence=SILENCE) as roomy:
        return ask_apart(path, recognise_file, path, report=report, apart=roomy)  # type: ignore[no-any-return]


def read_here(path: Path, report: Report = ignore_progress) -> SourceText:
    """As `read_file`, in this very process."""
    data = contents(path)
    kind = kind_of(data)
    reader = READERS.get(kind)
    if reader is None:
        raise ReadError(refusal(kind, path.name))
    return reader(path, data, report)
