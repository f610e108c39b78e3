"""What stands at a path of the graph, for people as pages and for programs as RDF: entities, documents, statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kg.graph.cards import Card, Group
from kg.graph.lookup import Match
from kg.graph.terms import iri as written
from kg.model import Fact, Figure, Source
from kg.serve import descriptions
from kg.serve.html import both, link, page, path_of, text
from kg.serve.library import MEDIA, Library, Reply, Request, found, problem

# So many links of a relation, statements of a link, triples of a description are shown; a page says what it left out.
_LINKS, _STATEMENTS, _TRIPLES = 300, 20, 50_000

_COUNTED = (
    ("Entity", "实体", "entities"),
    ("Document", "文献", "documents"),
    ("Fact", "事实", "facts"),
    ("Observation", "指标", "figures"),
)
_SIGNS = {"=": "", ">": "超过 ", ">=": "不低于 ", "<": "不到 ", "<=": "不超过 ", "~": "约 "}


def thing(library: Library, request: Request) -> Reply:
    """An entity, by IRI: a page or RDF. Raises `GraphError` if there is none."""
    iri, form = request["iri"], request["form"]
    if form == "html":
        return found("html", _entity_page(library, library.index.card(iri)))
    return _described(library, iri, form)


def statement(library: Library, request: Request) -> Reply:
    """A fact or figure, by IRI: RDF, and for people the place on its subject's page."""
    iri, form = request["iri"], request["form"]
    if form != "html":
        return _described(library, iri, form)
    rows = library.served.select(f"SELECT ?s {{ {written(iri)} rdf:subject|ik:about ?s }}")
    if not rows:
        return problem(404, "not-found", "本图谱中没有这条陈述 · no such statement")
    place = path_of(rows[0][0], library.base)
    return Reply(303, {"location": f"{place}#{_anchor(iri)}"})


def document(library: Library, request: Request) -> Reply:
    """A document, by IRI: a page of what was read from it, or its graph."""
    iri, form = request["iri"], request["form"]
    sources = {source.iri: source for source in library.index.sources}
    if iri not in sources or not library.served.holds(iri):
        return problem(404, "not-found", "本图谱中没有这篇文献 · no such document")
    if form == "html":
        return found("html", _document_page(library, sources[iri]))
    return Reply(200, {"content-type": MEDIA[form]}, partial(library.served.dump, iri, form))


def search(library: Library, request: Request) -> Reply:
    """The page of what a search finds."""
    said, limit = request["q"], request["limit"]
    resolution, hits = library.index.resolve(said, limit), library.index.search(said, limit)
    names: dict[str, Match] = {}
    for match in (*resolution.matches, *hits.names):
        names.setdefault(match.iri, match)
    body = [f"<h1>{both('搜索', 'Search')}：{text(said)}</h1>"]
    if names:
        body.append(f"<h2>{both('实体', 'Entities')}</h2><ul>")
        for match in list(names.values())[:limit]:
            also = "" if match.name == match.label else f"（{text(match.name)}）"
            kind = library.vocabulary.labels.get(match.cls, (match.cls, ""))[0]
            body.append(
                f'<li>{link(match.iri, match.label, library.base)}{also} <span class="kind">{text(kind)}</span>'
            )
        body.append("</ul>")
    if hits.sentences:
        body.append(f"<h2>{both('原文', 'Evidence')}</h2>")
        for hit in hits.sentences:
            about = "、".join(link(match.iri, match.label, library.base) for match in hit.about)
            body.append(
                f"<blockquote><p>{_marked(hit.text, hit.spans)}</p><footer>"
                f"{link(hit.source.iri, hit.source.title or hit.source.name, library.base)}　{about}"
                "</footer></blockquote>"
            )
    if not names and not hits.sentences:
        body.append(f"<p>没有找到。换一个名称、拼音或首字母试试。{both('', 'Nothing found.')}</p>")
    if hits.cut:
        body.append(f'<p class="note">只显示前 {limit} 条 <span class="en">first {limit} shown</span></p>')
    return found("html", page(f"搜索：{said}", "\n".join(body), query=said))


def home(library: Library, request: Request) -> Reply:
    """The first page: what is here and where."""
    classes = library.counts["classes"]
    totals = [(zh, en, classes.get(cls, 0)) for cls, zh, en in _COUNTED]
    totals.append(("三元组", "triples", library.counts["triples"]))
    numbers = "".join(f"<dt>{both(zh, en)}</dt><dd>{number:,}</dd>" for zh, en, number in totals)
    labels = library.vocabulary.labels
    parents = library.vocabulary.parents
    kinds = "".join(f"<li>{both(*labels[cls])} {n:,}</li>" for cls, n in classes.items() if parents.get(cls))
    places = "".join(
        f'<li><a href="{path}"><code>{path}</code></a> {both(zh, en)}</li>'
        for path, zh, en in (
            ("/sparql", "SPARQL 1.1 端点", "SPARQL 1.1 endpoint"),
            ("/graphs?default", "图存储协议（只读）", "Graph Store Protocol, read-only"),
            ("/api/queries", "预置查询", "named queries"),
            ("/ontology", "本体", "the ontology"),
            ("/.well-known/void", "数据集说明（VoID、DCAT）", "description of the dataset"),
            ("/openapi.json", "接口说明（OpenAPI 3.1）", "description of the interface"),
        )
    )
    body = (
        f"<h1>{both('创新知识图谱', 'Innovation knowledge graph')}</h1><dl class='counts'>{numbers}</dl>"
        f"<h2>{both('类', 'Classes')}</h2><ul class='kinds'>{kinds}</ul>"
        f"<h2>{both('接口', 'Interfaces')}</h2><ul>{places}</ul>"
    )
    return found("html", page("创新知识图谱", body))


TASKS: Mapping[str, Callable[[Library, Request], Reply]] = {
    "thing": thing,
    "statement": statement,
    "document": document,
    "find": search,
    "home": home,
    "dataset": descriptions.dataset,
}


def _described(library: Library, iri: str, form: str) -> Reply:
    triples, cut = library.served.about(iri, _TRIPLES)
    if not triples:
        return problem(404, "not-found", f"本图谱中没有 <{iri}> · nothing of that name here")
    return found(form, library.served.write(triples, form), cut=cut)


def _entity_page(library: Library, card: Card) -> bytes:
    node, base = card.node, library.base
    sources = {source.name: source for source in card.sources}
    also = "、".join(map(text, node.aliases))
    body = [
        f"<h1>{text(node.label)}</h1>",
        f'<p class="kind">{" › ".join(both(zh, en) for _, zh, en in card.classes)}</p>',
        f'<p lang="en">{text(node.label_en)}</p>' if node.label_en else "",
        f"<p>{both('别名', 'Also')}：{also}</p>" if also else "",
        f'<p class="iri"><code>{text(node.iri)}</code></p>',
    ]
    for group in card.groups:
        body += _group(group, node.iri, sources, base)
    if card.figures:
        body.append(f"<h2>{both('指标', 'Figures')}（{len(card.figures)}）</h2>")
        for figure in card.figures[: _LINKS * 3]:
            body.append(f'<section id="{_anchor(figure.iri)}"><h3>{text(_told(figure))}</h3>')
            body += (_evidence(figure, sources, base), "</section>")
    body.append(f"<h2>{both('文献', 'Documents')}（{len(card.sources)}）</h2><ul>")
    body += (f"<li>{link(s.iri, s.title or s.name, base)} {text(s.publisher)} {text(s.date)}" for s in card.sources)
    body.append("</ul>")
    place = text(path_of(node.iri, base))
    head = "".join(
        f'<link rel="alternate" type="{MEDIA[form].partition(";")[0]}" href="{place}?format={form}">\n'
        for form in ("turtle", "jsonld")
    )
    return page(node.label, "\n".join(filter(None, body)), head=head)


def _group(group: Group, iri: str, sources: Mapping[str, Source], base: str) -> Iterator[str]:
    yield f"<h2>{both(group.label_zh, group.label_en)}（{len(group.links)}）</h2>"
    for linked in group.links[:_LINKS]:
        planned = f' <span class="planned">{both("计划", "planned")}</span>' if linked.planned else ""
        yield f"<section><h3>{link(linked.node.iri, linked.node.label, base)}{planned}</h3>"
        for fact in linked.facts[:_STATEMENTS]:
            yield f'<div id="{_anchor(fact.iri)}">{_evidence(fact, sources, base)}</div>'
        yield _rest(len(linked.facts) - _STATEMENTS) + "</section>"
    yield _rest(len(group.links) - _LINKS)


def _rest(number: int) -> str:
    return f'<p class="note">另有 {number} 条 <span class="en">{number} more</span></p>' if number > 0 else ""


def _evidence(said: Fact | Figure, sources: Mapping[str, Source], base: str) -> str:
    """The words, in their sentence, and where they stand."""
    at = said.context.find(said.quote)
    words = _marked(said.context, [(at, at + len(said.quote))]) if at >= 0 else f"<mark>{text(said.quote)}</mark>"
    source = sources.get(said.document)
    title = link(source.iri, source.title or source.name, base) if source else text(said.document)
    planned = (
        "" if said.status in ("asserted", "achieved") else f'<span class="planned">{both("计划", "planned")}</span> '
    )
    return (
        f"<blockquote><p>{words}</p><footer>{planned}{title} <span class='where'>[{said.start}:{said.end}] "
        f"{said.confidence:.2f} {text(said.rule)}</span></footer></blockquote>"
    )


def _marked(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        if start >= last:
            parts += [text(sentence[last:start]), f"<mark>{text(sentence[start:end])}</mark>"]
            last = end
    return "".join(parts) + text(sentence[last:])


def _told(figure: Figure) -> str:
    value = f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)
    notes = [n for n in (figure.period or "", "目标 target" if figure.status == "target" else "") if n]
    told = f"{figure.indicator} {_SIGNS[figure.comparator]}{value} {figure.unit}"
    return told + (f"（{'，'.join(notes)}）" if notes else "")


def _anchor(iri: str) -> str:
    """The place of a statement on a page."""
    return iri.rstrip("/").rpartition("/")[2]


def _document_page(library: Library, source: Source) -> bytes:
    served, base, graph = library.served, library.base, written(source.iri)
    entities = served.select(
        f"SELECT ?e (MIN(?n) AS ?label) {{ GRAPH {graph} {{ ?e ik:mentionedIn {graph} ; skos:prefLabel ?n }}"
        f" FILTER(LANG(?n) = 'zh') }} GROUP BY ?e ORDER BY ?label ?e LIMIT {_LINKS * 10}"
    )
    words = served.select(
        f"SELECT ?q (MIN(?start) AS ?at) {{ GRAPH {graph} {{"
        f" ?piece oa:hasSource {graph} ; oa:hasSelector ?words, ?place ."
        " ?words oa:exact ?q . ?place oa:start ?start } }"
        f" GROUP BY ?q ORDER BY ?at ?q LIMIT {_LINKS * 3}"
    )
    body = [f"<h1>{text(source.title or source.name)}</h1>"]
    body.append(f'<p class="kind">{text(source.publisher)} {text(source.date)} {text(source.origin)}</p>')
    body.append(f'<p class="iri"><code>{text(source.iri)}</code></p>')
    body.append(f"<h2>{both('提到的实体', 'Entities')}（{len(entities)}）</h2><ul class='kinds'>")
    body += (f"<li>{link(iri, label, base)}</li>" for iri, label in entities)
    body.append(f"</ul><h2>{both('作为依据的文字', 'Words that are evidence')}（{len(words)}）</h2><ol>")
    body += (f"<li>{text(quote)} <span class='where'>[{at}]</span></li>" for quote, at in words)
    return page(source.title or source.name, "\n".join([*body, "</ol>"]))
