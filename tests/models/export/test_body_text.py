"""A document's text as lines, and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.export.body_text import Body, document_to_text, with_text
from models.export.gongwen import Annex, BodyTable, Gongwen, Paragraph
from models.export.ledger import Column, Ledger
from models.export.wording import level_of

TABLE = BodyTable((Column("序号", "number", 2), Column("任务", "text", 8)), (("1", "入库"),))
OTHER = BodyTable((Column("单位", "text", 4),), (("市司法局",),))
LEDGER = Ledger("任务清单", "", date(2024, 5, 21), (Column("任务", "text", 8),), ())
BODY: Body = (
    Paragraph("现将有关事项通知如下。", 0),
    TABLE,
    Paragraph("一、要求", 1),
    OTHER,
    Paragraph("（一）抓紧办理。", 2),
)


def document(body: Body = BODY, annexes: tuple[Annex, ...] = (), names: tuple[str, ...] | None = None) -> Gongwen:
    given = tuple(annex.name for annex in annexes) if names is None else names
    return Gongwen("通知", "各单位", body, "市政府办", date(2024, 5, 21), attachments=given, annexes=annexes)


def body_of(text: str, *tables: BodyTable) -> Body:
    return with_text(document(tables), text).body


def test_tables_stand_as_lines_and_come_back() -> None:
    text = document_to_text(document())
    assert text.split("\n") == ["现将有关事项通知如下。", "【表1】", "一、要求", "【表2】", "（一）抓紧办理。"]
    assert with_text(document(), text) == document()


@pytest.mark.parametrize("line", ["【表3】", "【表0】", "【表99】", "【附件1】回执"])
def test_what_is_not_there_is_dropped(line: str) -> None:
    assert body_of(f"甲\n乙\n{line}", TABLE, OTHER) == (Paragraph("甲", 0), Paragraph("乙", 0))


def test_tables_may_be_moved_and_taken_out() -> None:
    assert body_of("【表2】\n甲\n 【表1】 ", TABLE, OTHER) == (OTHER, Paragraph("甲", 0), TABLE)
    assert body_of("", TABLE) == ()


def test_words_about_a_table_are_words() -> None:
    assert body_of("见【表1】。", TABLE) == (Paragraph("见【表1】。", 0),)


@pytest.mark.parametrize(
    ("line", "level"),
    [("一、要求", 1), ("（二）做法", 2), ("3.细则", 3), ("（4）款", 4), ("二〇二一年", 0), ("请办理", 0)],
)
def test_numbers_make_headings(line: str, level: int) -> None:
    assert body_of(f"  {line}  ") == (Paragraph(line, level),)


RECEIPT = Annex("参会回执", (Paragraph("请填写。", 0), OTHER))
LIST = Annex("任务清单", ledger=LEDGER)


def test_annexes_begin_with_a_line_of_their_own() -> None:
    made = document((Paragraph("通知如下。", 0), TABLE), (LIST, RECEIPT))
    text = document_to_text(made)
    lines = ["通知如下。", "【表1】", "【附件1】任务清单", "【附件2】参会回执", "请填写。", "【表2】"]
    assert text.split("\n") == lines
    assert with_text(made, text) == made


def test_an_annex_taken_out_goes_and_its_name_too() -> None:
    made = document((Paragraph("通知如下。", 0),), (LIST, RECEIPT))
    changed = with_text(made, "通知如下。\n【附件2】参会回执\n请于会前报送。")
    assert changed.attachments == ("参会回执",)
    assert changed.annexes == (Annex("参会回执", (Paragraph("请于会前报送。", 0),)),)


def test_an_annex_takes_another_name_in_the_list_as_well() -> None:
    made = document((Paragraph("通知如下。", 0),), (LIST,), ("另送的材料", "任务清单"))
    changed = with_text(made, "通知如下。\n【附件2】任务分工表")
    assert changed.attachments == ("另送的材料", "任务分工表")
    assert changed.annexes == (Annex("任务分工表", ledger=LEDGER),)


def test_what_goes_out_beside_the_document_stays_named() -> None:
    made = document((Paragraph("通知如下。", 0),), (), ("另送的材料",))
    assert with_text(made, "改了。").attachments == ("另送的材料",)


@given(st.lists(st.text("一、（）.1甲 \t", max_size=8)))
def test_lines_come_back_stripped(lines: list[str]) -> None:
    kept = [line.strip() for line in lines if line.strip()]
    made = with_text(document(()), "\n".join(lines))
    assert made.body == tuple(Paragraph(line, level_of(line)) for line in kept)
    assert with_text(made, document_to_text(made)) == made
