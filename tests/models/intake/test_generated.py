"""A notice written from known tasks must give exactly these tasks back, whatever kind of file it comes in."""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.intake import Notice, SourceText, read_notice, read_pasted
from models.intake.readers.building import SourceBuilder
from models.intake.readers.docx_files import read_docx
from models.intake.readers.reading import read_text
from models.intake.readers.sheet_notices import read_xlsx_notice
from models.intake.readers.web_pages import read_html
from models.workdays.calendar import WorkCalendar
from tests.examples import some
from tests.models.intake.writing import Known, Written, notices, notices_by_part, several_tasks
from tests.models.intake.writing_tables import SIGNED, Table, as_docx, as_html, as_xlsx, in_lines, tables, with_signs


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


CALENDAR = WorkCalendar()
SLOW = [HealthCheck.too_slow]


def check(notice: Notice, known: Sequence[Known]) -> None:
    """The tasks of a notice are those that were put in."""
    assert [plain(task.text) for task in notice.tasks] == [plain(task.text) for task in known]
    for read, task in zip(notice.tasks, known, strict=True):
        assert (read.lead_units, read.responsible_units, read.cooperating_units) == (
            task.lead,
            task.responsible,
            task.cooperating,
        )
        due = task.deadline
        wanted = (due.on, due.ongoing, due.recurring) if due else (None, False, False)
        assert (read.due_on, read.ongoing, read.recurrence is not None) == wanted
        if due and due.doubt:
            assert read.warnings
        assert notice.text[slice(*read.span)] == read.clause
        for mark in read.marks:
            assert read.span[0] <= mark.span[0] <= mark.span[1] <= read.span[1]
    assert notice.repairs == ()


@settings(max_examples=some(150), deadline=None, suppress_health_check=SLOW)
@given(notices())
def test_what_was_written_is_read(written: Written) -> None:
    notice = read_notice(read_pasted(written.text), CALENDAR)
    check(notice, written.known)
    assert tuple(task.number for task in notice.tasks) == written.numbers
    for index in written.lost:
        assert any("括号" in warning for warning in notice.tasks[index].warnings)


@settings(max_examples=some(60), deadline=None, suppress_health_check=SLOW)
@given(notices_by_part())
def test_units_named_once_for_a_part(written: Written) -> None:
    notice = read_notice(read_pasted(written.text), CALENDAR)
    check(notice, written.known)
    assert tuple(task.number for task in notice.tasks) == written.numbers


def as_document(text: str) -> bytes:
    from docx import Document

    document, buffer = Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def as_page(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><meta charset=gbk><title>通知</title></head><body>{paragraphs}</body></html>".encode("gb18030")


FILES: dict[str, Callable[[str], SourceText]] = {
    "utf-8": lambda text: read_text(Path("通知.txt"), text.encode()),
    "gb18030": lambda text: read_text(Path("通知.txt"), text.encode("gb18030")),
    "docx": lambda text: read_docx(Path("通知.docx"), as_document(text)),
    "html": lambda text: read_html(Path("通知.html"), as_page(text)),
}


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=some(12), deadline=None, suppress_health_check=SLOW)
@given(written=notices())
def test_the_same_through_files(kind: str, written: Written) -> None:
    notice = read_notice(FILES[kind](written.text), CALENDAR)
    check(notice, written.known)
    assert tuple(task.number for task in notice.tasks) == written.numbers


def built(table: Table) -> SourceText:
    builder = SourceBuilder()
    builder.paragraph(table.title)
    builder.table(table.rows)
    builder.paragraph(SIGNED)
    return builder.source("表")


TABLES: dict[str, Callable[[Table], SourceText]] = {
    "built": built,
    "docx": lambda table: read_docx(Path("表.docx"), as_docx(table)),
    "html": lambda table: read_html(Path("表.html"), as_html(table)),
    "xlsx": lambda table: read_xlsx_notice(Path("表.xlsx"), as_xlsx(table)),
}


@pytest.mark.parametrize("kind", TABLES)
@settings(max_examples=some(20), deadline=None, suppress_health_check=SLOW)
@given(table=tables())
def test_tables_with_merged_cells(kind: str, table: Table) -> None:
    notice = read_notice(TABLES[kind](table), CALENDAR)
    check(notice, table.known)
    if table.sections:
        assert [task.section[-1:] for task in notice.tasks] == [(section,) for section in table.sections]


@settings(max_examples=some(60), deadline=None, suppress_health_check=SLOW)
@given(several_tasks(), st.sampled_from(("\t", " | ", "｜")), st.integers(0, 1), st.booleans())
def test_tables_in_plain_text(known: list[Known], sign: str, head: int, heads_again: bool) -> None:
    check(read_notice(read_pasted(with_signs(known, sign, head, heads_again)), CALENDAR), known)


@settings(max_examples=some(60), deadline=None, suppress_health_check=SLOW)
@given(several_tasks(), st.integers(0, 1))
def test_tables_with_a_cell_on_each_line(known: list[Known], head: int) -> None:
    # an empty cell leaves no line, so that every task here has the same columns
    full = [Known(task.text, task.lead or task.responsible, (), (), known[0].deadline) for task in known]
    check(read_notice(read_pasted(in_lines(full, head)), CALENDAR), full)


@pytest.mark.parametrize("sign", ["\t", "|"])
def test_empty_table_gives_a_plain_message(sign: str) -> None:
    rows = (("序号", "工作任务", "牵头单位", "责任单位"), ("1", "", "", ""), ("2", "", "", ""))
    notice = read_notice(read_pasted("整改任务表\n" + "\n".join(sign.join(row) for row in rows)), CALENDAR)
    assert notice.tasks == ()
    assert any("表格" in warning for warning in notice.warnings)
