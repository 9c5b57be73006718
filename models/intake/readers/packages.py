"""Zip packages of XML parts (.docx, .ofd), opened with care: no part too large, no entities, nothing from outside.

Used by the readers of such files.
"""

import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from models.base.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

LARGEST_PART = 80 * 1024 * 1024
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
"""What zipfile raises for a damaged package."""

TOO_LARGE = "{}解开后大得不正常，为安全起见没有打开；请另存一份再试。"
LOCKED = "{}有打开密码，请去掉密码、另存后再导入。"
OUTSIDE = "{}里有不该有的外部引用，为安全起见没有打开；请另存一份再试。"


def called(file: str) -> str:
    """A file's name as it stands in a sentence."""
    return f"“{file}”" if file else "这份文件"


def read_part(package: zipfile.ZipFile, name: str, file: str = "") -> bytes | None:
    """One part of the package, or None when it is not there. `file` is what the package is called for people.

    Raises:
        ReadError: the part is protected, or far too large when unpacked.
        One of `DAMAGED`: as it says.
    """
    try:
        info = package.getinfo(name)
        if info.file_size > LARGEST_PART:
            raise ReadError(TOO_LARGE.format(called(file)))
        if info.flag_bits & 1:
            raise ReadError(LOCKED.format(called(file)))
        with package.open(info) as stream:
            data = stream.read(LARGEST_PART + 1)
    except KeyError:
        return None
    if len(data) > LARGEST_PART:
        raise ReadError(TOO_LARGE.format(called(file)))
    return data


def parse_xml(data: bytes, file: str = "") -> Element:
    """XML without entities, network or document type. `file` is what it comes from.

    Raises:
        ReadError: it has a document type. lxml.etree.XMLSyntaxError: it is none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    root = etree.fromstring(data, parser)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ReadError(OUTSIDE.format(called(file)))
    return root
