"""打印预览 of a ledger, and its .pdf from the export."""

from pathlib import Path

import pytest

from tests.models.export.rendering import pages_in
from ui.register.ledger_preview import LedgerPreview
from ui.register.page import RegisterPage
from ui.widgets.export_dialog import ExportChoice, ExportDialog


@pytest.fixture
def preview(page: RegisterPage, monkeypatch: pytest.MonkeyPatch) -> LedgerPreview:
    """As the page opens it."""
    opened: list[LedgerPreview] = []
    monkeypatch.setattr(LedgerPreview, "exec", lambda self: opened.append(self))
    page.filters.search.setText("公开")
    page.filters.changed.emit()
    page.ledgers.print_ledger()
    return opened[0]


def test_what_is_shown_is_what_is_printed(preview: LedgerPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    text = preview.pages.plain_text()
    assert "任务台账" in text
    assert "预算公开" in text
    assert "规范性文件入库" not in text
    assert "筛选条件" in text
    sent: list[int] = []
    monkeypatch.setattr("ui.register.ledger_preview.print_pages", lambda *args: sent.append(len(args[1])) or True)
    preview.print_button.click()
    assert sent == [len(preview.pages.pages)]


def test_another_layout_is_shown_at_once(preview: LedgerPreview) -> None:
    preview.layouts.setCurrentText("督办台账")
    assert "督办台账" in preview.pages.plain_text()
    preview.layouts.setCurrentIndex(preview.layouts.count() - 1)
    assert preview.layouts.currentText() == "表格里现在显示的栏目"
    assert "预算公开" in preview.pages.plain_text()


def test_it_begins_with_the_layout_used_last(preview: LedgerPreview, page: RegisterPage) -> None:
    preview.layouts.setCurrentText("督办台账")
    again = LedgerPreview(page._session, page.register, [1], lambda: page.register.usual_layout)
    assert again.layouts.currentText() == "督办台账"
    assert ExportDialog(page._session, page.register, 6, 0, page).layouts.currentText() == "督办台账"


def test_exported_as_pdf(page: RegisterPage, tmp_path: Path) -> None:
    target = tmp_path / "台账.pdf"
    page.ledgers.write_ledger(list(page.model.found), ExportChoice(target, only_selected=False, suffix=".pdf"))
    (first, *_) = pages_in(target)
    assert any("规范性文件入库" in text for text in first.texts())
