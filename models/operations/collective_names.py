"""Many addressees by what they are: 各乡镇人民政府、各街道办事处，区直各有关部门 (GB/T 9704-2012, 7.3.2).

主送机关 "应当使用机关全称、规范化简称或者同类型机关统称". Part of `notice_records`.
"""

import re
from collections import Counter
from collections.abc import Sequence

_TOWNS = re.compile(r"[乡镇](?:党委)?(?:人民)?(?:政府)?$|乡镇|镇街")
_STREETS = re.compile(r"街道(?:党工委)?(?:办事处)?$|街道|镇街")
_COUNTIES = re.compile(r"(?<!自治)[县区市旗](?:人民)?政府$|^各?(?:县市区|市县区|县区|区县)")
_PLAIN_TOWN = re.compile(r"乡(?:人民)?(?:政府)?$|乡镇")
_LEVELS = "省市州县区旗"


def collective_name(names: Sequence[str]) -> str:
    """The names together by their types: areas first, then the departments of their level."""
    counties = any(_COUNTIES.search(name) for name in names)
    rest = [name for name in names if not _COUNTIES.search(name)]
    towns = [name for name in rest if _TOWNS.search(name)]
    streets = [name for name in rest if _STREETS.search(name)]
    others = [name for name in rest if name not in towns and name not in streets]
    areas = ["各县区人民政府"] if counties else []
    if towns:
        areas.append("各乡镇人民政府" if any(map(_PLAIN_TOWN.search, towns)) else "各镇人民政府")
    areas += ["各街道办事处"] if streets else []
    parts = ["、".join(areas)] if areas else []
    if others:
        levels = Counter(name[0] for name in others if name[0] in _LEVELS)
        level = levels.most_common(1)[0][0] if levels else ""
        parts.append(f"{level}直各有关部门" if level else "各有关单位")
    return "，".join(parts)
