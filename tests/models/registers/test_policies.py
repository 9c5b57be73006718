"""政策文件库, 政策解读, 意见征集: terms, reasons, gaps in the numbers, statuses from the days, each with its article."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import ClerkError, FieldError
from models.operations import Desk, actions, records
from models.operations.settings import set_words
from models.registers.number_gaps import missing, told
from tests.models.operations.desks import office_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """15 October 2021."""
    with office_desk(tmp_path) as made:
        yield made


def add(desk: Desk, register: str, **inputs: Any) -> int:
    return records.add(desk, register, {"title": "某办法", **inputs}).ids[0]


def status(desk: Desk, register: str, identity: int) -> str:
    return desk.book.record(register, identity).status


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({}, "unmarked"),
        ({"openness": "主动公开", "formed_on": "2021-10-08"}, "to_publish"),
        ({"openness": "主动公开", "formed_on": "2021-09-01"}, "publish_late"),
        ({"openness": "主动公开", "formed_on": "2021-09-01", "published_on": "2021-09-10"}, "in_force"),
        ({"openness": "依申请公开", "formed_on": "2021-09-01"}, "in_force"),
        ({"openness": "主动公开", "published_on": "2021-10-12", "effective_on": "2021-11-01"}, "not_yet"),
        ({"openness": "主动公开", "published_on": "2018-10-12", "expires_on": "2021-10-14"}, "expired"),
        ({"openness": "主动公开", "published_on": "2018-10-12", "expires_on": "2021-10-15"}, "in_force"),
    ],
)
def test_the_status_follows_from_the_days(desk: Desk, inputs: dict[str, str], code: str) -> None:
    assert status(desk, "policies", add(desk, "policies", **inputs)) == code


def test_twenty_working_days_to_publish(desk: Desk) -> None:
    """条例第二十六条: 2021-09-01 + 20 working days, over 中秋 and 国庆, is 2021-09-30."""
    one = add(desk, "policies", openness="主动公开", formed_on="2021-09-01")
    values = desk.book.values("policies", one)
    assert values["publish_due_on"] == date(2021, 9, 29)
    assert values["term"] == "2021-09-01 形成文件，主动公开，20 个工作日内（条例第二十六条） → 2021-09-29"
    actions.perform(desk, "policies", [one], "publish", {"published_on": "2021-10-11"})
    assert status(desk, "policies", one) == "in_force"


def test_what_is_not_published_has_a_reason(desk: Desk) -> None:
    """国办发〔2016〕80号."""
    with pytest.raises(FieldError, match="要先写明不予公开的理由"):
        add(desk, "policies", openness="不予公开")
    one = add(desk, "policies", openness="不予公开", openness_reason="内部事务信息")
    with pytest.raises(FieldError, match="要先写明"):
        records.edit(desk, "policies", [one], {"openness_reason": ""})
    with pytest.raises(ClerkError, match="公开属性不是主动公开"):
        actions.perform(desk, "policies", [one], "publish")


def test_a_policy_is_revised_abolished_and_restored(desk: Desk) -> None:
    old = add(desk, "policies", doc_number="青政〔2019〕1号", openness="主动公开", published_on="2019-05-01")
    new = add(desk, "policies", doc_number="青政〔2021〕1号", openness="主动公开", published_on="2021-05-01")
    records.edit(desk, "policies", [old], {"revised_by": "青政〔2021〕1号"})
    assert status(desk, "policies", old) == "revised"
    actions.perform(desk, "policies", [new], "abolish", {"abolished_by": "青政〔2021〕9号"})
    assert status(desk, "policies", new) == "abolished"
    actions.perform(desk, "policies", [new], "restore")
    assert status(desk, "policies", new) == "in_force"
    with pytest.raises(FieldError, match="早于成文日期"):
        add(desk, "policies", formed_on="2021-05-02", published_on="2021-05-01")


def findings(desk: Desk) -> list[str]:
    return [item.told for look in desk.registers["policies"].looks for item in look(desk.book)]


def test_gaps_in_the_numbers_are_found_until_they_are_explained(desk: Desk) -> None:
    for number in (1, 2, 5, 9):
        add(desk, "policies", doc_number=f"青政办〔2021〕{number}号")
    assert findings(desk) == ["文号缺 青政办〔2021〕3至4、6至8号：请登记文件，或在预留文号里写明原因。"]
    add(desk, "policies", doc_number="青政办〔2021〕3号", openness="不予公开", openness_reason="涉密")
    records.add(
        desk, "reserved_numbers", {"doc_number": "青政办〔2021〕4号", "reserved_for": "区司法局", "reason": "会签未成"}
    )
    assert findings(desk) == ["文号缺 青政办〔2021〕6至8号：请登记文件，或在预留文号里写明原因。"]
    with pytest.raises(FieldError, match="已有名为“青政办〔2021〕9号”的政策文件"):
        add(desk, "policies", doc_number="青政办[2021]9号")


@given(st.sets(st.integers(1, 60), min_size=1), st.sets(st.integers(1, 60)))
def test_gaps_are_what_lacks_up_to_the_highest(there: set[int], explained: set[int]) -> None:
    found = missing((f"甲〔2021〕{n}号" for n in there), (f"甲〔2021〕{n}号" for n in explained))
    lacking = [n for n in range(1, max(there)) if n not in there | explained]
    assert found.get(("甲", 2021), []) == lacking


def test_other_sequences_and_texts_do_not_matter() -> None:
    assert missing(["甲〔2021〕1号", "乙〔2021〕2号", "无文号", "甲〔2020〕1号"], ["丙〔2021〕9号"]) == {
        ("乙", 2021): [1]
    }
    assert missing(["甲〔2021〕990001号"]) == {}
    assert told(("甲", 2021), [1, 3, 4, 5, 8]) == "甲〔2021〕1、3至5、8号"


def test_an_interpretation_is_held_against_its_document(desk: Desk) -> None:
    """国办发〔2016〕80号: 三同步."""
    policy = add(desk, "policies", doc_number="青政〔2021〕1号", openness="主动公开", published_on="2021-09-01")
    one = add(desk, "interpretations", policy="青政〔2021〕1号", elements="工作目标；决策背景和依据")
    values = desk.book.values("interpretations", one)
    assert (values["policy"], values["elements"]) == (policy, ("决策背景和依据", "工作目标"))
    assert values["lacking"].startswith("制定意义和总体考虑、") and len(values["lacking"].split("、")) == 6
    set_words(desk, {"interpretation_elements": ["决策背景和依据", "工作目标", "问答"]})
    assert desk.book.values("interpretations", one)["lacking"] == "问答"
    actions.perform(desk, "interpretations", [one], "publish", {"published_on": "2021-09-04"})
    assert desk.book.values("interpretations", one)["days_after"] == 3
    assert status(desk, "interpretations", one) == "apart"
    together = dict.fromkeys(("planned_together", "approved_together", "published_together"), True)
    records.edit(desk, "interpretations", [one], together)
    assert status(desk, "interpretations", one) == "published"
    assert status(desk, "interpretations", add(desk, "interpretations")) == "bare"


@pytest.mark.parametrize("kind", ["重大行政决策", "规章草案"])
def test_fewer_than_thirty_days_need_a_reason(desk: Desk, kind: str) -> None:
    """重大行政决策程序暂行条例第十五条; 规章制定程序条例第十五条."""
    short = {"kind": kind, "opened_on": "2021-09-01", "closes_on": "2021-09-30"}
    with pytest.raises(FieldError, match="只有 29 日，少于 30 日"):
        add(desk, "consultations", **short)
    assert add(desk, "consultations", **short, short_reason="上级限期")
    assert add(desk, "consultations", **{**short, "closes_on": "2021-10-01"})
    assert add(desk, "consultations", **{**short, "kind": "其他"})


def test_hearing_material_comes_seven_days_before(desk: Desk) -> None:
    """重大行政决策程序暂行条例第十六条."""
    with pytest.raises(FieldError, match="最迟 2021-09-13"):
        add(desk, "consultations", hearing_on="2021-09-20", hearing_sent_on="2021-09-14")
    assert add(desk, "consultations", hearing_on="2021-09-20", hearing_sent_on="2021-09-13")


def test_a_consultation_from_the_draft_to_the_result(desk: Desk) -> None:
    one = add(desk, "consultations", opened_on="2021-10-15", closes_on="2021-11-15")
    assert status(desk, "consultations", one) == "open"
    later = add(desk, "consultations", opened_on="2021-10-16")
    assert status(desk, "consultations", later) == "planned"
    done = add(desk, "consultations", opened_on="2021-08-01", closes_on="2021-10-01", result_due_on="2021-10-14")
    assert status(desk, "consultations", done) == "result_late"
    answers = {"received": "12", "adopted": "13", "result": "均采纳"}
    with pytest.raises(FieldError, match="采纳的比收到的多"):
        actions.perform(desk, "consultations", [done], "publish_result", answers)
    with pytest.raises(FieldError, match="“采纳情况和理由”不能为空"):
        actions.perform(desk, "consultations", [done], "publish_result", {"received": "2", "adopted": "1"})
    actions.perform(desk, "consultations", [done], "publish_result", {**answers, "adopted": "9"})
    assert status(desk, "consultations", done) == "answered"
    assert desk.book.values("consultations", done)["days"] == 61
