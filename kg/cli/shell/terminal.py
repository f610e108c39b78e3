"""The shell at a terminal: history, completion, several lines; by prompt_toolkit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from kg.cli.shell.completing import Completing
from kg.cli.shell.shell import Shell, complete

_FIRST, _NEXT = "kg> ", "... "


class _Completer(Completer):
    def __init__(self, completing: Completing) -> None:
        self.completing = completing

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        for found in self.completing.suggestions(document.text_before_cursor, document.text):
            yield Completion(found.text, -found.length, found.label, found.note)


def _bindings() -> KeyBindings:
    """Enter takes what is complete and breaks the line otherwise; Alt+Enter always breaks it."""
    bindings = KeyBindings()

    @bindings.add("escape", "enter")
    def broken(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return bindings


def prompt(completing: Completing, history: Path) -> PromptSession[str]:
    """A prompt for queries of several lines."""
    bindings = _bindings()
    session: PromptSession[str] = PromptSession(
        completer=_Completer(completing),
        complete_while_typing=False,
        history=FileHistory(str(history)),
        key_bindings=bindings,
        multiline=True,
        prompt_continuation=_NEXT,
    )

    @bindings.add("enter", filter=Condition(lambda: complete(session.default_buffer.text)))
    def taken(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return session


def run(shell: Shell, completing: Completing, history: Path) -> None:
    """Take queries and commands from the terminal until the user leaves."""
    session = prompt(completing, history)
    while True:
        try:
            text = session.prompt(_FIRST)
        except KeyboardInterrupt:
            continue  # the line is given up
        except EOFError:
            return
        if not shell.take(text):
            return
