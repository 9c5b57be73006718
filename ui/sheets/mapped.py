"""What is right and wrong with a mapping of columns to fields by itself, before any row is looked at. No Qt.

For `draft` only.
"""

from collections import Counter
from collections.abc import Iterable

from models.base.register import Register
from models.operations.sheet_layouts import Mapping, joins
from models.operations.spreadsheets import offered_fields


def twice(register: Register, mapping: Mapping) -> frozenset[str]:
    """Fields that more than one column goes into although they take only one."""
    return frozenset(name for name in several(mapping) if not joins(register.field(name)))


def several(mapping: Mapping) -> frozenset[str]:
    """Fields that more than one column goes into."""
    counted = Counter(name for name in mapping if name is not None)
    return frozenset(name for name, number in counted.items() if number > 1)


def why_not(register: Register, mapping: Mapping) -> str:
    """What is wrong with a mapping, as a sentence; empty when rows can be checked with it."""
    if not any(mapping):
        return "还没有一列对上栏目，请在左边为各列选择栏目。"
    double = twice(register, mapping)
    if double:
        return f"{_named(field.title for field in register.fields if field.name in double)}选了不止一列，请只留一列。"
    missing = [field.title for field in offered_fields(register) if field.required and field.name not in mapping]
    return f"必填的{_named(missing)}还没有对上哪一列，请在左边选择。" if missing else ""


def _named(titles: Iterable[str]) -> str:
    return "、".join(f"“{title}”" for title in titles)
