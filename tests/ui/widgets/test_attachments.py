"""Adding, dropping, pasting, opening and removing attachments."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base.lists import Attachment
from models.operations import records
from ui.session import Session
from ui.widgets import attachment_editor, kept_files
from ui.widgets.attachment_editor import AttachmentsEditor, dropped, item_text
from ui.widgets.editors import editor_for
from ui.widgets.kept_files import written_for_reading


@pytest.fixture
def editor(qtbot: QtBot, session: Session) -> AttachmentsEditor:
    made = editor_for(session.registers["tasks"].field("evidence"), session)
    assert isinstance(made, AttachmentsEditor)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    urls: list[QUrl] = []

    def keep(url: QUrl) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", keep)
    return urls


def mime(*urls: str, text: str = "") -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) if "://" in url or url.startswith("mailto:") else QUrl.fromLocalFile(url) for url in urls])
    if text:
        data.setText(text)
    return data


def test_a_file_goes_into_the_workbook_and_out_again(
    qtbot: QtBot, editor: AttachmentsEditor, session: Session, tmp_path: Path, opened: list[QUrl]
) -> None:
    path = tmp_path / "佐证.txt"
    path.write_text("证据", encoding="utf-8")
    with qtbot.waitSignal(editor.edited):
        editor.add([path, "https://www.example.gov.cn/a"])
    assert editor.answer() == (path, "https://www.example.gov.cn/a")
    identity = session.desk.book.ids("tasks")[0]
    assert session.run(records.edit, "tasks", [identity], {"evidence": editor.answer()})
    editor.show_value(session.desk.book.record("tasks", identity)["evidence"])
    assert not editor.is_changed()
    assert editor.list.item(0).text().startswith("佐证.txt（")
    path.unlink()
    editor.list.setCurrentRow(0)
    QTest.keyClick(editor.list, Qt.Key.Key_Return)
    shown = Path(opened[0].toLocalFile())
    assert shown.name == "佐证.txt"
    assert shown.read_text(encoding="utf-8") == "证据"
    editor.list.setCurrentRow(1)
    editor.open.click()
    assert opened[1].toString() == "https://www.example.gov.cn/a"


def test_a_missing_file_is_told(
    qtbot: QtBot, editor: AttachmentsEditor, session: Session, tmp_path: Path, opened: list[QUrl]
) -> None:
    editor.add([tmp_path / "没有.docx"])
    assert "找不到" in editor.list.item(0).text()
    editor.list.setCurrentRow(0)
    with qtbot.waitSignal(session.refused) as refused:
        editor.open.click()
    assert "找不到文件" in refused.args[0]
    editor.show_value((Attachment("丢.png", digest="0" * 64, size=5),))
    editor.list.setCurrentRow(0)
    with qtbot.waitSignal(session.refused) as refused:
        editor.open.click()
    assert "不在工作簿里" in refused.args[0]
    assert opened == []


@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")  # the only way to make one
def test_files_are_dropped(qtbot: QtBot, editor: AttachmentsEditor, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    data = mime(str(path), str(tmp_path), "https://www.example.gov.cn/b")
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entering = QDragEnterEvent(event.position().toPoint(), event.dropAction(), data, event.buttons(), event.modifiers())
    QApplication.sendEvent(editor, entering)
    assert entering.isAccepted()
    with qtbot.waitSignal(editor.edited):
        QApplication.sendEvent(editor, event)
    assert editor.answer() == (path, "https://www.example.gov.cn/b")


@pytest.mark.parametrize(
    ("text", "answer", "problem"),
    [
        ("https://www.example.gov.cn/c\n", ("https://www.example.gov.cn/c",), ""),
        ("政务公开网", (), "不是网址"),
    ],
)
def test_links_are_pasted(editor: AttachmentsEditor, text: str, answer: tuple[str, ...], problem: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(editor.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.answer() == answer
    assert problem in editor.problem()
    assert bool(problem) == bool(editor.problem())


def test_delete_removes_and_nothing_twice(qtbot: QtBot, editor: AttachmentsEditor) -> None:
    editor.add(["https://a.cn/1", "https://a.cn/1", "https://a.cn/2"])
    assert editor.list.count() == 2
    editor.list.setCurrentRow(0)
    with qtbot.waitSignal(editor.edited):
        QTest.keyClick(editor.list, Qt.Key.Key_Delete)
    assert editor.answer() == ("https://a.cn/2",)
    editor.set_read_only(True)
    editor.list.setCurrentRow(0)
    QTest.keyClick(editor.list, Qt.Key.Key_Delete)
    assert editor.list.count() == 1
    assert not editor.add_file.isVisible()


def test_chosen_files_and_links(editor: AttachmentsEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def choose(*_: Any) -> tuple[list[str], str]:
        return [str(tmp_path / "a.docx")], ""

    def write(*_: Any) -> tuple[str, bool]:
        return " https://a.cn/3 ", True

    monkeypatch.setattr(attachment_editor.QFileDialog, "getOpenFileNames", choose)
    monkeypatch.setattr(attachment_editor.QInputDialog, "getText", write)
    editor.add_file.click()
    editor.add_link.click()
    assert editor.answer() == (tmp_path / "a.docx", "https://a.cn/3")


def test_names_that_no_file_may_have(tmp_path: Path) -> None:
    path = written_for_reading(b"x", '关于：<测试>/的"通知".docx')
    assert path.read_bytes() == b"x"
    assert path.suffix == ".docx"
    assert written_for_reading(b"", " . ").name == "附件"
    long = written_for_reading(b"", f"{'长' * 300}.docx")
    assert long.suffix == ".docx" and len(long.name) < 100
    assert written_for_reading(b"", "con.txt").name == "文件con.txt"  # a device of Windows


def test_what_is_listed() -> None:
    assert item_text(Attachment("a.png", digest="d", size=3 * 1024 * 1024)) == "a.png（3.0 MB）"
    assert item_text(Attachment("网页", url="https://a.cn")) == "网页"
    assert dropped(QMimeData()) == []


@pytest.fixture
def kept(editor: AttachmentsEditor, session: Session, tmp_path: Path) -> AttachmentsEditor:
    """Two files that are in the workbook, and a link."""
    paths = [tmp_path / "佐证.txt", tmp_path / "截图.png"]
    for path in paths:
        path.write_text(path.stem, encoding="utf-8")
    identity = session.desk.book.ids("tasks")[0]
    assert session.run(records.edit, "tasks", [identity], {"evidence": (*paths, "https://a.cn/1")})
    editor.show_value(session.desk.book.record("tasks", identity)["evidence"])
    for path in paths:
        path.unlink()
    return editor


def test_what_no_program_can_open_is_told_by_its_name_alone(
    qtbot: QtBot, kept: AttachmentsEditor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    kept.list.setCurrentRow(0)
    with qtbot.waitSignal(session.refused) as refused:
        kept.open.click()
    assert "“佐证.txt”" in refused.args[0]


def test_a_kept_file_is_saved_elsewhere(
    qtbot: QtBot, kept: AttachmentsEditor, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def choose(_: object, __: str, place: str, ___: str) -> tuple[str, str]:
        asked.append(Path(place).name)
        return str(tmp_path / "另存"), ""

    monkeypatch.setattr(kept_files.QFileDialog, "getSaveFileName", choose)
    kept.list.setCurrentRow(0)
    with qtbot.waitSignal(session.told) as told:
        kept.save.click()
    assert asked == ["佐证.txt"]
    assert told.args[0] == "已另存为“另存.txt”。"
    assert (tmp_path / "另存.txt").read_text(encoding="utf-8") == "佐证"


def test_several_are_saved_into_a_folder_and_nothing_there_is_lost(
    kept: AttachmentsEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "佐证.txt").write_text("旧", encoding="utf-8")
    monkeypatch.setattr(kept_files.QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    kept.list.selectAll()
    kept.save.click()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert found == {"佐证.txt": "旧", "佐证（2）.txt": "佐证", "截图.png": "截图"}


def test_a_link_is_no_file_to_be_saved(kept: AttachmentsEditor) -> None:
    kept.list.setCurrentRow(2)
    assert kept.open.isEnabled() and not kept.save.isEnabled()


def test_what_can_be_done_stands_in_the_context_menu(kept: AttachmentsEditor, opened: list[QUrl]) -> None:
    kept.list.setCurrentRow(0)
    menu = kept.menu()
    assert [action.text() for action in menu.actions()] == ["打开", "另存为…", "移除"]
    menu.actions()[0].trigger()
    assert len(opened) == 1
    kept.set_read_only(True)
    assert [action.text() for action in kept.menu().actions()] == ["打开", "另存为…"]
