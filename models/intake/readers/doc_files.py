"""Binary Word documents (.doc) and those of WPS (.wps), read without Word, WPS or LibreOffice.

The compound file is opened with olefile; what its streams mean is in `doc_structure`, `doc_lists` and `doc_text`.
"""

import io
import struct
from pathlib import Path

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.doc_structure import DamagedError, EncryptedError, OldVersionError, WordFile
from models.intake.readers.doc_text import items_of
from models.intake.readers.flowing import write_items
from models.intake.readers.sniffing import SAVE_AS, refusal

DAMAGED = (
    DamagedError,
    struct.error,
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What reading contradictory bytes raises, here and in olefile."""


def read_doc(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read a binary Word document from its bytes.

    Raises:
        ReadError: damaged, truncated, protected, older than Word 97, or without any text.
        Cancelled: as `report` says.
    """
    built = SourceBuilder()
    try:
        write_items(built, items_of(WordFile(*streams(data)), report))
    except EncryptedError:
        raise ReadError(refusal("locked", path.name)) from None
    except OldVersionError:
        raise ReadError(f"“{path.name}”是 Word 95 或更早的文档，不能直接读取；{SAVE_AS}。") from None
    except DAMAGED as error:
        raise ReadError(f"“{path.name}”已损坏或没有下载完整，打不开；请重新下载，或{SAVE_AS[1:]}。") from error
    source = built.source(path.name)
    if not source.text.strip():
        raise ReadError(f"“{path.name}”里没有文字，可能只有图片；请换一份文件，或把文字粘贴进来。")
    return source


def streams(data: bytes) -> tuple[bytes, tuple[bytes, bytes], bytes]:
    """The streams WordDocument, 0Table and 1Table, and Data; empty where there is none."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as package:

        def stream(name: str) -> bytes:
            if not package.exists(name):
                return b""
            with package.openstream(name) as opened:
                return bytes(opened.read())

        return stream("WordDocument"), (stream("0Table"), stream("1Table")), stream("Data")
