"""placeholder"""


def document() -> bytes:
    return b"{}"
