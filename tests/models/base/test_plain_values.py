"""Values go to JSON and come back the same; what does not fit what is declared is refused without telling it."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from models.base.plain_values import from_plain, to_plain


@dataclass(frozen=True)
class Inner:
    span: tuple[int, int]
    kind: Literal["a", "b"]


@dataclass(frozen=True)
class Outer:
    name: str
    day: date | None
    place: Path
    many: tuple[Inner, ...]
    flag: bool
    texts: dict[str, str]
    keys: frozenset[Hashable]
    listed: list[int]
    members: tuple[str, ...] | None = None


VALUE = Outer(
    "督办",
    date(2021, 10, 15),
    Path("甲/乙.docx"),
    (Inner((1, 2), "a"), Inner((3, 4), "b")),
    True,
    {"文号": "1号"},
    frozenset({("x", (1, 2)), ("y", None), "z"}),
    [1, 2],
    ("甲", "乙"),
)


def test_a_value_comes_back_the_same() -> None:
    assert from_plain(Outer, json.loads(json.dumps(to_plain(VALUE)))) == VALUE


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("name", 5),
        ("name", None),
        ("day", "2021-13-01"),
        ("day", 5),
        ("place", 5),
        ("many", [{"span": [1, 2, 3], "kind": "a"}]),
        ("many", [{"span": [1, 2], "kind": "机密"}]),
        ("many", [{"span": [1, 2]}]),
        ("many", "机密"),
        ("flag", 1),
        ("texts", {"a": 1}),
        ("texts", []),
        ("keys", [{}]),
        ("listed", [True]),
        ("members", [1]),
    ],
)
def test_what_does_not_fit_is_refused(name: str, wrong: Any) -> None:
    with pytest.raises(ValueError) as refused:
        from_plain(Outer, {**to_plain(VALUE), name: wrong})
    assert "机密" not in str(refused.value) and "13" not in str(refused.value).replace("2021-13-01", "13")


@pytest.mark.parametrize("wrong", [None, 5, [], {}, {**to_plain(VALUE), "more": 1}])
def test_another_shape_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"^no "):
        from_plain(Outer, wrong)


def test_what_nothing_brings_back_is_not_taken() -> None:
    with pytest.raises(TypeError, match=r"^object$"):
        to_plain(object())
