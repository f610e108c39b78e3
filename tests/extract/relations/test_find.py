from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import resources
from kg.extract import sentences
from kg.extract.relations import find_relations, load_rules
from kg.extract.relations.examples import parse
from kg.graph.ontology import load_vocabulary
from kg.model import Document

Facts = Callable[..., set[tuple[str, str, str]]]
RULES = load_rules(resources.rulebook() / "relations", load_vocabulary(resources.ontology()))
SENTENCES = [example.text for rule in RULES.rules for example in (*rule.finds, *rule.misses)]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_every_relation_shows_its_words_in_the_original(chosen: list[str]) -> None:
    document, mentions = parse("\n".join(chosen))
    original = "".join(f"{char} \n" for char in document.text)
    spread = Document("d", document.text, original, range(0, len(original), 3), document.blocks)
    found = find_relations(spread, sentences.split(spread), mentions, None, RULES)
    for relation in found.relations:
        assert "".join(original[relation.start : relation.end].split()) == relation.quote != ""
        assert 0 < relation.confidence <= 1
    keys = [(r.subject, r.predicate, r.object, r.status) for r in found.relations]
    assert len(keys) == len(set(keys))
    assert {f.id for f in found.fields} >= {r.object for r in found.relations if r.object.startswith("field:")}


def test_relations_keep_to_the_ontology() -> None:
    document, mentions = parse("\n".join(SENTENCES))
    types = {m.entity: m.type for m in mentions}
    fits = RULES.alphabet.fits
    for relation in find_relations(document, sentences.split(document), mentions, None, RULES).relations:
        meaning = RULES.alphabet.vocabulary.properties[relation.predicate]
        assert fits(types[relation.subject], meaning.domain)
        assert fits(types.get(relation.object, "Field"), meaning.range)


def test_the_same_text_gives_the_same_relations_whatever_was_read_before() -> None:
    texts = [parse(s) for s in SENTENCES]
    first = [find_relations(d, sentences.split(d), m, None, RULES).relations for d, m in texts]
    order = list(range(len(texts)))
    random.Random(7).shuffle(order)
    again = {}
    for n in order:
        document, mentions = texts[n]
        again[n] = find_relations(document, sentences.split(document), mentions, None, RULES).relations
    assert [again[n] for n in range(len(texts))] == first


def test_who_builds_a_laboratory_together_does_not_only_cooperate(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]与[乙大学|University]合作共建[丙联合实验室|JointLaboratory]。")
    assert {p for _, p, _ in found} == {"coBuildsLabWith", "establishes"}


def test_a_place_whose_name_begins_with_another_lies_in_it(facts: Facts) -> None:
    found = facts("[甲州市|Place]发布消息。[甲州市乙区|Place]响应。")
    assert found == {("甲州市乙区", "partOf", "甲州市")}


def test_places_that_stand_next_to_each_other_lie_in_one_another_by_level(facts: Facts) -> None:
    assert facts("[甲州市|Place][乙区|Place]发布消息。") == {("乙区", "partOf", "甲州市")}
    assert facts("[乙区|Place][丙区|Place]发布消息。") == set()


def test_a_text_without_mentions_or_sentences_gives_nothing() -> None:
    document, mentions = parse("今天天气不错。")
    assert find_relations(document, sentences.split(document), mentions, None, RULES).relations == []
    empty, none = parse("")
    assert find_relations(empty, [], none, None, RULES).fields == []
