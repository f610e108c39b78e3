"""Two questions in one sentence (甲在哪里，孵化了谁): the questions apart, each whole, and their replies as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.replies import Answer, Reply
from kg.graph.ask.tokens import Token, tokens
from kg.graph.lookup import Index

# Where one question ends and the next begins; before what, if it is no mark of its own.
_MARKS = re.compile(r"[，,；;。？?！!]+|、(?=[由被在归是谁哪])|(?=[又并还]是?[由被在归谁])|(?=同时[由被在])")
_LINKS = re.compile(r"^(?:又|还|并|并且|而且|以及|另外|同时|也|那么?|然后|再|顺便|其次)+(?=.)")
# What points back at what the first question is about: at the beginning, and anywhere.
_BACK = re.compile(r"^(?:它们?|他|她|其|该(?:公司|企业|平台|机构|单位|基金|园区)|这家(?:公司|企业|单位)?)的?")
_IT = re.compile(r"它|他|她|该(?:公司|企业|平台|机构|单位|基金|园区)|这家(?:公司|企业|单位)")
# Where something is may be asked by these.
_PLACES = {"Place", "Park"}
# More questions than this are not taken apart.
_MOST = 3


def apart(question: str, lexicon: Lexicon, index: Index) -> tuple[str, ...]:
    """The questions in a sentence, the later ones with the name that only the first has; () if it is one question.

    Only where every part asks, and the first tells of one entity alone.
    """
    text = "".join(question.split())
    words = [word for word in tokens(text, lexicon, index) if word.kind != "_"]
    if both := _nouns(words, text) or _each(words, text):
        return both
    parts = [part for part in _MARKS.split(text) if part]
    if not 1 < len(parts) <= _MOST:
        return ()
    split = [[w for w in tokens(part, lexicon, index) if w.kind != "_"] for part in parts]
    if not all(_asks(part) for part in split):
        return ()
    names = [word.text for word in split[0] if word.kind == "E"]
    if len(names) != 1:
        return ()
    found = [parts[0]]
    for part, said in zip(parts[1:], split[1:], strict=True):
        rest = _LINKS.sub("", part)
        named = any(word.kind == "E" for word in said)
        if not named:
            if _narrows(said, split[0]):
                return ()
            name = names[0]
            rest = _IT.sub(name, rest) if _IT.search(rest) and not _BACK.match(rest) else name + _BACK.sub("", rest)
        elif _IT.search(rest):
            return ()
        found.append(rest)
    return tuple(found)


def _asks(words: Sequence[Token]) -> bool:
    return any(word.kind in "WLQ" for word in words)


def _narrows(words: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a question may be one about those that the one before asks for (……哪些企业，哪些获奖; ……，在哪里)."""
    first = words[0]
    asked = {word.means[0] for word in before if word.kind == "C" and word.means}
    lists = any(word.kind == "W" or (word.kind == "Q" and asked) for word in before) and not (
        asked and asked <= _PLACES
    )
    passive = any(word.kind == "P" for word in before) or before[-1].kind == "D"
    if re.fullmatch("[UC]+Q", "".join(word.kind for word in words)):
        return False  # ……，规模多大
    if first.kind in "WQ":
        return first.text != "谁" and lists
    return first.kind not in "RPJB" and lists and not passive


def _nouns(words: Sequence[Token], text: str) -> tuple[str, ...]:
    """甲的共建方和出资方是谁, as a question for either."""
    kinds = "".join(word.kind for word in words)
    match = re.fullmatch(r"ED?([NO])J([NO])[WQL]?C?", kinds)
    if match is None:
        return ()
    one, link, other = words[match.start(1)], words[match.start(1) + 1], words[match.start(2)]
    start, end = one.at, other.at + len(other.text)
    return tuple(text[:start] + noun.text + text[end:] for noun in (one, other) if link.text)


def _each(words: Sequence[Token], text: str) -> tuple[str, ...]:
    """甲和乙分别设立了什么, as a question for either."""
    kinds = "".join(word.kind for word in words)
    if not kinds.startswith("EJE") or not re.search("分别|各自", text) or "E" in kinds[3:] or not _asks(words):
        return ()
    one, other = words[0], words[2]
    rest = text[other.at + len(other.text) :]
    return tuple(text[: one.at] + name.text + rest for name in (one, other))


def together(question: str, replies: Sequence[Reply]) -> Reply | None:
    """The replies to the parts as one: all their answers, and which part has which; None if a part was not understood,
    or none has an answer."""
    if any(reply.unclear or reply.yes is not None for reply in replies):
        return None
    if not all(reply.answers or reply.figures for reply in replies):
        return None
    if any(not (answer.facts or answer.figure) for reply in replies for answer in reply.answers):
        return None  # ……，分别是谁 asks nothing new.
    answers: dict[str, Answer] = {}
    for reply in replies:
        for answer in reply.answers:
            known = answers.get(answer.node.iri)
            facts = tuple(dict.fromkeys((*known.facts, *answer.facts))) if known else answer.facts
            answers[answer.node.iri] = replace(answer, facts=facts)
    counts = [reply.count for reply in replies if reply.count is not None]
    told = [
        f"“{reply.understood}”：{'、'.join([a.node.label for a in reply.answers] or [f.quote for f in reply.figures])}"
        for reply in replies
    ]
    return Reply(
        question,
        "；".join(reply.understood for reply in replies),
        "\n\n".join(reply.sparql for reply in replies),
        tuple(answers.values()),
        tuple(figure for reply in replies for figure in reply.figures),
        count=counts[0] if len(counts) == 1 else None,
        notes=tuple(dict.fromkeys((*told, *(note for reply in replies for note in reply.notes)))),
    )
