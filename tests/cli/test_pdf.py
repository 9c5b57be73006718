"""Ledgers and notices as .pdf from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.models.export.rendering import pages_in


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """The tests of the window run in the same process and need an application with widgets."""


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "账.gkb"
    assert run("new", path, "--demo").status == 0
    return path


def test_a_ledger(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "台账.pdf"
    assert "台账.pdf" in run("export", book, "tasks", target, "--where", "status=overdue").out
    first, *_ = pages_in(target)
    assert first.width > first.height
    assert any("任务台账" in text for text in first.texts())
    assert any(text.startswith("第1页共") for text in first.texts())


def test_each_unit_its_own(run: Run, book: Path, tmp_path: Path) -> None:
    assert run("export", book, "tasks", "清单.pdf", "--by-unit", tmp_path / "各单位").status == 0
    made = sorted((tmp_path / "各单位").iterdir())
    assert len(made) > 10
    assert all(path.suffix == ".pdf" and pages_in(path) for path in made[:3])


def test_a_notice(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "督办.pdf"
    assert run("notice", book, "督办通知单", target, "--set", "联系人=王芳").status == 0
    (page, *_) = pages_in(target)
    assert (page.width, page.height) == pytest.approx((210, 297), abs=0.5)
    assert any("督办通知单" in text for text in page.texts())


def test_a_place_that_can_not_be_written(run: Run, book: Path, tmp_path: Path) -> None:
    assert run("export", book, "tasks", tmp_path / "没有" / "台账.pdf").sentence()
    assert run("notice", book, "督办通知单", tmp_path / "没有" / "单.pdf").sentence()
