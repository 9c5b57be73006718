import contextlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import ReadError
from models.export.gongwen import BodyTable, Gongwen, Paragraph
from models.export.wording import (
    WordingError,
    check_wording,
    compose_notice,
    notice_kinds,
    read_kind,
    read_template,
)
from models.export.wording_tables import TABLE_MEANINGS
from models.export.wording_values import NoticeItem, NoticeValues, Vocabulary, completed
from models.export.wording_words import in_english
from tests.models.export.samples import DAY, ISSUER, TASKS, notice_values

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "notices"
KINDS = ("任务分工通知", "催办单", "督办通知单")
ALL_KINDS = notice_kinds(FOLDER)
BARE = NoticeValues(dated=DAY)


def lines(document: Gongwen) -> list[str]:
    return [part.text for part in document.body if isinstance(part, Paragraph)]


def tables(document: Gongwen) -> list[BodyTable]:
    return [part for part in document.body if isinstance(part, BodyTable)]


def composed(kind: str, values: NoticeValues) -> Gongwen:
    template = read_template(FOLDER, kind)
    return compose_notice(template, values.named(read_kind(kind, template).register or "任务"))


def one_line(body: str, **values: object) -> str:
    """The only paragraph that a template with this body gives."""
    return "".join(lines(compose_notice(f"标题：题\n{body}", {"日期": DAY, **values})))


def test_kinds_are_the_templates_in_the_folder(tmp_path: Path) -> None:
    assert set(KINDS) <= set(notice_kinds(FOLDER))
    assert notice_kinds(tmp_path) == ()


@pytest.mark.parametrize("kind", notice_kinds(FOLDER))
def test_every_template_is_good(kind: str) -> None:
    check_wording(read_template(FOLDER, kind))


def test_a_kind_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"没有“\.\./秘密”这种公文。可选的有：.*督办通知单"):
        read_template(FOLDER, "../秘密")
    (tmp_path / "坏.txt").write_bytes("标题：公开".encode("gbk"))
    with pytest.raises(ReadError, match="UTF-8"):
        read_template(tmp_path, "坏")


def test_notice_about_three_tasks() -> None:
    document = composed("督办通知单", notice_values())
    assert document.title == "云岭县人民政府办公室督办通知单"
    assert document.addressees == "县司法局、县数据资源局"
    assert document.doc_number == "云政办督〔2024〕3号"
    assert (document.issuer, document.dated, document.mark) == (ISSUER, DAY, "")
    assert document.note == "联系人：王小明，联系电话：0000-1234567"
    text = lines(document)
    assert text[0].startswith("根据《云岭县2024年政务公开工作要点》（云政办〔2024〕7号）的部署和分工，经核对工作台账，")
    assert "各单位承担的下列3项任务" in text[0]
    assert text[2] == (
        "1.全面推进规章、行政规范性文件集中公开，按统一格式发布并动态更新"
        "（牵头单位：县司法局；责任单位：县政府办公室、县各有关部门；完成时限：2024年9月底前，已逾期15天）。"
    )
    assert text[3].endswith("（牵头单位：县数据资源局；完成时限：2024年9月1日，已逾期44天）。")
    assert text[4] == "3.开展专栏检查（责任单位：各乡镇人民政府；已逾期3天）。"
    assert "于2024年10月31日前办结" in text[6]
    assert "反馈方式：加盖公章后书面报送。" in text[-1]
    assert [part.level for part in document.body if isinstance(part, Paragraph)] == [0, 1, 3, 3, 3, 1, 0, 1, 0]


def test_notice_about_one_task() -> None:
    document = composed("督办通知单", notice_values(1, addressees=("县司法局",)))
    text = lines(document)
    assert "你单位承担的下列任务已超过" in text[0]
    assert text[2].startswith("全面推进规章")
    assert "请你单位接到本通知后" in text[4]


def test_several_addressees_are_addressed_as_several() -> None:
    for addressees in (("县司法局", "县财政局"), ("各乡镇人民政府",)):
        text = lines(composed("督办通知单", notice_values(addressees=addressees)))
        assert "各单位承担的下列3项任务" in text[0]


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize(
    "missing",
    [
        {},
        {"doc_number": "", "contact": "", "phone": ""},
        {"contact": ""},
        {"phone": ""},
        {"basis": (), "limit": None, "feedback": ""},
        {"issuer": "", "addressees": ()},
        {"basis": (("", "云政办〔2024〕7号"),)},
        {"basis": (("要点", ""), ("《方案》", "云政办〔2024〕8号"))},
    ],
)
def test_what_is_missing_leaves_no_hole(kind: str, count: int, missing: dict[str, Any]) -> None:
    document = composed(kind, notice_values(count, **missing))
    whole = "\n".join((document.title, document.addressees, document.doc_number, document.note, *lines(document)))
    assert not any(
        doubled in whole for doubled in ("，，", "。。", "，。", "；）", "（）", "：，", "、、", "《》", "None")
    )
    assert not any(line[0] in "，。；、：" or "  " in line for line in lines(document))
    assert "《《" not in whole
    assert document.note.strip("，") == document.note


def test_basis_without_title_or_with_two_documents() -> None:
    one = lines(composed("督办通知单", notice_values(basis=(("", "云政办〔2024〕7号"),))))[0]
    assert one.startswith("根据云政办〔2024〕7号文件的部署")
    two = lines(composed("督办通知单", notice_values(basis=(("要点", ""), ("方案", "云政办〔2024〕8号")))))[0]
    assert two.startswith("根据《要点》《方案》（云政办〔2024〕8号）的部署")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("某某县关于印发2024年要点的通知", "关于分解落实《2024年要点》任务的通知"),
        ("某某县关于进一步做好政务公开工作的通知", "关于做好政务公开工作任务分工的通知"),
        ("2024年要点", "关于分解落实《2024年要点》任务的通知"),
    ],
)
def test_no_notice_within_a_title_of_a_notice(title: str, head: str) -> None:
    document = composed("任务分工通知", notice_values(issuer="", basis=((title, "某政办〔2024〕7号"),)))
    assert document.title == head
    assert lines(document)[0].startswith(f"为贯彻落实《{title}》（某政办〔2024〕7号），")


@pytest.mark.parametrize(
    ("addressee", "called"), [("县司法局", "你单位"), ("各乡镇", "各单位"), ("领导小组成员单位", "各单位")]
)
def test_what_addressees_are_called(addressee: str, called: str) -> None:
    assert one_line("{{ 称谓 }}", 主送=addressee) == called


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ((15, 44), "于2024年10月31日前办结"),
        ((15, None), "逾期的任务于2024年10月31日前办结，其他任务按时办结"),
        ((None, None), "按时办结，并于2024年10月31日前报送进展情况"),
    ],
)
def test_only_what_is_overdue_gets_a_new_limit(late: tuple[int | None, ...], said: str) -> None:
    items = tuple(NoticeItem(content="甲", overdue_days=days) for days in late)
    assert said in "".join(lines(composed("督办通知单", notice_values(items=items))))


def test_a_letter_has_a_mark_without_the_word_file() -> None:
    assert composed("提醒函", notice_values(mark=f"{ISSUER}文件")).mark == ISSUER


TAGS = "标题：题\n甲{% if 文号 %}乙{% endif %}\n{% if 文号 %}\n丙\n{% endif %}\n〇、丁\n（〇）戊\n（〇）己\n〇、庚\n（〇）辛"


def test_a_line_stays_a_line_and_open_numbers_are_counted() -> None:
    made = compose_notice(TAGS, {"日期": DAY})
    assert lines(made) == ["甲", "一、丁", "（一）戊", "（二）己", "二、庚", "（一）辛"]
    assert [part.level for part in made.body if isinstance(part, Paragraph)] == [0, 1, 2, 2, 1, 2]
    assert lines(compose_notice(TAGS, {"日期": DAY, "文号": "1号"}))[:2] == ["甲乙", "丙"]


def test_annexes_and_tables_written_out() -> None:
    text = "标题：题\n附件：另一份\n正文。\n【附件】回执\n请填写。\n单位｜姓名\n｜\n甲｜乙｜多\n【附件】说明\n一、甲\n"
    made = compose_notice(text, {"日期": DAY, "附件": "第三份；第四份"})
    assert made.attachments == ("另一份", "第三份", "第四份", "回执", "说明")
    receipt, note = made.annexes
    assert receipt.body[0] == Paragraph("请填写。")
    table = receipt.body[1]
    assert isinstance(table, BodyTable) and table.rows == (("", ""), ("甲", "乙"))
    assert [column.title for column in table.columns] == ["单位", "姓名"]
    assert not table.to_fill_in, "something stands in both columns"
    empty = compose_notice("标题：题\n【附件】回执\n单位｜姓名\n甲｜\n", {"日期": DAY}).annexes[0].body[0]
    assert isinstance(empty, BodyTable) and empty.to_fill_in
    assert note.body == (Paragraph("一、甲", 1),)


def test_a_table_of_records_as_an_annex() -> None:
    made = compose_notice("台账：任务\n附表：分工表\n标题：题\n附件：任务分工\n正文。", notice_values().named())
    (annex,) = made.annexes
    assert annex.name == "任务分工" and annex.ledger is not None and annex.ledger.title == "任务分工"
    assert len(annex.ledger.rows) == 3 and annex.ledger.columns[1].title == "任务内容"


def test_reminder_shows_a_table() -> None:
    table = tables(composed("催办单", notice_values()))[0]
    titles = [column.title for column in table.columns]
    assert titles == ["序号", "任务内容", "牵头单位", "责任单位", "完成时限", "逾期天数"]
    assert table.rows[1] == ("2", "编制并公布基层政务公开标准目录", "县数据资源局", "", "2024年9月1日", "44")


def test_division_shows_no_delay_and_names_its_basis_in_the_title() -> None:
    document = composed("任务分工通知", notice_values())
    assert document.title == "云岭县人民政府办公室关于分解落实《云岭县2024年政务公开工作要点》任务的通知"
    assert "3项任务的分工" in lines(document)[0]
    assert document.attachments == ("任务分工表",)


def test_status_shows_where_nothing_is_late() -> None:
    tasks = (NoticeItem(content="甲", status="推进中"), NoticeItem(content="乙"))
    table = tables(composed("催办单", notice_values(items=tasks)))[0]
    assert [column.title for column in table.columns] == ["序号", "任务内容", "状态"]
    assert table.rows == (("1", "甲", "推进中"), ("2", "乙", ""))


@pytest.mark.parametrize("limit", [date(2024, 10, 31), "2024年10月31日", "2024年10月31日前", "2024年10月31日之前"])
def test_limit_is_never_followed_by_two_qian(limit: Any) -> None:
    text = "".join(lines(composed("督办通知单", notice_values(limit=limit))))
    assert "于2024年10月31日前办结" in text


def test_plain_texts_do_instead_of_values() -> None:
    """As the command line gives them."""
    values = notice_values().named() | {
        "主送": "县财政局，县审计局",
        "依据文件": "某某工作方案",
        "日期": "2024年10月16日",
        "抄送": "甲、乙",
    }
    document = compose_notice(read_template(FOLDER, "督办通知单"), values)
    assert document.addressees == "县财政局，县审计局"
    assert document.dated == date(2024, 10, 16)
    assert document.copy_to == ("甲", "乙")
    assert lines(document)[0].startswith("根据《某某工作方案》的部署")


def test_all_parts_of_the_head() -> None:
    document = compose_notice(
        "# 说明 {{ 不认识 }}\n标题：甲\n文号：乙\n主送：丙\n署名：丁\n日期：2024-5-1\n发文机关标志：戊\n签发人：己\n用印：否\n"
        "附件：一；二\n附件：三\n附注：庚\n抄送：辛、壬\n印发机关：癸\n印发日期：2024年5月2日\n\n正文。\n# 注\n　　再来一段。",
        {"日期": DAY},
    )
    assert document == Gongwen(
        title="甲",
        doc_number="乙",
        addressees="丙",
        issuer="丁",
        dated=date(2024, 5, 1),
        mark="戊",
        signer="己",
        sealed=False,
        attachments=("一", "二", "三"),
        note="庚",
        copy_to=("辛", "壬"),
        printed_by="癸",
        printed_on=date(2024, 5, 2),
        body=(Paragraph("正文。"), Paragraph("再来一段。")),
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、甲", 1),
        ("十二、甲", 1),
        ("（三）甲", 2),
        ("1.甲", 3),
        ("12．甲", 3),
        ("（4）甲", 4),
        ("1.5倍", 0),
        ("2024.10.1", 0),
        ("一是甲", 0),
    ],
)
def test_levels(text: str, level: int) -> None:
    assert compose_notice(f"标题：题\n{text}", {"日期": DAY}).body == (Paragraph(text, level),)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("根据《{{ 空 }}》（{{ 空 }}），{{ 空 }}。办理。", "根据。办理。"),
        ("{{ 空 }}，联系电话：1", "联系电话：1"),
        ("甲{{ 空 }}，{{ 空 }}，乙；{{ 空 }}。", "甲，乙。"),
        ("内容。{{ 空 }}。", "内容。"),
        ("（{{ 空 }}；乙；{{ 空 }}）", "（乙）"),
        ("省略……。——完", "省略……。——完"),
    ],
)
def test_punctuation_is_tidied(body: str, text: str) -> None:
    assert one_line(body, 空="") == text


def test_values_are_shown_as_people_write_them() -> None:
    assert one_line("{{ 甲 }}{{ 乙 }}", 甲=date(2024, 5, 1), 乙=["一", "二"]) == "2024年5月1日一、二"
    assert (
        one_line("{% for 任务 in 任务清单 %}（{{ loop.index|汉字 }}）{% endfor %}", 任务清单=TASKS)
        == "（一）（二）（三）"
    )
    assert one_line("{{ 任务数 }}项{{ 任务清单|length }}", 任务清单=TASKS) == "3项3"


def test_a_value_is_never_taken_for_a_template() -> None:
    assert one_line("{{ 事由 }}", 事由="{{ 7 * 7 }}{% for %}") == "{{ 7 * 7 }}{% for %}"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("主送：甲\n正文", "缺少“标题：”一行"),
        ("标题：{{ 空 }}\n正文", "标题是空的"),
        ("标题：题\n正文\n主送：甲", "第 3 行的“主送：”要写在正文前面"),
        ("标题：题\n\n甲{{ 文好 }}", "第 3 行的名称“文好”不认识，是不是“文号”"),
        ("标题：题\n{{ zzz }}", "第 2 行的名称“zzz”不认识，请对照“可以用的名称”"),
        ("标题：题\n主送：{{ 收件 }}", "第 2 行的名称“收件”不认识"),
        ("标题：题\n{% for 任务 in 任务清单 %}{{ 任务.内存 }}{% endfor %}", "“任务.内存”不认识，是不是“任务.内容”"),
        ("标题：题\n甲\n{% if 文号 %}", "第 3 行的“{% if 文号 %}”没有结束"),
        ("标题：题\n{{ 文号 }", "第 2 行的“{{ 文号 }”花括号不成对"),
        ("标题：题\n{{ 文号", "第 2 行的“{{ 文号”花括号不成对"),
        ("标题：题\n甲}}\n{{ 文号 }}", "第 2 行的“甲}}”花括号不成对"),
        ("标题：题\n\n{{ 文号 }甲\n{{ 空 }}", "第 3 行的“{{ 文号 }甲”花括号不成对"),
        ("标题：题\n甲\n{% 结束 %}", "第 3 行的“{% 结束 %}”前面没有对应的“如果”或者“逐项”"),
        ("标题：题\n{% 如果 文号 %}\n甲\n{% endfor %}", "第 4 行的“{% endfor %}”和“{% 如果 文号 %}”（第 2 行）对不上"),
        ("标题：题\n{% 否则 %}", "第 2 行的“{% 否则 %}”前面没有“如果”"),
        ("标题：题\n{% 如果 %}甲{% 结束 %}", "没有写条件"),
        ("标题：题\n甲{% 如果 文号 空 %}乙{% 结束 %}", "第 2 行的“{% 如果 文号 空 %}{% 结束 %}”写法有误"),
        ("标题：题\n甲\n{% 如果 没有 文好 %}乙{% 结束 %}", "第 3 行的名称“文好”不认识，是不是“文号”"),
        ("标题：题\n见{{ 任务表 }}", "要单独占一行"),
        ("标题：{{ 任务表 }}\n甲", "“标题”里不能放表"),
        ("标题：题\n日期：明天\n甲", "成文日期“明天”看不懂"),
        ("标题：题\n日期：2024年2月30日\n甲", "这一天不存在"),
        ("标题：题\n{{ 文号.__class__ }}", "不认识"),
        ("标题：题\n{{ ''.join(文号) }}", "不支持的写法|不认识"),
        ("标题：题\n{{ range(9) }}", "不支持的写法"),
        ("标题：题\n{{ 任务清单 }}", "不能直接写成文字"),
        ("标题：题\n{% set 甲 = 1 %}", "不支持的写法"),
        ("标题：题\n{% include '甲' %}", "不支持的写法"),
        ("标题：题\n{{ 'x' * 999999999 }}", "不支持的写法"),
        ("标题：题\n{{ 9 ** 99999999 }}", "不支持的写法"),
        ("标题：题\n{{ 文号|pprint }}", "“pprint”不能用|写法有误"),
        ("标题：题\n{{ 文号|汉字 }}", "算不出来"),
        ("标题：题\n{% for 甲 in 任务数 %}{% endfor %}", "算不出来"),
    ],
)
def test_mistakes_get_one_sentence(template: str, sentence: str) -> None:
    with pytest.raises(WordingError, match=sentence) as caught:
        compose_notice(template, {"日期": DAY, "空": "", "任务清单": TASKS})
    assert caught.value.sentence.endswith(("。", "？"))


def test_a_missing_day_is_asked_for() -> None:
    with pytest.raises(WordingError, match="缺少成文日期"):
        compose_notice("标题：题\n甲", {})


def test_runaway_loops_are_bounded() -> None:
    many = [replace(TASKS[0], content=str(number)) for number in range(300)]
    loops = (
        "{% for 一 in 任务清单 %}{% for 二 in 任务清单 %}{% for 三 in 任务清单 %}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(WordingError, match="循环次数过多"):
        compose_notice(f"标题：题\n{loops}", {"日期": DAY, "任务清单": many})
    long = "{% for 一 in 任务清单 %}{{ 事由 }}{% endfor %}"
    with pytest.raises(WordingError, match="文字过长"):
        compose_notice(f"标题：题\n{long}", {"日期": DAY, "任务清单": many, "事由": "长" * 10_000})


def test_names_of_the_offices_own_are_known_when_told() -> None:
    template = "标题：题\n{{ 局长 }}"
    with pytest.raises(WordingError, match="不认识"):
        check_wording(template)
    check_wording(f"选填：局长（姓名）\n{template}")
    assert one_line("{{ 局长 }}", 局长="李") == "李"


def test_placeholders_are_told_with_their_meaning() -> None:
    told = dict(Vocabulary().placeholders())
    assert {"文号", "依据文件", "单位", "办理时限", "任务清单", "任务表", "任务.内容", "任务.逾期天数"} <= set(told)
    assert all(told.values())
    names = Vocabulary().names()
    assert set(NoticeValues(dated=DAY).named()) <= names
    assert {name.format(noun="任务") for name, _ in TABLE_MEANINGS} <= names


@given(st.text(max_size=200))
def test_no_template_breaks_the_program(text: str) -> None:
    try:
        compose_notice(f"标题：题\n{text}", {"日期": DAY})
    except WordingError as error:
        assert error.sentence


@given(st.text("{}%|. #任务清单文号if endforin\n内容（），。", max_size=60))
def test_no_odd_template_breaks_the_program(text: str) -> None:
    try:
        compose_notice(f"标题：题\n{text}", {"日期": DAY, "任务清单": TASKS})
    except WordingError as error:
        assert error.sentence


@given(st.text(min_size=1, max_size=80))
def test_any_value_can_be_filled_in(text: str) -> None:
    for kind in ALL_KINDS:
        composed(kind, notice_values(1, subject=text, contact=text, feedback=text, addressees=(text,)))


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("抄送：甲", (ISSUER, DAY)),
        ("", ("", None)),
        ("抄送：甲\n印发机关：乙", ("乙", DAY)),
        ("抄送：甲\n格式：信函", ("", None)),
    ],
)
def test_a_colophon_with_copies_has_its_last_line(head: str, line: tuple[str, date | None]) -> None:
    """7.4; a letter's has none (10.1)."""
    made = compose_notice(f"标题：题\n{head}\n正文。", {"日期": DAY, "单位": ISSUER})
    assert (made.printed_by, made.printed_on) == line


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (
            "{% 如果 甲 或者 乙 %}一{% 否则如果 没有 丙 并且 丁 > 1 %}二{% 否则 %}三{% 结束 %}",
            "{% if 甲 or 乙 %}一{% elif not 丙 and 丁 > 1 %}二{% else %}三{% endif %}",
        ),
        (
            "{% 逐项 项 在 任务清单 %}{{ 序号 }}.{{ 项.内容 }}{% 结束 %}",
            "{% for 项 in 任务清单 %}{{ loop.index }}.{{ 项.内容 }}{% endfor %}",
        ),
        ("{%- 如果\n  甲 -%}\n一{% 结束如果 %}", "{%- if\n  甲 -%}\n一{% endif %}"),
        ("{{ 甲 或者 '没有或者在' }}", "{{ 甲 or '没有或者在' }}"),
        ("如果没有，在后面写明；序号{{ 项.序号 }}", "如果没有，在后面写明；序号{{ 项.序号 }}"),
        ("{{ 没有办结数 }}{{ 序号 }}", "{{ 没有办结数 }}{{ 序号 }}"),
    ],
)
def test_control_words_in_chinese(chinese: str, english: str) -> None:
    assert in_english(chinese, 1) == english
    assert in_english(english, 1) == english, "the English words stay valid"


def test_several_items_are_numbered_each_in_a_line() -> None:
    line = "{{ 会议内容|分条 }}"
    template = f"选填：会议内容\n标题：题\n{line}"
    for told, made in (
        ("甲；乙。；", ["1.甲。", "2.乙。"]),
        ("甲。", ["甲。"]),
        ("1.甲；2.乙", ["1.甲。", "2.乙。"]),
        ("", []),
    ):
        assert lines(compose_notice(template, {"日期": DAY, "会议内容": told})) == made


@given(st.text("{}% 如果否则结束逐项在甲\n", max_size=40))
def test_no_text_breaks_the_check(text: str) -> None:
    with contextlib.suppress(WordingError):
        check_wording(f"标题：题\n{text}")


@pytest.mark.parametrize(
    ("issuer", "itself"),
    [("望溪区人民政府办公室", "我办"), ("某区政务公开办", "我办"), ("区司法局", "我单位"), ("", "我单位")],
)
def test_an_office_speaks_of_itself_as_an_office(issuer: str, itself: str) -> None:
    assert completed({"单位": issuer}, Vocabulary())["我单位"] == itself
    assert "我单位" in dict(Vocabulary().placeholders())


def test_no_wording_says_by_hand_who_writes() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")}
    said = {name: re.sub(r"\{[{%].*?[%}]\}", "", text) for name, text in texts.items()}
    assert texts and not [name for name, text in said.items() if re.search("我单位|我办", text)]
