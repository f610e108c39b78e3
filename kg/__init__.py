"""innokg: Chinese news and policy texts about innovation, read into a knowledge graph with evidence."""

__version__ = "0.1.0"
