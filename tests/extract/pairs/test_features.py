"""Pairs, their features and their scores are those of the plain computation, string by string."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_pairs import PlainReader

from kg import resources
from kg.extract.pairs.candidates import Reader
from kg.extract.pairs.classify import PairClassifier, load, save
from kg.extract.pairs.senses import Senses
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document, Mention, Relation, Sentence

NAMES = {
    "云帆实验室": "Laboratory", "东山集团": "Enterprise", "海川大学": "University", "甲市": "Place", "云帆": "Fund",
    "“北岭”园": "Park", "周杰": "Person", "启明奖": "Award",
}  # fmt: skip
WORDS = "，。、与和的由在 <是共建孵化投资联合设立企业签约合作推动3家；重点AI（）旗下获等将" + "\u3000"
PHRASES = st.sampled_from(
    [*NAMES, *NAMES, *WORDS, "共建", "孵化", "投资", "联合设立", "签约", "http://example.org/" * 20]
)


@pytest.fixture(scope="module")
def tools(words):
    return words, Senses.load(resources.rulebook()), load_vocabulary(resources.ontology())


def made(sentences, seed):
    """A document of these sentences (lists of phrases), every name in it a mention; some patterns' finds."""
    text, mentions, spans = "", [], []
    for number, phrases in enumerate(sentences):
        start = len(text)
        for phrase in phrases:
            if phrase in NAMES:
                mentions.append(Mention(len(text), len(text) + len(phrase), NAMES[phrase], "t", 1.0, phrase))
            text += phrase
        spans.append(Sentence(start, len(text), number // 2))
    chance = random.Random(seed)
    ends = [(chance.choice([*NAMES]), chance.choice([*NAMES])) for _ in range(4)]
    found = [Relation(s, "funds", o, "asserted", 0.8, "funds/gives", 0, 1, "") for s, o in ends]
    return Document("t", text, text, range(len(text)), (Block("paragraph", 0, len(text)),)), spans, mentions, found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PHRASES, min_size=1, max_size=25), min_size=1, max_size=5), st.integers(0, 99))
def test_features_are_those_of_the_plain_strings(tools, sentences, seed):
    document, spans, mentions, found = made(sentences, seed)
    for home in (None, "甲市", "东山集团"):
        arguments = (document, spans, mentions, home, found)
        fast, plain = list(Reader(*tools).pairs(*arguments)), list(PlainReader(*tools).pairs(*arguments))
        assert [(p.subject, p.object, p.sentence, p.start, p.end) for p in fast] == [
            (p.subject, p.object, p.sentence, p.start, p.end) for p in plain
        ]
        assert [p.features.tolist() for p in fast] == [p.features for p in plain]


def test_what_is_read_together_changes_nothing(tools, monkeypatch):
    document, spans, mentions, found = made([["云帆实验室", "由", "东山集团", "与", "海川大学", "共建"]] * 9, 1)
    whole = [p.features.tolist() for p in Reader(*tools).pairs(document, spans, mentions, "甲市", found)]
    monkeypatch.setattr("kg.extract.pairs.candidates._TOGETHER", 1)
    assert [p.features.tolist() for p in Reader(*tools).pairs(document, spans, mentions, "甲市", found)] == whole


def test_scores_are_the_weights_of_the_features_summed_one_by_one(tools, tmp_path):
    document, spans, mentions, found = made([["东山集团", "投资", "云帆"], ["海川大学", "，", "周杰", "在", "甲市"]], 2)
    pairs = list(Reader(*tools).pairs(document, spans, mentions, "甲市", found))
    chance = random.Random(3)
    keys = sorted({int(f) for p in pairs for f in p.features if chance.random() < 0.4} | {7, 2**32 - 1})
    table = np.array([[chance.randint(-500, 500) for _ in range(2)] for _ in keys], np.int32)
    model = PairClassifier(
        ("funds", "serves"), np.array(keys, np.uint32), table, np.array([5, -9], np.int32), np.zeros(2, np.int32), {}
    )
    row = dict(zip(keys, table, strict=True))
    wanted = [model.bias + sum(row[int(f)] for f in p.features if int(f) in row) for p in pairs]
    assert model.scores(pairs).tolist() == [w.tolist() for w in wanted]
    assert model.scores([]).shape == (0, 2)
    save(
        PairClassifier(
            *(model.columns, model.keys, model.table, model.bias, model.threshold),
            {"funds": frozenset(), "serves": frozenset()},
        ),
        tmp_path / "m",
    )
    assert load(tmp_path / "m").scores(pairs).tolist() == [w.tolist() for w in wanted]
