"""Repairs: only where something is broken, always recorded, and true to what stood there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake import SourceText, read_pasted
from models.intake.patches import CleanText, Patch
from models.intake.repair import clean
from models.intake.repair_script import simplified
from tests.examples import some

SENTENCES = (
    "各部门要结合区域实际，做好公开工作。",
    "该保密的保密到位。科学确定公开方式、范围和时限，坚持分类施策。",
    "2024年6月底前完成（责任单位：市教育局）。",
    "请于7月15日前将联系人（AB岗）报送至办公室，见附件（a）和表（1）。",
    "根据《通知》（皖政办〔2024〕2号）要求，应公开尽公开！",
    "联系电话：0553-1234567，邮箱 abc@example.com。",
    "办理结果怎么查？用“皖事通”APP查。",
    "2020年至2024年共公开信息1,205条，同比增长12.5%。",
    "成文日期：2024-05-24 15:06，有效性：有效。",
    "每月28日前、每季度首月20日前报送，15日前反馈。",
)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.sampled_from(["", "\n"]))
def test_clean_text_is_left_alone(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    done = clean(read_pasted(text))
    assert done.text == text
    assert done.repairs == ()
    assert done.warnings == ()


def damaged_by_sign(text: str) -> str:
    """What a page shows after the bytes of ？ across the border of 。 and the next character became ?."""
    data = text.encode("gbk").replace("。科".encode("gbk"), b"\xa1?" + "科".encode("gbk")[1:])
    return data.decode("gbk", errors="replace").replace("\ufffd", "?")


def test_run_shifted_by_a_sign_is_read_again() -> None:
    text = "該保密的保密到位。科學確定公開方式、範圍和時限，堅持分類施策，綜合考慮信息性質。"
    broken = damaged_by_sign(text)
    assert "??茖W" in broken
    done = clean(read_pasted(broken))
    assert done.text == simplified(text)
    assert any(repair.repaired == "。科学" for repair in done.repairs)


@pytest.mark.parametrize(
    ("broken", "right"),
    [("各縣區要結(jié)合區(qū)域?qū)嶋H和業(yè)務(wù)重點(diǎn)", "各县区要结合区域实际和业务重点")],
)
def test_run_shifted_by_a_reading_is_read_again(broken: str, right: str) -> None:
    assert clean(read_pasted(broken)).text == right


def test_what_cannot_be_mended_is_named_and_kept() -> None:
    broken = "號(hào)推進(jìn)務(wù)必落實(shí)到位?堃囆鐖嶋H，請(qǐng)核對(duì)"
    done = clean(read_pasted(broken))
    assert "堃囆" in done.text
    assert any("乱码" in warning for warning in done.warnings)


def test_pinyin_goes_and_other_brackets_stay() -> None:
    text = "發(fā)布機(jī)構(gòu)：辦公室（AB崗），見附件(a)，開(kāi)展培訓(xùn)，我們(men)要辦(bàn)好。"
    done = clean(read_pasted(text))
    assert done.text == "发布机构：办公室（AB岗），见附件(a)，开展培训，我们要办好。"
    assert any("注音" in repair.reason for repair in done.repairs)


def test_clean_traditional_text_is_converted_with_one_repair() -> None:
    done = clean(read_pasted("各縣區要進一步加強政務公開工作，及時發布權威信息。\n責任單位：市財政局"))
    assert done.text == "各县区要进一步加强政务公开工作，及时发布权威信息。\n责任单位：市财政局"
    assert len(done.repairs) == 1


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("完成时限:202412月底前", "完成时限:2024年12月底前"),
        ("完成时限:20247月底前", "完成时限:2024年7月底前"),
        ("于75日前报送", "于7月5日前报送"),
        ("2020610日至年底", "2020年6月10日至年底"),
        ("(皖政务办〔20242号)", "(皖政务办〔2024〕2号)"),
        ("(国办公开办函〔201961号)", "(国办公开办函〔2019〕61号)"),
        ("2024521", "2024年5月21日"),
        ("成文日期: 2024-11-02\n2024111", "成文日期: 2024-11-02\n2024年11月1日"),
    ],
)
def test_lost_characters_are_put_back(broken: str, right: str) -> None:
    done = clean(read_pasted(broken))
    assert done.text == right
    assert len(done.repairs) == 1
    assert done.text[slice(*done.repairs[0].span)] == done.repairs[0].repaired


@pytest.mark.parametrize("broken", ["于111日前报送", "2024111日", "2024111"])
def test_two_readings_are_asked_about(broken: str) -> None:
    done = clean(read_pasted(broken))
    assert done.text == broken
    assert any("不止一种读法" in warning for warning in done.warnings)


@given(st.text("甲乙丙丁0123。\n", max_size=40), st.data())
@settings(max_examples=some(200))
def test_patches_keep_every_other_place(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    patches = [Patch(span, data.draw(st.text("XY", max_size=3)), "because") for span in spans]
    done = CleanText(text, ()).patched(patches)
    for repair in done.repairs:
        assert done.text[slice(*repair.span)] == repair.repaired
    again = done.patched([Patch((0, 0), "前言", "because")])
    for repair in again.repairs:
        assert again.text[slice(*repair.span)] == repair.repaired
    assert re.sub("[XY]", "", done.text) == "".join(
        char for i, char in enumerate(text) if not any(a <= i < b for a, b in spans)
    )


@given(st.text(max_size=300))
@settings(max_examples=some(200), deadline=None)
def test_any_text_can_be_cleaned(text: str) -> None:
    done = clean(SourceText("x", text, ()))
    for repair in done.repairs:
        assert 0 <= repair.span[0] <= repair.span[1] <= len(done.text)
