"""report: the annual tables and where the work stands."""

import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "账.gkb"
    assert run("new", path, "--demo").status == 0
    return path


def test_the_annual_tables_as_json(run: Run, book: Path) -> None:
    received = [asked["received_on"] for asked in json.loads(run("list", book, "requests", "--json").out)]
    year = max(day for day in received if day)[:4]
    told = json.loads(run("report", book, "annual", "--year", year, "--json").out)
    assert (told["year"], told["format"]) == (int(year), "2021年格式")
    assert [table["number"] for table in told["tables"]] == ["二", "三", "四"]
    rows = {row["key"]: row["values"] for row in told["tables"][1]["rows"]}
    assert len(rows) == 25
    columns = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    for values in rows.values():
        assert sum(values[column] for column in columns) == values["总计"]
    assert rows["一"]["总计"] + rows["二"]["总计"] == rows["三(七)"]["总计"] + rows["四"]["总计"]
    assert rows["一"]["总计"] > 0
    assert told["balanced"] == (not told["errors"])


def test_the_annual_report_as_word(run: Run, book: Path, tmp_path: Path) -> None:
    target = tmp_path / "年报.docx"
    assert "年报.docx" in run("report", book, "annual", target, "--year", "2026").out
    assert len(docx.Document(str(target)).tables) == 3


def test_in_words(run: Run, book: Path) -> None:
    said = run("report", book, "annual", "--year", "2020").out
    assert "2019年格式" in said
    assert "本年新收政府信息公开申请数量" in said
    assert "勾稽关系全部平衡。" in said


def test_where_the_work_stands(run: Run, book: Path) -> None:
    told = json.loads(run("report", book, "summary", "--year", "2026", "--json").out)
    tasks = next(item for item in told["registers"] if item["name"] == "tasks")
    assert tasks["total"] == sum(tasks["statuses"].values()) == 45
    assert "任务台账：共 45 项" in run("report", book, "summary").out


def test_the_numbers_of_the_year_for_the_summary(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "账.gkb"
    run("new", path)
    for title, kind, on, people in (
        ("一季度例会", "会议", "2021-03-02", "12"),
        ("业务培训", "业务培训", "2021-05-06", "80"),
        ("二季度例会", "会议", "2021-06-02", "15"),
        ("去年的会", "会议", "2020-12-31", "9"),
    ):
        said = run("add", path, "activities", f"title={title}", f"kind={kind}", f"held_on={on}", f"people={people}")
        assert said.status == 0, said.err
    told = json.loads(run("report", path, "summary", "--year", "2021", "--json").out)
    (activities,) = (item for item in told["registers"] if item["name"] == "activities")
    assert activities["year_counts"] == [
        {"title": "举办活动", "count": 3, "by": {"会议": 2, "业务培训": 1}, "sum": 107}
    ]
    words = run("report", path, "summary", "--year", "2021").out
    assert "2021 年举办活动 3 次：会议 2，业务培训 1；参加人数合计 107。" in words
    assert "2020 年举办活动 1" in run("report", path, "summary", "--year", "2020").out
