"""One root error and its kinds. The command line prints the message as one line and uses `exit_code`."""

from __future__ import annotations


class KgError(Exception):
    """Something the user can mend. The message names the place and the remedy, in one line."""

    exit_code = 1


class UsageError(KgError):
    """The call itself is wrong: a missing path, an option that does not fit."""

    exit_code = 2


class SourceError(KgError):
    """A text cannot be read: empty, binary, of unknown encoding or format."""


class RulebookError(KgError):
    """A file of the rulebook or a list of names is broken, or names an unknown class or property."""


class OntologyError(KgError):
    """ontology.ttl is broken or lacks what the code relies on."""


class GraphError(KgError):
    """A graph cannot be read, built, queried or written."""


class QueryError(GraphError):
    """A SPARQL query is malformed, refused, or ran past its limits."""
