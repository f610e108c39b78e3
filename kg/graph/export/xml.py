"""Text that XML can hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# XML 1.0 has no place for these, escaped or not.
_BARRED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sound(text: str) -> str:
    """`text` with the replacement character for each character that XML bars."""
    return _BARRED.sub("\ufffd", text)


def content(text: str) -> str:
    """`text` as the content of an element; a carriage return too survives."""
    return escape(sound(text), {"\r": "&#13;"})
