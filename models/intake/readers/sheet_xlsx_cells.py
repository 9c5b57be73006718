"""What the cells of an .xlsx mean, each different one worked out once. For `sheet_xlsx` only."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from xml.parsers import expat

from models.base.errors import ReadError
from models.intake.readers.packages import DAMAGED, read_part
from models.intake.readers.sheet_cells import LARGEST_EXACT, Texts, number_text
from models.intake.readers.sheet_formats import Show
from models.intake.readers.sheet_formats_xlsx import sheet_parts, shows_of

_NEEDED = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MOST_HELD = 1 << 21
"""Bytes of the XML of cells whose texts are remembered."""
_MOST_STRINGS = 1 << 18
_CUT = "\ue000"
"""Stands between texts while many are read at once; private use, so hardly ever in one of them."""
_ATTRIBUTE = re.compile(rb' ([a-z:]+)="([^"<]*)"')
_NUMBER = re.compile(rb"-?[0-9]{1,17}(?:\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN = re.compile(rb'<t( xml:space="preserve")?>([^<]*)</t>')
"""An item that is one text without format: whether its outer blanks count, and the escaped text."""
_SI = re.compile(rb"<si>([^<]*+(?:<(?!/si>)[^<]*+)*+)</si>|<si/>")
_PIECE = 1 << 18


class UnusualError(Exception):
    """Written in a way that is not known here; the library is to read the file."""


class Package:
    """The zip of an .xlsx, and small workbooks made of its parts for the library."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            if any(info.flag_bits & 1 for info in self.zip.infolist()):
                raise UnusualError("protected")
            parts = {name: read_part(self.zip, name) for name in (*_NEEDED, _STYLES)}
            if any(parts[name] is None for name in _NEEDED):
                raise UnusualError("parts")
            self._parts = {name: part for name, part in parts.items() if part is not None}
            self.sheets = sheet_parts(self.zip)
            self.shows = shows_of(parts[_STYLES] or b"") if parts[_STYLES] else {}
            """What number formats make of numbers, by the style that cells name."""
        except (*DAMAGED, ReadError, SyntaxError) as error:
            raise UnusualError(repr(error)) from error

    def book(self, sheet: str = "", rows: bytes = b"") -> Any:
        """The workbook as the library reads it, with these rows in one sheet and no other."""
        from python_calamine import CalamineError, CalamineWorkbook

        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as small:
            for name, part in self._parts.items():
                small.writestr(name, part)
            if sheet:
                whole = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (_MAIN, rows)
                small.writestr(sheet, whole)
        held.seek(0)
        try:
            return CalamineWorkbook.from_filelike(held)
        except (CalamineError, OSError, ValueError, OverflowError) as error:
            raise UnusualError(repr(error)) from error

    def values(self, sheet: int, cells: Sequence[bytes]) -> list[Any]:
        """What the library says these cells hold; each is given as all that follows its row's number."""
        from python_calamine import CalamineError

        numbers = range(1, len(cells) + 1)
        rows = b"".join(
            [
                b'<row r="%d"><c r="A%d%s</row>' % (number, number, cell)
                for number, cell in zip(numbers, cells, strict=True)
            ]
        )
        try:
            read = self.book(self.sheets[sheet], rows).get_sheet_by_index(sheet).to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError, OverflowError) as error:
            raise UnusualError(repr(error)) from error
        values = [row[0] if row else "" for row in read]
        return values + [""] * (len(cells) - len(values))

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        found: list[str] = []
        try:
            with self.zip.open(_STRINGS) as stream:
                for part in _cut_strings(stream):
                    found += self._texts_of(part)
        except (*DAMAGED, KeyError) as error:
            raise UnusualError(repr(error)) from error
        return found

    def _texts_of(self, part: bytes) -> list[str]:
        items = [match[1] for match in _SI.finditer(part)]
        if len(items) != part.count(b"<si") or b"<!" in part:
            raise UnusualError("shared strings")
        return texts_of_items(self, 0, [b"" if item is None else item for item in items])


def _cut_strings(stream: Any) -> Iterator[bytes]:
    pending: bytes = stream.read(_PIECE)
    head, _, pending = pending.partition(b"<sst")
    if b"<!" in head or (b"encoding" in head and b"utf-8" not in head.lower()):
        raise UnusualError("shared strings")
    _, _, pending = pending.partition(b">")
    while piece := stream.read(_PIECE):
        end = pending.rfind(b"</si>") + 5
        if end >= 5:
            yield pending[:end]
            pending = pending[end:]
        pending += piece
        if len(pending) > (1 << 24):
            raise UnusualError("a long shared string")
    yield pending


def texts_of_items(package: Package, sheet: int, items: Sequence[bytes]) -> list[str]:
    """The texts of rich text items (CT_Rst: what stands in `is` and `si`)."""
    plain = [_PLAIN.fullmatch(item) for item in items]
    raws = [match[2] if match and b"_x" not in match[2] else None for match in plain]
    texts = iter(unescaped([raw for raw in raws if raw is not None]))
    found = [next(texts) if raw is not None else None for raw in raws]
    hard = [
        place
        for place, (match, text) in enumerate(zip(plain, found, strict=True))
        if match is None or text is None or (not match[1] and text != text.strip())
    ]
    if hard:
        cells = [b'" t="inlineStr"><is>%s</is></c>' % items[place] for place in hard]
        for place, value in zip(hard, package.values(sheet, cells), strict=True):
            found[place] = str(value)
    return [text or "" for text in found]


def unescaped(raws: Sequence[bytes]) -> list[str]:
    """Texts as they stand in XML, read all at once."""
    joined = _CUT.encode().join(raws)
    try:
        text = _character_data(joined) if b"&" in joined else joined.decode()
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise UnusualError(repr(error)) from error
    texts = text.split(_CUT) if raws else []
    if len(texts) != len(raws):
        raise UnusualError("a text of private use")
    return texts


def _character_data(raw: bytes) -> str:
    found: list[str] = []
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.buffer_size = max(1024, len(raw))
    parser.CharacterDataHandler = found.append
    parser.Parse(b"<a>%s</a>" % raw, True)
    return "".join(found)


class _Columns(dict[bytes, int]):
    """The number of a column, from 0, by its letters."""

    def __missing__(self, letters: bytes) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + letter - 64
        if number > 1 << 14:
            raise UnusualError("columns")
        self[letters] = number - 1
        return number - 1


class Cells:
    """The texts of a sheet's cells, by all of a cell's XML that follows its row's number."""

    def __init__(self, package: Package, sheet: int) -> None:
        self.columns: dict[bytes, int] = _Columns()
        self.lost: set[bytes] = set()
        """The cells whose number has lost its last digits."""
        self._package = package
        self._sheet = sheet
        self._texts = Texts()
        self._known: dict[bytes, str] = {}
        self._held = 0
        self._shows = package.shows
        self._kinds: dict[bytes, tuple[str, Show | None]] = {}

    def known(self, keys: set[bytes]) -> dict[bytes, str]:
        """The text of each of these cells, and of others; good until it is asked for again."""
        fresh = keys.difference(self._known)
        self._held += sum(map(len, fresh))
        if self._held > _MOST_HELD:  # what comes often is soon known again
            self._known.clear()
            fresh, self._held = keys, sum(map(len, keys))
        self._known.update(self._made(fresh))
        return self._known

    def _made(self, keys: set[bytes]) -> dict[bytes, str]:
        made: dict[bytes, str] = {}
        inline: list[tuple[bytes, bytes]] = []
        others: list[bytes] = []
        self._learn_kinds(keys)
        for key in keys:
            attributes, _, content = key.partition(b">")
            kind, show = self._kinds[attributes]
            if kind == "number" and content.startswith(b"<v>") and content.endswith(b"</v></c>"):
                raw = content[3:-8]
                if show is None and raw.isdigit() and len(raw) < 15 and raw[0] != 48:
                    made[key] = raw.decode()
                elif _NUMBER.fullmatch(raw):
                    made[key] = self._number(key, float(raw), show)
                else:
                    others.append(key)
            elif kind == "inlineStr" and content.startswith(b"<is>") and content.endswith(b"</is></c>"):
                inline.append((key, content[4:-9]))
            elif kind == "s" and content.startswith(b"<v>") and content.endswith(b"</v></c>"):
                made[key] = self._shared(content[3:-8])
            elif kind == "nothing":
                made[key] = ""
            else:
                others.append(key)
        if inline:
            texts = texts_of_items(self._package, self._sheet, [item for _, item in inline])
            made.update(zip([key for key, _ in inline], texts, strict=True))
        for key, value in zip(others, self._package.values(self._sheet, others) if others else (), strict=True):
            made[key] = self._of_value(key, value)
        if any("\r" in text for text in made.values()):
            made = {key: text.replace("\r\n", "\n").replace("\r", "\n") for key, text in made.items()}
        return made

    def _shared(self, raw: bytes) -> str:
        strings = self._package.strings
        if not raw.isdigit() or int(raw) >= len(strings):
            raise UnusualError("a shared string")
        return strings[int(raw)]

    def _number(self, key: bytes, value: float, show: Show | None) -> str:
        if abs(value) >= LARGEST_EXACT:
            self.lost.add(key)
        return show(value) if show is not None else number_text(value)

    def _of_value(self, key: bytes, value: Any) -> str:
        _, show = self._kinds[key.partition(b">")[0]]
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(key, value, show)
        text: str = self._texts.of_type[type(value)][value]
        return text

    def _learn_kinds(self, keys: set[bytes]) -> None:
        """What the attributes of cells say; that a style makes no date of a number is asked of the library."""
        fresh = [item for item in {key.partition(b">")[0] for key in keys} if item not in self._kinds]
        if not fresh:
            return
        read = [dict(_ATTRIBUTE.findall(item, 1)) for item in fresh]
        probes = [b'" s="%s"><v>1</v></c>' % found.get(b"s", b"0") for found in read]
        for item, found, value in zip(fresh, read, self._package.values(self._sheet, probes), strict=True):
            kind = found.get(b"t", b"n").decode()
            numeric = kind == "n" and isinstance(value, int | float)
            known = kind in ("inlineStr", "s")
            named = "nothing" if item.endswith(b"/") else "number" if numeric else kind if known else "other"
            self._kinds[item] = named, self._shows.get(found.get(b"s", b""))
