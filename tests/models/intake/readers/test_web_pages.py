"""Saved web pages: the notice without the page around it, right in every encoding, or one Chinese sentence."""

import base64
import quopri
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.errors import ReadError
from models.intake import CELL_BREAK, Notice, SourceText, read_file, read_notice
from models.intake.readers.reading import read_here
from models.intake.readers.sniffing import kind_of
from models.intake.readers.web_pages import html_tables, read_html, read_mht
from models.workdays.calendar import WorkCalendar
from tests.examples import some
from tests.models.intake.readers import web_samples as samples
from tests.spending import LONGEST, no_more_than

BODIES = [
    build(facts, samples.ARTICLE)
    for build in (samples.in_layout_table, samples.in_divisions)
    for facts in (samples.FACTS_TABLE, samples.FACTS_DL, samples.FACTS_LIST)
]


def source_of(markup: str | bytes, name: str = "通知.html") -> SourceText:
    data = markup.encode() if isinstance(markup, str) else markup
    assert kind_of(data) == "html"
    return read_html(Path(name), data)


def notice_of(source: SourceText) -> Notice:
    return read_notice(source, WorkCalendar())


def tasks_of(notice: Notice) -> list[tuple[str, tuple[str, ...], str]]:
    return [(task.text, task.responsible_units, str(task.due_on)) for task in notice.tasks]


@pytest.mark.parametrize("body", BODIES)
def test_a_notice_on_a_government_site(body: str) -> None:
    source = source_of(samples.page(body))
    for furniture in (
        "首页",
        "无障碍",
        "当前位置",
        "分享",
        "关闭窗口",
        "ICP",
        "版权所有",
        "相关链接",
        "不要",
        "cái",
        "藏着",
    ):
        assert furniture not in source.text
    assert "各县（市、区）人民政府" in source.text
    notice = notice_of(source)
    assert tasks_of(notice) == samples.TASKS
    assert notice.title == "2024年政务公开工作要点"
    assert (notice.doc_number, notice.issuer) == ("云政办〔2024〕12号", "云河市人民政府办公室")
    assert (str(notice.issued_on), str(notice.published_on)) == ("2024-04-10", "2024-04-12")
    assert (notice.index_number, notice.validity) == ("003012001/2024-00012", "有效")
    assert samples.TITLE in source.text


@pytest.mark.parametrize(
    ("stated", "used"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gbk"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("no-such-encoding", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_encodings_stated_rightly_and_wrongly(stated: str, used: str) -> None:
    markup = samples.page(BODIES[0].replace("cái", "cai"), stated)
    assert tasks_of(notice_of(source_of(markup.encode(used)))) == samples.TASKS


def test_a_damaged_character_does_not_change_the_encoding() -> None:
    data = samples.page(BODIES[0]).encode().replace("认真".encode(), "认真".encode()[:-1] + b"!")
    source = source_of(data)
    assert "现将《2024年政务公开工作要点》印发给你们" in source.text


def test_big5() -> None:
    text = "關於做好政務公開工作的通知"
    data = f"<html><meta charset=big5><body><p>{text}</p></body></html>".encode("big5")
    assert source_of(data).text.strip() == text


def test_pieces_outside_the_marked_article_are_not_lost() -> None:
    letter = "<div><p>各部门：</p><p>现将《任务表》印发给你们，请于2024年5月底前报送方案。</p></div>"
    table = "".join(
        f"<tr><td>{n}</td><td>公开第{n}类政府信息并持续更新</td><td>市财政局</td></tr>" for n in range(1, 90)
    )
    body = f"{samples.NAVIGATION}<div>{letter}<div><table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>{table}</table></div></div>"
    source = source_of(samples.page(body + samples.FOOTER))
    assert "请于2024年5月底前报送方案" in source.text
    assert len(notice_of(source).tasks) == 89


def test_a_short_notice_keeps_its_words_and_nothing_else() -> None:
    source = source_of(samples.page(samples.in_divisions("", "<p>请各单位公开预算。（责任单位：区财政局）</p>")))
    assert source.text.splitlines() == [
        samples.TITLE,
        "发布时间：2024-04-12 09:30　来源：市政府办　浏览次数：123次字体：[大 中 小] 打印",
        "请各单位公开预算。（责任单位：区财政局）",
    ]


def test_the_title_is_added_once_only() -> None:
    two_lines = "<p>云河市人民政府办公室</p><p>关于印发2024年政务公开工作要点的通知</p>" + samples.ARTICLE
    text = source_of(samples.page(samples.in_divisions("", two_lines))).text
    assert text.count("关于印发2024年政务公开工作要点的通知") == 1


def test_paragraphs_lists_and_blanks() -> None:
    source = source_of(
        "<html><body><div>甲<br>乙</div>丙<p>　　丁 &amp; 戊&nbsp;己<ol start=3><li>庚</li><li value=9>辛<ul><li>壬</li></ul></li>"
        "</ol><ol style='list-style:none'><li>癸</li></ol><ol><li>（一）子</li></ol><pre>丑\n  寅</pre></body></html>"
    )
    assert source.text.splitlines() == [
        *("甲", "乙", "丙", "　　丁 & 戊\xa0己", "3.庚", "9.辛", "壬", "癸", "（一）子", "丑", "寅"),
    ]
    assert all(source.text[slice(*block.span)].strip() for block in source.blocks)


def test_a_table_inside_a_cell_becomes_its_lines() -> None:
    source = source_of(
        "<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr><tr><td>1</td><td>公开<table><tr><td>甲</td><td>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table></td><td>市财政局</td></tr></table>"
    )
    assert source.text == f"序号\t任务\t责任单位\n1\t公开{CELL_BREAK}甲，乙{CELL_BREAK}丙，丁\t市财政局\n"
    assert [block.kind for block in source.blocks] == ["table"]


def test_what_word_saves_as_a_page() -> None:
    source = source_of(samples.WORD.encode("gb18030"), "方案.doc")
    assert source.text.splitlines() == [
        "2024年任务分工方案",
        "1.\xa0\xa0公开财政预决算信息。（责任单位：市财政局；完成时限：2024年6月底前）",
        "2.公开项目信息。（责任单位：市发展改革委）",
    ]


def test_a_spreadsheet_that_is_a_page(tmp_path: Path) -> None:
    data = samples.EXCEL.encode("gbk")
    (tmp_path / "任务.xls").write_bytes(data)
    notice = notice_of(read_file(tmp_path / "任务.xls"))
    assert [(task.text, task.responsible_units) for task in notice.tasks] == [
        ("公开财政预决算信息", ("市财政局",)),
        ("公开政府采购信息", ("市财政局",)),
    ]
    (table,) = html_tables(Path("任务.xls"), data)
    assert [len(row) for row in table] == [1, 4, 4, 3]
    assert (table[0][0].columns, table[2][2].rows, table[2][1].text) == (4, 2, "公开财政预决算\n信息")


def mht(parts: list[tuple[str, bytes, str]], head: str = "From: <Saved by Blink>\r\n") -> bytes:
    written = f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--=甲"\r\n\r\n'
    made = written.replace("甲", "part").encode()
    for kind, data, encoding in parts:
        packed = base64.encodebytes(data) if encoding == "base64" else quopri.encodestring(data)
        made += f"----=part\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        made += packed + b"\r\n"
    return made + b"----=part--\r\n"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_in_one_file(encoding: str, charset: str) -> None:
    body = samples.page(BODIES[0].replace("cái", "cai"), charset).encode(charset.replace("2312", "18030"))
    data = mht([("image/png", b"\x89PNG\0\1", "base64"), ("text/html", body, encoding), ("text/css", b"p{}", encoding)])
    assert kind_of(data) == "mht"
    assert tasks_of(notice_of(read_mht(Path("通知.mht"), data))) == samples.TASKS


def test_the_sheets_of_a_workbook_in_one_file() -> None:
    frames = b"<html><head></head><frameset><frame src=sheet001.htm><noframes><body><p>no frames</p></body></noframes></frameset></html>"
    data = mht(
        [("text/html", frames, "base64"), ('text/html; charset="gb2312"', samples.EXCEL.encode("gbk"), "base64")]
    )
    assert len(notice_of(read_mht(Path("任务.mht"), data)).tasks) == 2
    assert len(html_tables(Path("任务.xls"), data)) == 1


def test_an_email_of_plain_text() -> None:
    data = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n请公开<预算>。\n--x--".encode()
    assert read_mht(Path("信.eml"), data).text.strip() == "请公开<预算>。"


REFUSED: dict[str, tuple[str | bytes, Callable[..., SourceText]]] = {
    "nothing": ("<html></html>", read_html),
    "scripts only": ("<!DOCTYPE html><script>甲</script>", read_html),
    "a picture only": ("<html><body><img src=a.png></body></html>", read_html),
    "frames only": ("<html><frameset><frame src='a.htm'></frameset></html>", read_html),
    "deep tags": ("<html><body>" + "<div>" * 100_000 + "甲", read_html),
    "deep open and closed": ("<html><body>" + "<div>" * 100_000 + "甲" + "</div>" * 100_000, read_html),
    "deep tables": ("<html><body>" + "<table><tr><td>" * 40_000, read_html),
    "no part": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", read_mht),
    "cut off": (mht([("text/html", b"<html>", "base64")])[:150], read_mht),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_text_is_refused_in_a_sentence(case: str) -> None:
    markup, reader = REFUSED[case]
    with no_more_than(LONGEST), pytest.raises(ReadError) as refused:
        reader(Path("通知.html"), markup.encode() if isinstance(markup, str) else markup)
    assert refused.value.sentence.endswith("。")


READ: dict[str, str] = {
    "signs never closed": "".join(f"<p><font><span>第{n}段文字。" for n in range(30_000)),
    "a huge attribute": f"<p title='{'x' * 5_000_000}'>甲乙。</p>",
    "huge text": "<p>" + "甲，" * 1_000_000,
    "absurd spans": "<table>" + "<tr><td colspan=100000 rowspan=100000>甲<td>乙</tr>" * 5_000 + "</table>",
    "cells never closed": "<table>" + "<tr><td>甲<td>乙" * 20_000,
    "a hundred thousand hidden": "<p>甲</p>" + "<p style='display:none'>乙" * 100_000,
    "90 tables in each other": "<table><tr><td>甲<td>" * 90 + "乙",
}


@pytest.mark.parametrize("case", READ)
def test_odd_pages_are_read_quickly(case: str) -> None:
    with no_more_than(LONGEST):
        source = read_html(Path("通知.html"), f"<html><body>{READ[case]}".encode())
    assert "甲" in source.text or "第29999段文字" in source.text


def test_no_entity_is_ever_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    markup = (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
        f'<!ENTITY a0 "哈">{bomb}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>公开预算&s;&a12;</p></body></html>'
    )
    text = source_of(markup).text
    assert "公开预算" in text and "机密" not in text and "哈" not in text


def test_parts_in_each_other_without_end() -> None:
    data = b"MIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    )
    with no_more_than(LONGEST), pytest.raises(ReadError):
        read_mht(Path("通知.mht"), data)


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    luck = random.Random(20240410)
    whole = [
        samples.page(BODIES[0]).encode(),
        samples.page(BODIES[1]).encode("gb18030"),
        samples.EXCEL.encode("gbk"),
        mht([("text/html", samples.page(BODIES[2]).encode(), "base64")]),
    ]
    for number in range(160):
        data = bytearray(whole[number % len(whole)])
        for _ in range(luck.choice((0, 1, 5, 50, 500))):
            data[luck.randrange(len(data))] = luck.randrange(256)
        if number % 3 == 0:
            del data[luck.randrange(1, len(data)) :]
        path = tmp_path / luck.choice(("a.html", "a.mht", "a.doc", "a.txt"))
        path.write_bytes(bytes(data))
        try:
            assert isinstance(read_here(path), SourceText)
        except ReadError as error:
            assert error.sentence.endswith("。")


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "</table>",
        "<ol>",
        "<li>",
        "<dl><dt>",
        "<dd>",
        "<div id=zoom>",
        "</div>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<pre>",
        "索引号：",
        "甲乙丙",
        "。",
        "\n",
        "&nbsp;",
        "<!--",
    ]
)


@settings(max_examples=some(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TAGS, max_size=60))
def test_any_mixture_of_tags(pieces: list[str]) -> None:
    try:
        source = read_html(Path("通知.html"), ("<html><body>" + "".join(pieces)).encode())
    except ReadError:
        return
    for block in source.blocks:
        assert 0 <= block.span[0] <= block.span[1] <= len(source.text)
        for row in block.rows:
            assert all(block.span[0] <= cell.span[0] <= cell.span[1] <= len(source.text) for cell in row)
