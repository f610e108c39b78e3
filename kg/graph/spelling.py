"""How names are kept, and how two spellings are compared: by their characters, never by their sound."""

from __future__ import annotations

import unicodedata

_QUOTATION = dict.fromkeys(map(ord, "\"'“”‘’「」『』《》<>〈〉＂＇"))


def tidy(name: str) -> str:
    """The name as we keep it: NFC, trimmed, a run of white space made one space, and none beside a Chinese character.

    Printed pages break names anywhere (“西电 杭研院”), and Chinese writes no spaces.
    """
    words = unicodedata.normalize("NFC", name).split()
    kept = words[:1]
    for word in words[1:]:
        glue = "" if is_han(kept[-1][-1]) or is_han(word[0]) else " "
        kept += [glue, word]
    return "".join(kept)


def fold(name: str) -> str:
    """What two spellings of one name have in common: width, case, white space and quotation marks do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().translate(_QUOTATION).split())


def is_han(character: str) -> bool:
    """Whether `character` is a Chinese character (any of the unified ideographs), or the zero 〇."""
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x323AF or code == 0x3007
