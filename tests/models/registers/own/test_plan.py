"""A plan is kept as text and read again, and becomes a declaration that holds together; what is wrong with one is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import FieldError
from models.registers.own import (
    KINDS,
    Clock,
    Plan,
    PlannedField,
    declare_own,
    declared,
    plan_text,
    read_plan,
    refuse_plan,
)
from tests.models.own_plans import SEALS, of_every_kind
from tests.models.registers import test_declarations as built_in

PLANS = [SEALS, of_every_kind(), replace(SEALS, clock=Clock()), replace(SEALS, clock=Clock(kind="day", field="date_2"))]
WORDED = replace(
    SEALS,
    fields=(*SEALS.fields, PlannedField(code="deadline_6", title="时限", kind="deadline")),
    clock=Clock(kind="wording", field="deadline_6"),
)
PLANS.append(WORDED)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.clock.kind)
def test_a_declaration_holds_together_as_those_of_the_program(plan: Plan) -> None:
    register = declared(
        "own_1", replace(plan, fields=(*plan.fields, replace(plan.fields[0], code="text_99", gone=True)))
    )
    built_in.test_every_visible_field_is_in_the_form(register)
    built_in.test_layouts_have_names_of_their_own_and_one_column_a_field(register)
    built_in.test_shortcuts_are_given_once(register)
    built_in.test_the_last_status_is_for_all_the_others(register)
    names, titles = set(register.by_name), {field.title for field in register.shown}
    assert len(names) == len(titles) == len(register.shown)
    assert {register.title_field, *register.known_by, *register.columns} <= names
    assert {*register.filters, *(name for group in register.groups for name in group.fields)} - {"units"} <= names
    assert register.field("text_99").hidden
    assert "text_99" not in register.usual_layout.field_names()


WORDS = st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=8)


@given(
    st.lists(
        st.builds(
            PlannedField,
            code=WORDS,
            title=WORDS,
            kind=st.sampled_from(list(KINDS)),
            options=st.lists(WORDS, max_size=3).map(tuple),
            to=st.sampled_from(["", "units"]),
            required=st.booleans(),
            listed=st.booleans(),
            printed=st.booleans(),
            gone=st.booleans(),
        ),
        max_size=5,
    ),
    st.builds(
        Clock, kind=st.sampled_from(["none", "done", "day", "term"]), days=st.integers(0, 99), workdays=st.booleans()
    ),
)
def test_a_plan_is_read_as_it_was_written(fields: list[PlannedField], clock: Clock) -> None:
    look = {"paper": "A3" if clock.workdays else "A4", "landscape": clock.days > 5}
    plan = Plan(title="台账", noun="项", fields=tuple(fields), title_field="a", clock=clock, **look)  # type: ignore[arg-type]
    assert read_plan("台账", plan_text(plan)) == plan


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fields": [], "clock": {}, "more": 1}', '{"fields": 3}'])
def test_what_is_no_plan_declares_nothing(text: str) -> None:
    assert declare_own(1, {"title": "台账", "plan": text}) is None


def test_its_ledger_has_the_columns_and_the_paper_that_were_chosen() -> None:
    fields = tuple(replace(item, printed=item.code != "units_3") for item in SEALS.fields)
    layout = declared("own_1", replace(SEALS, fields=fields, paper="A3", landscape=False)).usual_layout
    assert layout.field_names() == ("text_1", "date_2", "choice_4", "text_5", "due_on", "done_on")
    assert (layout.look.paper, layout.look.landscape) == ("A3", False)


def test_the_same_plan_gives_the_same_register() -> None:
    values = {"title": SEALS.title, "plan": plan_text(SEALS)}
    assert declare_own(1, values) is declare_own(1, dict(values))


def _changed(code: str, **fields: object) -> Plan:
    new = tuple(replace(item, **fields) if item.code == code else item for item in SEALS.fields)  # type: ignore[arg-type]
    return replace(SEALS, fields=new)


@pytest.mark.parametrize(
    ("plan", "field", "told"),
    [
        (replace(SEALS, title=" "), "title", "取个名称"),
        (replace(SEALS, title="长" * 31), "title", "最多 30 个字"),
        (replace(SEALS, title="任 务台账"), "title", "已经有叫"),
        (replace(SEALS, noun=""), "noun", "叫法"),
        (replace(SEALS, noun="用（印）"), "noun", "不能有标点"),
        (replace(SEALS, counter=""), "noun", "量词"),
        (replace(SEALS, fields=()), "fields", "至少要有一栏"),
        (_changed("text_5", title=""), "text_5", "还没有名称"),
        (_changed("text_5", title="事由"), "text_5", "两栏都叫“事由”"),
        (_changed("text_5", title="到期日期"), "text_5", "两栏都叫“到期日期”"),
        (_changed("text_5", title="状态"), "text_5", "由程序自动填"),
        (_changed("text_5", kind="magic"), "text_5", "没有“magic”这种类型"),
        (_changed("choice_4", options=()), "choice_4", "选项还空着"),
        (_changed("choice_4", options=("公章", "公 章")), "choice_4", "重复的词"),
        (_changed("text_5", kind="link"), "text_5", "关联到哪个台账"),
        (replace(SEALS, title_field="date_2"), "title_field", "用来称呼每条记录"),
        (_changed("text_1", gone=True), "title_field", "用来称呼每条记录"),
        (replace(SEALS, clock=Clock(kind="day", field="text_5")), "clock", "请选好是哪一栏"),
        (replace(SEALS, clock=Clock(kind="wording", field="date_2")), "clock", "“时限”的原话"),
        (replace(WORDED, clock=Clock(kind="day", field="deadline_6")), "clock", "一栏日期"),
        (replace(SEALS, clock=Clock(kind="term", field="date_2", days=0)), "clock", "1 到 3650 天"),
        (replace(SEALS, fields=tuple(replace(item, listed=False) for item in SEALS.fields)), "fields", "显示在列表里"),
        (replace(SEALS, fields=tuple(replace(item, printed=False) for item in SEALS.fields)), "fields", "印在导出的"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(plan: Plan, field: str, told: str) -> None:
    with pytest.raises(FieldError, match=told) as refused:
        refuse_plan(plan, {"任务台账"}, {"units"})
    assert refused.value.field == field


def test_a_field_that_is_new_or_of_another_kind_gets_a_code_of_its_own() -> None:
    new = PlannedField(code="new", title="所属单位", kind="link", to="units")
    later = PlannedField(code="text_9", title="经办", kind="text", gone=True)
    plan = replace(SEALS, fields=(*_changed("date_2", kind="text").fields, new), title_field="date_2")
    coded, renamed = plan.coded(replace(SEALS, fields=(later,)))
    assert [item.code for item in coded.fields] == [
        *("text_1", "text_10", "units_3", "choice_4", "text_5", "link_units_11")
    ]
    assert renamed == {"text_10": "date_2", "link_units_11": "new"}
    assert (coded.title_field, coded.clock.field) == ("text_10", "text_10")
    assert SEALS.coded() == (SEALS, {})
