"""What is exported to .xlsx, or to .csv, comes back through the import as it was, for every register and every layout of ours
that holds what a record must have.

Title, notes, bands, subtotals and the line for signing are no records; the status and the number of the row are
not taken. Links are to records that both workbooks know: a name alone (各乡、街道办事处) does not tell one from two.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from models.base.errors import FieldError
from models.base.fields import NOBODY, Field, plain_name
from models.base.layouts import Layout
from models.base.register import Register
from models.intake.readers.sheet_files import Sheet, read_sheets
from models.operations import Desk, records, spreadsheets
from models.operations.ledgers import export_ledger
from models.operations.sheet_titles import offered_fields
from models.registers import all_registers
from tests.examples import some
from tests.models.operations.desks import office_desk

REGISTERS = all_registers()
CASES = [
    pytest.param(register, layout, id=f"{register.name}-{layout.name}")
    for register in REGISTERS.values()
    for layout in register.layouts
    if {field.name for field in register.fields if field.required} <= set(layout.field_names())
]
ROSTER = ("区司法局", "各乡、街道办事处", "区财政局（国资局）", "市政府办公室")
DOCUMENTS = ("2021年政务公开工作要点", "关于印发《办法》的通知")
NASTY = (
    *("=1+1", "+86 551", "-5", "@甲", "00123", "000000000000000001", "1E5", "TRUE", "2021-09-30", "#N/A"),
    *("_x0041_", "第一行\n第二行", "“引号”<&>", "注：核对", "说明", "填表人：甲", "一、公开", "状态", "3.0", "100%"),
)
TEXTS = st.sampled_from(NASTY) | st.text(
    st.sampled_from("公开任务甲乙丙0123 =+-@,，、；;（）\n\t'\"<>&_x：:𠮷é"), max_size=12
)
WORDED = {
    "deadline_text": ("", "2021年9月底前", "持续推进", "每月25日前", "2021年12月31日前完成；\t长期"),
    "code": ("青政办函", "青政办", "青公开办"),
    "starts": ("", "2026：15", "2025：3；2026：15"),
    "doc_number": ("青政办函〔2026〕8号", "青政办函〔2026〕11号", "青政办〔2025〕108号"),
}
"""Fields whose register's rules refuse what is not worded so."""
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values of a field as a person may have typed them, the empty one among them."""
    if field.name in WORDED:
        return st.sampled_from(WORDED[field.name])
    if field.target not in (None, "units", "documents"):
        return st.just(field.empty)
    names = ROSTER if field.target == "units" else DOCUMENTS
    many = st.lists(st.sampled_from(range(1, len(names) + 1)), unique=True, max_size=3).map(tuple)
    entry = st.builds(lambda day, text: f"{day.isoformat()} {text}", DAYS, TEXTS.map(lambda text: text.strip() or "甲"))
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "date": st.none() | DAYS,
        "number": st.none() | st.integers(-(2**62), 2**62),
        "yes_no": st.booleans(),
        "choice": st.sampled_from(("", *getattr(field, "options", ()))),
        "units": many,
        "links": many,
        "link": st.none() | st.sampled_from(range(1, len(names) + 1)),
        "names": st.lists(TEXTS, max_size=2).map("；".join),
        "entries": st.lists(entry.map(lambda text: text.replace("\n", "\n　")), max_size=2).map("\n".join),
    }
    return by_kind.get(field.kind, TEXTS).filter(lambda value: acceptable(field, value))


def acceptable(field: Field, value: Any) -> bool:
    """Whether the field takes it; and it is no word by which the import knows a total."""
    try:
        read = field.accept(value, NOBODY) if isinstance(value, str) else value
    except FieldError:
        return False
    if field.required and (read is None or not plain_name(str(read))):
        return False
    return "计" not in str(read)


@st.composite
def rows_of(draw: st.DrawFn, register: Register, layout: Layout) -> list[dict[str, Any]]:
    taken = [field for field in offered_fields(register) if field.name in layout.field_names()]
    own = next((field.name for field in taken if field.unique and field.required), "")
    one = st.fixed_dictionaries({field.name: values_of(field) for field in taken})
    rows: list[dict[str, Any]] = draw(
        st.lists(one, min_size=1, max_size=6, unique_by=lambda row: plain_name(row[own]) if own else id(row))
    )
    shared = {field.name for field in taken if field.unique and not field.required}
    # Names that two units share are refused, which is tested elsewhere. What is left empty follows from the rest by
    # the register's rules, in either workbook.
    return [
        {name: value for name, value in row.items() if value not in (None, "", ()) and name not in shared}
        for row in rows
    ]


def started(desk: Desk) -> None:
    """What links point to."""
    records.add(desk, "settings", {"key": "office_name", "value": "区政务公开办公室"})
    records.add_many(desk, "units", [{"name": name} for name in ROSTER])
    records.add_many(desk, "documents", [{"title": name} for name in DOCUMENTS])


def shown(desk: Desk, register: Register, ids: list[int], names: list[str]) -> list[dict[str, str]]:
    found = desk.book.records(register.name, ids)
    return [{name: register.field(name).format(record[name], desk.book) for name in names} for record in found]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk, Path]]:
    """Two workbooks that know the same units and documents, and a place for files."""
    with (
        office_desk(tmp_path_factory.mktemp("甲")) as one,
        office_desk(tmp_path_factory.mktemp("乙")) as other,
    ):
        started(one)
        started(other)
        yield one, other, tmp_path_factory.mktemp("文件")


@contextmanager
def undone(desk: Desk) -> Iterator[None]:
    """What is done here is taken back."""
    before = desk.book.history.undoable()
    try:
        yield
    finally:
        if desk.book.history.undoable() != before:
            desk.book.undo()


def allowed(desk: Desk, register: Register, row: dict[str, Any]) -> bool:
    """Whether the register's rules let such a record be (an end before its beginning is refused)."""
    try:
        with undone(desk):
            records.add(desk, register.name, row)
    except FieldError:
        return False
    return True


def comes_back(
    desks: tuple[Desk, Desk, Path],
    register: Register,
    layout: Layout,
    rows: list[dict[str, Any]],
    ending: str = ".xlsx",
) -> None:
    one, other, folder = desks
    target = folder / f"台账{ending}"
    names = [field.name for field in offered_fields(register) if field.name in layout.field_names()]
    rows = [row for row in rows if allowed(one, register, row)]
    assume(rows)
    with undone(one):
        ids = list(records.add_many(one, register.name, rows).ids)
        export_ledger(one, register.name, ids, target, layout=layout, notes=("只列出一部分。",))
        wanted = shown(one, register, ids, names)
    if layout.group_by:
        for row in wanted:  # a heading over all columns is read as a line of words: blanks in a row are one
            row[layout.group_by] = " ".join(row[layout.group_by].split())
        groups = list(dict.fromkeys(row[layout.group_by] for row in wanted))
        wanted = sorted(wanted, key=lambda row: (not row[layout.group_by], groups.index(row[layout.group_by])))
    sheet: Sheet = read_sheets(target, target.read_bytes(), {".csv": "text"}.get(ending, "xlsx"))[0]
    with undone(other):
        found = spreadsheets.find_table(sheet, register, target.name)
        mapping = spreadsheets.propose(other, register, found).mapping
        outcome = spreadsheets.bring_in(other, register, found, mapping)
        came = shown(other, register, list(outcome.ids), names)
        for before, after in zip(wanted, came, strict=True):
            assert after == before


RUNS = settings(
    max_examples=some(8 if settings().derandomize else 15),  # more of them where they are new each time
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(("register", "layout"), CASES)
@given(data=st.data())
@RUNS
def test_records_come_back_as_they_were(
    desks: tuple[Desk, Desk, Path], register: Register, layout: Layout, data: st.DataObject
) -> None:
    comes_back(desks, register, layout, data.draw(rows_of(register, layout)))


@pytest.mark.parametrize(
    "register", [REGISTERS["tasks"], REGISTERS["units"], REGISTERS["requests"]], ids=lambda one: one.name
)
@given(data=st.data())
@RUNS
def test_records_come_back_from_plain_data(
    desks: tuple[Desk, Desk, Path], register: Register, data: st.DataObject
) -> None:
    layout = replace(register.usual_layout, group_by="")
    comes_back(desks, register, layout, data.draw(rows_of(register, layout)), ".csv")


@given(data=st.data(), group_as=st.sampled_from(["bands", "merged"]), subtotals=st.booleans())
@RUNS
def test_groups_subtotals_and_signatures_are_no_records(
    desks: tuple[Desk, Desk, Path], data: st.DataObject, group_as: Any, subtotals: bool
) -> None:
    register = REGISTERS["tasks"]
    layout = replace(
        register.usual_layout,
        group_by="section",
        group_as=group_as,
        subtotals=subtotals,
        signature=("科长：", "审核："),
    )
    rows = data.draw(rows_of(register, layout))
    for row in rows:
        row["section"] = data.draw(st.sampled_from(["", "一、主动公开", "主动公开 > （一）财政", "其他"]))
    comes_back(desks, register, layout, rows)
