"""Records in groups: everybody once, headings in order, and as rows that open and close."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.base.fields import NOBODY
from models.base.groups import NOTHING, Group, gathered, grouping_title, groupings, headed, heading
from models.registers import all_registers
from tests.models.small import JOBS

IDS = st.lists(st.integers(1, 30), unique=True)
TEXTS = st.dictionaries(st.integers(1, 30), st.sampled_from(["", "甲", "乙", "丙"]))


@given(IDS, TEXTS, st.lists(st.sampled_from("甲乙丙"), unique=True))
def test_everybody_stands_once_and_in_the_order_asked_for(
    ids: list[int], texts: dict[int, str], order: list[str]
) -> None:
    groups = gathered(ids, texts, order)
    assert sorted(identity for group in groups for identity in group.ids) == sorted(ids)
    for group in groups:
        assert group.ids == [i for i in ids if (texts.get(i, "") or NOTHING) == group.text]
    told = [group.text for group in groups]
    assert [text for text in told if text in order] == [text for text in order if text in told]
    assert NOTHING not in told[:-1]
    tree, heads = headed(groups, {})
    assert [i for i in tree.ids if i > 0] == [identity for group in groups for identity in group.ids]
    closed = [tree.ids[place] for place in tree.shown(set(heads))]
    assert [heads[identity].text for identity in closed] == told
    assert all(tree.has_children(tree.ids.index(identity)) for identity in heads)


def test_a_heading_keeps_its_id_when_others_come_and_go() -> None:
    numbers: dict[str, int] = {}
    _, before = headed(gathered([1, 2], {1: "甲", 2: "乙"}), numbers)
    _, after = headed(gathered([2, 3], {2: "乙", 3: "丙"}), numbers)
    assert next(i for i, group in before.items() if group.text == "乙") in after
    assert len({*before, *after}) == 3


def test_what_can_be_grouped_by_and_how_it_is_called() -> None:
    tasks = all_registers()["tasks"]
    names = groupings(tasks)
    assert names[:2] == ("status", "units") and {
        "section",
        "lead_units",
        "responsible_units",
        "due_on",
        "source",
    } <= set(names)
    assert not {"content", "note", "number"} & set(names)
    assert grouping_title(tasks, "due_on") == "到期日期（按月）"
    assert (grouping_title(tasks, "status"), grouping_title(tasks, "units")) == ("状态", "单位")
    assert gathered([1, 2], {1: NOTHING}) == [Group(NOTHING, [1, 2])]
    requests = all_registers()["requests"]
    private = {item.name for item in requests.fields if item.private}
    assert private and not private & set(groupings(requests))


def test_headings_are_what_people_read() -> None:
    assert heading(JOBS.field("due"), date(2021, 9, 30), NOBODY) == "2021年9月"
    assert heading(JOBS.field("due"), None, NOBODY) == ""
    assert heading(JOBS.field("done"), None, NOBODY) == "否"
    assert heading(JOBS.field("kind"), "急件", NOBODY) == "急件"
