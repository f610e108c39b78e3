"""The figures of a text: numbers in every Chinese shape, what is counted, whose they are, and when.

    rules = load_figure_rules()
    observations = find_observations(document, sentences, mentions, home, rules)

Text is read clause by clause: `quantities` finds the numbers, `clauses` cuts the sentence and says what stands left
and right of each, `indicators` words what is counted, `subjects` decides whom it is about, `moments` when it was and
whether it is a target. What the language looks like is data: `rulebook/units.toml` and `rulebook/figures.toml`.
"""

from kg.extract.figures.find import find_observations
from kg.extract.figures.rules import FigureRules, load_figure_rules

__all__ = ["FigureRules", "find_observations", "load_figure_rules"]
