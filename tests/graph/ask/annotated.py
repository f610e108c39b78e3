"""The articles of seeds/annotated as extractions: a second graph to ask, with nothing in it that a rule found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.model import Entity, Extraction, Observation, Relation, Vocabulary

#: The annotation names the guide's 13 types only; a platform's kind is told by how its name ends.
_ENDINGS = {
    "重点实验室": "KeyLaboratory",
    "联合实验室": "JointLaboratory",
    "实验室": "Laboratory",
    "研究院": "ResearchInstitute",
    "研究所": "ResearchInstitute",
    "概念验证中心": "ProofOfConceptCentre",
    "创新中心": "InnovationCentre",
    "中试基地": "PilotBase",
    "中试平台": "PilotBase",
    "众创空间": "MakerSpace",
    "孵化器": "Incubator",
    "转移中心": "TechnologyTransferCentre",
    "联盟": "Alliance",
    "联合体": "Alliance",
    "工作站": "Workstation",
}

_ENTITY = re.compile(r"(e\d+)\?? (\w+) (.+)")
_RELATION = re.compile(r"r(!?)\?? (e\d+) (\w+) (e\d+) «(.+)»")
_FIGURE = re.compile(r"o\?? (e\d+) ([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]*)\|(\w+)\|«(.+)»")


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in re.finditer(re.escape(words), text))


def _mentions(text: str, names: Sequence[str], longer: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where `names` stand in `text` but not inside one of the `longer` names."""
    spans = {s for n in names for s in _occurrences(text, n)}
    taken = [s for n in longer for s in _occurrences(text, n)]
    return tuple(sorted(s for s in spans if not any(a <= s[0] and s[1] <= b and (a, b) != s for a, b in taken)))


def _cls(type_: str, names: Sequence[str]) -> str:
    if type_ == "Platform":
        for name in names:
            for ending, cls in _ENDINGS.items():
                if name.endswith(ending):
                    return cls
    return type_


def read(path: Path, vocabulary: Vocabulary) -> Extraction:
    """The extraction that an annotated article amounts to, its facts all certain."""
    head, text, marks = re.split(r"(?m)^===[ \t]*\n", path.read_text("utf-8"))
    text = text.strip("\n") + "\n"
    header = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    declared: dict[str, tuple[str, tuple[str, ...]]] = {}
    relations: list[Relation] = []
    figures: list[Observation] = []

    def where(quote: str) -> tuple[int, int]:
        return next(_occurrences(text, quote))

    for line in marks.splitlines():
        if m := _ENTITY.fullmatch(line):
            declared[m[1]] = m[2], tuple(m[3].split("|"))
        elif m := _RELATION.fullmatch(line):
            status = "planned" if m[1] else "asserted"
            relations.append(Relation(m[2], m[3], m[4], status, 1.0, "annotated", *where(m[5]), m[5]))  # type: ignore[arg-type]
        elif m := _FIGURE.fullmatch(line):
            value = float(m[3])
            figures.append(
                Observation(
                    m[1],
                    m[2],
                    int(value) if value.is_integer() else value,
                    m[4],
                    m[5],
                    m[6] or None,
                    m[7],  # type: ignore[arg-type]
                    1.0,
                    "annotated",
                    *where(m[8]),
                    m[8],
                )
            )
    every = [n for _, names in declared.values() for n in names]
    entities = tuple(
        Entity(id_, vocabulary.type_of(_cls(type_, names)), _cls(type_, names), names, _mentions(text, names, every))
        for id_, (type_, names) in declared.items()
    )
    sentences = tuple(m.span() for m in re.finditer(r"[^。\s][^。]*。?", text))
    return Extraction(
        path.stem, entities, tuple(relations), tuple(figures), sentences, {"title": header["title"]}, text
    )


def read_all(paths: Iterable[Path], vocabulary: Vocabulary) -> list[Extraction]:
    return [read(path, vocabulary) for path in sorted(paths)]
