"""A register as a tree: by one link and by several, after changes too."""

from models.base.conditions import Equals
from models.base.record import Query
from models.workbook import Workbook
from models.workbook.steps import Step
from tests.models.small import job


def drawn(book: Workbook, register: str, query: Query | None = None) -> list[tuple[int, int]]:
    tree = book.tree(register, query)
    return list(zip(tree.ids, tree.depths, strict=True))


def test_by_one_link(book: Workbook) -> None:
    def work(step: Step) -> None:
        top = step.insert("jobs", job("上级"))
        step.insert("jobs", job("旁边"))
        below = step.insert("jobs", job("下级", parent=top))
        step.insert_many("jobs", [job("乙", parent=below, count=2), job("甲", parent=below, count=1)])

    book.change("add", "添", work)
    assert drawn(book, "jobs") == [(1, 0), (3, 1), (4, 2), (5, 2), (2, 0)]
    assert drawn(book, "jobs", Query(order="count")) == [(1, 0), (3, 1), (5, 2), (4, 2), (2, 0)]
    assert drawn(book, "jobs", Query(search="级")) == [(1, 0), (3, 1)]
    assert drawn(book, "jobs", Query(~Equals("name", "下级"))) == [(1, 0), (4, 1), (5, 1), (2, 0)]
    book.change("edit", "改", lambda step: step.update("jobs", 3, {"parent": 2}))
    assert drawn(book, "jobs") == [(1, 0), (2, 0), (3, 1), (4, 2), (5, 2)]
    book.undo()
    assert drawn(book, "jobs")[1] == (3, 1)


def test_by_several_links_in_their_order(book: Workbook) -> None:
    def work(step: Step) -> None:
        step.insert_many("people", [{"name": name} for name in "甲乙丙"])
        step.insert("people", {"name": "丁", "friends": (3, 1)})
        step.update("people", 1, {"friends": (4,)})  # a circle

    book.change("add", "添", work)
    assert drawn(book, "people") == [(2, 0), (3, 0), (4, 1), (1, 2)]
    sibling = book.sibling()
    sibling.change("edit", "改", lambda step: step.update("people", 4, {"friends": ()}))
    sibling.close()
    assert drawn(book, "people") == [(2, 0), (3, 0), (4, 0), (1, 1)]
