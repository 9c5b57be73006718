"""Notices of our own in many shapes, each with its truth beside it; and the project's samples when present."""

import importlib.util
import json
import re
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.intake import notice_to_json, read_file, read_notice
from models.workdays.calendar import WorkCalendar

ROOT = Path(__file__).parents[3]
NOTICES = ROOT / "tests" / "fixtures" / "notices"
SAMPLES = ROOT.parent / "shared" / "samples"
SCORER = ROOT.parent / "shared" / "tools" / "score_intake.py"
CALENDAR = WorkCalendar()
NAMES = sorted(path.stem for path in NOTICES.glob("*.json"))
COMPARED = ("number", "lead_units", "responsible_units", "cooperating_units", "due_on", "ongoing")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def read(path: Path) -> tuple[Any, dict[str, Any]]:
    notice = read_notice(read_file(path), CALENDAR)
    data: dict[str, Any] = json.loads(json.dumps(notice_to_json(notice)))
    return notice, data


@pytest.mark.parametrize("name", NAMES)
def test_tasks(name: str) -> None:
    truth = json.loads((NOTICES / f"{name}.json").read_text(encoding="utf-8"))
    _, data = read(NOTICES / f"{name}.txt")
    for wanted, got in zip(truth["tasks"], data["tasks"], strict=False):
        assert plain(got["text"]).startswith(plain(wanted["text_start"]))
        assert {key: got[key] for key in COMPARED} == {key: wanted[key] for key in COMPARED}
        if "section" in wanted:
            assert got["section"] == wanted["section"]
    assert len(data["tasks"]) == len(truth["tasks"])


@pytest.mark.parametrize("name", NAMES)
def test_facts(name: str) -> None:
    truth = json.loads((NOTICES / f"{name}.json").read_text(encoding="utf-8"))
    notice, data = read(NOTICES / f"{name}.txt")
    for key in ("title", "doc_number", "issuer", "issued_on", "based_on"):
        if truth.get(key) is not None:
            assert data[key] == truth[key], key
    for day in truth.get("duties", []):
        assert day in [duty["due_on"] for duty in data["duties"]]
    if truth.get("message"):
        assert any(truth["message"] in warning for warning in data["warnings"])
    if not any(word in name for word in ("garbled", "traditional")):
        assert notice.repairs == ()
    for task in notice.tasks:
        assert notice.text[slice(*task.span)] == task.clause
        assert task.ticked == bool(task.lead_units or task.responsible_units or task.cooperating_units)


needs_samples = pytest.mark.skipif(not SCORER.exists(), reason="the shared samples are not on this machine")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_intake", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_samples
@pytest.mark.parametrize(
    ("truth_name", "file_name"),
    [
        ("000_2f6965311e0af134", "000_2f6965311e0af134.txt"),
        ("001_febf679c157ee80c", "001_febf679c157ee80c.txt"),
        ("001_febf679c157ee80c", "001_febf679c157ee80c.docx"),
        ("002_e51a37d3a59f4f4a", "002_e51a37d3a59f4f4a.txt"),
    ],
)
def test_samples_are_read_whole(truth_name: str, file_name: str) -> None:
    score = scorer()
    truth = json.loads((SAMPLES / "truth" / f"{truth_name}.json").read_text(encoding="utf-8"))
    _, data = read(SAMPLES / file_name)
    kept, missed, false = score.score(truth, data["tasks"])
    assert (missed, false) == ([], [])
    for wanted, got in kept:
        for role in score.ROLES:
            assert score.units(got, role) == score.units(wanted, role), (wanted["number"], role)
        assert (got["due_on"], got["ongoing"]) == (wanted["deadline_date"], wanted["ongoing"]), wanted["number"]
        assert plain("".join(got["section"])) == plain(wanted["section"])
    assert data["title"] == truth["title"]
    assert data["doc_number"] == truth["doc_number"]
    assert data["issuer"] == truth["issuer"]
    assert data["issued_on"] == truth["issued_date"]


@needs_samples
def test_sample_without_units_is_offered_unticked() -> None:
    notice, data = read(SAMPLES / "003_54ffa35ecd86ed74.txt")
    assert len(notice.tasks) >= 6
    assert not any(task.ticked for task in notice.tasks)
    assert any("责任单位" in warning for warning in notice.warnings)
    assert {duty["due_on"] for duty in data["duties"]} == {"2020-07-10", "2020-12-31"}


@needs_samples
def test_sample_summary_has_no_tasks() -> None:
    notice, _ = read(SAMPLES / "004_a4af0b0c03741768.txt")
    assert notice.tasks == ()
    assert any("工作总结" in warning for warning in notice.warnings)


@needs_samples
def test_sample_repairs_are_marked() -> None:
    notice, data = read(SAMPLES / "002_e51a37d3a59f4f4a.txt")
    said = {repair["to"] for repair in data["repairs"]}
    assert {"2024年12月底前", "2024年5月21日", "〔2024〕2号", "。科学", "实际"} <= said
    for repair in notice.repairs:
        assert notice.text[slice(*repair.span)] == repair.repaired
    assert "区域实际" in notice.text
    assert "到位。科学确定" in notice.text
    assert data["based_on"] == ["皖政务办〔2024〕2号"]
    assert data["index_number"] == "003187229/202405-00047"
    assert data["validity"] == "有效"
