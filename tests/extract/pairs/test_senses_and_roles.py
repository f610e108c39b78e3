"""What kinds of words a sentence holds, and how its names stand to its verbs."""

import pytest

from kg import resources
from kg.errors import RulebookError
from kg.extract.pairs.roles import Roles
from kg.extract.pairs.senses import Senses, within
from kg.model import Mention


@pytest.fixture(scope="module")
def senses():
    return Senses.load(resources.rulebook())


def mentions_of(text, *names):
    found = [Mention(text.index(n), text.index(n) + len(n), "Enterprise", "test", 1.0, n) for n in names]
    return sorted(found, key=lambda m: m.start)


def told(senses, text, one, other, *names):
    """The verb kinds with the two names' roles, without what stands between."""
    mentions = mentions_of(text, *names)
    roles = Roles(text, 0, len(text), mentions, senses.marks(text, 0, len(text), mentions))
    by = {m.entity: m for m in mentions}
    return set(roles.of(by.get(one), by.get(other)))


def test_words_of_one_list_are_of_one_kind(senses):
    kinds = {k for w in ("共建", "合办", "组建") for k in [m.kind for m in senses.marks(w, 0, 2, [])]}
    assert all("build" in kind for kind in kinds)


def test_words_inside_a_name_are_not_looked_at(senses):
    text = "共建集团投资云帆科技"
    marks = senses.marks(text, 0, len(text), mentions_of(text, "共建集团", "云帆科技"))
    assert [text[m.start : m.end] for m in marks] == ["投资"]


def test_marks_are_in_order_and_cut_by_place(senses):
    text = "甲公司投资乙公司，孵化丙公司"
    marks = senses.marks(text, 0, len(text), [])
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    assert all(m.start >= 9 for m in within(marks, 9, len(text)))


def test_a_broken_list_of_words_is_named(tmp_path):
    (tmp_path / "relations").mkdir()
    (tmp_path / "discourse.toml").write_text("[words\n", "utf-8")
    with pytest.raises(RulebookError, match=r"discourse\.toml"):
        Senses.load(tmp_path)


def test_coordinated_names_play_one_part_however_many_they_are(senses):
    two = "云帆实验室由东山集团与海川大学共建"
    four = "云帆实验室由东山集团、北岭公司、南浦公司与海川大学共建"
    names = ("云帆实验室", "东山集团", "海川大学")
    first = told(senses, two, "东山集团", "云帆实验室", *names)
    second = told(senses, four, "海川大学", "云帆实验室", *names, "北岭公司", "南浦公司")
    assert first & second == first != set()


def test_the_agent_of_a_passive_is_told_from_a_plain_subject(senses):
    passive = told(senses, "云帆实验室由东山集团共建", "东山集团", "云帆实验室", "云帆实验室", "东山集团")
    active = told(senses, "东山集团共建云帆实验室", "东山集团", "云帆实验室", "云帆实验室", "东山集团")
    assert not passive & active


def test_a_name_of_another_sentence_has_no_part(senses):
    roles = told(senses, "与东山集团共建云帆实验室", None, "云帆实验室", "东山集团", "云帆实验室")
    assert roles
    assert all("|none|" in r for r in roles)
