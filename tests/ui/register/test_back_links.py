"""Below a record's fields stands what links to it; a click opens it there."""

from collections.abc import Callable

from models.operations import actions, records
from ui.main_window import MainWindow
from ui.register.page import RegisterPage
from ui.session import Session

SENT = {"doc_number": "云政办督〔2021〕3号", "title": "督办通知单", "tasks": "1", "addressees": "市司法局"}


def send(session: Session) -> None:
    session.run(records.add, "dispatches", SENT)


def test_nothing_links_at_first(filled: Session, page: RegisterPage) -> None:
    page.table.select_ids([1])
    assert not page.form.body.back_links.isVisibleTo(page.form)


def test_a_notice_shows_at_once_with_its_count_and_status(filled: Session, page: RegisterPage) -> None:
    page.table.select_ids([1])
    send(filled)
    links = page.form.body.back_links
    section = links.sections["dispatches"]
    assert section._button.text() == "公文往来（1）" and section.isVisibleTo(page.form)
    assert section.is_folded and not links.lists["dispatches"].text()
    section._button.click()
    assert "云政办督〔2021〕3号 督办通知单" in links.lists["dispatches"].text()
    assert "待签收" in links.lists["dispatches"].text()
    filled.run(actions.perform, "dispatches", [1], "receive", {})
    assert "已签收" in links.lists["dispatches"].text()
    page.table.select_ids([2])
    assert not section.isVisibleTo(page.form)
    page.table.select_ids([1])
    filled.run(actions.undo)
    filled.run(actions.undo)
    assert not section.isVisibleTo(page.form)


def test_many_are_cut_and_that_is_said(filled: Session, page: RegisterPage) -> None:
    filled.run(records.add_many, "dispatches", [{"title": f"通知{number}", "tasks": "1"} for number in range(60)])
    page.table.select_ids([1])
    page.form.body.back_links.sections["dispatches"]._button.click()
    text = page.form.body.back_links.lists["dispatches"].text()
    assert text.count("<a ") == 50 and "另有 10 份，请在发文登记簿里筛选查看。" in text
    assert "通知59" in text and ">通知9<" not in text


def test_a_new_record_shows_none(filled: Session, page: RegisterPage) -> None:
    send(filled)
    page.table.select_ids([1])
    page.form.begin_draft()
    assert not page.form.body.back_links.isVisibleTo(page.form)


def test_a_click_opens_it(filled: Session, make_window: Callable[[Session], MainWindow]) -> None:
    send(filled)
    window = make_window(filled)
    window.pages.show_record("tasks", 1)
    links = window.page("tasks").form.body.back_links
    links.sections["dispatches"]._button.click()
    links.lists["dispatches"].linkActivated.emit("1")
    front = window.page("dispatches")
    assert window.stack.currentWidget() is front and front.table.selected_ids() == [1]
