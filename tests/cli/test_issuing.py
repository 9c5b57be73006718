"""Notices by the command line: every kind, elements, what is told and refused, and --issue."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Run

DAY = ("--today", "2026-11-26")
PLAIN = (
    "任务分工通知",
    "提醒函",
    "催办单",
    "督办通知单",
    "整改通知书",
    "销号确认单",
    "问题销号确认单",
    "进度通报",
    "报送通知",
    "零报告",
)
MEETING = ("--set", "会议时间=2026-12-03", "--set", "会议地点=三楼会议室", "--set", "参会人员=各单位联络员")
TRAINING = ("--set", "培训时间=2026-12-03", "--set", "培训地点=礼堂", "--set", "参训人员=经办人员")


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "示例.gkb"
    assert run("new", path, "--demo", *DAY).status == 0
    return path


def words(path: Path) -> str:
    with ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def test_every_kind(run: Run, demo: Path, tmp_path: Path) -> None:
    wanted = [(kind, ()) for kind in PLAIN] + [("会议通知", MEETING), ("培训通知", TRAINING)]
    for kind, elements in wanted:
        target = tmp_path / f"{kind}.docx"
        said = run("notice", demo, kind, target, "--set", "联系人=何静", *elements, *DAY)
        assert said.status == 0, (kind, said.err)
        assert said.out.startswith(f"已写成{kind}") and "提示：还没有文号，发出时取" in said.err
        assert "望溪区" in words(target)
    assert len(json.loads(run("list", demo, "dispatches", "--json", *DAY).out)) == 6  # those of the sample


def test_an_issued_notice_is_registered_numbered_and_undone(run: Run, demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "督办.docx"
    said = run("notice", demo, "督办通知单", target, "--ids", "8,16", "--set", "联系人=何静", "--issue", *DAY)
    assert (said.status, said.err) == (0, "")
    assert said.out == "已登记并发出督办通知单 望政办督〔2026〕9号，存到“督办.docx”。\n"
    assert "望政办督〔2026〕9号" in words(target)
    found = json.loads(run("list", demo, "dispatches", "--json", "--where", "kind=督办通知单", *DAY).out)
    assert (found[-1]["doc_number"], found[-1]["status"]) == ("望政办督〔2026〕9号", "unreceived")
    assert len(found[-1]["tasks"]) == 2 and found[-1]["files"][0]["digest"]
    paper = str(found[-1]["id"])
    assert run("do", demo, "dispatches", paper, "receive", "text=张三", *DAY).sentence().startswith("请写明签收单位")
    said = run("do", demo, "dispatches", paper, "receive", "units=区人社局", "text=张三", *DAY)
    assert (said.status, said.out) == (0, "已记下区人力资源社会保障局签收。\n")
    assert run("undo", demo, "--steps", "2").status == 0
    again = run("notice", demo, "催办单", target, "--ids", "8", "--issue", "--set", "联系人=何静", *DAY)
    assert "望政办督〔2026〕9号" in again.out


def test_what_is_grave_is_refused_in_one_sentence(run: Run, demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "会议.docx"
    said = run("notice", demo, "会议通知", target, *MEETING[2:], *DAY)
    assert said.sentence() == "还没有填写会议时间。"
    assert (
        run("notice", demo, "催办单", target, "--set", "文号=望政办督〔2026〕7号", *DAY).sentence().startswith("文号")
    )
    assert "不涉及" in run("notice", demo, "培训通知", target, "--ids", "1", *TRAINING, *DAY).sentence()
    assert not target.exists()


def test_a_number_kept_back_is_passed_over(run: Run, demo: Path, tmp_path: Path) -> None:
    said = run("notice", demo, "会议通知", tmp_path / "会议.docx", *MEETING, "--set", "联系人=何静", "--issue", *DAY)
    assert "望政办函〔2026〕25号" in said.out and "新登记单位 1 个" in said.out  # 24 is kept for somebody
