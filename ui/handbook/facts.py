"""What the handbook says of the program by asking it: keys, actions, statuses and settings, as Markdown tables."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QKeySequence

from models.base.register import Registers
from models.operations.settings import SETTINGS, Setting
from ui.actions import ACTIONS, MENUS, ActionSpec, register_specs

_SPOKEN = {"Space": "空格", "Del": "Delete"}
_LIGHTS = {
    "red": "红",
    "amber": "黄",
    "green": "绿",
    "blue": "蓝",
    "grey": "灰",
    "done": "灰色对勾",
    "": "",
}


def key_text(shortcut: str) -> str:
    """A shortcut as clerks say it; empty for none."""
    plain = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
    return _SPOKEN.get(plain, plain)


def original_words(setting: Setting) -> str:
    """The value a setting begins with, as the window shows it."""
    return dict(setting.choices).get(setting.default, setting.default)


class Facts:
    """Fills in what a chapter asks for, from the registers that are open."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    def __call__(self, asked: str, about: str) -> str:
        """The Markdown for `{asked about}`.

        Raises:
            KeyError: nothing is known under that name.
        """
        known = {
            "keys": lambda: self._keys(),
            "actions": lambda: self._actions(about),
            "statuses": lambda: self._statuses(about),
            "settings": lambda: self._settings(),
        }
        return known[asked]()

    def _keys(self) -> str:
        """All shortcuts of the menus, menu by menu."""
        parts = []
        for menu in MENUS:
            specs = [spec for spec in ACTIONS if spec.menu == menu and spec.shortcut]
            if specs:
                parts.append(f"**{menu}**\n\n{_key_table(specs)}")
        return "\n\n".join(parts)

    def _actions(self, register: str) -> str:
        rows = [
            (spec.text, key_text(spec.shortcut) or "“台账”菜单", spec.tip)
            for spec in register_specs(self._registers)
            if spec.register == register
        ]
        return _table(("操作", "按键", "做什么"), rows)

    def _statuses(self, register: str) -> str:
        declared = self._registers[register].statuses
        rows = [(item.title, _LIGHTS[item.light], "算" if item.attention else "") for item in declared]
        return _table(("状态", "灯", "算进左边的“待处理”数"), rows)

    def _settings(self) -> str:
        return _table(
            ("设置", "原来的值", "说明"), [(item.title, original_words(item), item.help) for item in SETTINGS]
        )


def _key_table(specs: Iterable[ActionSpec]) -> str:
    return _table(
        ("按键", "作用", "说明"), [(key_text(spec.shortcut), spec.text.rstrip("…"), spec.tip) for spec in specs]
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '｜') for cell in line)} |" for line in lines)
