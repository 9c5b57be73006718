"""What a notice counts: its records by status and by unit, and who is late. Part of `wording_values`.

A record here is a mapping as templates see it, with 承办单位清单 (its units one by one), 办结 (nothing is left to do) and
逾期天数 (empty when it is in time), and 名册次序 (where those units stand in the roster).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

Seen = Mapping[str, object]

FIGURES = (
    ("{noun}数", "{noun}的项数"),
    ("逾期{noun}数", "其中已经逾期的项数"),
    ("临期{noun}数", "其中临近完成时限的项数"),
    ("办结{noun}数", "其中已经办结（完成、销号）的项数"),
    ("办结率", "已经办结的占全部的百分比，如 62.5%；和单位表的小数位数一致"),
    ("状态情况", "各种状态各有多少，如 已销号12项、推进中5项、逾期2项"),
    ("牵头{noun}数", "其中有牵头单位的项数"),
    ("共同承办数", "其中由两个以上单位承办的项数"),
    ("未分工数", "其中没有写明单位的项数"),
    ("承办单位名单", "承办的各个单位，办结率高的在前，逐个写出时用"),
    ("报送数", "要报送的事项数，一个单位的一项算一个"),
    ("逾期单位名单", "有逾期{noun}的单位，逾期多的在前，逐个写出时用"),
    ("逾期单位情况", "有逾期{noun}的单位各有几项，如 区司法局2项、区财政局1项"),
)
"""Name and meaning of each figure; {noun} is what a record is called."""

UNIT_FIGURES = (
    ("名称", "单位名称"),
    ("总数", "承办的{noun}项数"),
    ("办结数", "其中已经办结的项数"),
    ("推进数", "其中还在办理、没有逾期的项数"),
    ("逾期数", "其中已经逾期的项数"),
    ("办结率", "已经办结的占承办的百分比"),
)


def units_of(item: Seen) -> tuple[str, ...]:
    """The units that answer for a record, one by one."""
    units = item["承办单位清单"]
    assert isinstance(units, tuple)
    return units


def is_late(item: Seen) -> bool:
    """Whether a record is overdue."""
    days = item["逾期天数"]
    return isinstance(days, int) and days > 0


def figured(items: Sequence[Seen], noun: str, counter: str, statuses: Sequence[str]) -> dict[str, object]:
    """All figures by their names."""
    units = by_unit(items)
    places = _parted(items)[1]
    late = sorted(
        (unit for unit in units if unit["逾期数"]),
        key=lambda unit: (-int(str(unit["逾期数"])), places[str(unit["名称"])]),
    )
    done = sum(bool(item["办结"]) for item in items)
    return {
        f"{noun}数": len(items),
        f"逾期{noun}数": sum(is_late(item) for item in items),
        f"临期{noun}数": sum(bool(item["临期"]) for item in items),
        f"办结{noun}数": done,
        f"逾期{noun}清单": [item for item in items if is_late(item)],
        "报送数": sum(len(units_of(item)) for item in items if item["报送时限"]),
        f"牵头{noun}数": sum(bool(item["牵头单位"]) for item in items),
        "共同承办数": sum(len(units_of(item)) > 1 for item in items),
        "未分工数": sum(not units_of(item) for item in items),
        "办结率": of_all(items)["办结率"],
        "状态情况": "、".join(f"{status}{count}{counter}" for status, count in by_status(items, statuses)),
        "承办单位名单": units,
        "逾期单位名单": late,
        "逾期单位情况": "、".join(f"{unit['名称']}{unit['逾期数']}{counter}" for unit in late),
    }


def by_status(items: Sequence[Seen], statuses: Sequence[str]) -> list[tuple[str, int]]:
    """(status, how many) in the order of the register, others behind; those without a record are left out."""
    counts = Counter(str(item["状态"]) for item in items if item["状态"])
    known = [status for status in statuses if status in counts]
    return [(status, counts[status]) for status in (*known, *(name for name in counts if name not in known))]


def by_unit(items: Sequence[Seen]) -> list[dict[str, object]]:
    """The figures of each unit that answers for a record: who has done the largest share first, else as in the roster."""
    found, places = _parted(items)
    decimals = _decimals(items)
    made = [_of_unit(unit, own, decimals) for unit, own in found.items()]
    done = {unit: Fraction(sum(bool(item["办结"]) for item in own), len(own)) for unit, own in found.items()}
    return sorted(made, key=lambda unit: (-done[str(unit["名称"])], places[str(unit["名称"])]))


def _parted(items: Sequence[Seen]) -> tuple[dict[str, list[Seen]], dict[str, int]]:
    """The records of each unit, and each unit's place in the roster."""
    found: dict[str, list[Seen]] = {}
    places: dict[str, int] = {}
    for item in items:
        order = item["名册次序"]
        assert isinstance(order, tuple)
        for number, unit in enumerate(units_of(item)):
            found.setdefault(unit, []).append(item)
            places.setdefault(unit, order[number] if number < len(order) else 0)
    return found, places


def _of_unit(unit: str, items: Sequence[Seen], decimals: int) -> dict[str, object]:
    done = sum(bool(item["办结"]) for item in items)
    late = sum(is_late(item) for item in items)
    return {
        "名称": unit,
        "总数": len(items),
        "办结数": done,
        "推进数": len(items) - done - late,
        "逾期数": late,
        "办结率": share(done, len(items), decimals),
    }


def of_all(items: Sequence[Seen]) -> dict[str, object]:
    """The same of all records together, each once."""
    return _of_unit("", items, _decimals(items))


def _decimals(items: Sequence[Seen]) -> int:
    """How exact the shares done are told, of all and of each unit alike."""
    every = (items, *_parted(items)[0].values())
    return decimals_of((sum(bool(item["办结"]) for item in own), len(own)) for own in every)


def decimals_of(shares: Iterable[tuple[int, int]]) -> int:
    """One decimal for all shares that are told together when one of them needs it, else none."""
    return int(any(part * 100 % whole for part, whole in shares if whole))


def share(part: int, whole: int, decimals: int) -> str:
    """A percentage with so many decimals, none or one, halves going up; "" of nothing."""
    if not whole:
        return ""
    scale = 100 * 10**decimals
    rounded = (2 * part * scale + whole) // (2 * whole)
    return f"{rounded // 10}.{rounded % 10}%" if decimals else f"{rounded}%"
