"""Sentences and mentions -> views: masking, brackets, quotation marks, lists.

The stages run in the order of this file and each takes and gives a row of `Piece`s: a piece is one character of the
masked sentence with the span of the document's text that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.relations.alphabet import ANY, FIRST, LAST, Alphabet
from kg.extract.relations.view import Unit, View
from kg.model import Document, Mention, Sentence

_WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "~": "～",
                       "〔": "（", "〕": "）", "[": "（", "]": "）"})
_OPEN, _CLOSE = "“‘「『《〈\"'【", "”’」』》〉\"'】"
_BRACKET = re.compile(r"（([^（）]*)）")
#: A comma between digits belongs to the number.
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(slots=True)
class Piece:
    """One character of a masked sentence; `members` where it stands for mentions, `quoted` where in quotation marks."""

    char: str
    start: int
    end: int
    members: tuple[Mention, ...] = ()
    split: int = 0
    quoted: bool = False


class Masker:
    """Turns sentences into views.

    Args:
        alphabet: the characters of the classes.
        joiners: what stands between the members of a list (、和与及以及 …).
        conjunctions: those joiners that part two sides (与, 和 …): see `Unit.split`.
        tails: a regular expression for what ends a list (等12家企业, 三家单位).
    """

    def __init__(self, alphabet: Alphabet, joiners: Iterable[str], conjunctions: Iterable[str], tails: str) -> None:
        self.alphabet = alphabet
        self._sides = frozenset(conjunctions)
        ordered = sorted(joiners, key=lambda j: (-len(j), j))
        self._joiner = re.compile(f"(?:{'|'.join(map(re.escape, ordered))})?(?={ANY})")
        self._tail = re.compile(tails)

    def views(self, document: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[View]:
        """The view of a sentence, then one for each of its brackets that speaks of something itself.

        Args:
            mentions: those that lie inside the sentence, sorted and not overlapping.
        """
        heading = document.blocks[sentence.block].kind == "heading" if document.blocks else False
        pieces, inner = self._brackets(unquote(self.mask(document, sentence, mentions)))
        rows = [self._lists(pieces), *map(self._lists, inner)]
        return [_view(row, sentence.block, heading) for row in rows if row]

    def mask(self, document: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[Piece]:
        """The sentence's characters, each mention one of them; punctuation widened, white space dropped."""
        raw = document.text[sentence.start : sentence.end]
        text = _THOUSANDS.sub("·", raw).translate(_WIDE)
        pieces: list[Piece] = []
        at = sentence.start
        for mention in [*mentions, None]:
            until = mention.start if mention else sentence.end
            for place in range(at, until):
                char = text[place - sentence.start]
                if not char.isspace() and not FIRST <= ord(char) <= LAST:
                    pieces.append(Piece(char, place, place + 1))
            if mention:
                char = self.alphabet.char((mention.type,))
                pieces.append(Piece(char, mention.start, mention.end, (mention,)))
                at = mention.end
        return pieces

    def _brackets(self, pieces: list[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
        """Brackets behind a mention become part of it: （以下简称“X”） is the mention again, others a view of their own.

        The view of a bracket begins with the mention before it, so that X（Y所在地） can be matched.
        """
        inner: list[list[Piece]] = []
        text = "".join(p.char for p in pieces)
        kept: list[Piece] = []
        at = 0
        for match in _BRACKET.finditer(text):
            before = pieces[match.start() - 1] if match.start() > at else None
            if before is None or not before.members:
                continue
            kept.extend(pieces[at : match.start() - 1])
            content = unquote(pieces[match.start(1) : match.end(1)])
            entities = {m.entity for m in before.members}
            if any(not entities.issuperset(m.entity for m in p.members) for p in content if p.members):
                inner.append([before, *pieces[match.start() : match.end()]])
            stop = pieces[match.end() - 1].end
            kept.append(Piece(before.char, before.start, stop, before.members, before.split, before.quoted))
            at = match.end()
        return kept + pieces[at:], inner

    def _lists(self, pieces: list[Piece]) -> list[Piece]:
        """Coordinated mentions become one character: A、B以及C等五家企业."""
        text = "".join(p.char for p in pieces)
        row: list[Piece] = []
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            at += 1
            if piece.members:
                piece, at = self._gather(pieces, text, at)
            row.append(piece)
        return row

    def _gather(self, pieces: list[Piece], text: str, at: int) -> tuple[Piece, int]:
        """The list that begins with the piece before `at`, and the place behind it."""
        members = list(pieces[at - 1].members)
        first = pieces[at - 1]
        split, end = 0, at
        while joiner := self._joiner.match(text, end):
            following = pieces[joiner.end()]
            if not self.alphabet.joins(members[-1].type, following.members[0].type):
                break
            if not joiner.group() and not (following.quoted and pieces[joiner.end() - 1].quoted):
                break
            if joiner.group() in self._sides:
                split = len(members)
            members.extend(following.members)
            end = joiner.end() + 1
        if (tail := self._tail.match(text, end)) and (len(members) > 1 or tail.group().startswith("等")):
            end = tail.end()
        char = self.alphabet.char([m.type for m in members])
        return Piece(char, first.start, pieces[end - 1].end, tuple(members), split, first.quoted), end


def unquote(pieces: list[Piece]) -> list[Piece]:
    """Quotation marks (or 《》) around one mention become part of it."""
    row: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.char in _OPEN and at + 2 < len(pieces) and pieces[at + 1].members:
            mark = _OPEN.index(piece.char)
            if pieces[at + 2].char == _CLOSE[mark]:
                name = pieces[at + 1]
                row.append(Piece(name.char, piece.start, pieces[at + 2].end, name.members, name.split, True))
                at += 3
                continue
        row.append(piece)
        at += 1
    return row


def _view(row: list[Piece], block: int, heading: bool) -> View:
    units = {at: Unit(at, p.members, p.split) for at, p in enumerate(row) if p.members}
    return View("".join(p.char for p in row), [p.start for p in row], [p.end for p in row], units, block, heading,
                tuple(units.values()))
