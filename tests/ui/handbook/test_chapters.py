"""What the handbook says is true of the program: links, pictures, keys, menus, and the pages it explains."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.base.clock import Clock
from models.operations.settings import SETTINGS
from models.registers import all_registers
from tests.pictures.handbook import MANIFEST, PICTURES, SIZE, titles_on
from tests.pictures.tour import tour
from ui.actions import ACTIONS, MENUS, register_specs
from ui.app import make_session
from ui.handbook.chapters import Handbook, read_handbook
from ui.handbook.facts import Facts, key_text
from ui.main_window import MainWindow
from ui.main_window.half_done import HalfDone
from ui.widgets.icons import Icons

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "resources" / "handbook"
REGISTERS = all_registers()
SPECS = (*ACTIONS, *register_specs(REGISTERS))

# Keys of single pages, which the table of actions does not have, each with the file that answers to it.
OWN_KEYS = {
    "Ctrl+Enter": "ui/intake/page.py",
    "Ctrl+M": "ui/intake/review_commands.py",
    "Ctrl+1": "ui/intake/review_commands.py",
    "Ctrl+加号": "ui/handbook/page.py",
    "Ctrl+减号": "ui/handbook/page.py",
    "Ctrl+逗号": "ui/actions.py",
    "Alt+F": "ui/actions.py",
    "Alt+←": "ui/actions.py",
    "Alt+→": "ui/actions.py",
    "F3": "ui/handbook/page.py",
    "Shift+F3": "ui/handbook/page.py",
    "F6": "ui/handbook/page.py",
    "F7": "ui/intake/page.py",
    "F8": "ui/sheets/page.py",
    "Shift+F8": "ui/sheets/page.py",
}


@pytest.fixture(scope="module")
def handbook(qapp: object) -> Handbook:
    return read_handbook(FOLDER, Facts(REGISTERS))


def test_every_chapter_is_whole(handbook: Handbook) -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {chapter.key for chapter in handbook.chapters}
    for chapter in handbook.chapters:
        assert chapter.text.startswith("# ") and chapter.text.count("\n# ") == 0
        assert not re.search(r"^\{\w+", chapter.text, re.MULTILINE), "something asked for was not filled in"
        assert len(set(chapter.headings)) == len(chapter.headings)


def leads_somewhere(handbook: Handbook, target: str) -> bool:
    key, _, heading = target.partition("#")
    found = {chapter.key: chapter for chapter in handbook.chapters}.get(key)
    return found is not None and (not heading or heading in found.headings)


def test_every_link_leads_somewhere(handbook: Handbook) -> None:
    links = [
        (chapter.key, target)
        for chapter in handbook.chapters
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", re.sub(r"!\[[^\]]*\]\([^)]*\)", "", chapter.text))
    ]
    assert len(links) > 40
    assert [link for link in links if not leads_somewhere(handbook, link[1])] == []


def test_every_page_has_its_chapter(handbook: Handbook) -> None:
    wrong = {place: target for place, target in handbook.places.items() if not leads_somewhere(handbook, target)}
    assert wrong == {}
    assert {name for name, register in REGISTERS.items() if not register.hidden} <= set(handbook.places)
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    for place in set(handbook.places) - set(REGISTERS) - {"own"}:
        assert f"class {place}(" in sources, f"{place} is no page or dialog any more"


def test_every_key_is_one(handbook: Handbook) -> None:
    known = {key_text(spec.shortcut) for spec in SPECS if spec.shortcut} | set(OWN_KEYS)
    told = {
        key
        for chapter in handbook.chapters
        for key in re.findall(
            r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z](?![a-z])|\d|Enter|逗号|加号|减号|[←→])|\bF\d+", chapter.text
        )
    }
    assert len(told) > 40
    assert told - known == set()
    for key, path in OWN_KEYS.items():
        assert (ROOT / path).is_file(), key


def test_every_menu_entry_is_there(handbook: Handbook) -> None:
    entries = {(spec.menu, spec.text.rstrip("…")) for spec in SPECS} | {("帮助", "双击打开工作簿")}  # on Windows only
    told = [found for chapter in handbook.chapters for found in re.findall(r"(\w+) → (\w+)", chapter.text)]
    told = [(menu, entry) for menu, entry in told if menu in MENUS]
    assert len(told) > 8
    assert set(told) - entries == set()


def test_every_declared_action_and_status_is_told(handbook: Handbook) -> None:
    text = handbook.chapter("requests").text
    for action in REGISTERS["requests"].actions:
        assert f"| {action.title} |" in text
    for status in REGISTERS["requests"].statuses:
        assert f"| {status.title} |" in text


# -- pictures -------------------------------------------------------------------------------------


def test_the_pictures_are_those_of_the_script_and_small(handbook: Handbook) -> None:
    named = {name for chapter in handbook.chapters for name in re.findall(r"!\[[^\]]+\]\((\w+)\.png\)", chapter.text)}
    sizes = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert named == set(PICTURES) == set(sizes)
    assert max(sizes.values()) < 100_000 and sum(sizes.values()) < 700_000


def test_no_picture_is_of_an_older_program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made anew by `python -m tests.pictures --handbook` whenever what is to be read on one has become other."""
    monkeypatch.setattr(HalfDone, "may_leave", lambda _: True)
    session = make_session(Clock.fixed(date(2026, 11, 20)), REGISTERS, ROOT / "resources", tmp_path / "home")
    window = MainWindow(session, Icons.of(session))
    qtbot.addWidget(window, before_close_func=lambda it: it.pages.made.clear())
    window.resize(SIZE)
    window.show()
    kept = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    names = {stop: name for name, stop in PICTURES.items()}
    seen = {names[stop]: titles_on(shown) for stop, shown in tour(window, tmp_path) if stop in names}
    assert set(seen) == set(kept)
    changed = {name: sorted(set(seen[name]) ^ set(kept[name])) for name in seen if seen[name] != kept[name]}
    assert changed == {}, "draw them anew"


def test_settings_begin_with_words_and_never_with_a_code(qapp: object) -> None:
    told = Facts(all_registers())("settings", "")
    for item in SETTINGS:
        line = next(line for line in told.splitlines() if line.startswith(f"| {item.title} |"))
        begins = line.split("|")[2].strip()
        assert begins == dict(item.choices).get(item.default, item.default)
        assert not re.search(r"[a-z_]{3,}", begins), line
