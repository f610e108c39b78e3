"""What the classifier sees of two mentions of one sentence: what stands between them and around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.extract.pairs.row import Row
from kg.extract.pairs.sheet import Sheet
from kg.extract.pairs.strings import Few, Ints, Strings, spread

#: How far beyond a pair words are looked at: in tokens, and in characters.
NEAR = 4
WINDOW = 14
#: The longest stretches that are told whole: all words, the words that hold a sentence together, kinds and mentions.
_WHOLE, _BONES, _OUTLINE = 6, 7, 9
_NUMBERS = Strings.of([str(n) for n in range(512)])
_TAILED = Strings.of([f"|{n}" for n in range(512)])
_BOOLS = Strings.of(["False", "True"])


@dataclass(frozen=True, slots=True)
class Places:
    """Pairs of a sheet by the tokens that stand for their ends, in the order of the text.

    `types` are the scored types of subject and object, `way` these with `>` where the subject comes first, else `<`.
    """

    owners: Ints
    first: Ints
    last: Ints
    types: Few
    way: Few


def told(row: Row, at: Places, sheet: Sheet) -> None:
    """Add the features of these pairs."""
    owners, way = at.owners, at.way
    sheet.add(owners, way.crc("{}"))
    sheet.add(owners, at.types.crc("{}"))
    _words(row, at, sheet)
    _around(row, at, sheet)
    _shape(row, at, sheet)
    _kinds(row, at, sheet)


def _words(row: Row, at: Places, sheet: Sheet) -> None:
    """The words between."""
    owners, way = at.owners, at.way
    low, high = at.first + 1, at.last
    pair, place = spread(low, high)
    sheet.add(owners[pair], way.crc("{}|b|", pair), row.words[place])
    sheet.add(owners[pair], _direction(way).crc("{}|b|", pair), row.words[place])
    pair, place = spread(low, high - 1)
    sheet.add(owners[pair], way.crc("{}|bb|", pair), row.words[place] + row.tailed[place + 1])
    size = high - low
    whole = row.joined.stretch(low, np.where(size <= _WHOLE, high, low))
    sheet.add(owners, way.crc("{}|s|"), _either(size <= _WHOLE, whole, _NUMBERS[size // 8]))
    sheet.add(owners, way.crc("{}|f|"), row.joined.stretch(low, np.minimum(low + 2, high)))
    sheet.add(owners, way.crc("{}|l|"), row.joined.stretch(np.maximum(high - 2, low), high))
    some, none = np.flatnonzero(size > 0), np.flatnonzero(size <= 0)
    sheet.add(owners[some], way.crc("{}|l1|", some), row.words[high[some] - 1])
    sheet.add(owners[some], way.crc("{}|f1|", some), row.words[low[some]])
    sheet.add(owners[none], way.crc("{}|adjacent", none))


def _around(row: Row, at: Places, sheet: Sheet) -> None:
    """The words before and behind."""
    owners, way, first, last = at.owners, at.way, at.first, at.last
    low, high = row.low[first], row.high[first]
    edge, stop = np.maximum(first - NEAR, low), np.minimum(last + 1 + NEAR, high)
    for form, (pair, place) in (("{}|lw|", spread(edge, first)), ("{}|rw|", spread(last + 1, stop))):
        sheet.add(owners[pair], way.crc(form, pair), row.words[place])
    before = np.where(first > low, first - 1, row.before)
    behind = np.where(last + 1 < high, last + 1, row.behind)
    some = last > first + 1
    inner, outer = np.where(some, first + 1, row.empty), np.where(some, last - 1, row.empty)
    sheet.add(owners, way.crc("{}|l0|"), row.words[before])
    sheet.add(owners, way.crc("{}|r0|"), row.words[behind])
    sheet.add(owners, way.crc("{}|r0f|"), row.words[behind] + row.tailed[inner] + row.tailed[outer])
    sheet.add(owners, way.crc("{}|lr|"), row.words[before] + row.tailed[behind])
    sheet.add(owners, way.crc("{}|va|"), row.words[row.verbs.first(last + 1, stop)])
    sheet.add(owners, way.crc("{}|first|"), _BOOLS[(first == low).astype(np.int64)])


def _shape(row: Row, at: Places, sheet: Sheet) -> None:
    """Clauses, mentions and verbs between."""
    owners, way = at.owners, at.way
    low, high = at.first + 1, at.last
    clauses, crowd = row.commas.count(low, high), row.mentions.count(low, high)
    sheet.add(owners, way.crc("{}|c|"), _NUMBERS[np.minimum(clauses, 4)])
    sheet.add(owners, way.crc("{}|m|"), _NUMBERS[np.minimum(crowd, 5)])
    some = row.mentions.rank[low]
    sheet.add(owners, way.crc("{}|ms|"), row.crowd.stretch(some, some + np.minimum(crowd, 3)))
    listed = (high > low) & (row.listing.count(low, high) == high - low)
    sheet.add(owners, way.crc("{}|list|"), _BOOLS[listed.astype(np.int64)])
    sheet.add(owners, way.crc("{}|v|"), row.words[row.verbs.first(low, high)])
    sheet.add(owners, way.crc("{}|vl|"), row.words[row.verbs.last(low, high)] + _TAILED[np.minimum(clauses, 2)])
    few = np.flatnonzero(row.skeleton.count(low, high) <= _BONES)
    bones = row.bones.stretch(row.skeleton.rank[low[few]], row.skeleton.rank[high[few]])
    sheet.add(owners[few], way.crc("{}|k|", few), bones)


def _kinds(row: Row, at: Places, sheet: Sheet) -> None:
    """The kinds of the words between, and close around."""
    owners, way, first, last = at.owners, at.way, at.first, at.last
    start, end = row.starts[first], row.ends[last]
    low, high = row.marks(first, row.ends[first], row.starts[last])
    left_low, left_high = row.marks(first, start - WINDOW, start)
    right_low, right_high = row.marks(first, end, end + WINDOW)
    content = row.content
    words_low, words_high = content.rank[low], content.rank[high]
    told_low, told_high = content.rank[right_low], content.rank[right_high]
    pair, place = spread(words_low, words_high)
    sheet.add(owners[pair], way.crc("{}|C|", pair), row.kinds[content.at[place]])
    sheet.add(owners[pair], _direction(way).crc("{}|C|", pair), row.kinds[content.at[place]])
    pair, place = spread(told_low, np.minimum(told_low + 2, told_high))
    sheet.add(owners[pair], way.crc("{}|R|", pair), row.kinds[content.at[place]])
    some = np.flatnonzero(content.count(left_low, left_high))
    nearest = content.last(left_low[some], left_high[some])
    sheet.add(owners[some], way.crc("{}|L|", some), row.kinds[nearest])
    sheet.add(owners, way.crc("{}|CC|"), row.told.stretch(words_low, np.minimum(words_low + 4, words_high)))
    before = row.kinds[np.where(left_high > left_low, left_high - 1, row.no_left)]
    after = row.tailed_kinds[np.where(right_high > right_low, right_low, row.no_right)]
    word, next_ = content.first(low, high), row.tailed_kinds[content.first(right_low, right_high)]
    sheet.add(owners, way.crc("{}|BA|"), before + after + row.tailed_kinds[word] + next_)
    sheet.add(owners, way.crc("{}|BT|"), before + next_ + _TAILED[words_high - words_low])
    inner, outer = row.outlined[first] + 1, row.outlined[last]
    few = np.flatnonzero(outer - inner <= _OUTLINE)
    outline = row.outline.stretch(inner[few], outer[few])
    bar = Strings.of(["|"] * len(few))
    sheet.add(owners[few], way.crc("{}|K|", few), outline)
    sheet.add(owners[few], way.crc("{}|KB|", few), before[few] + bar + outline)
    sheet.add(owners[few], way.crc("{}|KR|", few), outline + next_[few])


def _direction(way: Few) -> Few:
    return Few([w[-1] for w in way.distinct], way.index)


def _either(which: np.typing.NDArray[np.bool_], one: Strings, other: Strings) -> Strings:
    return Strings(np.where(which, one.crc, other.crc), np.where(which, one.size, other.size))
