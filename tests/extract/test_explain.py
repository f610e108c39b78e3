"""What every stage saw, and why it was kept or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import resources
from kg.extract.engine import Extractor
from kg.extract.explain import explain

TEXT = (
    "西岭的东山实验室与青禾科技有限公司（以下简称“青禾科技”）共建“低空智能联合实验室”，累计孵化企业32家。\n"
    "该实验室将设立5亿元的潮启种子基金，没有投资白鹭智能科技有限公司。青禾科技聚焦人工智能领域。\n"
    "合作研发新材料。国家重点实验室和各类平台加快建设。\n"
)


@pytest.fixture(scope="module")
def engine(vocabulary):
    return Extractor.load(resources.rulebook(), vocabulary)


@pytest.fixture(scope="module")
def rules_alone(engine):
    return replace(engine, names=replace(engine.names, tagger=None), judge=None)


@pytest.fixture(scope="module")
def told(engine):
    from kg.model import Block, Document

    blocks, start = [], 0
    for line in TEXT.splitlines(keepends=True):
        blocks.append(Block("paragraph", start, start + len(line.rstrip())))
        start += len(line)
    document = Document("甲", TEXT, TEXT, range(len(TEXT)), tuple(blocks))
    return document, explain(document, engine)


def everything(explanation, part):
    return [item for story in explanation.stories for item in getattr(story, part)]


@pytest.mark.parametrize("reader", ["engine", "rules_alone"])
def test_it_ends_in_what_the_engine_extracts(reader, told, request):
    document, _ = told
    reader = request.getfixturevalue(reader)
    explanation, extraction = explain(document, reader), reader.extract(document)
    assert extraction.relations and extraction.observations
    assert tuple(everything(explanation, "relations")) == extraction.relations
    assert tuple(everything(explanation, "observations")) == extraction.observations
    assert bool(everything(explanation, "tagged")) == (reader.names.tagger is not None)
    assert bool(everything(explanation, "pairs")) == (reader.judge is not None)


def test_each_sentence_has_its_own(told):
    _, explanation = told
    for story in explanation.stories:
        for r in story.relations:
            assert r.quote[:4] in story.text
        for name in (*story.proposed, *story.listed, *story.mentions):
            assert name.words in story.text


def test_every_relation_of_a_pattern_is_a_match_that_was_kept(told):
    _, explanation = told
    kept = {(m.predicate, m.rule, m.subject, m.object) for m in everything(explanation, "matches") if m.fate == "kept"}
    by_pattern = [r for r in everything(explanation, "relations") if not r.rule.endswith(("/pair", "/name in name"))]
    assert by_pattern
    names = explanation.names
    assert {(r.predicate, r.rule, names[r.subject], names[r.object]) for r in by_pattern} <= kept


def test_a_denied_statement_is_told_as_denied(told):
    _, explanation = told
    fates = {m.fate for m in everything(explanation, "matches") if m.predicate == "funds"}
    assert fates == {"denied"}


def test_a_pair_below_its_threshold_is_kept_only_where_a_pattern_found_it(told):
    _, explanation = told
    pairs = everything(explanation, "pairs")
    assert any(p.fate == "kept" for p in pairs)
    by_pattern = {(m.predicate, *sorted((m.subject, m.object))) for m in everything(explanation, "matches")}
    for p in pairs:
        if p.score < p.threshold:
            assert p.fate == "score" or (p.predicate, *sorted((p.subject, p.object))) in by_pattern
        else:
            assert p.fate != "score"


def test_a_candidate_that_lost_names_what_stands_in_its_place(told):
    _, explanation = told
    lost = [n for n in everything(explanation, "proposed") if n.fate == "overlap" or n.rival]
    assert lost
    spoken = {m.words for m in everything(explanation, "mentions")}
    assert all(n.rival in spoken for n in lost)


def test_a_reference_says_what_it_refers_to(told):
    _, explanation = told
    assert [(m.words, m.entity) for m in everything(explanation, "mentions") if m.reference] == [
        ("该实验室", "低空智能联合实验室")
    ]
