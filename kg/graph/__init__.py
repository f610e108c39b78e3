"""Entities and facts to RDF, and back to people: linking, writing, validating, querying, looking up."""
