"""The dialog of an own register: what is typed becomes a plan, what is wrong is told at its place, nothing is lost."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from models.operations import records
from models.operations.own_registers import define, own_registers, plan_of
from models.registers.own import KINDS
from tests.models.own_plans import SEALS
from ui.register.plan_dialog import PlanDialog
from ui.session import Session

OWN = "own_1"
Opened = Callable[[str], PlanDialog]


@pytest.fixture
def opened(qtbot: QtBot, empty_session: Session) -> Opened:
    def open_dialog(name: str) -> PlanDialog:
        made = PlanDialog(empty_session, name)
        qtbot.addWidget(made)
        made.show()
        return made

    return open_dialog


@pytest.fixture
def seals(empty_session: Session) -> Session:
    empty_session.run(define, SEALS)
    empty_session.run(records.add, OWN, {"事由": "签合同", "申请日期": "2021-09-29", "印章": "公章", "备注": "三份"})
    return empty_session


def retitle(dialog: PlanDialog, code: str, title: str) -> None:
    assert dialog.fields.choose(code)
    dialog.fields.title.setText(title)
    dialog.fields.title.textEdited.emit(title)


def retype(dialog: PlanDialog, kind: str) -> None:
    dialog.fields.kind.setCurrentIndex(dialog.fields.kind.findData(kind))
    dialog.fields.kind.activated.emit(0)


def test_the_plan_is_what_is_seen(opened: Opened, seals: Session) -> None:
    dialog = opened(OWN)
    assert dialog.draft() == plan_of(seals.desk, OWN)
    assert "签合同" in dialog.preview.plain_text()
    dialog.accept()
    assert seals.desk.book.history.undoable() == (2, "新建 1 次用印")  # nothing was changed


def test_every_type_can_be_chosen(opened: Opened, empty_session: Session) -> None:
    dialog = opened("")
    dialog.title.setText("样样都有")
    for kind, about in KINDS.items():
        dialog.fields.add()
        dialog.fields.title.setText(f"{about.title}栏")
        retype(dialog, kind)
        assert dialog.fields.options.isVisible() == (about.takes == "options")
        assert dialog.fields.target.isVisible() == (about.takes == "to")
        if about.takes == "options":
            dialog.fields.options.setPlainText("甲\n\n乙")
        dialog.fields.title.textEdited.emit("")
    dialog.accept()
    (made,) = own_registers(empty_session.desk)
    assert dialog.made == made.name
    assert [field.title for field in made.fields[1:3]] == ["文字栏", "长文字栏"]
    assert len([field for field in made.fields if not field.hidden]) == len(KINDS) + 4
    assert made.noun == "样样都有"


@pytest.mark.parametrize(
    ("title", "code", "field_title", "told", "focus"),
    [
        ("", "start4", "备注", "请给台账取个名称", "title"),
        ("任务台账", "start4", "备注", "已经有叫“任务台账”的台账", "title"),
        ("信访", "start4", "", "有一栏还没有名称", "fields"),
        ("信访", "start4", "名称", "有两栏都叫“名称”", "fields"),
        ("信访", "start4", "状态", "由程序自动填", "fields"),
    ],
)
def test_what_is_wrong_is_told_and_the_dialog_stays(
    opened: Opened, empty_session: Session, title: str, code: str, field_title: str, told: str, focus: str
) -> None:
    dialog = opened("")
    dialog.title.setText(title)
    retitle(dialog, code, field_title)
    dialog.fields.list.setCurrentRow(0)
    dialog.accept()
    assert dialog.isVisible()
    assert told in dialog.problem.text()
    assert own_registers(empty_session.desk) == ()
    if focus == "fields":
        assert dialog.fields.list.currentRow() == 3
    assert dialog.fields.title.text() == (field_title if focus == "fields" else "名称")


def test_without_a_field_there_is_no_register(opened: Opened) -> None:
    dialog = opened("")
    dialog.title.setText("信访")
    for _ in range(4):
        dialog.fields.take_out()
    dialog.fields.take_out()
    dialog.accept()
    assert "至少要有一栏" in dialog.problem.text()
    assert not dialog.fields.take_button.isEnabled()


def test_a_clock_needs_a_day(opened: Opened) -> None:
    dialog = opened("")
    dialog.title.setText("信访")
    assert not dialog.days.isVisible()
    dialog.clock.setCurrentIndex(dialog.clock.findData("term"))
    assert dialog.days.isVisible()
    dialog.fields.choose("start2")
    dialog.fields.take_out()
    dialog.accept()
    assert "时限要从一栏日期算起" in dialog.problem.text()


def test_a_clock_by_a_wording_offers_the_fields_of_wordings(opened: Opened, empty_session: Session) -> None:
    dialog = opened("")
    dialog.title.setText("交办事项")
    dialog.clock.setCurrentIndex(dialog.clock.findData("wording"))
    dialog.accept()
    assert "“时限”的原话" in dialog.problem.text()
    dialog.fields.add()
    dialog.fields.title.setText("完成时限")
    retype(dialog, "deadline")
    dialog.fields.title.textEdited.emit("")
    assert [dialog.clock_field.itemText(at) for at in range(dialog.clock_field.count())] == ["完成时限"]
    assert not dialog.days.isVisible()
    dialog.accept()
    (made,) = own_registers(empty_session.desk)
    empty_session.run(records.add, made.name, {"名称": "甲", "完成时限": "9月底前"})
    assert empty_session.desk.book.record(made.name, 1).status == "overdue"


def test_a_field_is_taken_out_and_put_back(opened: Opened, seals: Session) -> None:
    dialog = opened(OWN)
    assert not dialog.fields.back_button.isVisible()
    dialog.fields.choose("text_5")
    dialog.fields.take_button.click()
    dialog.accept()
    assert seals.registers[OWN].field("text_5").hidden
    again = opened(OWN)
    assert again.fields.list.count() == 4
    again.fields.back_menu.aboutToShow.emit()
    again.fields.back_menu.actions()[0].trigger()
    again.accept()
    assert seals.registers[OWN].field("text_5").title == "备注"
    assert seals.desk.book.values(OWN, 1)["text_5"] == "三份"


def test_fields_move_with_the_keyboard(opened: Opened, seals: Session) -> None:
    dialog = opened(OWN)
    dialog.fields.choose("text_5")
    dialog.fields.list.move_current(-1)
    dialog.fields.list.move_current(-9)
    dialog.accept()
    assert [item.code for item in plan_of(seals.desk, OWN).fields] == [
        *("text_1", "date_2", "units_3", "text_5", "choice_4")
    ]


def test_a_change_that_the_records_do_not_bear_is_refused(opened: Opened, seals: Session) -> None:
    dialog = opened(OWN)
    dialog.fields.choose("text_5")
    retype(dialog, "date")
    dialog.accept()
    assert "“备注”不能改成日期" in dialog.problem.text()
    assert seals.desk.book.values(OWN, 1)["text_5"] == "三份"
    dialog.fields.choose("choice_4")
    dialog.fields.options.setPlainText("合同章")
    retitle(dialog, "text_5", "备注")
    retype(dialog, "text")
    dialog.accept()
    assert "“公章”还有记录在用" in dialog.problem.text()


def test_the_layout_is_chosen_with_its_paper(opened: Opened, seals: Session) -> None:
    dialog = opened(OWN)
    dialog.landscape.setCurrentIndex(1)
    dialog.fields.choose("units_3")
    dialog.fields.printed.setChecked(False)
    dialog.show_preview()
    assert "用印单位" not in dialog.preview.plain_text()
    dialog.fields.add()
    dialog.fields.title.setText("扫描件")
    retype(dialog, "attachments")
    assert not dialog.fields.printed.isChecked()
    dialog.fields.title.textEdited.emit("扫描件")
    dialog.accept()
    layout = seals.registers[OWN].usual_layout
    assert not layout.look.landscape
    assert layout.field_names() == ("text_1", "date_2", "choice_4", "text_5", "due_on", "done_on")


def test_many_records_are_changed_in_the_background(
    opened: Opened, seals: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.register.plan_dialog.AT_ONCE", 0)
    dialog = opened(OWN)
    dialog.title.setText("印章台账")
    dialog.accept()
    assert seals.registers[OWN].title == "印章台账"
