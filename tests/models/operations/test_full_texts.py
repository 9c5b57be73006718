"""Where a task's clause stands in the full text of its document."""

from pathlib import Path

import pytest

from models.operations import records
from models.operations.full_texts import full_text_of, places_of
from tests.models.operations.desks import office_desk

TEXT = "要点\n1．公开预算。\n（区财政局负责，\n9月底前）\n2．公开决算。\n3．公开采购。"


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("2．公开决算。", ["2．公开决算。"]),
        ("1．公开预算。（区财政局负责，9月底前）", ["1．公开预算。\n（区财政局负责，\n9月底前）"]),
        ("3．公开采购。\n1．公开预算。", ["3．公开采购。", "1．公开预算。"]),
        ("公开一切。", []),
        ("", []),
    ],
)
def test_a_clause_is_found_whatever_its_line_ends(clause: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places_of(TEXT, clause)] == found


def test_the_text_of_a_document_and_of_a_task_that_comes_from_it(tmp_path: Path) -> None:
    with office_desk(tmp_path) as desk:
        records.add(desk, "documents", {"title": "要点"})
        desk.book.change("test", "全文", lambda step: step.update("documents", 1, {"text": TEXT}))
        records.add(desk, "tasks", {"content": "公开决算", "source": "要点"})
        records.add(desk, "tasks", {"content": "别的事"})
        desk.book.change("test", "条款", lambda step: step.update("tasks", 1, {"clause": "2．公开决算。"}))
        document, first, second = (
            full_text_of(desk, register, desk.book.record(register, identity))
            for register, identity in (("documents", 1), ("tasks", 1), ("tasks", 2))
        )
    assert document is not None and (document.text, document.places) == (TEXT, ())
    assert first is not None and first.document == 1
    assert [TEXT[start:end] for start, end in first.places] == ["2．公开决算。"]
    assert second is None
