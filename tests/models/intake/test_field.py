"""Notices in the field: texts and Word files written blind, in the shapes of real web sites, with hand-made truth.

They were written before looking at the parser, so that they tell how it does on notices nobody tuned it
for. At first sight the numbered ones gave tasks F1 0.915, units F1 0.947, roles 0.910, due 0.962; the second
lot (b01 …), written after those were mended, 0.965, 0.902, 0.800, 0.979; the third (c01 …) 0.862, 0.905,
0.900, 1.000. A later lot by another hand (field3) gave 0.848, 0.956, 0.912, 0.956; its
notices from 31 on, written after those were mended, 0.822, 0.724, 0.676, 0.973, those from 41 on 0.880, 0.945,
0.939, 0.909. The lot web has the shapes in which web pages of offices give tables and labels. The
lot blind, by yet another hand and of odder shapes on purpose, gave 0.590, 0.905, 0.863, 0.863 in its first 27. The lot shapes
holds shapes that were still read badly (tasks 0.749 at first sight in those numbered to 14, 0.912 to 26, 0.936 to 40,
each after the ones before were mended). The lot offices, in layouts seen on offices' pages, gave 0.849, 0.946, 0.885,
0.977 in its first 22 and, each after the ones before were mended, 0.797, 0.976, 0.964, 0.836 in those from 23 on,
0.951, 0.986, 0.974, 0.962 from 39 on, 1.000, 0.982, 0.976, 0.929 from 55 on, 0.915, 0.925, 0.778, 1.000 from 65 on,
0.870, 1.000, 1.000, 1.000 from 72 on. The lot pages has the shapes, in words of our own, that were read badly on excerpts of real
pages and some whole notices, whose truth was written before the parser saw them. At first sight, each round after the
ones before were mended (documents, tasks): 0.800, 0.976, 0.946, 0.982 (22, 59); 0.711, 1.000, 1.000, 0.938 (18, 18);
1.000, 0.980, 0.929, 1.000 (13, 14); 0.854, 0.964, 0.925, 0.950 (7 whole notices, 161; truth drawn from their brackets
by a script and read over); 0.250, 1.000, 1.000, 1.000 (10, 5; the false tasks stood on pages that set none);
0.928, 0.846, 0.800, 1.000 (17, 45; 0.752 and 0.644 for units and roles before one truth was put right: where the first
unit leads, one alone leads too); 0.875, 0.800, 0.810, 1.000 (15, 25); 0.966, 0.921, 0.857, 0.893 (18, 28);
0.889, 0.933, 0.875, 1.000 (15, 9); 1.000, 0.973, 0.941, 1.000 (one plan with its prose cut short, 34); 0.936, 0.955, 0.939, 0.985 (whole notices
of 19 to 99 tasks in 11 forms, 451, among them one line of 14,000 characters; the worst 0.048, a table of scores).
The levels below are the ones reached since; they may be raised, never lowered.
"""

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.base.apart import Apart
from models.intake import notice_to_json, read_file, read_notice, read_pasted
from models.workdays.calendar import WorkCalendar
from tests.spending import LONGEST, no_more_than

NOTICES = Path(__file__).parents[2] / "fixtures" / "notices"
LOTS = ("field", "field3", "web", "blind", "shapes", "offices", "pages")
NAMES = [f"{lot}/{path.stem}" for lot in LOTS for path in sorted((NOTICES / lot / "truth").glob("*.json"))]
ROLES = ("lead_units", "responsible_units", "cooperating_units")
REACHED = {
    "field": {"tasks_f1": 0.999, "units_f1": 0.999, "roles_exact": 0.999, "due_exact": 0.999},
    "field3": {"tasks_f1": 0.991, "units_f1": 0.993, "roles_exact": 0.985, "due_exact": 0.999},
    "blind": {"tasks_f1": 0.975, "units_f1": 0.948, "roles_exact": 0.91, "due_exact": 0.985},
    "shapes": {"tasks_f1": 0.983, "units_f1": 0.985, "roles_exact": 0.973, "due_exact": 0.979},
    "offices": {"tasks_f1": 0.999, "units_f1": 0.993, "roles_exact": 0.99, "due_exact": 0.99},
    "pages": {"tasks_f1": 0.999, "units_f1": 0.999, "roles_exact": 0.999, "due_exact": 0.999},
    "web": {"tasks_f1": 0.999, "units_f1": 0.999, "roles_exact": 0.999, "due_exact": 0.999},
}
SIZES = {
    "field": (62, 499),
    "field3": (50, 282),
    "web": (17, 58),
    "blind": (40, 207),
    "shapes": (40, 150),
    "offices": (77, 366),
    "pages": (41, 72),
}
"""Documents and tasks of each lot, at the least."""
FIRSTLY = re.compile(r"^[一二三四五六七八九十]{1,3}是")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@cache
def truth_of(name: str) -> dict[str, Any]:
    lot, _, stem = name.partition("/")
    data: dict[str, Any] = json.loads((NOTICES / lot / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    return data


@cache
def read(name: str, helper: Apart) -> dict[str, Any]:
    path = (NOTICES / name).parent / truth_of(name)["source"]
    with no_more_than(LONGEST, name):
        notice = read_notice(read_file(path, apart=helper), WorkCalendar())
    data: dict[str, Any] = json.loads(json.dumps(notice_to_json(notice)))
    return data


def pairs(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each wanted task with the first unused one that begins with the same words."""
    left, found = list(got), []
    for task in wanted:
        opening = plain(FIRSTLY.sub("", task["text_start"]))[:12]
        match = next((other for other in left if opening in plain(other["text"])[:60]), None)
        if match is not None:
            left.remove(match)
            found.append((task, match))
    return found


def units(task: dict[str, Any], role: str) -> set[str]:
    return {plain(unit) for unit in task[role]}


def counts(name: str, helper: Apart) -> Counter[str]:
    wanted, got = truth_of(name)["tasks"], read(name, helper)["tasks"]
    found = pairs(wanted, got)
    total = Counter(wanted=len(wanted), got=len(got), found=len(found))
    for task, other in found:
        same = [units(task, role) & units(other, role) for role in ROLES]
        total["units_both"] += sum(map(len, same))
        total["units_wanted"] += sum(len(units(task, role)) for role in ROLES)
        total["units_got"] += sum(len(units(other, role)) for role in ROLES)
        total["roles"] += all(units(task, role) == units(other, role) for role in ROLES)
        total["due"] += (task["deadline_date"], task["ongoing"]) == (other["due_on"], other["ongoing"])
    return total


@pytest.mark.parametrize("lot", LOTS)
def test_all_together(lot: str, helper: Apart) -> None:
    names = [name for name in NAMES if name.startswith(f"{lot}/")]
    total: Counter[str] = Counter()
    for name in names:
        total += counts(name, helper)
    reached = {
        "tasks_f1": 2 * total["found"] / (total["wanted"] + total["got"]),
        "units_f1": 2 * total["units_both"] / (total["units_wanted"] + total["units_got"]),
        "roles_exact": total["roles"] / total["found"],
        "due_exact": total["due"] / total["found"],
    }
    documents, tasks = SIZES[lot]
    assert len(names) >= documents
    assert total["wanted"] >= tasks
    assert {key: value for key, value in reached.items() if value < REACHED[lot][key]} == {}


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("no_tasks")])
def test_documents_without_tasks(name: str, helper: Apart) -> None:
    data = read(name, helper)
    assert data["tasks"] == []
    assert data["warnings"]


SIGNS = ("…", ".", "_", "·", "【", "|", "——", "1.", "（责任单位：", "由市财政局牵头，")


@pytest.mark.parametrize("sign", SIGNS)
def test_runs_of_signs_cost_little(sign: str) -> None:
    with no_more_than(LONGEST):
        for text in (sign * (30_000 // len(sign)), "\n".join([sign * (100 // len(sign))] * 300)):
            read_notice(read_pasted(text), WorkCalendar())


@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if truth_of(name)["issued_date"]],
)
def test_day_of_issue(name: str, helper: Apart) -> None:
    data = read(name, helper)
    assert data["issued_on"] == truth_of(name)["issued_date"]
