"""Files kept in the workbook (附件), outside it: for another program to show, and as copies in a folder of the person's choice."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.base.errors import ClerkError, ReadError
from models.base.file_names import safe_file_name
from models.base.files import written_whole
from models.base.lists import Attachment
from ui.last_folders import folder_for, keep_folder
from ui.session import Session
from ui.widgets.export_dialog import with_ending

File = Attachment | Path
"""Kept in the workbook; on the disk, to be kept."""


def is_file(item: object) -> bool:
    """Whether it has content of its own, and is not just a link."""
    return isinstance(item, Path) or (isinstance(item, Attachment) and not item.url)


def name_of(item: object) -> str:
    """What a file, or a link, is called."""
    return item.title if isinstance(item, Attachment) else item.name if isinstance(item, Path) else str(item)


def content_of(session: Session, item: File) -> bytes:
    """What is in the file.

    Raises:
        ClerkError: it is missing, in the workbook or on the disk.
    """
    if isinstance(item, Attachment):
        return session.desk.book.kept_file(item.digest)
    try:
        return item.read_bytes()
    except OSError as error:
        raise ReadError(f"找不到文件“{item}”，可能已被移动或删除，请重新添加。") from error


def file_name(title: str) -> str:
    """A name for it that every system takes, with its ending."""
    stem, dot, ending = title.strip(" .").rpartition(".")
    return (
        safe_file_name(stem, dot + ending) if dot and ending.isalnum() else safe_file_name(title.strip(" .") or "附件")
    )


def written_for_reading(content: bytes, title: str) -> Path:
    """The content as a read-only file of that name in a new temporary folder, for another program to show.

    Raises:
        ReadError: the temporary folder can't be written.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix="gongkai-")) / file_name(title)
        path.write_bytes(content)
        path.chmod(0o444)
    except OSError as error:
        raise ReadError(f"临时文件夹写不进去（{error.strerror}），附件打不开，请清理磁盘后再试。") from error
    return path


def save_copies(session: Session, parent: QWidget, files: Sequence[File]) -> None:
    """Ask for a place and write a copy of the file there, of several into a folder; says what was done, or why not."""
    try:
        told = _one(session, parent, files[0]) if len(files) == 1 else _several(session, parent, files)
    except ClerkError as error:
        session.refuse(error)
        return
    if told:
        session.told.emit(told, False)


def _one(session: Session, parent: QWidget, file: File) -> str:
    content, name = content_of(session, file), file_name(name_of(file))
    ending = Path(name).suffix
    kinds = f"{ending[1:].upper()} 文件 (*{ending});;所有文件 (*)" if ending else "所有文件 (*)"
    place = folder_for(session.settings, "copies") / name
    chosen, _ = QFileDialog.getSaveFileName(parent, "另存为", str(place), kinds)
    if not chosen:
        return ""
    target = with_ending(Path(chosen), ending.lower(), parent) if ending else Path(chosen)
    if target is None:
        return ""
    _write(target, content)
    keep_folder(session.settings, "copies", target.parent)
    return f"已另存为“{target.name}”。"


def _several(session: Session, parent: QWidget, files: Sequence[File]) -> str:
    chosen = QFileDialog.getExistingDirectory(parent, "另存到", str(folder_for(session.settings, "copies")))
    if not chosen:
        return ""
    folder = Path(chosen)
    contents = [(content_of(session, file), file_name(name_of(file))) for file in files]
    for content, name in contents:
        _write(_free(folder / name), content)
    keep_folder(session.settings, "copies", folder)
    return f"已把 {len(files)} 个文件另存到“{folder.name or folder}”。"


def _free(target: Path) -> Path:
    """The place itself, or beside it one that no file has yet."""
    number, found = 1, target
    while found.exists():
        number += 1
        found = target.with_stem(f"{target.stem}（{number}）")
    return found


def _write(target: Path, content: bytes) -> None:
    with written_whole(target) as temporary:
        temporary.write_bytes(content)
