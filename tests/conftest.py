"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Playwright, sync_playwright

# How long an example takes is a matter of how busy the machine is; what is timed is timed in scripts/bench.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: a process can have but one."""
    with sync_playwright() as playwright:
        yield playwright
