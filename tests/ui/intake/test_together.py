"""Files of one notice in the review: taken together, apart and together again; all are kept with the document."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.intake.looking import document_named, review_of, stored
from ui.intake import IntakePage
from ui.session import Session

COVER = """云河市人民政府办公室关于印发2024年政务公开工作要点的通知
云政办〔2024〕12号
各部门：
现将《2024年政务公开工作要点》印发给你们，请认真贯彻落实。
附件：2024年政务公开任务分解表
云河市人民政府办公室
2024年4月10日
"""
TABLE = """<html><body><p>附件</p><table border=1><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>
<tr><td>1</td><td>公开财政预决算</td><td rowspan=2>市财政局</td><td>6月底前</td></tr>
<tr><td>2</td><td>公开政府采购</td><td>9月底前</td></tr></table></body></html>"""
OTHER = "关于做好预算公开的通知\n一、公开部门预算。（责任单位：预算科；完成时限：2024年3月底前）\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = {"附件.html": TABLE, "通知.txt": COVER, "别的.txt": OTHER}
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in made]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> IntakePage:
    made = IntakePage(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    return made


def names(page: IntakePage) -> list[str]:
    return [page._tabs.tabText(index) for index in range(page._tabs.count())]


def button(page: IntakePage) -> QPushButton:
    found = page.files.strip.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_a_notice_and_its_table_are_one(qtbot: QtBot, session: Session, page: IntakePage, files: list[Path]) -> None:
    page.open_files(files[:2])
    assert names(page) == ["通知.txt"]
    assert page.files.strip.isVisible() and page.files.strip.sentence == "“附件.html”已并入这份通知，一起识别。"
    assert not page.files.join.isVisible()
    with qtbot.waitSignal(page.finished):
        page.accept()
    assert [task["content"] for task in stored(session)] == ["公开财政预决算", "公开政府采购"]
    assert [str(task["due_on"]) for task in stored(session)] == ["2024-06-30", "2024-09-30"]
    document = document_named(session, "云政办〔2024〕12号")
    assert document["doc_number"] == "云政办〔2024〕12号"
    assert [item.title for item in document["files"]] == ["通知.txt", "附件.html"]


def test_apart_and_together_again(qtbot: QtBot, session: Session, page: IntakePage, files: list[Path]) -> None:
    page.open_files(files)
    assert names(page) == ["通知.txt", "别的.txt"]
    button(page).click()
    assert names(page) == ["通知.txt", "附件.html", "别的.txt"]
    assert page._tabs.currentIndex() == 0 and not page.files.strip.isVisible() and not page.files.join.isVisible()
    assert not review_of(page).drafts.tasks
    page._tabs.setCurrentIndex(1)
    assert page.files.join.isVisible() and len(review_of(page).drafts.tasks) == 2
    page.files.join.click()
    assert names(page) == ["通知.txt", "别的.txt"]
    assert page.files.strip.isVisible() and len(review_of(page).drafts.tasks) == 2
    assert review_of(page).source.told_at(0) == "出自：通知.txt"
    page._tabs.setCurrentIndex(1)
    page.files.join.click()
    assert page.files.strip.sentence == "“附件.html”、“别的.txt”已并入这份通知，一起识别。"
    assert not page._tabs.isVisible()


def test_pasted_text_is_not_joined(page: IntakePage, files: list[Path]) -> None:
    page.open_files(files[2:])
    assert names(page) == ["别的.txt"]
    assert not page.files.join.isVisible() and not page.files.strip.isVisible()


def test_edits_are_asked_about(page: IntakePage, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    page.open_files(files[:2])
    review = review_of(page)
    review.model.tick(review.drafts.items, False)
    assert review.drafts.is_edited
    monkeypatch.setattr("ui.intake.page.may_lose", lambda *_: False)
    page.files.take_apart()
    assert names(page) == ["通知.txt"] and review_of(page) is review
    monkeypatch.setattr("ui.intake.page.may_lose", lambda *_: True)
    page.files.take_apart()
    assert names(page) == ["通知.txt", "附件.html"]
