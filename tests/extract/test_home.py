"""What a text is about."""

import pytest

from kg.extract.home import home_place
from kg.model import Block, Document, Mention


def read(text, kinds, **meta):
    """Home of `text`, its names given with their classes; a name is its entity's id."""
    blocks, start, mentions = [], 0, []
    for line in text.splitlines(keepends=True):
        blocks.append(Block("paragraph", start, start + len(line.rstrip())))
        start += len(line)
    for name, cls in kinds.items():
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(at, at + len(name), cls, "test", 1.0, name))
            at = text.find(name, at + 1)
    mentions.sort(key=lambda m: m.start)
    return home_place(Document("doc", text, text, range(len(text)), tuple(blocks), meta), mentions)


REPORT = "东山区召开大会。今年以来，东山区推动创新，云岭科技、海川生物先后落户。全区新增企业20家，我区排名上升。"
NAMES = {"东山区": "Place", "云岭科技": "Enterprise", "海川生物": "Enterprise"}


def test_a_districts_report_is_about_the_district():
    assert read(REPORT, NAMES) == "东山区"


def test_a_profile_is_about_the_company():
    text = "云岭科技：把芯片做小\n云岭科技位于东山区，成立于2015年。公司现有员工320人。云岭科技去年营收4亿元，公司还在扩产。"
    assert read(text, NAMES) == "云岭科技"


def test_a_brochure_is_about_the_park():
    text = "东山软件园\n园区位于东山区，占地300亩。园区已入驻企业80家，云岭科技等在此发展。东山软件园还设有基金。"
    assert read(text, NAMES | {"东山软件园": "Park"}) == "东山软件园"


def test_我区_speaks_for_the_district_and_not_the_province():
    text = "江海省科技大会召开，江海省表彰先进。东山区多个项目获奖，我区获奖数列江海省第二。全区将再接再厉，全区共有项目60个。"
    assert read(text, {"江海省": "Place", "东山区": "Place"}) == "东山区"


@pytest.mark.parametrize("key", ["title", "publisher"])
def test_title_and_publisher_speak_for_the_place_they_name(key):
    text = "西川县与东山县签约。东山县与西川县互派干部。"
    names = {"西川县": "Place", "东山县": "Place"}
    assert read(text, names, **{key: "东山日报"}) == "东山县"


def test_people_bureaus_and_products_are_never_home():
    text = "张三说，张三要把小海豚机器人做好。张三还说，区科技局来过。"
    assert read(text, {"张三": "Person", "小海豚机器人": "Product", "区科技局": "Government"}) is None


def test_references_do_not_count():
    reference = Mention(0, 2, "Place", "home", 1.0, "东山区", "reference")
    assert home_place(Document("d", "我区很好", "我区很好", range(4), (Block("paragraph", 0, 4),)), [reference]) is None


def test_an_empty_text_has_no_home():
    assert home_place(Document("d", "", "", (), ()), []) is None
