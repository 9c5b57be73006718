"""Writes small PDF files by hand, with Chinese text in a font that is not embedded; for tests that read them back."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595, 842)
NO_START = "，。、；：？！）》”】"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Sheet:
    """A page to be: places count from the lower left corner, in points."""

    size: tuple[float, float] = A4
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 16, matrix: str = "1 0 0 1", mode: int = 0) -> None:
        self.drawn.append(
            f"BT /F1 {size} Tf {mode} Tr {matrix} {x:.2f} {y:.2f} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.drawn.append(f"0.5 w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        self.drawn.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        self.drawn.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /I1 Do Q")

    def paragraph(
        self,
        text: str,
        y: float,
        left: float = 80,
        right: float = 516,
        size: float = 16,
        pitch: float = 28,
        indent: float = 2,
    ) -> float:
        """A paragraph set as an office does it; gives the height of the line after it."""
        for index, line in enumerate(wrapped(text, right - left, size, indent)):
            self.text(left + (indent * size if index == 0 else 0), y, line, size)
            y -= pitch
        return y

    def table(
        self, rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, size: float = 10, pitch: float = 14
    ) -> float:
        """A table with all lines drawn; None in a row joins a cell to the one above. Gives its lower edge."""
        y = top
        self.line(xs[0], y, xs[-1], y)
        for row in rows:
            cells = [
                wrapped(text or "", right - left - 8, size, 0)
                for text, left, right in zip(row, xs[:-1], xs[1:], strict=True)
            ]
            for lines, left in zip(cells, xs[:-1], strict=True):
                for index, line in enumerate(lines):
                    self.text(left + 4, y - 3 - size - index * pitch, line, size)
            low = y - pitch * max(len(lines) for lines in cells) - 6
            for x in xs:
                self.line(x, y, x, low)
            self.line(xs[0], low, xs[-1], low)
            y = low
        return y


def width_of(text: str, size: float) -> float:
    return sum(size / 2 if " " <= sign <= "~" else size for sign in text)


def wrapped(text: str, width: float, size: float, indent: float = 2) -> list[str]:
    """The lines of a paragraph; no sign that may not begin a line begins one."""
    lines, line, room = [], "", width - indent * size
    for index, sign in enumerate(text):
        follows = text[index + 1 : index + 2]
        needed = width_of(line + sign + (follows if follows and follows in NO_START else ""), size)
        if line and sign not in NO_START and needed > room + 0.01:
            lines.append(line)
            line, room = "", width
        line += sign
    return [*lines, line] if line else lines


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    result, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        result.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(result)


def lock(user: str, owner: str) -> tuple[bytes, bytes]:
    """The key for the passwords and the dictionary that says so (40 bits, revision 2)."""
    padded = [(word.encode() + PADDING)[:32] for word in (user, owner)]
    entry = rc4(hashlib.md5(padded[1]).digest()[:5], padded[0])
    key = hashlib.md5(padded[0] + entry + (-64 & 0xFFFFFFFF).to_bytes(4, "little") + b"gongkai-ledger-1").digest()[:5]
    check = rc4(key, PADDING)
    return key, b"<</Filter/Standard/V 1/R 2/P -64/O<%s>/U<%s>>>" % (entry.hex().encode(), check.hex().encode())


def pdf(sheets: Sequence[Sheet], user: str | None = None, owner: str = "owner") -> bytes:
    """The file; `user` is the password to open it ("" for one that only forbids changes), None for no protection."""
    key, rules = lock(user, owner) if user is not None else (b"", b"")
    bodies: list[tuple[bytes, bytes | None]] = [
        (b"<</Type/Catalog/Pages 2 0 R>>", None),
        (
            b"<</Type/Pages/Count %d/Kids[%s]>>"
            % (len(sheets), b" ".join(b"%d 0 R" % (7 + 2 * i) for i in range(len(sheets)))),
            None,
        ),
        (b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>", None),
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
            None,
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
            None,
        ),
        (b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80"),
    ]
    for index, sheet in enumerate(sheets):
        wide, high = sheet.size
        bodies.append(
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I1 6 0 R>>>>>>"
                % (wide, high, sheet.rotate, 8 + 2 * index),
                None,
            )
        )
        bodies.append((b"<</Filter/FlateDecode", zlib.compress("\n".join(sheet.drawn).encode())))
    return assembled(bodies, key, rules)


def assembled(
    bodies: Sequence[tuple[bytes, bytes | None]], key: bytes = b"", rules: bytes = b"", size: int | None = None
) -> bytes:
    """Objects, numbered from 1 (a dictionary, or the beginning of one and a stream), as a whole file."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, (head, stream) in enumerate(bodies, 1):
        places.append(len(out))
        if stream is not None:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            data = rc4(own, stream) if key else stream
            head += b"/Length %d>>\nstream\n%s\nendstream" % (len(data), data)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, head)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    name = b"gongkai-ledger-1".hex().encode()
    out += b"trailer\n<</Size %d/Root 1 0 R/ID[<%s><%s>]%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size or len(bodies) + 1,
        name,
        name,
        b"/Encrypt " + rules if rules else b"",
        start,
    )
    return bytes(out)
