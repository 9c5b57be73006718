"""The few colours of the program, for light and dark windows, each readable as words (WCAG 2.1 AA, 4.5 : 1).

Red is that of official documents: what is overdue or goes out. Colours never stand alone: `light_word`
names the light for whoever does not see it.
"""

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from models.base.register import Light

_ON_LIGHT: dict[str, str] = {
    "red": "#b3170f",
    "amber": "#8a5200",
    "green": "#1a6b34",
    "blue": "#1b5aa6",
    "grey": "#5c6066",
    "done": "#5c6066",
}
_ON_DARK: dict[str, str] = {
    "red": "#ff8a80",
    "amber": "#f2b04a",
    "green": "#6fcf87",
    "blue": "#82b8f5",
    "grey": "#b2b6bc",
    "done": "#b2b6bc",
}
_LAMPS_ON_LIGHT: dict[str, str] = {
    "red": "#d0281f",
    "amber": "#c77800",
    "green": "#2a8f4a",
    "blue": "#2f78cc",
    "grey": "#7b8087",
    "done": "#7b8087",
}
"""Marks beside words may be brighter than words: 3 : 1 is enough (WCAG 2.1, 1.4.11)."""

_WORDS: dict[str, str] = {
    "red": "红灯",
    "amber": "黄灯",
    "green": "绿灯",
    "blue": "蓝灯",
    "grey": "灰灯",
    "done": "已办结",
}


def is_dark(palette: QPalette) -> bool:
    """Whether words stand light on dark."""
    base = palette.color(QPalette.ColorRole.Base).lightness()
    return bool(base < palette.color(QPalette.ColorRole.Text).lightness())


def light_colour(light: Light, palette: QPalette | None = None) -> QColor:
    """The colour of a traffic light, for words and marks on this palette (else the program's).

    For no light, the colour of text.
    """
    palette = palette or QGuiApplication.palette()
    if not light:
        return palette.color(QPalette.ColorRole.Text)
    return QColor((_ON_DARK if is_dark(palette) else _ON_LIGHT)[light])


def lamp_colour(light: Light, palette: QPalette | None = None) -> QColor:
    """The colour of the round mark of a light; words take `light_colour`."""
    palette = palette or QGuiApplication.palette()
    return light_colour(light, palette) if is_dark(palette) or not light else QColor(_LAMPS_ON_LIGHT[light])


def light_word(light: Light) -> str:
    """The light in words, for accessible names and tooltips; empty for no light."""
    return _WORDS.get(light, "")


def red(palette: QPalette) -> QColor:
    """The red of official documents: a problem, what is overdue, what goes out."""
    return light_colour("red", palette)


def tint(light: Light, palette: QPalette) -> QColor:
    """A quiet background in the colour of a light, on which the palette's text stays readable."""
    base, colour = palette.color(QPalette.ColorRole.Base), light_colour(light, palette)
    share = 0.22 if is_dark(palette) else 0.12

    def mixed(ground: int, over: int) -> int:
        return round(ground + (over - ground) * share)

    return QColor(
        mixed(base.red(), colour.red()), mixed(base.green(), colour.green()), mixed(base.blue(), colour.blue())
    )


def show_boxes(palette: QPalette) -> None:
    """Make empty tick boxes in a list visible: in the dark Fusion draws them in a darker shade of the window's role."""
    if is_dark(palette):
        palette.setColor(QPalette.ColorRole.Window, faint(palette))


def faint(palette: QPalette) -> QColor:
    """For words of less weight (hints, counts): still readable, unlike the palette's placeholder colour."""
    return light_colour("grey", palette)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, definition of contrast ratio)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
