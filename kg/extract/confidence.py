"""What a stage's confidence comes to: how often facts of that confidence were right on annotated texts."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from kg.errors import RulebookError

Kind = Literal["relation", "observation"]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Confidence:
    """For each kind of fact, points (what the stage says, how often that was right), both rising; lines between."""

    points: Mapping[str, Points]

    def of(self, kind: Kind, said: float) -> float:
        """The calibrated confidence, to two decimals; what the stage said where there are no points."""
        points = self.points.get(kind, ())
        if not points:
            return said
        if said <= points[0][0]:
            return points[0][1]
        if said >= points[-1][0]:
            return points[-1][1]
        n = bisect_right([a for a, _ in points], said) - 1
        (a, low), (b, high) = points[n], points[n + 1]
        return round(low + (high - low) * (said - a) / (b - a), 2)


def load(path: Path) -> Confidence:
    """Read `rulebook/confidence.toml`; without it nothing is calibrated.

    Raises:
        RulebookError: the file is broken, or its points do not rise.
    """
    if not path.exists():
        return Confidence({})
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        points = {kind: tuple((float(a), float(b)) for a, b in raw[kind]) for kind in ("relation", "observation")}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, TypeError, ValueError) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error
    for kind, some in points.items():
        if any(a >= b or low > high for (a, low), (b, high) in pairwise(some)):
            raise RulebookError(f"{path}: the points of {kind} must rise; put them in order")
    return Confidence(points)
