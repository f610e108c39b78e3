"""Words that stand for an entity named elsewhere (我区, 该中心), resolved to it."""

from kg.extract.references.resolve import resolve
from kg.extract.references.rules import ReferenceRules, load_rules

__all__ = ["ReferenceRules", "load_rules", "resolve"]
