"""Questions in Chinese, answered from the graph, with the SPARQL that was run and the words that are the evidence.

A question goes: words (`tokens`, `names`, `words`), all the ways to read them (`grammar`, `chart`), those that the
ontology allows (`types`), SPARQL (`queries`), answers with their facts (`evidence`). A question for a figure is told
by its words alone (`figures`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

from kg.graph.ask.answering import Answering
from kg.graph.ask.chart import readings
from kg.graph.ask.compose import composed
from kg.graph.ask.figures import named_figures
from kg.graph.ask.grammar import rules
from kg.graph.ask.lexicon import Lexicon, load_lexicon
from kg.graph.ask.meaning import Question
from kg.graph.ask.names import named
from kg.graph.ask.padding import unpadded
from kg.graph.ask.ranking import ranked
from kg.graph.ask.replies import Answer, Reply
from kg.graph.ask.tokens import LONGEST, Token, tokens
from kg.graph.ask.twofold import apart, together
from kg.graph.ask.types import Types
from kg.graph.ask.words import Ready, parted, posted, ready, turnings
from kg.graph.lookup import Index
from kg.graph.spelling import fold
from kg.graph.store import Session

__all__ = ["Answer", "Reply", "ask"]


# Behind the name of a field these say nothing.
_FIELDS = ("领域", "产业", "行业", "方向", "赛道", "业务", "板块", "技术", "技术方向", "研究方向", "产业方向")
# These ask for a figure as well as for a name.
_WHAT = ("什么", "啥")


def ask(question: str, index: Index, session: Session) -> Reply:
    """Answer a question by the graph of `index` and `session`, which must be of one build."""
    lexicon = load_lexicon(index.vocabulary)
    reply = _reply(question, index, session, lexicon)
    each = "分别" in question or "各自" in question
    if not each and (reply.answers or reply.yes is not None or reply.count):
        return reply
    parts = apart(question, lexicon, index)
    whole = together(question, [_reply(part, index, session, lexicon) for part in parts]) if parts else None
    # What the words of both together say of one figure is only a part of what was asked.
    return whole or reply


def _reply(question: str, index: Index, session: Session, lexicon: Lexicon) -> Reply:
    """Answer what is one question."""
    pieces = question.split()
    text = "".join(pieces)
    if len(text) > LONGEST:
        return Reply(question, unclear=(f"问题有 {len(text)} 个字，超过上限 {LONGEST}",))
    cuts = frozenset(len("".join(pieces[:n])) for n in range(1, len(pieces)))
    notes: tuple[str, ...] = ()
    found = unpadded(tokens(text, lexicon, index), text, lexicon)
    words = _named(parted(found, cuts), index, lexicon)
    figures = named_figures(words, index, lexicon)
    if not figures.figures and any(word.kind == "U" for word in found):
        # What nobody understands may be a name; unless it named a figure.
        found, notes = named(found, index)
        words = _named(parted(found, cuts), index, lexicon)
        figures = named_figures(words, index, lexicon)
    told = ready(posted(words, index, lexicon) or _owned(words, index), lexicon)
    meant = [] if any(word.kind in "UH" for word in words) else _meant(told, index, lexicon)
    answering = Answering(question, index, session, lexicon, notes)
    counts = any(word.kind == "Q" for word in words)
    does = any(word.kind == "R" for word in words)
    names_asked = any(
        word.kind == "L" or (word.kind == "W" and (word.text not in _WHAT or after.kind == "C" or does))
        for word, after in pairwise((*words, Token("", "")))
    )
    if figures.figures and ((figures.exactly and not names_asked) or counts or not meant):
        return answering.told(figures, meant)
    if meant:
        reply = answering.answered(meant, told)
        if reply.answers or reply.unclear or meant[0].kind != "list":
            return reply
        other = _composed(told, index, lexicon)
        again = answering.answered(other, told) if other else reply
        return again if again.answers else reply
    if top := answering.topped(words):
        return top
    if figures.doubt:
        return Reply(question, unclear=(f"指标不明确，可能指：{'、'.join(figures.doubt)}",), notes=notes)
    unclear = [f"“{one}”" for one in _unclear(words, text)]
    return Reply(question, unclear=tuple(unclear or ["整句的问法"]), notes=(*notes, *_offer(words, index)))


def _composed(words: Ready, index: Index, lexicon: Lexicon) -> list[Question]:
    """What the words may mean whatever their order, the likeliest first."""
    types = Types(index, lexicon)
    found = [question for way in turnings(words.words) for question in composed(way, lexicon, types)]
    return sorted(found, key=lambda question: question.cost)


def _meant(words: Ready, index: Index, lexicon: Lexicon) -> list[Question]:
    """All that the words may mean as far as the ontology allows it, the likeliest first."""
    types = Types(index, lexicon)
    weak = tuple(replace(w, means=tuple(dict.fromkeys(w.means + w.weak))) if w.weak else w for w in words.words)
    ways = [tuple(turnings(some)) for some in dict.fromkeys((words.words, weak))]
    for variants in ways if any(word.kind == "S" for word in words.words) else ():
        if found := [question for way in variants for question in ranked(way, lexicon, types)]:
            return found
    for variants in ways:
        if found := [q for way in variants for r in readings(way, rules(lexicon)) for q in types.fitting(r)]:
            return sorted(found, key=lambda question: question.cost)
    for open_, variants in product((False, True), ways):
        if found := [question for way in variants for question in composed(way, lexicon, types, open_)]:
            return sorted(found, key=lambda question: question.cost)
    return []


def _named(words: list[Token], index: Index, lexicon: Lexicon) -> list[Token]:
    """The words with each name whole: 成都 市科技局 is the latter, which is called 成都市…; 张三院士 is 张三."""
    found: list[Token] = []
    for word in words:
        before = found[-1] if found else None
        start = word.at - len(word.filler)
        if before and before.kind == "E" and len(before.means) == 1 and before.at + len(before.text) == start:
            of = index.node(before.means[0])
            if word.kind in "UCN" and word.text in lexicon.titles and of.type == "Person":
                continue
            # 国星宇航科技 is 国星宇航, where nothing is called so.
            if word.kind == "U" and word.text in lexicon.tails and of.type in ("Enterprise", "Platform"):
                continue
            label = fold(index.node(word.means[0]).label) if word.kind == "E" and len(word.means) == 1 else ""
            # 先进封装这个领域.
            if (
                word.kind == "C"
                and word.filler.startswith(("这", "那", "该"))
                and word.means[0] in index.vocabulary.ancestors(of.cls)
            ):
                continue
            # 石墨烯领域, of a field called 石墨烯.
            if word.kind == "C" and not word.filler and of.type == "Field" and word.text in _FIELDS:
                continue
            # 国家盐碱地中心, taken for 国家盐碱地综合利用技术创新中心.
            if word.kind == "C" and not word.filler and len(word.text) > 1 and fold(of.label).endswith(fold(word.text)):
                continue
            if of.type == "Place" and label.startswith(fold(before.text)):
                found[-1] = replace(word, text=before.text + word.text, at=before.at)
                continue
        found.append(word)
    return found


def _owned(words: list[Token], index: Index) -> list[Token]:
    """甲的乙 at the beginning is 乙, where the graph joins the two by a fact."""
    words = _placed(words, index)
    kinds = "".join(word.kind for word in words[:3])
    if len(words) < 4 or not (kinds == "EDE" or (kinds[:2] == "EE" and kinds[2] in "RDNO")):
        return words
    second = kinds.index("E", 1)
    if second == 1 and words[0].at + len(words[0].text) != words[1].at:
        return words
    one, other = words[0].means, words[second].means
    if len(one) == len(other) == 1 and any(fact.status == "asserted" for fact in index.between(one[0], other[0])):
        return words[second:]
    return words


def _placed(words: list[Token], index: Index) -> list[Token]:
    """成都的国星宇航 and 四川国星宇航 at the beginning are 国星宇航, where a text about it names that place."""
    kinds = "".join(word.kind for word in words[:4])
    second = kinds.find("E", 1)
    if not kinds.startswith(("EDE", "EE")) or kinds[second + 1 :][:1] in ("J", ""):
        return words
    place, named = words[0], words[second]
    if len(named.means) != 1 or any(index.node(iri).type != "Place" for iri in place.means):
        return words
    if index.node(named.means[0]).type not in ("Enterprise", "Platform", "University"):
        return words
    labels = {place.text, *(index.node(iri).label for iri in place.means)}
    told = any(label in fact.context for fact in index.facts(named.means[0]) for label in labels)
    joined = any(index.between(iri, named.means[0]) for iri in place.means)
    return words[second:] if told and not joined else words


def _unclear(words: list[Token], text: str) -> list[str]:
    """The stretches of the question that nobody understands, those but one character apart as one (阿里巴巴)."""
    spans: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if word.kind not in "UH" and not word.narrowed:
            continue
        start, end = _whole(words, at)
        if spans and start - spans[-1][1] <= 1:
            first, last = spans.pop()
            start, end = min(first, start), max(last, end)
        spans.append((start, end))
    return [text[start:end] for start, end in spans]


def _whole(words: list[Token], at: int) -> tuple[int, int]:
    """Where a word that nobody understands begins and ends, with the single characters beside it that were taken for
    words (市值)."""
    text, start = words[at].text, words[at].at
    for before in reversed(words[:at]):
        if before.kind == "E" and before.at + len(before.text) == start == words[at].at:
            return before.at, start + len(text)  # 苏州河畔智算谷 is not in 苏州.
        if len(before.text) > 1 or before.at + 1 != start or before.kind == "U":
            break
        text, start = before.text + text, before.at
    for after in words[at + 1 :]:
        if (len(after.text) > 1 and after.kind != "U") or after.at != start + len(text) or after.kind == "M":
            break
        text += after.text
    return start, start + len(text)


def _offer(words: list[Token], index: Index) -> tuple[str, ...]:
    """What can be asked about the entities that were understood."""
    offered = []
    for word in words:
        if word.kind == "E":
            card = index.card(word.means[0])
            about = [group.label_zh for group in card.groups] + [figure.indicator for figure in card.figures[:5]]
            if about:
                offered.append(f"关于“{card.node.label}”可以问：{'、'.join(dict.fromkeys(about))}")
    return tuple(offered)
