"""Files that another program holds for a moment: Windows refuses what the same call may do a second later.

Source: Win32 API, System Error Codes.
"""

import time
from collections.abc import Callable
from typing import TypeVar

_HELD = {5, 32, 33}
"""ERROR_ACCESS_DENIED (what replacing an open file gives), ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.6)
"""Seconds; together a little more than virus scanners and search indexes hold a file they have just seen."""

_Result = TypeVar("_Result")


def when_free(act: Callable[[], _Result]) -> _Result:
    """What `act` gives; where Windows says that another program holds the file, it is tried again for a second."""
    for pause in _PAUSES:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
        time.sleep(pause)
    return act()
