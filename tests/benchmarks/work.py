"""What the workbook does, without a window: import, search, sort, groups, counts, export, undo, by number of tasks."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from models.base.conditions import Condition
from models.base.groups import headed
from models.base.record import Query
from models.operations import Desk, ledgers, selection
from tests.benchmarks.books import WORDS, filled_book
from tests.benchmarks.measuring import Time, once, show, told, usual

_MOST_IN_WORD = 10_000
_AIM = 0.050
Figures = dict[str, Time | None]


def measure_work(sizes: list[int]) -> None:
    """Print a table with a column for each number of tasks, and how the largest stands to the smallest."""
    by_size: list[Figures] = []
    shares = ""
    for size in sizes:
        with TemporaryDirectory() as folder:
            figures, shares = _figures(Path(folder), size)
            by_size.append(figures)
    rows = [[name, *(_cell(figures[name]) for figures in by_size), _growth(by_size, name)] for name in by_size[0]]
    head = ["wall (processor)", *(f"{size:,}" for size in sizes), f"x for x{sizes[-1] // sizes[0]}"]
    show("Work on tasks, by their number", head, rows)
    typed = [figures[name] for figures in by_size[-1:] for name in figures if name.startswith("type")]
    worst = max(time.wall for time in typed if time)
    print(f"  of the tasks hold it: {shares}")
    print(f"  slowest keystroke at {sizes[-1]:,}: {told(worst)}, aim {told(_AIM)}")


def _figures(folder: Path, size: int) -> tuple[Figures, str]:
    desk, taken = filled_book(folder / "book.gkb", size)
    figures: Figures = {"import": taken}
    try:
        shares = "，".join(f"{words} {len(_asked(desk, words)) / size:.1%}" for words in WORDS.values())
        figures |= _keystrokes(desk)
        figures |= _orders(desk)
        figures |= _exports(desk, folder, size)
        figures["refresh, then all"] = usual(lambda: (desk.book.refresh(), desk.book.ids("tasks")), 3)
        figures["undo the import"] = once(desk.book.undo)[0]
        figures["redo it"] = once(desk.book.redo)[0]
    finally:
        desk.book.close()
    return figures, shares


def _keystrokes(desk: Desk) -> Figures:
    """A keystroke's filter, after something else was asked, and once more; the last ones with a chip on."""
    overdue = selection.where(desk, desk.registers["tasks"], [("status", "overdue")])
    desk.book.refresh()
    figures: Figures = {"read texts to search": once(desk.book.index("tasks").read)[0]}
    for name, words in WORDS.items():
        figures[f"type {name}: {words}, first"] = usual(_first(desk, words))
        figures[f"type {name}: {words}, again"] = usual(lambda words=words: _asked(desk, words))
    figures["type 2 frequent, overdue only"] = usual(_first(desk, "教育", overdue))
    return figures


def _first(desk: Desk, words: str, where: Condition | None = None) -> Callable[[], object]:
    def work() -> object:
        desk.book._forget_answers()  # as every change does
        return _asked(desk, words, where)

    return work


def _asked(desk: Desk, words: str, where: Condition | None = None) -> list[int]:
    return desk.book.ids("tasks", Query(where, words))


def _orders(desk: Desk) -> Figures:
    book = desk.book
    figures: Figures = {}
    for name in ("number", "content", "lead_units", "due_on", "status"):

        def work(name: str = name) -> object:
            book.refresh()
            return book.ids("tasks", Query(order=name))

        figures[f"sort by {name}"] = usual(work, 3)
    for name in ("status", "section", "lead_units"):

        def group(name: str = name) -> object:
            book._forget_answers()  # as every change does
            return headed(book.groups("tasks", None, name), {})

        figures[f"group by {name}"] = usual(group, 3)
    figures["status counts"] = usual(lambda: (book.refresh(), book.status_counts("tasks")))
    return figures


def _exports(desk: Desk, folder: Path, size: int) -> Figures:
    ids = desk.book.ids("tasks")

    def export(name: str) -> Time:
        return once(lambda: ledgers.export_ledger(desk, "tasks", ids, folder / name))[0]

    word = export("ledger.docx") if size <= _MOST_IN_WORD else None
    return {"export .xlsx": export("ledger.xlsx"), "export .docx": word}


def _cell(time: Time | None) -> str:
    return "-" if time is None else str(time)


def _growth(by_size: list[Figures], name: str) -> str:
    known = [time for figures in by_size if (time := figures[name]) is not None]
    return f"{known[-1].cpu / max(known[0].cpu, 1e-6):.1f}" if len(known) > 1 else "-"
