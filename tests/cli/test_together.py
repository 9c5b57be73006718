"""Several files at once: those of one notice make one document, and all of them are kept with it."""

import json
from pathlib import Path

from tests.cli.conftest import NOTICE, Run
from tests.ui.intake.test_together import COVER, TABLE

NAME = "附件：2024年政务公开任务分解表.html"


def files_of(folder: Path) -> tuple[Path, Path]:
    (folder / NAME).write_text(TABLE, encoding="utf-8")
    (folder / "通知.txt").write_text(COVER, encoding="utf-8")
    return folder / NAME, folder / "通知.txt"


def test_what_is_found_is_told_notice_by_notice(run: Run, tmp_path: Path) -> None:
    said = run("intake", *files_of(tmp_path), NOTICE, "--json")
    documents = json.loads(said.out)["documents"]
    assert [document["source"] for document in documents] == ["通知.txt", NOTICE.name]
    assert documents[0]["doc_number"] == "云政办〔2024〕12号"
    assert [task["due_on"] for task in documents[0]["tasks"]] == ["2024-06-30", "2024-09-30"]
    assert f"文件：通知.txt、{NAME}" in run("intake", *files_of(tmp_path)).out


def test_all_files_are_kept(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "册.gkb"
    assert run("new", book).status == 0
    said = run("import", *files_of(tmp_path), "--into", book)
    assert said.status == 0, said.err
    assert f"通知.txt：一并读取“{NAME}”，作为它的附件。" in said.out
    documents = json.loads(run("list", book, "documents", "--json").out)
    assert [item["title"] for item in documents[0]["files"]] == ["通知.txt", NAME]


def test_one_that_can_not_be_read_is_told_beside_the_others(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "坏.html"
    broken.write_text("<html></html>", encoding="utf-8")
    said = run("intake", *files_of(tmp_path), broken, "--json")
    assert said.status == 1 and "坏.html" in said.err
    assert len(json.loads(said.out)["documents"]) == 1
