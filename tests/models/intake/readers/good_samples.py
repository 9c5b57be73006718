"""Small good files of every kind that is read, made on the spot; for the tests of all readers."""

import io
import struct
import zlib
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from tests.models.intake.readers import ofd_samples, rtf_samples
from tests.models.intake.readers.containers import ods, xls, xlsb
from tests.models.intake.readers.web_samples import ARTICLE, FACTS_TABLE, in_divisions, page

WORD_97 = Path(__file__).parents[3] / "fixtures" / "readers" / "word97.doc"
ROWS = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "公开财政预决算信息", "市财政局", "2024年6月底前"],
    ["2", "建设政策文件库", "市政府办公室、市教育局", "2024年9月底前"],
]
LINES = [
    "青云市2024年政务公开工作要点",
    "一、加强公开",
    "（一）公开财政预决算信息。（责任单位：市财政局；完成时限：2024年6月底前）",
]


def docx() -> bytes:
    """A Word document with paragraphs and a table."""
    from docx import Document

    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(0, len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx() -> bytes:
    """A spreadsheet."""
    from openpyxl import Workbook

    book = Workbook()
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf(media: str = "0 0 595 842", kids: str = "[3 0 R]", encrypt: str = "", drawn: bytes = b"") -> bytes:
    """A PDF of one page."""
    text = (drawn or b"BT /F1 16 Tf 80 700 Td <%s> Tj ET" % LINES[2].encode("utf-16-be").hex().encode()) + b"\n"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count 1/Kids{kids}/Parent 2 0 R>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".encode(),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(bodies) + 1, encrypt.encode())
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def ofd() -> bytes:
    """An OFD with lines and a table."""
    lines = "".join(ofd_samples.text(line[:25], 28, 40 + 10 * index) for index, line in enumerate(LINES))
    return ofd_samples.ofd([ofd_samples.page(lines + ofd_samples.table(ROWS, [28, 42, 80, 130, 182], 90))])


def mht() -> bytes:
    """A web page in one file, as browsers save it."""
    message = MIMEMultipart("related")
    message.attach(MIMEText(page(in_divisions(FACTS_TABLE, ARTICLE)), "html", "utf-8"))
    return message.as_bytes()


def good() -> dict[str, bytes]:
    """A good file of every kind, by its right ending."""
    table = xls(ROWS)
    return {
        "docx": docx(),
        "doc": WORD_97.read_bytes(),
        "rtf": rtf_samples.rtf(
            b"".join(map(rtf_samples.paragraph, LINES)) + rtf_samples.row(ROWS[1], [900, 4000, 6000, 8000])
        ),
        "pdf": pdf(),
        "ofd": ofd(),
        "html": page(in_divisions(FACTS_TABLE, ARTICLE)).encode(),
        "mht": mht(),
        "xlsx": xlsx(),
        "xls": table,
        "xlsb": xlsb(ROWS),
        "et": table,
        "ods": ods(ROWS),
        "xml": sheetml(ROWS),
        "csv": "\n".join(",".join(row) for row in ROWS).encode("gb18030"),
        "txt": "\n".join(LINES).encode("gb18030"),
    }


def sheetml(rows: list[list[str]], more: str = "") -> bytes:
    """An XML spreadsheet of Excel 2003; `more` is written as it is after its rows."""
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="任务表"><Table>{lines}{more}</Table></Worksheet></Workbook>'
    ).encode()


def picture(wide: int = 64, high: int = 64) -> bytes:
    """A white PNG, eight dots to a byte."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">LLBBBBB", wide, high, 1, 0, 0, 0, 0)
    row = b"\0" + b"\xff" * -(-wide // 8)
    squeezing = zlib.compressobj()
    dots = b"".join(squeezing.compress(row) for _ in range(high)) + squeezing.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
