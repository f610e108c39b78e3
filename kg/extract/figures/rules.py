"""The rules of figures, read from the rulebook and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulebookError
from kg.extract.figures.numerals import HAN_NUMERAL
from kg.extract.relations.modality import Modality

#: A character of this block stands for the n-th mention of a sentence where its words are looked at.
MENTION = "[\ue000-\uf8ff]"


@dataclass(frozen=True, slots=True)
class FigureRules:
    """Compiled patterns and word lists; see rulebook/figures.toml for what each is."""

    quantity: re.Pattern[str]
    units: Mapping[str, tuple[str, str]]  # form -> (kind, unit)
    before: tuple[tuple[re.Pattern[str], str], ...]  # words before a number -> comparator
    near: tuple[tuple[re.Pattern[str], str], ...]  # words a little before it
    behind: Mapping[str, str]
    never_before: re.Pattern[str]
    never_behind: re.Pattern[str]
    never_each: re.Pattern[str]  # before a number, unless it is money
    away: re.Pattern[str]  # a unit and what makes a distance in words a place
    whole: re.Pattern[str]  # a span that is no figure by itself
    threshold: re.Pattern[str]  # behind a figure that only says what is counted next
    counted_by: re.Pattern[str]  # before a figure that only says what was counted
    growth: re.Pattern[str]  # before a multiple that is a rate
    persons: re.Pattern[str]  # nouns of people that are counted without a unit
    spent: re.Pattern[str]  # nouns of money
    weak: frozenset[str]
    duration_after: re.Pattern[str]
    counted: re.Pattern[str]  # before small Chinese numerals that count for once
    yielded: re.Pattern[str]  # the same, right before the numeral
    yielded_units: frozenset[str]
    talk: re.Pattern[str]  # behind a numeral and its classifier: it counts nothing after all
    spans: frozenset[str]  # durations that are figures of their own
    when_before: re.Pattern[str]
    when_behind: re.Pattern[str]
    rank_context: re.Pattern[str]
    rank_word: str
    moved: re.Pattern[str]
    figurative: re.Pattern[str]
    unsaid: tuple[tuple[re.Pattern[str], str, str], ...]  # words before, kind, unit
    property: re.Pattern[str]
    list_verb: re.Pattern[str]
    said_of_money: tuple[tuple[re.Pattern[str], str], ...]
    got: re.Pattern[str]
    usual: Mapping[str, tuple[str, ...]]  # kind of quantity -> what figures of it mostly tell
    given: frozenset[str]  # of these, what is told with whom it went to
    halt: re.Pattern[str]  # what ends the noun behind a number
    benefit: re.Pattern[str]
    scope: re.Pattern[str]
    areas: frozenset[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    bare: re.Pattern[str]
    qualifier: re.Pattern[str]
    predicate: re.Pattern[str]
    change: re.Pattern[str]
    attribute: re.Pattern[str]
    attributive: re.Pattern[str]
    opening: re.Pattern[str]
    means: re.Pattern[str]
    binding: re.Pattern[str]  # what may follow a subject that holds for its whole sentence
    likened: re.Pattern[str]
    verb: re.Pattern[str]
    before_name: re.Pattern[str]  # prepositions and the like that end in front of a name, by group
    home: re.Pattern[str]
    nouns: Mapping[str, frozenset[str]]  # noun -> classes it may stand for
    noun: re.Pattern[str]
    told: Mapping[str, re.Pattern[str]]  # class -> words of indicators that are told of it
    period: re.Pattern[str]
    fleeting: re.Pattern[str]
    planned: re.Pattern[str]  # words of a plan, and 将 that is none
    disposal: re.Pattern[str]
    ahead: re.Pattern[str]  # the head of a sentence that is all plan
    done: re.Pattern[str]
    modality: Modality
    weights: Mapping[str, int]  # clue -> weight, see clues.py
    wording_weights: Mapping[str, int]  # the same of wordings, see wordings.py


def load_figure_rules(folder: Path | None = None) -> FigureRules:
    """The rules in `folder` (the rulebook's by default). Raises `RulebookError` where a file is broken."""
    folder = folder or resources.rulebook()
    units_path, words_path = folder / "units.toml", folder / "figures.toml"
    units, words = _read(units_path), _read(words_path)
    shared = [_read(folder / name) for name in ("modality.toml", "discourse.toml", "references.toml")]
    try:
        forms = _forms(units)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RulebookError(f"{units_path}: {error!r}: see the comments in the file for its shape") from error
    try:
        return _compile(forms, units, words, *shared)
    except (KeyError, TypeError, AttributeError) as error:
        raise RulebookError(f"{words_path}: lacks or misshapes {error}: see its comments") from error
    except re.error as error:
        raise RulebookError(f"{words_path}: not a regular expression: {error.pattern!r}: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RulebookError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulebookError(f"{path}: not TOML: {error}") from error


def _forms(units: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Every way a unit is written -> (kind, unit); a form given twice is an error."""
    forms: dict[str, tuple[str, str]] = {}
    for kind in ("money", "ratio", "measure"):
        for unit, ways in units[kind].items():
            for way in ways:
                _add(forms, way, (kind, unit))
    for way in units["count"]["forms"]:
        _add(forms, way, ("count", way))
    for way in units["duration"]["forms"]:
        _add(forms, way, ("duration", way))
    for way, unit in units["written"].items():
        _add(forms, way, forms.get(unit, ("count", unit)))
    return forms


def _add(forms: dict[str, tuple[str, str]], way: str, value: tuple[str, str]) -> None:
    if not isinstance(way, str) or not way:
        raise ValueError(f"{way!r} is no unit")
    if forms.setdefault(way, value) != value:
        raise ValueError(f"{way} is both {forms[way]} and {value}")


def either(forms: Iterable[str]) -> str:
    """An alternation of pieces of expressions, the longest first."""
    return "(?:" + "|".join(sorted(forms, key=lambda f: (-len(f), f))) + ")"


def _quantity(forms: Mapping[str, tuple[str, str]], per: Iterable[str], words: Mapping[str, Any]) -> re.Pattern[str]:
    """The one expression that finds every number: ranks, percentages in words, tenths, and number with unit."""
    arabic = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
    han = f"[{HAN_NUMERAL}]+"
    before = either(form for forms_ in words["before"].values() for form in forms_)
    behind = either(form for forms_ in words["behind"].values() for form in forms_)
    unit = either(re.escape(form) for form in forms)
    end = words["rank"]["end"]
    first = either(words["rank"]["first"])
    heads = either([*words["unsaid"]["persons"], *words["unsaid"]["spent"]])
    return re.compile(
        rf"(?P<rank>第\s?(?P<nth>\d+|{han})(?:[位名](?![单称校义])|把交椅|{end})|(?<![目日此之以从])前\s?(?P<top>\d+|{han})(?:[位名](?![单称校义])|强?{end})|{first})"
        rf"|(?P<pre>{before})?(?:了)?\s?(?:"
        rf"百分之(?P<percent>(?:{arabic}|{han}))"
        rf"|(?P<whole>[二三四五六七八九十]|[十百千]?[万亿]|千)分之(?P<parts>{han})|(?<!\d)(?P<part>[1-4])/(?P<of>[2-9]|10)(?!\d)"
        rf"|(?P<half>{words['half']['forms']})"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?P<more5>半|[一二三四五六七八九])?(?![果立功员本效长就熟都型品交才群年绩色因分]|份(?!额)|(?<![三四五六七八九]成)为)"
        rf"|(?:(?P<arabic>{arabic})\s?(?P<more>[余多来])?\s?(?P<mag>(?:个(?=亿))?[百千]?(?:万亿|亿|万)|[百千](?![瓦伏克]))?"
        rf"|(?P<han>{han}(?:个亿|[余多来][万亿]{{1,2}})?))(?P<more2>[余多来几]|\+)?\s?(?P<unit>{unit}|(?=级|{heads}|[，,。；;、）)！!的\n]|$))(?P<per>/{either(per)}(?![A-Za-z]))?(?P<level>级)?"
        rf")(?P<post>{behind})?",
    )


def _compile(
    forms: dict[str, tuple[str, str]],
    units: Mapping[str, Any],
    words: Mapping[str, Any],
    modality: Mapping[str, Any],
    discourse: Mapping[str, Any],
    references: Mapping[str, Any],
) -> FigureRules:
    grammar = discourse["grammar"]
    indicator, subject, rank = words["indicator"], words["subject"], words["rank"]
    nouns: dict[str, set[str]] = {}
    for entry in references["definite"]:
        for way in entry["nouns"]:
            nouns.setdefault(way, set()).update(entry["classes"])
    this = either(references["markers"]["definite"])
    period = either(words["period"]["forms"])
    return FigureRules(
        quantity=_quantity(forms, units["per"]["units"], words),
        units=forms,
        before=tuple((re.compile(either(ways)), sign) for sign, ways in words["before"].items()),
        near=tuple((re.compile(f"{either(ways)}$"), sign) for sign, ways in words["near"].items()),
        behind={way: sign for sign, ways in words["behind"].items() for way in ways},
        never_before=re.compile(f"{either(words['never']['before'])}$"),
        never_behind=re.compile(either(words["never"]["behind"])),
        never_each=re.compile(f"{either(words['never']['each'])}$"),
        away=re.compile(words["never"]["away"]),
        whole=re.compile(words["never"]["whole"]),
        threshold=re.compile(words["threshold"]["behind"]),
        counted_by=re.compile(words["threshold"]["before"]),
        growth=re.compile(either(words["growth"]["words"]) + "了?[近约超]?$"),
        persons=re.compile(either(words["unsaid"]["persons"])),
        spent=re.compile(either(words["unsaid"]["spent"])),
        weak=frozenset(units["count"]["weak"]),
        duration_after=re.compile(f"{either(units['duration']['after'])}[^，,]{{0,4}}$"),
        counted=re.compile(f"{either(words['unsaid']['counted'])}[^，。]{{0,30}}$"),
        yielded=re.compile(f"{either(words['unsaid']['yielded'])}了?$"),
        yielded_units=frozenset(words["unsaid"]["yielded_units"]),
        talk=re.compile(f"[^，。]{{0,2}}?{either(words['unsaid']['talk'])}"),
        spans=frozenset(units["duration"]["spans"]),
        when_before=re.compile(f"{either(units['duration']['when_before'])}$"),
        when_behind=re.compile(either(units["duration"]["when_behind"])),
        rank_context=re.compile(either(rank["context"])),
        rank_word=str(rank["word"]),
        moved=re.compile(either(rank["moved"]) + "了?$"),
        figurative=re.compile(rank["figurative"]),
        unsaid=tuple(
            (re.compile(either(words["unsaid"][what])), kind, unit)
            for what, kind, unit in (
                ("parameters", "count", "个"),
                ("people", "count", "人"),
                ("firms", "count", "家"),
                ("money", "money", "元"),
            )
        ),
        list_verb=re.compile(f"[^，]{{0,12}}?(?:累计|新)*{either(indicator['list_verb'])}"),
        said_of_money=tuple((re.compile(way), full) for way, full in indicator["said_of_money"]),
        got=re.compile(indicator["got"]),
        usual={kind: tuple(ways) for kind, ways in indicator["usual"].items()},
        given=frozenset(indicator["given"]),
        halt=re.compile(either(indicator["halt"])),
        benefit=re.compile(indicator["benefit"]),
        scope=re.compile(indicator["scope"]),
        areas=frozenset(units["area"]["units"]),
        property=re.compile(indicator["property"]),
        lead=re.compile(rf"(?:\s|{period}|{either(indicator['lead'])}|{either(subject['home'])})+"),
        tail=re.compile(rf"(?:\s|{period}|{either(indicator['tail'])})+$"),
        bare=re.compile(indicator["bare"]),
        qualifier=re.compile(indicator["qualifier"]),
        predicate=re.compile(indicator["predicate"]),
        change=re.compile(indicator["change"] + rf"(?:{period}的?)?"),
        attribute=re.compile(indicator["attribute"]),
        attributive=re.compile(indicator["attributive"]),
        opening=re.compile(rf"(?:\s|[“《、]|{period}|{either(subject['opening'])})+"),
        means=re.compile(either(subject["means"])),
        binding=re.compile(either([*subject["means"], *subject["made"]])),
        likened=re.compile(either(subject["likened"])),
        verb=re.compile(either([*grammar["verbs"], *grammar["prepositions"], *grammar["agents"]])),
        before_name=re.compile(
            "(?:" + "|".join(f"(?P<{name}>{either(ways)})" for name, ways in subject["before_name"].items()) + ")$"
        ),
        home=re.compile(either(subject["home"])),
        nouns={way: frozenset(classes) for way, classes in nouns.items()},
        noun=re.compile(rf"(?P<this>{this})?(?P<noun>{either(nouns)})"),
        told={cls: re.compile(either(ways)) for cls, ways in subject["told"].items()},
        period=re.compile(period),
        fleeting=re.compile(words["period"]["fleeting"]),
        planned=re.compile(either([*modality["planned"], *words["target"]["words"]])),
        disposal=re.compile(modality["disposal"]),
        ahead=re.compile(f"[^，]{{0,3}}?{either(modality['sentence'])}"),
        done=re.compile(either(words["target"]["done"])),
        modality=Modality(modality),
        weights=_weights(Path(__file__).with_name("clues.tsv")),
        wording_weights=_weights(Path(__file__).with_name("wordings.tsv")),
    )


def _weights(path: Path) -> dict[str, int]:
    """The weights of clues: lines of clue, tab, whole number."""
    try:
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
        return {clue: int(weight) for clue, weight in rows}
    except (OSError, ValueError) as error:
        raise RulebookError(f"{path}: the weights cannot be read ({error}); reinstall the package") from error
