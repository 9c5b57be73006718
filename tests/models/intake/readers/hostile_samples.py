"""What damage and malice make of good files; for the tests of all readers."""

import random
import struct
from collections.abc import Iterator

from tests.models.intake.readers import ofd_samples, rtf_samples
from tests.models.intake.readers.containers import (
    Swollen,
    compound,
    ods,
    raw_zip,
    unzipped,
    with_part,
    xls,
    xlsb,
    zipped,
)
from tests.models.intake.readers.good_samples import ROWS, good, ofd, pdf, picture, sheetml, xlsx
from tests.models.intake.readers.web_samples import ARTICLE, page

GIGABYTES = 2 * 1000**3


def damaged(data: bytes, seed: int, flips: int, cuts: int = 8) -> Iterator[tuple[str, bytes]]:
    """A file cut off at some places, with bits turned over, and with bytes put in or taken out."""
    chance = random.Random(seed)
    for part in range(cuts):
        yield f"cut {part}/{cuts}", data[: len(data) * part // cuts]
    yield "cut at the end", data[:-1]
    for number in range(flips):
        changed = bytearray(data)
        for _ in range(1 + number % 5 * 4):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"flipped {number}", bytes(changed)
    for number in range(max(2, flips // 5)):
        at = chance.randrange(len(data))
        yield f"inserted {number}", data[:at] + chance.randbytes(chance.randrange(1, 40)) + data[at:]
        yield f"removed {number}", data[:at] + data[at + chance.randrange(1, 40) :]
        yield f"overwritten {number}", data[:at] + chance.randbytes(8) + data[at + 8 :]
        yield f"blanked {number}", data[:at] + bytes(64) + data[at + 64 :]


def turned_inside(data: bytes, seed: int, flips: int) -> Iterator[tuple[str, bytes]]:
    """A zip whose parts are damaged before they are packed, so that the damage reaches the reader."""
    chance = random.Random(seed)
    parts = unzipped(data)
    for number in range(flips):
        name = chance.choice([name for name, content in parts.items() if content])
        content = bytearray(parts[name])
        for _ in range(1 + number % 4):
            content[chance.randrange(len(content))] = chance.choice(b"<>&\"'/0129\x00\xff- ")
        yield f"{name} {number}", zipped({**parts, name: bytes(content)})


def locked() -> dict[str, bytes]:
    """Files that ask for a password."""
    rights = f"/Encrypt<</Filter/Standard/V 1/R 2/P -64/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<00><00>]"
    package = compound({"EncryptionInfo": bytes(200), "EncryptedPackage": bytes(5000)})
    found = {"docx": package, "xlsx": package, "pdf": pdf(encrypt=rights)}
    for kind in ("docx", "xlsx", "ods", "ofd"):
        found[f"flag.{kind}"] = raw_zip(unzipped(good()[kind]), flags=1)
    found["ofd"] = with_part(ofd(), "Doc_0/Encrypt/Encryptions.xml", "<a/>")
    return found


MAIN = {
    "docx": "word/document.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "ods": "content.xml",
    "ofd": "Doc_0/Pages/Page_0/Content.xml",
}
SIDE = {
    "docx": "word/styles.xml",
    "xlsx": "xl/sharedStrings.xml",
    "ods": "META-INF/manifest.xml",
    "ofd": "Doc_0/Document.xml",
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
SWELLING: dict[str, tuple[str, str, str]] = {
    "docx": (f"<w:document {W}><w:body>", "<w:p><w:r><w:t>字</w:t></w:r></w:p>", "</w:body></w:document>"),
    "xlsx": (
        f"<worksheet {SHEET}><sheetData>",
        "<row>" + '<c t="inlineStr"><is><t>字</t></is></c>' * 8 + "</row>",
        "</sheetData></worksheet>",
    ),
    "ods": (
        f"<office:document-content {ODS}><office:body><office:spreadsheet><table:table>",
        '<table:table-row><table:table-cell office:value-type="string"><text:p>字</text:p></table:table-cell></table:table-row>',
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    ),
    "ofd": (
        f"<ofd:Page {ofd_samples.SPACE}><ofd:Content><ofd:Layer>",
        '<ofd:TextObject Boundary="1 1 9 9" Size="5"><ofd:TextCode X="0" Y="5">字</ofd:TextCode></ofd:TextObject>',
        "</ofd:Layer></ofd:Content></ofd:Page>",
    ),
}
"""Beginning, what is repeated, and end of each kind's main part."""


def swollen(kind: str, size: int, stated: int | None = None) -> Swollen:
    """A kind's main part as a well-formed one of `size` bytes."""
    head, piece, tail = (words.encode() for words in SWELLING[kind])
    return Swollen(size, head, piece, tail, stated)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Zips of some hundred kilobytes that want to be gigabytes."""
    files = good()
    for kind, main in MAIN.items():
        parts = unzipped(files[kind])
        yield f"2 GB.{kind}", raw_zip({**parts, main: swollen(kind, GIGABYTES)})
        yield f"lying 2 GB.{kind}", raw_zip({**parts, main: swollen(kind, GIGABYTES, stated=1000)})
        yield f"70 MB.{kind}", raw_zip({**parts, main: swollen(kind, 70_000_000)})
        yield f"beside.{kind}", raw_zip({**parts, SIDE[kind]: Swollen(GIGABYTES, b"<a>", b"<b/>", b"</a>")})
        yield f"unused part.{kind}", raw_zip({**parts, "media/picture.png": Swollen(GIGABYTES)})
    yield "550 MB.xlsx", raw_zip({**unzipped(files["xlsx"]), MAIN["xlsx"]: swollen("xlsx", 550_000_000)})
    sheet = xlsb(ROWS)
    yield "2 GB.xlsb", raw_zip({**unzipped(sheet), "xl/worksheets/sheet1.bin": Swollen(GIGABYTES, b"", b"\0")})
    inner = raw_zip({"word/document.xml": swollen("docx", GIGABYTES)})
    yield "nested.zip", zipped({"一.zip": inner, "二.zip": inner})
    yield "nested.docx", with_part(files["docx"], "word/embeddings/inner.docx", inner)
    yield (
        "many parts.docx",
        zipped({**unzipped(files["docx"]), **{f"word/part{number}.xml": b"" for number in range(3000)}}),
    )
    yield "one million pages.ofd", ofd_samples.ofd(["<a/>"], listed=["Pages/Page_0/Content.xml"] * 100_000)


LAUGHS = (
    '<!DOCTYPE {0} [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE {0} [<!ENTITY j SYSTEM "file:///etc/hostname"><!ENTITY % k SYSTEM "http://127.0.0.1:9/x"> %k;]>'
QUADRATIC = '<!DOCTYPE {0} [<!ENTITY j "' + "哈" * 60_000 + '">]>'


def entities() -> Iterator[tuple[str, bytes]]:
    """XML that refers to itself again and again, or to what lies outside."""
    for kind, main in MAIN.items():
        data = good()[kind]
        text = unzipped(data)[main].decode()
        text = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        for name, head, times in (("laughs", LAUGHS, 1), ("outside", OUTSIDE, 1), ("quadratic", QUADRATIC, 5000)):
            spoilt = head.format("a") + text.replace("公开", "公开" + "&j;" * times)
            yield f"{name}.{kind}", with_part(data, main, spoilt)
    for part in ("styles.xml", "workbook.xml"):
        text = (
            unzipped(good()["xlsx"])[f"xl/{part}"].decode().partition("?>")[2]
            or unzipped(good()["xlsx"])[f"xl/{part}"].decode()
        )
        yield f"laughs in {part}.xlsx", with_part(good()["xlsx"], f"xl/{part}", LAUGHS.format("a") + text)
    for name, head in (("laughs", LAUGHS), ("outside", OUTSIDE), ("quadratic", QUADRATIC)):
        spoilt = (
            sheetml(ROWS)
            .decode()
            .replace("<Workbook", head.format("Workbook") + "<Workbook", 1)
            .replace("公开", "公开&j;")
        )
        yield f"{name}.xml", spoilt.encode()
        yield f"{name}.html", (head.format("html") + page(ARTICLE.replace("公开", "公开&j;"))).encode()
        yield (
            f"{name}.xhtml.html",
            ('<?xml version="1.0"?>' + head.format("html") + "<html><body>&j;公开</body></html>").encode(),
        )


def deep(kind: str, levels: int) -> bytes:
    """A kind's main part with elements within elements."""
    opening, closing, inside = {
        "docx": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", SWELLING["docx"][1]),
        "docx table": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", SWELLING["docx"][1]),
        "xlsx": ("<row>", "</row>", ""),
        "ods": ("<table:table-row>", "</table:table-row>", ""),
        "ofd": ("<ofd:PageBlock>", "</ofd:PageBlock>", SWELLING["ofd"][1]),
    }[kind]
    kind = kind.split(maxsplit=1)[0]
    head, _, tail = SWELLING[kind]
    return with_part(good()[kind], MAIN[kind], head + opening * levels + inside + closing * levels + tail)


def deeply_nested() -> Iterator[tuple[str, bytes]]:
    """Elements and groups within each other without end."""
    for levels in (200, 100_000):
        for kind in ("docx", "docx table", "xlsx", "ods", "ofd"):
            yield f"{levels} {kind}.{kind.split()[0]}", deep(kind, levels)
        for tag in ("div", "span", "table><tr><td", "ul><li", "font"):
            end = "".join(f"</{part}>" for part in reversed(tag.split("><")))
            yield (
                f"{levels} {tag.partition('>')[0]}.html",
                f"<html><body>{f'<{tag}>' * levels}公开财政信息{end * levels}</body></html>".encode(),
            )
        yield f"{levels} unclosed.html", ("<html><body>" + "<b><div>公开" * levels).encode()
        yield f"{levels} groups.rtf", rtf_samples.rtf(b"{" * levels + rtf_samples.paragraph("公开") + b"}" * levels)
        yield (
            f"{levels} boxes.rtf",
            rtf_samples.rtf(rb"{\shp{\shptxt " * levels + rtf_samples.paragraph("公开") + b"}}" * levels),
        )
        part = b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n"
        yield (
            f"{levels} parts.mht",
            b"MIME-Version: 1.0\n" + b"".join(part % (n, n) for n in range(min(levels, 20_000))),
        )


def far_places() -> Iterator[tuple[str, bytes]]:
    """Spreadsheets whose cells lie at the far end of the sheet or are repeated over all of it."""
    head, _, tail = SWELLING["xlsx"]
    text = '<c r="{0}" t="inlineStr"><is><t>字</t></is></c>'

    def sheet(cells: str, more: str = "") -> bytes:
        rows = f'<row r="1">{text.format("A1")}{text.format("B1")}</row>{cells}'
        return with_part(xlsx(), MAIN["xlsx"], head + rows + tail.replace("</worksheet>", more + "</worksheet>"))

    yield "far corner.xlsx", sheet(f'<row r="1048576">{text.format("XFD1048576")}</row>')
    yield "far row.xlsx", sheet(f'<row r="1048576">{text.format("A1048576")}</row>')
    yield "far column.xlsx", sheet(f'<row r="2">{text.format("XFD2")}</row>')
    yield "beyond.xlsx", sheet(f'<row r="4294967295">{text.format("ZZZZZZ4294967295")}</row>')
    yield (
        "lying size.xlsx",
        with_part(
            xlsx(), MAIN["xlsx"], head.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>') + tail
        ),
    )
    merged = "<mergeCells>{0}</mergeCells>"
    yield "all merged.xlsx", sheet("", merged.format('<mergeCell ref="A1:XFD1048576"/>'))
    yield "merged again.xlsx", sheet("", merged.format('<mergeCell ref="A1:XFD1048576"/>' * 3000))
    yield "far corner.xls", xls(ROWS, {(65535, 255): "字"})
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="{1}"><text:p>字</text:p></table:table-cell>'
    for name, rows, columns in (
        ("all", 1048576, 16384),
        ("rows", 1048576, 2),
        ("columns", 2, 16384),
        ("absurd", 10**18, 10**18),
    ):
        row = '<table:table-row table:number-rows-repeated="{0}">' + cell + "</table:table-row>"
        yield f"repeated {name}.ods", ods(ROWS, row.format(rows, columns))
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    yield "repeated empty.ods", ods(ROWS, empty + "<table:table-row>" + cell.format(1, 1) + "</table:table-row>")
    spanned = cell.replace("number-columns-repeated", "number-columns-spanned").replace(
        "{1}", '16384" table:number-rows-spanned="1048576'
    )
    yield "spanned.ods", ods(ROWS, "<table:table-row>" + spanned + "</table:table-row>")
    yield "spaces.ods", ods([["一", '<text:s text:c="2000000000"/>二'], ["三", "四"]])
    merging = (
        '<Cell ss:Index="16000" ss:MergeAcross="9999999" ss:MergeDown="9999999"><Data ss:Type="String">字</Data></Cell>'
    )
    yield "merged.xml", sheetml(ROWS, f"<Row>{merging}</Row>")
    yield "merged again.xml", sheetml(ROWS, f"<Row>{merging}</Row>" * 2000)
    yield "far.xml", sheetml(ROWS, f'<Row ss:Index="1048576">{merging}</Row>')
    yield "many.xml", sheetml(ROWS, f"<Row>{'<Cell/>' * 1000}</Row>" * 5000)
    yield "wide.csv", ("序号,任务\n" + "1," * 3_000_000).encode()
    yield "quoted.csv", ("序号,任务\n" + '"' * 3_000_001).encode()
    yield "table.html", b"<table><tr><td colspan=999999999 rowspan=999999999>" + "一<td>二".encode() + b"</table>"
    spans = "<tr>" + "<td colspan=1000 rowspan=65000>一</td>" * 1000 + "</tr><tr><td>二</td></tr>" * 1000
    yield "table again.html", f"<table>{spans}</table>".encode()


def strange_pages() -> Iterator[tuple[str, bytes]]:
    """PDF and OFD files with loops, and pages of no human size."""
    yield "loop of pages.pdf", pdf(kids="[2 0 R 3 0 R]")
    yield "same page.pdf", pdf(kids="[" + "3 0 R " * 50_000 + "]").replace(b"/Count 1/", b"/Count 50000/")
    yield "count.pdf", pdf().replace(b"/Count 1/", b"/Count 2147483647/")
    yield "negative.pdf", pdf().replace(b"/Count 1/", b"/Count -5/")
    yield "huge.pdf", pdf(media="0 0 200000000 200000000")
    yield "beyond numbers.pdf", pdf(media="-1e38 -1e38 1e38 1e38")
    yield "no size.pdf", pdf(media="0 0 0 0")
    yield "self.pdf", pdf(drawn=b"BT /F1 1 Tf <51FA> Tj ET /F1 Do " * 2000)
    yield "many signs.pdf", pdf(drawn=b"BT /F1 9 Tf 9 9 Td (%s) Tj ET" % (b"\x51\xfa" * 900_000))
    yield (
        "many places.pdf",
        pdf(drawn=b"".join(b"BT /F1 9 Tf %d %d Td <51FA> Tj ET\n" % (n % 500, n % 800) for n in range(60_000))),
    )
    yield (
        "many lines.pdf",
        pdf(drawn=b"".join(b"%d %d m %d %d l S\n" % (n % 500, n % 797, n % 499, n % 801) for n in range(150_000))),
    )
    rules = b"".join(
        b"0 %d m 595 %d l S %d 0 m %d 842 l S\n" % (n % 842, n % 842, n % 595, n % 595) for n in range(842)
    )
    yield "raster.pdf", pdf(drawn=rules + b"BT /F1 9 Tf 9 9 Td <51FA> Tj ET")
    common = "".join(f'<ofd:TemplatePage ID="{n}" BaseLoc="../Doc_0/Document.xml"/>' for n in range(50))
    yield (
        "loop.ofd",
        ofd_samples.ofd(
            [ofd_samples.page(ofd_samples.text("字", 9, 9), '<ofd:Template TemplateID="5"/>' * 50)], common
        ),
    )
    yield "itself.ofd", with_part(ofd(), "OFD.xml", ofd_samples.ofd([]) and "<a><DocRoot>OFD.xml</DocRoot></a>")
    yield (
        "documents.ofd",
        with_part(ofd(), "OFD.xml", "<a>" + "<DocRoot>Doc_0/Document.xml</DocRoot>" * 20_000 + "</a>"),
    )
    many = ofd_samples.text("字" * 10, 9, 9).replace('DeltaX="g 9', 'DeltaX="g 999999999')
    yield "deltas.ofd", ofd_samples.ofd([ofd_samples.page(many)])
    yield (
        "huge.ofd",
        ofd_samples.ofd([ofd_samples.page(ofd_samples.text("字", 1e300, 1e300, 'CTM="1e300 0 0 1e300 1e300 nan"'))]),
    )
    grid = "".join(ofd_samples.line(0, n / 5, 210, n / 5) + ofd_samples.line(n / 5, 0, n / 5, 297) for n in range(1000))
    yield "raster.ofd", ofd_samples.ofd([ofd_samples.page(grid + ofd_samples.text("字", 9, 9))])
    yield (
        "hexadecimal.rtf",
        rtf_samples.rtf(rb"\bin2000000000 " + b"x" * 99 + rb"\u-99999999999 \cellx999999999\trowd\cell\row" * 9999),
    )
    cells = b"".join(b"\\clvmgf\\cellx%d" % n for n in range(3000)) + b"\\intbl x\\cell" * 3000
    yield "wide rows.rtf", rtf_samples.rtf((b"\\trowd" + cells + b"\\row") * 60)


def spoilt_text() -> Iterator[tuple[str, bytes]]:
    """Bytes that are hardly text."""
    chance = random.Random(5)
    yield "picture.png", picture()
    yield "huge.png", picture(30_000, 30_000)
    yield "lying.png", picture().replace(struct.pack(">LL", 64, 64), struct.pack(">LL", 2**31 - 1, 2**31 - 1))
    yield "zeros.txt", bytes(100_000)
    yield "random.txt", chance.randbytes(100_000)
    yield "one line.txt", "推进政务公开，".encode() * 300_000
    yield "line ends.txt", b"\n" * 3_000_000
    yield "half.txt", "公开".encode("utf-16-le")[:-1]
    yield "mark.txt", b"\xef\xbb\xbf"
    yield "tags.html", b"<html><body>" + b"<a b=" * 400_000
    yield "comment.html", b"<html><!--" + b"-" * 3_000_000
    yield "entities.html", b"<html><body>" + b"&#x1F600;&nbsp;&bogus;" * 200_000
    yield "header.mht", b"MIME-Version: 1.0\nContent-Type: " + b"multipart/related; a=" * 50_000
    yield (
        "base64.mht",
        b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + b"=A" * 500_000,
    )
