"""Every command does what the page about the command line says, and its JSON has the shape it says."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from tests.cli.conftest import NOTICE, Run


def tasks(run: Run, book: Path, *more: Any) -> list[dict[str, Any]]:
    said = run("list", book, "tasks", "--json", *more)
    assert said.status == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def numbers(found: list[dict[str, Any]]) -> list[str]:
    return [task["number"] for task in found]


def words_of(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_intake_prints_the_agreed_shape_and_stores_nothing(run: Run) -> None:
    before = sorted(NOTICE.parent.iterdir())
    said = run("intake", NOTICE, "--json")
    assert (said.status, said.err) == (0, "")
    (document,) = json.loads(said.out)["documents"]
    assert list(document) == [
        *("source", "title", "doc_number", "issuer", "issued_on", "published_on", "index_number", "validity"),
        *("based_on", "tasks", "duties", "repairs", "warnings"),
    ]
    assert document["doc_number"] == "望政办〔2021〕9号"
    assert document["based_on"] == ["澄政务公开办〔2021〕2号"]
    first = document["tasks"][0]
    assert list(first) == [
        *("number", "section", "text", "lead_units", "responsible_units", "cooperating_units", "deadline_text"),
        *("due_on", "ongoing", "recurrence", "milestones", "span", "warnings"),
    ]
    assert (first["lead_units"], first["due_on"]) == (["区司法局"], "2021-06-30")
    assert sorted(NOTICE.parent.iterdir()) == before


def test_intake_for_people_names_the_tasks(run: Run) -> None:
    said = run("intake", NOTICE)
    assert "牵头：区司法局" in said.out and "→ 2021-06-30" in said.out and "共 5 项任务" in said.out


def test_intake_shows_the_good_files_when_another_can_not_be_read(run: Run, tmp_path: Path) -> None:
    said = run("intake", NOTICE, tmp_path / "没有.txt", "--json")
    assert len(json.loads(said.out)["documents"]) == 1
    assert "没有.txt" in said.sentence()


def test_list_gives_every_field_and_the_derived_status(run: Run, book: Path) -> None:
    first = tasks(run, book)[0]
    for name in (
        *("id", "number", "section", "content", "lead_units", "responsible_units", "cooperating_units"),
        *("deadline_text", "due_on", "ongoing", "recurrence", "started_on", "completed_on", "closed_on", "note"),
    ):
        assert name in first
    assert (first["source"], first["lead_units"], first["due_on"]) == (2, ["区司法局"], "2021-06-30")
    assert (first["status"], first["status_text"]) == ("overdue", "逾期 107 天")


def test_today_sets_the_clock_before_and_after_the_command(run: Run, book: Path) -> None:
    assert tasks(run, book, "--today", "2021-06-28")[0]["status_text"] == "临期 2 天"
    said = run("--today", "2021-06-30", "list", book, "tasks", "--json")
    assert json.loads(said.out)[0]["status_text"] == "临期（今天）"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (["--where", "status=overdue"], ["1", "2", "5"]),
        (["--where", "状态=逾期", "--where", "units=区财政局"], ["1", "2"]),
        (["--where", "牵头单位=区司法局"], ["1"]),
        (["--where", "number=2", "--where", "number=3"], ["2", "3"]),
        (["--where", "ongoing=是"], ["3"]),
        (["--where", "lead_units="], ["2", "3"]),
        (["--search", "预算"], ["2"]),
        (["--search", "公开 水质"], ["3"]),
        (["--search", "没有这样的词"], []),
    ],
)
def test_list_chooses(run: Run, book: Path, where: list[str], found: list[str]) -> None:
    assert numbers(tasks(run, book, *where)) == found


def test_list_for_people_is_aligned(run: Run, book: Path) -> None:
    said = run("list", book, "任务台账")
    assert "编号" in said.out and "逾期 107 天" in said.out and "共 5 项任务。" in said.out


def test_list_of_an_empty_register_is_an_empty_array(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "空.gkb")
    assert tasks(run, tmp_path / "空.gkb") == []


def test_add_prints_the_id_only(run: Run, book: Path) -> None:
    said = run(
        "add", book, "tasks", "content=公开=透明", "lead_units=区司法局；区新设局", "deadline_text=2021年10月20日前"
    )
    assert said.out == "6\n"
    added = tasks(run, book)[-1]
    assert added["content"] == "公开=透明"
    assert added["lead_units"] == ["区司法局", "区新设局"]
    assert (added["due_on"], added["status"]) == ("2021-10-20", "due_soon")


def test_the_same_unit_named_twice_counts_once(run: Run, book: Path) -> None:
    run("add", book, "units", "name=区大数据局", "aliases=区数据局")
    run("add", book, "tasks", "content=甲", "responsible_units=区大数据局、区数据局、区大数据局")
    assert tasks(run, book)[-1]["responsible_units"] == ["区大数据局"]


def test_do_completes_with_evidence_kept_in_the_workbook(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "照片 1.txt"
    file.write_text("证据", encoding="utf-8")
    said = run("do", book, "tasks", "1,2", "complete", "completed_on=2021-10-12", "note=已公开", f"evidence={file}")
    assert said.status == 0 and "完成 2 项任务" in said.out
    file.unlink()
    first = tasks(run, book)[0]
    assert (first["status"], first["completed_on"]) == ("completed", "2021-10-12")
    assert first["progress"] == [{"on": "2021-10-12", "text": "已公开"}]
    assert [(item["title"], item["size"]) for item in first["evidence"]] == [("照片 1.txt", 6)]


def test_a_task_goes_the_whole_way(run: Run, book: Path) -> None:
    def status(*argv: Any) -> str:
        assert run("do", book, "tasks", *argv).status == 0
        return str(next(task["status"] for task in tasks(run, book) if task["id"] == 4))

    assert status(4, "start") == "in_progress"
    assert status(4, "complete", "evidence=https://example.com/a.html") == "completed"
    assert status(4, "销号") == "closed"
    assert status(4, "return", "reason=材料不全") == "in_progress"
    assert status(4, "extend", "due_on=2022-01-31", "reason=会议改期") == "in_progress"


def test_undo_and_redo_take_all_steps_both_ways(run: Run, book: Path) -> None:
    before = tasks(run, book)
    run("do", book, "tasks", "1", "complete")
    run("do", book, "tasks", "1", "close")
    run("add", book, "tasks", "content=新任务")
    after = tasks(run, book)
    assert run("undo", book, "--steps", "3").out.count("已撤销") == 3
    assert tasks(run, book) == before
    assert run("redo", book).status == 0
    assert run("redo", book, "--steps", "2").status == 0
    assert tasks(run, book) == after


def test_undo_of_more_than_there_is_changes_nothing(run: Run, book: Path) -> None:
    before = tasks(run, book)
    assert "只有 1 步" in run("undo", book, "--steps", "5").sentence()
    assert tasks(run, book) == before
    run("undo", book)
    assert run("undo", book).sentence() == "没有可以撤销的操作。"
    assert run("list", book, "documents", "--json").out == "[]\n"


def test_history_tells_who_did_what(run: Run, book: Path) -> None:
    run("do", book, "tasks", "2", "start")
    run("undo", book)
    steps = json.loads(run("history", book, "--json").out)
    assert [(step["kind"], step["name"], step["state"], step["records"]) for step in steps[:2]] == [
        ("undo", "undo", "done", 1),
        ("do", "start", "undone", 1),
    ]
    assert list(steps[0]) == ["id", "made_at", "kind", "name", "title", "made_by", "state", "records"]
    assert steps[0]["made_at"].startswith("2021-10-15T") and steps[0]["made_by"]
    assert "撤销：启动 1 项任务" in run("history", book).out


def test_import_keeps_the_original_and_refuses_it_twice(run: Run, book: Path) -> None:
    (basis, document) = json.loads(run("list", book, "documents", "--json").out)
    assert [item["title"] for item in document["files"]] == ["notice.txt"]
    assert document["based_on"] == [basis["title"]]
    assert "已经导入过" in run("import", NOTICE, "--into", book).sentence()
    assert len(tasks(run, book)) == 5


def test_import_of_several_files_with_a_bad_one_imports_none(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "新.gkb"
    run("new", book)
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"\x00\x01")
    assert "坏.docx" in run("import", NOTICE, bad, "--into", book).sentence()
    assert tasks(run, book) == []


def test_import_of_a_notice_without_tasks_keeps_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    summary = tmp_path / "总结.txt"
    summary.write_text(
        "2020年政务公开工作总结\n\n一年来，我区认真落实上级部署，政务公开工作取得新成效。\n", encoding="utf-8"
    )
    history = run("history", book, "--json").out
    assert "总结.txt" in run("import", summary, "--into", book).sentence()
    assert run("history", book, "--json").out == history


def test_items_without_units_wait_for_all(run: Run, book: Path, tmp_path: Path) -> None:
    text = (
        "澄阳市关于做好政务公开重点工作的通知\n\n各县（区）：\n一、主要任务\n"
        "（一）加强政策解读。各地要及时发布解读材料，做到同步公开。\n"
        "（二）规范平台建设。各地要统一栏目设置，及时更新内容。\n"
    )
    notice = tmp_path / "无单位.txt"
    notice.write_text(text, encoding="utf-8")
    found = json.loads(run("intake", notice, "--json").out)["documents"][0]["tasks"]
    assert len(found) == 2
    assert "--all" in run("import", notice, "--into", book).sentence()
    assert run("import", notice, "--into", book, "--all").status == 0
    assert len(tasks(run, book)) == 7


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_export_writes_what_is_chosen(run: Run, book: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"台账{ending}"
    said = run("export", book, "tasks", target, "--where", "status=overdue", "--search", "公开")
    assert said.status == 0 and "3 项任务" in said.out
    if ending == ".docx":
        text = words_of(target)
    else:
        sheet = openpyxl.load_workbook(target).worksheets[0]
        text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "逾期 107 天" in text and "权责清单" in text
    assert "水质" not in text and "状态为“逾期”" in text


def test_notice_goes_to_the_units_of_the_overdue_tasks(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "督办.docx"
    settings = [
        *("--set", "发文机关=望溪区政务公开办公室"),
        *("--set", "文号=望公开办[2021]8号"),
        *("--set", "联系电话=8856101"),
    ]
    said = run("notice", book, "督办通知单", target, *settings)
    assert (said.status, said.err) == (0, "")
    text = words_of(target)
    assert "区司法局、区财政局、区政府办公室：" in text
    assert "望公开办〔2021〕8号" in text and "（望政办〔2021〕9号）" in text
    assert "已逾期107天" in text and "2021年10月22日" in text and "8856101" in text


def test_notice_about_chosen_tasks(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "催办.docx"
    assert run("notice", book, "催办单", target, "--ids", "4", "--set", "成文日期=2021-10-18").status == 0
    text = words_of(target)
    assert "区融媒体中心：" in text and "2021年10月18日" in text


def test_check_backup_and_restore(run: Run, book: Path, tmp_path: Path, own_folders: Path) -> None:
    assert "一切正常" in run("check", book).out
    copy, again = tmp_path / "备份.gkb", tmp_path / "恢复.gkb"
    assert run("backup", book, copy).status == 0
    assert run("backup", book).status == 0
    assert len(list(own_folders.rglob("账 2021-10-15 090000.gkb"))) == 1
    run("do", book, "tasks", "1", "start")
    assert run("restore", copy, again).status == 0
    assert tasks(run, again)[0]["started_on"] is None
    assert "已经存在" in run("restore", copy, again).sentence()


def test_new_with_the_sample_year(run: Run, tmp_path: Path) -> None:
    assert "45 项任务" in run("new", tmp_path / "示例", "--demo").out
    found = tasks(run, tmp_path / "示例.gkb")
    assert {task["status"] for task in found} == {
        *("not_started", "in_progress", "due_soon", "overdue", "completed", "closed", "ongoing"),
    }


def test_new_with_made_up_rows(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "多.gkb", "--rows", "300").status == 0
    assert len(tasks(run, tmp_path / "多.gkb")) == 300
    assert run("check", tmp_path / "多.gkb").status == 0


def test_reading_commands_leave_the_file_and_its_folder_as_they_were(run: Run, book: Path, tmp_path: Path) -> None:
    content = book.read_bytes()
    for argv in (
        ("list", book, "tasks"),
        ("history", book, "--json"),
        ("export", book, "tasks", tmp_path / "出.xlsx"),
        ("notice", book, "督办通知单", tmp_path / "出.docx"),
    ):
        assert run(*argv).status == 0
    assert book.read_bytes() == content
    assert {path.name for path in tmp_path.glob("账.gkb*")} == {"账.gkb"}


def test_selftest(run: Run) -> None:
    said = run("--selftest")
    assert (said.status, said.out, said.err) == (0, "自检通过\n", "")


def test_a_problem_from_the_list_to_the_gate(tmp_path: Path, book: Path, run: Run) -> None:
    said = run("add", book, "problems", "content=栏目停更", "responsible_units=区司法局", "deadline_text=2021年9月底前")
    assert said.status == 0, said.err
    (problem,) = json.loads(run("list", book, "problems", "--json").out)
    assert (problem["status"], problem["due_on"]) == ("overdue", "2021-09-30")
    assert (
        run("do", book, "problems", "1", "approve", "reviewer=何静", "opinion=属实").sentence().startswith("“栏目停更”")
    )
    assert run("do", book, "problems", "1", "apply", "result=已更新").status == 0
    assert (
        "至少写 10 个字"
        in run("do", book, "problems", "1", "return", "reviewer=何静", "opinion=不行", "missing=缺图").sentence()
    )
    assert run("do", book, "problems", "1", "approve", "reviewer=何静", "opinion=属实").status == 0
    assert json.loads(run("list", book, "problems", "--where", "status=closed", "--json").out)[0]["opinion"] == "属实"
    for name in ("清单.xlsx", "清单.docx"):
        assert run("export", book, "problems", tmp_path / name).status == 0
    assert (
        run("import", tmp_path / "清单.xlsx", "--into", tmp_path / "账.gkb", "--register", "problems", "--all").status
        == 0
    )
    assert [item["content"] for item in json.loads(run("list", book, "problems", "--json").out)] == ["栏目停更"] * 2
    assert run("undo", book).status == 0
    assert len(json.loads(run("list", book, "problems", "--json").out)) == 1


def test_export_by_a_layout(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    assert run("export", book, "tasks", target, "--layout", "推进落实清单").status == 0
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet["A1"].value == "重点任务推进落实清单"


def test_export_for_each_unit(run: Run, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    said = run("export", book, "tasks", "清单.docx", "--by-unit", folder, "--where", "units=区司法局")
    assert (said.status, said.err) == (0, "")
    assert "已按单位导出" in said.out
    assert (folder / "区司法局 清单.docx").read_bytes()[:2] == b"PK"
    assert not Path("清单.docx").exists()


def test_an_application_with_its_clock(tmp_path: Path, book: Path, run: Run) -> None:
    pairs = (
        "applicant=李某",
        "content=安置方案",
        "channel=当面提交",
        "arrived_on=2021-09-24",
        "id_number=340102199001010011",
    )
    assert run("add", book, "requests", *pairs).status == 0
    (asked,) = json.loads(run("list", book, "requests", "--json").out)
    assert (asked["due_on"], asked["days_left"], asked["status"]) == ("2021-10-27", 8, "handling")
    assert "id_number" not in asked
    (asked,) = json.loads(run("list", book, "requests", "--json", "--private").out)
    assert asked["id_number"] == "340102199001010011"
    assert (
        "最多 20 个工作日"
        in run("do", book, "requests", "1", "extend", "extended_days=30", "extended_by=何静").sentence()
    )
    assert run("do", book, "requests", "1", "answer", "answer_kind=予以公开", "answered_on=2021-10-12").status == 0
    assert (
        json.loads(run("list", book, "requests", "--where", "status=answered", "--json").out)[0]["clock"] == "按期答复"
    )
    for name, more, there in (("a.xlsx", (), False), ("b.xlsx", ("--private",), True)):
        assert run("export", book, "requests", tmp_path / name, *more).status == 0
        cells = [str(cell.value) for row in openpyxl.load_workbook(tmp_path / name).worksheets[0] for cell in row]
        assert ("340102199001010011" in cells) is there
    said = run("import", tmp_path / "b.xlsx", "--into", book, "--register", "requests", "--all")
    assert said.status == 0, said.err
    first, second = json.loads(run("list", book, "requests", "--json", "--private").out)
    same = (
        "applicant",
        "content",
        "channel",
        "received_on",
        "due_on",
        "answered_on",
        "answer_kind",
        "id_number",
        "status",
    )
    assert [second[name] for name in same] == [first[name] for name in same]
    assert run("undo", book).status == 0
    assert len(json.loads(run("list", book, "requests", "--json").out)) == 1


def test_gaps_in_the_numbers_are_told_below_the_list(book: Path, run: Run) -> None:
    for number in (1, 3):
        assert run("add", book, "policies", "title=办法", f"doc_number=青政〔2021〕{number}号").status == 0
    assert "文号缺 青政〔2021〕2号" in run("list", book, "policies").out
    assert isinstance(json.loads(run("list", book, "policies", "--json").out), list)
