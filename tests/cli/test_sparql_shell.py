"""`kg sparql`: driven through a real terminal, through prompt_toolkit's own keys, and through a pipe."""

from __future__ import annotations

import stat
import sys
import threading

import pytest
from click.testing import CliRunner
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.cli import main
from kg.cli.shell.completing import Completing
from kg.cli.shell.shell import Shell, complete
from kg.cli.shell.terminal import prompt, run
from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build
from kg.graph.store import Session
from kg.model import Entity, Extraction, Relation

ENTER, TAB, ALT_ENTER = "\r", "\t", "\x1b\r"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    text = "云澜临研院孵化澄晶半导体。"
    said = Extraction(
        "报",
        (
            Entity("a", "Platform", "ResearchInstitute", ("云澜临研院",), ((0, 5),)),
            Entity("b", "Enterprise", "Enterprise", ("澄晶半导体",), ((7, 12),)),
        ),
        (Relation("a", "incubates", "b", "asserted", 0.9, "test", 0, 12, text[:12]),),
        (),
        ((0, 13),),
        original=text,
    )
    folder = tmp_path_factory.mktemp("shell")
    vocabulary = load_vocabulary()
    write_build(folder, link([said], vocabulary), vocabulary)
    return folder


@pytest.fixture
def opened(folder):
    with Index(folder) as index, Session(folder) as session:
        yield index, session


@pytest.fixture
def completing(opened):
    return Completing(opened[0], opened[1].prefixes)


def typed(completing, history, keys, later=""):
    """What the prompt hands over when these keys are typed, and some more once completion has had its time."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        if later:
            threading.Timer(0.5, pipe.send_text, (later,)).start()
        return prompt(completing, history).prompt("kg> ")


def texts(completing, before):
    return [found.text for found in completing.suggestions(before)]


QUERY = "SELECT ?x { id:云澜临研院 ik:incubates ?x }"


def test_enter_asks_once_the_braces_are_closed(completing, tmp_path):
    assert typed(completing, tmp_path / "h", QUERY + ENTER) == QUERY
    assert typed(completing, tmp_path / "h", f"SELECT ?x {{{ENTER}?x a ik:Place{ENTER}}}{ENTER}") == (
        "SELECT ?x {\n?x a ik:Place\n}"
    )


def test_alt_enter_breaks_a_line_that_is_complete(completing, tmp_path):
    assert typed(completing, tmp_path / "h", f"{QUERY}{ALT_ENTER}LIMIT 1{ENTER}") == f"{QUERY}\nLIMIT 1"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", True),
        (".help", True),
        ("ASK {}", True),
        ("ASK { ?x ik:is '}' ", False),
        ("ASK { # }", False),
        ("ASK { <urn:}> a ?y }", True),
        ("SELECT *", False),
        ("SELECT *;", True),
        ("DESCRIBE id:云澜临研院\n", True),
    ],
)
def test_what_is_complete(text, whole):
    assert complete(text) is whole


def test_what_was_typed_is_there_the_next_time(completing, tmp_path):
    typed(completing, tmp_path / "h", QUERY + ENTER)
    assert typed(completing, tmp_path / "h", "\x1b[A" + ENTER) == QUERY


def test_tab_completes_a_name(completing, tmp_path):
    assert (
        typed(completing, tmp_path / "h", f"ASK {{ id:云澜{TAB}", f" ?p ?o }}{ENTER}") == "ASK { id:云澜临研院 ?p ?o }"
    )


def test_names_are_completed_by_part_and_by_pinyin(completing):
    assert texts(completing, "ASK { id:临研") == ["id:云澜临研院"]
    assert texts(completing, "ASK { id:chengjing") == ["id:澄晶半导体"]
    assert "id:澄晶半导体" in texts(completing, "ASK { cjbdt")
    assert "id:澄晶半导体" in texts(completing, "ASK { 澄晶")


def test_the_ontology_is_completed_by_name_and_by_chinese_label(completing):
    assert texts(completing, "?x ik:incub") == ["ik:Incubator", "ik:incubates"]
    assert "ik:incubates" in texts(completing, "?x 孵化")
    assert "ik:Enterprise" in texts(completing, "?x a ik:企业")


def test_prefixes_keywords_variables_and_commands_are_completed(completing):
    assert "skos:" in texts(completing, "?x sk")
    assert "SELECT" in texts(completing, "sel")
    assert [s.text for s in completing.suggestions("SELECT ?na", "SELECT ?na { ?x ?name ?o }")] == ["?name"]
    assert texts(completing, ".fo") == [".format"]
    assert texts(completing, ".format j") == ["json"]
    assert "incubated" in " ".join(texts(completing, ".named "))


def test_a_name_that_sparql_cannot_have_short_is_completed_in_full(opened):
    completing = Completing(opened[0], {"id": "https://w3id.org/innokg/id/云"})
    assert texts(completing, "id:澄晶") == ["<https://w3id.org/innokg/id/澄晶半导体>"]


def test_results_are_those_of_kg_query(opened, capsys):
    shell = Shell(*opened)
    assert shell.take(QUERY)
    assert capsys.readouterr().out.splitlines() == ["x", "id:澄晶半导体", "1 行 rows"]
    for told in (".format csv", QUERY):
        shell.take(told)
    assert capsys.readouterr().out.splitlines()[1:] == ["x", "https://w3id.org/innokg/id/澄晶半导体"]


def test_the_limit_holds_and_says_so(opened, capsys):
    shell = Shell(*opened)
    shell.take(".limit 1")
    shell.take("SELECT ?x { ?x a ik:Entity }")
    told = capsys.readouterr()
    assert "1 行" in told.out
    assert "截断为 1 行" in told.err


def test_named_queries_are_listed_and_run(opened, capsys):
    shell = Shell(*opened)
    shell.take(".named")
    listed = capsys.readouterr().out
    name = next(line.split("\t")[0] for line in listed.splitlines() if "孵化" in line)
    shell.take(f".named {name}")
    assert "澄晶半导体" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT {", "语法"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "只能读取"),
        (".format yaml", ".format"),
        (".limit 0", "正整数"),
        (".timeout never", "正数"),
        (".nothing", ".help"),
        (".named nothing", "没有名为"),
        ('.named "', "引号"),
    ],
)
def test_an_error_is_one_line_and_the_shell_goes_on(opened, capsys, text, said):
    shell = Shell(*opened)
    assert shell.take(text)
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert shell.failed


def test_a_query_that_runs_too_long_is_stopped_and_the_next_answered(opened, capsys):
    shell = Shell(*opened)
    shell.take(".timeout 0.3")
    shell.take("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }")
    assert "0.3 秒" in capsys.readouterr().err
    shell.take(".timeout 30")
    shell.take("ASK { ?x a ik:Enterprise }")
    assert "是" in capsys.readouterr().out


def test_control_d_and_quit_leave_and_control_c_gives_the_line_up(opened, completing, tmp_path, capsys):
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("SELECT nonsense\x03.limit\r\x04")
        run(Shell(*opened), completing, tmp_path / "h")
        pipe.send_text(".quit\r")
        run(Shell(*opened), completing, tmp_path / "h")
    assert capsys.readouterr().out.startswith("最多行数")


def test_queries_from_a_pipe_are_asked_one_after_the_other(folder):
    given = f".format csv\n{QUERY}\n\nASK {{\n ?x a ik:Place }};\n.quit\nASK {{}}\n"
    result = CliRunner().invoke(main, ["sparql", "--graph", str(folder)], input=given)
    assert result.exit_code == 0
    assert result.stdout.split() == [
        "格式",
        "format:",
        "csv",
        "x",
        "https://w3id.org/innokg/id/澄晶半导体",
        "answer",
        "false",
    ]


def test_an_error_from_a_pipe_shows_in_the_exit_code(folder):
    result = CliRunner().invoke(main, ["sparql", "--graph", str(folder)], input="SELECT {\n\nASK {}\n")
    assert result.exit_code == 1
    assert "是" in result.stdout


def test_the_shell_at_a_real_terminal(folder, tmp_path):
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-c", "from kg.cli import main; main()", "sparql", "--graph", str(folder)],
        env={"INNOKG_STATE": str(tmp_path / "state"), "TERM": "xterm", "LANG": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=20,
    )
    child.expect("kg>")
    child.send("SELECT ?x {\r id:yunlan\t")
    child.expect("临研院")
    child.send(" ik:incubates ?x }\r")
    child.expect("澄晶半导体")
    child.expect("1 行")
    child.expect("kg>")
    child.send(".quit\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    history = tmp_path / "state" / "sparql-history"
    assert "云澜临研院" in history.read_text("utf-8")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
