"""File names that every system takes, made from titles people wrote."""

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])$", re.IGNORECASE)
"""Source: Win32, "Naming Files, Paths, and Namespaces"."""
_LONGEST = 80


def safe_file_name(title: str, suffix: str = "") -> str:
    """A title as a file name: without what Windows forbids (characters, reserved names, trailing dots)."""
    name = _FORBIDDEN.sub("_", title).strip(" .")[:_LONGEST].rstrip(" .")
    if not name or _RESERVED.match(name.split(".")[0].rstrip()):
        name = f"文件{name}"
    return name + suffix
