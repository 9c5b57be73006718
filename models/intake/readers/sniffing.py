"""What kind of file some bytes are, by their content, and what to say of a kind that can't be read."""

import io
import re
import zipfile
import zlib

SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx，再导入"
REFUSALS: dict[str, str] = {
    "locked": "“{name}”有打开密码，请在 Word 或 WPS 里去掉密码、另存后再导入。",
    "ole": "“{name}”是旧版 Office 或 WPS 文件，暂不能直接读取；" + SAVE_AS + "。",
    "pptx": "“{name}”是演示文稿，不能当作通知读取；请复制其中的文字，用“粘贴文字”导入。",
    "odf": "“{name}”是 OpenDocument 文件，暂不能直接读取；" + SAVE_AS + "。",
    "archive": "“{name}”是压缩包，请先解压，再选择里面的文件。",
    "broken_sheet": "“{name}”已损坏或没有下载完整，打不开；请重新下载，或用 Excel、WPS 修复后另存为 .xlsx。",
    "huge_sheet": "“{name}”解开后大得不正常，为安全起见没有打开；请打开后只留下要导入的部分，另存为 .xlsx 再试。",
    "broken_zip": "“{name}”已损坏或没有下载完整，打不开；请重新下载，或用 Word、WPS 修复后另存为 .docx。",
    "binary": "“{name}”不是文字文件，读不出来；请选择 Word、WPS、PDF、OFD、网页、表格或文本文件，或把通知的文字粘贴进来。",
}
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(
    r"\s*(?:(?:<\?xml[^>]{0,300}\?>|<!--.{0,2000}?-->)\s*)*"
    r"<(?:!doctype\s+html|html|head|meta|body|title|style|script|table|div|center|p|span|font|h[1-6]|ul|ol|br|base|link)\b",
    re.IGNORECASE | re.DOTALL,
)
SHEETML = '"urn:schemas-microsoft-com:office:spreadsheet"'
"""The namespace of the XML spreadsheets of Excel 2003, as their first element declares it."""
MHT = re.compile(
    r"\s*(?=[\w-]{2,40}:)(?:[^\n]*\n){0,60}?"
    r"(?:mime-version:\s*1|content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html))",
    re.IGNORECASE,
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))


def zip_kind(data: bytes) -> str:
    """The kind of a zip: an Office document, an OFD, or just an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if any(item.flag_bits & 1 for item in package.infolist() if item.filename in ("mimetype", "content.xml")):
                return "locked"
            ods = "content.xml" in names and "mimetype" in names and b"spreadsheet" in package.read("mimetype")[:100]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        return "broken_zip"
    for part, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("OFD.xml", "ofd"),
        ("content.xml", "ods" if ods else "odf"),
    ):
        if part in names:
            return kind
    if "[Content_Types].xml" in names:
        word = any(name.startswith("word/") and name.endswith(".xml") for name in names)
        return "docx" if word else "archive"
    return "archive"


def ole_kind(data: bytes) -> str:
    """The kind of an OLE file, by the names of the streams in its directory."""
    for name, kind in (
        ("EncryptedPackage", "locked"),
        ("EncryptionInfo", "locked"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "ole"


def kind_of(data: bytes) -> str:
    """The kind of a file's bytes: a key of `reading.READERS` or of `REFUSALS`."""
    if data.startswith(b"PK"):
        return zip_kind(data)
    if data.startswith(OLE):
        return ole_kind(data)
    return simple_kind(data)


def is_text(data: bytes) -> bool:
    """Whether a file that begins with these bytes is plain text, as far as its beginning tells."""
    return not data.startswith((b"PK", OLE)) and simple_kind(data) == "text"


def simple_kind(data: bytes) -> str:
    """The kind of bytes that are neither a zip nor an OLE file."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"BM") and len(data) > 14 and data[6:10] == b"\0\0\0\0":
        return "image"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    text = beginning_of_text(data)
    if SHEETML in text:
        return "sheetml"
    if HTML.match(text):
        return "html"
    return "mht" if MHT.match(text) else "text"


def beginning_of_text(data: bytes) -> str:
    """The first characters of bytes, right as far as they are ASCII, whatever the encoding."""
    first = data[:4096]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if first.startswith(mark):
            return first[2:].decode(encoding, errors="replace")
    return first.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def refusal(kind: str, name: str) -> str:
    """The sentence for a kind that can't be read."""
    return REFUSALS.get(kind, REFUSALS["binary"]).format(name=name)
