"""Looking into Office packages: their parts as XML, and known good ones in tests/reference/export."""

import os
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "export"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = {"w": W[1:-1], "s": S[1:-1]}


def part(package: Path, name: str) -> Any:
    """A part's root element."""
    with zipfile.ZipFile(package) as archive:
        return etree.fromstring(archive.read(name))


def found(root: Any, path: str) -> list[Any]:
    """What an XPath with the prefixes w and s finds."""
    return list(root.xpath(path, namespaces=NAMES))


def same_as_reference(package: Path, name: str, reference: str) -> None:
    """Compare a part with the known good one; run once with UPDATE_REFERENCE=1 to accept a wanted change."""
    root = part(package, name)
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode") + "\n"
    known = REFERENCE / reference
    if os.environ.get("UPDATE_REFERENCE"):
        known.write_text(text, encoding="utf-8", newline="\n")
    assert text == known.read_text(encoding="utf-8"), f"{name} drifted from tests/reference/export/{reference}"


def well_formed(package: Path) -> None:
    """Every part parses, every part has a content type, every relationship leads somewhere."""
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        declared = {item.get("PartName", "").lstrip("/") for item in types}
        endings = {item.get("Extension") for item in types if item.get("Extension")}
        for name in names:
            etree.fromstring(archive.read(name))
            assert name == "[Content_Types].xml" or name in declared or name.rpartition(".")[2] in endings
        for name in (item for item in names if item.endswith(".rels")):
            folder = Path(name).parent.parent
            for relation in etree.fromstring(archive.read(name)):
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else (folder / target).as_posix()
                assert path in names, f"{name} leads to {target}"
