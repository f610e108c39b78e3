"""A text with its names written down -> its figures."""

from __future__ import annotations

import pytest

from kg.extract import sentences
from kg.extract.figures import find_observations, load_figure_rules
from kg.model import Mention


def named(text, kinds):
    """Mentions of the names in `kinds` (name -> class), the longest first; a name is its entity's id."""
    taken: set[int] = set()
    found = []
    for name in sorted(kinds, key=lambda n: (-len(n), n)):
        at = text.find(name)
        while at >= 0:
            span = range(at, at + len(name))
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(Mention(at, at + len(name), kinds[name], "test", 1.0, name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.start)


@pytest.fixture(scope="session")
def rules():
    return load_figure_rules()


@pytest.fixture
def observed(document, rules):
    """(text, {name: class}, home) -> the observations."""

    def run(text, kinds=None, home="东山市"):
        doc = document(text)
        return find_observations(doc, sentences.split(doc), named(text, kinds or {}), home, rules)

    return run


@pytest.fixture
def figures(observed):
    """As `observed`, each as (subject, indicator, comparator, value, unit)."""

    def run(text, kinds=None, home="东山市"):
        return [(o.subject, o.indicator, o.comparator, o.value, o.unit) for o in observed(text, kinds, home)]

    return run
