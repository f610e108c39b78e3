"""A text with its names written down -> its figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figures_text import named

from kg.extract import sentences
from kg.extract.figures import find_observations, load_figure_rules


@pytest.fixture(scope="session")
def rules():
    """The shipped rules alone: what the annotators taught about wordings is left out."""
    return replace(load_figure_rules(), wording_weights={})


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
