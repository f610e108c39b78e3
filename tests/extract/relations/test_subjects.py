"""Whom a statement is about: roles in the clause, subjects carried over, the silent home."""

from __future__ import annotations

from collections.abc import Callable

Facts = Callable[..., set[tuple[str, str, str]]]


def test_the_subject_stands_before_the_verb(facts: Facts) -> None:
    assert ("甲公司", "develops", "乙芯片") in facts("近日，[甲公司|Enterprise]在京研发出[乙芯片|Product]。")


def test_behind_a_preposition_stands_no_subject(facts: Facts) -> None:
    found = facts("在[甲园区|Park]，[乙公司|Enterprise]研发了[丙芯片|Product]。")
    assert ("乙公司", "develops", "丙芯片") in found


def test_behind_you_stands_the_agent(facts: Facts) -> None:
    found = facts("[甲实验室|Laboratory]落成，由[乙大学|University]牵头建设。")
    assert found == {("乙大学", "establishes", "甲实验室")}


def test_what_is_supported_acts_in_turn(facts: Facts) -> None:
    found = facts("[甲市|Place]支持[乙公司|Enterprise]建设[丙实验室|Laboratory]。")
    assert ("乙公司", "establishes", "丙实验室") in found
    assert ("甲市", "establishes", "丙实验室") not in found


def test_what_an_owner_owns_acts(facts: Facts) -> None:
    found = facts("[甲集团|Enterprise]旗下的[乙公司|Enterprise]研发了[丙芯片|Product]。")
    assert found == {("乙公司", "partOf", "甲集团"), ("乙公司", "develops", "丙芯片")}


def test_the_head_of_a_relative_clause_acts(facts: Facts) -> None:
    found = facts("由[甲孵化器|Incubator]孵化的[乙公司|Enterprise]研发了[丙芯片|Product]。")
    assert found == {("甲孵化器", "incubates", "乙公司"), ("乙公司", "develops", "丙芯片")}


def test_a_subject_is_carried_over_to_the_next_clause(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]成立于2015年，累计研发了[乙芯片|Product]。")
    assert ("甲公司", "develops", "乙芯片") in found


def test_a_subject_is_carried_over_to_the_next_sentence(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]扩产顺利。去年研发了[乙芯片|Product]。")
    assert ("甲公司", "develops", "乙芯片") in found


def test_a_subject_is_not_carried_over_where_a_common_noun_acts(facts: Facts) -> None:
    assert facts("[甲公司|Enterprise]扩产顺利。多家企业研发了[乙芯片|Product]。") == set()
    assert facts("[甲公司|Enterprise]扩产顺利。样车已落户[乙市|Place]。") == set()


def test_somebody_unnamed_at_a_named_body_is_not_that_body(facts: Facts) -> None:
    assert facts("[甲大学|University]培养的几位博士创办了[乙公司|Enterprise]。") == set()
    assert facts("[甲市|Place]企业获得[乙奖|Award]。") == set()


def test_the_home_place_is_the_silent_subject(facts: Facts) -> None:
    assert facts("出台《[甲办法|Policy]》。", home="甲市") == set()
    found = facts("[甲市|Place]见闻\n出台《[甲办法|Policy]》。", home="甲市")
    assert found == {("甲市", "issues", "甲办法")}


def test_the_place_whose_part_of_the_text_it_is_takes_over_from_home(facts: Facts) -> None:
    text = (
        "[甲区|Place]发力。[甲区|Place]提速。[甲区|Place]加码。\n实施[甲计划|Policy]。\n"
        "[乙区|Place]发力。[乙区|Place]提速。[乙区|Place]加码。\n实施[乙计划|Policy]。"
    )
    assert facts(text, home="甲区") == {("甲区", "issues", "甲计划"), ("乙区", "issues", "乙计划")}


def test_what_was_just_set_up_has_the_field_named_next(facts: Facts) -> None:
    found = facts("[甲市|Place]设立[乙基金|Fund]，重点投向生物医药产业。")
    assert found == {("甲市", "establishes", "乙基金"), ("乙基金", "focusesOn", "生物医药")}


def test_both_parties_are_the_ones_named_before(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]与[乙大学|University]签约，双方将共建[丙联合实验室|JointLaboratory]。")
    assert ("甲公司", "coBuildsLabWith?", "乙大学") in found
    assert {("甲公司", "establishes?", "丙联合实验室"), ("乙大学", "establishes?", "丙联合实验室")} <= found


def test_respectively_pairs_the_first_with_the_first(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]、[乙公司|Enterprise]分别落户[丙市|Place]、[丁市|Place]。")
    assert found == {("甲公司", "locatedIn", "丙市"), ("乙公司", "locatedIn", "丁市")}


def test_the_articles_of_a_policy_speak_for_it(facts: Facts) -> None:
    text = (
        "[甲市促进转化办法|Policy]\n第一条 支持[乙实验室|Laboratory]建设。\n"
        "第二条 鼓励创新。\n[甲市人民政府|Government]"
    )
    assert ("甲市促进转化办法", "supports", "乙实验室") in facts(text)


def test_we_is_the_body_of_the_person_who_speaks(facts: Facts) -> None:
    text = "[甲公司|Enterprise]董事长[陆闻道|Person]受访。\n[陆闻道|Person]：我们与[乙大学|University]签署了合作协议。"
    assert ("甲公司", "cooperatesWith", "乙大学") in facts(text, home=None)


def test_the_writer_holds_the_post_that_the_last_line_names(facts: Facts) -> None:
    found = facts("[江望舒|Person]\n工业兴则城市兴。\n（本文作者为[甲区委|Government]书记）")
    assert ("江望舒", "worksFor", "甲区委") in found


def test_what_stands_behind_any_verb_is_no_subject(facts: Facts) -> None:
    found = facts(
        "[甲大学|University]办起了[乙学院|Platform]，又同[丙公司|Enterprise]共建[丁联合实验室|JointLaboratory]。"
    )
    assert ("甲大学", "establishes", "丁联合实验室") in found
    assert ("乙学院", "establishes", "丁联合实验室") not in found
    found = facts("[甲公司|Enterprise]催生[乙公司|Enterprise]，又研发了[丙芯片|Product]。")
    assert ("甲公司", "develops", "丙芯片") in found


def test_a_verb_before_a_common_noun_leaves_a_park_the_subject(facts: Facts) -> None:
    found = facts("[甲软件园|Park]住进企业312家，获评[乙示范园区|Award]。")
    assert found == {("甲软件园", "receives", "乙示范园区")}


def test_the_head_of_a_clause_that_tells_its_place_acts(facts: Facts) -> None:
    found = facts("总部位于[甲镇|Place]的[乙公司|Enterprise]，在[丙市|Place]设立了[丁研究院|ResearchInstitute]。")
    assert ("乙公司", "establishes", "丁研究院") in found
    assert ("甲镇", "establishes", "丁研究院") not in found


def test_what_was_built_together_is_spoken_of(facts: Facts) -> None:
    found = facts("[甲公司|Enterprise]同[乙大学|University]共建的[丙实验室|Laboratory]，已落户[丁市|Place]。")
    assert ("丙实验室", "locatedIn", "丁市") in found
    assert ("甲公司", "locatedIn", "丁市") not in found


def test_what_is_led_by_somebody_is_spoken_of(facts: Facts) -> None:
    found = facts("由[甲公司|Enterprise]牵头的[乙联盟|Alliance]揭牌，落户[丙市|Place]。")
    assert ("乙联盟", "locatedIn", "丙市") in found


def test_a_builder_behind_you_is_not_spoken_of_a_leader_is(facts: Facts) -> None:
    found = facts("中心由[甲大学|University]出资，先后孵化了[乙公司|Enterprise]。")
    assert ("甲大学", "incubates", "乙公司") not in found
    found = facts("由[甲大学|University]牵头，联合[乙公司|Enterprise]共建[丙联合实验室|JointLaboratory]。")
    assert ("甲大学", "establishes", "丙联合实验室") in found


def test_what_a_clause_introduces_is_spoken_of(facts: Facts) -> None:
    text = "[甲园区|Park]热闹起来，走得最快的一家是[乙公司|Enterprise]，去年研发了[丙芯片|Product]。"
    assert facts(text) == {("乙公司", "develops", "丙芯片")}


def test_of_two_sides_the_first_goes_on_with_another(facts: Facts) -> None:
    text = "[甲市|Place]与[乙大学|University]签约，并与[丙大学|University]共建[丁联合实验室|JointLaboratory]。"
    found = facts(text)
    assert ("甲市", "establishes", "丁联合实验室") in found
    assert ("乙大学", "establishes", "丁联合实验室") not in found


def test_lists_told_off_that_do_not_agree_give_nothing(facts: Facts) -> None:
    cities = "[丁市|Place]、[戊市|Place]"
    firms = "[甲公司|Enterprise]、[乙公司|Enterprise]、[丙公司|Enterprise]"
    assert facts(f"{firms}分别落户{cities}。") == set()


def test_the_other_side_of_lists_told_off_has_to_do_with_all(facts: Facts) -> None:
    found = facts(
        "[甲公司|Enterprise]、[乙公司|Enterprise]与[丙大学|University]分别共建的"
        "[丁实验室|Laboratory]、[戊实验室|Laboratory]启用。"
    )
    built = {(s, o) for s, p, o in found if p == "establishes"}
    assert built == {("甲公司", "丁实验室"), ("乙公司", "戊实验室"), ("丙大学", "丁实验室"), ("丙大学", "戊实验室")}
