"""A stage's confidence is turned into how often such facts were right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.errors import RulebookError
from kg.extract.confidence import Confidence, load

POINTS = Confidence({"relation": ((0.5, 0.3), (0.9, 0.7), (1.0, 0.95))})


def test_between_two_points_it_goes_straight():
    assert POINTS.of("relation", 0.7) == 0.5


def test_beyond_the_points_it_stays_at_the_last():
    assert (POINTS.of("relation", 0.1), POINTS.of("relation", 1.0)) == (0.3, 0.95)


def test_without_points_it_is_what_the_stage_said():
    assert POINTS.of("observation", 0.42) == 0.42


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_certain_stays_more_certain(a, b):
    low, high = sorted((a, b))
    assert POINTS.of("relation", low) <= POINTS.of("relation", high)


def test_the_shipped_points_rise_within_nought_and_one():
    shipped = load(resources.rulebook() / "confidence.toml")
    for points in shipped.points.values():
        assert all(0 <= a <= 1 and 0 <= b <= 1 for a, b in points)


@pytest.mark.parametrize("text", ["relation = [[0.5", "relation = [[0.9, 0.5], [0.8, 0.6]]\nobservation = []"])
def test_broken_points_are_named(tmp_path, text):
    path = tmp_path / "confidence.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookError, match=r"confidence\.toml"):
        load(path)
