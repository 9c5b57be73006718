"""Files kept inside the workbook: any archive tool's own table, one copy a content."""

import hashlib
import sqlite3
import zlib
from pathlib import Path

import pytest

from models.base.errors import WorkbookError
from models.base.lists import Attachment
from models.workbook import Workbook
from models.workbook.kept_files import LARGEST
from models.workbook.steps import Step
from tests.models.small import job

NOTICE = "关于公开的通知".encode() * 100
NOISE = hashlib.sha512(b"noise").digest()


def keep(book: Workbook, *contents: bytes) -> list[str]:
    digests: list[str] = []

    def work(step: Step) -> None:
        for content in contents:
            digests.append(book.keep_file(content, "通知.docx"))
        files = tuple(Attachment("通知.docx", digest=digest, size=len(NOTICE)) for digest in digests)
        step.insert("jobs", job(files=files))

    book.change("add", "添", work)
    return digests


def test_what_is_kept_comes_back(book: Workbook) -> None:
    digests = keep(book, NOTICE, NOISE, b"")
    assert [book.kept_file(digest) for digest in digests] == [NOTICE, NOISE, b""]
    assert book.records("jobs", [1])[0]["files"][0].digest == digests[0]


def test_the_table_is_an_sqlite_archive(book: Workbook) -> None:
    """Read with the standard library alone, as sqlar's own tools would."""
    keep(book, NOTICE, NOISE)
    book.close()
    plain = sqlite3.connect(book.path)
    found = {}
    for name, size, data in plain.execute("SELECT name, sz, data FROM sqlar"):
        found[name] = data if len(data) == size else zlib.decompress(data)
    plain.close()
    assert found == {hashlib.sha256(content).hexdigest(): content for content in (NOTICE, NOISE)}


def test_one_copy_a_content(book: Workbook) -> None:
    assert len(set(keep(book, NOTICE, NOTICE))) == 1
    keep(book, NOTICE)
    assert book.connection.execute("SELECT count(*) FROM sqlar").fetchone()[0] == 1


def test_a_file_is_not_kept_when_the_step_fails(book: Workbook) -> None:
    def work(step: Step) -> None:
        book.keep_file(NOTICE, "通知.docx")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.change("add", "添", work)
    assert book.connection.execute("SELECT count(*) FROM sqlar").fetchone()[0] == 0


def test_too_large(book: Workbook) -> None:
    with pytest.raises(WorkbookError, match=r"“大\.zip”有 50\.0 MB，超过 50 MB，请改用网址或压缩后再添加。"):
        book.change("add", "添", lambda step: book.keep_file(bytes(LARGEST + 1), "大.zip"))
    book.change("add", "添", lambda step: book.keep_file(bytes(LARGEST), "大.zip"))


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("DELETE FROM sqlar", "这份附件不在工作簿里，可能没有加成，请重新添加。"),
        ("UPDATE sqlar SET data = x'00ff'", "这份附件已损坏，请从备份里找回，或重新添加。"),
        ("UPDATE sqlar SET data = NULL", "这份附件已损坏，请从备份里找回，或重新添加。"),
        ("UPDATE sqlar SET data = zeroblob(sz)", "这份附件已损坏，请从备份里找回，或重新添加。"),
        ("UPDATE sqlar SET data = substr(data, 1, 20)", "这份附件已损坏，请从备份里找回，或重新添加。"),
    ],
)
def test_damage_is_noticed(book: Workbook, tmp_path: Path, damage: str, sentence: str) -> None:
    digest = keep(book, NOTICE)[0]
    book.connection.execute("PRAGMA foreign_keys = OFF")
    book.connection.execute(damage)
    book.connection.commit()
    with pytest.raises(WorkbookError, match=sentence):
        book.kept_file(digest)
