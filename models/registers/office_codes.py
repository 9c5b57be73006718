"""机关代字: whether one can belong to an office, judged by the office's name.

A code begins with the short name of the place (望溪区: 望; 安徽省: 皖) and goes on with what the office is (政办: 人民政府
办公室; 司: 司法局), then with the kind of paper (函, 督). No rule prescribes it, 党政机关公文格式 (GB/T 9704-2012, 7.2.5) only
names the parts; so an office for which this does not hold is doubted, never refused.
"""

import re

_SHORT_NAMES = {
    told[0]: told[1:]
    for told in (
        *(
            "冀河北",
            "晋山西",
            "沪上海",
            "皖安徽",
            "闽福建",
            "赣江西",
            "鲁山东",
            "豫河南",
            "鄂湖北",
            "湘湖南",
            "粤广东",
            "桂广西",
        ),
        *("琼海南", "渝重庆", "蜀四川", "黔贵州", "滇云南", "秦陕西", "陇甘肃"),
        *("穗广州", "蓉成都", "甬宁波", "鹭厦门", "榕福州", "邕南宁", "筑贵阳"),
    )
}
"""Short names of provinces and of large cities that are no part of their names."""
_PLACE = re.compile(r"[省市区县旗州盟乡镇]|街道")
_OFFICE = "办"


def code_fits(code: str, issuer: str) -> bool:
    """Whether a 机关代字 can be that of the office; True where its name tells no place, or nothing can be said.

    The place and the first word for the office must stand in its name in this order, and 办 where the code has it.
    """
    name = re.sub(r"\s", "", issuer)
    if not code or _PLACE.search(name) is None:
        return True
    place, rest = code[0], code[1:]
    long_name = _SHORT_NAMES.get(place, "")
    if long_name and long_name in name:
        name = name[name.index(long_name) + len(long_name) :]
    elif place in name:
        name = name[name.index(place) + 1 :]
    else:
        return False
    wanted = rest[:1] + (_OFFICE if _OFFICE in rest[1:] else "")
    for sign in wanted:
        if sign in _KINDS_OF_PAPER:
            continue
        if sign not in name:
            return False
        name = name[name.index(sign) + 1 :]
    return True


_KINDS_OF_PAPER = "发函字令督通会纪报呈请批复任规秘"
"""Signs for the kind of paper, which no name has."""
