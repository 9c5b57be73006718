"""Notices about tasks: who gets them, what they rest on, what they say of each task."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from models.base.clock import Clock
from models.base.errors import ClerkError, WriteError
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.ledger import Row
from models.operations import actions, records, workbooks
from models.operations.desk import Desk
from models.operations.issuing import compose, kinds, setting_names, write_notice
from models.operations.notice_kinds import keep_wording, kind_named
from models.operations.notice_records import addressees
from models.registers import all_registers

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
KIND = "督办通知单"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Friday 15 October 2021; two documents, a group with members, and five tasks."""
    made = workbooks.new(tmp_path / "账.gkb", all_registers(), Clock.fixed(date(2021, 10, 15)), RESOURCES)
    plan = {"title": "望溪区2021年政务公开工作要点", "doc_number": "望政办〔2021〕9号", "issued_on": "2021-03-12"}
    records.add(made, "documents", plan)
    records.add(made, "documents", {"title": "关于反馈问题整改的通知", "issued_on": "2021-08-02"})
    records.add(made, "settings", {"key": "office_name", "value": "望溪区人民政府办公室"})
    records.add(made, "units", {"name": "各镇", "kind": "群体", "members": "澄湖镇；石埠镇"})
    for row in (
        {
            "content": "公开权责清单。",
            "lead_units": "区司法局",
            "responsible_units": "区财政局",
            "due_on": "2021-09-30",
        },
        {"content": "公开预算", "responsible_units": "各镇；区财政局", "deadline_text": "2021年9月底前"},
        {
            "content": "修复错链",
            "responsible_units": "区数据局",
            "deadline_text": "10月8日前",
            "source": "关于反馈问题整改的通知",
        },
        {"content": "编制目录", "lead_units": "区司法局", "deadline_text": "2021年12月底前"},
        {"content": "没有单位的任务", "due_on": "2021-10-01"},
    ):
        records.add(made, "tasks", {"source": "望政办〔2021〕9号", **row})
    yield made
    made.book.close()


def text_of(document: Gongwen) -> str:
    parts: list[str] = []
    for item in document.body:
        if isinstance(item, Paragraph):
            parts.append(item.text)
        elif isinstance(item, BodyTable):
            parts += ["|".join(row) for row in item.rows]
    return "\n".join(parts)


def test_there_are_kinds(desk: Desk) -> None:
    assert {"督办通知单", "催办单", "任务分工通知"} <= set(kinds(desk))


def test_lead_units_else_responsible_ones_and_members_for_groups(desk: Desk) -> None:
    tasks = desk.book.records("tasks", [1, 2, 4])
    assert addressees(desk, kind_named(desk, KIND), tasks) == ("区司法局", "澄湖镇", "石埠镇", "区财政局")


def test_groups_within_groups_end(desk: Desk) -> None:
    town, group = desk.book.find("units", "澄湖镇"), desk.book.find("units", "各镇")
    assert town and group
    records.edit(desk, "units", [town], {"members": "各镇"})
    assert addressees(desk, kind_named(desk, KIND), desk.book.records("tasks", [2])) == ("石埠镇", "区财政局")


def test_one_document_is_the_basis_with_its_number(desk: Desk) -> None:
    document = compose(desk, KIND, [1, 2], {})
    assert document.addressees == "区司法局、澄湖镇、石埠镇、区财政局"
    assert (document.issuer, document.dated) == ("望溪区人民政府办公室", date(2021, 10, 15))
    text = text_of(document)
    assert text.count("《望溪区2021年政务公开工作要点》（望政办〔2021〕9号）") == 1
    assert "公开权责清单（牵头单位：区司法局；责任单位：区财政局；完成时限：2021年9月30日，已逾期15天）" in text
    assert "完成时限：2021年9月底前，已逾期15天" in text
    assert "2021年10月22日前办结" in text


def test_several_documents_and_one_without_a_number(desk: Desk) -> None:
    text = text_of(compose(desk, KIND, [1, 3], {}))
    assert "根据《望溪区2021年政务公开工作要点》（望政办〔2021〕9号）、《关于反馈问题整改的通知》的" in text
    assert "完成时限：2021年10月8日，已逾期7天" in text


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([1, 2], "下列2项任务已超过完成时限，仍未办结"),
        ([1, 2, 4], "下列3项任务尚未办结，其中2项已超过完成时限"),
        ([4], "下列任务进展缓慢，尚未办结"),
    ],
)
def test_what_is_not_overdue_is_not_called_overdue(desk: Desk, ids: list[int], said: str) -> None:
    assert said in text_of(compose(desk, KIND, ids, {}))


def test_a_document_known_by_its_number_only(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "source": "澄政办〔2021〕3号"})
    assert "根据澄政办〔2021〕3号文件的部署和分工" in text_of(compose(desk, KIND, [6], {}))


def test_without_a_choice_it_is_about_all_that_is_overdue(desk: Desk) -> None:
    document = compose(desk, KIND, [], {})
    assert "下列4项任务" in text_of(document)


def test_the_present_limit_of_an_extended_task_counts(desk: Desk) -> None:
    records.edit(desk, "tasks", [2], {"due_on": "2021-10-12", "original_due_on": "2021-09-30"})
    text = text_of(compose(desk, KIND, [2], {}))
    assert "完成时限：2021年10月12日，已逾期3天" in text and "9月底" not in text


def test_settings_go_first(desk: Desk) -> None:
    settings = {
        "文号": "望督[2021]12号",
        "主送": "区司法局",
        "办理时限": "2021-10-29",
        "成文日期": "2021年10月18日",
        "发文机关": "望溪区政务公开办",
        "联系人": "王静",
        "联系电话": "0000",
    }
    document = compose(desk, KIND, [1], settings)
    assert (document.doc_number, document.addressees) == ("望督〔2021〕12号", "区司法局")
    assert (document.issuer, document.dated) == ("望溪区政务公开办", date(2021, 10, 18))
    assert "2021年10月29日前办结" in text_of(document)
    assert "王静" in document.note and "0000" in document.note


def test_days_count_from_the_day_of_the_document(desk: Desk) -> None:
    text = text_of(compose(desk, KIND, [1], {"日期": "2021-10-29"}))
    assert "截至2021年10月29日" in text and "已逾期29天" in text and "2021年11月5日前办结" in text
    # 8 October, Saturday the 9th (a make-up day), the 11th, 12th and 13th
    assert "2021年10月13日前报送" in text_of(compose(desk, KIND, [1], {"日期": "2021-09-30"}))


def test_a_reminder_in_time_sets_no_new_limit(desk: Desk) -> None:
    text = text_of(compose(desk, "催办单", [4], {}))
    assert "确保按时办结" in text and "2021年12月底前" in text
    assert "2021年10月22日前办结" in text_of(compose(desk, "催办单", [1, 4], {}))


def test_assignment_is_about_all_tasks(desk: Desk) -> None:
    settings = {"主送": "区政府各部门"}
    document = compose(desk, "任务分工通知", [], settings)
    (annex,) = document.annexes
    assert annex.name == "任务分工表" == document.attachments[0]
    assert annex.ledger is not None and len(annex.ledger.rows) == 5
    assert "5项任务的分工" in text_of(document)


@pytest.mark.parametrize(
    ("ids", "settings", "word"),
    [
        ([99], {}, "99"),
        ([1], {"颜色": "红"}, "可以填写的有"),
        ([1], {"任务清单": "甲"}, "可以填写的有"),
        ([1], {"日期": "2021-02-30"}, "不存在"),
        ([1], {"日期": "下周"}, "看不懂"),
    ],
)
def test_refusals(desk: Desk, ids: list[int], settings: dict[str, str], word: str) -> None:
    with pytest.raises(ClerkError, match=word):
        compose(desk, KIND, ids, settings)


def test_what_is_done_is_not_urged(desk: Desk) -> None:
    actions.perform(desk, "tasks", [1], "complete")
    with pytest.raises(ClerkError, match="已经完成"):
        compose(desk, KIND, [1, 2], {})
    with pytest.raises(ClerkError, match="没有“表扬信”"):
        compose(desk, "表扬信", [2], {})


def test_nothing_overdue_needs_no_notice(desk: Desk) -> None:
    actions.perform(desk, "tasks", [1, 2, 3, 5], "complete")
    with pytest.raises(ClerkError, match="没有逾期的任务"):
        compose(desk, KIND, [], {})


def test_every_setting_is_taken(desk: Desk) -> None:
    given = dict.fromkeys(setting_names(desk, KIND), "甲") | {"日期": "2021-10-18", "主送": "乙"}
    assert compose(desk, KIND, [1], given).doc_number == "甲"


def test_write_notice_writes_word(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "督办.docx"
    outcome = write_notice(desk, KIND, [1, 2], {}, target)
    assert outcome.ids == (1, 2) and "2 项任务" in outcome.message and not outcome.changes
    paragraphs = [paragraph.text for paragraph in Document(str(target)).paragraphs]
    assert "区司法局、澄湖镇、石埠镇、区财政局：" in paragraphs
    assert any("2021年10月15日" in text for text in paragraphs[-4:])


def test_an_unsigned_notice_says_so(desk: Desk, tmp_path: Path) -> None:
    (office,) = desk.book.ids("settings")
    records.edit(desk, "settings", [office], {"value": ""})
    assert "署名" in write_notice(desk, KIND, [1], {}, tmp_path / "督办.docx").message


@pytest.mark.parametrize(
    ("name", "error", "word"), [("单.pdf", ClerkError, ".docx"), ("没有/单.docx", WriteError, "不存在")]
)
def test_bad_targets(desk: Desk, tmp_path: Path, name: str, error: Any, word: str) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(error, match=word):
        write_notice(desk, KIND, [1], {}, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_term_put_off_is_told_as_it_holds_now(desk: Desk) -> None:
    """In the text the new day alone; in the table at its end also what it was."""
    actions.perform(desk, "tasks", [2], "extend", {"due_on": date(2021, 12, 31), "reason": "会议改期"})
    made = compose(desk, "任务分工通知", [2, 4], {})
    assert made.annexes[0].ledger is not None
    told = [row.cells[-1] for row in made.annexes[0].ledger.rows if isinstance(row, Row)]
    assert told == ["2021年12月31日前（原定9月30日前）", "2021年12月底前"]
    assert "完成时限：2021年12月31日" in text_of(compose(desk, KIND, [2], {}))


def test_a_wording_of_the_offices_own_tells_the_term_put_off_too(desk: Desk) -> None:
    records.add(
        desk, "problems", {"content": "错链", "responsible_units": "区数据局", "deadline_text": "2021年9月底前"}
    )
    actions.perform(desk, "problems", [1], "extend", {"due_on": date(2021, 12, 31), "reason": "会议改期"})
    own = "台账：问题\n默认：全部\n标题：问题告知\n主送：{{ 主送 }}\n\n{% 逐项 问题 在 问题清单 %}\n{{ 问题.整改时限 }}。\n{% 结束 %}"
    keep_wording(desk, "问题告知单", own)
    assert "2021年12月31日前（原定9月30日前）。" in text_of(compose(desk, "问题告知单", [1], {}))
