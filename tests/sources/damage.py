"""Clean paragraphs in, a page as newspapers' PDFs give it out: narrow lines, blank lines, furniture in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

CAPTIONS = ("高新区孵化大楼外景", "机械臂在车间作业", "图为企业实验室一角", "技术人员调试设备（资料图）", "▲创新广场")
BYLINES = ("本报记者 刘海燕 通讯员 周明", "■文/记者 陈立 摄/记者 赵一鸣", "记者 孙晓东 报道")
HEADINGS = ("聚力攻坚 向新而行", "平台搭起来", "让成果走出实验室", "“链”出新动能")
RUNNING_HEADS = ("第3版", "城市日报 2024年5月17日 星期五", "A06 | 要闻", "— 12 —", "责任编辑：王丽 版式：张帆")

_MAY_NOT_BEGIN = "，。、；：！？”’）》」』,.;:!?%)】"
_MAY_NOT_END = "“‘（《「『(【"


@dataclass(frozen=True)
class Page:
    """How a page is damaged. Shares are probabilities per line; `width` is in Chinese characters."""

    width: int
    indent: str = ""
    blank_share: float = 0.0
    blank_between_paragraphs: bool = True
    furniture_share: float = 0.0
    captions: bool = False
    headings: bool = False
    wobble: bool = False


def damage(paragraphs: Sequence[str], page: Page, seed: int) -> str:
    """The page's text. The same arguments give the same text."""
    rng = random.Random(f"{seed} {page}")
    out: list[str] = [rng.choice(BYLINES), ""] if page.headings else []
    for number, paragraph in enumerate(paragraphs):
        if page.headings and number % 3 == 0:
            out += ["", rng.choice(HEADINGS), ""]
        # A first line is set two characters in, and the extraction from the PDF keeps or loses the white space.
        for line in wrap(paragraph, page, rng):
            out.append(line)
            if rng.random() < page.blank_share:
                out.append("")
            if rng.random() < page.furniture_share:
                out += ["", rng.choice(RUNNING_HEADS), ""]
        if page.blank_between_paragraphs:
            out.append("")
        if page.captions and number % 2 == 1:
            out += [CAPTIONS[number // 2 % len(CAPTIONS)], ""]
    return "\n".join(out) + "\n"


def wrap(paragraph: str, page: Page, rng: random.Random) -> list[str]:
    """The paragraph's lines; no line begins with a closing mark or ends in an opening one."""
    lines: list[str] = []
    line, room = "", 2 * (page.width - 2)
    for character in paragraph:
        wide = 1 if character < "\u0100" else 2
        if room - wide < 0 and character not in _MAY_NOT_BEGIN:
            carried = ""
            while line and line[-1] in _MAY_NOT_END:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            room = 2 * page.width - sum(1 if mark < "\u0100" else 2 for mark in carried)
            if page.wobble:
                room -= rng.choice((0, 0, 1, 2))
            line = carried
        line += character
        room -= wide
    lines.append(line)
    lines[0] = page.indent + lines[0]
    return lines
