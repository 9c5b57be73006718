"""Readers: any file or pasted text becomes a `SourceText`.

The kind is decided by the content, never by the ending. Called by the operations and the command line;
a new kind of file is one more entry in `READERS`.
"""

import re
from collections.abc import Callable
from pathlib import Path

from models.base.errors import ReadError
from models.intake.docx_files import read_docx
from models.intake.notice import CELL_BREAK, Block, SourceText
from models.intake.sniffing import kind_of, refusal
from models.intake.text_files import decode

LARGEST = 60 * 1024 * 1024
"""Bytes; a notice is a few hundred kilobytes, with pictures a few megabytes."""


def read_pasted(text: str, name: str = "粘贴的文字") -> SourceText:
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


def read_text(path: Path, data: bytes) -> SourceText:
    """A plain text file in any of the encodings Chinese offices use."""
    text = decode(data, path.name)
    if not text.strip():
        raise ReadError(f"“{path.name}”里没有文字，请换一份文件。")
    return read_pasted(text, path.name)


READERS: dict[str, Callable[[Path, bytes], SourceText]] = {"text": read_text, "docx": read_docx}


def read_file(path: Path) -> SourceText:
    """Read a notice from a file.

    Raises:
        ReadError: the file is missing, empty, a folder, too large, locked, damaged, protected by a
            password, or of a kind that can't be read; the sentence says what to do.
    """
    data = contents(path)
    kind = kind_of(data)
    reader = READERS.get(kind)
    if reader is None:
        raise ReadError(refusal(kind, path.name))
    return reader(path, data)


def contents(path: Path) -> bytes:
    """The bytes of a file, or the Chinese sentence why there are none."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"“{name}”是一个文件夹，请选择里面的文件。")
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadError(
                f"“{name}”有 {size // 1024 // 1024} MB，太大了，不像是一份通知；请核对后另存较小的文件再试。"
            )
        data = path.read_bytes()
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
