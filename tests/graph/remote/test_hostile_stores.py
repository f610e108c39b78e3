"""What a broken or hostile store can do to push and pull: nothing but an error of one line."""

from __future__ import annotations

import gzip
import time

import pytest

from kg.errors import GraphError, UsageError
from kg.graph.remote import Endpoint, pull
from kg.graph.remote.graphs import ACCEPT

_JSON = "application/sparql-results+json"
_BOMB = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY x SYSTEM "file:///etc/passwd">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="urn:a"><v xmlns="urn:">&b;&x;</v></rdf:Description></rdf:RDF>"""
_NAMES = b'{"head": {"vars": ["g"]}, "results": {"bindings": [{"g": {"type": "uri", "value": "urn:g"}}]}}'


def pulling(server, endpoint, most=1 << 20):
    with endpoint(server.url) as store, endpoint(server.url + "-query") as query:
        return pull(store, query, most=most)


def test_rdf_xml_is_never_parsed(misbehaving, say, endpoint):
    def behave(handler, n):
        if "query" in handler.path:
            say(handler, 200, _NAMES, Content_Type=_JSON)
        else:
            say(handler, 200, _BOMB, Content_Type="application/rdf+xml")

    with pytest.raises(GraphError, match="只接受 N-Triples"):
        pulling(misbehaving(behave), endpoint)


def test_a_bomb_that_calls_itself_turtle_is_no_turtle(misbehaving, say, endpoint):
    def behave(handler, n):
        if "query" in handler.path:
            say(handler, 200, _NAMES, Content_Type=_JSON)
        else:
            say(handler, 200, _BOMB, Content_Type="text/turtle")

    with pytest.raises(GraphError, match="不是完好的 RDF"):
        pulling(misbehaving(behave), endpoint)


def test_results_in_xml_are_refused(misbehaving, say, endpoint):
    server = misbehaving(lambda h, n: say(h, 200, _BOMB, Content_Type="application/sparql-results+xml"))
    with pytest.raises(GraphError, match="不是 SPARQL 查询结果"):
        pulling(server, endpoint)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"results": {"bindings": [{"x": 1}]}}', b"[" * 100_000, b"\xff\xfe{"],
    ids=["empty", "list", "object", "other", "deep", "bytes"],
)
def test_broken_results_are_said_so(misbehaving, say, endpoint, body):
    server = misbehaving(lambda h, n: say(h, 200, body, Content_Type=_JSON))
    with pytest.raises(GraphError, match="不是完好的"):
        pulling(server, endpoint)


@pytest.mark.parametrize("name", ["urn:a> <urn:b", "urn:a\\nb", "a b"])
def test_a_graph_name_that_is_no_iri_is_refused(misbehaving, say, endpoint, name):
    body = _NAMES.replace(b"urn:g", name.encode())
    server = misbehaving(lambda h, n: say(h, 200, body, Content_Type=_JSON))
    with pytest.raises(GraphError, match="不是完好的 IRI"):
        pulling(server, endpoint)


def test_a_body_longer_than_allowed_is_broken_off(misbehaving, say, endpoint):
    server = misbehaving(lambda h, n: say(h, 200, b"#" * 200_000, Content_Type="text/turtle"))
    with endpoint(server.url, bytes=100_000) as store, pytest.raises(GraphError, match="--max-mb"):
        store.request("GET", {"graph": "urn:g"}, accept=ACCEPT)


def test_a_body_without_end_is_broken_off(misbehaving, endpoint):
    def behave(handler, n):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"1000\r\n" + b"#" * 4096 + b"\r\n")
        except OSError:
            handler.close_connection = True

    server = misbehaving(behave)
    with endpoint(server.url, bytes=100_000) as store, pytest.raises(GraphError, match="--max-mb"):
        store.request("GET", {"graph": "urn:g"}, accept=ACCEPT)


def test_all_graphs_together_are_bounded_too(misbehaving, say, endpoint):
    names = b'{"results": {"bindings": [%s]}}' % b",".join(
        b'{"g": {"type": "uri", "value": "urn:%d"}}' % n for n in range(50)
    )

    def behave(handler, n):
        if "query" in handler.path:
            say(handler, 200, names, Content_Type=_JSON)
        else:
            say(handler, 200, b"# \n" * 1000, Content_Type="text/turtle")

    server = misbehaving(behave)
    with pytest.raises(GraphError, match="合计超过"):
        pulling(server, endpoint, most=20_000)
    assert len(server.seen) < 12


def test_a_body_that_trickles_is_broken_off(misbehaving, endpoint):
    def behave(handler, n):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"#")
                time.sleep(0.05)
        except OSError:
            handler.close_connection = True

    server = misbehaving(behave)
    began = time.monotonic()
    with endpoint(server.url, whole=0.3) as store, pytest.raises(GraphError, match="没有答完"):
        store.request("GET", {"graph": "urn:g"})
    assert time.monotonic() - began < 3


def test_a_store_that_says_nothing_is_given_up(misbehaving, endpoint):
    server = misbehaving(lambda handler, n: time.sleep(1))
    with endpoint(server.url, idle=0.1, retries=1) as store, pytest.raises(GraphError, match="试了 2 次"):
        store.request("GET", {"graph": "urn:g"})


def test_a_body_shorter_than_announced_is_not_taken_for_whole(misbehaving, endpoint):
    def behave(handler, n):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/n-triples")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")
        handler.close_connection = True

    server = misbehaving(behave)
    with endpoint(server.url, retries=1) as store, pytest.raises(GraphError, match="没有连上"):
        store.request("GET", {"graph": "urn:g"})
    assert len(server.seen) == 2


def test_a_compressed_body_is_not_unpacked(misbehaving, say, endpoint):
    packed = gzip.compress(b"#" * 10_000_000)
    server = misbehaving(lambda h, n: say(h, 200, packed, Content_Type="text/turtle", Content_Encoding="gzip"))
    with endpoint(server.url) as store, pytest.raises(GraphError, match="不解压"):
        store.request("GET", {"graph": "urn:g"})
    assert server.seen[0][2]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_redirect_elsewhere_is_not_followed_and_nothing_is_told_there(misbehaving, say, endpoint, method):
    elsewhere = misbehaving(lambda h, n: say(h, 200))
    server = misbehaving(lambda h, n: say(h, 307, Location=elsewhere.url))
    with endpoint(server.url, "Bearer secret") as store, pytest.raises(GraphError, match="转向另一处"):
        store.request(method, {"graph": "urn:g"}, body=b"" if method == "PUT" else None)
    assert elsewhere.seen == []
    assert server.seen[0][2]["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "//other.invalid/store", "http://127.0.0.1:1/store"])
def test_other_schemes_hosts_and_ports_are_elsewhere(misbehaving, say, endpoint, location):
    server = misbehaving(lambda h, n: say(h, 302, Location=location))
    with endpoint(server.url) as store, pytest.raises(GraphError, match="转向另一处"):
        store.request("GET", {"graph": "urn:g"})


def test_a_redirect_on_the_same_host_is_followed(misbehaving, say, endpoint):
    server = misbehaving(lambda h, n: say(h, 204) if "/new" in h.path else say(h, 308, Location="/new?graph=urn%3Ag"))
    with endpoint(server.url) as store:
        assert store.request("PUT", {"graph": "urn:g"}, body=b"x").status == 204
    assert server.seen[1][1] == "/new?graph=urn%3Ag"
    assert server.seen[1][3] == b"x"


def test_redirects_in_a_circle_end(misbehaving, say, endpoint):
    server = misbehaving(lambda h, n: say(h, 302, Location="/again"))
    with endpoint(server.url) as store, pytest.raises(GraphError, match="一再转向"):
        store.request("GET", {"graph": "urn:g"})


def test_a_store_that_is_busy_is_tried_again(misbehaving, say):
    waited = []
    server = misbehaving(lambda h, n: say(h, 503, Retry_After="2") if n < 2 else say(h, 204))
    with Endpoint(server.url, sleep=waited.append) as store:
        assert store.request("PUT", {"graph": "urn:g"}, body=b"").status == 204
    assert waited == [2.0, 0.5, 2.0, 1.0]


def test_a_store_may_not_make_us_wait_for_ever(misbehaving, say):
    waited = []
    server = misbehaving(lambda h, n: say(h, 503, Retry_After="999999"))
    with Endpoint(server.url, sleep=waited.append) as store, pytest.raises(GraphError, match="503"):
        store.request("GET", {"graph": "urn:g"})
    assert max(waited) <= 30


def test_where_nobody_listens_it_is_said_so(endpoint):
    with endpoint("http://127.0.0.1:9/store", retries=1) as store, pytest.raises(GraphError, match="没有连上"):
        store.request("GET", {"graph": "urn:g"})


@pytest.mark.parametrize(
    ("status", "said"), [(401, "auth-env"), (403, "没有权限"), (404, "图存储协议"), (405, "只读"), (413, "太大")]
)
def test_a_refusal_names_the_remedy(misbehaving, say, endpoint, status, said):
    server = misbehaving(lambda h, n: say(h, status, b"no \x1b[31m\r\n thanks"))
    with endpoint(server.url) as store, pytest.raises(GraphError) as caught:
        store.request("PUT", {"graph": "urn:g"}, body=b"")
    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "url",
    ["ftp://h/store", "/store", "http://", "http://user:pass@h/store", "http://h:port/", "http://h/a b", "http://h/#x"],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UsageError):
        Endpoint(url)


def test_an_authorization_with_a_line_break_is_refused():
    with pytest.raises(UsageError, match="换行"):
        Endpoint("http://h/store", "Bearer a\r\nX-Evil: 1")


@pytest.mark.parametrize(
    ("url", "exposed"),
    [
        ("http://example.org/", True),
        ("https://example.org/", False),
        ("http://127.0.0.1/", False),
        ("http://[::1]/", False),
    ],
)
def test_an_authorization_in_the_clear_is_noticed(url, exposed):
    assert Endpoint(url, "Bearer x").exposed is exposed
    assert not Endpoint(url).exposed
