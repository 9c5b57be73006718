"""Every layout of every register as a printed page: nothing is missing, nothing leaves the margins, heads are whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.errors import FieldError
from models.base.fields import Field
from models.base.layouts import Layout
from models.base.register import Register
from models.export.columns import column_widths
from models.export.docx_xml import CELL_MARGIN
from models.export.ledger import Band, Ledger
from models.export.ledger_docx import body_size, text_width, write_ledger_docx
from models.export.ledger_xlsx import write_ledger_xlsx
from models.export.sheet_styles import sheet_widths
from models.export.text import shown, width_of
from models.operations import Desk, records
from models.operations.ledgers import ledger_of
from models.operations.sheet_titles import offered_fields
from models.registers import all_registers
from tests.models.export.rendering import Page, render
from tests.models.operations.desks import office_desk

CASES = [(register, layout) for register in all_registers().values() for layout in register.layouts]
EACH = pytest.mark.parametrize(
    ("register", "layout"), [pytest.param(*case, id=f"{case[0].name}-{case[1].name}") for case in CASES]
)
TEXT = "全面推进规章、行政规范性文件集中公开，逐项核对现行有效文件目录，凡未入库的一律不得作为行政管理的依据。"
UNITS = ("区司法局", "区财政局")
WORDED = {
    "deadline_text": "2021年9月底前",
    "number": "12",
    "doc_number": "云政办〔2021〕{}号",
    "code": "云公开办函",
    "starts": "2021：15",
    "section": "一、围绕中心工作抓好主动公开",
    "page_address": "https://www.yunling.gov.cn/zwgk/2021/0812/c1234_56789.html",
}


def value_of(field: Field, number: int) -> object:
    """A value as a clerk may have it."""
    if field.name in WORDED:
        return WORDED[field.name].format(number)
    by_kind: dict[str, object] = {
        "date": "2021-09-30",
        "number": 12,
        "yes_no": True,
        "choice": next(iter(getattr(field, "options", ())), None),
        "units": UNITS,
        "entries": "2021-09-01 已印发方案并召开部署会\n2021-09-20 正在逐项核对",
        "long_text": f"{TEXT}（{number}）",
        "names": "别称",
    }
    if field.target not in (None, "units"):
        return None
    found = by_kind.get(field.kind, "王志强" if field.width <= 6 else f"第{number}个内容")
    return "；".join(UNITS) if field.target == "units" and field.kind == "links" else found


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ledger]]:
    """A ledger by each layout, of the same twelve records of its register."""
    with office_desk(tmp_path_factory.mktemp("账")) as desk:
        records.add(desk, "settings", {"key": "office_name", "value": "云岭区人民政府办公室"})
        found: dict[str, Ledger] = {}
        for register, layout in CASES:
            if not desk.book.ids(register.name) or register.name == "units":
                fill(desk, register)
            found[f"{register.name}-{layout.name}"] = ledger_of(
                desk, register, desk.book.ids(register.name)[:12], layout=layout, unit="区司法局"
            )
        yield found


def fill(desk: Desk, register: Register) -> None:
    for number in range(1, 2 if any(field.unique for field in register.fields) else 13):
        inputs = {
            field.name: "；".join(value) if isinstance(value, tuple) else value
            for field in offered_fields(register)
            if (value := value_of(field, number + 100 * len(register.fields))) is not None
        }
        add(desk, register, inputs)


def add(desk: Desk, register: Register, inputs: dict[str, object]) -> None:
    """A record, without what the register's rules refuse together (days that can't follow one another)."""
    while True:
        try:
            records.add(desk, register.name, inputs)
        except FieldError as error:
            del inputs[error.field]
        else:
            return


@pytest.fixture(scope="module")
def pages(ledgers: dict[str, Ledger], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    folder = tmp_path_factory.mktemp("页")
    paths: dict[str, Path] = {}
    for place, (name, ledger) in enumerate(ledgers.items()):
        paths[f"{name}.docx"] = folder / f"d{place}.docx"
        paths[f"{name}.xlsx"] = folder / f"x{place}.xlsx"
        write_ledger_docx(ledger, paths[f"{name}.docx"])
        # Without statistics: where the letters of a chart stand, the reader of the pages does not tell rightly.
        write_ledger_xlsx(replace(ledger, figures=()), paths[f"{name}.xlsx"])
    return render(paths, folder)


def letters(ledger: Ledger) -> Counter[str]:
    """Every character that must stand on the pages, but in cells that are merged with the one above."""
    texts = [ledger.title, *(column.title for column in ledger.columns), *ledger.signature]
    for row, merges in ledger.merging_rows():
        if isinstance(row, Band):
            texts.append(row.text)
        else:
            texts += [shown(cell) for place, cell in enumerate(row.cells) if not (merges and merges[place])]
    return Counter("".join("".join(texts).split()))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@EACH
def test_all_is_on_the_pages_and_inside_the_margins(
    pages: dict[str, list[Page]], ledgers: dict[str, Ledger], register: Register, layout: Layout, ending: str
) -> None:
    name = f"{register.name}-{layout.name}"
    glyphs = [(glyph, page) for page in pages[name + ending] for line in page.lines for glyph in line]
    missing = letters(ledgers[name]) - Counter(glyph.text for glyph, _ in glyphs)
    assert not missing
    for glyph, page in glyphs:
        assert 13 <= glyph.left <= glyph.right <= page.width - 13, (glyph, page.width)
        assert 8 <= glyph.top <= glyph.bottom <= page.height - 5, (glyph, page.height)


@EACH
def test_short_heads_stand_on_one_line(ledgers: dict[str, Ledger], register: Register, layout: Layout) -> None:
    ledger = ledgers[f"{register.name}-{layout.name}"]
    character = round(body_size(ledger) * 20)
    printed = column_widths(ledger.columns, text_width(ledger.look), character)
    for column, twips, characters in zip(ledger.columns, printed, sheet_widths(ledger), strict=True):
        needed = min(width_of(column.title), 4)
        assert twips - 2 * CELL_MARGIN >= needed * character * 0.95, column.title
        assert characters >= min(needed, 4) * 0.9, column.title
