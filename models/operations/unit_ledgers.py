"""One ledger a unit, for all units at once, into a folder (按单位分别导出).

A unit's ledger holds the records that name it in any role. What names a group (各部门, 县区政府) goes to the group's
members, since they have to do it; a group without members gets a file of its own. Nothing that lies in the folder
is overwritten: a name that is taken gets a number. All files come together or, on Cancel and errors, none.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.base.errors import ClerkError
from models.base.file_names import safe_file_name
from models.base.files import write_error
from models.base.layouts import Layout
from models.base.lists import first_named
from models.base.membership import meant_by
from models.base.progress import Report, ignore_progress, tell
from models.base.record import Changes, Record
from models.base.register import Register
from models.operations.desk import Desk, Outcome
from models.operations.ledger_rows import Role
from models.operations.ledgers import Write, ledger_of, ledger_title, writer_for
from models.operations.records import register_named

_AT_ONCE = 1000


@dataclass
class Shares:
    """Which records go to which unit.

    spread: who is meant by a unit that a record names. groups: those whose records went to their members; nobody: how many records name no unit.
    """

    spread: "_Spread"
    by_unit: dict[int, list[int]] = field(default_factory=dict)
    groups: set[int] = field(default_factory=set)
    alone: set[int] = field(default_factory=set)
    """Groups without members: each has a file of its own."""
    nobody: int = 0

    def role_of(self, register: Register, unit: int) -> Role:
        """Tells which part the unit, or a group that it is in, has in a record: 牵头, 责任, 配合."""
        roles = [(name, register.field(name).title.removesuffix("单位")) for name in register.unit_fields]

        def role(record: Record) -> str:
            named = (
                title
                for name, title in roles
                if any(unit in self.spread.members(other) for other in record.values[name])
            )
            return "、".join(named)

        return role


def unit_layout(register: Register) -> Layout:
    """The layout made for one unit's sheet, else the usual one."""
    return next((layout for layout in register.layouts if layout.per_unit), register.usual_layout)


def export_by_unit(
    desk: Desk,
    register: str,
    ids: Sequence[int],
    folder: Path,
    *,
    ending: str = ".xlsx",
    name: str = "",
    layout: Layout | None = None,
    notes: Sequence[str] = (),
    write: Write | None = None,
    report: Report = ignore_progress,
) -> Outcome:
    """Write a ledger for each unit that these records name; the folder is made when its parent exists.

    name: what the files are called after the unit; "" is the ledger's title. write: writes files of this ending;
    without it `ledgers` does. Raises:
        ClerkError: the register names no units, none of the records does, or the ending is unknown.
        WriteError: the folder can't be written in. Cancelled: as `report` says; no file is left then.
    """
    declared = register_named(desk, register)
    if not declared.unit_fields:
        raise ClerkError(f"{declared.title}里没有单位这一栏，不能按单位分别导出。")
    writer = write or writer_for(Path(f"台账{ending}"))
    chosen = layout or unit_layout(declared)
    if not ids:
        raise ClerkError(f"没有要导出的{declared.noun}，请改一改筛选条件。")
    shares = shares_of(desk, declared, ids)
    if not shares.by_unit:
        raise ClerkError(f"要导出的{declared.noun}都没有写单位，不能按单位分别导出。请先填写单位。")
    total = len(shares.by_unit)
    with _folder_of_parts(folder) as parts:
        names = _Names(folder)
        for number, (unit, own) in enumerate(shares.by_unit.items()):
            tell(report, number, total)
            title = desk.book.title("units", unit)
            role = shares.role_of(declared, unit)
            ledger = ledger_of(desk, declared, own, layout=chosen, unit=title, role=role, notes=notes)
            called = f"{title} {name}" if name else ledger_title(declared, chosen, title)
            target = parts / names.free(called, ending)
            writer(ledger, target, _still_at(report, number, total))
    tell(report, total, total)
    return Outcome(Changes(), _told(desk, declared, folder, shares, names.numbered), tuple(ids))


def _still_at(report: Report, number: int, total: int) -> Report:
    """A report for writing one file, which tells how many files are done and hears of 取消."""

    def tells(done: int, of: int) -> bool:
        del done, of
        return report(number, total)

    return tells


def shares_of(desk: Desk, register: Register, ids: Sequence[int]) -> Shares:
    """Which of these records go to which unit, in their order; the units in the order in which they come first."""
    spread = _Spread(desk)
    shares = Shares(spread)
    for start in range(0, len(ids), _AT_ONCE):
        for record in desk.book.records(register.name, ids[start : start + _AT_ONCE]):
            named = dict.fromkeys(unit for name in register.unit_fields for unit in record.values[name])
            for member in dict.fromkeys(one for unit in named for one in spread.members(unit)):
                shares.by_unit.setdefault(member, []).append(record.id)
            shares.nobody += not named
    shares.groups = spread.groups
    shares.alone = {unit for unit in shares.by_unit if spread.is_group(unit)}
    return shares


class _Spread:
    """The units that are meant by a unit: its members and theirs, or itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._members = desk.book.linked("units", "members")
        self._known: dict[int, tuple[int, ...]] = {}
        self.groups: set[int] = set()

    def members(self, unit: int) -> tuple[int, ...]:
        if unit not in self._known:
            self._known[unit] = meant_by((unit,), self._members)
            if unit not in self._known[unit]:
                self.groups.add(unit)
        return self._known[unit]

    def is_group(self, unit: int) -> bool:
        from models.registers.units import GROUP

        return bool(self._desk.book.values("units", unit)["kind"] == GROUP)


@dataclass
class _Names:
    """File names in a folder, none of them taken twice; Windows does not tell 甲A from 甲a."""

    folder: Path
    numbered: int = 0
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.folder.is_dir():
            self._taken = {entry.name.casefold() for entry in self.folder.iterdir()}

    def free(self, called: str, ending: str) -> str:
        name, number = safe_file_name(called, ending), 1
        while name.casefold() in self._taken:
            number += 1
            name = safe_file_name(called) + f"（{number}）" + ending
        self.numbered += number > 1
        self._taken.add(name.casefold())
        return name


@contextmanager
def _folder_of_parts(folder: Path) -> Iterator[Path]:
    """A folder for the files as they are made; at the end all go into `folder`, on an error none is left.

    Raises:
        WriteError: the folder can't be made or written in.
    """
    made = not folder.exists()
    parts = folder / f".~{secrets.token_hex(8)}"
    done = False
    try:
        folder.mkdir(exist_ok=True)
        parts.mkdir()
        yield parts
        for file in sorted(parts.iterdir()):
            file.replace(folder / file.name)
        done = True
    except OSError as error:
        raise write_error(error, folder / "台账") from error
    finally:
        shutil.rmtree(parts, ignore_errors=True)
        if made and not done and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _told(desk: Desk, register: Register, folder: Path, shares: Shares, numbered: int) -> str:
    """The summary, as one line of sentences."""
    noun, counter = register.noun, register.counter
    parts = [f"已按单位导出 {len(shares.by_unit)} 个文件到“{folder.name or folder}”。"]
    if shares.groups:
        parts.append(f"{_listed(desk, shares.groups)}的{noun}分到了各成员单位。")
    if shares.alone:
        parts.append(f"{_listed(desk, shares.alone)}没有登记成员单位，单独成一个文件。")
    if numbered:
        parts.append(f"{numbered} 个文件与已有的或别的单位的重名，加了编号。")
    if shares.nobody:
        parts.append(f"{shares.nobody} {counter}{noun}没有写单位，不在其中。")
    without = _without(desk, shares)
    if without:
        parts.append(f"另有 {without} 个单位没有{noun}，没有文件。")
    return "".join(parts)


def _listed(desk: Desk, units: set[int]) -> str:
    return first_named([f"“{desk.book.title('units', unit)}”" for unit in sorted(units)], 3, "个群体")


def _without(desk: Desk, shares: Shares) -> int:
    """How many units of the roster have nothing; groups that were spread do not count."""
    return len(set(desk.book.ids("units")) - set(shares.by_unit) - shares.groups)
