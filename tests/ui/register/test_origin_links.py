"""From a task to its document and its clause in the full text, and back from the document to its tasks."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.session import Session

TEXT = "2021年政务公开工作要点\n" + "\n".join(f"{number}．公开第{number}类事项。" for number in range(1, 200))


def test_from_task_to_clause_and_document_and_back(
    qtbot: QtBot, filled: Session, make_window: Callable[[Session], MainWindow]
) -> None:
    book = filled.desk.book
    book.change("test", "全文", lambda step: step.update("documents", 1, {"text": TEXT}))
    book.change("test", "条款", lambda step: step.update("tasks", 6, {"clause": "150．公开第150类事项。"}))
    window = make_window(filled)
    window.pages.show_record("tasks", 5)
    form = window.page("tasks").form
    assert not form.body.origin.isVisible()
    window.pages.show_record("tasks", 6)
    assert "打开来源文件" in form.body.origin.text() and "在全文里看这一条" in form.body.origin.text()
    form.body.origin.linkActivated.emit("text")
    page = form.body.origin.page
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    (mark,) = page.text.extraSelections()
    assert mark.cursor.selectedText() == "150．公开第150类事项。"
    qtbot.waitUntil(lambda: page.text.viewport().rect().contains(page.text.cursorRect().center()))
    page.search.setText("第3类")
    page.find_next()
    assert page.text.textCursor().selectedText() == "第3类"
    page.search.setText("没有的话")
    page.find_next()
    assert "没有“没有的话”" in page.nothing.text()
    page.close()
    form.body.origin.linkActivated.emit("document")
    documents = window.page("documents")
    assert window.stack.currentWidget() is documents and documents.selected_ids() == [1]
    assert documents.form.body.origin.text().count("<a ") == 1 and "查看全文（" in documents.form.body.origin.text()
    assert documents.form.body.back_links.sections["tasks"].isVisible()
