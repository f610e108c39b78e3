"""Counts and times in the text format of Prometheus."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from kg import __version__
from kg.serve.pool import Pool

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What the server has done since it started."""

    def __init__(self) -> None:
        self.began = time.time()
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.buckets: Counter[tuple[str, float]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.active = 0

    def note(self, route: str, method: str, status: int, seconds: float, sent: int) -> None:
        """One request, answered."""
        self.requests[route, method, status] += 1
        self.sent[route] += sent
        self.seconds[route] += seconds  # type: ignore[assignment]
        for bound in _BUCKETS:
            if seconds <= bound:
                self.buckets[route, bound] += 1

    def text(self, pool: Pool) -> str:
        """Everything, as Prometheus reads it."""
        lines = ["# TYPE innokg_info gauge", f'innokg_info{{version="{__version__}"}} 1']
        lines += ["# TYPE innokg_start_time_seconds gauge", f"innokg_start_time_seconds {self.began:.3f}"]
        lines.append("# TYPE innokg_requests_total counter")
        for (route, method, status), count in sorted(self.requests.items()):
            lines.append(f'innokg_requests_total{{route="{route}",method="{method}",status="{status}"}} {count}')
        lines.append("# TYPE innokg_request_seconds histogram")
        totals: Counter[str] = Counter()
        for (route, _, _), count in self.requests.items():
            totals[route] += count
        for route in sorted(totals):
            for bound in _BUCKETS:
                lines.append(
                    f'innokg_request_seconds_bucket{{route="{route}",le="{bound}"}} {self.buckets[route, bound]}'
                )
            lines.append(f'innokg_request_seconds_bucket{{route="{route}",le="+Inf"}} {totals[route]}')
            lines.append(f'innokg_request_seconds_sum{{route="{route}"}} {self.seconds[route]:.6f}')
            lines.append(f'innokg_request_seconds_count{{route="{route}"}} {totals[route]}')
        lines.append("# TYPE innokg_response_bytes_total counter")
        lines += [f'innokg_response_bytes_total{{route="{route}"}} {sent}' for route, sent in sorted(self.sent.items())]
        lines.append("# TYPE innokg_workers_killed_total counter")
        lines += [f'innokg_workers_killed_total{{why="{why}"}} {n}' for why, n in sorted(pool.killed.items())]
        for name, value in (
            ("requests_active", self.active),
            ("queries_running", len(pool.jobs)),
            ("queries_slow", sum(job.slow for job in pool.jobs)),
            ("queries_waiting", pool.waiting),
            ("triples", pool.about.get("triples", 0)),
            ("resident_bytes", resident(pool.pids)),
        ):
            lines += [f"# TYPE innokg_{name} gauge", f"innokg_{name} {value}"]
        return "\n".join(lines) + "\n"


def resident(pids: list[int]) -> int:
    """The memory of this process and of `pids`, what they share counted once; 0 where the system does not tell."""
    total = 0
    for pid in ["self", *map(str, pids)]:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return total
