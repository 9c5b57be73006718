"""Field types that hold many values (links, names, attachments, dated entries); each has a side table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, ClassVar

from typing_extensions import override

from models.base.fields import Directory, Field, Json, Side, Value, natural_key, read_date

_STRONG, _ANY = ";；\n", ";；\n、，,"
_STRONG_SIGN = re.compile(f"[{_STRONG}]")
_ANY_SIGN = re.compile(f"[{_ANY}]")
_PIECES = {signs: re.compile(rf"[^\s{_ANY}](?:[^{signs}]*[^\s{_ANY}])?") for signs in (_STRONG, _ANY)}
"""A piece between separators: it begins and ends with neither a blank nor a sign."""
_CLOSED_PAIRS = {"(": ")", "（": "）", "〔": "〕", "[": "]", "【": "】", "《": "》"}
_CLOSER = re.compile("[" + re.escape("".join(_CLOSED_PAIRS.values())) + "]")


def split_names(text: str) -> tuple[str, ...]:
    """Names parted by ； ; 、 ， , or line breaks; separators inside brackets do not count.

    When the text holds a semicolon or a line break, only those part it, so that a unit whose own name
    holds a 、 (各乡、街道办事处) can be written.
    """
    strong = _STRONG_SIGN.search(text) is not None
    return tuple(dict.fromkeys(text[start:end] for start, end in _parted(text, _STRONG if strong else _ANY)))


def _parted(text: str, separators: str) -> list[tuple[int, int]]:
    """Where the pieces between separators lie, without blanks around them and without empty ones."""
    enclosed = _in_brackets(text)
    if enclosed:
        text = "".join(["x" if index in enclosed else character for index, character in enumerate(text)])
    return [piece.span() for piece in _PIECES[separators].finditer(text)]


def _in_brackets(text: str) -> set[int]:
    """The places inside a pair of brackets; a bracket without its fellow encloses nothing."""
    enclosed: set[int] = set()
    if not _CLOSER.search(text):
        return enclosed
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if character in _CLOSED_PAIRS:
            opened.append((_CLOSED_PAIRS[character], index))
        elif any(closer == character for closer, _ in opened):
            while opened:
                closer, start = opened.pop()
                if closer == character:
                    enclosed.update(range(start, index))
                    break
    return enclosed


class ManyValues(Field):
    """What all fields of many values share: a tuple in memory, a side table in the workbook."""

    sql_type: ClassVar[str | None] = None

    @property
    @override
    def empty(self) -> Value:
        return ()

    @override
    def side(self, register: str) -> Side | None:
        return Side(f"{register}_{self.name}", self._columns())

    def _columns(self) -> tuple[str, ...]:
        raise NotImplementedError(self.name)

    @override
    def settled(self, value: Value) -> Value:
        return tuple(dict.fromkeys(value)) if value else ()

    @override
    def to_json(self, value: Value) -> Json:
        return list(value or ())

    @override
    def from_json(self, raw: Json) -> Value:
        return tuple(raw or ())

    @override
    def to_rows(self, value: Value) -> Iterable[tuple[Value, ...]]:
        return [(item,) for item in value or ()]

    @override
    def from_rows(self, rows: list[tuple[Value, ...]]) -> Value:
        return tuple(row[0] for row in rows)


class Names(ManyValues):
    """Several short texts, such as a unit's aliases."""

    kind: ClassVar[str] = "names"

    @override
    def display(self, value: Value, directory: Directory) -> str:
        return self.format(value, directory).rstrip("；")

    def _columns(self) -> tuple[str, ...]:
        return ("name",)

    def _read(self, text: str) -> Value:
        return split_names(text)

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        return listed(value or ())


@dataclass(frozen=True, kw_only=True)
class Links(ManyValues):
    """Links to records of another register: a tuple of their ids, in order."""

    to: str
    back_title: str = ""
    """The heading under which the records linked to show those that link to them; "": the register's title."""
    kind: ClassVar[str] = "links"

    @property
    @override
    def target(self) -> str | None:
        return self.to

    def _columns(self) -> tuple[str, ...]:
        return ("linked_id",)

    @override
    def accept(self, value: Value, directory: Directory) -> Value:
        """A tuple may hold names beside ids: what an editor was given, and what was typed besides."""
        if isinstance(value, tuple | list):
            value = tuple(self._one(item, directory) if isinstance(item, str) else item for item in value)
        return super().accept(value, directory)

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        return tuple(dict.fromkeys(self._one(name, directory) for name in self.names(text, directory)))

    def _one(self, name: str, directory: Directory) -> int:
        found = directory.find(self.to, name)
        if found is None:
            raise self.error(f"里的“{name}”找不到，请先登记或改正名称")
        return found

    def names(self, text: str, directory: Directory) -> Iterable[str]:
        """The names in a text, as `split_names`; but the longest run of pieces that is a known name as it stands is that name."""
        if _STRONG_SIGN.search(text):
            return split_names(text)
        pieces = _parted(text, _ANY)
        names: list[str] = []
        first = 0
        while first < len(pieces):
            runs = [text[pieces[first][0] : pieces[last][1]] for last in range(len(pieces) - 1, first, -1)]
            whole = next((run for run in runs if directory.known(self.to, run) is not None), None)
            taken = len(_parted(whole, _ANY)) if whole else 1
            names.append(whole or text[slice(*pieces[first])])
            first += taken
        return names

    @override
    def format(self, value: Value, directory: Directory) -> str:
        return listed([directory.title(self.to, item) for item in value or ()])

    @override
    def display(self, value: Value, directory: Directory) -> str:
        return self.format(value, directory).rstrip("；")

    @override
    def show_json(self, value: Value, directory: Directory) -> Json:
        return [directory.title(self.to, item) for item in value or ()]

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        return (not value, natural_key(self.format(value, directory)))


@dataclass(frozen=True, kw_only=True)
class Units(Links):
    """单位 in one role; all roles of a register share one link table with a `role` column."""

    to: str = "units"
    role: str
    kind: ClassVar[str] = "units"

    @override
    def side(self, register: str) -> Side | None:
        return Side(f"{register}_units", ("units_id",), (("role", self.role),))


@dataclass(frozen=True, kw_only=True)
class Link(Field):
    """A link to one record of another register: its id."""

    to: str
    back_title: str = ""
    """The heading under which the record linked to shows those that link to it; "": the register's title."""
    kind: ClassVar[str] = "link"
    sql_type: ClassVar[str | None] = "INTEGER"

    @property
    @override
    def target(self) -> str | None:
        return self.to

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        wanted = text.strip()
        if not wanted:
            return None
        found = directory.find(self.to, wanted)
        if found is None:
            raise self.error(f"“{wanted}”找不到，请先登记或改正名称")
        return found

    @override
    def format(self, value: Value, directory: Directory) -> str:
        return directory.title(self.to, value) if value else ""


@dataclass(frozen=True, kw_only=True)
class Related(ManyValues):
    """Links to records of any register, in order: pairs of (register name, id). Set by operations, never typed."""

    back_title: str = ""
    """As for `Links`."""
    locked: bool = True
    kind: ClassVar[str] = "related"

    @property
    @override
    def links_anywhere(self) -> bool:
        return True

    def _columns(self) -> tuple[str, ...]:
        return ("linked_id", "linked_register")

    @override
    def parse(self, text: str, directory: Directory) -> Value:
        if text.strip():
            raise self.error("由程序填写，不能直接输入")
        return self.empty

    @override
    def format(self, value: Value, directory: Directory) -> str:
        return listed([directory.title(register, identity) for register, identity in value or ()])

    @override
    def to_json(self, value: Value) -> Json:
        return [list(pair) for pair in value or ()]

    @override
    def from_json(self, raw: Json) -> Value:
        return tuple((register, identity) for register, identity in raw or ())

    @override
    def show_json(self, value: Value, directory: Directory) -> Json:
        return [directory.title(register, identity) for register, identity in value or ()]

    @override
    def to_rows(self, value: Value) -> Iterable[tuple[Value, ...]]:
        return [(identity, register) for register, identity in value or ()]

    @override
    def from_rows(self, rows: list[tuple[Value, ...]]) -> Value:
        return tuple((register, identity) for identity, register in rows)


@dataclass(frozen=True)
class Attachment:
    """One piece of evidence (佐证): a web link (`url`) or a file kept in the workbook (`digest`, `size` in bytes)."""

    title: str
    url: str = ""
    digest: str = ""
    size: int = 0


def listed(names: Sequence[str]) -> str:
    """Names in one line, so that `split_names` parts them again."""
    if _ANY_SIGN.search("".join(names)):
        return "；".join(names) + ("；" if len(names) == 1 else "")
    return "、".join(names)


def first_named(names: Sequence[str], most: int, counted: str) -> str:
    """At most so many names for a reader, and where there are more how many in all: 甲、乙等 5 个单位."""
    more = f"等 {len(names)} {counted}" if len(names) > most else ""
    return "、".join(names[:most]) + more


def size_text(size: int) -> str:
    """A file size as people read it."""
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


BETWEEN_LINKS = re.compile(r"\s+|；\s*|;(?=\s|$|https?://)\s*")
"""A ; may also stand inside an address."""


class Attachments(ManyValues):
    """附件: files kept in the workbook and links; text that is parsed must be web links."""

    kind: ClassVar[str] = "attachments"

    def _columns(self) -> tuple[str, ...]:
        return ("title", "url", "digest", "size")

    def _read(self, text: str) -> Value:
        links = [part for part in BETWEEN_LINKS.split(text) if part]
        for link in links:
            if not re.match(r"https?://\S+$", link):
                raise self.error(f"“{link}”不是网址；文件请用“添加附件”选取")
        return tuple(Attachment(title=link, url=link) for link in links)

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        return "、".join(item.title for item in value or ())

    @override
    def to_json(self, value: Value) -> Json:
        return [asdict(item) for item in value or ()]

    @override
    def from_json(self, raw: Json) -> Value:
        return tuple(Attachment(**item) for item in raw or ())

    @override
    def to_rows(self, value: Value) -> Iterable[tuple[Value, ...]]:
        return [(item.title, item.url, item.digest or None, item.size) for item in value or ()]

    @override
    def from_rows(self, rows: list[tuple[Value, ...]]) -> Value:
        return tuple(Attachment(title, url or "", digest or "", size or 0) for title, url, digest, size in rows)


_GOES_ON = "\n\u3000"


@dataclass(frozen=True)
class Entry:
    """A dated note, such as one report of progress (进展)."""

    on: date
    text: str


def dated(text: str, day: date) -> str:
    """The text of dated notes as `Entries` reads it, what has no date of its own noted on `day`.

    A line without a date carries on the one above it; what is dated wrongly stays as it is, to be refused.
    """
    lines: list[str] = []
    for line in filter(str.strip, text.strip().split("\n")):
        if line[0].isspace() or _begins_with_date(line):
            lines.append(line)
        else:
            lines.append(f"{_GOES_ON[-1]}{line}" if lines else f"{day.isoformat()} {line}")
    return "\n".join(lines)


def _begins_with_date(line: str) -> bool:
    try:
        return read_date(line.split(maxsplit=1)[0]) is not None
    except ValueError:
        return True


class Entries(ManyValues):
    """Dated notes, oldest first; each is typed on a line that begins with its date, further lines with a blank."""

    kind: ClassVar[str] = "entries"

    @override
    def settled(self, value: Value) -> Value:
        """All of them: the same words on the same day may well be told twice, by two units say."""
        return tuple(value) if value else ()

    def _columns(self) -> tuple[str, ...]:
        return ("noted_on", "text")

    def _read(self, text: str) -> Value:
        entries: list[Entry] = []
        for line in filter(str.strip, text.split("\n")):
            if line[0].isspace() and entries:
                entries[-1] = replace(entries[-1], text=f"{entries[-1].text}\n{line.strip()}")
                continue
            head, rest = (*line.split(maxsplit=1), "")[:2]
            try:
                day = read_date(head)
            except ValueError:
                raise self.error(f"“{head}”这一天不存在，请核对") from None
            if day is None or not rest.strip():
                raise self.error("每行要写成“2021-09-30 进展内容”，接着上一条写的行前面空一格")
            entries.append(Entry(day, rest.strip()))
        return tuple(sorted(entries, key=lambda entry: entry.on))

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        return "\n".join(f"{entry.on.isoformat()} " + entry.text.replace("\n", _GOES_ON) for entry in value or ())

    @override
    def to_json(self, value: Value) -> Json:
        return [{"on": entry.on.isoformat(), "text": entry.text} for entry in value or ()]

    @override
    def from_json(self, raw: Json) -> Value:
        return tuple(Entry(date.fromisoformat(item["on"]), item["text"]) for item in raw or ())

    @override
    def to_rows(self, value: Value) -> Iterable[tuple[Value, ...]]:
        return [(entry.on.isoformat(), entry.text) for entry in value or ()]

    @override
    def from_rows(self, rows: list[tuple[Value, ...]]) -> Value:
        return tuple(Entry(date.fromisoformat(on), text) for on, text in rows)
