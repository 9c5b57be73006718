"""Whether the tests run under Wine (.ci/windows), for the few that ask of Windows what Wine lacks."""

import ctypes
import sys

import pytest


def _under_wine() -> bool:
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


UNDER_WINE = _under_wine()


def not_under_wine(lack: str) -> pytest.MarkDecorator:
    """Skip a test under Wine; `lack` says what Wine does not do."""
    return pytest.mark.skipif(UNDER_WINE, reason=f"Wine {lack}")
