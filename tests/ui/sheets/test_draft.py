"""What the clerk decides about a sheet: mapping, ticks, corrections, the way from problem to problem."""

from models.operations.spreadsheets import Layout, Preview, Problem, Table, find_table
from models.registers import all_registers
from tests.ui.sheets.conftest import TABLE
from ui.sheets.draft import NOT_CHOSEN, TWIN, Draft

DOCUMENTS = all_registers()["documents"]
MAPPING = ("title", "doc_number", "issued_on", "validity", None)


def table() -> Table:
    return find_table(TABLE, DOCUMENTS, "目录.xlsx")


def draft() -> Draft:
    return Draft(DOCUMENTS, table(), Layout(MAPPING, 2, remembered=False))


def bad(row: int, column: int | None, sentence: str = "不对。") -> Problem:
    return Problem(row, column, "validity", "", sentence)


def test_a_mapping_without_a_required_field_is_told() -> None:
    made = draft()
    assert made.why_not_mapped() == ""
    made.map_to((None, "doc_number", None, None, None))
    assert "“文件标题”" in made.why_not_mapped()
    made.map_to((None,) * 5)
    assert "还没有一列" in made.why_not_mapped()


def test_a_field_taken_twice_is_named() -> None:
    made = draft()
    made.map_to(("title", "doc_number", "issued_on", "validity", "doc_number"))
    assert made.twice() == {"doc_number"}
    assert "“文号”选了不止一列" in made.why_not_mapped()


def test_a_field_of_many_values_takes_several_columns() -> None:
    made = draft()
    made.map_to(("title", "based_on", "issued_on", "validity", "based_on"))
    assert made.several() == {"based_on"}
    assert made.why_not_mapped() == ""


def test_twins_are_unticked_until_the_clerk_ticks_them() -> None:
    made = draft()
    made.take_preview(Preview((), (1,), {}))
    assert made.left_out == {1}
    assert made.reason(1) == TWIN
    made.tick([1, 2], on=True)
    made.tick([2], on=False)
    assert made.left_out == {2}
    assert made.reason(2) == NOT_CHOSEN
    made.take_preview(Preview((), (1,), {}))
    assert made.left_out == {2}


def test_bad_rows_are_set_aside_and_come_back_when_mended() -> None:
    made = draft()
    made.take_preview(Preview((bad(1, 2), bad(3, 3)), (0,), {}))
    assert (made.counts().good, made.counts().bad, made.counts().twins) == (1, 2, 1)
    assert made.bad_and_ticked() == 2
    assert made.set_bad_aside() == 2
    assert made.bad_and_ticked() == 0
    assert made.reasons() == {0: TWIN, 1: "不对", 3: "不对"}
    made.take_row(3, ())
    assert made.left_out == {0, 1}


def test_a_row_unticked_by_hand_stays_so_when_it_is_mended() -> None:
    made = draft()
    made.take_preview(Preview((bad(1, 2),), (), {}))
    made.tick([1], on=False)
    made.take_row(1, ())
    assert made.left_out == {1}


def test_from_problem_to_problem_and_around() -> None:
    made = draft()
    made.take_preview(Preview((bad(1, 2), bad(1, None), bad(3, 0)), (), {}))
    assert made.next_problem(-1, -1, 1) == (1, 2)
    assert made.next_problem(1, 2, 1) == (1, None)
    assert made.next_problem(1, len(MAPPING), 1) == (3, 0)
    assert made.next_problem(3, 0, 1) == (1, 2)
    assert made.next_problem(1, 2, -1) == (3, 0)
    made.take_preview(Preview((), (), {}))
    assert made.next_problem(0, 0, 1) is None


def test_a_correction_taken_back_is_none() -> None:
    made = draft()
    assert made.correct(1, 2, "2024-02-28")
    assert not made.correct(1, 2, "2024-02-28")
    assert made.corrected_table().rows[1][2] == "2024-02-28"
    assert made.table.rows[1][2] == "2024-02-30"
    assert made.correct(1, 2, "2024-02-30")
    assert made.corrections == {}
    assert not made.is_edited


def test_corrections_and_ticks_follow_their_rows_when_the_head_is_moved() -> None:
    former = draft()
    former.correct(2, 3, "失效")
    former.tick([3], on=False)
    lower = find_table(TABLE, DOCUMENTS, "目录.xlsx", 3)
    made = Draft(DOCUMENTS, lower, Layout(MAPPING, 3, remembered=False))
    made.take_over(former)
    assert made.corrections == {(1, 3): "失效"}
    assert made.left_out == {2}


def test_cells_are_alike_by_their_text_and_empty_ones_but_for_names() -> None:
    made = draft()
    made.take_preview(Preview((bad(1, 2), bad(3, 2), bad(1, 0), bad(3, 0)), (), {}))
    assert made.alike(1, 2, made.text(3, 2)) == [3]
    assert made.correct(3, 2, "")
    assert made.alike(1, 2, "") == [3]
    assert made.correct(3, 0, "")
    assert made.alike(1, 0, "") == []


def test_names_that_only_rows_left_out_hold_are_not_to_come() -> None:
    made = draft()
    made.map_to(("title", "based_on", None, "validity", None))
    names = tuple(f"云政办〔2024〕{number}号" for number in (1, 2))
    made.take_preview(Preview((bad(1, 3),), (), {"documents": names}))
    assert made.names_to_come() == {"documents": names}
    assert made.set_bad_aside() == 1
    assert made.names_to_come() == {"documents": names[:1]}
    assert made.counts().aside == 1
    made.correct(2, 1, names[1])
    assert made.names_to_come() == {"documents": names}
    made.tick(range(4), on=False)
    assert made.names_to_come() == {}
