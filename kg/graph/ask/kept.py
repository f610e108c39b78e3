"""Which of the answers that a query found the evidence bears out, in its own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.graph.ask.evidence import of_year, supporting
from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import Thing
from kg.graph.ask.queries import Query
from kg.graph.ask.replies import Answer
from kg.graph.lookup import Index
from kg.model import Fact

Notes = tuple[str, ...]

# What is said of a name stands no further from it than so many characters, and nothing that parts them between.
_NEAR = 16
_PART = "，,。；;、：:和与及"


def listed(
    query: Query, rows: Sequence[Sequence[object]], year: str, index: Index
) -> tuple[tuple[Answer, ...], Notes]:  # fmt: skip
    """The answers with the facts of each, those left out that the facts do not bear out, and what to say of it."""
    facts: dict[str, dict[str, Fact]] = defaultdict(dict)
    undated: set[str] = set()
    other_posts: set[str] = set()
    for row in rows:
        values = [str(getattr(cell, "value", "")) for cell in row]
        bound = dict(zip(query.variables, (values[0], *values[2:]), strict=True))
        found = supporting(query.edges, bound, index)
        said = [edge.join.said for edge in query.edges]
        if any(word and not _in_post(word, some, index) for word, some in zip(said, found, strict=True)):
            other_posts.add(values[0])
            continue
        if year and found and not in_year(found[-1], year, index):
            undated.add(values[0])
            continue
        facts[values[0]].update((fact.iri, fact) for some in found for fact in some)
    notes = []
    if year:
        notes.append(f"只算原文写明{year}年的" + (f"；另有 {len(undated - set(facts))} 个没有写明" if undated else ""))
    if other_posts and not facts:
        notes.append("图谱里有任职的人，但原文没有写明这一职务")
    return tuple(Answer(index.node(iri), tuple(found.values())) for iri, found in facts.items()), tuple(notes)


def in_year(facts: Sequence[Fact], year: str, index: Index) -> tuple[Fact, ...]:
    dates = {source.name: source.date for source in index.sources}
    return tuple(fact for fact in facts if of_year(fact, year, dates))


def narrowed(answers: tuple[Answer, ...], thing: Thing) -> tuple[tuple[Answer, ...], Notes, Notes]:
    """Of the answers those whose evidence says what the question says of them; what to tell of it; and the words that
    nothing says."""
    if _inner(thing):
        return (), (), _inner(thing)
    notes: Notes = ()
    for word in thing.narrowed:
        kept = tuple(answer for answer in answers if _says(answer, word))
        if not kept:
            return (), (), (word,)
        if len(kept) < len(answers):
            notes = (*notes, f"只算原文写明“{word}”的；另有 {len(answers) - len(kept)} 个没有写明")
        answers = kept
    for word in thing.kinds:
        kept = tuple(answer for answer in answers if _says(answer, word))
        if kept and len(kept) < len(answers):
            notes = (*notes, f"只算原文写明“{word}”的；另有 {len(answers) - len(kept)} 个没有写明")
        answers = kept or answers
    return answers, notes, ()


def with_sums(answers: tuple[Answer, ...], sums: Sequence[str]) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """Of the answers those whose evidence names the sums; and the sums that none names."""
    for one in sums:
        said = re.compile(r"(?<![\d.])" + re.escape(one))
        kept = tuple(answer for answer in answers if any(said.search(fact.context) for fact in answer.facts))
        if answers and not kept:
            return (), (one,)
        answers = kept
    return answers, ()


def _inner(thing: Thing) -> tuple[str, ...]:
    """What narrows the things between, of which the evidence of the answers need say nothing."""
    found: list[str] = []
    for join in thing.joins:
        other = join.other
        # 搞疫苗的企业: that it is a product is not enough.
        unsaid = other.narrowed or (other.kinds and not other.joins)
        found += [*((other.text,) if unsaid else ()), *_inner(other)]
    return tuple(found)


def _says(answer: Answer, word: str) -> bool:
    """Whether the name has the word, or a sentence has it beside the name."""
    label = answer.node.label
    return word in label or any(_beside(re.escape(word), label, fact.context) for fact in answer.facts)


def _in_post(post: str, facts: Iterable[Fact], index: Index) -> bool:
    """Whether a fact's words give a person that post: 董事长张三, but not 董事长李四、张三, nor 副董事长张三."""
    said = f"(?<!副){re.escape(post.removeprefix('现任'))}"
    for fact in facts:
        label = index.node(fact.subject).label
        if label not in fact.context:
            return re.search(said, fact.context) is not None
        if _beside(said, label, fact.context):
            return True
    return False


def in_any_post(person: str, index: Index, lexicon: Lexicon) -> bool:
    """Whether the words of some fact give a person a post at all."""
    posts = "|".join(re.escape(post) for post in sorted(lexicon.posts, key=lambda post: (-len(post), post)))
    label = index.node(person).label
    return any(_beside(posts, label, f.context) for f in index.facts(person) if f.predicate == "worksFor")


def _beside(pattern: str, label: str, text: str) -> bool:
    """Whether `pattern` is found near `label` in the text, with nothing that parts them between."""
    for found in re.finditer(re.escape(label), text):
        before = re.split(f"[{_PART}]", text[max(0, found.start() - _NEAR) : found.start()])[-1]
        after = re.split(f"[{_PART}]", text[found.end() : found.end() + _NEAR])[0]
        if re.search(pattern, before) or re.search(pattern, after):
            return True
    return False
