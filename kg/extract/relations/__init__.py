"""Who does what to whom: patterns of the rulebook on masked sentences."""

from kg.extract.relations.find import Found, contexts, find_relations
from kg.extract.relations.rules import RelationRules, load_rules

__all__ = ["Found", "RelationRules", "contexts", "find_relations", "load_rules"]
