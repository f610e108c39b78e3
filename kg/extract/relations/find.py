"""Document, sentences, mentions -> relations and the fields they speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.discourse import Context, Discourse
from kg.extract.relations.frame import frame, own_references
from kg.extract.relations.match import Proposal, propose
from kg.extract.relations.modality import status_of
from kg.extract.relations.places import contained
from kg.extract.relations.rules import RelationRules
from kg.extract.relations.view import View
from kg.model import Document, Entity, Mention, Relation, Sentence

#: A quote of fewer characters is drawn out to the edges of its clause.
SHORT = 10
#: The confidence of what a place's name itself says.
NAMED = 0.85


@dataclass(frozen=True, slots=True)
class Found:
    """What a document states: its relations, and the fields (entities of type Field) that are objects of them."""

    relations: list[Relation]
    fields: list[Entity]


def contexts(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: str | None,
    rules: RelationRules,
) -> list[Context]:
    """The candidates: every sentence with its mentions masked, its clauses read and its silent subjects resolved.

    Patterns match on these; whatever else is to judge pairs of mentions takes the same.
    """
    own = own_references(document, mentions, home, rules.grammar.own, rules.alphabet)
    mentions = sorted([*mentions, *own], key=lambda m: m.start)
    starts = [m.start for m in mentions]
    views: list[View] = []
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [m for m in inside if m.end <= sentence.end]
        fields = rules.fields.find(document, sentence, inside)
        both = sorted([*inside, *fields], key=lambda m: (m.start, m.end))
        views += rules.masker.views(document, sentence, both)
    posts: dict[str, Mention] = {}
    whole = frame(document, mentions, views, home, rules.alphabet)
    found = list(Discourse(rules.grammar, whole, mentions, posts).read(views))
    speaking = [(rule, context) for context in found for rule in rules.met(context.view.text) if rule.posts]
    for proposal in (p for rule, context in speaking for p in propose(rule, context, rules.alphabet)):
        posts.setdefault(proposal.subject.entity, proposal.object)
    return found


def find_relations(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: str | None,
    rules: RelationRules,
) -> Found:
    """What the document states about its mentions.

    Args:
        document: its text and offsets.
        sentences: of `document.text`, in order.
        mentions: sorted, not overlapping, each with its entity and class; references (我区, 该中心) included.
        home: the entity that the text is about, mostly a place: the silent subject of 出台…, 获评…; None where there is
            none.
        rules: from `load_rules`.

    Returns:
        Relations in the order of their evidence, one for each subject, predicate, object and status: the surest.
    """
    sections = rules.modality.sections(document)
    best: dict[tuple[str, str, str, str], Relation] = {}
    fields: dict[str, list[Mention]] = {}
    for rule in rules.rules:
        for smaller, larger, first, last in contained(document, mentions) if rule.names else ():
            relation = Relation(
                smaller.entity,
                rule.predicate,
                larger.entity,
                "asserted",
                NAMED,
                f"{rule.predicate}/name in name",
                *document.locate(first, last),
                document.quote(first, last),
            )
            best.setdefault((relation.subject, relation.predicate, relation.object, relation.status), relation)
    for context in contexts(document, sentences, mentions, home, rules):
        proposals = [p for rule in rules.met(context.view.text) for p in propose(rule, context, rules.alphabet)]
        for relation, proposal in _judged(document, context, proposals, sections, rules):
            key = (relation.subject, relation.predicate, relation.object, relation.status)
            if rules.symmetric(relation.predicate) and relation.subject > relation.object:
                key = (relation.object, relation.predicate, relation.subject, relation.status)
            if key not in best or best[key].confidence < relation.confidence:
                best[key] = relation
            for mention in (proposal.subject, proposal.object):
                if mention.type == "Field":
                    fields.setdefault(mention.entity, []).append(mention)
    yields = {rule.predicate: rule.yields_to for rule in rules.rules}
    stated = {(r.predicate, frozenset((r.subject, r.object))) for r in best.values()}
    kept = [r for r in best.values() if (yields[r.predicate], frozenset((r.subject, r.object))) not in stated]
    relations = sorted(kept, key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object, r.status))
    return Found(relations, [_field(document, entity, fields[entity]) for entity in sorted(fields)])


def _judged(
    document: Document, context: Context, proposals: Iterable[Proposal], sections: frozenset[int], rules: RelationRules
) -> Iterator[tuple[Relation, Proposal]]:
    """Proposals that are not denied or asked, as relations with their evidence."""
    for proposal in proposals:
        verdict = rules.modality.verdict(context, proposal.verb, proposal.end, sections)
        if verdict == "none":
            continue
        start, end = evidence(context, proposal.start, proposal.end)
        first, last = context.view.span(start, end)
        begin, stop = document.locate(first, last)
        yield (
            Relation(
                proposal.subject.entity,
                proposal.predicate,
                proposal.object.entity,
                status_of(verdict),
                proposal.confidence,
                f"{proposal.predicate}/{proposal.rule}",
                begin,
                stop,
                document.quote(first, last),
            ),
            proposal,
        )


def evidence(context: Context, start: int, end: int) -> tuple[int, int]:
    """The words that state a relation, drawn out to the edges of their clauses where they are few."""
    if end - start >= SHORT:
        return start, end
    first, last = context.clause_at(start), context.clause_at(end - 1)
    return min(start, first.start), max(end, last.end)


def _field(document: Document, entity: str, mentions: Sequence[Mention]) -> Entity:
    spans = sorted({document.locate(m.start, m.end) for m in mentions})
    return Entity(entity, "Field", "Field", (entity.removeprefix("field:"),), tuple(spans), mentions[0].confidence)
