"""Words are cut where jieba cuts them."""

import jieba
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.words import Words

ALPHABET = "中国人民共和大学研究院生产的确实验室在一和服务业abAB01+#.%-_& \r\n\u3000，。“·é𠀀鿖"


@settings(max_examples=300)
@given(st.text(ALPHABET, max_size=40) | st.text(max_size=12))
def test_words_are_those_of_jieba_without_its_hidden_markov_model(words: Words, text: str):
    assert [text[a:b] for a, b in words.cut(text)] == list(words._jieba.cut(text, HMM=False))


def test_a_word_of_our_own_stays_in_one_piece():
    assert Words(["西电杭研院"]).cut("在西电杭研院") == [(0, 1), (1, 6)]
    assert jieba.__version__ == "0.42.1"
