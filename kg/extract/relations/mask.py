"""Sentences and mentions -> views: masking, brackets, quotation marks, lists.

The stages run in the order of this file and each takes and gives a row of `Piece`s: a piece is one character of the
masked sentence with the span of the document's text that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.relations.alphabet import ANY, FIRST, LAST, Alphabet
from kg.extract.relations.grammar import either
from kg.extract.relations.view import Unit, View
from kg.model import Document, Mention, Sentence

_WIDE = str.maketrans(
    {
        ",": "，",
        ":": "：",
        ";": "；",
        "!": "！",
        "?": "？",
        "(": "（",
        ")": "）",
        "~": "～",
        "〔": "（",
        "〕": "）",
        "[": "（",
        "]": "）",
    }
)
_OPEN, _CLOSE = "“‘「『《〈\"'", "”’」』》〉\"'"
#: Quotation marks left after those around names went: they only stress a word (从孵化器“毕业”).
_STRESS = frozenset("“”‘’「」『』\"'")
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


@dataclass(frozen=True, slots=True)
class Lists:
    """How coordinated mentions are put together: the table [lists] of rulebook/discourse.toml.

    Attributes:
        joiners: what stands between members.
        conjunctions: those of the joiners that part two sides (see `Unit.split`).
        tail: a regular expression for what ends a list (等12家企业).
        lead, joined: what parts the leader from those who join (牵头，), and what follows these (参与).
        relative: the verb of a relative clause (研发的), whose subject is no member of a list before it.
        shared: the same where it takes several subjects (共建的).
        refined: (class, class below which it applies, expression the name must hold).
    """

    joiners: tuple[str, ...]
    conjunctions: tuple[str, ...]
    tail: str
    lead: str
    joined: str
    relative: str
    shared: str
    refined: tuple[tuple[str, str, str], ...]


class Masker:
    """Turns sentences into views.

    Args:
        alphabet: the characters of the classes.
        lists: how lists are put together.
    """

    def __init__(self, alphabet: Alphabet, lists: Lists) -> None:
        self.alphabet = alphabet
        self._sides = frozenset(lists.conjunctions)
        self._joiner = re.compile(f"(?:{either(lists.joiners)})?(?={ANY})")
        self._tail = re.compile(lists.tail)
        self._lead = re.compile(lists.lead)
        self._joined = re.compile(lists.joined)
        others, gap = f"(?:(?:{either(lists.conjunctions)}){ANY})", f"[^，。；、{ANY[1:-1]}]{{0,8}}{ANY}"
        relative = f"{ANY}(?:{others}*(?:{lists.relative})|{others}+(?:{lists.shared}|的)){gap}"
        self._relative = re.compile(relative)
        self._described = re.compile(f"{ANY}、{relative}$")
        self._refined = [(cls, within, re.compile(form)) for cls, within, form in lists.refined]

    def views(self, document: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[View]:
        """The view of a sentence, then one for each of its brackets that speaks of something itself.

        Args:
            mentions: those that lie inside the sentence, sorted and not overlapping.
        """
        heading = document.blocks[sentence.block].kind == "heading" if document.blocks else False
        refined = [self._refine(document, m) for m in mentions]
        pieces, inner = self._brackets(unquote(self.mask(document, sentence, refined)))
        rows = [self._lists(_unstressed(row)) for row in (pieces, *inner)]
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

    def _refine(self, document: Document, mention: Mention) -> Mention:
        """A mention whose words tell a finer class than its entity has, with that class."""
        for cls, within, form in self._refined:
            if self.alphabet.fits(mention.type, (within,)) and form.search(document.text, mention.start, mention.end):
                return replace(mention, type=cls)
        return mention

    def _brackets(self, pieces: list[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
        """Brackets behind a mention become part of it: （以下简称“X”） is the mention again, others get their own view.

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
        first = pieces[at - 1]
        members, split, end = self._members(pieces, text, at - 1)
        if (lead := self._lead.match(text, end)) and lead.end() < len(pieces) and pieces[lead.end()].members:
            others, _, stop = self._members(pieces, text, lead.end())
            if joined := self._joined.match(text, stop):
                members, split, end = members + others, len(members), joined.end()
        char = self.alphabet.char([m.type for m in members])
        return Piece(char, first.start, pieces[end - 1].end, tuple(members), split, first.quoted), end

    def _members(self, pieces: list[Piece], text: str, at: int) -> tuple[list[Mention], int, int]:
        """The members of the list that begins at `at`, how many stand before its 与, and the place behind it."""
        members = list(pieces[at].members)
        split, end = 0, at + 1
        if self._nested(pieces, text, at):
            return members, split, end
        while joiner := self._joiner.match(text, end):
            following = pieces[joiner.end()]
            if joiner.group() == "、" and self._nested(pieces, text, self._clause_object(text, joiner.end())):
                break
            if not self.alphabet.joins(members[-1].type, following.members[0].type):
                break
            if following.quoted != pieces[at].quoted or (not joiner.group() and not following.quoted):
                break
            if joiner.group() in self._sides:
                split = len(members)
            members.extend(following.members)
            end = joiner.end() + 1
            if tail := self._tail_at(text, end, len(members)):
                if not self._joiner.match(text, tail):
                    break
                end = tail
        return members, split, self._tail_at(text, end, len(members)) or end

    def _clause_object(self, text: str, at: int) -> int:
        """The mention that a relative clause whose subject begins at `at` describes: C in B共建的C; -1 for none."""
        clause = self._relative.match(text, at)
        return clause.end() - 1 if clause else -1

    def _nested(self, pieces: list[Piece], text: str, at: int) -> bool:
        """Whether the mention at `at` ends a member of a list that has a relative clause: C in A、B孵化的C、D."""
        clause = self._described.search(text, 0, at + 1) if at >= 0 else None
        if clause is None:
            return False
        first = pieces[clause.start()].members[0]
        return self.alphabet.alike(first.type, pieces[at].members[0].type)

    def _tail_at(self, text: str, at: int, size: int) -> int:
        """Where the end of a list (等12家企业) that begins at `at` ends; 0 where there is none."""
        tail = self._tail.match(text, at)
        return tail.end() if tail and tail.end() > at and (size > 1 or tail.group().startswith("等")) else 0


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


def _unstressed(row: list[Piece]) -> list[Piece]:
    """Without the quotation marks that are left; between two quotations a comma of lists stands for them."""
    kept: list[Piece] = []
    for number, piece in enumerate(row):
        if piece.char not in _STRESS:
            kept.append(piece)
        elif number and row[number - 1].char in _CLOSE and piece.char in _OPEN:
            kept.append(Piece("、", piece.start, piece.end))
    return kept


def _view(row: list[Piece], block: int, heading: bool) -> View:
    units = {at: Unit(at, p.members, p.split) for at, p in enumerate(row) if p.members}
    return View(
        "".join(p.char for p in row),
        [p.start for p in row],
        [p.end for p in row],
        units,
        block,
        heading,
        tuple(units.values()),
    )
