"""The way in: any file or pasted text becomes a `SourceText`.

The kind is decided by the content, never by the ending; a new kind of file is one more entry in `READERS`.
Plain text is read on the spot, every other kind in a process of its own, so that a damaged file can do no harm.
"""

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.base.apart import Apart, ApartError, Why
from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.notice import CELL_BREAK, Block, SourceText
from models.intake.readers.doc_files import read_doc
from models.intake.readers.docx_files import read_docx
from models.intake.readers.ofd_files import read_ofd
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

log = logging.getLogger(__name__)

LARGEST = 60 * 1024 * 1024
"""Bytes; a notice is a few hundred kilobytes, with pictures a few megabytes."""


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

LOST: dict[Why, str] = {
    "silent": "“{name}”读了很久也没有读完，可能已损坏；请打开后另存一份，再导入另存的文件。",
    "memory": "“{name}”的内容大得不正常，为安全起见没有读取；请打开后另存一份，只留下要导入的部分再试。",
    "died": "“{name}”读不出来，可能已损坏或大得不正常；请打开后另存一份，再导入另存的文件。",
    "broken": "“{name}”已损坏或格式不规范，读不出来；请打开后另存一份，再导入另存的文件。",
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


def ask_apart(
    path: Path, job: Callable[..., Any], *arguments: Any, report: Report = ignore_progress, apart: Apart | None = None
) -> Any:
    """What a job about a file gives when it is done in a process of its own. Raises ReadError and Cancelled."""
    with process_for(path, apart) as process:
        return process.ask(job, *arguments, report=report)


@contextlib.contextmanager
def process_for(path: Path, apart: Apart | None) -> Iterator[Apart]:
    """The process to read a file in, given or new; when it comes to no result, a ReadError says so of the file."""
    with contextlib.ExitStack() as stack:
        process = apart or stack.enter_context(Apart())
        try:
            yield process
        except ApartError as error:
            log.warning("%s", error)
            raise ReadError(LOST[error.why].format(name=path.name)) from None


def read_here(path: Path, report: Report = ignore_progress) -> SourceText:
    """As `read_file`, in this very process."""
    data = contents(path)
    kind = kind_of(data)
    reader = READERS.get(kind)
    if reader is None:
        raise ReadError(refusal(kind, path.name))
    return reader(path, data, report)


def beginning(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a file, enough to tell text from the rest. Raises ReadError as `contents`."""
    return contents(path, size)


def contents(path: Path, first: int = -1) -> bytes:
    """The bytes of a file, all or the first ones, or the Chinese sentence why there are none."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"“{name}”是一个文件夹，请选择里面的文件。")
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadError(
                f"“{name}”有 {size // 1024 // 1024} MB，太大了，不像是一份通知；请核对后另存较小的文件再试。"
            )
        with path.open("rb") as stream:
            data = stream.read(first)
    except FileNotFoundError:
        raise ReadError(f"找不到文件“{name}”，可能已被移动或改名；请重新选择。") from None
    except PermissionError:
        raise ReadError(f"“{name}”打不开，可能正被别的程序占用或没有权限；请关闭占用它的程序后再试。") from None
    except (OSError, ValueError) as error:
        raise ReadError(
            f"“{name}”读不出来（{getattr(error, 'strerror', None) or '路径无效'}），请复制到本机后再试。"
        ) from None
    if not data:
        raise ReadError(f"“{name}”是空文件，请换一份文件。")
    return data
