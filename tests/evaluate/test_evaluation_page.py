"""The page of errors."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from kg.evaluate import Record, evaluate, render
from kg.evaluate.records import Count, Statement, Thing

EVIL = "<script>alert('1')</script>\"&"


class Page(HTMLParser):
    """Collects the marked words by class, and every tag with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.marks, self.inside = [], [], None
        self.feed(text.split("</header>", 1)[1])

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self.inside = [dict(attrs)["class"], ""]
            self.marks.append(self.inside)
        elif tag == "sub":
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.inside[1] += data


def page(gold, system, vocabulary):
    return render(evaluate([gold], [system], vocabulary), vocabulary)


@pytest.fixture
def read(vocabulary):
    text = "东山实验室与青禾科技在西岭。"
    gold = Record(
        "甲",
        {"a": Thing("a", "Platform", ("东山实验室",)), "b": Thing("b", "Enterprise", ("青禾科技",)),
         "c": Thing("c", "Person", ("何永富",))},
        (Statement("a", "incubates", "b", "东山实验室与青禾科技"),),
    )  # fmt: skip
    system = Record(
        "甲",
        {"s": Thing("s", "Park", ("东山实验室",), mentions=((0, 5),)),
         "t": Thing("t", "Place", ("西岭",), mentions=((11, 13),))},
        (Statement("s", "locatedIn", "t", "在西岭", source="locatedIn/in 0.80"),),
        (Count("s", "面积", 2.5, "平方米", "面积2.5", source="x 0.5"),),
        original=text,
    )  # fmt: skip
    return page(gold, system, vocabulary)


def test_both_sides_mark_what_is_wrong_where_it_stands(read):
    assert Page(read).marks == [
        ["type", "东山实验室"],
        ["missed", "青禾科技"],
        ["type", "东山实验室"],
        ["spurious", "西岭"],
    ]


def test_missed_and_spurious_statements_show_their_words(read):
    for words in ("东山实验室与青禾科技", "孵化 incubates", "在西岭", "locatedIn/in 0.80", "2.5平方米"):
        assert f"<td>{words}</td>" in read


def test_an_entity_that_stands_nowhere_is_listed(read):
    assert "<li class=missed>漏 missed · 人物 person · 何永富</li>" in read


def test_everything_from_outside_is_escaped(vocabulary):
    thing = Thing("a", "Platform", (EVIL,), mentions=((0, len(EVIL)),))
    gold = Record(
        EVIL, {"a": thing}, (Statement("a", EVIL, "a", EVIL),), (Count("a", EVIL, 1, EVIL, EVIL),), layout=EVIL
    )
    wrong = Record(EVIL, {"a": thing}, (), (Count("a", EVIL, 2, EVIL, EVIL, source=EVIL),), original=EVIL)
    text = page(gold, wrong, vocabulary)
    assert "alert" in text
    assert "<script" not in text
    known = {"mark", "sub", "table", "tr", "th", "td", "section", "h2", "h3", "small", "nav", "a", "div", "article",
             "p", "details", "summary", "ul", "li"}  # fmt: skip
    tags = Page(text).tags
    assert {tag for tag, _ in tags} <= known
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)


def test_the_page_asks_for_nothing(read):
    assert "default-src 'none'" in read
    assert "http://" not in read and "https://" not in read
