"""Packages made byte by byte for the tests: zips that lie or swell, compound (OLE) files, small binary spreadsheets."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LARGEST_CHECKED = 1_000_000_000

# -- zips -------------------------------------------------------------------------------------------------


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An honest zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """All parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    """A zip with one part changed or added."""
    return zipped({**unzipped(data), name: content})


@dataclass(frozen=True)
class Swollen:
    """A part that unpacks to `head`, then `piece` again and again until it has `size` bytes, then `tail`.

    `stated` is the size that the zip says of it, if not the true one.
    """

    size: int
    head: bytes = b""
    piece: bytes = b" "
    tail: bytes = b""
    stated: int | None = None

    @property
    def block(self) -> bytes:
        """As many pieces as make about a million bytes."""
        return self.piece * (1_000_000 // len(self.piece))

    @property
    def whole(self) -> int:
        """The true size."""
        return len(self.head) + len(self.block) * (self.size // len(self.block)) + len(self.tail)


def deflated(part: Swollen) -> bytes:
    """A part's packed bytes, made without ever unpacking them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(part.head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(part.block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (part.size // len(part.block)) + packer.compress(part.tail) + packer.flush()


def crc(part: Swollen) -> int:
    """A part's check sum; of one that nobody may unpack to its end, 0."""
    if part.size > LARGEST_CHECKED:
        return 0
    value = zlib.crc32(part.head)
    for _ in range(part.size // len(part.block)):
        value = zlib.crc32(part.block, value)
    return zlib.crc32(part.tail, value)


def raw_zip(parts: Mapping[str, bytes | Swollen], flags: int = 0) -> bytes:
    """A zip whose parts may be swollen and whose flags may say anything."""
    out, directory = bytearray(), bytearray()
    for name, part in parts.items():
        whole = part if isinstance(part, bytes) else b""
        data = deflated(part if isinstance(part, Swollen) else Swollen(0, part))
        size = len(whole) if isinstance(part, bytes) else part.whole if part.stated is None else part.stated
        check = zlib.crc32(whole) if isinstance(part, bytes) else crc(part)
        words = name.encode()
        facts = struct.pack("<HHHHHLLLHH", 20, flags, 8, 0, 33, check, len(data), size, len(words), 0)
        directory += b"PK\1\2\x14\0" + facts + struct.pack("<HHHLL", 0, 0, 0, 0, len(out)) + words
        out += b"PK\3\4" + facts + words + data
    end = struct.pack("<HHHHLLH", 0, 0, len(parts), len(parts), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\5\6" + end)


# -- compound files ---------------------------------------------------------------------------------------

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512
LEAST = 4096
"""A stream shorter than that would have to lie in the small sectors; it is filled up instead."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE) with some streams, by [MS-CFB]; at most three, for one sector of directory."""
    sectors: list[bytes] = []
    following: list[int] = []
    entries = [directory_entry("Root Entry", 5, END, 0, 1)]
    for index, (name, content) in enumerate(streams.items()):
        whole = content.ljust(LEAST, b"\0")
        start, count = len(sectors), -(-len(whole) // SECTOR)
        sectors += [whole[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0") for at in range(count)]
        following += [*range(start + 1, start + count), END]
        right = index + 2 if index + 1 < len(streams) else FREE
        entries.append(directory_entry(name, 2, start, len(whole), FREE, right))
    place = len(sectors)
    sectors.append(b"".join(entries).ljust(SECTOR, b"\0"))
    following += [END, FAT]
    assert len(following) <= SECTOR // 4
    following += [FREE] * (SECTOR // 4 - len(following))
    sectors.append(struct.pack(f"<{SECTOR // 4}L", *following))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<LLLLLLLLL", 0, 1, place, 0, LEAST, END, 0, END, 0)
    return head + struct.pack("<109L", place + 1, *[FREE] * 108) + b"".join(sectors)


def directory_entry(name: str, kind: int, start: int, size: int, child: int, right: int = FREE) -> bytes:
    """One line of the directory of a compound file."""
    words = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBLLL", kind, 1, FREE, right, child)
    return words.ljust(64, b"\0") + struct.pack("<H", len(words)) + links + bytes(36) + struct.pack("<LQ", start, size)


# -- binary spreadsheets ----------------------------------------------------------------------------------


def xls(rows: Sequence[Sequence[str]], places: Mapping[tuple[int, int], str] | None = None) -> bytes:
    """An .xls with one sheet, by [MS-XLS]; `places` are further cells anywhere."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def cell(row: int, column: int, text: str) -> bytes:
        return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))

    cells = {(row, column): text for row, line in enumerate(rows) for column, text in enumerate(line)} | dict(
        places or {}
    )
    start = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 6))
    size = len(start) + 4 + 8 + 2 * 4 + 4  # with the sheet's own record, whose place is counted from the beginning
    book = start + record(0x85, struct.pack("<LBBBB", size, 0, 0, 4, 1) + "任务表 ".encode("utf-16-le")) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 6))
    sheet += b"".join(cell(row, column, text) for (row, column), text in sorted(cells.items())) + record(0x0A)
    return compound({"Workbook": book + sheet})


def xlsb(rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsb with one sheet, by [MS-XLSB]."""

    def record(kind: int, body: bytes = b"") -> bytes:
        sign = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        assert len(body) < 128 * 128
        return sign + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body

    def wide(text: str) -> bytes:
        return struct.pack("<L", len(text)) + text.encode("utf-16-le")

    book = record(131) + record(143) + record(156, struct.pack("<LL", 0, 1) + wide("rId1") + wide("任务表"))
    book += record(144) + record(132)
    height, width = len(rows), max(map(len, rows))
    sheet = record(129) + record(148, struct.pack("<LLLL", 0, height - 1, 0, width - 1)) + record(145)
    for number, row in enumerate(rows):
        sheet += record(0, struct.pack("<LLHHBL", number, 0, 300, 0, 0, 0))
        sheet += b"".join(record(6, struct.pack("<LL", column, 0) + wide(text)) for column, text in enumerate(row))
    sheet += record(146) + record(130)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": links,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def ods(rows: Sequence[Sequence[str]], more: str = "") -> bytes:
    """An .ods with one sheet; `more` is written as it is after its rows."""
    text = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="任务表">{text}{more}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )
