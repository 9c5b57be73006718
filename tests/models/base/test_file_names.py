"""Titles become file names that Windows, WPS and a memory stick take."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.file_names import safe_file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于“放管服”改革的通知", "关于“放管服”改革的通知"),
        ("2026年第1期: 进展/问题?", "2026年第1期_ 进展_问题_"),
        ("通报*<a>|\\", "通报_a_"),
        ("台账。。", "台账。。"),
        ("台账...", "台账"),
        (" 台账 . ", "台账"),
        ("...", "文件"),
        ("", "文件"),
        ("CON", "文件CON"),
        ("aux.清单", "文件aux.清单"),
        ("nul .txt", "文件nul .txt"),
        ("com1", "文件com1"),
        ("LPT³", "文件LPT³"),
        ("conout$", "文件conout$"),
        ("concert", "concert"),
        ("第一行\n第二行\t末", "第一行_第二行_末"),
    ],
)
def test_titles(title: str, name: str) -> None:
    assert safe_file_name(title) == name


def test_long_titles_keep_their_ending() -> None:
    name = safe_file_name("办" * 300, ".docx")
    assert name.endswith(".docx") and len(name.encode()) <= 255


@given(st.text(max_size=200))
def test_whatever_was_typed(title: str) -> None:
    name = safe_file_name(title)
    assert name and not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert name.split(".")[0].rstrip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert safe_file_name(name) == name
