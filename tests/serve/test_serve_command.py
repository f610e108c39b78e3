"""`kg serve` as a process: how it starts, takes up a new build, and ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import serve_samples
from serve_process import listening

from kg.graph.link import link
from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build

KG = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--graph"]
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?b = ?h) }"


def children(pid: int) -> list[int]:
    return [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]


def test_it_ends_in_good_order_and_leaves_nothing_running(served_build: Path):
    server = listening([*KG, str(served_build), "--timeout", "5"])
    (zygote,) = children(server.process.pid)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.sparql(SLOW)))
    asking.start()
    time.sleep(0.3)
    assert server.stop() == 0
    asking.join(10)
    assert answers[0].status in (200, 503)  # what was at work was answered
    assert not Path(f"/proc/{zygote}").exists()
    assert server.lines[-1]["event"] == "stopped"


def test_an_interrupt_ends_it_too(served_build: Path):
    server = listening([*KG, str(served_build)])
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(15) == 0


def test_if_it_is_killed_its_workers_end_by_themselves(served_build: Path):
    server = listening([*KG, str(served_build)])
    family = [zygote := children(server.process.pid)[0], *children(zygote)]
    server.process.kill()
    server.process.wait(10)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


def test_a_new_build_is_taken_up_while_it_serves(tmp_path: Path):
    folder = serve_samples.write(tmp_path / "build")
    server = listening([*KG, str(folder)])
    try:
        before = server("/health").json["triples"]
        write_build(folder, link([], load_vocabulary()), load_vocabulary(), {"graph.html": b"<title>new</title>"})
        deadline = time.monotonic() + 20
        while server("/health").json["triples"] == before and time.monotonic() < deadline:
            assert server.sparql("ASK {}").status == 200
            time.sleep(0.1)
        assert server("/health").json["triples"] == 0
        assert server("/explore").text == "<title>new</title>"
    finally:
        assert server.stop() == 0


def test_faults_at_the_start_are_told_in_one_line(tmp_path: Path, served_build: Path):
    missing = subprocess.run([*KG, str(tmp_path)], capture_output=True, text=True, timeout=30)
    assert missing.returncode == 1
    assert "kg build" in missing.stderr
    away = subprocess.run([*KG, str(served_build), "--host", "203.0.113.1"], capture_output=True, text=True, timeout=30)
    assert away.returncode == 2
    assert "--host" in away.stderr
    broken = serve_samples.write(tmp_path / "broken")
    (broken / "graph.ttl").write_text("<a> <b> nonsense", encoding="utf-8")
    done = subprocess.run([*KG, str(broken)], capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "kg build" in done.stderr.splitlines()[-1]
    assert not [line for line in done.stderr.splitlines() if line.startswith("Traceback")]


def test_every_line_of_the_log_is_json(served_build: Path):
    server = listening([*KG, str(served_build)])
    server("/nowhere")
    server.raw(b"nonsense\r\n\r\n")
    assert server.stop() == 0
    assert {line["event"] for line in server.lines} >= {
        "starting",
        "listening",
        "request",
        "connection-refused",
        "stopped",
    }
    asked = next(line for line in server.lines if line["event"] == "request")
    assert (asked["path"], asked["status"], asked["client"]) == ("/nowhere", 404, "127.0.0.1")
    assert json.dumps(asked)
