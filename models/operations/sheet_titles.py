"""Which field of a register a column's title names. Part of `spreadsheets`."""

import re
from collections.abc import Callable
from functools import lru_cache

from models.base.fields import Field, plain_name
from models.base.layouts import ROLE, SPECIAL_TITLES, STATUS
from models.base.register import Register
from models.intake import column_kind

_ASIDE = re.compile(r"[(（〔\[【][^)）〕\]】]*[)）〕\]】]$")
OWN, EXACT, KIND, PART = 12, 10, 8, 4


def offered_fields(register: Register) -> tuple[Field, ...]:
    """The fields a column may be mapped to: those a person may fill in as text, or a sheet may tell."""
    return tuple(
        field
        for field in register.fields
        if not (field.hidden or (field.locked and not field.told) or field.kind == "attachments")
    )


def candidates(register: Register, title: str) -> dict[str, int]:
    """The fields that a title may name, each with how surely: `OWN` (the field's title), `EXACT`, `KIND` or `PART`."""
    return _finder(register)(title)


def fields_by_title(register: Register) -> Callable[[str], str | None]:
    """A function that gives the name of the field that a title names most surely, or None."""
    find = _finder(register)

    def best(title: str) -> str | None:
        found = find(title)
        return max(found, key=lambda name: found[name]) if found else None

    return best


def _finder(register: Register) -> Callable[[str], dict[str, int]]:
    exact: dict[str, str] = {}
    others: dict[str, str] = {}
    for field in offered_fields(register):
        for name in (field.title, field.name):
            exact.setdefault(plain_name(name), field.name)
    own = dict(exact)
    for field in offered_fields(register):
        for name in field.synonyms:
            exact.setdefault(plain_name(name), field.name)
    for field in register.fields:  # a title that another column has of its own is not taken for a similar one
        if field.locked and not field.told:
            others[plain_name(field.title)] = ""
    _add_layouts(register, exact, others)
    by_kind: dict[str, str] = {}
    for field in offered_fields(register):
        for kind in field.column_kinds:
            by_kind.setdefault(kind, field.name)

    @lru_cache(maxsize=2000)
    def find(title: str) -> dict[str, int]:
        found: dict[str, int] = {}
        if plain_name(title) in exact:
            return {exact[plain_name(title)]: OWN if plain_name(title) in own else EXACT}
        if plain_name(title) in others:
            return {}
        for part in reversed(title.split("/")):  # the name in the lowest row of a head says most
            plain = plain_name(part)
            bare = plain_name(_ASIDE.sub("", part))
            if not bare or len(plain) > 40:
                continue
            if plain in others or bare in others:
                return {}
            for text in (plain, bare):
                if text in exact:
                    found.setdefault(exact[text], OWN if text in own else EXACT)
            kind = column_kind(part)
            if kind in by_kind:
                found.setdefault(by_kind[kind], KIND)
            for name, field in exact.items():
                if len(name) >= 2 and len(bare) >= 2 and kind is None and (name in bare or bare in name):
                    found.setdefault(field, PART)
            if found:
                break
        return found

    return find


def _add_layouts(register: Register, exact: dict[str, str], others: dict[str, str]) -> None:
    """The headings of the register's own layouts: of fields, and of what a ledger shows and nobody fills in."""
    offered = {field.name for field in offered_fields(register)}
    if register.statuses:
        others.setdefault(plain_name(SPECIAL_TITLES[STATUS]), "")
    if register.unit_fields:
        others.setdefault(plain_name(SPECIAL_TITLES[ROLE]), "")
    for layout in register.layouts:
        for column in layout.columns:
            title = "" if column.option else plain_name(column.title)
            if title and column.single in offered:
                exact.setdefault(title, column.single)
            elif title and column.single:
                others.setdefault(title, "")
