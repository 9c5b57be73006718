"""A large spreadsheet into the tasks, against reading it with openpyxl, and a long notice.

`python -m tests.benchmarks.sheets FILE` brings a file into a new workbook and prints one JSON line: it is the
process that is measured, so that its memory is that of the import alone. As `main.py` it imports at its head nothing of
the program: the helper process imports it again. Linux only where memory is told.
"""

import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.child import peak_memory
from tests.benchmarks.measuring import Time, once, show, told, usual

_ROOT = Path(__file__).resolve().parents[2]
_ROWS, _NOTICE = 43_000, 1000
_RUNS = 3
"""The two take turns; of each the quickest run counts, since a machine is seldom idle."""
_PARTS = ("read", "map", "store")
_AIM, _MOST_MEMORY, _NOTICE_AIM = 3, 10, 1.0
_HEAD = ("序号", "所属大项", "工作任务", "牵头单位", "责任单位", "配合单位", "完成时限", "启动日期", "完成日期", "备注")
_HEAD += ("任务来源",)
_BEGIN = (
    "梳理",
    "公开",
    "修订",
    "编制",
    "核对",
    "发布",
    "归集",
    "更新",
    "汇总",
    "清理",
    "规范",
    "完善",
    "报送",
    "评估",
)
_WHAT = ("目录", "清单", "指南", "年报", "台账", "政策解读", "办理结果", "补贴名册", "招标公告", "决算说明", "审批信息")
_WHERE = (
    "教育",
    "医疗",
    "就业",
    "住房",
    "养老",
    "交通",
    "水利",
    "农业",
    "生态",
    "文化",
    "体育",
    "税费",
    "民政",
    "应急",
)
_HOW = ("做到要素齐全", "便于群众查询", "接受社会监督", "确保内容准确", "按季度通报", "逐项销号", "及时回应关切")
_PLACES = "东西南北城河山溪桥岭阳平安和兴新云江湖泉石龙凤梅松竹柳杨清明永定福寿"


def measure_sheets(rows: int = _ROWS) -> None:
    """Print what bringing in takes, beside openpyxl's reading."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        sheet = folder / "任务.xlsx"
        write_sheet(sheet, rows)
        readings: list[Time] = []
        answers: list[dict[str, Any]] = []
        for _ in range(_RUNS):
            readings.append(once(lambda: _read_with_openpyxl(sheet))[0])
            answers.append(_child(sheet))
        quickest = min(readings, key=lambda time: time.wall), min(answers, key=lambda answer: _whole(answer).wall)
        _show_sheet(rows, sheet.stat().st_size, *quickest)
        _show_notice(folder)


def write_sheet(path: Path, rows: int) -> None:
    """A spreadsheet of tasks whose wordings are nearly all different."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("任务")
    sheet.append(_HEAD)
    for row in _rows(rows):
        sheet.append(row)
    book.save(path)


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(20190515)
    units = [f"区{where}{kind}" for where in _WHERE for kind in ("局", "委员会", "服务中心")]
    for number in range(1, count + 1):
        day = date(2021, 1, 1) + timedelta(days=chance.randint(0, 700))
        started = day - timedelta(days=chance.randint(40, 200))
        yield (
            number,
            f"{chance.choice('一二三四五六七八九')}、{chance.choice(_WHERE)}领域{chance.choice(_WHAT)}",
            _wording(chance),
            chance.choice(units),
            "、".join(chance.sample(units, chance.randint(1, 3))),
            "、".join(chance.sample(units, chance.randint(0, 2))) or None,
            f"{day.year}年{day.month}月{day.day}日前",
            started,
            started + timedelta(days=30) if chance.random() < 0.3 else None,
            _clause(chance)[:10] if chance.random() < 0.5 else None,
            f"宿政务办〔2021〕{chance.randint(1, 40)}号",
        )


def _wording(chance: random.Random) -> str:
    """About 60 characters."""
    return f"{_clause(chance)}，{chance.choice(_HOW)}；{_clause(chance)}，{_clause(chance)}，{chance.choice(_HOW)}。"


def _clause(chance: random.Random) -> str:
    place = "".join(chance.choices(_PLACES, k=2))
    return f"{chance.choice(_BEGIN)}{place}{chance.choice('县区镇乡村')}{chance.choice(_WHERE)}{chance.choice(_WHAT)}"


def _read_with_openpyxl(path: Path) -> int:
    from openpyxl import load_workbook

    return sum(1 for _ in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def bring_in(path: Path) -> dict[str, Any]:
    """Read a spreadsheet, map its columns by their titles, and store it: seconds of each, and bytes of memory."""
    from models.intake import read_spreadsheet
    from models.operations import spreadsheets
    from tests.benchmarks.books import empty_book

    with TemporaryDirectory() as folder:
        desk = empty_book(Path(folder) / "账.gkb")
        register = desk.registers["tasks"]
        before = peak_memory()
        reading, sheets = once(lambda: read_spreadsheet(path))
        mapping, (table, layout) = once(lambda: _mapped(desk, register, sheets[0], path.name))
        storing, outcome = once(lambda: spreadsheets.bring_in(desk, register, table, layout.mapping))
        memory = [before, peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]
        searching, _ = once(lambda: desk.book.index("tasks").find("补贴名册"))
        desk.book.close()
    return {
        "read": [reading.wall, reading.cpu],
        "map": [mapping.wall, mapping.cpu],
        "store": [storing.wall, storing.cpu],
        "first search": [searching.wall, searching.cpu],
        "columns taken": sum(name is not None for name in layout.mapping),
        "rows": len(outcome.ids),
        "memory": memory,
    }


def _mapped(desk: Any, register: Any, sheet: Any, source: str) -> tuple[Any, Any]:
    from models.operations import spreadsheets

    table = spreadsheets.find_table(sheet, register, source)
    return table, spreadsheets.propose(desk, register, table)


def _child(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.sheets", str(path)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _whole(answer: dict[str, Any]) -> Time:
    """All parts of bringing in together."""
    walls, processors = zip(*(answer[name] for name in _PARTS), strict=True)
    return Time(sum(walls), sum(processors))


def _show_sheet(rows: int, size: int, reading: Time, answer: dict[str, Any]) -> None:
    whole = _whole(answer)
    lines = [["openpyxl, reading only", reading, ""]]
    lines += [[f"ours: {name}", Time(*answer[name]), ""] for name in _PARTS]
    lines += [["ours: all", whole, f"{reading.wall / whole.wall:.2f} x as quick (aim {_AIM})"]]
    lines += [["first search after it", Time(*answer["first search"]), ""]]
    title = f"A spreadsheet of {rows:,} rows and {len(_HEAD)} columns into the tasks ({size / 1e6:.1f} MB)"
    show(title, ["", "wall (processor)", ""], lines)
    before, own, helper = answer["memory"]
    print(f"  {answer['rows']:,} records, {answer['columns taken']} columns taken")
    print(
        f"  peak memory {own / 1e6:.0f} MB ({before / 1e6:.0f} MB before), of the reading process {helper / 1e6:.0f} MB"
    )
    times = (own - before + helper) / size
    print(f"  that is {times:.0f} x the file (aim {_MOST_MEMORY})")


def _show_notice(folder: Path) -> None:
    from models.intake import read_file, read_notice
    from models.workdays.calendar import WorkCalendar

    chance = random.Random(1)
    items = [
        f"{number}．{_wording(chance)}（牵头单位：区{chance.choice(_WHERE)}局；完成时限：2021年{chance.randint(1, 12)}月底前）"
        for number in range(1, _NOTICE + 1)
    ]
    path = folder / "通知.txt"
    path.write_text("\n".join(["宿州市2021年政务公开工作任务分工", "一、主动公开", *items]), encoding="utf-8")
    calendar = WorkCalendar()
    read = usual(lambda: read_notice(read_file(path), calendar), 3)
    found = len(read_notice(read_file(path), calendar).tasks)
    print(f"\n  A notice of {_NOTICE:,} tasks: {told(read.wall)} (aim {told(_NOTICE_AIM)}), {found:,} found")


if __name__ == "__main__":
    print(json.dumps(bring_in(Path(sys.argv[1]))))
