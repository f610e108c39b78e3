"""Where patterns run out: a trained classifier over pairs of mentions, beside the patterns and fed by them."""

from kg.extract.pairs.classify import PairClassifier, load

__all__ = ["PairClassifier", "load"]
