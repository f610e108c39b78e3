"""The graph as one HTML page that opens anywhere and asks the network for nothing."""

from kg.explore.page import render

__all__ = ["render"]
