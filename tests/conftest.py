"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes is a matter of how busy the machine is; what is timed is timed in scripts/bench.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
