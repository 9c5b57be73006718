"""The paper kept in 发文登记簿: looked at, printed or written as .pdf from there; another program's files are not."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.operations import dispatching, issuing, records
from models.operations.settings import set_settings
from ui.printing import PagesDialog
from ui.register.form import RecordForm
from ui.session import Session
from ui.widgets.attachment_editor import AttachmentsEditor

KIND = "督办通知单"


@pytest.fixture
def form(qtbot: QtBot, filled: Session) -> RecordForm:
    """One paper went out."""
    set_settings(filled.desk, {"office_name": "云岭市政务公开办公室"})
    records.add(filled.desk, "number_sequences", {"code": "云政公办", "kinds": KIND})
    document = issuing.compose(filled.desk, KIND, [1], {})
    assert filled.run(dispatching.issue, KIND, document, [1], {})
    made = RecordForm(filled, filled.registers["dispatches"])
    qtbot.addWidget(made)
    made.show()
    made.show_record(filled.desk.book.record("dispatches", 1))
    return made


def files_of(form: RecordForm) -> AttachmentsEditor:
    editor = form.rows["files"].editor
    assert isinstance(editor, AttachmentsEditor)
    return editor


def test_the_paper_that_went_out_is_shown_to_be_printed(form: RecordForm, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[PagesDialog] = []
    monkeypatch.setattr(PagesDialog, "exec", lambda dialog: shown.append(dialog))
    files = files_of(form)
    files.print.click()  # the only file need not be chosen first
    assert "规范性文件入库" in shown[0].view.plain_text()


def test_a_file_of_another_program_is_not(qtbot: QtBot, form: RecordForm, filled: Session, tmp_path: Path) -> None:
    path = tmp_path / "来函.docx"
    path.write_bytes(b"PK")
    files = files_of(form)
    files.add([path])
    files.list.clearSelection()
    files.list.setCurrentRow(1)
    with qtbot.waitSignal(filled.refused) as refused:
        files.print.click()
    assert "不是本程序写成的" in refused.args[0]
