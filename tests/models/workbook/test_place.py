"""Where a workbook lies: the write-ahead log is for this computer's own disks only."""

import sys
from pathlib import Path

import pytest

from models.workbook.place import on_local_disk

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/export /mnt/nas\040of\040us nfs4 rw 0 0
/dev/sdb1 /mnt/nas\040of\040us/local ext4 rw 0 0
drvfs /mnt/c 9p rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
broken line
/dev/sdc1 /mnt/back\134slash xfs rw 0 0
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mount tables are not Windows'")


@pytest.mark.parametrize(
    ("place", "local"),
    [
        ("/srv/li/台账.gkb", True),
        ("/mnt/share/台账.gkb", False),
        ("/mnt/shared/台账.gkb", True),
        ("/mnt/nas of us/a/台账.gkb", False),
        ("/mnt/nas of us/local/台账.gkb", True),
        ("/mnt/c/Users/li/台账.gkb", False),
        ("/run/user/1000/gvfs/smb-share:server=a/台账.gkb", False),
        ("/mnt/back\\slash/台账.gkb", True),
    ],
)
def test_the_nearest_mount_decides(tmp_path: Path, place: str, local: bool) -> None:
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    assert on_local_disk(Path(place), tmp_path / "mounts") is local


def test_a_link_is_followed(tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (tmp_path / "near").symlink_to(far)
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {far.resolve()} nfs rw 0 0\n", encoding="utf-8")
    assert not on_local_disk(tmp_path / "near" / "台账.gkb", mounts)


def test_without_a_list_of_mounts_a_disk_is_local(tmp_path: Path) -> None:
    assert on_local_disk(tmp_path / "台账.gkb", tmp_path / "无")
