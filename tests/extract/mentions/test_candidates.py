"""What the rulebook proposes as names."""

import pytest

from kg import resources
from kg.errors import RulebookError
from kg.extract.mentions import candidates, people, places
from kg.extract.mentions.candidates import Context
from kg.extract.mentions.rules import load_rules
from kg.model import Sentence


@pytest.fixture(scope="module")
def rules(vocabulary):
    return load_rules(resources.rulebook() / "names.toml", vocabulary)


@pytest.fixture
def context(document, words):
    return lambda text: Context(document(text), Sentence(0, len(text), 0), words)


@pytest.fixture
def strong(context, rules):
    def run(text):
        return {(text[c.start : c.end], c.cls) for c in candidates.find(context(text), rules) if c.strong}

    return run


def test_a_name_reaches_from_the_verb_to_its_ending(strong):
    assert ("CMOS集成电路创新中心", "InnovationCentre") in strong("支持CMOS集成电路创新中心争创国家级平台")


def test_common_nouns_are_no_names(strong):
    assert strong("推进概念验证中心、孵化器和省级实验室建设") == set()


def test_a_quoted_scheme_takes_the_noun_behind_it(strong):
    assert ("“安心宝”制度", "Policy") in strong("还推出“安心宝”制度。")


def test_a_book_title_ends_at_its_mark(strong):
    assert ("东山区科技创新若干意见", "Policy") in strong("印发《东山区科技创新若干意见》。")


def test_a_count_is_not_part_of_the_name(strong):
    names = {name for name, _ in strong("建成3家东山众创空间。")}
    assert not any(name.startswith(("3", "家")) for name in names)


def test_a_person_has_a_post_before_the_name(context):
    rules = people.load_rules(resources.rulebook() / "people.toml")
    text = "公司董事长何永富表示满意。"
    assert [text[c.start : c.end] for c in people.find(context(text), rules) if c.strong] == ["何永富"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("杭州市萧山区", ["杭州市", "萧山区"]),
        ("浙江省杭州市萧山区", ["浙江省", "杭州市", "萧山区"]),
        ("石家庄市", ["石家庄市"]),
        ("市区", ["市区"]),
        ("天府新区", ["天府新区"]),
    ],
)
def test_a_chain_of_places_is_several_places(name, expected):
    assert [name[a:b] for a, b in places.parts(name)] == expected


def test_an_unknown_class_stops_the_load_with_file_and_line(tmp_path, vocabulary):
    path = tmp_path / "names.toml"
    path.write_text('[[ending]]\nclass = "Spaceport"\nforms = ["航天港"]\n[boundary]\n', "utf-8")
    with pytest.raises(RulebookError, match=r"names\.toml:2: unknown class Spaceport"):
        load_rules(path, vocabulary)
