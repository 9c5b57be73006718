"""Fonts for the pages: those the document names where this PC has them, else their nearest relatives.

Sizes are in twips (a font of 16 points has 320 pixels at the scale on which pages are laid out), so that a line
breaks at the same place whatever the screen or the printer.
"""

from collections.abc import Iterable
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from models.export.fonts import ALTERNATIVES, OFFICE_FONTS
from models.export.line_breaks import is_wide
from ui.printing.blocks import Look

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "宋体", "AR PL UMing CN", "Songti SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
_BLACK = ("黑体", "SimHei")
NATURAL = 1.3
"""A single line's height in the size of its font, about that of the fonts an office has."""
_ABOVE = 0.86
"""How far a Han character reaches above the baseline, in its size."""


def missing_fonts(names: Iterable[str] = OFFICE_FONTS.names()) -> tuple[str, ...]:
    """Those of the named fonts that this PC has neither by that name nor by its other one."""
    have = _families()
    return tuple(name for name in names if name not in have and _same(name) not in have)


_SAME = {"黑体": "SimHei", "宋体": "SimSun", "仿宋": "FangSong", "楷体": "KaiTi"}


def _same(name: str) -> str:
    return _SAME.get(name, name)


@cache
def _families() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


@cache
def family(name: str) -> str:
    """The font to draw with for one that a document names; "" for whatever Qt takes."""
    wanted = [name]
    while wanted[-1] in ALTERNATIVES and ALTERNATIVES[wanted[-1]] not in wanted:
        wanted.append(ALTERNATIVES[wanted[-1]])
    wanted += _SANS if name in _BLACK else (*_SERIF, *_SANS)
    have = _families()
    return next((item for item in wanted if item in have), "")


@cache
def face(name: str, size: float, bold: bool) -> QFont:
    """The font of this name and size in points, in twips."""
    font = QFont(family(name)) if family(name) else QFont()
    font.setPixelSize(max(1, round(size * 20)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    return font


@cache
def _metrics(name: str, size: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(face(name, size, bold))


@cache
def _drawn(char: str, name: str, size: float, bold: bool) -> float:
    return _metrics(name, size, bold).horizontalAdvance(char)


def drawn_width(char: str, look: Look) -> float:
    """How wide the font draws the character, in twips, without spacing."""
    return _drawn(char, look.font, look.size, look.bold)


def advance(char: str, look: Look) -> float:
    """How far the next character stands, in twips: a full square for Han characters and Chinese marks."""
    wide = look.size * 20 if is_wide(char) else drawn_width(char, look)
    return wide * look.scale / 100 + look.spacing


def natural_height(look: Look) -> float:
    """The height of a single line, in twips."""
    return look.size * 20 * NATURAL


def baseline(look: Look) -> float:
    """From the top of a single line to its baseline, in twips."""
    return look.size * 20 * (_ABOVE + (NATURAL - 1) / 2)
