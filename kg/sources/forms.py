"""What a line is by its form alone: byline, caption, page furniture, heading, list item."""

from __future__ import annotations

import re
from typing import NamedTuple


class Form(NamedTuple):
    """`kind` is a kind of `model.Block`; `alone` says that the line never goes on in the next one.

    `skip` is how many characters at the line's start are mark-up or a list's marker, not words.
    """

    kind: str
    alone: bool
    skip: int = 0


#: Without a surname in front 记者了解到 would be a byline.
_SURNAME = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘"
    "池查麻苑迟邝竺楼胥匡芮郦裘储宓厉吾诸施蔺揭"
)
_SPACE = r"[ \u3000]*"


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_NAME = _any(rf"[{_SURNAME}][ \u3000]?[一-龥]{{1,2}}", rf"[{_SURNAME}][一-龥][ \u3000]?[一-龥]{{2}}")
_NAMES = rf"{_NAME}(?:[ \u3000、/]+{_NAME}){{0,7}}"
_GAP = r"[ \u3000/／:：|｜]"
#: 文 and 图 begin many words, so they need a gap before the name; 记者 needs none.
_SHORT_ROLE = _any(
    *("文字", "文", "图片", "图", "图文", "摄影", "摄", "撰文", "撰稿", "策划", "统筹", "制图", "制表", "采写", "整理"),
    *("供图", "供稿", "作者"),
)
_PAPER = r"(?:[一-龥]{2,8}(?:报|社|网|台|新闻|融媒体中心|客户端))?"
_RANK = _any("全媒体", "融媒体?", "首席", "见习", "实习", "特约", "特派", "驻[一-龥]{1,4}", "本报", "本刊", "本网")
_LONG_ROLE = rf"{_PAPER}{_RANK}*(?:记者|通讯员|实习生|评论员)"
_ITEM = rf"(?:{_SHORT_ROLE}{_GAP}+)*(?:{_SHORT_ROLE}{_GAP}+|{_LONG_ROLE}{_GAP}*){_NAMES}"
_MARKS = "■▲◆●□★☆▶►◎○◇※◤◢"

#: Journalists, photographers and editors: nothing else may stand on the line.
_BYLINE = re.compile(
    _any(
        rf"[{_MARKS}\[【（(]*{_SPACE}{_ITEM}(?:[ \u3000/／;；|｜]*{_ITEM}){{0,5}}{_SPACE}"
        r"(?:文/摄|文并摄|文|摄影报道|摄|综合报道|报道|供图)?[\]】）)]*",
        rf"[■◆●□▶►◎◇]+{_SPACE}{_NAMES}",
        rf"[{_MARKS}\[【（(]*{_SPACE}(?:本版|本期|本文)?"
        + _any(
            *("责任编辑", "责编", "编辑", "美编", "版式", "校对", "审核", "审校", "监制", "终审", "[一二三]审", "视觉"),
            *("值班编委", "排版", "制作", "出品", "图片来源", "稿源", "供稿单位", "文章来源", "原标题", "来源", "作者"),
            *("发布时间", "发布日期", "时间", "日期", "浏览次数", "阅读量?", "点击", "字号", "分享"),
        )
        + rf"{_SPACE}[:：/].{{1,60}}",
    )
)

_DATE = r"[12][0-9]{3}(?:年[ ]?[0-9]{1,2}月[ ]?[0-9]{1,2}日|[-./][0-9]{1,2}[-./][0-9]{1,2})"
_WEEKDAY = r"(?:星期[一二三四五六日天]|周[一二三四五六日])?"
_TIME = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_SECTION = _any(
    *("要闻", "专版", "专题", "综合", "综合新闻", "本地新闻", "头版", "特刊", "专刊", "副刊", "理论", "时评", "广告"),
    *("公益广告", "导读", "聚焦", "关注"),
)
_PAGE = r"第?[A-Z]?[0-9一二三四五六七八九十]{1,3}[ ]?版"
_SHEET = _any(_PAGE, "[A-Z]?[0-9]{1,2}")
_BAR = r"[ \u3000|｜:：/-]*"

#: Page numbers, edition heads, dates, addresses of a page and rules.
_FURNITURE = re.compile(
    _any(
        r"[-—–·\[【(（ ]*(?:第[ ]?)?[0-9]{1,4}(?:[ ]?[/／][ ]?[0-9]{1,4})?(?:[ ]?[页版])?"
        r"(?:[ ,，]*共[ ]?[0-9]+[ ]?页)?[-—–·\]】)） ]*",
        rf"(?:{_SHEET}{_BAR})?{_SECTION}(?:{_BAR}{_SHEET})?",
        _PAGE,
        rf"(?:《?[一-龥]{{2,10}}(?:报|网|周刊|杂志)》?[ \u3000|｜]*)?(?:{_PAGE}{_SPACE})?{_DATE}"
        rf"[ \u3000,，/|｜]*{_WEEKDAY}{_SPACE}{_TIME}{_SPACE}(?:{_PAGE})?(?:{_SPACE}(?:来源|编辑|责编)[:：].{{0,30}})?",
        r"(?:https?://|www\.)[^\s一-龥]+",
        _any(
            *("电话", "传真", "邮编", "邮箱", "热线", "新闻热线", "广告热线", "投稿邮箱", "E-?mail"),
            *("国内统一(?:连续出版物|刊)号", "邮发代号"),
        )
        + rf"{_SPACE}[:：]?[^，。；]{{0,30}}[0-9@][^，。；]{{0,40}}",
        r"(?:扫码|扫描二维码|长按识别|点击(?:上方|下方|蓝字|关注|阅读原文)|阅读原文)[^。]{0,30}",
        r"[（(]?(?:下转|上接)第?[A-Z0-9一二三四五六七八九十]+版?[^。]{0,20}",
        r"[-=_*—·•.…~～#☆★]{3,}",
    )
)

_CAPTION = re.compile(
    _any(
        rf"[▲△▼▽↑↓←→◀▶◁▷]+{_SPACE}",
        r"[上下左右本组题]图[为:： ]",
        r"图[为:：]",
        r"图[0-9一二三四五六七八九十①-⑩]{1,3}[:： \u3000]",
        "图片说明",
        "资料图",
        r".{2,60}[（(](?:资料图片?|效果图|图源[:：]?.{0,12}|.{0,10}(?:摄|供图))[)）]\Z",
        rf".{{2,60}}[ \u3000](?:(?:本报|通讯员|记者)[ \u3000/]*)*{_NAME}[ \u3000/]*(?:摄影|摄|供图)\Z",
    )
)

_HEADING = re.compile(
    _any(
        r"#{1,6}[ \t\u3000]+",
        r"#{2,6}(?=[^#\s])",
        r"【(?=[^】]{2,20}】\Z)",
        r"第[一二三四五六七八九十百]+[章节编](?=[ \u3000])",
    )
)

#: Markers of list items. A digit or 、 behind the marker says that it is a number or an enumeration instead;
#: marks that also stand inside names and slogans (+ - * ·) need a space behind them.
_LIST = re.compile(
    _any(
        r"[-*+·][ \t\u3000]+",
        r"[•●▪■◆►▶○◇□☆★✦✓√][ \t\u3000]*",
        r"[0-9]{1,2}[.．、)）][ \t\u3000]*(?![0-9.\s、])",
        r"[(（][0-9]{1,2}[)）][ \t\u3000]*",
        r"[①-⑳][ \t\u3000]*",
        r"[一二三四五六七八九十]{1,3}、[ \t\u3000]*(?![一二三四五六七八九十两、])",
        r"[(（][一二三四五六七八九十]{1,3}[)）][ \t\u3000]*",
    )
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零]{1,4}条(?=[ \u3000：:【（])")
_SPEAKER = re.compile(r"(?:问|答|记者|主持人|Q[0-9]?|A[0-9]?)[:：]")

#: Characters in front of lines that have a form of their own.
_FIRST = frozenset(
    _MARKS + "[【（(△▼▽↑↓←→◀◁▷-*+•·▪✦✓√#—–=_.…~～0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十第问答记主QAhwE"
)
#: Other lines with a sentence's marks have none, but captions that end in the photographer: most lines of a text.
_MARKED = frozenset("，。；！？")
_CAPTION_START = frozenset("上下左右本组题图资")
_CAPTION_END = frozenset("摄影图)）")
_LONGEST = 100


def form(text: str) -> Form | None:
    """The form of a line without the white space around it; None for a plain line."""
    first = text[0] in _FIRST
    marked = not _MARKED.isdisjoint(text)
    if not first and marked and text[0] not in _CAPTION_START and text[-1] not in _CAPTION_END:
        return None
    if len(text) <= _LONGEST:
        if not marked or text[0] in "（(电热":
            if _FURNITURE.fullmatch(text):
                return Form("furniture", True)
            if _BYLINE.fullmatch(text):
                return Form("byline", True)
        if _CAPTION.match(text):
            return Form("caption", False)
    if not first:
        return None
    heading = _HEADING.match(text)
    if heading:
        return Form("heading", True, 0 if text[0] in "【第" else heading.end())
    if _SPEAKER.match(text):
        return Form("paragraph", False)
    if _ARTICLE.match(text):
        return Form("list", False)
    item = _LIST.match(text)
    if item and item.end() < len(text):
        return Form("list", False, item.end())
    return None
