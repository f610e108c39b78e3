"""Whether a statement is a fact, a plan, a denial or a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from kg.extract.relations.discourse import Context
from kg.model import Document, Status

Verdict = Literal["asserted", "planned", "none"]


class Modality:
    """The word lists of rulebook/modality.toml, compiled.

    Args:
        raw: that file's content.
    """

    def __init__(self, raw: Mapping[str, Sequence[str] | str]) -> None:
        self._planned = _any(raw["planned"])
        self._disposal = re.compile(str(raw["disposal"]))
        self._sentence = re.compile(f"^[^，]{{0,3}}?(?:{'|'.join(raw['sentence'])})")
        self._section = _any(raw["section"])
        self._negated = _any(raw["negated"])
        self._question = _any(raw["question"])

    def sections(self, document: Document) -> frozenset[int]:
        """The blocks that stand under a heading or lead-in such as 下一步工作打算: what they state is planned."""
        planned, inside = set(), False
        for number, block in enumerate(document.blocks):
            text = document.text[block.start : block.end].strip()
            lead = text[:14] if block.kind != "heading" else text[:40]
            if block.kind == "heading" or re.match(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]", text):
                named = bool(self._section.search(lead))
                # （一） goes on within the section that 一、 opened.
                inside = named or (inside and text[0] in "（(")
            if inside:
                planned.add(number)
        return frozenset(planned)

    def verdict(self, context: Context, start: int, end: int, sections: Iterable[int]) -> Verdict:
        """What becomes of a statement whose words stand at `text[start:end]` of the view.

        A plan holds for its clause, and for the clauses behind it that name no subject of their own
        (萧山将建设A，打造B); a denial for its clause alone.
        """
        text = context.view.text
        clause = context.clause_at(start)
        before = text[clause.start : min(end, clause.end)]
        if self._negated.search(before):
            return "none"
        if text.rstrip("”」』）").endswith("？") and self._question.search(text[clause.start : clause.end]):
            return "none"
        if context.view.block in sections or self._sentence.match(text):
            return "planned"
        if self._plans(before) or self._plans(text[clause.start : end]):
            return "planned"
        for earlier in reversed([c for c in context.clauses if c.end <= clause.start]):
            if any(role.value == "plain" for _, role in clause.units) or "已" in before:
                break
            if self._plans(text[earlier.start : earlier.end]):
                return "planned"
            clause = earlier
        return "asserted"

    def _plans(self, words: str) -> bool:
        return bool(self._planned.search(self._disposal.sub("", words)))


def status_of(verdict: Verdict) -> Status:
    """The status of a statement that is not denied."""
    return "planned" if verdict == "planned" else "asserted"


def _any(patterns: Sequence[str] | str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns))
