"""待确认: which cell a doubt is about, where it stands, and what 对 and 改 do; duties below the tasks."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.intake.by_hand import ByHand
from models.intake.notice import Duty, Notice
from models.registers import all_registers
from models.workdays.calendar import WorkCalendar
from tests.ui.intake.conftest import Show, piece
from tests.ui.intake.looking import review_of, stored
from ui.intake.doubt_cells import field_in_doubt
from ui.intake.doubts import gather
from ui.intake.drafts import TASK_FIELDS, Drafts
from ui.intake.duties import duty_tasks
from ui.intake.review import Review
from ui.intake.typed_units import UnitsCell
from ui.session import Session

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def with_duties(notice: Notice) -> Notice:
    """The notice with a reporting duty and a stage's limit below its tasks."""
    text = notice.text + "\n三、工作要求\n请于2024年7月5日前报送自查情况。\n2024年11月底前完成总结。\n"
    places = [piece(text, wanted, 0) for wanted in ("请于2024年7月5日前报送自查情况", "2024年11月底前完成总结")]
    days = (date(2024, 7, 5), date(2024, 11, 30))
    duties = tuple(Duty(text[slice(*place)], day, place) for place, day in zip(places, days, strict=True))
    return replace(notice, text=text, duties=(*duties, Duty("及时报送", None, (0, 4))))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("年份按标题推定为2024年", "deadline_text"),
        ("“2月30日前”这一天不存在，未推算日期，请核对原文。", "deadline_text"),
        ("“市数据资源局”写了两次", "lead_units"),
        ("“区司法局”写了两次", "responsible_units"),
        ("责任单位缺左括号", "responsible_units"),
        ("责任单位或时限取自本组事项后的说明", "responsible_units"),
        ("序号接不上，请核对", "number"),
        ("“责任单位”处有认不出的乱码，请对照原件改正", "content"),
    ],
)
def test_the_cell_in_doubt(notice: Notice, sentence: str, name: str) -> None:
    task = replace(notice.tasks[0], lead_units=("市数据资源局",), responsible_units=("区司法局",))
    assert field_in_doubt(sentence, task) == name


def test_a_doubt_of_units_leads_to_the_role_that_is_shown(notice: Notice) -> None:
    bare = replace(notice.tasks[0], lead_units=("区财政局",), responsible_units=())
    assert field_in_doubt("责任单位缺右括号", bare) == "lead_units"
    assert field_in_doubt("责任单位缺右括号", replace(bare, lead_units=())) == "responsible_units"


def in_step(review: Review) -> bool:
    """Whether the table and the source show the same task."""
    draft = review.model.draft(review.table.currentIndex())
    return draft is not None and review.source._clause == draft.places


def test_the_first_doubt_is_shown_at_the_start_and_the_next_after_a_tick(
    qtbot: QtBot, show: Show, notice: Notice
) -> None:
    second = replace(notice.tasks[1], warnings=("责任单位缺左括号",))
    review = review_of(show(replace(notice, tasks=(notice.tasks[0], second, notice.tasks[2]))))
    items = review.drafts.items
    assert review.model.draft(review.table.currentIndex()) is items[1]
    assert in_step(review)
    qtbot.keyClick(review.doubts.list, KEY.Key_Space)
    assert review.model.draft(review.table.currentIndex()) is items[2]
    assert in_step(review)
    qtbot.keyClick(review.doubts.list, KEY.Key_Space)
    assert review.source.textCursor().selectedText() == "2024年12月底前"


def test_editing_a_task_does_not_lead_away_from_it(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    first = review.drafts.items[0]
    review.table.go_to(first, "deadline_text")
    review.model.setData(review.table.currentIndex(), "2月30日前")
    assert review.model.draft(review.table.currentIndex()) is first


def correct_button(review: Review) -> QPushButton:
    return next(button for button in review.doubts.findChildren(QPushButton) if button.text().startswith("改"))


def test_correcting_opens_the_editor_of_the_cell_in_doubt(qtbot: QtBot, show: Show, notice: Notice) -> None:
    second = replace(notice.tasks[1], warnings=("责任单位缺左括号",))
    review = review_of(show(replace(notice, tasks=(notice.tasks[0], second, notice.tasks[2]))))
    qtbot.mouseClick(correct_button(review), LEFT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert isinstance(line.parentWidget(), UnitsCell)
    assert line.text() == "区民政局"
    qtbot.keyClick(line, KEY.Key_Escape)
    review.doubts.list.setCurrentRow(1)
    qtbot.mouseClick(correct_button(review), LEFT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "9月底前"
    qtbot.keyClick(line, KEY.Key_Escape)
    review.doubts.list.setCurrentRow(2)  # the repair of the first task's deadline
    qtbot.mouseClick(correct_button(review), LEFT)
    assert review.model.draft(review.table.currentIndex()) is review.drafts.items[0]
    assert TASK_FIELDS[review.table.currentIndex().column()] == "deadline_text"


def test_a_correction_settles_its_doubt_and_one_undo_brings_both_back(qtbot: QtBot, show: Show, notice: Notice) -> None:
    review = review_of(show(notice))
    sentences = [doubt.sentence for doubt in review.doubts._shown]
    assert sentences[-1] == "已修复：数字旁丢失的“年”字已补上"
    review.doubts.list.setCurrentRow(len(sentences) - 1)
    qtbot.mouseClick(correct_button(review), LEFT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert("2024年11月底前")
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()
    assert [doubt.sentence for doubt in review.doubts._shown] == sentences[:-1]
    review.undo()
    assert review.drafts.items[0].task.deadline_text == "2024年12月底前"
    assert [doubt.sentence for doubt in review.doubts._shown] == sentences


def test_a_doubt_names_its_task_so_that_it_is_found(drafts: Drafts, notice: Notice) -> None:
    twice = replace(notice.tasks[1], number="1", text="公开惠民政策和惠农补贴资金发放结果", warnings=("看不懂这一句",))
    nameless = replace(notice.tasks[2], number="", warnings=("责任单位缺左括号",))
    made = Drafts(
        replace(notice, tasks=(notice.tasks[0], twice, nameless), repairs=()), all_registers(), WorkCalendar()
    )
    assert [doubt.sentence for doubt in gather(made)] == [
        "1 “公开惠民政策和惠农补贴…”　看不懂这一句",
        "“解读重大政策”　责任单位缺左括号",
    ]


def test_a_doubt_of_several_tasks_says_which_and_goes_on(qtbot: QtBot, show: Show, notice: Notice) -> None:
    alike = tuple(
        replace(notice.tasks[index % 3], number=str(index + 9), warnings=("看不懂这一句",)) for index in range(5)
    )
    review = review_of(show(replace(notice, tasks=alike, repairs=())))
    assert review.doubts._place.text() == "第 1 / 5 项：任务 9"
    for number in (9, 10, 11):
        review.doubts.correct()
        box = QApplication.focusWidget()
        assert isinstance(box, QPlainTextEdit)
        assert review.model.draft(review.table.currentIndex()) is review.drafts.items[number - 9]
        assert review.doubts._place.text() == f"第 {number - 8} / 5 项：任务 {number}"
        qtbot.keyClick(box, KEY.Key_Escape)
    lines = review.doubts.list
    place = lines.visualItemRect(lines.item(0)).center()
    qtbot.mouseClick(lines.viewport(), LEFT, pos=place)
    assert review.doubts._place.text() == "第 4 / 5 项：任务 12"
    assert in_step(review)


# -- duties ----------------------------------------------------------------------------------------------


def test_dated_duties_are_offered_below_the_tasks(show: Show, with_duties: Notice) -> None:
    page = show(with_duties)
    review = review_of(page)
    assert page._counts.text().startswith("3 项任务")
    assert review.accept.text().startswith("导入 3 项")
    assert not review.drafts.is_edited
    model = review.model
    shown = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert shown[5] == "报送要求和时间安排（未勾选，需要的请打勾）　2 项"
    duties = review.drafts.duties
    assert [(item.task.due_on, item.task.deadline_text) for item in duties] == [
        (date(2024, 7, 5), "2024年7月5日前"),
        (date(2024, 11, 30), "2024年11月底前"),
    ]
    sentences = [review.doubts.list.item(row).text() for row in range(review.doubts.list.count())]
    assert "原文还有 2 处时间要求没有列为任务，见表格末尾" in sentences
    model.tick([duties[0]], True)
    assert str(model.index(5, 0).data()) == "报送要求和时间安排　2 项"
    sentences = [review.doubts.list.item(row).text() for row in range(review.doubts.list.count())]
    assert "原文还有 1 处时间要求没有列为任务，见表格末尾" in sentences


def test_a_duty_raises_no_doubts_before_it_is_ticked_and_head_and_button_count_alike(
    show: Show, with_duties: Notice
) -> None:
    text = with_duties.text.replace("2024年11月底前完成总结", "各部门11月底前完成总结，电子版发邮箱")
    place = piece(text, "11月底前完成总结", 0)
    page = show(replace(with_duties, text=text, duties=(Duty(text[slice(*place)], date(2024, 11, 30), place),)))
    review = review_of(page)
    duty = review.drafts.duties[0]
    assert (duty.task.text, duty.task.responsible_units) == ("各部门11月底前完成总结，电子版发邮箱", ("各部门",))
    assert not any("11月底" in said for doubt in review.doubts._shown for said in doubt.said)
    assert "各部门" not in {match.name for match in review.units.model.rows}
    assert "1 处待确认" in page._counts.text() and "（1 处未确认）" in review.accept.text()
    assert "2 处（1 处的任务没有打勾）" in review.doubts._head.text()
    review.model.tick([duty], True)
    assert any("11月底" in said for doubt in review.doubts._shown for said in doubt.said)
    assert "各部门" in {match.name for match in review.units.model.rows}
    assert f"{review.doubts.unconfirmed} 处待确认" in page._counts.text()
    assert f"（{review.doubts.unconfirmed} 处未确认）" in review.accept.text()


def test_two_duties_of_one_sentence_part_it_between_them(notice: Notice) -> None:
    text = notice.text + "各单位于2024年3月底前报送方案，电子版发邮箱，2024年11月底前报送总结并附佐证。"
    wanted = ("于2024年3月底前报送方案", "2024年11月底前报送总结")
    places = [piece(text, words, 0) for words in wanted]
    duties = tuple(Duty(text[slice(*place)], date(2024, 3, 31), place) for place in places)
    found = duty_tasks(replace(notice, text=text, duties=duties), ByHand(replace(notice, text=text), WorkCalendar()))
    assert [task.text for task in found] == [
        "各单位于2024年3月底前报送方案，电子版发邮箱",
        "2024年11月底前报送总结并附佐证",
    ]
    assert [task.responsible_units for task in found] == [("各单位",)] * 2


def test_ticked_duties_are_brought_in_as_tasks(session: Session, show: Show, with_duties: Notice) -> None:
    page = show(with_duties)
    review = review_of(page)
    review.model.tick(review.drafts.duties[:1], True)
    page.accept()
    tasks = stored(session)
    assert len(tasks) == 4
    last = tasks[3]
    assert (last["content"], last["due_on"]) == ("请于2024年7月5日前报送自查情况", date(2024, 7, 5))
    assert (last["section"], last["clause"]) == ("报送要求和时间安排", "请于2024年7月5日前报送自查情况")


def test_ticking_all_leaves_duties_alone(qtbot: QtBot, show: Show, with_duties: Notice) -> None:
    review = review_of(show(with_duties))
    buttons = {button.text(): button for button in review.findChildren(QPushButton)}
    buttons["全不选(&N)"].click()
    assert review.drafts.chosen == ()
    buttons["全选(&A)"].click()
    assert len(review.drafts.chosen) == 3


def test_a_settled_line_about_duties_stays_settled_when_one_is_ticked(show: Show, with_duties: Notice) -> None:
    review = review_of(show(with_duties))
    review.doubts.list.setCurrentRow(1)
    review.doubts.settle()
    review.model.tick(review.drafts.duties[:1], True)
    sentences = [review.doubts.list.item(row).text() for row in range(review.doubts.list.count())]
    assert not any("时间要求" in sentence for sentence in sentences)


def test_duties_of_a_document_without_tasks_are_not_offered(drafts: Drafts, with_duties: Notice) -> None:
    bare = Drafts(replace(with_duties, tasks=()), all_registers(), WorkCalendar())
    assert bare.items == []
    assert not any("时间要求" in doubt.sentence for doubt in gather(bare))
