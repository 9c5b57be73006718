"""Field types (字段类型): each owns how a value is parsed, shown, checked, compared and stored.

A `Field` is a frozen declaration inside a register. The rest of the program asks the field and never
switches on its type; only the window chooses an editor by `kind`, and the workbook a side table by `side`.

Values in memory: str, int, bool, date or None for plain fields; tuples for fields of many values
(ids of linked records, names, attachments, dated entries). "Nothing" is None, or the empty tuple.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from typing_extensions import override

from models.base.errors import FieldError

Value = Any
Json = Any


class Directory(Protocol):
    """Knows the names of records, for fields that link to them."""

    def title(self, register: str, record_id: int) -> str:
        """The name under which a record is shown."""
        ...

    def known(self, register: str, text: str) -> int | None:
        """The record that goes by this name, alias or number; None when there is none."""
        ...

    def find(self, register: str, text: str) -> int | None:
        """As `known`; but a directory may register the name on the spot where the register allows it."""
        ...

    def words(self, key: str) -> tuple[str, ...]:
        """The office's own list of words of this key; empty when it keeps none."""
        ...

    def add_word(self, key: str, words: tuple[str, ...], word: str) -> None:
        """A word that is not in a list (as it now stands) was used; a directory may add it on the spot."""
        ...


class Nobody:
    """A directory in which nobody is listed; others begin with it."""

    def title(self, register: str, record_id: int) -> str:
        """Always nothing."""
        del register, record_id
        return ""

    def known(self, register: str, text: str) -> int | None:
        """Never anybody."""
        del register, text
        return None

    def find(self, register: str, text: str) -> int | None:
        """Never anybody."""
        del register, text
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """No list of its own."""
        del key
        return ()

    def add_word(self, key: str, words: tuple[str, ...], word: str) -> None:
        """Kept nowhere."""
        del key, words, word


HIDDEN = "（已隐去）"
"""Stands for personal data where nobody asked for it."""
NOBODY: Directory = Nobody()
"""For reading values that link to nothing."""


@dataclass(frozen=True)
class Side:
    """Where a field of many values lives: a table of its own, one row a value.

    `columns` are the value's columns, `fixed` columns with a constant value (such as role='lead').
    """

    table: str
    columns: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a register: its English `name`, its Chinese `title`, and what holds for all types."""

    name: str
    title: str
    help: str = ""
    required: bool = False
    unique: bool = False
    width: float = 8.0
    """Width in a table or ledger, in full-width characters."""
    inline: bool = False
    """May be edited in the table's cell."""
    searched: bool = False
    hidden: bool = False
    """Kept and exported to JSON, but no column and no form line shows it."""
    sorted_by: str = ""
    """Another field by whose value this one is sorted (a wording by the day it means)."""
    locked: bool = False
    """Set by actions and rules only; forms show it and do not edit it."""
    told: bool = False
    """Locked, but a record that comes in from a spreadsheet may bring it along."""
    private: bool = False
    """Personal data (证件号码): hidden in tables, papers and exports unless somebody asks for it."""
    synonyms: tuple[str, ...] = ()
    """Other names under which spreadsheets have this field."""
    column_kinds: tuple[str, ...] = ()
    """Kinds of columns of task tables, as the reading of notices tells them apart, that hold this field."""

    kind: ClassVar[str] = "text"
    sql_type: ClassVar[str | None] = "TEXT"

    @property
    def target(self) -> str | None:
        """The register this field links to."""
        return None

    @property
    def links_anywhere(self) -> bool:
        """Whether it links to records of any register; its side table names the register beside the id."""
        return False

    @property
    def empty(self) -> Value:
        """The value that means nothing is there."""
        return None

    @property
    def looks(self) -> "Field":
        """The field whose editor, alignment and kind of cell this one has: itself, for all but computed ones."""
        return self

    def offered(self, directory: Directory) -> tuple[str, ...]:
        """The words among which a person chooses; empty where anything may be written."""
        del directory
        return ()

    def side(self, register: str) -> Side | None:
        """The side table that holds the values; None for a plain column."""
        del register
        return None

    def parse(self, text: str, directory: Directory) -> Value:
        """What a person typed or pasted, as a value.

        Raises:
            FieldError: the text can't be read as such a value.
        """
        del directory
        words = text.strip()
        return self._read(words) if words else self.empty

    def accept(self, value: Value, directory: Directory) -> Value:
        """Take text or a ready value; strings are parsed, everything is checked.

        Raises:
            FieldError: the value does not fit.
        """
        result = self.settled(self.parse(value, directory) if isinstance(value, str) else value)
        self.check(result)
        return result

    def settled(self, value: Value) -> Value:
        """A value in the one form in which it is kept: nothing is `empty`, many values are a tuple without twins."""
        return self.empty if value is None or value == "" else value

    def check(self, value: Value) -> None:
        """Refuse a value that must not be stored.

        Raises:
            FieldError: it is required and missing, or out of its range.
        """
        if self.required and value == self.empty:
            raise self.error("不能为空，请填写")

    def format(self, value: Value, directory: Directory) -> str:
        """The value as people read it."""
        del directory
        return "" if value is None else str(value)

    def display(self, value: Value, directory: Directory) -> str:
        """The value for looking at, in tables and papers; `format` gives the text that can be typed again."""
        text = self.format(value, directory)
        return HIDDEN if self.private and text else text

    def sort_key(self, value: Value, directory: Directory) -> Any:
        """A key that orders values as people expect; empty ones come last."""
        text = self.format(value, directory)
        return (not text, natural_key(text))

    def to_json(self, value: Value) -> Json:
        """The value as stored in the change log and given by the command line."""
        return value

    def from_json(self, raw: Json) -> Value:
        """Back from `to_json` or from the column."""
        return raw

    def show_json(self, value: Value, directory: Directory) -> Json:
        """The value for `list --json`: as `to_json`, but links by their names where that reads better."""
        del directory
        return self.to_json(value)

    def to_rows(self, value: Value) -> Iterable[tuple[Value, ...]]:
        """Rows for the side table, in the order of `Side.columns`."""
        raise NotImplementedError(self.name)

    def from_rows(self, rows: list[tuple[Value, ...]]) -> Value:
        """Back from the side table's rows."""
        raise NotImplementedError(self.name)

    def error(self, what: str) -> FieldError:
        """A `FieldError` that names this field."""
        return FieldError(f"“{self.title}”{what}。", self.name)

    def _read(self, text: str) -> Value:
        return text


_BRACKETS = re.compile(r"[〔［\[【﹝｛{〕］\]】﹞｝}]")
_ONE_KIND_OF_BRACKETS = str.maketrans("〔［[【﹝｛{〕］]】﹞｝}", "(((((((" + ")))))))")
_DIGITS = re.compile(r"(\d+)")
_LONGEST_NUMBER = 4000
"""Digits; Python refuses to read numbers much longer (sys.set_int_max_str_digits)."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters no XML document can hold (XML 1.0, 2.2), and halves of pairs, which UTF-8 can't either."""


def natural_key(text: str) -> tuple[tuple[int, int, bytes], ...]:
    """Sort key: numbers inside text by their size, characters by GB 18030 (pinyin for the common ones)."""
    parts = _DIGITS.split(text)
    return tuple(
        (0, int(part[:_LONGEST_NUMBER]), b"") if index % 2 else (1, 0, part.encode("gb18030", "replace"))
        for index, part in enumerate(parts)
        if part
    )


def plain_name(text: str) -> str:
    """A name for comparison: width and kind of brackets folded, blanks dropped, lower case."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    plain = "".join(text.split()).lower()
    return plain.translate(_ONE_KIND_OF_BRACKETS) if _BRACKETS.search(plain) else plain


def writable(text: str) -> str:
    """The text without what no file can hold."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text; line breaks become blanks."""

    limit: int = 500
    least: int = 0
    """So many characters at least, where a word or two would say nothing (an opinion, a reason)."""
    shown: Callable[[str], str] | None = None
    """Turns the stored text into what people read, when the two differ (a recurrence rule)."""

    def _read(self, text: str) -> Value:
        if text.isprintable():  # then it holds no character that either of these would change
            return text
        return re.sub(r"[\r\n\t\v\f]+", " ", _UNWRITABLE.sub("", text))

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is not None and len(value) > self.limit:
            raise self.error(f"有 {len(value)} 个字，最多 {self.limit} 个字，请缩短")
        if self.least and value is not None and len(value.strip()) < self.least:
            raise self.error(f"只有 {len(value.strip())} 个字，至少写 {self.least} 个字，请写清楚")

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        if not value:
            return ""
        return self.shown(value) if self.shown else str(value)


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Text of several lines."""

    limit: int = 2_000_000
    kind: ClassVar[str] = "long_text"

    def _read(self, text: str) -> Value:
        if text.isprintable():
            return text
        return re.sub(r"\r\n|[\r\v\f]", "\n", _UNWRITABLE.sub("", text))


class Code(Text):
    """A code or number that is text: leading zeros and length survive (统一社会信用代码, 索引号, 序号)."""

    kind: ClassVar[str] = "code"


_YEAR_IN_BRACKETS = re.compile(r"[\[［(（【〔﹝]\s*((?:19|20)\d\d)\s*[\]］)）】〕﹞]")


class DocNumber(Code):
    """发文字号: the year stands in six-angle brackets 〔〕 (GB/T 9704-2012, 7.2.5); others are turned into them."""

    def _read(self, text: str) -> Value:
        folded = unicodedata.normalize("NFKC", re.sub(r"\s+", "", text))
        return _YEAR_IN_BRACKETS.sub(r"〔\1〕", folded)


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number, from `least` on."""

    least: int | None = None
    kind: ClassVar[str] = "number"
    sql_type: ClassVar[str | None] = "INTEGER"

    def _read(self, text: str) -> Value:
        plain = unicodedata.normalize("NFKC", text).replace(",", "")
        try:
            return int(plain.replace("_", "?"))
        except ValueError:
            raise self.error(f"要填整数，“{text[:20]}”不是整数") from None

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is not None and not -(2**63) <= value < 2**63:  # SQLite's INTEGER
            raise self.error("太大，请核对")
        if value is not None and self.least is not None and value < self.least:
            raise self.error(f"不能小于 {self.least}，请核对")

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        del directory
        return (value is None, value or 0)


_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]\d{1,2}:\d\d(?::\d\d)?)?$")
_COMPACT_DATE = re.compile(r"^(\d{4})(\d\d)(\d\d)$")


def read_date(text: str) -> date | None:
    """A calendar day written as 2021-9-30, 2021.9.30, 2021/9/30, 2021年9月30日 or 20210930, or marked as an estimate.

    Returns None when it is not written as a date; raises ValueError when the day does not exist.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("(估算)").rstrip()
    match = _DATE.match(plain) or _COMPACT_DATE.match(plain)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A day; stored as ISO text."""

    width: float = 6.0
    kind: ClassVar[str] = "date"

    def _read(self, text: str) -> Value:
        try:
            day = read_date(text)
        except ValueError:
            raise self.error(f"“{text}”这一天不存在，请核对") from None
        if day is None:
            raise self.error(f"“{text}”不是日期，请写成 2021-09-30 这样") from None
        return day

    @override
    def settled(self, value: Value) -> Value:
        return value.date() if isinstance(value, datetime) else super().settled(value)

    @override
    def check(self, value: Value) -> None:
        super().check(value)
        if value is not None and not isinstance(value, date):
            raise self.error("不是日期，请写成 2021-09-30 这样")

    @override
    def sort_key(self, value: Value, directory: Directory) -> Any:
        del directory
        return (value is None, value or date.min)

    @override
    def to_json(self, value: Value) -> Json:
        return value.isoformat() if value else None

    @override
    def from_json(self, raw: Json) -> Value:
        return date.fromisoformat(raw) if raw else None


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """是 or 否; nothing is 否."""

    kind: ClassVar[str] = "yes_no"
    sql_type: ClassVar[str | None] = "INTEGER"
    width: float = 4.0

    @property
    @override
    def empty(self) -> Value:
        return False

    @override
    def offered(self, directory: Directory) -> tuple[str, ...]:
        del directory
        return ("是", "否")

    def _read(self, text: str) -> Value:
        plain = text.lower()
        if plain in {"是", "1", "true", "yes", "√", "y", "有"}:
            return True
        if plain in {"否", "0", "false", "no", "×", "n", "无"}:
            return False
        raise self.error(f"要填“是”或“否”，“{text}”读不懂")

    @override
    def format(self, value: Value, directory: Directory) -> str:
        del directory
        return "是" if value else "否"

    @override
    def to_json(self, value: Value) -> Json:
        return bool(value)

    @override
    def from_json(self, raw: Json) -> Value:
        return bool(raw)


Values = Mapping[str, Value]
