"""What the header of a workbook says: that it is one, and of which version.

Apart from the migrations, so that opening an up-to-date workbook does not wait for sqlite-utils.
"""

APPLICATION_ID = 0x474B4C42
"""'GKLB' in the SQLite header, so that `file` and we know a workbook from any other database."""

_STEPS = 15
"""How many migrations there are; a test compares it with them."""


def current_version() -> int:
    """The `user_version` of a workbook of this program."""
    return _STEPS
