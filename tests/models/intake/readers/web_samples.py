"""Pages as government sites, browsers and office programs save them, for the tests of web pages."""

NAVIGATION = """<div class="top"><a href="#">无障碍浏览</a> <a href="#">长者模式</a> 今天是2026年1月1日</div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">走进云河</a></li><li><a href="/b">政务公开</a></li>
<li><a href="/c">办事服务</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 正文</div>"""
FOOTER = """<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><p>【打印本页】 【关闭窗口】</p>
<div class="xg"><h3>相关链接</h3><ul><li><a href="1">一图读懂工作要点</a></li><li><a href="2">政策问答</a></li>
<li><a href="3">更多</a></li></ul></div>
<div class="footer">版权所有：云河市人民政府 主办：云河市人民政府办公室 <br>皖ICP备12345678号-1 网站标识码：3400000001</div>"""
TITLE = "云河市人民政府办公室关于印发2024年政务公开工作要点的通知"
FACTS_TABLE = """<table class="xxgk"><tr><td><b>索&nbsp;引&nbsp;号：</b></td><td>003012001/2024-00012</td>
<td><b>信息分类：</b></td><td>综合政务</td></tr>
<tr><td>发布机构：</td><td>云河市人民政府办公室</td><td>成文日期：</td><td>2024-04-10</td></tr>
<tr><td>文&emsp;号：</td><td>云政办〔2024〕12号</td><td>发布日期：</td><td>2024-04-12</td></tr>
<tr><td>有效性：</td><td>有效</td><td></td><td></td></tr></table>"""
FACTS_DL = """<dl><dt>索引号</dt><dd>003012001/2024-00012</dd><dt>发布机构：</dt><dd>云河市人民政府办公室</dd>
<dt>文号：</dt><dd>云政办〔2024〕12号</dd><dt>发布日期：</dt><dd>2024-04-12</dd><dt>有效性：</dt><dd>有效</dd></dl>"""
FACTS_LIST = """<ul class="info"><li><b>索引号：</b><span>003012001/2024-00012</span></li>
<li><b>发布机构：</b><span>云河市人民政府办公室</span></li><li><b>文号：</b><span>云政办〔2024〕12号</span></li>
<li><b>发布日期：</b><span>2024-04-12</span></li><li><b>有效性：</b><span>有效</span></li></ul>"""
ARTICLE = """<p>各县（市、
区）人民政府，市政府各部门：</p>
<p>&emsp;&emsp;现将《2024年政务公开工作要点》印发给你们，请认真贯彻落实。</p>
<p style="text-align:right">云河市人民政府办公室<br/>2024年4月10日</p>
<p align=center>2024年政务公开工作要点</p>
<p>一、强化主动公开</p>
<ol><li>公开<ruby>财<rt>cái</rt></ruby>政预决算信息。（责任单位：市财政局；完成时限：2024年6月底前）</li>
<li>公开重大建设项目信息。（责任单位：市发展改革委；完成时限：2024年9月底前）</li></ol>
<p>二、任务分工</p>
<table border=1><thead><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr></thead>
<tr><td>1</td><td><p>建设政策文件库</p></td><td rowspan=2>市政府办公室</td><td>2024年10月底前</td></tr>
<tr><td>2</td><td>开展政务开放日活动<div style="display:none">藏着的</div></td><td>2024年11月<br>底前</td></tr></table>
<p>附件：1.<a href="a.doc">责任清单.doc</a></p>"""
TASKS = [
    ("公开财政预决算信息。", ("市财政局",), "2024-06-30"),
    ("公开重大建设项目信息。", ("市发展改革委",), "2024-09-30"),
    ("建设政策文件库", ("市政府办公室",), "2024-10-31"),
    ("开展政务开放日活动", ("市政府办公室",), "2024-11-30"),
]
INFO = """<div class="info">发布时间：2024-04-12 09:30　来源：市政府办　浏览次数：<span>123</span>次
字体：[<a>大</a> <a>中</a> <a>小</a>] <a>打印</a></div>"""


def page(body: str, charset: str = "utf-8", title: str = TITLE + "_云河市人民政府") -> str:
    """A whole page around a body."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; '
        f'charset={charset}" /><title>{title}</title><style>.x{{color:red}}</style><script>var a="不要";</script></head>'
        f"<body>{body}</body></html>"
    )


def in_layout_table(facts: str, article: str) -> str:
    """The body of an old site: tables arrange everything."""
    return (
        f'{NAVIGATION}<table width="1000" border="0"><tr><td width="200"><table><tr><td><a href="1">机构职能</a></td></tr>'
        '<tr><td><a href="2">政策文件</a></td></tr><tr><td><a href="3">财政信息</a></td></tr></table></td><td>'
        f"{facts}<h1>{TITLE}</h1>{INFO}<div>{article}</div></td></tr></table>{FOOTER}"
    )


def in_divisions(facts: str, article: str) -> str:
    """The body of a newer site."""
    return f'{NAVIGATION}<div class="main">{facts}{INFO}<div id="zoom">{article}</div></div>{FOOTER}'


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<title>旧文件名</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>甲</o:Author></o:DocumentProperties></xml><![endif]-->
</head><body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center><b><span lang=EN-US>2024</span><span>年任务分工方案<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt'>&nbsp;&nbsp;</span></span><![endif]><span>公开财政预决算信
息。（责任单位：市财政局；完成时限：<span lang=EN-US>2024</span>年<span lang=EN-US>6</span>月底前）</span></p>
<p class=MsoNormal><span style='mso-hide:all;display:none'>隐藏的字</span><span>2.公开项目信息。（责任单位：市发展改革委）</span></p>
</div></body></html>"""
EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta charset="gbk"></head><body><table x:str border=1>
<col width=72><tr><td colspan=4 class=xl1>2024年政务公开任务分解表</td></tr>
<tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>
<tr><td x:num>1</td><td>公开财政预决算<br style='mso-data-placement:same-cell'>信息</td><td rowspan=2>市财政局</td><td>2024年6月底前</td></tr>
<tr><td x:num>2</td><td>公开政府采购信息</td><td>2024年9月底前</td></tr>
<tr height=0 style='display:none'><td width=72></td><td></td><td></td><td>不见</td></tr></table></body></html>"""
