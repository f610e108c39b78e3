"""`kg explain`: why a sentence was read as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options

if TYPE_CHECKING:
    from kg.extract.explain import Explanation, Match, Name, Scored, Spoken, Story
    from kg.model import Observation, Relation, Vocabulary

#: Why something was not kept; see `kg.extract.explain.Fate`.
_WHY = {
    "weak": "证据弱，只供标注器参考 weak: evidence for the tagger only",
    "unaided": "此规则须标注器印证 the tagger did not bear it out",
    "overlap": "已有别的名称占据此处 another name stands here",
    "short": "不足两个字 fewer than two characters",
    "field": "领域，不是名称 a field, no name",
    "generic": "泛称 a common noun",
    "party": "缺主体或客体 a subject or object is missing",
    "denied": "被否定或是疑问 denied or asked",
    "other": "同一对已由更合适的关系说明 the same pair is told better elsewhere",
    "score": "分类器得分低于阈值 below the classifier's threshold",
}
_VERDICTS = {"asserted": "已然 asserted", "planned": "计划 planned", "none": "不成立 denied", "": ""}
_STATUS = {"achieved": "已实现 achieved", "target": "目标 target"}


@click.command("explain")
@click.argument("text")
@options.seeds
@options.rulebook
def command(text: str, use_seeds: bool, rulebook: Path | None) -> None:
    """解释一句话（或一个文件）是怎样读出来的。

    TEXT is a sentence or a file. For each sentence: what the rules, the lists and the tagger proposed as names, which
    patterns matched, which pairs the classifier scored, what came out of it, and why the rest did not.
    """
    from kg import pipeline

    found = pipeline.explain(text, seeds=use_seeds, rulebook=rulebook)
    click.echo("\n".join(_Teller(pipeline.vocabulary(), found.names).lines(found)))


class _Teller:
    """Puts an explanation into words. `names` are the entities' by id."""

    def __init__(self, vocabulary: Vocabulary, names: Mapping[str, str]) -> None:
        self._vocabulary = vocabulary
        self._names = names

    def lines(self, found: Explanation) -> Iterator[str]:
        yield f"全文所谈 the text is about: {found.home or '（未定 unknown）'}"
        for number, story in enumerate(found.stories, 1):
            yield ""
            yield f"【{number}】{story.text}"
            yield from self.story(story)

    def story(self, story: Story) -> Iterator[str]:
        """One sentence, stage after stage; a stage that saw nothing says so."""
        yield from _section("规则候选 candidates of the rules", map(self.name, story.proposed))
        yield from _section("名录 lists", map(self.name, story.listed))
        yield from _section("标注器 tagger", map(self.name, story.tagged))
        yield from _section("名称 names decided", map(self.spoken, story.mentions))
        yield from _section("模式 patterns", map(self.match, story.matches))
        yield from _section("分类器 classifier", map(self.scored, story.pairs))
        yield from _section("关系 relations", map(self.relation, story.relations))
        yield from _section("指标 observations", map(self.observation, story.observations))

    def name(self, name: Name) -> str:
        said = f"{name.words}　{self.cls(name.cls)}"
        said += f"　{name.rule}" if name.margin is None else f"　差值 margin {name.margin}，置信 {name.sure:.2f}"
        return _told(said, name.fate, f"此处为“{name.rival}”" if name.rival else "")

    def spoken(self, m: Spoken) -> str:
        how = "指代 refers to" if m.reference else "即 is"
        return f"· {m.words}　{how} {m.entity}　{self.cls(m.cls)}　{m.rule} {m.sure:.2f}"

    def match(self, m: Match) -> str:
        ends = f"{m.subject} —{self.word(m.predicate)}→ {m.object}" if m.subject else f"？{self.word(m.predicate)}？"
        verdict = f"　{_VERDICTS[m.verdict]}" if m.verdict else ""
        return _told(f"{ends}　{m.rule} {m.sure:.2f}{verdict}　“{m.words}”", m.fate)

    def scored(self, pair: Scored) -> str:
        ends = f"{pair.subject} —{self.word(pair.predicate)}→ {pair.object}"
        return _told(f"{ends}　得分 {pair.score:.2f}，阈值 {pair.threshold:.2f}", pair.fate)

    def relation(self, r: Relation) -> str:
        ends = f"{self.entity(r.subject)} —{self.word(r.predicate)}→ {self.entity(r.object)}"
        return f"· {ends}　{_VERDICTS[r.status]}　{r.rule} {r.confidence:.2f}　“{r.quote}”"

    def observation(self, o: Observation) -> str:
        said = f"{self.entity(o.subject)}　{o.indicator} {o.comparator} {o.value}{o.unit}"
        period = f"　{o.period}" if o.period else ""
        return f"· {said}{period}　{_STATUS[o.status]}　{o.rule} {o.confidence:.2f}　“{o.quote}”"

    def cls(self, name: str) -> str:
        return f"{self._vocabulary.labels.get(name, (name, ''))[0]} {name}"

    def word(self, predicate: str) -> str:
        return self._vocabulary.properties[predicate].label_zh

    def entity(self, id_: str) -> str:
        return self._names.get(id_, id_)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield f"  {title}{'' if found else '：无 none'}"
    for line in found:
        yield "    " + line.replace("\n", " ")


def _told(said: str, fate: str, more: str = "") -> str:
    if fate == "kept":
        return f"✓ {said}"
    return f"✗ {said}　—— {'；'.join(part for part in (_WHY[fate], more) if part)}"
