"""What a run says to pipelines: the same findings and the same exit code in every format."""

import json
import re
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from luke_cli.config import FORMATS, TEXT
from luke_cli.errors import Exit, UsageError
from luke_cli.formats import WRITERS
from luke_cli.result import Line, Outcome, Part, failed, placed
from luke_cli.source import Diagnostic, Severity, Span
from tests.documents import DOCUMENTS

HOSTILE: Final = Outcome(
    exit_code=Exit.FINDINGS,
    answer=(Line("plan", "stale"),),
    diagnostics=(
        Diagnostic(
            "LK-X103",
            Severity.ERROR,
            "100 % of `a|b`,\n::error::<b>@will</b> \x1b[31m &amp; ]]>",
            Span("app/design/a b,c:d%.md", 7, 9, 3),
            "see\r\nthere",
        ),
        Diagnostic("LK-R901", Severity.WARNING, "no place", None),
        Diagnostic("LK-D115", Severity.NOTE, "a note", Span("app/design/PRD.md", 1)),
    ),
)
"""What no document should be able to do to a pipeline."""


def test_every_format_of_the_command_line_is_written():
    assert set(FORMATS) == {TEXT, *WRITERS}


def test_github_commands_cannot_be_forged():
    """One annotation a line, whatever a document says; properties end where they should."""
    assert WRITERS["github"].write([Part(HOSTILE)]).split("\n") == [
        (
            "::error file=app/design/a b%2Cc%3Ad%25.md,line=7,col=3,endLine=9,title=LK-X103::"
            "100 %25 of `a|b`,%0A::error::<b>@will</b> \x1b[31m &amp; ]]>%0Asee%0D%0Athere"
        ),
        "::warning title=LK-R901::no place",
        "::notice file=app/design/PRD.md,line=1,col=1,title=LK-D115::a note",
        "",
    ]


TEXT_OF: Final = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
POSITIVE: Final = {"type": "integer", "minimum": 1}


def closed(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


SARIF: Final = closed(
    "$schema version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "minItems": 1,
        "items": closed(
            "tool results",
            tool=closed(
                "driver",
                driver=closed(
                    "name version rules",
                    name={"type": "string"},
                    version={"type": "string"},
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": closed(
                            "id",
                            id={"type": "string"},
                            shortDescription=TEXT_OF,
                            fullDescription=TEXT_OF,
                            help=TEXT_OF,
                        ),
                    },
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            invocations={
                "type": "array",
                "items": closed(
                    "executionSuccessful",
                    executionSuccessful={"type": "boolean"},
                    exitCode={"type": "integer"},
                ),
            },
            results={
                "type": "array",
                "items": closed(
                    "message ruleId ruleIndex level",
                    ruleId={"type": "string"},
                    ruleIndex={"type": "integer", "minimum": 0},
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=TEXT_OF,
                    partialFingerprints={
                        "type": "object",
                        "additionalProperties": {"type": "string"},
                    },
                    locations={
                        "type": "array",
                        "maxItems": 10,
                        "items": closed(
                            "physicalLocation",
                            physicalLocation=closed(
                                "artifactLocation region",
                                artifactLocation=closed(
                                    "uri",
                                    uri={"type": "string", "pattern": r"^[A-Za-z0-9._~/%-]+$"},
                                    uriBaseId={"const": "%SRCROOT%"},
                                ),
                                region=closed(
                                    "startLine",
                                    startLine=POSITIVE,
                                    startColumn=POSITIVE,
                                    endLine=POSITIVE,
                                ),
                            ),
                        ),
                    },
                ),
            },
        ),
    },
)
"""The part of SARIF 2.1.0 that luke writes, in its own words: sections 3.13, 3.14, 3.19, 3.27 to 3.30."""


def sarif_of(outcome: Outcome) -> dict[str, Any]:
    log = json.loads(WRITERS["sarif"].write([Part(outcome)]))
    Draft202012Validator.check_schema(SARIF)
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    return log["runs"][0]


def test_sarif():
    """Rules and results belong together; a file is a URI."""
    run = sarif_of(HOSTILE)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["LK-D115", "LK-R901", "LK-X103"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    where = run["results"][0]["locations"][0]["physicalLocation"]
    assert where == {
        "artifactLocation": {
            "uri": "app/design/a%20b%2Cc%3Ad%25.md",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": 7, "startColumn": 3, "endLine": 9},
    }
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


def test_a_fingerprint_survives_a_move_and_no_edit():
    """A finding that only moves to another line is the same one."""
    here = Diagnostic("LK-X103", Severity.NOTE, "kept PRD.md:24-42", Span("PRD.md", 24))
    there = Diagnostic("LK-X103", Severity.NOTE, "kept PRD.md:30-48", Span("PRD.md", 30))
    other = Diagnostic("LK-X103", Severity.NOTE, "left PRD.md:24-42", Span("PRD.md", 24))
    assert here.fingerprint == there.fingerprint != other.fingerprint


def test_junit():
    """The run and each finding are tests; red is exactly what the exit code is about."""
    suite = ET.fromstring(WRITERS["junit"].write([Part(HOSTILE)]))[0]  # noqa: S314 - of our own making
    counted = (suite.get("tests"), suite.get("failures"), suite.get("skipped"))
    assert counted == ("4", "2", "2")
    assert len(suite.findall("testcase")) == 4
    assert len(suite.findall("testcase/failure")) == 2
    assert len(suite.findall("testcase/skipped")) == 2
    failure = suite.findall("testcase/failure")[1]
    assert "@will</b> \ufffd[31m &amp; ]]>" in (failure.text or "")


def test_junit_is_green_where_the_exit_code_is_0():
    noted = Outcome(diagnostics=(Diagnostic("LK-X103", Severity.WARNING, "taken", None),))
    assert "<failure" not in WRITERS["junit"].write([Part(noted)])


def test_markdown_mentions_and_opens_nothing():
    said = WRITERS["markdown"].write([Part(HOSTILE)])
    row = next(line for line in said.splitlines() if line.startswith("| error |"))
    assert row.endswith("| ``100 % of `a\\|b`, ::error::<b>@will</b> \x1b[31m &amp; ]]>`` |")


def test_places_are_relative_to_where_somebody_stands():
    moved = placed(HOSTILE, "services/trips")
    where = sarif_of(moved)["results"][2]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "services/trips/app/design/PRD.md"


SEVERAL: Final = [
    Part(HOSTILE, "services/a"),
    Part(Outcome(), "services/b"),
    Part(failed(UsageError("no plan", hint="make it")), "services/c"),
]


def test_several_projects_are_one_document():
    """Valid as a whole, with the strongest exit code, and each project named."""
    said = {name: one.write(SEVERAL) for name, one in WRITERS.items()}
    results = json.loads(said["json"])
    assert [results[key] for key in ("schema", "status", "exit_code")] == [
        "luke.results/1",
        "usage",
        2,
    ]
    assert [one["root"] for one in results["projects"]] == [
        "services/a",
        "services/b",
        "services/c",
    ]
    alone = json.loads(WRITERS["json"].write([Part(HOSTILE)]))
    assert results["projects"][0] == {"root": "services/a", **alone}
    assert said["github"].endswith("::error title=LK-C101::services/c: no plan%0Amake it\n")
    (run,) = json.loads(said["sarif"])["runs"]
    Draft202012Validator(SARIF).validate(json.loads(said["sarif"]))
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    assert len(run["results"]) == 4
    suites = ET.fromstring(said["junit"])  # noqa: S314 - of our own making
    assert [suite.get("name") for suite in suites] == ["services/a", "services/b", "services/c"]
    assert [suite.get("failures") for suite in suites] == ["2", "0", "2"]
    assert (suites.get("tests"), suites.get("failures")) == ("7", "4")
    heads = [line for line in said["markdown"].splitlines() if line.startswith("#")]
    assert heads == ["### luke `services/a`", "### luke `services/b`", "### luke `services/c`"]
    tally = "3 projects · 1 clean · 1 findings (services/a) · 1 usage (services/c)"
    assert said["markdown"].endswith(f"**luke** `{tally}`\n")


def test_no_project_of_a_shard_is_a_document_too():
    said = {name: one.write([]) for name, one in WRITERS.items()}
    assert json.loads(said["json"])["projects"] == []
    Draft202012Validator(SARIF).validate(json.loads(said["sarif"]))
    assert ET.fromstring(said["junit"]).get("tests") == "0"  # noqa: S314 - of our own making
    assert (said["github"], said["markdown"]) == ("", "\n**luke** `0 projects`\n")


@pytest.fixture
def stale(tree_of, luke):
    """A plan that a document has left behind, and a contradiction."""
    root = tree_of(DOCUMENTS)
    assert luke("--design").code == 0
    design = root / "app/design/DESIGN.md"
    text = design.read_text(encoding="utf-8").replace("VARCHAR(200)", "VARCHAR(90)")
    design.write_text(text + "\nAccess tokens live for 20 minutes.\n", encoding="utf-8")
    return root


ASKED: Final = [("check",), ("status",), ("diff",), ("--design",), ("--develop",), ("explain",)]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_format_never_changes_the_exit_code(stale, luke, asked):
    """Data is on stdout, prose on stderr; only the first says something else."""
    dry = (*asked, *(["--dry-run"] if asked[0].startswith("--") else []))
    plain = luke(*dry)
    said = {name: luke(*dry, "--format", name) for name in WRITERS}
    assert {ran.code for ran in said.values()} == {plain.code}
    assert {ran.err for ran in said.values()} == {plain.err}
    assert json.loads(said["json"].out)["exit_code"] == plain.code
    assert json.loads(said["sarif"].out)["version"] == "2.1.0"
    ET.fromstring(said["junit"].out)  # noqa: S314 - of our own making
    assert all(re.match("::(error|warning|notice) ", x) for x in said["github"].out.splitlines())


def test_check_points_at_the_lines_of_the_documents(stale, luke):
    """A contradiction is an annotation at its document, a stale plan one at the plan."""
    run = json.loads(luke("check", "--format", "sarif").out)["runs"][0]
    found = {(one["ruleId"], where(one)) for one in run["results"]}
    lines = (stale / "app/design/DESIGN.md").read_text(encoding="utf-8").split("\n")
    last = lines.index("Access tokens live for 20 minutes.") + 1
    assert ("LK-W108", ("app/design/BACKEND-DEV.md", 1)) in found
    assert ("LK-X401", ("app/design/DESIGN.md", last)) in found


def where(result: dict[str, Any]) -> tuple[str, int]:
    place = result["locations"][0]["physicalLocation"]
    return place["artifactLocation"]["uri"], place["region"]["startLine"]


def test_annotations_from_a_folder_above(stale, luke, monkeypatch):
    """A repository of many services: the path is that from where the job runs."""
    monkeypatch.chdir(stale.parent)
    said = luke("check", "--root", str(stale), "--format", "github")
    assert f"file={Path(stale.name)}/app/design/BACKEND-DEV.md,line=1," in said.out


def test_a_command_line_that_is_no_command_line(luke):
    """Even then stdout is what was asked for."""
    said = luke("--format", "sarif", "--foo")
    run = json.loads(said.out)["runs"][0]
    assert said.code == 2
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
