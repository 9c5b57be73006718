"""Issuing: one undoable step that writes, keeps, registers and numbers; and what keeps a paper from going out."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from models.base.errors import ClerkError, WriteError
from models.export.gongwen import Paragraph
from models.operations import actions, dispatching, issuing, notice_kinds, numbering, records
from models.operations.back_links import back_links
from models.operations.desk import Desk
from models.operations.notice_checks import BODY, RECORDS, Check, checks
from models.operations.notice_memory import last_mark, remember
from models.registers import receipts
from tests.models.operations.desks import office_desk

KIND = "督办通知单"
CODE = "望政办督"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Friday 15 October 2021; a document, two overdue tasks, a sequence of numbers."""
    with office_desk(tmp_path) as made:
        records.add(made, "settings", {"key": "office_name", "value": "望溪区人民政府办公室"})
        records.add(made, "settings", {"key": "contact", "value": "何静"})
        plan = {"title": "2021年政务公开工作要点", "doc_number": "望政办〔2021〕9号", "issued_on": "2021-03-12"}
        records.add(made, "documents", plan)
        shared = {"due_on": "2021-09-30", "source": "望政办〔2021〕9号"}
        records.add(made, "tasks", {"content": "公开权责清单", "lead_units": "区司法局", **shared})
        records.add(made, "tasks", {"content": "公开预算", "responsible_units": "区财政局", **shared})
        numbering.define_sequence(made, CODE)
        yield made


def issue(desk: Desk, ids: tuple[int, ...] = (1, 2), target: Path | None = None, **elements: str) -> int:
    """Issue a paper; gives its entry."""
    document = issuing.compose(desk, KIND, ids, elements)
    return dispatching.issue(desk, KIND, document, ids, elements, target).ids[0]


def found(desk: Desk, ids: tuple[int, ...] = (1, 2), issuing_it: bool = False, **elements: str) -> list[Check]:
    document = issuing.compose(desk, KIND, ids, elements)
    return list(checks(desk, KIND, document, ids, elements, issuing=issuing_it))


def test_the_entry_tells_everything(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "督办.docx"
    sent = desk.book.record("dispatches", issue(desk, target=target, 抄送="区委办公室", 签发人="周明"))
    assert (sent["doc_number"], sent["title"]) == (f"{CODE}〔2021〕1号", "望溪区人民政府办公室督办通知单")
    assert [desk.book.title("units", unit) for unit in sent["addressees"]] == ["区司法局", "区财政局"]
    assert (sent["kind"], sent["copy_to"], sent["signer"]) == (KIND, ("区委办公室",), "周明")
    assert (sent["dated"], sent["issued_on"], sent["reply_due"]) == (
        date(2021, 10, 15),
        date(2021, 10, 15),
        date(2021, 10, 22),
    )
    assert (sent["tasks"], sent.status) == ((1, 2), "unreceived")
    (kept,) = sent["files"]
    content = desk.book.kept_file(kept.digest)
    assert kept.title == f"{CODE}〔2021〕1号 督办通知单.docx" and kept.size == len(content) > 1000
    assert hashlib.sha256(content).digest() == hashlib.sha256(target.read_bytes()).digest()
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
    assert f"{CODE}〔2021〕1号" in words and "公开权责清单" in words
    assert desk.book.linked_from("tasks", 2)["dispatches"] == {sent.id}


def test_it_is_one_step(desk: Desk) -> None:
    steps = len(desk.book.history.steps())
    outcome = dispatching.issue(desk, KIND, issuing.compose(desk, KIND, [1], {"主送": "区审计局"}), [1])
    assert len(desk.book.history.steps()) == steps + 1
    assert outcome.message == f"已登记并发出督办通知单 {CODE}〔2021〕1号，新登记单位 1 个。"
    actions.undo(desk)
    assert desk.book.count("dispatches") == 0 and desk.book.find("units", "区审计局") is None
    actions.redo(desk)
    (again,) = desk.book.ids("dispatches")
    (kept,) = desk.book.values("dispatches", again)["files"]
    assert desk.book.kept_file(kept.digest)


def test_writing_alone_registers_nothing(desk: Desk, tmp_path: Path) -> None:
    issuing.write_notice(desk, KIND, [1], {}, tmp_path / "草稿.docx")
    assert desk.book.count("dispatches") == 0
    assert numbering.next_number(desk, KIND, 2021) == f"{CODE}〔2021〕1号"


@pytest.mark.parametrize(("name", "error"), [("没有/督办.docx", WriteError), ("督办.pdf", ClerkError)])
def test_what_can_not_be_written_is_not_registered(
    desk: Desk, tmp_path: Path, name: str, error: type[ClerkError]
) -> None:
    with pytest.raises(error):
        issue(desk, target=tmp_path / name)
    assert desk.book.count("dispatches") == 0


def test_a_kind_about_problems_links_to_problems(desk: Desk) -> None:
    records.add(desk, "problems", {"content": "断链 17 条", "responsible_units": "区司法局"})
    document = issuing.compose(desk, "整改通知书", [1], {})
    sent = desk.book.values("dispatches", dispatching.issue(desk, "整改通知书", document, [1]).ids[0])
    assert (sent["problems"], sent["tasks"]) == ((1,), ())
    assert sent["reply_due"] == date(2021, 11, 5)


def test_a_kind_about_any_register_links_to_its_records(desk: Desk) -> None:
    notice_kinds.keep_wording(
        desk, "文件告知书", "台账：来源文件\n默认：全部\n标题：文件告知书\n主送：{{ 主送 }}\n\n请知悉。"
    )
    document = issuing.compose(desk, "文件告知书", (), {"主送": "区司法局"})
    sent = dispatching.issue(desk, "文件告知书", document, [1]).ids[0]
    assert desk.book.values("dispatches", sent)["related"] == (("documents", 1),)
    assert desk.book.linked_from("documents", 1)["dispatches"] == {sent}
    assert desk.book.linked_from("tasks", 1)["dispatches"] == set()
    assert {item.register: item.ids for item in back_links(desk, "documents", 1)}["dispatches"] == (sent,)
    actions.undo(desk)
    actions.redo(desk)
    assert desk.book.values("dispatches", sent)["related"] == (("documents", 1),)
    records.delete(desk, "tasks", [1, 2])
    with pytest.raises(ClerkError, match="还被1 份发文"):
        records.delete(desk, "documents", [1])
    with pytest.raises(ClerkError, match="不能直接输入"):
        records.edit(desk, "dispatches", [sent], {"related": "1"})


def test_a_late_reply_is_told(desk: Desk) -> None:
    sent = issue(desk)
    records.edit(desk, "dispatches", [sent], {"reply_due": "2021-10-12"})
    assert desk.book.record("dispatches", sent).status_text == "逾期未回 3 天"


@pytest.mark.parametrize(
    ("due", "told"), [("2021-10-27", "待回复（剩 12 天）"), ("2021-10-15", "待回复（今天）"), (None, "已签收")]
)
def test_the_days_left_for_a_reply_are_told_as_left(desk: Desk, due: str | None, told: str) -> None:
    sent = issue(desk)
    records.edit(desk, "dispatches", [sent], {"reply_due": due})
    units = desk.book.values("dispatches", sent)["addressees"]
    actions.perform(desk, "dispatches", [sent], "receive", {receipts.UNITS: units})
    assert desk.book.record("dispatches", sent).status_text == told


def test_a_paper_in_order_has_nothing_found(desk: Desk) -> None:
    assert found(desk, issuing_it=True) == []


@pytest.mark.parametrize(
    ("elements", "place", "word", "grave"),
    [
        ({"主送": "区司法局、区审记局"}, "主送", "“区审记局”不在单位名册", False),
        ({"抄送": "区纪委"}, "抄送", "“区纪委”不在单位名册", False),
        ({"文号": "望政办督〔2021〕3号"}, "文号", "跳号了：望政办督〔2021〕1至2号 还没有用", False),
        ({"文号": "望政办督〔2020〕1号"}, "文号", "文号的年份是 2020", False),
        ({"文号": "青政办〔2021〕1号"}, "文号", "不在文号序列里", False),
        ({"文号": "第3号"}, "文号", "不规范，请写成 望政办督〔2021〕1号 这样", True),
        ({"文号": "望政办督〔2021〕03号"}, "文号", "不规范，应写成 望政办督〔2021〕3号", True),
        ({"文号": "望政办督[2021]3"}, "文号", "不规范，应写成 望政办督〔2021〕3号", True),
        ({"日期": "2021-03-01"}, "日期", "早于依据文件", True),
        ({"日期": "2021-10-16"}, "日期", "不是工作日", False),
        ({"日期": "2021-10-18"}, "日期", "还没有到", False),
        ({"办理时限": "2021-10-12"}, "办理时限", "早于成文日期", True),
        ({"办理时限": "2021-10-23"}, "办理时限", "不是工作日", False),
        ({"日期": "2090-12-28"}, "办理时限", "是估算：2091 年的放假安排还没有公布", False),
        ({"附件": "情况反馈表"}, "附件", "“情况反馈表”不在这份文件里", False),
        ({"事由": "政务公开"}, "事由", "没有用到“事由”", False),
        ({"反馈方式": "发送至XX邮箱"}, BODY, "没填的“XX”", True),
        ({"反馈方式": "电话____"}, BODY, "没填的“____”", True),
        ({"主送": "【单位】"}, "主送", "没填的“【单位】”", True),
        ({"单位": ""}, "单位", "还没有署名", True),
    ],
)
def test_what_is_found(desk: Desk, elements: dict[str, str], place: str, word: str, grave: bool) -> None:
    said = [check for check in found(desk, issuing_it=True, **elements) if word in check.sentence]
    assert [(check.place, check.grave) for check in said] == [(place, grave)]
    assert not any(check.sentence.endswith("。") for check in said)
    if grave:
        with pytest.raises(ClerkError, match=word[:8]):
            issue(desk, **elements)
        assert desk.book.count("dispatches") == 0


def test_the_paragraph_is_named(desk: Desk) -> None:
    document = issuing.compose(desk, KIND, [1], {})
    edited = replace(document, body=(*document.body[:2], Paragraph("请于某某日前办结，表格附后。"), *document.body[2:]))
    said = [(check.paragraph, check.sentence) for check in checks(desk, KIND, edited, [1]) if check.place == BODY]
    assert said == [(2, "正文里还有没填的“某某”"), (2, "正文里写了“附后”，但是没有附件")]


def test_an_empty_text_and_nobody_to_send_it_to(desk: Desk) -> None:
    document = replace(issuing.compose(desk, KIND, [1], {}), body=(), addressees="")
    grave = [check.sentence for check in checks(desk, KIND, document, [1]) if check.grave]
    assert grave == ["还没有填写主送单位", "正文是空的"]


def test_tasks_that_changed_since(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "没有单位的", "due_on": "2021-10-01"})
    document = issuing.compose(desk, KIND, [1, 2, 3], {})
    actions.perform(desk, "tasks", [1], "complete")
    records.delete(desk, "tasks", [2])
    said = {check.sentence: check.grave for check in checks(desk, KIND, document, [1, 2, 3]) if check.place == RECORDS}
    assert said == {
        "有 1 项任务已经被删除，请去掉": True,
        "“公开权责清单”现在是已完成待销号，不能写进督办通知单": True,
        "“没有单位的”没有写明单位": False,
    }


def test_numbers_and_days_run_together(desk: Desk) -> None:
    issue(desk, 日期="2021-10-14")
    issue(desk, 日期="2021-10-15")
    actions.undo(desk)
    said = [check.sentence for check in found(desk, 日期="2021-10-13", 文号=f"{CODE}〔2021〕2号")]
    assert said == [
        "文号先后与日期不一致：1 号的成文日期是 2021年10月14日",
        f"这 2 项任务今天已发过{CODE}〔2021〕1号督办通知单",
    ]


def test_needed_elements_of_a_kind(desk: Desk) -> None:
    document = issuing.compose(desk, "会议通知", (), {"会议时间": "2021-10-12"})
    said = {
        check.place: check.sentence
        for check in checks(desk, "会议通知", document, (), {"会议时间": "2021-10-12"})
        if check.grave
    }
    assert said == {
        "会议地点": "还没有填写会议地点",
        "参会人员": "还没有填写参会人员",
        "会议时间": "会议时间 2021年10月12日 早于成文日期",
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("2021年10月29日（星期五）下午3时", None),
        ("2021年10月29日（周四）下午3时", ("正文", "2021年10月29日是星期五，不是星期四")),
        ("2021年2月30日上午", ("正文", "“2021年2月30日”这一天不存在")),
        ("2021年10月10日（星期天）上午", ("会议时间", "会议时间 2021年10月10日 早于成文日期")),
        ("另行通知", None),
    ],
)
def test_days_in_words(desk: Desk, told: str, said: tuple[str, str] | None) -> None:
    elements = {"会议时间": told, "会议地点": "三楼会议室", "参会人员": "联络员"}
    document = issuing.compose(desk, "会议通知", (), elements)
    grave = [(check.place, check.sentence) for check in checks(desk, "会议通知", document, (), elements) if check.grave]
    assert grave == ([said] if said else [])


def test_without_a_sequence_a_number_is_needed_to_go_out(desk: Desk) -> None:
    records.delete(desk, "number_sequences", desk.book.ids("number_sequences"))
    said = [(check.sentence, check.grave) for check in found(desk, issuing_it=True)]
    assert said == [("还没有填写文号；在“文号序列”里写好机关代字，就会自动编号", True)]
    assert [(check.sentence, check.grave) for check in found(desk)] == [("还没有填写文号", False)]
    assert issue(desk, 文号="望督〔2021〕1号")


def test_what_was_typed_last_is_kept_and_undo_passes_it_by(desk: Desk) -> None:
    before = desk.book.history.undoable()
    remember(desk, KIND, {"联系人": "王敏", "联系电话": "88001234", "发文机关标志": "云岭市政务公开办公室文件"})
    assert desk.book.history.undoable() == before
    assert desk.book.setting("contact") == "王敏"
    assert desk.book.history.steps(1)[0].kind == "keep"
    issue(desk)
    actions.undo(desk)
    assert desk.book.history.undoable() == before
    assert last_mark(desk, KIND) == "云岭市政务公开办公室文件"
    assert desk.book.problems() == []
