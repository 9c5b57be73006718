"""The letters of an RTF file: bytes in the code page of their font, Unicode numbers, and signs by name.

Used by `rtf_files`.
"""

CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Python's codec for \\fcharset; 0 and 1 are the document's own code page."""
SYMBOLS = 2
"""The \\fcharset of fonts whose letters are pictures."""
SIGNS = {
    "tab": "\u3000",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u3000",
    "enspace": " ",
    "qmspace": " ",
    "~": "\u00a0",
    "_": "-",
    "\\": "\\",
    "{": "{",
    "}": "}",
}


def codec_of(code_page: int) -> str:
    r"""Python's codec for \ansicpg; that of Chinese Windows for unknown numbers."""
    name = {936: "gb18030", 950: "cp950", 65001: "utf-8", 54936: "gb18030", 10008: "gb2312"}.get(code_page)
    if name:
        return name
    try:
        "".encode(f"cp{code_page}")
    except LookupError:
        return "gb18030"
    return f"cp{code_page}"


def decoded(data: bytes, codec: str) -> str:
    """Bytes as letters; those that are none in this code page as Western ones, in which signs are often left."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        pass
    western = data.decode("cp1252", "replace")
    other = data.decode(codec, "replace")
    return western if len(data) < 3 and "\ufffd" not in western else other


class Letters:
    """Joins bytes and Unicode numbers into text, in the order they come."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._bytes = bytearray()
        self._codec, self._font = "cp1252", -1

    def add_bytes(self, data: bytes, codec: str, font: int) -> None:
        """Some bytes; a letter of two may come in two calls, but not in two fonts."""
        if (codec, font) != (self._codec, self._font):
            self._flush()
            self._codec, self._font = codec, font
        self._bytes += data

    def add_number(self, number: int) -> None:
        r"""A UTF-16 unit, as \u gives it: signed."""
        self.add_text(chr(number & 0xFFFF))

    def add_text(self, text: str) -> None:
        """Letters as they are."""
        self._flush()
        self._text.append(text)

    def take(self) -> str:
        """The text so far; the next begins anew."""
        self._flush()
        text = "".join(self._text)
        self._text = []
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")

    def _flush(self) -> None:
        if self._bytes:
            self._text.append(decoded(bytes(self._bytes), self._codec))
            self._bytes.clear()
