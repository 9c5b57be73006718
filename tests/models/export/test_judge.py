"""An outside judge of the form: the program `gongwen` of the package gongwen-skill (MIT), for development only.

It looks at every kind of notice in resources/notices and at every kind of document, and must find no P0 and no P1.
It knows neither 版头 nor 版记 and takes its page and line pitch from a province's own rules, not from the standard; it
also reads paragraphs without their styles. Where it asks for what GB/T 9704-2012 does not allow, the exception
stands here with the clause, for that element and that value only.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest

from models.export.fonts import OFFICE_FONTS
from models.export.gongwen import Gongwen, write_gongwen
from models.export.wording import compose_notice, notice_kinds, read_kind, read_template
from tests.models.export.documents import DOCUMENTS
from tests.models.export.samples import ISSUER, notice_values

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "notices"

PAGE = {("CHK-C001", "37.01mm"): "5.2.1: 天头 37 mm", ("CHK-C011", "35.0mm"): "5.2.1: 版心 156 × 225 mm"}
PITCH = {
    **dict.fromkeys(
        [(f"CHK-C0{rule}", "28.95pt") for rule in ("06", "32", "35", "37", "49")], "5.2.3: 22 行 fill the 版心"
    ),
    ("CHK-C033", "36.0pt"): "3.2: a line is its character's height and 7/8 of a 3号 character",
}
"""Wherever they are found: (rule, what was found) -> clause."""

ELEMENTS = {
    "GwMark": ({"CHK-C008", "CHK-C033"}, "7.2.4, 10.1, 10.3: the mark's size is free; it is no 标题"),
    "GwReserved": (
        {"CHK-C009", "CHK-C012", "CHK-C013", "CHK-C016"},
        "7.2.1 to 7.2.3, 10.1: flush left, in 仿宋 and 黑体, a letter's 发文字号 flush right beside them",
    ),
    "GwNumber": (
        {"CHK-C004", "CHK-C012", "CHK-C013", "CHK-C016"},
        "7.2.5, 7.2.6: 发文字号 centred or one character in, 签发人's name in 楷体; 10.3: free",
    ),
    "GwAddressees": ({"CHK-C012"}, "7.3.2: flush left"),
    "GwAttachments": ({"CHK-C016", "CHK-C038"}, "7.3.4: two characters in, wrapped lines and names aligned"),
    "GwAttendance": (
        {"CHK-C004", "CHK-C009", "CHK-C012", "CHK-C013", "CHK-C022"},
        "10.3: 出席 in 黑体, names in 仿宋, aligned with the first name",
    ),
    "GwSignature": (
        {"CHK-C007", "CHK-C008", "CHK-C012", "CHK-C013", "CHK-C016", "CHK-C017", "CHK-C033"},
        "7.3.5.1, 7.3.5.2: 署名 centred on the date four characters from the right, or two characters from the right",
    ),
    "GwAnnex": ({"CHK-C004", "CHK-C009", "CHK-C012", "CHK-C013"}, "7.3.7: 附件 flush left in 黑体"),
}
"""By the style of the element: the rules made for others that the judge applies to it, and its own clause."""

HEADING_RULES = ("CHK-C004", "CHK-C009", "CHK-C010")
HEADING_FONTS = (("一二三四五六七八九十", "黑体"), ("（", "楷体_GB2312"))
"""7.3.3: a heading with text after it in one paragraph is in 黑体 or 楷体 by its level, the text in 仿宋; the judge wants
one font for the whole paragraph."""


@dataclass(frozen=True)
class Finding:
    """What the judge found: a rule, what was there, and the paragraph's style, text and first font."""

    rule: str
    found: str
    name: str
    style: str = ""
    text: str = ""
    font: str = ""

    def excused(self) -> bool:
        """Whether the standard asks for what the judge complains of."""
        if (self.rule, self.found) in PAGE | PITCH:
            return True
        if self.rule in HEADING_RULES and self.style == "GwBody":
            wanted = [font for numbers, font in HEADING_FONTS if self.text.startswith(tuple(numbers))]
            return [self.font] == wanted and self.found in (*wanted, "仿宋_GB2312")
        return self.rule in ELEMENTS.get(self.style, (set(), ""))[0]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    beside = Path(sys.executable).with_name("gongwen.exe" if os.name == "nt" else "gongwen")
    program = str(beside) if beside.exists() else shutil.which("gongwen")
    if not program:
        pytest.skip("gongwen-skill is not installed")
    home = str(tmp_path_factory.mktemp("home"))  # it keeps a log in the home folder
    return program, os.environ | {"HOME": home, "USERPROFILE": home, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}


def issues_of(target: Path, judge: tuple[str, dict[str, str]]) -> list[dict[str, str]]:
    """What the judge finds grave (P0 and P1) in the file."""
    program, environment = judge
    command = [program, "check", str(target), "-t", "notice", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout.lstrip().startswith("["), done.stdout + done.stderr
    return [issue for issue in json.loads(done.stdout) if issue["severity"] in ("P0", "P1")]


def judged(document: Gongwen, target: Path, judge: tuple[str, dict[str, str]]) -> list[Finding]:
    """The grave findings about the document, each with the paragraph it is about."""
    write_gongwen(document, target)
    paragraphs = docx.Document(str(target)).paragraphs
    findings = []
    for issue in issues_of(target, judge):
        kind, _, place = issue["location"].partition(":")
        about = ("", "", "")
        if kind == "paragraph":
            item = paragraphs[int(place)]
            about = (item.style.style_id, item.text, (item.runs[0].font.name or "") if item.runs else "")
        findings.append(Finding(issue["rule_id"], issue["original"] or "", issue["name"], *about))
    return findings


def accepted(findings: list[Finding]) -> None:
    """No finding but those excused; the judge sums up what is more than three of a rule (汇总) without a place."""
    single = [finding for finding in findings if "（汇总）" not in finding.name]
    wrong = [finding for finding in single if not finding.excused()]
    assert not wrong, "\n".join(map(str, wrong))
    summed = {finding.rule for finding in findings} - {finding.rule for finding in single}
    assert not summed


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_of_document(name: str, tmp_path: Path, judge: tuple[str, dict[str, str]]) -> None:
    findings = judged(DOCUMENTS[name], tmp_path / "a.docx", judge)
    assert any(finding.rule == "CHK-C001" for finding in findings)  # the judge did look
    accepted(findings)


@pytest.mark.parametrize("kind", notice_kinds(FOLDER))
def test_every_kind_of_notice(kind: str, tmp_path: Path, judge: tuple[str, dict[str, str]]) -> None:
    template = read_template(FOLDER, kind)
    values = notice_values(3).named(read_kind(kind, template).register or "任务")
    document = compose_notice(template, values | {"发文机关标志": f"{ISSUER}文件"})
    accepted(judged(document, tmp_path / "a.docx", judge))


def test_the_judge_finds_a_fault(tmp_path: Path, judge: tuple[str, dict[str, str]]) -> None:
    """A body in the wrong font is no exception."""
    target = tmp_path / "a.docx"
    write_gongwen(DOCUMENTS["one_page"], target, replace(OFFICE_FONTS, body="微软雅黑"))
    assert "CHK-C004" in {issue["rule_id"] for issue in issues_of(target, judge)}
