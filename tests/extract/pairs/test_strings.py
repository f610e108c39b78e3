"""What is known of strings by their checksums alone agrees with the strings themselves."""

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.pairs.strings import Few, Joined, Strings, spread

texts = st.lists(st.text(max_size=8) | st.text(min_size=200, max_size=300), max_size=6)


def checks(strings):
    return [zlib.crc32(s.encode("utf-8")) for s in strings]


@given(st.lists(st.tuples(st.text(), st.text(max_size=300)), max_size=6))
def test_a_sum_hashes_like_the_two_strings_together(pairs):
    both = Strings.of([a for a, _ in pairs]) + Strings.of([b for _, b in pairs])
    assert both.crc.tolist() == checks(a + b for a, b in pairs)
    assert both.size.tolist() == [len((a + b).encode("utf-8")) for a, b in pairs]


@given(texts, st.sampled_from(["", "|", "，"]))
def test_every_stretch_hashes_like_its_parts_joined(parts, between):
    low, high = np.array([(a, b) for a in range(len(parts) + 1) for b in range(len(parts) + 1)]).T
    wanted = [between.join(parts[a:b]) for a, b in zip(low, high, strict=True)]
    assert Joined(parts, between).stretch(low, high).crc.tolist() == checks(wanted)


@given(st.lists(st.text(max_size=5), max_size=8))
def test_a_form_is_filled_in_with_each_string(strings):
    assert Few.of(strings).crc("p|{}|").tolist() == checks(f"p|{s}|" for s in strings)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6))
def test_ranges_are_spread_in_order(ranges):
    owner, place = spread(np.array([a for a, _ in ranges], int), np.array([b for _, b in ranges], int))
    wanted = [(n, p) for n, (a, b) in enumerate(ranges) for p in range(a, b)]
    assert list(zip(owner.tolist(), place.tolist(), strict=True)) == wanted
