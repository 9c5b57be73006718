"""One document of every kind that the standard knows, for the schema, the rendered page and the outside judge."""

from models.export.gongwen import Annex, Gongwen, Paragraph
from tests.models.export.samples import ISSUER, TABLE, ledger, long_text, notice

_BARE = {"attachments": (), "note": "", "copy_to": (), "printed_by": "", "printed_on": None}
_TITLE = "云岭县人民政府办公室关于做好2024年政务公开重点工作的通知"
_TWO = "云岭县发展改革局\n云岭县司法局"
_THREE = "云岭县发展和改革局\n云岭县司法局\n云岭县人民政府办公室"
_MANY = "、".join(f"云岭县第{number}乡人民政府" for number in "一二三四五六七八九十")

SECTIONS = (
    Paragraph("一、总体要求", 1),
    *long_text(1),
    Paragraph("二、重点任务", 1),
    Paragraph("（一）做好主动公开。各单位对照目录逐项核对，凡应公开的一律公开。", 2),
    Paragraph("1.核对“五公开”目录——逐项……不得遗漏。", 3),
    Paragraph("（1）规范性文件。", 4),
    *long_text(1),
    Paragraph("三、工作要求", 1),
    Paragraph("请于10月31日前报送情况。"),
)

DOCUMENTS: dict[str, Gongwen] = {
    "one_page": notice(body=(Paragraph("请于10月31日前报送情况。"),), attachments=(), note="", title=_TITLE),
    "four_pages": notice(title=_TITLE, body=(*SECTIONS, *long_text(1)), note=""),
    "full_pages": notice(mark="", doc_number="", body=long_text(6), **_BARE),
    "no_head": notice(mark="", body=(*SECTIONS[:2], TABLE, SECTIONS[-1])),
    "reserved": notice(copy_number="123", secrecy="机密★1年", urgency="特急", note="此件公开发布"),
    "upward": notice(signer="张三", title="云岭县人民政府办公室关于解决办公用房的请示", note="联系人：王小明"),
    "joint": notice(mark=f"{_THREE}文件", issuer=_THREE, signer="张三、李四丰、王五"),
    "joint_short": notice(issuer="县发展改革局\n县司法局\n县数据资源局\n县教育局", attachments=()),
    "joint_unsealed": notice(mark=f"{_TWO}文件", issuer=_TWO, signer="张三、李四丰", sealed=False),
    "unsealed": notice(sealed=False, issuer="县府办"),
    "letter": notice(format="letter", mark=f"{ISSUER}文件", urgency="加急", body=long_text(2)),
    "letter_one_page": notice(
        format="letter",
        mark=ISSUER,
        body=(Paragraph("来函收悉。现函复如下。"), Paragraph("特此函复，请阅知。")),
        note="",
        attachments=(),
    ),
    "minutes": notice(
        format="minutes",
        title="",
        mark="云岭县人民政府常务会议纪要",
        doc_number="〔2024〕12号",
        addressees="",
        attendance=(
            ("出席", "张三、李四、王小明、赵六、钱七、孙八、周九、吴十、郑十一、王十二、冯十三、陈十四、褚十五"),
            ("请假", "王五"),
            ("列席", "县司法局赵六"),
        ),
        note="",
    ),
    "annexes": notice(
        attachments=("任务清单", "反馈表", "说明"),
        annexes=(
            Annex("任务清单", ledger=ledger(12)),
            Annex("反馈表", body=(Paragraph("一、填报要求", 1), *long_text(1), TABLE)),
        ),
    ),
    "annex_ledger": notice(
        attachments=(),
        annexes=(Annex("云岭县2024年政务公开\n工作任务清单", body=(Paragraph("说明。"),), ledger=ledger(30)),),
    ),
    "addressees_last": notice(addressees=_MANY, addressees_last=True, body=long_text(1)),
}
