"""单位 in the review: what each name is, deciding by key and by typing, and what is kept of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.intake.notice import Notice
from models.operations import records
from models.operations.matching import match_units
from tests.ui.intake.conftest import Show
from tests.ui.intake.looking import review_of, stored
from ui.intake.members_dialog import MembersDialog
from ui.intake.units_model import NAME, WHAT
from ui.intake.units_pane import UnitsPane
from ui.session import Session

KEY = Qt.Key


@pytest.fixture
def spelled(session: Session, notice: Notice) -> Notice:
    """The notice with 区政府办 beside 区政府办公室, 各部门, and three units that the workbook has."""
    records.add_many(
        session.desk, "units", [{"name": "区政府办公室"}, {"name": "区司法局"}, {"name": "区住房和城乡建设局"}]
    )
    first, second, third = notice.tasks
    return replace(
        notice,
        tasks=(
            replace(first, lead_units=("区政府办",), responsible_units=("区司法局", "各部门")),
            replace(second, responsible_units=("区住建局", "区民证局")),
            replace(third, responsible_units=("区政府办", "区财政局")),
        ),
    )


def rows(pane: UnitsPane) -> dict[str, str]:
    return {match.name: pane.roster.told(match) for match in pane.model.rows}


def go_to(pane: UnitsPane, name: str) -> None:
    pane.table.selectRow([match.name for match in pane.model.rows].index(name))
    pane.table.setFocus()


def type_into_cell(qtbot: QtBot, pane: UnitsPane, name: str, column: int, text: str) -> None:
    go_to(pane, name)
    if column == WHAT:
        qtbot.keyClick(pane.table, KEY.Key_F2)
    else:
        pane.table.edit(pane.model.index(pane.table.currentIndex().row(), column))
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert(text)
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()


def test_it_says_what_each_name_is_with_the_questions_first(show: Show, spelled: Notice) -> None:
    pane = review_of(show(spelled)).units
    QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert pane.fold.text() == "单位（6 个，3 个新，2 个待定）"
    assert pane.table.isVisible()
    assert rows(pane) == {
        "区政府办": "疑似 → 区政府办公室",
        "区住建局": "疑似 → 区住房和城乡建设局",
        "各部门": "群体，没有设成员",
        "区民证局": "新单位",
        "区财政局": "新单位",
        "区司法局": "已有",
    }


def test_it_is_one_line_when_all_is_clear(session: Session, show: Show, notice: Notice) -> None:
    records.add_many(
        session.desk, "units", [{"name": name} for name in ("区财政局", "区司法局", "区民政局", "区政府办公室")]
    )
    pane = review_of(show(notice)).units
    assert pane.fold.text() == "单位（4 个）"
    assert not pane.table.isVisible()
    assert not pane.buttons["yes"].isVisible()
    assert pane.height() < 40
    pane.fold.click()
    assert pane.table.isVisible()


def test_yes_and_no_by_key_are_kept_with_the_tasks(qtbot: QtBot, session: Session, show: Show, spelled: Notice) -> None:
    page = show(spelled)
    pane = review_of(page).units
    go_to(pane, "区政府办")
    qtbot.keyClick(pane.table, KEY.Key_Return)
    assert rows(pane)["区政府办"] == "是 区政府办公室，将记为别称"
    assert pane.current() == pane.model.rows[1]  # the next open question
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    assert rows(pane)["区住建局"] == "新单位，不是 区住房和城乡建设局"
    assert pane.roster.undecided == 0
    page.accept()
    book = session.desk.book
    assert book.values("units", 1)["aliases"] == ("区政府办",)
    assert book.values("units", 3)["aliases"] == ()
    assert book.title("units", book.find("units", "区住建局") or 0) == "区住建局"
    tasks = stored(session)
    assert tasks[0]["lead_units"] == (1,)
    again = {match.name: match.kind for match in match_units(session.desk, spelled.tasks)}
    assert again["区政府办"] == "alias"
    book.undo()
    assert book.values("units", 1)["aliases"] == ()
    assert book.count("units") == 3


def test_nothing_is_merged_without_a_yes(session: Session, show: Show, spelled: Notice) -> None:
    show(spelled).accept()
    assert session.desk.book.values("units", 1)["aliases"] == ()
    assert session.desk.book.find("units", "区政府办") not in (None, 1)


def test_another_unit_is_chosen_by_typing(qtbot: QtBot, session: Session, show: Show, spelled: Notice) -> None:
    page = show(spelled)
    pane = review_of(page).units
    type_into_cell(qtbot, pane, "区财政局", WHAT, "区司法局")
    assert rows(pane)["区财政局"] == "是 区司法局，将记为别称"
    type_into_cell(qtbot, pane, "区财政局", WHAT, "")
    assert rows(pane)["区财政局"] == "新单位"
    type_into_cell(qtbot, pane, "区住建局", WHAT, "区司法局")
    assert rows(pane)["区住建局"] == "是 区司法局，将记为别称"


def test_a_name_is_corrected_in_all_tasks(qtbot: QtBot, show: Show, spelled: Notice) -> None:
    review = review_of(show(spelled))
    type_into_cell(qtbot, review.units, "区政府办", NAME, "区政府办公室")
    assert review.drafts.items[0].task.lead_units == ("区政府办公室",)
    assert review.drafts.items[2].task.responsible_units == ("区政府办公室", "区财政局")
    assert rows(review.units)["区政府办公室"] == "已有"
    review.undo()
    assert review.drafts.items[2].task.responsible_units == ("区政府办", "区财政局")
    assert "区政府办" in rows(review.units)


def test_a_group_gets_its_members(qtbot: QtBot, session: Session, show: Show, spelled: Notice) -> None:
    page = show(spelled)
    pane = review_of(page).units
    go_to(pane, "各部门")

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MembersDialog)
        dialog.editor.line.setText("区司法局；区档案局")
        dialog.accept()

    QTimer.singleShot(50, fill)
    pane.buttons["members"].click()
    assert rows(pane)["各部门"] == "群体，2 个成员"
    page.accept()
    book = session.desk.book
    group = book.values("units", book.find("units", "各部门") or 0)
    assert [book.title("units", item) for item in group["members"]] == ["区司法局", "区档案局"]
    assert group["kind"] == "群体"


def test_enter_finishes_the_members(qtbot: QtBot, session: Session) -> None:
    dialog = MembersDialog("各部门", ("区司法局",), session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.editor.line.setText("区司法局；区某某局")
    qtbot.keyClick(dialog.editor.line, Qt.Key.Key_Return)
    assert dialog.result() == MembersDialog.DialogCode.Accepted
    assert dialog.members() == ("区司法局", "区某某局")


def test_enter_on_a_group_asks_for_its_members(qtbot: QtBot, show: Show, spelled: Notice) -> None:
    pane = review_of(show(spelled)).units
    go_to(pane, "各部门")
    asked: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MembersDialog)
        asked.append(dialog.about.text())
        dialog.editor.line.setText("区司法局；区档案局")
        qtbot.keyClick(dialog.editor.line, KEY.Key_Return)

    QTimer.singleShot(50, fill)
    qtbot.keyClick(pane.table, KEY.Key_Return)
    assert asked[0].startswith("“各部门”是一个群体，包含哪些单位？")
    assert rows(pane)["各部门"] == "群体，2 个成员"
    assert pane.fold.text().endswith("成员里另有 1 个新）")


def test_the_question_for_members_fits_what_the_name_is_now(qtbot: QtBot, session: Session) -> None:
    def asked(members: tuple[str, ...], *, is_group: bool) -> str:
        dialog = MembersDialog("区住建局", members, session, is_group=is_group)
        qtbot.addWidget(dialog)
        assert dialog.members() == members
        return dialog.about.text()

    assert "空着就仍是一个单位" in asked((), is_group=False)
    assert "空着就是先不设" in asked((), is_group=True)
    assert "全部删掉就是不设成员" in asked(("区司法局",), is_group=True)


def test_a_click_shows_the_tasks_that_name_it(qtbot: QtBot, show: Show, spelled: Notice) -> None:
    review = review_of(show(spelled))
    pane = review.units
    row = [match.name for match in pane.model.rows].index("区政府办")
    place = pane.table.visualRect(pane.model.index(row, NAME)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    chosen = [review.model.draft(review.model.index(row, 0)) for row in review.table.chosen_rows()]
    assert chosen == [review.drafts.items[0], review.drafts.items[2]]


def test_editing_a_task_is_followed(show: Show, spelled: Notice) -> None:
    review = review_of(show(spelled))
    review.drafts.set_text(review.drafts.items[1], "responsible_units", "区档案局")
    review.model.edited.emit(review.drafts.items[1])
    assert "区民证局" not in rows(review.units)
    assert rows(review.units)["区档案局"] == "新单位"
