"""The coloured source text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextDocument
from pytestqt.qtbot import QtBot

from models.intake.notice import Mark, Notice, Repair
from ui.intake import marks
from ui.intake.source import SourcePane, repair_told
from ui.intake.source_places import Places, section_places
from ui.widgets.colours import contrast


@pytest.fixture
def pane(qtbot: QtBot, notice: Notice) -> SourcePane:
    made = SourcePane(notice)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def formats(pane: SourcePane, kind: str) -> list[str]:
    """The pieces of the text that are painted in the ground of a kind."""
    wanted = marks.ground(kind, pane.palette())
    found = []
    block = pane.document().firstBlock()
    while block.isValid():
        for piece in block.layout().formats():
            if piece.format.background().color() == wanted:
                found.append(block.text()[piece.start : piece.start + piece.length])
        block = block.next()
    return found


def wavy(pane: SourcePane) -> str:
    block = pane.document().firstBlock()
    found = ""
    while block.isValid():
        for piece in block.layout().formats():
            if piece.format.underlineStyle() == piece.format.UnderlineStyle.WaveUnderline:
                found += block.text()[piece.start : piece.start + piece.length]
        block = block.next()
    return found


def test_every_piece_has_the_colour_of_what_it_became(pane: SourcePane) -> None:
    assert formats(pane, "number") == ["1", "2", "3"]
    assert formats(pane, "text") == ["公开规划编制依据", "公开惠民政策", "解读重大政策"]
    assert formats(pane, "unit") == ["区财政局", "区司法局", "区民政局", "区政府办公室"]
    assert formats(pane, "section") == ["一、加强主动公开", "二、做好政策解读"]
    assert "".join(formats(pane, "deadline")) == "2024年12月底前持续推进9月底前"


def test_repairs_are_marked_and_told(pane: SourcePane, notice: Notice) -> None:
    assert wavy(pane) == "2024年12月底前"
    repair = pane.repair_at(notice.repairs[0].span[0] + 2)
    assert repair is notice.repairs[0]
    assert repair_told(repair) == "原文：202412月底前；已修复：数字旁丢失的“年”字已补上"
    assert pane.repair_at(0) is None


def test_a_repair_of_the_whole_text_is_not_underlined(qtbot: QtBot, notice: Notice) -> None:
    text = "长" * 300 + notice.text
    whole = Repair((0, len(text)), text, text, "全文由繁体字转换为简体字")
    pane = SourcePane(replace(notice, text=text, tasks=(), repairs=(whole,)))
    qtbot.addWidget(pane)
    assert wavy(pane) == ""


def test_where_something_was_only_taken_out_the_next_character_is_marked(qtbot: QtBot, notice: Notice) -> None:
    pane = SourcePane(replace(notice, repairs=(Repair((3, 3), "(hao)", "", "去掉注音"),)))
    qtbot.addWidget(pane)
    assert wavy(pane) == notice.text[3]
    assert pane.repair_at(3) is not None


def test_rare_characters_do_not_shift_the_colours(qtbot: QtBot, notice: Notice) -> None:
    text = "𠮷田镇\n1．公开𠮷田镇规划\r\n2．解读"
    start = text.index("公开")
    task = replace(notice.tasks[0], section=(), span=(start, start + 7), marks=(Mark("text", (start, start + 7)),))
    pane = SourcePane(replace(notice, text=text, tasks=(task,), repairs=()))
    qtbot.addWidget(pane)
    assert text[start : start + 7] == "公开𠮷田镇规划"
    assert formats(pane, "text") != []
    block = pane.document().findBlockByNumber(1)
    piece = block.layout().formats()[0]
    raw = block.text().encode("utf-16-le")
    assert raw[2 * piece.start : 2 * (piece.start + piece.length)].decode("utf-16-le") == "公开𠮷田镇规划"


@given(st.text(alphabet=st.sampled_from("一二a\n𠮷𩸽😀"), max_size=40))
def test_positions_go_there_and_back(text: str) -> None:
    places = Places(text)
    document = QTextDocument()
    document.setPlainText(text)
    for index in range(len(text) + 1):
        there = places.there(index)
        assert there == len(text[:index].encode("utf-16-le")) // 2
        assert places.here(there) == index
    assert places.there(len(text)) == document.characterCount() - 1


def test_the_caret_tells_its_place(qtbot: QtBot, pane: SourcePane, notice: Notice) -> None:
    with qtbot.waitSignal(pane.placed) as told:
        qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert told.args == [1]
    with qtbot.assertNotEmitted(pane.placed):
        pane.show_place(notice.tasks[1].span)
    assert pane.textCursor().selectedText() == notice.tasks[1].clause


def test_a_clause_is_brought_into_view(qtbot: QtBot, notice: Notice) -> None:
    text = "前言。\n" * 200 + notice.text
    moved = tuple(replace(task, span=(task.span[0] + 800, task.span[1] + 800), marks=()) for task in notice.tasks)
    pane = SourcePane(replace(notice, text=text, tasks=moved, repairs=()))
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    pane.show()
    qtbot.waitExposed(pane)
    assert pane.verticalScrollBar().value() == 0
    pane.show_clause(moved[2].span)
    assert text[slice(*moved[2].span)] == notice.tasks[2].clause
    cursor = pane.textCursor()
    cursor.setPosition(moved[2].span[0])
    assert 0 <= pane.cursorRect(cursor).top() < pane.viewport().height()


def test_headings_are_found_before_their_tasks(notice: Notice) -> None:
    found = {notice.text[slice(*span)] for span in section_places(notice.text, notice.tasks)}
    assert found == {"一、加强主动公开", "二、做好政策解读"}


def test_a_heading_with_blanks_is_found(notice: Notice) -> None:
    text = notice.text.replace("一、加强主动公开", "一、 加强\u3000主动公开")
    moved = [replace(task, span=(task.span[0] + 2, task.span[1] + 2)) for task in notice.tasks]
    found = {text[slice(*span)] for span in section_places(text, moved)}
    assert found == {"一、 加强\u3000主动公开", "二、做好政策解读"}


def test_what_became_nothing_is_dotted(pane: SourcePane, notice: Notice) -> None:
    pane.show_tasks(notice.tasks[:2], [notice.tasks[2].span])
    assert formats(pane, "unlisted") == [notice.tasks[2].clause]
    assert formats(pane, "number") == ["1", "2"]
    pane.show_tasks(notice.tasks, [])
    assert formats(pane, "unlisted") == []


@pytest.mark.parametrize(("base", "ink"), [("#ffffff", "#000000"), ("#1e1e1e", "#eeeeee")])
def test_the_text_stays_readable_on_every_ground(base: str, ink: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, base)
    palette.setColor(QPalette.ColorRole.Text, ink)
    for kind in marks.STYLES:
        assert contrast(palette.color(QPalette.ColorRole.Text), marks.ground(kind, palette)) >= 4.5


def test_kinds_differ_in_more_than_colour() -> None:
    looks = {(style.bold, style.underline) for style in marks.STYLES.values()}
    assert len(looks) == len(marks.STYLES)
