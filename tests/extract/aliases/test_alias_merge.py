"""The mentions of a document become entities."""

import pytest

from kg import resources
from kg.extract.aliases.merge import declared, merge
from kg.extract.aliases.rules import load_rules
from kg.model import Mention


@pytest.fixture(scope="module")
def rules():
    return load_rules(resources.rulebook() / "aliases.toml")


@pytest.fixture
def entities(document, rules, words, vocabulary):
    """(text, [(name, type)]) -> the sets of names that became one entity."""

    def run(text, *names):
        doc = document(text)
        mentions = []
        for name, type_ in names:
            at = text.find(name)
            mentions.append(Mention(at, at + len(name), type_, "test"))
        mentions.sort(key=lambda m: m.start)
        pairs = declared(doc, mentions, rules)
        mentions = sorted({m.start: m for m in [*mentions, *(s for _, s in pairs)]}.values(), key=lambda m: m.start)
        stated = [(text[a.start : a.end], text[b.start : b.end]) for a, b in pairs]
        found, _ = merge(doc, mentions, stated, rules, words, vocabulary)
        return {frozenset(e.names) for e in found}

    return run


def test_a_declared_short_form_is_the_full_name(entities):
    text = "青禾大学东城研究院（以下简称“青东院”）成立。"
    assert entities(text, ("青禾大学东城研究院", "Platform")) == {frozenset({"青禾大学东城研究院", "青东院"})}


def test_two_companies_in_one_list_stay_two(entities):
    text = "青禾、青禾科技都来了。"
    found = entities(text, ("青禾", "Enterprise"), ("青禾科技", "Enterprise"))
    assert found == {frozenset({"青禾"}), frozenset({"青禾科技"})}


def test_a_short_form_of_two_names_joins_neither(entities):
    text = "青禾半导体在东，青禾汽车在西。后来，青禾获奖。"
    found = entities(text, ("青禾半导体", "Enterprise"), ("青禾汽车", "Enterprise"), ("青禾获", "Enterprise"))
    assert len(found) == 3


def test_a_name_and_its_homophone_stay_apart(entities):
    text = "安心宝上线，而安芯宝也上线。"
    assert len(entities(text, ("安心宝", "Policy"), ("安芯宝", "Policy"))) == 2


def test_types_do_not_mix(entities):
    text = "羚羊发布“羚羊”大模型。"
    found = entities(text, ("羚羊", "Enterprise"), ("“羚羊”大模型", "Product"))
    assert len(found) == 2
