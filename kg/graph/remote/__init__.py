"""A graph in another SPARQL 1.1 store, by the store's standard protocols: pushed there and pulled back.

One named graph for each document, by the Graph Store HTTP Protocol; the query protocol is asked only which graphs
there are. Nothing is sent anywhere but to the address that the user named.
"""

from __future__ import annotations

from kg.graph.remote.http import Endpoint, Limits
from kg.graph.remote.pull import Pulled, pull, query_address
from kg.graph.remote.push import Pushed, push

__all__ = ["Endpoint", "Limits", "Pulled", "Pushed", "pull", "push", "query_address"]
