"""What a query gave, as values, and the forms in which it leaves: table, CSV, JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from kg.errors import QueryError
from kg.graph import decode, terms
from kg.graph.decode import LANG_STRING, STRING
from kg.graph.decode import Row as Row
from kg.graph.decode import Term as Term
from kg.graph.export.xml import content
from kg.graph.spreadsheets import harmless
from kg.graph.turtle import write_turtle

_QUOTED = re.compile(r'[",\r\n]')
_EDGES = re.compile(r"\A[ \t\n]+|[ \t\n]+\Z")


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a query.

    `form` is select (rows of terms under `columns`, None where a variable is unbound), construct (rows are triples,
    sorted; also of a DESCRIBE) or ask (`answer`). `cut` says that there was more than the limit let through.
    `prefixes` are those of the graph, for showing IRIs short.
    """

    form: Literal["select", "construct", "ask"]
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool | None = None
    cut: bool = False
    prefixes: Mapping[str, str] | None = None


def from_engine(head: Mapping[str, Any], lines: bytes, prefixes: Mapping[str, str]) -> Result:
    """The result that `worker.Graph.answer` gives; the triples of a CONSTRUCT sorted."""
    form = cast(Literal["select", "construct", "ask"], head["form"])
    if form == "ask":
        return Result(form, answer=head["answer"], prefixes=prefixes)
    if form == "select":
        columns, rows = decode.rows(lines)
    else:
        columns, rows = ("subject", "predicate", "object"), decode.triples(lines)
    return Result(form, columns, rows, cut=head["cut"], prefixes=prefixes)


def to_table(result: Result) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and rows of text for people: IRIs short, literals plain, "" where unbound; an ASK is 是 or 否."""
    if result.form == "ask":
        return ("回答",), [("是" if result.answer else "否",)]
    shortest = sorted((result.prefixes or {}).items(), key=lambda item: (-len(item[1]), item[0]))

    def shown(term: Term | None) -> str:
        if term is None:
            return ""
        if term.kind != "iri":
            return term.value if term.kind == "literal" else term.n_triples()
        for prefix, namespace in shortest:
            if term.value.startswith(namespace) and len(term.value) > len(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value

    return result.columns, [tuple(map(shown, row)) for row in result.rows]


def to_csv(result: Result) -> str:
    """SPARQL 1.1 CSV, save that a text which a spreadsheet would run as a formula gets an apostrophe before it."""
    columns, rows = result.columns, result.rows
    if result.form == "ask":
        columns, rows = ("answer",), ((Term("literal", "true" if result.answer else "false"),),)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(term) for term in row] for row in rows)
    return out.getvalue()


def csv_of(lines: bytes) -> bytes:
    """The same of a table in TSV as the engine writes it, in UTF-8; what repeats is written once."""
    head, *body = lines.decode("utf-8").split("\n")
    read = decode.reader()

    @cache
    def written(said: str) -> str:
        if said[:1] == "<" != said[1]:  # an IRI, which holds no quotes and begins with a letter
            return f'"{said[1:-1]}"' if "," in said else said[1:-1]
        if said[:1] == '"' and "\\" not in said and said[-1] != ">":  # a plain text without quotes and line ends
            cell = harmless(said[1 : said.rindex('"')])
            return f'"{cell}"' if "," in cell else cell
        cell = _cell(read(said))
        return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell

    columns = [name[1:] for name in head.split("\t")]
    rows = [",".join(map(written, line.split("\t"))) for line in body[:-1]]
    if len(columns) == 1 and head:  # an empty line would be no row to many a reader
        rows = [row or '""' for row in rows]
    return "\r\n".join([",".join(columns), *rows, ""]).encode("utf-8")


def to_json(result: Result) -> str:
    """SPARQL 1.1 Query Results JSON for SELECT and ASK; of a CONSTRUCT, its triples in the same shape."""
    if result.form == "ask":
        return json.dumps({"head": {}, "boolean": result.answer}, ensure_ascii=False) + "\n"
    bindings = [
        {column: _binding(term) for column, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def to_xml(result: Result) -> str:
    """SPARQL 1.1 Query Results XML for SELECT and ASK; of a CONSTRUCT, its triples in the same shape.

    A character that XML 1.0 cannot hold becomes U+FFFD.
    """
    head = "".join(f'<variable name="{column}"/>' for column in result.columns)
    if result.form == "ask":
        body = f"<boolean>{'true' if result.answer else 'false'}</boolean>"
    else:
        rows = (
            "".join(
                f'<binding name="{column}">{_element(term)}</binding>'
                for column, term in zip(result.columns, row, strict=True)
                if term is not None
            )
            for row in result.rows
        )
        body = "<results>" + "".join(f"<result>{row}</result>" for row in rows) + "</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{head}</head>{body}</sparql>\n"
    )


def to_tsv(result: Result) -> str:
    """SPARQL 1.1 TSV: terms as Turtle writes them, none of which a spreadsheet would run. An ASK is true or false."""
    if result.form == "ask":
        return f"{'true' if result.answer else 'false'}\n"
    lines = ["\t".join(f"?{column}" for column in result.columns)]
    lines += ("\t".join(term.n_triples() if term else "" for term in row) for row in result.rows)
    return "\n".join(lines) + "\n"


def to_turtle(result: Result) -> str:
    """Turtle of a CONSTRUCT or DESCRIBE. Raises `QueryError` for other forms, which have no triples."""
    if result.form != "construct":
        raise QueryError("只有 CONSTRUCT 和 DESCRIBE 的结果能写成 Turtle；请改用 table、csv 或 json")
    triples = [tuple(term.n_triples() for term in row if term is not None) for row in result.rows]
    return write_turtle(
        [(s, p, o) for s, p, o in triples], dict(sorted((result.prefixes or {}).items())), order=lambda subject: ()
    )


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    value = f"_:{term.value}" if term.kind == "bnode" else term.value
    numeric = term.datatype.startswith(terms.PREFIXES["xsd"]) and term.datatype != STRING
    return value if numeric else harmless(value)


def _element(term: Term) -> str:
    if term.kind == "iri":
        return f"<uri>{content(term.value)}</uri>"
    if term.kind == "bnode":
        return f"<bnode>{content(term.value)}</bnode>"
    if term.language:
        said = f' xml:lang="{term.language}"'
    else:
        said = f' datatype="{content(term.datatype)}"' if term.datatype not in ("", STRING, LANG_STRING) else ""
    # White space at the ends by number: readers are known to drop it.
    kept = _EDGES.sub(lambda edge: "".join(f"&#{ord(character)};" for character in edge[0]), content(term.value))
    return f"<literal{said}>{kept}</literal>"


def _binding(term: Term) -> dict[str, str]:
    kind = "uri" if term.kind == "iri" else term.kind
    said = {"type": kind, "value": term.value}
    if term.language:
        said["xml:lang"] = term.language
    elif term.datatype not in ("", STRING, LANG_STRING):
        said["datatype"] = term.datatype
    return said
