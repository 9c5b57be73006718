"""The office's own layouts: kept, renamed, undone, refused; and any layout comes back from its text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import ClerkError, FieldError
from models.base.layouts import ROW_NUMBER, STATUS, Layout, LayoutColumn, Look, column
from models.operations import Desk, records
from models.operations.layout_text import layout_text, read_layout
from models.operations.layouts import delete_layout, layout_named, layouts_of, own_layouts, save_layout
from models.registers import all_registers
from tests.models.operations.desks import office_desk

TASKS = all_registers()["tasks"]
OWN = Layout(
    name="领导看的",
    columns=(column(ROW_NUMBER), column("content", title="事项", width=30), column("lead_units", "responsible_units")),
    title="重点事项",
    group_by="section",
    subtotals=True,
    look=Look("A3", body_size=12),
    signature=("审核：",),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office_desk(tmp_path) as opened:
        yield opened


def names(desk: Desk) -> list[str]:
    return [layout.name for layout in layouts_of(desk, desk.registers["tasks"])]


def own(desk: Desk) -> list[str]:
    """The names behind those of the register's own layouts."""
    assert names(desk)[: len(TASKS.layouts)] == [layout.name for layout in TASKS.layouts]
    return names(desk)[len(TASKS.layouts) :]


def test_an_own_layout_is_kept_found_and_undone(desk: Desk) -> None:
    outcome = save_layout(desk, TASKS, OWN)
    assert outcome.message == "已保存版式“领导看的”。"
    assert own(desk) == ["领导看的"]
    assert layout_named(desk, TASKS, " 领导看的 ") == OWN
    assert layout_named(desk, TASKS, "督办台账") == TASKS.layouts[1]
    desk.book.undo()
    assert "领导看的" not in names(desk)
    desk.book.redo()
    assert layout_named(desk, TASKS, "领导看的") == OWN
    assert [step.title for step in desk.book.history.steps()][-1] == "保存版式“领导看的”"


def test_it_is_changed_renamed_and_deleted(desk: Desk) -> None:
    save_layout(desk, TASKS, OWN)
    save_layout(desk, TASKS, replace(OWN, title="新的标题"), "领导看的")
    assert layout_named(desk, TASKS, "领导看的").title == "新的标题"
    save_layout(desk, TASKS, replace(OWN, name="给领导"), "领导看的")
    assert own(desk) == ["给领导"]
    assert not save_layout(desk, TASKS, replace(OWN, name="给领导"), "给领导").changes
    assert delete_layout(desk, TASKS, "给领导").message == "已删除版式“给领导”。"
    assert own(desk) == []
    desk.book.undo()
    assert own(desk) == ["给领导"]


def test_layouts_of_one_register_are_not_those_of_another(desk: Desk) -> None:
    save_layout(desk, TASKS, OWN)
    assert [layout.name for layout in layouts_of(desk, desk.registers["units"])] == ["单位台账"]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": ""}, "name", "要有名称"),
        ({"name": "督办台账"}, "name", "自带的版式"),
        ({"name": "已有的"}, "name", "已有名为“已有的”"),
        ({"columns": ()}, "columns", "至少要有一栏"),
        ({"columns": (column("content", width=500),)}, "columns", "宽度"),
        ({"columns": (column("content", STATUS),)}, "columns", "单独成栏"),
        ({"columns": (column("colour"),)}, "columns", "没有“colour”"),
        ({"group_by": "colour"}, "columns", "没有“colour”"),
        ({"look": Look(title_size=100)}, "title_size", "标题的字号"),
        ({"look": Look(body_size=1)}, "body_size", "正文的字号"),
    ],
)
def test_what_is_refused(desk: Desk, changed: dict[str, object], field: str, words: str) -> None:
    save_layout(desk, TASKS, replace(OWN, name="已有的"))
    with pytest.raises(FieldError, match=words) as refused:
        save_layout(desk, TASKS, replace(OWN, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert list(own_layouts(desk, TASKS)) == ["已有的"]


def test_names_that_are_not_there(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="没有名为“月报”的版式，可用的有：任务台账、督办台账"):
        layout_named(desk, TASKS, "月报")
    with pytest.raises(ClerkError, match="自带的版式，不能删除"):
        delete_layout(desk, TASKS, "任务台账")
    with pytest.raises(ClerkError, match="可能已经删除"):
        delete_layout(desk, TASKS, "月报")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"columns": 3}', '{"columns": [{"fields": ["colour"]}]}', '{"x": 1}'])
def test_a_layout_of_another_version_is_told_and_can_be_deleted(desk: Desk, text: str) -> None:
    records.add(desk, "settings", {"key": "ledger_layout:tasks:旧的", "value": text})
    assert "旧的" not in names(desk)
    with pytest.raises(ClerkError, match="“旧的”读不懂"):
        layout_named(desk, TASKS, "旧的")
    delete_layout(desk, TASKS, "旧的")
    assert not own_layouts(desk, TASKS)


WORDS = st.text(max_size=8)
SIZES = st.floats(0, 80, allow_nan=False)
LAYOUTS = st.builds(
    Layout,
    name=WORDS,
    columns=st.lists(
        st.builds(LayoutColumn, st.lists(WORDS, max_size=3).map(tuple), WORDS, SIZES, WORDS, st.booleans()), max_size=4
    ).map(tuple),
    title=WORDS,
    group_by=WORDS,
    group_as=st.sampled_from(["bands", "merged"]),
    subtotals=st.booleans(),
    look=st.builds(Look, st.sampled_from(["A4", "A3"]), st.booleans(), WORDS, SIZES, WORDS, WORDS, SIZES),
    signature=st.lists(WORDS, max_size=3).map(tuple),
    notes=st.lists(WORDS, max_size=3).map(tuple),
    per_unit=st.booleans(),
)


@given(LAYOUTS)
def test_any_layout_comes_back_from_its_text(layout: Layout) -> None:
    assert read_layout(layout.name, layout_text(layout)) == layout


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | WORDS,
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["columns", "look", "title", "fields", "width", "notes"]), inner)
        ),
        max_leaves=12,
    )
)
def test_any_other_text_is_refused(told: object) -> None:
    import json

    try:
        read_layout("名", json.dumps(told))
    except ValueError:
        return
    assert isinstance(told, dict)
