"""KnowledgeGraph -> `index.sqlite`: everything a look-up needs, worked out once, when the graph is built.

The whole graph is in it, so that it can be read back as values; `tables.py` and `lookup.py` are the reading side.
Same graph, same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.graph.grams import name_grams, text_grams
from kg.graph.pinyin import sounds
from kg.graph.spelling import fold
from kg.graph.tables import VERSION
from kg.model import Fact, Figure, KnowledgeGraph, Vocabulary

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE class (name TEXT PRIMARY KEY, zh TEXT, en TEXT, parent TEXT) WITHOUT ROWID;
CREATE TABLE predicate (
    name TEXT PRIMARY KEY, zh TEXT, en TEXT, domain TEXT, range TEXT, symmetric INT, inverse_zh TEXT, inverse_en TEXT
) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT, iri TEXT, title TEXT, publisher TEXT, date TEXT, origin TEXT
);
CREATE TABLE node (
    id INTEGER PRIMARY KEY, iri TEXT UNIQUE, class TEXT, type TEXT, label TEXT, label_en TEXT, aliases TEXT,
    documents TEXT, attested TEXT, weight INT
);
CREATE TABLE name (id INTEGER PRIMARY KEY, node INT, text TEXT, key TEXT, rank INT);
CREATE TABLE sound (key TEXT, kind INT, rank INT, name INT, PRIMARY KEY (key, kind, rank, name)) WITHOUT ROWID;
CREATE TABLE name_gram (gram TEXT PRIMARY KEY, count INT, posting INT) WITHOUT ROWID;
CREATE TABLE sentence (id INTEGER PRIMARY KEY, source INT, text TEXT, key TEXT);
CREATE TABLE sentence_gram (gram TEXT PRIMARY KEY, count INT, posting INT) WITHOUT ROWID;
-- Apart from the grams, which are then so small that many stand on a page.
CREATE TABLE posting (id INTEGER PRIMARY KEY, ids BLOB);
CREATE TABLE fact (
    id INTEGER PRIMARY KEY, iri TEXT, subject INT, predicate TEXT, object INT, status TEXT, source INT,
    start INT, end INT, quote TEXT, sentence INT, rule TEXT, confidence REAL
);
CREATE TABLE figure (
    id INTEGER PRIMARY KEY, iri TEXT, subject INT, indicator TEXT, value TEXT, unit TEXT, comparator TEXT,
    period TEXT, status TEXT, source INT, start INT, end INT, quote TEXT, sentence INT, rule TEXT, confidence REAL
);
"""
# Made after the rows are in, which is faster and packs them tighter.
_INDICES = """
CREATE INDEX name_key ON name (key);
CREATE INDEX name_node ON name (node);
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_object ON fact (object);
CREATE INDEX fact_sentence ON fact (sentence);
CREATE INDEX figure_subject ON figure (subject);
CREATE INDEX figure_sentence ON figure (sentence);
"""


def make_index(graph: KnowledgeGraph, vocabulary: Vocabulary) -> bytes:
    """The bytes of the index file for `graph`."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        _fill(database, graph, vocabulary)
        database.execute("COMMIT")
        database.executescript(_INDICES)
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _fill(database: sqlite3.Connection, graph: KnowledgeGraph, vocabulary: Vocabulary) -> None:
    sources = {source.name: number for number, source in enumerate(graph.sources)}
    nodes = {node.iri: number for number, node in enumerate(graph.nodes)}
    weights = Counter(iri for fact in graph.facts for iri in (fact.subject, fact.object))
    weights.update(figure.subject for figure in graph.figures)
    sentences: dict[tuple[int, str], int] = {}
    statements: tuple[Fact | Figure, ...] = graph.facts + graph.figures
    for statement in statements:
        sentences.setdefault((sources[statement.document], statement.context), len(sentences))

    _insert(database, "meta", [("version", VERSION)])
    labels, parents = vocabulary.labels, vocabulary.parents
    _insert(database, "class", ((name, *labels[name], parents[name]) for name in parents))
    _insert(
        database,
        "predicate",
        (
            (p.name, p.label_zh, p.label_en, _json(p.domain), _json(p.range), p.symmetric,
             p.inverse_label_zh, p.inverse_label_en)
            for p in vocabulary.properties.values()
        ),
    )  # fmt: skip
    _insert(
        database,
        "source",
        ((i, s.name, s.iri, s.title, s.publisher, s.date, s.origin) for i, s in enumerate(graph.sources)),
    )
    _insert(
        database,
        "node",
        (
            (i, n.iri, n.cls, n.type, n.label, n.label_en, _json(n.aliases), _json(n.documents), _json(n.attested),
             weights[n.iri])
            for i, n in enumerate(graph.nodes)
        ),
    )  # fmt: skip
    _fill_names(database, graph)
    _insert(database, "sentence", ((i, source, text, fold(text)) for (source, text), i in sentences.items()))
    _insert_grams(database, "sentence_gram", ((i, text_grams(fold(text))) for (_, text), i in sentences.items()))
    _insert(
        database,
        "fact",
        (
            (i, f.iri, nodes[f.subject], f.predicate, nodes[f.object], f.status, sources[f.document], f.start, f.end,
             f.quote, sentences[sources[f.document], f.context], f.rule, f.confidence)
            for i, f in enumerate(graph.facts)
        ),
    )  # fmt: skip
    _insert(
        database,
        "figure",
        (
            # The value as JSON, which keeps 32 and 32.5 and numbers beyond SQLite's own apart.
            (i, f.iri, nodes[f.subject], f.indicator, _json(f.value), f.unit, f.comparator, f.period, f.status,
             sources[f.document], f.start, f.end, f.quote, sentences[sources[f.document], f.context], f.rule,
             f.confidence)
            for i, f in enumerate(graph.figures)
        ),
    )  # fmt: skip


def _fill_names(database: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    names: list[tuple[int, int, str, str, int]] = []
    for number, node in enumerate(graph.nodes):
        spellings = dict.fromkeys((node.label, *filter(None, [node.label_en]), *node.aliases))
        names += [(len(names) + i, number, text, fold(text), min(i, 1)) for i, text in enumerate(spellings)]
    _insert(database, "name", names)
    spoken: set[tuple[str, int, int, int]] = set()
    for id_, _, text, _, _ in names:
        heard = sounds(text)
        for kind, spellings_ in enumerate((heard.full, heard.initials)):
            # Rank 0 is the likeliest reading; all the others are alike.
            spoken.update((key, kind, min(rank, 1), id_) for rank, key in enumerate(spellings_))
    _insert(database, "sound", sorted(spoken))
    _insert_grams(database, "name_gram", ((id_, name_grams(key)) for id_, _, _, key, _ in names))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    waiting = iter(rows)
    first = next(waiting, None)
    if first is not None:
        holes = ", ".join("?" * len(first))
        database.executemany(f"INSERT INTO {table} VALUES ({holes})", _chained(first, waiting))


def _chained(first: tuple[object, ...], rest: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    yield first
    yield from rest


def _insert_grams(database: sqlite3.Connection, table: str, grams: Iterable[tuple[int, Iterable[str]]]) -> None:
    """For each gram the ascending ids of what holds it, as little-endian numbers of four bytes."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for id_, found in grams:
        for gram in set(found):
            postings[gram].append(id_)
    if sys.byteorder == "big":
        for ids in postings.values():
            ids.byteswap()
    ((last,),) = database.execute("SELECT ifnull(max(id), -1) FROM posting")
    numbered = list(enumerate(sorted(postings), last + 1))
    _insert(database, "posting", ((number, postings[gram].tobytes()) for number, gram in numbered))
    _insert(database, table, ((gram, len(postings[gram]), number) for number, gram in numbered))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
