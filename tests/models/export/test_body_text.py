"""A document's body as lines, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.body_text import body_from_text, body_to_text, tables_of
from models.export.gongwen import BodyTable, Paragraph
from models.export.ledger import Column
from models.export.wording import level_of

TABLE = BodyTable((Column("序号", "number", 2), Column("任务", "text", 8)), (("1", "入库"),))
OTHER = BodyTable((Column("单位", "text", 4),), (("市司法局",),))
BODY = (
    Paragraph("现将有关事项通知如下。", 0),
    TABLE,
    Paragraph("一、要求", 1),
    OTHER,
    Paragraph("（一）抓紧办理。", 2),
)


def test_tables_stand_as_lines_and_come_back() -> None:
    text = body_to_text(BODY)
    assert text.split("\n") == ["现将有关事项通知如下。", "【表1】", "一、要求", "【表2】", "（一）抓紧办理。"]
    assert body_from_text(text, tables_of(BODY)) == BODY


@pytest.mark.parametrize("line", ["【表3】", "【表0】", "【表99】"])
def test_a_table_that_is_not_there_is_dropped(line: str) -> None:
    assert body_from_text(f"甲\n{line}\n乙", (TABLE, OTHER)) == (Paragraph("甲", 0), Paragraph("乙", 0))


def test_tables_may_be_moved_and_taken_out() -> None:
    assert body_from_text("【表2】\n甲\n 【表1】 ", (TABLE, OTHER)) == (OTHER, Paragraph("甲", 0), TABLE)
    assert body_from_text("", (TABLE,)) == ()


def test_words_about_a_table_are_words() -> None:
    assert body_from_text("见【表1】。", (TABLE,)) == (Paragraph("见【表1】。", 0),)


@pytest.mark.parametrize(
    ("line", "level"),
    [("一、要求", 1), ("（二）做法", 2), ("3.细则", 3), ("（4）款", 4), ("二〇二一年", 0), ("请办理", 0)],
)
def test_numbers_make_headings(line: str, level: int) -> None:
    assert body_from_text(f"  {line}  ", ()) == (Paragraph(line, level),)


@given(st.lists(st.text("一、（）.1甲 \t", max_size=8)))
def test_lines_come_back_stripped(lines: list[str]) -> None:
    kept = [line.strip() for line in lines if line.strip()]
    body = body_from_text("\n".join(lines), ())
    assert body == tuple(Paragraph(line, level_of(line)) for line in kept)
    assert body_from_text(body_to_text(body), ()) == body
