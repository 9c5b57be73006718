"""A large catalogue of items: brought in from a table, shown as a tree, searched, changed, exported; ratios to the least."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models.base.record import Query
from models.intake import Sheet
from models.operations import Desk, ledgers, records, spreadsheets
from tests.benchmarks.books import empty_book
from tests.benchmarks.measuring import Time, once, show, usual

_HEAD = ("编码", "领域", "上级事项", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开方式")
_HEAD += ("公开对象", "公开层级", "栏目地址", "核对日期")
_FIELDS = ("义务教育", "财政预决算", "保障性住房", "社会救助", "就业创业", "医疗卫生", "养老服务", "安全生产")
_WHAT = ("政策文件", "办理流程", "收费项目", "结果公示", "名单", "监督检查", "服务指南", "统计信息", "工作动态")
_PLACES = "东西南北城河山溪桥岭阳平安和兴新云江湖泉石龙凤梅松竹柳杨清明永定福寿"
Figures = dict[str, Time]


def measure_catalogue(sizes: list[int]) -> None:
    """Print a table with a column for each number of items, and how the largest stands to the smallest."""
    by_size: list[Figures] = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            by_size.append(_figures(Path(folder), size))
    rows = [
        [
            name,
            *(figures[name] for figures in by_size),
            f"{by_size[-1][name].cpu / max(by_size[0][name].cpu, 1e-6):.1f}",
        ]
        for name in by_size[0]
    ]
    head = ["wall (processor)", *(f"{size:,}" for size in sizes), f"x for x{sizes[-1] // sizes[0]}"]
    show("A catalogue, by its number of items", head, rows)


def lines(count: int) -> Iterator[tuple[str, ...]]:
    """Items of three levels: one in fifty heads a branch, five of fifty head a twig, the rest are leaves."""
    chance = random.Random(42_944)
    units = [f"{place}{kind}" for place in _PLACES for kind in ("县教育局", "区财政局", "镇政府")]
    first = second = ""
    for number in range(count):
        field = _FIELDS[number * len(_FIELDS) // count]
        within = number % 50
        code = f"{number:07d}"
        name = f"{''.join(chance.choices(_PLACES, k=3))}{chance.choice(_WHAT)}"
        above = "" if within == 0 else first if within % 10 == 1 else second
        if within == 0:
            first = code
        elif within % 10 == 1:
            second = code
        if within == 0 or within % 10 == 1:
            yield (code, field, above, name, *[""] * (len(_HEAD) - 4))
            continue
        content = "、".join(f"{''.join(chance.choices(_PLACES, k=4))}{chance.choice(_WHAT)}" for _ in range(4))
        day = date(2021, 1 + number % 9, 1 + number % 28).isoformat()
        yield (
            *(
                code,
                field,
                above,
                name,
                content,
                f"《{''.join(chance.choices(_PLACES, k=2))}管理办法》第{number % 60}条",
            ),
            *("信息形成或变更之日起20个工作日内", chance.choice(units), "政府网站、公示栏或电子屏"),
            *(chance.choice(("主动公开", "主动公开", "依申请公开")), "全社会", "县级、乡级"),
            *(f"https://a.gov.cn/{code}", day),
        )


def _figures(folder: Path, size: int) -> Figures:
    desk = empty_book(folder / "book.gkb")
    try:
        figures = _bringing_in(desk, size)
        figures |= _reading(desk)
        figures |= _in_the_window(desk)
        figures |= _changing(desk)
        ids = desk.book.ids("catalogue")
        figures["export .xlsx"] = once(lambda: ledgers.export_ledger(desk, "catalogue", ids, folder / "a.xlsx"))[0]
        return figures
    finally:
        desk.book.close()


def _bringing_in(desk: Desk, size: int) -> Figures:
    register = desk.registers["catalogue"]
    sheet = Sheet("目录", (_HEAD, *lines(size)), ())
    table = spreadsheets.find_table(sheet, register, "目录.xlsx")
    mapping, layout = once(lambda: spreadsheets.propose(desk, register, table))
    if set(layout.mapping) == {None} or None in layout.mapping:
        raise RuntimeError(f"not all columns are taken: {layout.mapping}")
    looking, seen = once(lambda: spreadsheets.preview(desk, register, table, layout.mapping))
    if seen.problems:
        raise RuntimeError(seen.problems[0].sentence)
    storing, outcome = once(lambda: spreadsheets.bring_in(desk, register, table, layout.mapping))
    if len(outcome.ids) != size or desk.book.count("catalogue") != size:
        raise RuntimeError("not all rows became records")
    undo = once(desk.book.undo)[0]
    redo = once(desk.book.redo)[0]
    return {"map": mapping, "look over": looking, "bring in": storing, "undo": undo, "redo": redo}


def _reading(desk: Desk) -> Figures:
    book = desk.book
    figures = {"tree, at first": usual(_after(book.refresh, lambda: book.tree("catalogue")), 3)}
    figures["tree, again"] = usual(lambda: book.tree("catalogue"))
    figures["tree of a search"] = usual(lambda: book.tree("catalogue", Query(search="管理 名单")))
    figures["names, at first"] = usual(_after(book.refresh, lambda: book.find("catalogue", "0000001")), 3)
    figures["texts to search"] = usual(_after(book.refresh, lambda: book.index("catalogue").read()), 3)
    figures["search, frequent"] = usual(lambda: book.ids("catalogue", Query(search="政策文件")))
    figures["search, rare"] = usual(lambda: book.ids("catalogue", Query(search="0000777")))
    for order in ("name", "parent", "subject_units", "status"):
        figures[f"sort by {order}"] = usual(
            _after(book.refresh, lambda o=order: book.ids("catalogue", Query(order=o))), 3
        )
    figures["status counts"] = usual(_after(book.refresh, lambda: book.status_counts("catalogue")), 3)
    return figures


def _after(before: Callable[[], object], work: Callable[[], object]) -> Callable[[], object]:
    def both() -> object:
        before()
        return work()

    return both


def _in_the_window(desk: Desk) -> Figures:
    """What the table's model does with the rows of the tree; no Qt is needed for them."""
    from ui.register.tree_rows import TreeRows

    rows, tree = TreeRows(), desk.book.tree("catalogue")
    figures = {"rows of the tree": usual(lambda: (rows.take(tree), rows.ids()))}
    figures["close all"] = usual(lambda: rows.turn_all(opened=False))
    figures["open one of the closed"] = usual(lambda: (rows.turn(0), rows.turn(0)))
    last = tree.ids[-1]
    figures["reveal one"] = usual(lambda: (rows.turn_all(opened=False), rows.reveal(last)))
    rows.turn_all(opened=True)
    figures["close and open one"] = usual(lambda: (rows.turn(0), rows.ids(), rows.turn(0), rows.ids()))
    figures["where a row stands"] = usual(lambda: rows.described(0))
    return figures


def _changing(desk: Desk) -> Figures:
    book, ids = desk.book, desk.book.ids("catalogue")
    top, leaf = ids[0], ids[-1]

    def rename(identity: int, name: str) -> object:
        records.edit(desk, "catalogue", [identity], {"name": name})
        return book.title("catalogue", leaf), book.find("catalogue", "0000001"), book.tree("catalogue")

    rename(top, "起头")
    figures = {"rename one with others below": once(lambda: rename(top, "新名"))[0]}
    figures["rename a leaf"] = once(lambda: rename(leaf, "叶"))[0]
    figures["note on one"] = once(lambda: records.edit(desk, "catalogue", [leaf], {"note": "看过"}))[0]
    adding = {"name": "新事项", "parent": "0000001"}
    figures["add one"] = once(lambda: (records.add(desk, "catalogue", adding), book.tree("catalogue")))[0]
    return figures
