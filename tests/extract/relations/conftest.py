from __future__ import annotations

from collections.abc import Callable

import pytest

from kg import resources
from kg.extract import sentences
from kg.extract.relations import RelationRules, contexts, find_relations, load_rules
from kg.extract.relations.discourse import Context
from kg.extract.relations.examples import parse
from kg.graph.ontology import load_vocabulary

Facts = set[tuple[str, str, str]]


@pytest.fixture(scope="session")
def rules() -> RelationRules:
    return load_rules(resources.rulebook() / "relations", load_vocabulary(resources.ontology()))


@pytest.fixture
def read(rules: RelationRules) -> Callable[..., list[Context]]:
    """The contexts of a marked text."""

    def read_(marked: str, home: str | None = None) -> list[Context]:
        document, mentions = parse(marked)
        return contexts(document, sentences.split(document), mentions, home, rules)

    return read_


@pytest.fixture
def facts(rules: RelationRules) -> Callable[..., Facts]:
    """(subject, predicate, object) for all that is found in a marked text; a planned one's predicate ends in “?”."""

    def facts_(marked: str, home: str | None = None) -> Facts:
        document, mentions = parse(marked)
        found = find_relations(document, sentences.split(document), mentions, home, rules)
        return {
            (r.subject, r.predicate + ("?" if r.status == "planned" else ""), r.object.removeprefix("field:"))
            for r in found.relations
        }

    return facts_
