"""The program is killed while three things are half done: started anew, it has them all."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.e2e.conftest import ROOT, Start
from ui.intake import IntakePage

_MOST_MS = 60_000


def test_nothing_is_lost(qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, book = tmp_path / "home", tmp_path / "甲.gkb"
    arguments = [sys.executable, "-m", "tests.e2e.cut_off", str(home), str(book)]
    with subprocess.Popen(arguments, cwd=ROOT) as program:
        try:
            kinds = ("papers", "new-units", "review")
            qtbot.waitUntil(
                lambda: (
                    program.poll() is not None
                    or all(any((home / "unfinished").glob(f"*.{kind}.json")) for kind in kinds)
                ),
                timeout=_MOST_MS,
            )
            assert program.poll() is None
        finally:
            program.kill()
    asked: list[str] = []
    monkeypatch.setattr("ui.main_window.incoming.may_lose", lambda *words: asked.append(words[2]) is not None)
    window = start()
    if not window._session.is_open:
        assert window._session.open(book)
    qtbot.waitUntil(lambda: window.intake is not None and bool(window.strip.sentence))
    assert len(asked) == 1
    assert window.strip.sentence == "上次新建的单位、写的督办通知单还没有做完，都留着。"
    review = window.intake
    assert isinstance(review, IntakePage) and review.review is not None and review.is_edited
    window.pages.begin_new("units")
    assert window.page("units").form.rows["name"].editor.answer() == "市档案馆"
    window.pages.compose([1])
    composer = window.pages.composer
    assert composer is not None
    composer.kind.setCurrentText("督办通知单")
    assert composer.text.toPlainText().endswith("特此督办。")
