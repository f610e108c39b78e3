"""Words that stand for an entity named elsewhere."""

import pytest

from kg import resources
from kg.extract import references, sentences
from kg.model import Entity, Mention


@pytest.fixture
def resolved(document, vocabulary):
    """(text, {name: class}, home name) -> [(words, name of the entity they stand for)]."""

    def run(text, classes, home=None):
        doc = document(text)
        mentions, entities = [], {}
        for number, (name, cls) in enumerate(classes.items()):
            id_ = f"e{number}"
            entities[id_] = Entity(id_, vocabulary.type_of(cls), cls, (name,))
            at = text.find(name)
            while at >= 0:
                mentions.append(Mention(at, at + len(name), cls, "test", 1.0, id_))
                at = text.find(name, at + 1)
        mentions.sort(key=lambda m: m.start)
        rules = references.load_rules(resources.rulebook() / "references.toml", vocabulary)
        home_id = next((i for i, e in entities.items() if home in e.names), None)
        found = references.resolve(doc, sentences.split(doc), mentions, entities, home_id, rules, vocabulary)
        return [(text[m.start : m.end], entities[m.entity].names[0]) for m in found]

    return run


def test_我区_is_the_district_the_text_is_about(resolved):
    assert resolved("东山区召开大会。我区成绩喜人。", {"东山区": "Place"}, "东山区") == [("我区", "东山区")]


def test_全省_is_not_a_district(resolved):
    assert resolved("东山区列全省第二。", {"东山区": "Place"}, "东山区") == []


def test_该中心_is_the_centre_named_before_it(resolved):
    text = "东山智能验证中心揭牌。华岭科技到场。该中心将服务企业。"
    names = {"东山智能验证中心": "ProofOfConceptCentre", "华岭科技": "Enterprise"}
    assert resolved(text, names) == [("该中心", "东山智能验证中心")]


def test_a_bare_noun_opens_a_clause_and_must_end_the_name(resolved):
    text = "东山智能验证中心揭牌，中心还设立基金。"
    assert resolved(text, {"东山智能验证中心": "ProofOfConceptCentre"}) == [("中心", "东山智能验证中心")]


def test_nothing_stands_for_what_was_not_named(resolved):
    assert resolved("该公司表示满意。", {}) == []
