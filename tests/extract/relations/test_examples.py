"""Every sentence of the rulebook: what it must give, and what it must not."""

from __future__ import annotations

import pytest

from kg import resources
from kg.extract.relations import RelationRules, load_rules
from kg.extract.relations.examples import found
from kg.extract.relations.rules import Example, Rule
from kg.graph.ontology import load_vocabulary

RULES = load_rules(resources.rulebook() / "relations", load_vocabulary(resources.ontology()))
FINDS = [pytest.param(rule, e, id=f"{rule.predicate}-{n}") for rule in RULES.rules for n, e in enumerate(rule.finds)]
MISSES = [pytest.param(rule, e, id=f"{rule.predicate}-{n}") for rule in RULES.rules for n, e in enumerate(rule.misses)]


@pytest.mark.parametrize(("rule", "example"), FINDS)
def test_what_must_be_found_is_found_and_nothing_else(rule: Rule, example: Example, rules: RelationRules) -> None:
    pairs = found(example, rule.predicate, rules)
    assert sorted(pairs) == sorted(example.pairs)
    assert all(planned == example.planned for planned in pairs.values())


@pytest.mark.parametrize(("rule", "example"), MISSES)
def test_what_must_be_missed_is_missed(rule: Rule, example: Example, rules: RelationRules) -> None:
    assert found(example, rule.predicate, rules) == {}


def test_every_relation_of_the_ontology_has_a_file() -> None:
    assert {rule.predicate for rule in RULES.rules} == set(RULES.alphabet.vocabulary.properties)
