"""The part a name plays in its clause."""

import pytest
from figures_text import named

from kg.extract.figures.parts import parts
from kg.extract.figures.scenes import read_scene
from kg.model import Sentence

NAMES = {"云岭中心": "Platform", "东山大学": "University", "西湾科技": "Enterprise"}


@pytest.fixture
def left(rules):
    def read(text):
        mentions = named(text, NAMES)
        scene = read_scene(text, Sentence(0, len(text), 0), mentions, rules)
        found = {}
        for clause in scene.clauses:
            for start, part in parts(scene, clause, rules).items():
                found[next(m.entity for m in mentions if m.start == start)] = part
        return found

    return read


def test_who_opens_a_clause_is_its_head(left):
    assert left("云岭中心累计孵化企业32家")["云岭中心"][0] == "head"


def test_those_listed_with_another_share_what_stands_before_the_list(left):
    found = left("云岭中心由东山大学、西湾科技共同发起")
    assert found["东山大学"][0] == found["西湾科技"][0] == "byl"


def test_a_preposition_tells_the_part(left):
    assert left("云岭中心与东山大学合作")["东山大学"][0] == "headl"
    assert left("云岭中心今年给西湾科技投资")["西湾科技"][0] == "to"


def test_the_first_verb_behind_a_name_is_kept(left):
    assert left("云岭中心累计孵化企业32家")["云岭中心"][2] == "孵化"


def test_an_owner_is_told_by_what_follows(left):
    assert left("云岭中心的成果")["云岭中心"][1] == "own"
