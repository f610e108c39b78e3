"""Rules whose trigger words a text lacks are not tried."""

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.relations.triggers import Triggers

words = st.lists(st.text("共建孵化", max_size=3), max_size=4)


@given(st.lists(words, max_size=4), st.text("共建孵化投", max_size=12))
def test_a_list_is_found_where_one_of_its_words_stands(lists, text):
    assert Triggers(lists).found(text) == [n for n, some in enumerate(lists) if any(w in text for w in some)]
