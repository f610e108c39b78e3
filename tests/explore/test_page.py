"""The document: inert data, a policy that names what may run, assets that are built from their sources."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from page_samples import PINYIN, small
from synthetic import graph

import kg.explore
from kg.errors import GraphError
from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.model import KnowledgeGraph

SOURCES = Path(kg.explore.__file__).parent / "web"
ASSETS = SOURCES.parent / "assets"


def _block(html: str, name: str) -> dict:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert render(small(), load_vocabulary()) == render(small(), load_vocabulary())


def test_the_page_carries_every_entity_fact_and_figure(html: str) -> None:
    network, detail = _block(html, "network"), _block(html, "detail")
    assert len(network["nodes"]["label"]) == 19
    assert len(network["edges"]["from"]) == 23  # two documents say the same thing once
    assert len(detail["facts"]["edge"]) == 24
    assert len(detail["figures"]["value"]) == 4
    assert sum(network["edges"]["planned"]) == 2


def test_a_relation_is_planned_only_if_no_document_asserts_it() -> None:
    knowledge = small()
    planned = next(fact for fact in knowledge.facts if fact.status == "planned")
    asserted = replace(planned, iri=f"{planned.iri}x", status="asserted")
    html = render(replace(knowledge, facts=(*knowledge.facts, asserted)), load_vocabulary())
    assert sum(_block(html, "network")["edges"]["planned"]) == 1


def test_a_symmetric_relation_is_one_line_however_it_is_said() -> None:
    knowledge = small()
    fact = next(fact for fact in knowledge.facts if fact.predicate == "cooperatesWith")
    turned = replace(fact, iri=f"{fact.iri}x", subject=fact.object, object=fact.subject)
    html = render(replace(knowledge, facts=(*knowledge.facts, turned)), load_vocabulary())
    assert len(_block(html, "network")["edges"]["from"]) == 23
    assert sum(_block(html, "detail")["facts"]["turned"]) == 1


def test_data_can_neither_end_its_element_nor_start_a_comment() -> None:
    knowledge = small()
    label = "</script><script>alert(1)</script><!-- \ud800 ]]>"
    hostile = replace(knowledge.nodes[0], label=label, aliases=("<img src=x onerror=alert(1)>",))
    html = render(replace(knowledge, nodes=(hostile, *knowledge.nodes[1:])), load_vocabulary(), title=label)
    html.encode("utf-8")
    assert _block(html, "network")["nodes"]["label"][0] == label
    assert html.count("<script") == 3
    assert "<img" not in html
    assert "<!--" not in html.split("<title>")[1]


def test_the_policy_allows_only_this_style_and_this_script(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        text = re.search(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        assert text
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]
    assert not re.search(r"https?:", policy[1])


def test_a_page_of_the_seeds_size_stays_small() -> None:
    assert len(render(graph(500), load_vocabulary(), pinyin=PINYIN).encode()) < 1_000_000


def test_an_empty_graph_has_a_page() -> None:
    assert _block(render(KnowledgeGraph((), (), (), ()), load_vocabulary()), "network")["nodes"]["label"] == []


def test_a_fact_about_an_unknown_entity_is_refused() -> None:
    knowledge = small()
    with pytest.raises(GraphError, match="no node"):
        render(replace(knowledge, nodes=knowledge.nodes[1:]), load_vocabulary())


def test_a_figure_that_is_no_number_is_refused() -> None:
    knowledge = small()
    odd = replace(knowledge.figures[0], value=float("nan"))
    with pytest.raises(GraphError, match="no finite number"):
        render(replace(knowledge, figures=(odd,)), load_vocabulary())


def test_the_built_assets_are_those_of_the_sources() -> None:
    names = [p.relative_to(SOURCES).as_posix() for p in (SOURCES / "src").rglob("*") if p.is_file()]
    digest = hashlib.sha256()
    for name in sorted([*names, "build.mjs", "package-lock.json"]):
        digest.update(name.encode() + b"\0" + (SOURCES / name).read_bytes() + b"\0")
    for asset in ("page.js", "page.css"):
        assert f"sources {digest.hexdigest()} " in (ASSETS / asset).read_text("utf-8"), "stale: run scripts/page"


#: What Chromium 90 cannot read, by the version that can. (Built-ins of JavaScript are the type checker's business.)
TOO_NEW = {
    "page.css": r":has\(|[;{](?:rotate|scale|translate):|color-mix\(|@container|@layer|\d[dsl]v[hw]\b|light-dark\(|oklch\(",
    "page.js": r"\(\?<[=!]|\.at\(-|\.findLast|\.toSorted|\.hasOwn\(|structuredClone\(",
}


@pytest.mark.parametrize("name", sorted(TOO_NEW))
def test_browsers_a_few_years_old_can_read_the_page(name: str) -> None:
    assert not re.findall(TOO_NEW[name], (ASSETS / name).read_text("utf-8"))
