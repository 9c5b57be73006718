"""Rich Text documents (.rtf, and .doc files that are RTF inside), after the specification 1.9.1 of RTF.

Automatic numbers stand in the file as text and are taken from there; hidden and deleted text is left out, of
fields only the result is kept. A word the reader does not know is skipped, as the specification asks.
"""

import re
from collections.abc import Callable
from copy import copy
from pathlib import Path

from models.base.errors import ReadError
from models.base.progress import Report, ignore_progress, tell
from models.intake.notice import SourceText
from models.intake.readers.building import SourceBuilder
from models.intake.readers.flowing import ABOVE, LEFT, Item, trimmed, write_items
from models.intake.readers.rtf_letters import CODE_PAGES, SIGNS, SYMBOLS, Letters, codec_of
from models.intake.readers.rtf_story import RowShape, Story
from models.intake.readers.sniffing import SAVE_AS

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
SKIPPED = frozenset(
    [
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "footnote",
        "annotation",
        "atnid",
        "atnauthor",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "fldinst",
        "xe",
        "tc",
        "nonshppict",
        "shprslt",
        "sp",
        "sn",
        "sv",
        "objdata",
        "objclass",
        "objname",
        "themedata",
        "datafield",
        "pntxta",
        "pntxtb",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "template",
        "filetbl",
        "nonesttables",
        "bkmkstart",
        "bkmkend",
        "atnref",
        "atndate",
        "atntime",
        "atrfstart",
        "atrfend",
        "mmathPr",
        "latentstyles",
        "falt",
        "panose",
        "docvar",
        "userprops",
        "xmlnstbl",
        "private",
        "background",
    ]
)
ENTERED = frozenset({"shpinst", "ud", "nesttableprops", "do", "shptxt", "dptxbxtext", "shp", "field", "fldrslt"})
"""Destinations that hold text although they may be skipped (\\*)."""
BOXES = frozenset({"shptxt", "dptxbxtext"})
NUMBERS = frozenset({"listtext", "pntext"})
BROKEN_OFF = "这份文件没有结尾，可能没有下载完整，末尾的内容也许不全，请核对。"
EVERY = 20_000
"""Tokens between two reports of progress."""
DEEPEST = 5_000
"""Groups within each other; real files have some dozens."""


class State:
    """What a group ({…}) hands down to those within it and forgets at its end."""

    def __init__(self) -> None:
        self.kind = "text"
        """text, number, fonts, shape (whose text is in its boxes only) or skip"""
        self.box = False
        self.pairs = False
        """Whether this group gives its text twice (\\upr), the second time in Unicode."""
        self.nested_row = False
        self.font = -1
        self.fallback = 1
        self.hidden = self.deleted = False
        self.depth = 0


class Rtf:
    """Reads the tokens of a file one after another."""

    def __init__(self, data: bytes, report: Report) -> None:
        self._data = data
        self._report = report
        self._state = State()
        self._stack: list[State] = []
        self._star = False
        self._left = 0
        """Letters still to be skipped, since they only repeat a Unicode number."""
        self._codec = "gb18030"
        self._fonts: dict[int, int] = {}
        self._open_font = -1
        self._default_font = -1
        self._stories = [Story()]

    def read(self) -> tuple[list[Item], bool]:
        """The paragraphs and tables, and whether the file has its end."""
        at, count, data = 0, 0, self._data
        whole = False
        while at < len(data):
            if count % EVERY == 0:
                tell(self._report, at, len(data))
            count += 1
            match = TOKEN.match(data, at)
            if match is None:  # a lone backslash at the very end
                break
            at = match.end()
            word, value, code, sign, brace, text = match.groups()
            if brace:
                if brace == b"}" and len(self._stack) <= 1:
                    whole = bool(self._stack)
                    break
                self._brace(brace)
            elif word:
                name, number = word.decode(), int(value) if value else None
                if name == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(name, number)
            elif code:
                self._bytes(bytes((int(code, 16),)))
            elif sign:
                self._sign(sign.decode("latin-1"))
            elif text:
                self._bytes(text)
        while len(self._stories) > 1:
            self._end_box()
        return self._stories[0].items(), whole

    def _brace(self, brace: bytes) -> None:
        self._star = False
        self._left = 0
        if brace == b"{":
            if len(self._stack) >= DEEPEST:
                raise ValueError("groups within groups without end")
            self._stack.append(self._state)
            self._state = copy(self._state)
            self._state.box = False
            if self._state.pairs:
                self._state.kind, self._state.pairs = "skip", False
            return
        if self._state.box:
            self._end_box()
        self._state = self._stack.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
        elif sign in ("\n", "\r"):
            self._word("par", None)
        elif sign in SIGNS:
            self._word(sign, None)

    def _word(self, name: str, number: int | None) -> None:
        star, self._star = self._star, False
        state = self._state
        if star or name in SKIPPED or name in ENTERED or name in NUMBERS or name == "fonttbl":
            self._destination(name, star)
            return
        if name in FORMATS and state.kind != "skip":
            FORMATS[name](self, 1 if number is None else number)
        elif name in SIGNS and state.kind in ("text", "number"):
            self._text(SIGNS[name])
        elif name in ENDS and state.kind == "text":
            self._end(name)

    def _destination(self, name: str, star: bool) -> None:
        state = self._state
        if name == "ud" and self._stack and self._stack[-1].pairs:
            state.kind = self._stack[-1].kind
        elif state.kind == "skip":
            return
        elif name in BOXES:
            self._begin_box()
        elif name in ("shp", "shpinst", "do"):
            state.kind = "shape"
        elif name == "nesttableprops":
            state.nested_row = True
        elif name in NUMBERS:
            state.kind = "number" if state.kind == "text" else "skip"
        elif name == "fonttbl":
            state.kind = "fonts"
        elif name in SKIPPED or (star and name not in ENTERED):
            state.kind = "skip"

    def _begin_box(self) -> None:
        self._stories.append(Story())
        self._state.kind, self._state.box, self._state.depth = "text", True, 0

    def _end_box(self) -> None:
        items = trimmed(self._stories.pop().items())
        self._stories[-1].anchor(items)

    def _into(self) -> Letters | None:
        """Where letters go now; None when they are not shown."""
        state = self._state
        if state.hidden or state.deleted:
            return None
        story = self._stories[-1]
        return {"text": story.letters, "number": story.number}.get(state.kind)

    def _bytes(self, data: bytes) -> None:
        self._star = False
        skipped = min(self._left, len(data))
        self._left -= skipped
        letters = self._into()
        if letters is not None and len(data) > skipped:
            font = self._state.font if self._state.font >= 0 else self._default_font
            charset = self._fonts.get(font, 0)
            if charset != SYMBOLS:
                letters.add_bytes(data[skipped:], CODE_PAGES.get(charset, self._codec), font)

    def _text(self, text: str) -> None:
        if self._left:
            self._left -= 1
            return
        letters = self._into()
        if letters is not None:
            letters.add_text(text)

    def _end(self, name: str) -> None:
        story, depth = self._stories[-1], self._state.depth
        if name in ("par", "sect"):
            story.end_paragraph(depth)
        elif name == "cell":
            story.end_cell()
        elif name == "row":
            story.end_row()
        elif name == "nestcell":
            story.end_inner_cell()
        else:
            story.end_inner_row()

    def unicode(self, number: int) -> None:
        r"""A letter by its number (\u), which others repeat for old readers."""
        letters = self._into()
        if letters is not None and not 0xE000 <= number & 0xFFFF < 0xF900:
            letters.add_number(number)
        self._left = self._state.fallback

    def font(self, number: int) -> None:
        r"""The font of what follows (\f), or that the table of fonts tells of."""
        if self._state.kind == "fonts":
            self._open_font = number
        else:
            self._state.font = number

    def charset(self, number: int) -> None:
        r"""The letters of a font (\fcharset)."""
        if self._state.kind == "fonts":
            self._fonts[self._open_font] = number

    def code_page(self, number: int) -> None:
        r"""The code page of the document (\ansicpg)."""
        self._codec = codec_of(number)

    def default_font(self, number: int) -> None:
        r"""The font where none is stated (\deff)."""
        self._default_font = number

    def set(self, **values: object) -> None:
        """Change what the open group hands down."""
        for name, value in values.items():
            setattr(self._state, name, value)

    def plain(self) -> None:
        r"""Letters as usual (\plain)."""
        self.set(hidden=False, deleted=False, font=-1)

    def row(self) -> RowShape:
        """The shape of the row that is stated; that of an inner table, which nobody asks for, is forgotten."""
        return RowShape() if self._state.nested_row else self._stories[-1].row

    def begin_row(self) -> None:
        r"""A row is stated anew (\trowd)."""
        if not self._state.nested_row:
            self._stories[-1].row = RowShape()

    def left_edge(self, number: int) -> None:
        r"""Where the row begins (\trleft)."""
        self.row().edges[0] = number


ENDS = frozenset(["par", "sect", "cell", "row", "nestcell", "nestrow"])
FORMATS: dict[str, Callable[[Rtf, int], None]] = {
    "u": Rtf.unicode,
    "f": Rtf.font,
    "fcharset": Rtf.charset,
    "ansicpg": Rtf.code_page,
    "deff": Rtf.default_font,
    "uc": lambda rtf, number: rtf.set(fallback=min(max(number, 0), 16)),
    "v": lambda rtf, number: rtf.set(hidden=bool(number)),
    "deleted": lambda rtf, number: rtf.set(deleted=bool(number)),
    "upr": lambda rtf, _: rtf.set(pairs=True),
    "plain": lambda rtf, _: rtf.plain(),
    "pard": lambda rtf, _: rtf.set(depth=0),
    "intbl": lambda rtf, _: rtf.set(depth=1),
    "itap": lambda rtf, number: rtf.set(depth=min(max(number, 0), 60)),
    "trowd": lambda rtf, _: rtf.begin_row(),
    "trleft": Rtf.left_edge,
    "cellx": lambda rtf, number: rtf.row().cell(number),
    "clvmrg": lambda rtf, _: rtf.row().merge(ABOVE),
    "clmrg": lambda rtf, _: rtf.row().merge(LEFT),
}


def read_rtf(path: Path, data: bytes, report: Report = ignore_progress) -> SourceText:
    """Read a Rich Text document from its bytes. One that breaks off is read as far as it goes, with a warning.

    Raises:
        ReadError: damaged, or without any text.
        Cancelled: as `report` says.
    """
    built = SourceBuilder()
    try:
        items, whole = Rtf(data, report).read()
    except ValueError as error:
        raise ReadError(f"“{path.name}”已损坏，打不开；{SAVE_AS}。") from error
    write_items(built, items)
    source = built.source(path.name, () if whole else (BROKEN_OFF,))
    if not source.text.strip():
        raise ReadError(f"“{path.name}”里没有文字，可能只有图片；请换一份文件，或把文字粘贴进来。")
    return source
