"""Which names say who is meant. Linking leans on these judgements, each on the side of keeping things apart.

All functions take names as `fold` leaves them, and no list of real names: what is known here is how Chinese names
are built, so that a text from anywhere is judged alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.graph.spelling import is_han

# 区科技局, 全市…, 我省…: a level of government stands where the place's name should. The look-ahead keeps out words
# and place names that merely begin with such a character (区块链, 市北区, 镇江, 县域).
_LEVEL = re.compile(
    r"(?:[全我本该各](?:省|市|区|县|州|旗|镇|乡|街道|院|校|园|中心|公司|集团)"
    r"|(?:省|市|区|县)(?![块域间位场值北南中东西内]|会城)"
    r"|(?:州|旗|镇|乡|街道)(?=[委党政人科经发招纪办]))"
)
# 科技局, 发改委, 管委会: an office that every place has. 国家… and 中国… begin otherwise and are one of a kind.
_OFFICE = re.compile(
    r"(?:科技|科学技术|经信|经济和?信息化|工信|工业和信息化|发改|发展改革|发展和改革|教育|人社|人力社保|人力资源和?社会保障"
    r"|财政|商务|市场监管|市场监督管理|知识产权|住建|规自|规划和自然资源|自然资源|生态环境|卫健|卫生健康|农业农村|文旅|文广旅体"
    r"|投促|投资促进|招商|金融|地方金融|大数据|数据|统计|审计|税务|公安|司法|民政|交通|交通运输|应急管理)+"
    r"(?:局|厅|委|委员会|办|办公室|服务中心|中心)"  # no 部: 教育部 is the nation's
    r"|(?:组织|宣传|统战|社会工作)部"
    r"|(?:党工委|工委|管委会|管理委员会|纪委|党委|市委|区委|省委|县委|人大|人大常委会|政协|政府|人民政府|工商联|科协|团委|妇联|总工会)+"
)
_ZONE = re.compile(
    r"(?:国家级?|省级|市级)?(?:高新|经开|开发|经济开发|经济技术开发|高新技术产业开发|自贸|自由贸易试验|保税|综合保税|自主创新示范|核心|新|功能)区"
    r"|(?:科技|大学|科学|职教)城|(?:产业|科技|科创|创新|创业|工业|软件|孵化)+园区?|园区|校区|总部|基地"
)
# Words out of which names are built that anybody may bear: 技术转移中心, 产业引导基金, 科技创新大会, 三年行动计划.
_COMMON = re.compile(
    r"(?:国家|国际|全国|全球|全省|全市|[省市区县]级?|第?[一二三四五六七八九十首]+[届期年批]|高等|高端|高新|高质量|高能级|技术|科技|科创|科学|创新"
    r"|创业|双创|人才|产业|工业|制造业?|信息|数字|数据|智能|联合|协同|合作|研究|研发|开发|实验|重点|工程|应用|转移|转化|成果|知识产权"
    r"|服务|公共|综合|孵化|加速|中试|概念|验证|示范|试点|发展|经济|投资|引导|母|子|天使|专项|风险|基金|资金|池|券|贷款?|保险|中心|平台|基地|院士|专家"
    r"|博士后|工作|研究?[院所]|[室站点院所园区部器]|公司|集团|企业|联盟|大会|会议|论坛|峰会|大赛|行动|计划|方案|规划|意见|办法|政策|机制"
    r"|改革|制度|若干|措施|条例|清单|实施|指导|报告|政府|推进|促进|加快|支持|关于|建设|管理|年度|项目|空间|众创|学院|学校|大学|与|和|及|的|[·、])+"
)
# What a company's full name has and its brand has not.
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份)?有限(?:责任)?公司$|集团公司$|(?:股份|集团|控股)?公司$|集团$|股份$|控股$")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_PLACE_ENDING = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|地区|省|市|区|县|盟|旗|镇|乡|街道)$")

# Programmes, funds and prizes of the nation are one of a kind however plain their words; its laboratories are many.
_NATIONAL = re.compile(r"(?:国家(?!级)|中国|全国|国务院)..")

# 2021年度, 第三届, 省级: which year's or level's, not which.
_EDITION = re.compile(r"^(?:\d{4}年度?|第[一二三四五六七八九十百\d]+届|首届)")
_GRADE = re.compile(r"^全?[省市区县](?:级)?")

#: Types whose names may begin with who issues or holds it.
_ISSUED = ("Award", "Policy", "Event", "Fund")
#: Types whose short names of two characters are conventional (浙大, 乾晶, 萧山).
_SHORT_NAMES = ("University", "Enterprise", "Place")
#: Types for which a place with a common word is a name of its own (杭州高新区, 成都大学).
_PLACED_NAMES = ("University", "Government", "Place", "Park")


def is_relative(name: str, type_: str) -> bool:
    """Whether `name` means something else in every place that says it: 区科技局, 管委会, 高新区."""
    if type_ in ("Field", "Person", "Place"):
        return False
    return bool(_LEVEL.match(name) or _OFFICE.fullmatch(name) or _ZONE.fullmatch(name))


def is_common(name: str, type_: str, places: Collection[str] = ()) -> bool:
    """Whether `name` is put together of words that anybody's name may hold, after one of `places` if any are given."""
    if type_ in ("Field", "Person", "Place", "Government"):
        return False
    if type_ in ("Policy", "Fund", "Award", "Event") and _NATIONAL.match(name):
        return False
    return bool(_COMMON.fullmatch(name if type_ in _PLACED_NAMES else without_place(name, places) or name))


def is_distinctive(name: str, type_: str, places: Collection[str] = ()) -> bool:
    """Whether sharing `name` as a mere alias is reason enough to take two entities for one."""
    if type_ == "Person" or is_relative(name, type_) or is_common(name, type_, places):
        return False
    return len(name) >= (2 if type_ in _SHORT_NAMES else 3) and any(is_han(c) or c.isalpha() for c in name)


def agree(one: str, other: str, type_: str, places: Collection[str] = ()) -> bool:
    """Whether two full names can be the same entity's, one being the other with something left out.

    西电杭州研究院 can be 西安电子科技大学杭州研究院, 萧山 can be 杭州市萧山区, and 省科创鼎 浙江省科创鼎; but a name
    that the other merely begins with is another's (浙江大学 is not 浙江大学科创中心), as is one with another ending.
    """
    if type_ in _ISSUED:
        (place, one), (other_place, other) = (_issuer(name, places) for name in (one, other))
        if place and other_place and not agree(place, other_place, "Place"):
            return False
    one, other = (_core(name, type_, places) for name in (one, other))
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if type_ in ("Place", "Enterprise"):
        return len(short) >= 2 and long.endswith(short)
    return is_abbreviation(short, long)


def is_abbreviation(short: str, long: str) -> bool:
    """Whether `short` is `long` with characters left out, its end kept and not just its beginning taken."""
    if not short or len(short) >= len(long) or short[-1] != long[-1] or long.startswith(short):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def without_place(name: str, places: Collection[str]) -> str:
    """`name` without the place (a member of `places`) that it begins with; unchanged if it begins with none."""
    for length in range(min(len(name) - 1, 9), 1, -1):
        if name[:length] in places:
            return name[length:]
    return name


def place_spellings(name: str) -> tuple[str, ...]:
    """A place's name with and without its kind: 萧山区, 萧山."""
    return tuple(dict.fromkeys((name, _PLACE_ENDING.sub("", name))))


def _issuer(name: str, places: Collection[str]) -> tuple[str, str]:
    """The place that a prize or policy names before itself ("" if none or only its level), and the rest."""
    name = _EDITION.sub("", name)
    rest = without_place(name, places)
    return name[: len(name) - len(rest)], _GRADE.sub("", rest) or rest


def _core(name: str, type_: str, places: Collection[str]) -> str:
    if type_ == "Place":
        return _PLACE_ENDING.sub("", name)
    if type_ == "Enterprise":
        plain = _LEGAL_FORM.sub("", _BRACKETS.sub("", name)) or name
        return without_place(plain, places)
    return name
