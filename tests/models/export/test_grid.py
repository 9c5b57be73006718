"""Grids: cells that span rows and columns tile the whole, in .docx too; the annual report's tables as forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.annual_tables import figures_shown, table_grid
from models.export.docx_base import body_elements
from models.export.fonts import OFFICE_FONTS
from models.export.grid import Grid, GridCell
from models.export.grid_docx import grid_table, grid_widths
from models.registers.annual.figures import Cell
from models.registers.annual.form import FORM_2019, FORM_2021, Form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_cells_that_overlap_or_leave_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Grid((1, 1), ((GridCell("a", 3),),)).placed()
    with pytest.raises(ValueError, match="does not fit"):
        Grid((1, 1), ((GridCell("a", 1, 2), GridCell("b")),)).placed()
    with pytest.raises(ValueError, match="gap"):
        Grid((1, 1), ((GridCell("a"),),)).placed()


def test_cells_find_their_place_beside_one_that_goes_down() -> None:
    grid = Grid((1, 1, 1), ((GridCell("a", 1, 2), GridCell("b", 2)), (GridCell("c"), GridCell("d"))))
    assert [(item.row, item.column, item.cell.text) for item in grid.placed()] == [
        (0, 0, "a"),
        (0, 1, "b"),
        (1, 1, "c"),
        (1, 2, "d"),
    ]


@given(widths=st.lists(st.floats(0.5, 9), min_size=1, max_size=12), available=st.integers(1000, 20000))
def test_the_widths_fill_the_room(widths: list[float], available: int) -> None:
    assert sum(grid_widths(Grid(tuple(widths), ()), available)) == available


@pytest.mark.parametrize("form", [FORM_2021, FORM_2019])
@pytest.mark.parametrize("number", ["二", "三", "四"])
def test_every_figure_stands_once_in_its_form(form: Form, number: str) -> None:
    cells = list(form.table(number).cells())
    figures = {cell: 1000 + place for place, cell in enumerate(cells)}
    grid = table_grid(form, number, figures_shown(figures))
    texts = [str(item.cell.text) for item in grid.placed()]
    assert [text for text in texts if text.isdigit()] == [str(figures[cell]) for cell in cells]


@pytest.mark.parametrize("form", [FORM_2021, FORM_2019])
@pytest.mark.parametrize("number", ["二", "三", "四"])
def test_the_table_in_word_has_the_same_shape(form: Form, number: str) -> None:
    grid = table_grid(form, number, figures_shown({}))
    (table,) = body_elements([grid_table(grid, 9000, OFFICE_FONTS, "GwTableCentred")])
    rows = table.findall(f"{W}tr")
    assert len(rows) == len(grid.rows)
    for row in rows:
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == len(grid.widths)
        assert sum(int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")) == 9000
    starts = [merge for merge in table.iter(f"{W}vMerge") if merge.get(f"{W}val") == "restart"]
    assert len(starts) == sum(item.cell.down > 1 for item in grid.placed())


@pytest.mark.parametrize("number", ["二", "三", "四"])
def test_a_form_stays_on_one_page(number: str) -> None:
    """Each row keeps with the next, but for the last: a head is not parted from its figures."""
    (table,) = body_elements([grid_table(table_grid(FORM_2021, number, str), 9000, OFFICE_FONTS, "GwTableCentred")])
    *rows, last = table.findall(f"{W}tr")
    assert all(place.find(f"{W}pPr/{W}keepNext") is not None for row in rows for place in row.iter(f"{W}p"))
    assert last.find(f".//{W}keepNext") is None


def test_table_three_has_the_names_of_the_form_at_the_left() -> None:
    grid = table_grid(FORM_2021, "三", figures_shown({Cell("三", "三(三)1", "自然人"): 7}))
    left = [(item.row, item.column, item.cell.text) for item in grid.placed() if item.column < 3 and item.row > 2]
    assert left[:6] == [
        (3, 0, "一、本年新收政府信息公开申请数量"),
        (4, 0, "二、上年结转政府信息公开申请数量"),
        (5, 0, "三、本年度办理结果"),
        (5, 1, "（一）予以公开"),
        (6, 1, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        (7, 1, "（三）不予公开"),
    ]
    assert left[6] == (7, 2, "1.属于国家秘密")
