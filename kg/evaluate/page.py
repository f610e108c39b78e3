"""The errors as one HTML page: annotation and system side by side. No script, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from kg.evaluate.records import Count, Record, Statement
from kg.evaluate.score import DocumentScore, Evaluation, Scores, Verdict
from kg.evaluate.spans import Folded, apart
from kg.model import Span, Vocabulary

_HEADS = ("实体 entities", "实体及类型 typed", "关系 relations", "核心关系 core", "指标 observations")
#: What a verdict is called, on the side of the annotation and on that of the system.
_GOLD = {"hit": "对 found", "missed": "漏 missed", "type": "类型不符 other type", "optional": "可选 optional"}
_SYSTEM = {
    "hit": "对 right", "spurious": "多 spurious", "type": "类型不符 wrong type", "twice": "重复 found twice",
    "optional": "可选 optional", "missed": "漏 missed",
}  # fmt: skip

_HEADER = """<header><h1>抽取评测 <small>Evaluation</small></h1>
<p>左边是标注，右边是系统所见：<mark class=missed>漏<sub>漏</sub></mark>、<mark class=spurious>多<sub>多</sub></mark>、
<mark class=type>类型不符<sub>类</sub></mark>、<mark class=twice>重复<sub>重</sub></mark>、
<mark class=optional>可选<sub>可</sub></mark>、<mark class=hit>一致</mark>。
<br>The annotation on the left, the system on the right: missed, spurious, of another type, found twice, optional,
right.</p></header>"""


def render(evaluation: Evaluation, vocabulary: Vocabulary) -> str:
    """The whole page. The same evaluation gives the same characters."""
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    writer = _Writer(vocabulary)
    parts = [
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>抽取评测 · Evaluation</title>\n<style>\n{style}</style></head><body>",
        _HEADER,
        _table(evaluation.total()),
        *(f"<h2>版式 layout：{escape(n)}</h2>{_table(s)}" for n, s in evaluation.layouts().items()
          if len(evaluation.layouts()) > 1),
        writer.index(evaluation),
        *(writer.document(n, d, d.gold.name in evaluation.unread) for n, d in enumerate(evaluation.documents)),
        "</body></html>\n",
    ]  # fmt: skip
    return "\n".join(parts)


def _table(scores: Scores) -> str:
    rows = [
        f"<tr><th scope=row>{head}</th><td>{t.precision:.3f}</td><td>{t.recall:.3f}</td><td>{t.f1:.3f}</td>"
        f"<td>{t.tp}</td><td>{t.fp}</td><td>{t.fn}</td></tr>"
        for head, (_, t) in zip(_HEADS, scores.heads(), strict=True)
    ]
    head = _row("th", ("", "精确率 P", "召回率 R", "F1", "对 tp", "多 fp", "漏 fn"))
    return f"<table class=figures>{head}{''.join(rows)}</table>"


def _row(cell: str, texts: Iterable[str], cls: str = "") -> str:
    attribute = f' class="{escape(cls)}"' if cls else ""
    return f"<tr{attribute}>{''.join(f'<{cell}>{escape(text)}</{cell}>' for text in texts)}</tr>"


class _Writer:
    """Writes documents with the labels of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def index(self, evaluation: Evaluation) -> str:
        """The documents with their figures, each a link."""
        rows = []
        for n, d in enumerate(evaluation.documents):
            heads = dict(d.scores.heads())
            figures = (heads[k].f1 for k in ("entity (typed)", "relation", "observation"))
            cells = "".join(f"<td>{f:.3f}</td>" for f in figures)
            name, layout = escape(d.gold.name), escape(d.gold.layout)
            rows.append(f'<tr><th scope=row><a href="#d{n}">{name}</a></th><td>{layout}</td>{cells}</tr>')
        head = _row("th", ("文档 document", "版式 layout", "实体 F1", "关系 F1", "指标 F1"))
        return f"<nav><table class=figures>{head}{''.join(rows)}</table></nav>"

    def document(self, number: int, score: DocumentScore, unread: bool) -> str:
        """One document: its figures, its text twice, its relations and observations."""
        gold, system = score.gold, score.system
        parts = [f"<section id=d{number}><h2>{escape(gold.name)} <small>{escape(gold.layout)}</small></h2>"]
        parts.append(_table(score.scores))
        if unread:
            parts.append("<p class=note>没有给出这篇的原文 · No text was given for this document.</p>")
        left, nowhere = _gold_spans(gold, system.original)
        right = apart((m, e.id) for e in system.entities.values() if e.type != "Field" for m in e.mentions)
        parts.append(
            "<div class=sides>"
            + self._side("标注 annotation", system.original, left, gold, score.of_gold, _GOLD)
            + self._side("系统 system", system.original, right, system, score.of_system, _SYSTEM)
            + "</div>"
        )
        parts.append(self._unplaced(gold, nowhere, score.of_gold))
        parts.append(self._relations(score))
        parts.append(self._observations(score))
        parts.append("</section>")
        return "\n".join(parts)

    def _side(
        self, title: str, text: str, spans: Sequence[tuple[Span, str]], record: Record,
        verdicts: Mapping[str, Verdict], words: Mapping[str, str],
    ) -> str:  # fmt: skip
        out, at = [f"<article><h3>{title}</h3><div class=text>"], 0
        for (start, end), id_ in spans:
            entity, verdict = record.entities[id_], verdicts[id_]
            tip = f"{words[verdict]} · {self._type(entity.type)} · {' | '.join(entity.names)}"
            sign = "" if verdict == "hit" else f"{words[verdict][0]}·"
            out.append(escape(text[at:start]))
            out.append(f'<mark class={verdict} title="{escape(tip)}">{escape(text[start:end])}')
            out.append(f"<sub>{sign}{escape(self._short(entity.type))}</sub></mark>")
            at = end
        return "".join((*out, escape(text[at:]), "</div></article>"))

    def _unplaced(self, gold: Record, ids: Sequence[str], verdicts: Mapping[str, Verdict]) -> str:
        """Entities of the annotation whose names stand nowhere by themselves."""
        if not ids:
            return ""
        items = (
            f"<li class={verdicts[i]}>{escape(_GOLD[verdicts[i]])} · {escape(self._type(gold.entities[i].type))} · "
            f"{escape(gold.label(i))}</li>"
            for i in ids
        )
        return f"<h3>未能在文中定位的标注 <small>not placed in the text</small></h3><ul>{''.join(items)}</ul>"

    def _relations(self, score: DocumentScore) -> str:
        def row(verdict: Verdict, r: Statement) -> str:
            side = score.gold if verdict == "missed" else score.system
            known = self._vocabulary.properties.get(r.predicate)
            word = f"{known.label_zh} {r.predicate}" if known else r.predicate
            ends = side.label(r.subject), word, side.label(r.object)
            return _row("td", (_SYSTEM[verdict], *ends, r.quote, r.source), verdict)

        head = _row("th", ("判定", "主体 subject", "关系 relation", "客体 object", "原文 words", "规则 rule"))
        return _listing("关系", "relations", head, [(v, row(v, r)) for v, r in score.relations])

    def _observations(self, score: DocumentScore) -> str:
        def row(verdict: Verdict, o: Count) -> str:
            side = score.gold if verdict == "missed" else score.system
            said = (_SYSTEM[verdict], side.label(o.subject), o.indicator, f"{o.value:.12g}{o.unit}", o.quote, o.source)
            return _row("td", said, verdict)

        head = _row("th", ("判定", "主体 subject", "指标 indicator", "数值 value", "原文 words", "规则 rule"))
        return _listing("指标", "observations", head, [(v, row(v, o)) for v, o in score.observations])

    def _type(self, type_: str) -> str:
        return " ".join(self._vocabulary.labels.get(type_, (type_, "")))

    def _short(self, type_: str) -> str:
        return self._vocabulary.labels.get(type_, (type_, ""))[0]


def _listing(zh: str, en: str, head: str, rows: Sequence[tuple[Verdict, str]]) -> str:
    """What is wrong, open; what is right, folded."""
    wrong = [row for v, row in rows if v in ("missed", "spurious")]
    right = [row for v, row in rows if v not in ("missed", "spurious")]
    errors = f"<table>{head}{''.join(wrong)}</table>" if wrong else "<p>无误 · no errors</p>"
    agreed = f"<table>{head}{''.join(right)}</table>" if right else ""
    return (
        f"<h3>{zh} <small>{en}: {len(wrong)} 处不符 errors</small></h3>{errors}"
        f"<details><summary>一致 {len(right)} · agreed</summary>{agreed}</details>"
    )


def _gold_spans(gold: Record, text: str) -> tuple[list[tuple[Span, str]], list[str]]:
    """Where the entities of the annotation stand, and those that stand nowhere."""
    folded = Folded(text)
    found = {
        e.id: [span for name in e.names for span in folded.find(name)]
        for e in gold.entities.values()
        if e.type != "Field"
    }
    spans = apart((span, id_) for id_, places in found.items() for span in places)
    return spans, [id_ for id_, places in found.items() if not places]
