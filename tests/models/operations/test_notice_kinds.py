"""Kinds of notices as data: each is composed on real and empty records; an office's own wording is checked and kept."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.clock import Clock
from models.base.errors import ClerkError
from models.base.layouts import plain_layout
from models.base.record import Query
from models.base.register import Register
from models.export.gongwen import Annex, BodyTable, Gongwen, Paragraph
from models.operations import actions, demo, notice_kinds, records, workbooks
from models.operations.desk import Desk
from models.operations.issuing import (
    compose,
    elements,
    fitting_kind,
    kinds,
    kinds_about,
    record_ids,
    setting_names,
    used_elements,
)
from models.operations.layouts import delete_layout, save_layout
from models.operations.notice_kinds import kind_named
from models.registers import all_registers
from tests.examples import some
from tests.models.operations.desks import RESOURCES, office_desk

KINDS = (
    *(
        "任务分工通知",
        "提醒函",
        "催办单",
        "督办通知单",
        "整改通知书",
        "销号确认单",
        "问题销号确认单",
        "进度通报",
        "报送通知",
    ),
    *("零报告", "会议通知", "培训通知"),
)
HOLES = re.compile(r"，，|。。|，。|；）|（）|：，|、、|《》|None|：。|〇|[（、，；：]$|\{|undefined|0项任务")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Friday 15 October 2021, nothing in it but the office's name."""
    with office_desk(tmp_path) as made:
        records.add(made, "settings", {"key": "office_name", "value": "望溪区人民政府办公室"})
        yield made


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample year."""
    path = tmp_path_factory.mktemp("示例") / "示例.gkb"
    made = workbooks.new(path, all_registers(), Clock.fixed(date(2026, 11, 26)), RESOURCES)
    demo.fill_demo(made)
    yield made
    made.book.close()


def texts(document: Gongwen) -> list[str]:
    """Every text of a document, paragraphs and cells; forms to be filled in, which are annexes, left out."""
    found = [document.title, document.addressees, document.note, *document.attachments]
    for part in document.body:
        if isinstance(part, Paragraph):
            found.append(part.text)
        else:
            found += [cell for row in part.rows for cell in row]
    return found


def needed(desk: Desk, kind: str) -> dict[str, str]:
    return dict.fromkeys(kind_named(desk, kind).declared.required, "示例内容")


def test_the_kinds_in_their_order(desk: Desk) -> None:
    assert kinds(desk) == KINDS
    assert all(kind_named(desk, kind).declared.purpose for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_about_the_sample(sample: Desk, kind: str) -> None:
    document = compose(sample, kind, (), {**needed(sample, kind), "联系人": "何静"})
    assert document.title.startswith("望溪区人民政府办公室") and document.addressees
    paragraphs = [part.text for part in document.body if isinstance(part, Paragraph)]
    assert not [text for text in texts(document) if HOLES.search(text)]
    assert all(text.endswith(("。", "；")) or len(text) < 14 for text in paragraphs)
    headings = [text[0] for text in paragraphs if text[1:2] == "、"]
    assert headings == list("一二三四五六七八")[: len(headings)]
    assert {annex.name for annex in document.annexes} == set(document.attachments)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "培训通知"])
def test_every_kind_about_one_record(sample: Desk, kind: str) -> None:
    made = kind_named(sample, kind)
    assert made.register is not None
    (one, *_) = sample.book.ids(made.register.name, Query(where=made.register.in_status(made.accepted)))
    document = compose(sample, kind, [one], needed(sample, kind))
    assert not [
        text for text in texts(document) if HOLES.search(text) or re.search(r"(?<!\d)1项任务(?!的)|1个问题", text)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_about_the_barest_record(desk: Desk, kind: str) -> None:
    made = kind_named(desk, kind)
    ids: list[int] = []
    if made.register is not None:
        name = made.register.name
        ids += records.add(desk, name, {"content": "公开规范性文件"}).ids
        if "not_started" not in made.accepted and name == "tasks":
            actions.perform(desk, name, ids, "complete")
        elif "not_started" not in made.accepted:
            actions.perform(desk, name, ids, "apply", {"result": "已更正"})
    document = compose(desk, kind, ids, {})
    assert not [text for text in texts(document) if HOLES.search(text)]


def ledger_of(document: Gongwen) -> Annex:
    (annex,) = document.annexes
    assert annex.ledger is not None and annex.ledger.look.landscape
    return annex


def test_division_attaches_the_ledger(sample: Desk) -> None:
    annex = ledger_of(compose(sample, "任务分工通知", (), {}))
    assert annex.name == "任务分工表" == annex.ledger.title  # type: ignore[union-attr]
    assert len([row for row in annex.ledger.rows if hasattr(row, "cells")]) == 45  # type: ignore[union-attr]


def test_rectification_attaches_the_problems(sample: Desk) -> None:
    document = compose(sample, "整改通知书", (), {"复核日期": "2026-12-20"})
    ledger = ledger_of(document).ledger
    assert ledger is not None
    open_ones = record_ids(sample, "整改通知书")
    assert len(ledger.rows) == len(open_ones) > 1
    assert f"下列{len(open_ones)}个需要整改的问题" in "\n".join(texts(document))
    assert "我办将于2026年12月20日组织复核。" in "\n".join(texts(document))
    assert "整改时限：" in "\n".join(texts(document)) and "完成时限：" not in "\n".join(texts(document))


def test_figures_of_the_report_are_those_of_the_ledger(sample: Desk) -> None:
    document = compose(sample, "进度通报", (), {})
    whole = "\n".join(texts(document))
    counts = sample.book.status_counts("tasks")
    total = sum(counts.values())
    assert f"共{total}项" in whole and f"逾期{counts['overdue']}项" in whole and f"已销号{counts['closed']}项" in whole
    done = counts["closed"] + counts["completed"]
    assert f"办结率为{round(done * 100 / total, 1):g}%" in whole
    table = next(part for part in document.body if isinstance(part, BodyTable))
    for row in table.rows:
        assert int(row[2]) == sum(map(int, row[3:6])), row
    late = [text for text in texts(document) if re.match(r"\d\.(?!\d)", text)]
    assert len(late) == counts["overdue"] and all("已逾期" in text for text in late)


def test_without_overdue_tasks_the_report_names_nobody(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "due_on": "2021-12-31"})
    whole = "\n".join(texts(compose(desk, "进度通报", (), {})))
    assert "没有超过完成时限仍未办结的任务" in whole and "点名" not in whole and "逾期任务" not in whole


def test_when_all_is_done_the_report_urges_nobody(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "due_on": "2021-12-31"})
    records.add(desk, "tasks", {"content": "乙", "lead_units": "区财政局", "due_on": "2021-12-31"})
    actions.perform(desk, "tasks", [1], "complete", {})
    assert "抓紧推进在办任务" in "\n".join(texts(compose(desk, "进度通报", (), {})))
    actions.perform(desk, "tasks", [2], "complete", {})
    whole = "\n".join(texts(compose(desk, "进度通报", (), {})))
    assert "已经全部办结" in whole and "抓紧推进" not in whole and "办结率为100%" in whole


def test_one_unit_that_reports_is_spoken_to_as_one(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "due_on": "2021-12-31"})
    assert any(text.startswith("你单位要对照") for text in texts(compose(desk, "报送通知", (), {})))
    records.add(desk, "tasks", {"content": "乙", "lead_units": "区财政局", "due_on": "2021-12-31"})
    assert any(text.startswith("各单位要对照") for text in texts(compose(desk, "报送通知", (), {})))


def test_reports_are_asked_for_by_rule_and_by_day(desk: Desk) -> None:
    records.add(desk, "units", {"name": "各镇", "kind": "群体", "members": "澄湖镇；石埠镇"})
    records.add(desk, "tasks", {"content": "公开低保信息", "lead_units": "区民政局", "deadline_text": "每月25日前"})
    records.add(desk, "tasks", {"content": "编目录", "responsible_units": "各镇", "deadline_text": "2021年12月底前"})
    records.add(desk, "tasks", {"content": "修断链", "lead_units": "区民政局", "due_on": "2021-10-08"})
    records.add(desk, "tasks", {"content": "加强学习", "lead_units": "区司法局", "deadline_text": "持续推进"})
    ledger = ledger_of(compose(desk, "报送通知", (), {})).ledger
    assert ledger is not None
    assert [row.cells for row in ledger.rows if hasattr(row, "cells")] == [
        ("区民政局", "公开低保信息", "进展情况", "每月25日前（本期为2021年10月25日前）"),
        ("区民政局", "修断链", "办理结果", "立即报送（原时限为2021年10月8日）"),
        ("澄湖镇", "编目录", "办理结果", "2021年12月31日前"),
        ("石埠镇", "编目录", "办理结果", "2021年12月31日前"),
    ]


def test_a_reminder_is_a_letter(sample: Desk) -> None:
    document = compose(sample, "提醒函", (), {})
    assert document.format == "letter" and document.mark == document.issuer


def test_the_kind_that_comes_to_mind(desk: Desk) -> None:
    for day in ("2021-10-01", "2021-12-31"):
        records.add(desk, "tasks", {"content": day, "lead_units": "区司法局", "due_on": day})
    assert (fitting_kind(desk, []), fitting_kind(desk, [1, 2]), fitting_kind(desk, [2])) == (
        "督办通知单",
        "督办通知单",
        "催办单",
    )
    actions.perform(desk, "tasks", [2], "complete")
    assert fitting_kind(desk, [2]) == "任务分工通知"
    assert fitting_kind(desk, [], "problems") == "整改通知书"
    with pytest.raises(ClerkError, match="还没有写单位的公文种类"):
        fitting_kind(desk, [], "units")


def test_the_kinds_for_a_register(desk: Desk) -> None:
    assert kinds_about(desk, "problems") == ("整改通知书", "问题销号确认单", "培训通知")
    assert set(kinds_about(desk, "tasks")) == set(KINDS) - {"整改通知书", "问题销号确认单"}


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_choice_of_records_and_elements_leaves_a_hole(sample: Desk, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    made = kind_named(sample, kind)
    ids: list[int] = []
    if made.register is not None:
        offered = sample.book.ids(made.register.name, Query(where=made.register.in_status(made.accepted)))
        ids = data.draw(st.lists(st.sampled_from(offered), min_size=1, max_size=6, unique=True))
    names = [item.name for item in made.vocabulary.elements_to_set() if item.name not in ("日期", "办理时限")]
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True))
    filled = dict.fromkeys(chosen, data.draw(st.sampled_from(("", "示例内容", "各单位"))))
    if data.draw(st.booleans()):
        filled["办理时限"] = "2026-12-11"
    document = compose(sample, kind, ids, filled)
    assert not [text for text in texts(document) if HOLES.search(text)]
    headings = [part.text[0] for part in document.body if isinstance(part, Paragraph) and part.level == 1]
    assert headings == list("一二三四五六七八")[: len(headings)]
    assert {annex.name for annex in document.annexes} <= set(document.attachments)


@pytest.mark.parametrize("kind", KINDS)
def test_every_element_that_is_used_has_an_effect(sample: Desk, kind: str) -> None:
    made = kind_named(sample, kind)
    filled = needed(sample, kind)
    plain = compose(sample, kind, (), filled)
    for element in used_elements(sample, kind):
        day = element.name in ("日期", "办理时限")
        changed = compose(sample, kind, (), filled | {element.name: "2026-11-20" if day else "另写的"})
        assert changed != plain, element.name
    for element in {item.name for item in elements(sample, kind)} - made.used:
        assert compose(sample, kind, (), filled | {element: "另写的"}) == plain, element


def test_elements_of_its_own(desk: Desk) -> None:
    assert {"会议时间", "会议地点", "参会人员", "文号"} <= set(setting_names(desk, "会议通知"))
    told = {"会议时间": "2021-10-29", "会议地点": "三楼会议室", "参会人员": "联络员"}
    whole = texts(compose(desk, "会议通知", (), told))
    assert "2021年10月29日。" in whole and "三楼会议室。" in whole
    with pytest.raises(ClerkError, match="没有“会议时间”"):
        compose(desk, "培训通知", (), told)


OWN = "用途：表扬\n台账：任务\n默认：已办结\n可写：已办结\n标题：{{ 单位 }}关于表扬的通知\n主送：{{ 主送 }}\n\n{{ 称谓 }}办得好。\n"


def test_a_kind_of_the_offices_own_is_kept_undone_and_taken_away(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局"})
    actions.perform(desk, "tasks", [1], "complete")
    assert "新建公文种类“表扬通知”" in notice_kinds.keep_wording(desk, "表扬通知", OWN).message
    assert kinds(desk)[-1] == "表扬通知"
    assert texts(compose(desk, "表扬通知", (), {}))[-1] == "你单位办得好。"
    assert dict(notice_kinds.placeholders(desk, "表扬通知"))["任务.完成时限"]
    notice_kinds.restore_wording(desk, "表扬通知")
    assert "表扬通知" not in kinds(desk)
    actions.undo(desk)
    assert "表扬通知" in kinds(desk)


def test_own_wording_of_a_built_in_kind(desk: Desk) -> None:
    built_in = notice_kinds.wording(desk, "催办单")
    notice_kinds.keep_wording(desk, "催办单", built_in.replace("现予催办", "特此催办"))
    assert notice_kinds.has_own_wording(desk, "催办单") and notice_kinds.is_built_in(desk, "催办单")
    assert kinds(desk) == KINDS
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "due_on": "2021-10-01"})
    assert any("特此催办。" in text for text in texts(compose(desk, "催办单", (), {})))
    notice_kinds.restore_wording(desk, "催办单")
    assert notice_kinds.wording(desk, "催办单") == built_in
    with pytest.raises(ClerkError, match="程序自带"):
        notice_kinds.restore_wording(desk, "催办单")


@pytest.mark.parametrize(
    ("name", "template", "word"),
    [
        ("表扬 通知", OWN, "名称"),
        ("表扬通知", OWN.replace("台账：任务", "台账：车辆"), "没有“车辆”这个台账"),
        ("表扬通知", OWN.replace("默认：已办结", "默认：好"), "没有“好”这种状态"),
        ("表扬通知", OWN.replace("{{ 称谓 }}", "{{ 问题数 }}"), "问题数”不认识"),
        ("表扬通知", "时限：尽快\n" + OWN, "5个工作日"),
        ("表扬通知", "格式：书信\n" + OWN, "只能写普通、信函、纪要"),
        ("表扬通知", "必填：甲 乙\n" + OWN, "名称（说明）"),
        ("表扬通知", "必填：甲\n选填：甲\n" + OWN, "声明了两次"),
        ("表扬通知", "选填：局长（姓名）\n" + OWN, "声明了“局长”，却没有用到"),
        ("表扬通知", "次序：先\n" + OWN, "整数"),
        ("表扬通知", "回复：也许\n" + OWN, "只能写是、否"),
        ("表扬通知", "附表：花名册\n" + OWN, "没有名为“花名册”的版式"),
        ("表扬通知", "台账：任务\n" + OWN, "只留一行"),
        ("表扬通知", OWN + "【附件】\n", "缺少附件名称"),
        ("表扬通知", OWN.replace("{{ 称谓 }}", "{{ 称谓 }"), "花括号不成对"),
        ("表扬通知", OWN.replace("标题：", "# "), "标题"),
        ("表扬通知", OWN.replace("标题：{{ 单位 }}关于表扬的通知", "标题：{{ 事由 }}"), "标题是空的"),
    ],
)
def test_a_wording_out_of_order_is_not_kept(desk: Desk, name: str, template: str, word: str) -> None:
    with pytest.raises(ClerkError, match=word):
        notice_kinds.keep_wording(desk, name, template)
    assert kinds(desk) == KINDS


def test_a_layout_of_the_offices_own_is_attached(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局"})
    save_layout(desk, desk.registers["tasks"], plain_layout("三栏", "content", "lead_units", "note"))
    template = "台账：任务\n默认：全部\n附表：三栏\n标题：通知\n附件：任务表\n\n请办理。"
    notice_kinds.keep_wording(desk, "交办通知", template)
    ledger = ledger_of(compose(desk, "交办通知", (), {})).ledger
    assert ledger is not None and [column.title for column in ledger.columns] == ["工作任务", "牵头单位", "备注"]
    delete_layout(desk, desk.registers["tasks"], "三栏")
    with pytest.raises(ClerkError, match="没有名为“三栏”的版式"):
        compose(desk, "交办通知", (), {})


REGISTERS = [register for register in all_registers().values() if not register.hidden]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_any_register_can_be_written_about(sample: Desk, register: Register) -> None:
    noun = register.noun
    loop = f"{{% for 项 in {noun}清单 %}}\n{{{{ 项.内容 }}}}（{{{{ 项.说明 }}}}）。\n{{% endfor %}}"
    template = f"台账：{noun}\n默认：全部\n标题：情况\n主送：{{{{ 主送 or '各单位' }}}}\n\n{loop}\n{{{{ {noun}表 }}}}\n"
    notice_kinds.keep_wording(sample, "情况告知", template)
    document = compose(sample, "情况告知", (), {})
    told = [part.text for part in document.body if isinstance(part, Paragraph)]
    assert len(told) == sample.book.count(register.name) > 0 and document.addressees
    assert not [text for text in texts(document) if HOLES.search(text)]
    actions.undo(sample)


def test_personal_data_is_not_told(sample: Desk) -> None:
    requests = sample.registers["requests"]
    private = next(field for field in requests.fields if field.private)
    template = f"台账：{requests.noun}\n默认：全部\n标题：情况\n\n{{% for 项 in {requests.noun}清单 %}}\n{{{{ 项.{private.title} }}}}。\n{{% endfor %}}"
    notice_kinds.keep_wording(sample, "情况告知", template)
    whole = "\n".join(texts(compose(sample, "情况告知", (), {})))
    kept = [record[private.name] for record in sample.book.records("requests", sample.book.ids("requests"))]
    assert any(kept) and not any(value in whole for value in kept if value)
    actions.undo(sample)


def test_a_wording_spoilt_behind_our_back_does_not_hide_the_others(desk: Desk) -> None:
    records.add(desk, "settings", {"key": "notice_wording:催办单", "value": "没有标题"})
    assert set(kinds(desk)) == set(KINDS)
    with pytest.raises(ClerkError, match="标题"):
        compose(desk, "催办单", (), {})
    notice_kinds.restore_wording(desk, "催办单")
    assert kinds(desk) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_good_and_its_placeholders_are_told(desk: Desk, kind: str) -> None:
    full, empty = notice_kinds.check_kind(desk, kind, notice_kinds.wording(desk, kind))
    assert full.body and empty.body
    told = dict(notice_kinds.placeholders(desk, kind))
    used = set(re.findall(r"\{\{\s*([^\s|}]+)", notice_kinds.wording(desk, kind)))
    assert used <= set(told) and all(told.values())


def _report(desk: Desk) -> tuple[str, list[tuple[str, ...]]]:
    document = compose(desk, "进度通报", (), {})
    table = next(part for part in document.body if isinstance(part, BodyTable))
    return "\n".join(texts(document)), [tuple(row) for row in table.rows]


def test_the_report_lists_units_by_their_share_then_as_the_roster_has_them(desk: Desk) -> None:
    """Shares told together have the same decimals, halves going up; what is counted once is added up."""
    records.add_many(desk, "units", [{"name": name} for name in ("区财政局", "区司法局", "区民政局", "区水利局")])
    for unit, number, done in (("区水利局", 1, 0), ("区司法局", 3, 1), ("区民政局", 2, 2), ("区财政局", 1, 0)):
        rows = [{"content": f"{unit}{n}", "lead_units": unit, "due_on": "2021-09-30"} for n in range(number)]
        ids = records.add_many(desk, "tasks", rows).ids
        if done:
            actions.perform(desk, "tasks", ids[:done], "complete", {})
    whole, rows = _report(desk)
    assert [(row[1], row[6]) for row in rows] == [
        *(("区民政局", "100.0%"), ("区司法局", "33.3%"), ("区财政局", "0.0%"), ("区水利局", "0.0%")),
        ("合计", "42.9%"),
    ]
    assert rows[-1][2:6] == ("7", "3", "0", "4")
    assert "办结率为42.9%。\n" in whole, "how many are overdue is told once"
    assert whole.count("逾期4项") == 1 and "仍未办结的有" not in whole
    assert "涉及区司法局2项、区财政局1项、区水利局1项" in whole
    assert "有牵头单位的任务计入牵头单位。\n" in whole and "共同承办" not in whole


def test_the_report_says_to_whom_tasks_are_counted_as_its_table_does(desk: Desk) -> None:
    records.add(desk, "tasks", {"content": "甲", "lead_units": "区司法局", "responsible_units": "区民政局"})
    records.add(desk, "tasks", {"content": "乙", "responsible_units": "区民政局；区水利局"})
    records.add(desk, "tasks", {"content": "丙"})
    whole, rows = _report(desk)
    assert [row[1:3] for row in rows] == [("区司法局", "1"), ("区民政局", "1"), ("区水利局", "1")], (
        "no sum of what counts twice"
    )
    assert "有牵头单位的任务计入牵头单位，没有牵头单位的计入责任单位。" in whole
    assert "由两个以上单位共同承办的1项任务，分别计入各单位。没有明确承办单位的1项任务，未列入表中。" in whole
    assert rows[0][6] == "0%"


@pytest.mark.parametrize(
    ("kind", "what", "who", "annex"),
    [("会议通知", "会议", "参会人员", "全区推进会参会回执"), ("培训通知", "培训", "参训人员", "全区推进会报名表")],
)
def test_what_comes_back_says_which_meeting_it_is_for(desk: Desk, kind: str, what: str, who: str, annex: str) -> None:
    told = {
        f"{what}时间": "2021年10月20日下午3时",
        f"{what}地点": "三楼会议室",
        who: "经办人员",
        f"{what}名称": "全区推进会",
    }
    document = compose(desk, kind, (), {**told, "主送": "区司法局"})
    assert document.attachments == (annex,) == tuple(item.name for item in document.annexes)
    lines = [part.text for part in document.annexes[0].body if isinstance(part, Paragraph)]
    assert lines == [f"{what}时间：2021年10月20日下午3时", f"{what}地点：三楼会议室"]
