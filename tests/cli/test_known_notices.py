"""Importing a notice again by the command line: what is new, --update, and units that look like registered ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NOTICE, Run

FIFTH = "5. 建成规范性文件统一公开库，标明文号、成文日期和有效性。"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The notice with another deadline in the second task, and another fifth task."""
    text = NOTICE.read_text(encoding="utf-8")
    assert "2021年9月底前" in text and FIFTH in text
    changed = text.replace("2021年9月底前", "2021年11月底前").replace(
        FIFTH, "5. 邀请群众代表走进政府机关，听取意见建议。"
    )
    path = tmp_path / "新版.txt"
    path.write_text(changed, encoding="utf-8")
    return path


def tasks(run: Run, book: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", book, "tasks", "--json").out)
    return found


def test_a_known_notice_without_anything_new_is_refused(run: Run, book: Path) -> None:
    sentence = run("import", NOTICE, "--into", book).sentence()
    assert sentence.endswith("已经导入过，工作簿里有它的 5 项任务，没有新的任务。")


def test_new_tasks_of_a_known_notice_are_taken(run: Run, book: Path, newer: Path) -> None:
    said = run("import", newer, "--into", book)
    assert said.status == 0, said.err
    assert "新版.txt：已导入过（5 项）：新增 1 项、有变化 1 项、少了 1 项。" in said.out
    assert "有变化的 1 项没有更新；要更新，请加 --update" in said.out
    assert "已导入 1 项任务" in said.out
    found = tasks(run, book)
    assert len(found) == 6
    assert found[1]["due_on"] == "2021-09-30"


def test_changed_tasks_are_updated_when_asked(run: Run, book: Path, newer: Path) -> None:
    assert run("do", book, "tasks", 2, "complete", "completed_on=2021-08-01").status == 0
    said = run("import", newer, "--into", book, "--update")
    assert "已导入 1 项任务，更新 1 项任务" in said.out
    second = tasks(run, book)[1]
    assert (second["due_on"], second["completed_on"]) == ("2021-11-30", "2021-08-01")
    again = run("import", newer, "--into", book, "--update")
    assert again.sentence().endswith("工作簿里有它的 6 项任务：少了 1 项，没有要导入的新任务。")
    assert run("undo", book).status == 0
    assert tasks(run, book)[1]["due_on"] == "2021-09-30"


def test_a_change_alone_is_refused_with_a_hint(run: Run, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "改期.txt"
    path.write_text(NOTICE.read_text(encoding="utf-8").replace("2021年9月底前", "2021年11月底前"), encoding="utf-8")
    sentence = run("import", path, "--into", book).sentence()
    assert sentence.endswith("有变化 1 项，没有要导入的新任务；要更新有变化的任务，请加 --update。")
    assert run("import", path, "--into", book, "--update").status == 0


def test_units_that_look_like_others_are_told_and_not_merged(run: Run, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "另一份.txt"
    text = NOTICE.read_text(encoding="utf-8").replace("望政办〔2021〕9号", "望政办〔2021〕19号")
    path.write_text(text.replace("区发展改革委", "区发改委").replace("的通知\n", "（二）的通知\n", 1), encoding="utf-8")
    said = run("import", path, "--into", book)
    assert said.status == 0, said.err
    assert "另一份.txt：单位“区发改委”像是“区发展改革委”，没有合并" in said.out
    units = json.loads(run("list", book, "units", "--json").out)
    assert {"区发改委", "区发展改革委"} <= {unit["name"] for unit in units}
    assert all(not unit["aliases"] for unit in units)


def test_tasks_that_are_there_from_elsewhere_are_not_brought_in_twice(run: Run, book: Path, tmp_path: Path) -> None:
    """The table of the same tasks, in a file of its own: neither as a notice nor row by row."""
    from openpyxl import Workbook

    before = tasks(run, book)
    year = next(task["due_on"] for task in before if task["due_on"])[:4]
    made = Workbook()
    made.active.append([f"{year}年任务分工汇总表"])
    made.active.append(["序号", "工作任务", "责任单位", "完成时限", "备注"])
    for number, task in enumerate(before, 1):
        made.active.append([number, task["content"], "区综合处", "年底前", "另表"])
    made.active.append([9, "另外开展一次全区政务公开工作培训。", "区综合处", "年底前", ""])
    path = tmp_path / "汇总表.xlsx"
    made.save(path)
    said = run("import", path, "--into", book)
    assert said.status == 0, said.err
    assert f"有 {len(before)} 项任务在台账里已有内容相同的，没有导入" in said.out
    assert [task["content"] for task in tasks(run, book)[len(before) :]] == ["另外开展一次全区政务公开工作培训。"]
    assert run("undo", book).status == 0
    assert run("import", path, "--into", book, "--register", "tasks").status == 0
    assert len(tasks(run, book)) == len(before) + 1


def test_the_same_words_in_another_year_are_another_task(run: Run, book: Path, tmp_path: Path) -> None:
    text = NOTICE.read_text(encoding="utf-8")
    later = tmp_path / "次年.txt"
    later.write_text(text.replace("2021", "2022"), encoding="utf-8")
    before = len(tasks(run, book))
    assert run("import", later, "--into", book).status == 0
    assert len(tasks(run, book)) == 2 * before
