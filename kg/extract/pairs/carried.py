"""What the classifier sees of a mention and one that its sentence does not name: home, topic, or spoken of before."""

from __future__ import annotations

import numpy as np

from kg.extract.pairs.between import NEAR, WINDOW, Places
from kg.extract.pairs.row import Row
from kg.extract.pairs.sheet import Sheet
from kg.extract.pairs.strings import Ints, Strings, spread

#: How many tokens of the clause before the mention are looked at.
_BEFORE = 8
_NUMBERS = Strings.of([str(n) for n in range(8)])
_BOOLS = Strings.of(["False", "True"])


def told(row: Row, at: Places, sheet: Sheet) -> Ints:
    """Add the features of these pairs, whose token is the object's; where the words looked at begin in the text."""
    owners, way, token = at.owners, at.way, at.last
    low, high = row.low[token], row.high[token]
    window = np.maximum(token - _BEFORE, low)
    stop = row.stops.last(window, token)
    clause = np.where(stop == row.empty, window, stop + 1)
    before = np.where(token > low, token - 1, row.before)
    behind = np.where(token + 1 < high, token + 1, row.behind)
    sheet.add(owners, way.crc("{}"))
    sheet.add(owners, at.types.crc("{}"))
    sheet.add(owners, way.crc("{}|n|"), _NUMBERS[np.minimum(row.mentions.count(low, token), 4)])
    sheet.add(owners, way.crc("{}|first|"), _BOOLS[(token == low).astype(np.int64)])
    pair, place = spread(token + 1, np.minimum(token + 1 + NEAR, high))
    sheet.add(owners[pair], way.crc("{}|rw|", pair), row.words[place])
    named = row.slots.count(clause, token) > 0
    sheet.add(owners, way.crc("{}|subject|"), _BOOLS[named.astype(np.int64)])
    pair, place = spread(clause, token)
    verb = row.words[row.verbs.last(clause, token)]
    two = row.joined.stretch(np.maximum(token - 2, low), token)
    for one in (way, at.types):
        sheet.add(owners[pair], one.crc("{}|cl|", pair), row.words[place])
        sheet.add(owners, one.crc("{}|v|"), verb)
        sheet.add(owners, one.crc("{}|l0|"), row.words[before])
        sheet.add(owners, one.crc("{}|l2|"), two)
        sheet.add(owners, one.crc("{}|r0|"), row.words[behind])
    _kinds(row, at, clause, sheet)
    return np.where(clause == window, row.starts[low], row.starts[token])


def _kinds(row: Row, at: Places, clause: Ints, sheet: Sheet) -> None:
    """The kinds of the words of the clause before the mention, and close behind it."""
    owners, token, content = at.owners, at.last, row.content
    low, high = row.marks(token, row.starts[clause], row.starts[token])
    right_low, right_high = row.marks(token, row.ends[token], row.ends[token] + WINDOW)
    near_low, near_high = content.rank[right_low], content.rank[right_high]
    ahead, ahead_at = spread(content.rank[low], content.rank[high])
    behind, behind_at = spread(near_low, np.minimum(near_low + 2, near_high))
    both = row.kinds[content.last(low, high)] + row.tailed_kinds[content.first(right_low, right_high)]
    for one in (at.way, at.types):
        sheet.add(owners[ahead], one.crc("{}|C|", ahead), row.kinds[content.at[ahead_at]])
        sheet.add(owners[behind], one.crc("{}|CR|", behind), row.kinds[content.at[behind_at]])
        sheet.add(owners, one.crc("{}|C1|"), both)
