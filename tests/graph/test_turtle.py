"""Turtle is a matter of the triples alone: neither their order nor how often they come shows."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.terms import name
from kg.graph.turtle import write_turtle

SPACES = {"a": "https://a.cn/", "b": "https://a.cn/b/", "c": "https://a.cn/b/"}

iris = st.sampled_from(["<https://a.cn/1>", "<https://a.cn/b/二>", "<https://a.cn/b/>", "<https://a.cn/b%41/x>"])
objects = st.one_of(
    iris,
    st.sampled_from(
        ['"甲"@zh', '"%s"', '"a>"', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x"^^<https://a.cn/t>']
    ),
)
triples = st.lists(st.tuples(iris, st.one_of(iris, st.just(name("rdf:type"))), objects), min_size=1, max_size=60)


def write(found):
    return write_turtle(found, SPACES, order=lambda subject: ())


@given(triples, st.randoms())
def test_neither_order_nor_repetition_shows(found, dice):
    again = found + dice.choices(found, k=5)
    dice.shuffle(again)
    assert write(again) == write(sorted(set(found)))


@given(triples)
def test_a_reader_finds_the_same_triples(found):
    read = {
        (str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(write(found), format=ox.RdfFormat.TURTLE)
    }
    assert read == set(found)


def test_what_is_said_once_twice_and_of_several_is_written_alike():
    one, two = "<https://a.cn/1>", "<https://a.cn/2>"
    verb, other = "<https://a.cn/p>", "<https://a.cn/q%>"
    assert write([(one, other, two), (one, verb, two), (one, verb, one), (one, verb, one)]) == (
        "@prefix a: <https://a.cn/> .\n@prefix b: <https://a.cn/b/> .\n@prefix c: <https://a.cn/b/> .\n"
        "\na:1 a:p a:1 ,\n        a:2 ;\n    <https://a.cn/q%> a:2 .\n"
    )


@pytest.mark.parametrize("many", [3, 40])
def test_many_things_said_of_one_subject_come_in_their_order(many):
    found = [("<https://a.cn/1>", f"<https://a.cn/p{i:02}>", f'"{i}"') for i in range(many)]
    assert write(found[::-1]).count(" ;\n") == many - 1
    assert write(found[::-1]) == write(found)
