"""Pages damaged the way newspapers' PDFs are: the sentences come back."""

from __future__ import annotations

import re

import pytest
from damage import BYLINES, CAPTIONS, HEADINGS, RUNNING_HEADS, Page, damage
from samples import CHENGDU, MIXED

from kg.sources import parse

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]+[”’」』）)]*")

CLEAN = {"chengdu": CHENGDU, "mixed": MIXED}
WIDTHS = (12, 14, 17, 20, 22, 28, 34, 40)
PAGES = {
    "no blank lines": Page(0),
    "no mark of a paragraph but the indent's missing width": Page(0, blank_between_paragraphs=False),
    "indents kept": Page(0, indent="\u3000\u3000", blank_between_paragraphs=False),
    "a blank line after each": Page(0, blank_share=1.0),
    "blank lines here and there, ragged": Page(0, blank_share=0.3, wobble=True),
}


def sentences(original: str) -> list[str]:
    document = parse(original, "a")
    found = []
    for block in document.blocks:
        if block.kind in ("paragraph", "list"):
            found += _SENTENCE.findall(document.text[block.start : block.end])
    return found


def share(clean: tuple[str, ...], page: Page, seed: int) -> float:
    """How many of the sentences stand in the mended page as they stood before."""
    wanted = sentences("\n\n".join(clean))
    got = set(sentences(damage(clean, page, seed)))
    return sum(sentence in got for sentence in wanted) / len(wanted)


def pages(page: Page) -> list[tuple[tuple[str, ...], Page, int]]:
    shapes = [Page(**{**vars_of(page), "width": width}) for width in WIDTHS]
    return [(clean, shape, seed) for clean in CLEAN.values() for shape in shapes for seed in range(3)]


def vars_of(page: Page) -> dict[str, object]:
    return {name: getattr(page, name) for name in page.__dataclass_fields__}


@pytest.mark.parametrize("name", PAGES)
def test_sentences_come_back_from_wrapped_columns(name: str) -> None:
    shares = [share(*case) for case in pages(PAGES[name])]
    assert sum(shares) / len(shares) >= 0.98


def test_running_heads_page_numbers_and_bylines_inside_sentences_are_left_out() -> None:
    page = Page(0, blank_share=0.1, furniture_share=0.08, headings=True)
    shares = [share(*case) for case in pages(page)]
    assert sum(shares) / len(shares) >= 0.97


def test_captions_and_headings_cost_few_sentences() -> None:
    page = Page(0, blank_share=0.3, captions=True, headings=True, wobble=True)
    shares = [share(*case) for case in pages(page)]
    assert sum(shares) / len(shares) >= 0.94


def test_nothing_foreign_is_glued_into_a_sentence() -> None:
    page = Page(0, blank_share=0.1, furniture_share=0.08, headings=True)
    foreign = [re.sub(r"\s", "", words) for words in (*BYLINES, *RUNNING_HEADS)]
    for case in pages(page):
        for sentence in sentences(damage(*case)):
            assert not any(words in sentence for words in foreign), sentence


def test_captions_and_headings_are_kept_as_blocks() -> None:
    page = Page(20, captions=True, headings=True)
    text = parse(damage(CHENGDU, page, 1), "a").text
    for words in (CAPTIONS[0], CAPTIONS[1]):
        assert words in text
    assert any(words in text for words in HEADINGS)


def test_a_caption_said_elsewhere_does_not_cut_the_sentence_it_stands_in() -> None:
    lines = damage(CHENGDU, Page(20), 1).splitlines()
    cut = next(number for number, line in enumerate(lines) if line.startswith("天府绛溪实验室")) + 1
    lines[cut:cut] = ["", "天府绛溪实验室", ""]
    document = parse("\n".join(lines), "a")
    assert CHENGDU[1] in document.text


def test_a_caption_that_says_something_new_is_kept() -> None:
    lines = damage(CHENGDU, Page(20), 1).splitlines()
    cut = next(number for number, line in enumerate(lines) if line.startswith("天府绛溪实验室")) + 1
    lines[cut:cut] = ["", "兴隆湖畔新貌", ""]
    assert "兴隆湖畔新貌" in parse("\n".join(lines), "a").text


def test_clean_texts_stay_as_they_are() -> None:
    for clean in CLEAN.values():
        for gap in ("\n", "\n\n"):
            assert parse(gap.join(clean) + "\n", "a").text == "\n".join(clean)
