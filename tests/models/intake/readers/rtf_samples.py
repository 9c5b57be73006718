"""RTF files written by hand, for the tests of the RTF reader."""

HEAD = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun;}"
HEAD += rb"{\f2\fnil\fcharset2 Wingdings;}{\f3\fnil\fcharset136 PMingLiU;}}{\colortbl;\red0\green0\blue0;}"
HEAD += rb"{\info{\title \'b1\'ea\'cc\'e2}}{\header \'d2\'b3\'c3\'bc\par}"


def escaped(text: str, codec: str = "gb18030") -> bytes:
    """Letters as two-byte escapes, the way Word writes them."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode(codec))


def numbered(text: str) -> bytes:
    """Letters as Unicode numbers with their two bytes behind, the way Word writes those of other code pages."""
    return b"{\\uc2 " + b"".join(b"\\u%d%s" % (ord(sign), escaped(sign)) for sign in text) + b"}"


def rtf(body: bytes) -> bytes:
    """A whole file."""
    return HEAD + b"\\pard\\plain\\f1 " + body + b"}"


def paragraph(text: str) -> bytes:
    return escaped(text) + b"\\par\r\n"


def row(cells: list[str], edges: list[int], before: dict[int, bytes] | None = None) -> bytes:
    """A table row; `before` are words in front of a cell's edge, such as its merging."""
    shape = b"".join((before or {}).get(index, b"") + b"\\cellx%d" % edge for index, edge in enumerate(edges))
    inside = b"".join(b"\\pard\\intbl " + escaped(cell) + b"\\cell" for cell in cells)
    return b"\\trowd\\trleft0" + shape + inside + b"\\row\r\n"
