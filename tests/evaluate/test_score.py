"""What counts as found, missed and spurious."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.evaluate import Record, evaluate, load_gold, record_of
from kg.evaluate.records import Count, Statement, Thing, parse
from kg.model import Extraction

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "gold" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not beside the checkout")


def doc(entities, relations=(), observations=()):
    things = {e.id: e for e in entities}
    return Record("甲", things, tuple(relations), tuple(observations))


def scores(gold, system, vocabulary):
    return evaluate([gold], [system], vocabulary).total()


def counts(tally):
    return tally.tp, tally.fp, tally.fn


LAB = Thing("g1", "Platform", ("东山实验室", "东山室"))
FIRM = Thing("g2", "Enterprise", ("青禾科技",))


def test_an_entity_is_found_by_any_of_its_names_whatever_its_width_or_marks(vocabulary):
    found = scores(doc([LAB]), doc([Thing("s1", "Platform", ("“东山室”",))]), vocabulary)
    assert counts(found.typed) == (1, 0, 0)


def test_another_type_counts_for_the_name_alone(vocabulary):
    found = scores(doc([LAB]), doc([Thing("s1", "Park", ("东山实验室",))]), vocabulary)
    assert counts(found.entities) == (1, 0, 0)
    assert counts(found.typed) == (0, 1, 1)


def test_one_entity_found_as_two_is_spurious_once(vocabulary):
    system = doc([Thing("s1", "Platform", ("东山实验室",)), Thing("s2", "Platform", ("东山室",))])
    assert counts(scores(doc([LAB]), system, vocabulary).typed) == (1, 1, 0)


@pytest.mark.parametrize("names", [("东山实验室",), ("西山",)], ids=["found", "not found"])
def test_what_is_optional_is_neither_gained_nor_lost(names, vocabulary):
    gold = doc([Thing("g1", "Platform", ("东山实验室",), optional=True)])
    found = scores(gold, doc([Thing("s1", "Platform", names)]), vocabulary)
    assert (found.typed.tp, found.typed.fn) == (0, 0)
    assert found.typed.fp == (names == ("西山",))


@pytest.mark.parametrize(("predicate", "right"), [("cooperatesWith", 1), ("incubates", 0)])
def test_only_a_symmetric_relation_may_be_turned_round(predicate, right, vocabulary):
    gold = doc([LAB, FIRM], [Statement("g1", predicate, "g2", "")])
    system = doc([LAB, FIRM], [Statement("g2", predicate, "g1", "")])
    assert counts(scores(gold, system, vocabulary).relations) == (right, 1 - right, 1 - right)


def test_the_core_counts_only_the_core(vocabulary):
    said = [Statement("g1", "incubates", "g2", ""), Statement("g1", "serves", "g2", "")]
    found = scores(doc([LAB, FIRM], said), doc([LAB, FIRM], said), vocabulary)
    assert counts(found.relations) == (2, 0, 0)
    assert counts(found.core) == (1, 0, 0)


@pytest.mark.parametrize(
    ("count", "right"),
    [
        (Count("g1", "孵化企业数", 32, "家"), True),
        (Count("g1", "孵化企业", 33, "家"), False),
        (Count("g1", "孵化企业", 32, "个"), False),
        (Count("g2", "孵化企业", 32, "家"), False),
        (Count("g1", "专利", 32, "家"), False),
    ],
    ids=["reworded", "value", "unit", "subject", "indicator"],
)
def test_a_figure_is_its_subject_value_unit_and_much_of_its_indicator(count, right, vocabulary):
    gold = doc([LAB, FIRM], (), [Count("g1", "孵化企业", 32, "家")])
    found = scores(gold, doc([LAB, FIRM], (), [count]), vocabulary)
    assert counts(found.observations) == ((1, 0, 0) if right else (0, 1, 1))


def test_a_document_without_a_text_scores_as_empty_and_is_named(vocabulary):
    found = evaluate([doc([LAB])], [Record("乙", {})], vocabulary)
    assert counts(found.total().typed) == (0, 0, 1)
    assert (found.unread, found.unknown) == (("甲",), ("乙",))


def test_figures_by_layout_add_up_to_the_total(gold_folder, vocabulary):
    thing = {"id": "e", "type": "Place", "names": ["东山"]}
    gold_folder("甲", entities=[thing])
    golds = load_gold(gold_folder("乙", entities=[thing], layout="columns"))
    found = evaluate(golds, [Record("甲", {"s": Thing("s", "Place", ("东山",))})], vocabulary)
    layouts = found.layouts()
    assert counts(layouts["clean"].typed) == (1, 0, 0)
    assert counts(layouts["columns"].typed) == (0, 0, 1)
    assert counts(found.total().typed) == (1, 0, 1)


def reference():
    spec = importlib.util.spec_from_file_location("reference_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_reference(golds, systems):
    module = reference()
    tallies, _ = module.score([module.Doc(g) for g in golds], {s["doc"]: module.Doc(s) for s in systems})
    return {name.strip(): (t.tp, t.fp, t.fn) for name, t in tallies.items()}


def by_us(found):
    return {name: counts(tally) for name, tally in found.total().rows()}


TYPE = st.sampled_from(["Platform", "Enterprise", "Field"])
NAMES = st.lists(st.sampled_from(["甲", "“甲”", "乙", "甲乙", "丙丁", "丙丁戊", "ＡＢ", "ab"]), min_size=1, max_size=3)
ID = st.sampled_from(["e0", "e1", "e2", "e3"])
SIDE = st.fixed_dictionaries(
    {
        "doc": st.just("x"),
        "entities": st.lists(
            st.fixed_dictionaries({"type": TYPE, "names": NAMES, "optional": st.booleans()}), min_size=4, max_size=4
        ).map(lambda es: [{"id": f"e{n}", **e} for n, e in enumerate(es)]),
        "relations": st.lists(
            st.fixed_dictionaries(
                {"s": ID, "p": st.sampled_from(["incubates", "cooperatesWith", "serves"]), "o": ID,
                 "optional": st.booleans()}
            ),
            max_size=6,
        ),
        "observations": st.lists(
            st.fixed_dictionaries(
                {"s": ID, "indicator": st.sampled_from(["孵化企业", "孵化企业数", "专利"]), "value": st.integers(1, 2),
                 "unit": st.sampled_from(["家", "项"]), "optional": st.booleans()}
            ),
            max_size=6,
        ),
    }
)  # fmt: skip


@needs_scorer
@settings(max_examples=150, deadline=None)
@given(gold=SIDE, system=SIDE)
def test_any_two_readings_score_as_the_reference_scores_them(gold, system, vocabulary):
    assert by_us(evaluate([parse(gold)], [parse(system)], vocabulary)) == by_reference([gold], [system])


@needs_scorer
def test_the_seed_pages_score_as_the_reference_scores_them(vocabulary):
    found = [x for x in pipeline.extractions([SHARED / "seeds"]) if isinstance(x, Extraction)]
    golds = sorted((SHARED / "gold" / "seeds").glob("*.json"))
    ours = evaluate(load_gold(SHARED / "gold" / "seeds"), [record_of(x) for x in found], vocabulary)
    systems = [json.loads(pipeline.contract_line(x)) for x in found]
    theirs = by_reference([json.loads(p.read_text("utf-8")) for p in golds], systems)
    assert theirs["entity (typed)"][0] > 0
    assert by_us(ours) == theirs
