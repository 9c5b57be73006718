"""The palettes that the window must be readable in: light and dark as Qt's Fusion has them, and Windows' high contrast."""

from PySide6.QtGui import QColor, QPalette

_ROLE = QPalette.ColorRole


def _made(colours: dict[QPalette.ColorRole, str], disabled: str) -> QPalette:
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    hint = QColor(palette.color(_ROLE.Text))
    hint.setAlpha(128)  # as Qt's themes have it
    palette.setColor(_ROLE.PlaceholderText, hint)
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(disabled))
    return palette


def _of(
    *, ground: str, base: str, other: str, button: str, ink: str, chosen: str, on_chosen: str, link: str
) -> QPalette:
    colours = {
        **dict.fromkeys((_ROLE.Window, _ROLE.ToolTipBase), ground),
        **dict.fromkeys((_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.ToolTipText, _ROLE.BrightText), ink),
        _ROLE.Base: base,
        _ROLE.AlternateBase: other,
        _ROLE.Button: button,
        _ROLE.Highlight: chosen,
        _ROLE.HighlightedText: on_chosen,
        _ROLE.Link: link,
    }
    for role, share in ((_ROLE.Light, 150), (_ROLE.Midlight, 120), (_ROLE.Mid, 75), (_ROLE.Dark, 60)):
        colours[role] = QColor(button).lighter(share).name() if QColor(button).lightness() else "#3f3f3f"
    colours[_ROLE.Shadow] = "#000000"
    grey = "#8a8a8a" if QColor(base).lightness() < 128 else "#7a7a7a"
    return _made(colours, grey)


PALETTES = {
    "light": _of(
        ground="#efefef",
        base="#ffffff",
        other="#f7f7f7",
        button="#efefef",
        ink="#000000",
        chosen="#308cc6",
        on_chosen="#ffffff",
        link="#0000ff",
    ),
    "dark": _of(
        ground="#323232",
        base="#242424",
        other="#2b2b2b",
        button="#323232",
        ink="#ffffff",
        chosen="#0b57a8",
        on_chosen="#ffffff",
        link="#7ab7ff",
    ),
    "contrast": _of(
        ground="#000000",
        base="#000000",
        other="#000000",
        button="#000000",
        ink="#ffffff",
        chosen="#1aebff",
        on_chosen="#000000",
        link="#ffff00",
    ),
    "contrast_white": _of(
        ground="#ffffff",
        base="#ffffff",
        other="#ffffff",
        button="#ffffff",
        ink="#000000",
        chosen="#37006e",
        on_chosen="#ffffff",
        link="#00009f",
    ),
}
