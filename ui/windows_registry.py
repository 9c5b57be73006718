"""The registry of Windows (注册表), as far as it belongs to the person logged in: text below HKEY_CURRENT_USER.

Paths are without the root; the value "" is a key's default one. Elsewhere than on Windows everything raises a
RuntimeError.
"""

import sys

_ASSOCIATIONS_CHANGED = 0x08000000
_ONLY = "only for Windows"


def read(path: str, value: str = "") -> str:
    """A value as text; "" when there is none."""
    if sys.platform != "win32":
        raise RuntimeError(_ONLY)
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return str(winreg.QueryValueEx(key, value)[0])
    except FileNotFoundError:
        return ""


def write(path: str, text: str, value: str = "") -> None:
    """Keep a text, with the keys above it. Raises OSError where the registry refuses."""
    if sys.platform != "win32":
        raise RuntimeError(_ONLY)
    import winreg

    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as key:
        winreg.SetValueEx(key, value, 0, winreg.REG_SZ, text)


def remove_value(path: str, value: str = "") -> None:
    """Take a value away, if it is there. Raises OSError where the registry refuses."""
    if sys.platform != "win32":
        raise RuntimeError(_ONLY)
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, access=winreg.KEY_SET_VALUE) as key:
            winreg.DeleteValue(key, value)
    except FileNotFoundError:
        return


def remove_key(path: str) -> None:
    """Take a key with all that is below it away, if it is there. Raises OSError where the registry refuses."""
    if sys.platform != "win32":
        raise RuntimeError(_ONLY)
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            below = [winreg.EnumKey(key, number) for number in range(winreg.QueryInfoKey(key)[0])]
        for name in below:
            remove_key(rf"{path}\{name}")
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)
    except FileNotFoundError:
        return


def tell_of_new_file_types() -> None:
    """Let Explorer show icons and open files anew at once (SHChangeNotify, SHCNE_ASSOCCHANGED)."""
    if sys.platform != "win32":
        raise RuntimeError(_ONLY)
    import ctypes

    ctypes.windll.shell32.SHChangeNotify(_ASSOCIATIONS_CHANGED, 0, None, None)
