"""Fields and small steps that many registers share, so that they are called the same everywhere."""

from collections.abc import Mapping
from datetime import date

from models.base.errors import FieldError
from models.base.fields import Code, Date, LongText, Text, Value, Values
from models.base.lists import Attachments, Entries, Entry, Units
from models.base.register import Ask


def number(title: str = "序号") -> Code:
    """The number of a record within its register."""
    return Code(name="number", title=title, width=4, inline=True, searched=True, column_kinds=("number",))


def address(title: str = "页面地址") -> Text:
    """Where it stands on the web."""
    return Text(
        name="page_address",
        title=title,
        width=10,
        inline=True,
        limit=2000,
        synonyms=("链接", "网址", "发布链接", "公开链接"),
    )


def note() -> LongText:
    """A remark."""
    return LongText(name="note", title="备注", width=8, inline=True, searched=True, column_kinds=("note",))


def log() -> Entries:
    """What happened, by day."""
    return Entries(name="log", title="办理经过", width=12)


def files(title: str = "附件") -> Attachments:
    """Papers kept with the record."""
    return Attachments(name="files", title=title, width=8)


def handling_units(title: str = "承办单位", *synonyms: str) -> Units:
    """The units that do the work."""
    return Units(
        name="handling_units",
        title=title,
        role="handling",
        width=8,
        inline=True,
        searched=True,
        synonyms=("责任单位", "承办部门", "承办科室", *synonyms),
        column_kinds=("responsible",),
    )


def today(values: Values, day: date) -> Value:
    """What stands in an answer at first: the present day."""
    del values
    return day


def day_asked(name: str, title: str, help: str = "", *, required: bool = True) -> Ask:
    """Asks on which day it was; the present day stands there at first, and a day to come is refused."""
    return Ask(Date(name=name, title=title, required=required, help=help), today, happened=True)


def with_entry(values: Values, field: str, day: date, text: str) -> tuple[Entry, ...]:
    """The entries in `field` with one more, in the order of the days."""
    entries = (*(values.get(field) or ()), Entry(day, text))
    return tuple(sorted(entries, key=lambda entry: entry.on))


def logged(values: Values, day: date, text: str) -> Mapping[str, Value]:
    """One more entry of the log."""
    return {"log": with_entry(values, "log", day, text)}


def remarked(values: Values, note: str | None) -> Mapping[str, Value]:
    """The remark, with a new line added to what stands there."""
    if not note:
        return {}
    old = values.get("note")
    return {"note": f"{old}\n{note}" if old else note}


def not_before(day: date | None, first: date | None, told: str, field: str) -> None:
    """Refuse a day before the one it must follow.

    Raises:
        FieldError: naming both.
    """
    if day is not None and first is not None and day < first:
        raise FieldError(f"{day.isoformat()} 早于{told}（{first.isoformat()}），请核对日期。", field)
