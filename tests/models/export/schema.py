"""Checks WordprocessingML parts against the order and number of elements that ECMA-376-1 asks for.

Word repairs, or refuses, a file whose elements stand in another order; LibreOffice reads it all the same, so only a
check like this one notices. Every element our writers use is declared here with its place; one that is not is an
error, so that a new one gets its line. Clauses are those of ECMA-376-1:2016 (transitional).
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from tests.models.export.parts import W

_BORDERS = "top left bottom right insideH insideV"
_BLOCKS = "p tbl"

ORDER = {
    # 17.2.2, 17.10: what holds paragraphs
    "document": "body",
    "body": f"{_BLOCKS} sectPr",
    "hdr": _BLOCKS,
    "ftr": _BLOCKS,
    # 17.3.1.22 and 17.3.1.26
    "p": "pPr r",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "pBdr": "top left bottom right between bar",
    "tabs": "tab",
    # 17.3.2.25 and 17.3.2.28
    "r": "rPr t tab br fldChar instrText",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    # 17.4: tables
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": _BORDERS,
    "tblCellMar": "top left bottom right",
    "tblGrid": "gridCol",
    "tr": "trPr tc",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": f"tcPr {_BLOCKS}",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    # 17.6.17
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    # 17.7: styles
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    # 17.8.3.10
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig",
    # 17.15.1.78
    "settings": "zoom mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop"
    " evenAndOddHeaders characterSpacingControl compat",
    "compat": "spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone"
    " ulTrailSpace doNotExpandShiftReturn useFELayout compatSetting",
}
"""The children an element may have, in the order in which they stand."""

MIXED = {"body": 1, "hdr": 0, "ftr": 0, "tc": 0, "r": 0}
"""Elements whose children may come in any order after the properties; with how many at the end that may not."""
SEVERAL = frozenset(
    [
        "p",
        "tbl",
        "r",
        "t",
        "tab",
        "br",
        "fldChar",
        "instrText",
        "gridCol",
        "tr",
        "tc",
        "headerReference",
        "footerReference",
        "style",
        "font",
        "compatSetting",
    ]
)
"""Elements that may come more than once in one parent."""

_LINES = frozenset(("single", "nil", "none"))
VALUES = {
    # 17.18: the words an attribute may say
    ("jc", "val"): frozenset(("left", "center", "right", "both", "distribute")),
    ("spacing", "lineRule"): frozenset(("exact", "auto", "atLeast")),
    ("tab", "val"): frozenset(("left", "center", "right", "decimal", "clear")),
    ("type", "val"): frozenset(("nextPage", "evenPage", "oddPage", "continuous")),
    ("pgSz", "orient"): frozenset(("landscape", "portrait")),
    ("footerReference", "type"): frozenset(("default", "even", "first")),
    ("tblpPr", "vertAnchor"): frozenset(("margin", "page", "text")),
    ("tblpPr", "horzAnchor"): frozenset(("margin", "page", "text")),
    ("tblpPr", "tblpYSpec"): frozenset(("bottom", "top", "center", "inline", "inside", "outside")),
    ("tblOverlap", "val"): frozenset(("never", "overlap")),
    ("framePr", "hRule"): frozenset(("exact", "atLeast", "auto")),
    ("framePr", "wrap"): frozenset(("around", "auto", "none", "notBeside", "through", "tight")),
    ("framePr", "vAnchor"): frozenset(("margin", "page", "text")),
    ("framePr", "hAnchor"): frozenset(("margin", "page", "text")),
    ("trHeight", "hRule"): frozenset(("exact", "atLeast", "auto")),
    ("textDirection", "val"): frozenset(("tbRl", "lrTb", "btLr", "lrTbV", "tbRlV", "tbLrV")),
    ("vAlign", "val"): frozenset(("top", "center", "bottom", "both")),
    ("vMerge", "val"): frozenset(("restart", "continue")),
    ("docGrid", "type"): frozenset(("default", "lines", "linesAndChars", "snapToChars")),
    ("fldChar", "fldCharType"): frozenset(("begin", "separate", "end")),
    ("rFonts", "hint"): frozenset(("default", "eastAsia", "cs")),
    **{(side, "val"): _LINES for side in ("top", "left", "bottom", "right", "insideH", "insideV")},
}


def in_order(package: Path) -> None:
    """Prove every part of a .docx that holds WordprocessingML."""
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            if root.tag.startswith(W):
                assert not (faults := list(faults_of(root))), f"{name}: {faults[:5]}"


def faults_of(root: Any) -> Iterator[str]:
    """What is wrong below this element, in words."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element if isinstance(child.tag, str)]
        yield from _disorder(tag, children)
        for name, value in element.attrib.items():
            known = VALUES.get((tag, name.removeprefix(W)))
            if known is not None and value not in known:
                yield f"{tag} says {name.removeprefix(W)}={value}"
        if tag == "tc" and children[-1:] != ["p"]:
            yield "a cell ends without a paragraph (17.4.65)"


def _disorder(tag: str, children: list[str]) -> Iterator[str]:
    order = ORDER.get(tag, "").split()
    strangers = [child for child in children if child not in order]
    if strangers:
        yield f"{strangers[0]} in {tag} is not declared"
        return
    doubled = [child for child in set(children) if children.count(child) > 1 and child not in SEVERAL]
    if doubled:
        yield f"{doubled[0]} comes twice in {tag}"
    if tag in MIXED:
        fixed = [child for child in children if child.endswith("Pr")]
        places = [children.index(child) for child in fixed]
        wanted = [len(children) - 1] if MIXED[tag] else [0]
        if fixed and places != wanted:
            yield f"{fixed[0]} stands at the wrong end of {tag}"
    elif [order.index(child) for child in children] != sorted(order.index(child) for child in children):
        yield f"children of {tag} stand as {children}"
