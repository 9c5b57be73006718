"""How the person left a table: kept in the settings of this PC, or, while a saved view is used, only until it is left.

What a view shows must not become the person's own arrangement; so a view lays its values over the settings.
"""

from collections.abc import Mapping
from typing import Any

from ui.session import Session


class Remembered:
    """Values by key, as `QSettings` keeps them."""

    def __init__(self, session: Session, register: str) -> None:
        self._settings = session.settings
        self._place = session.place_of(register)
        self._over: dict[str, Any] | None = None

    def key(self, what: str, name: str) -> str:
        """The key of something about the register's table or page (`what`)."""
        return f"{what}/{self._place}/{name}"

    def lay_over(self, values: Mapping[str, Any] | None) -> None:
        """Use these values, and these only, instead of the settings; None: the settings again."""
        self._over = None if values is None else dict(values)

    def value(self, key: str) -> Any:
        """The value kept under a key; None when there is none."""
        return self._settings.value(key) if self._over is None else self._over.get(key)

    def keep(self, key: str, value: Any) -> None:
        """Keep a value."""
        if self._over is None:
            self._settings.setValue(key, value)
        else:
            self._over[key] = value
