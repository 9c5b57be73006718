"""Looks at a spreadsheet before the library does: a zip bomb and damage are found out. For `sheet_files` only."""

import io
import re
import zipfile
import zlib

from models.base.errors import ReadError
from models.base.progress import Report, tell
from models.intake.readers.sniffing import refusal

LARGEST_UNPACKED = 600 * 1024 * 1024
"""Bytes; a full sheet of a million rows and ten columns has about so many."""
_READ = re.compile(
    r"(?:xl/.*|content|styles|meta|settings|.*/manifest|\[Content_Types\]|.*\.rels)(?:\.xml|\.bin|\.rels)?$"
)
_PICTURES = re.compile(r"xl/(?:media|embeddings|drawings|printerSettings|theme)/")
_PIECE = 1 << 20


def guard(name: str, data: bytes, kind: str, report: Report) -> int:
    """How many bytes the library will have to read.

    Raises:
        ReadError: the zip is damaged, protected, or far too large when unpacked.
    """
    if kind not in ("xlsx", "ods"):
        return len(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return max(len(data), _unpacked(name, package, report))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise ReadError(refusal("broken_sheet", name)) from error


def _unpacked(name: str, package: zipfile.ZipFile, report: Report) -> int:
    """The size of all parts that will be read, counted by unpacking them: what a part says of itself may be false."""
    total = 0
    for info in package.infolist():
        if not _READ.match(info.filename) or _PICTURES.match(info.filename):
            continue
        if info.flag_bits & 1:
            raise ReadError(refusal("locked", name))
        with package.open(info) as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if total > LARGEST_UNPACKED:
                    raise ReadError(refusal("huge_sheet", name))
                tell(report, 0, 0)
    return total
