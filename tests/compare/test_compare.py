"""Two plans compared: each case is a row of a plan, what became of it, and what a reviewer reads."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from luke_cli.compare.change import Data
from luke_cli.compare.compare import compare
from luke_cli.compare.kinds import KINDS
from luke_cli.plan import parse, tables
from luke_cli.spec.model import Guard, Kind, Precondition

PLAN: Final = (
    Path(__file__).parents[2] / "examples/taskboard/app/design/BACKEND-DEV.md"
).read_text(encoding="utf-8")


def changes(*edits: tuple[str, str]):
    """Return what changed when rows of the example's plan are replaced."""
    text = PLAN
    for row, becomes in edits:
        assert text.count(f"{row}\n") == 1, row
        text = text.replace(f"{row}\n", f"{becomes}\n" if becomes else "")
    return compare(parse(PLAN), parse(text))


def lines(*edits: tuple[str, str]) -> list[str]:
    return [
        f"{c.sign} {c.kind} {c.name}: {c.said} | {c.verdict.breaks} | {c.verdict.data}"
        for c in changes(*edits)
    ]


TITLE: Final = "| title | string(200) | required | |"
DETAILS: Final = "| details | text | | |"
ESTIMATE: Final = "| estimate_hours | decimal(5,1) | over 0 | |"

FIELDS: Final = [
    (TITLE, "| title | string(300) | required | |", "string(200) -> string(300) |  | safe"),
    (
        TITLE,
        "| title | string(80) | required | |",
        "string(200) -> string(80) | requests are refused that were taken | needed",
    ),
    (TITLE, "| title | string(200) | | |", "no longer required | answers may hold null | safe"),
    (
        TITLE,
        '| title | string(200) | required; hidden; default "" | |',
        'now default "" |  | \n| now hidden | field of answers removed | ',
    ),
    (
        DETAILS,
        "| details | text | required | |",
        "now required | requests must bring it | needed",
    ),
    (
        DETAILS,
        "| details | integer | | |",
        "text -> integer | another type in bodies | needed",
    ),
    (DETAILS, "| details | text | unique | |", "now unique |  | needed"),
    (
        DETAILS,
        "| details | text | read by lead, admin | |",
        "now read by lead, admin | left out of answers for member | ",
    ),
    (
        DETAILS,
        "| details | text | written by admin | |",
        "now written by admin | requests with it are refused for member, lead | ",
    ),
    (
        ESTIMATE,
        "| estimate_hours | decimal(7,2) | over 0 | |",
        "decimal(5,1) -> decimal(7,2) |  | safe",
    ),
    (
        ESTIMATE,
        "| estimate_hours | decimal(5,1) | over 0; max 40 | |",
        "now max 40 | requests are refused that were taken | needed",
    ),
    (
        ESTIMATE,
        "| estimate_hours | decimal(5,1) | over 0; > priority | |",
        "now > priority | requests are refused that were taken | needed",
    ),
    (ESTIMATE, "| estimate_hours | decimal(5,1) | | |", "no longer over 0 |  | "),
    (
        "| done_at | datetime | read-only | |",
        "| done_at | datetime | | |",
        "no longer read-only |  | ",
    ),
]


@pytest.mark.parametrize(("row", "becomes", "told"), FIELDS)
def test_a_field(row, becomes, told):
    """What becomes of a field: for clients, and for the rows that are there."""
    name = row.split(" ")[1]
    want = [f"~ field Task.{name}: {line}" for line in told.split("\n| ")]
    assert lines((row, becomes)) == want


def test_another_owner():
    """One more sees what is theirs; one less is refused what was."""
    one = "| Task | tasks | owner owner_id; timestamps; version | |"
    two = one.replace("owner owner_id;", "owner owner_id; owner project_id.owner_id;")
    [more] = compare(parse(PLAN), parse(PLAN.replace(one, two)))
    assert (more.name, more.verdict.breaks) == ("Task", "")
    [less] = compare(parse(PLAN.replace(one, two)), parse(PLAN))
    assert less.verdict.breaks == "rows are out of reach for project_id.owner_id"


def test_another_name_of_a_field():
    """Its values stay; clients look for the old one. In later plans it is no news."""
    notes = "| notes was details | text | | |"
    assert lines((DETAILS, notes)) == [
        "~ field Task.notes: details -> notes | field of answers removed | safe"
    ]
    assert lines((DETAILS, notes.replace("text", "integer")))[1:] == [
        "~ field Task.notes: text -> integer |  | needed"
    ]
    renamed = parse(PLAN.replace(DETAILS, notes))
    assert compare(renamed, parse(PLAN.replace(DETAILS, "| notes | text | | |"))) == ()
    assert compare(renamed, renamed) == ()


def test_another_name_of_an_entity():
    """What it has is compared as before, and nothing of it is lost."""
    plan = parse(PLAN)
    [board, *others] = plan.entities
    gone, *kept = board.fields
    other = replace(board, name="Board", was=board.name, table="boards", fields=(*kept,))
    found = compare(plan, replace(plan, entities=(other, *others)))
    told = [(c.sign, c.kind, c.name, c.said, c.verdict.data) for c in found]
    assert told == [
        ("~", "entity", "Board", f"{board.name} -> Board", Data.NONE),
        ("~", "entity", "Board", f"table {board.table} -> table boards", Data.SAFE),
        ("-", "field", f"{board.name}.{gone.name}", told[-1][3], Data.LOST),
    ]


def test_only_who_sees_a_field_sets_it():
    """That holds of a field that nobody sees in answers, too."""
    before, after = (
        parse(PLAN.replace(DETAILS, f"| details | text | write-only{rule} | |"))
        for rule in ("", "; read by admin")
    )
    [change] = compare(before, after)
    assert change.verdict.breaks == "requests with it are refused for member, lead"


def test_a_field_that_came_and_one_that_went():
    """A new field that requests must bring breaks them; one that is gone breaks who reads it."""
    assert lines((DETAILS, "| notes | text | required | |")) == [
        "+ field Task.notes: text; required | requests must bring it | needed",
        "- field Task.details: text | field of answers removed | lost",
    ]
    assert lines((DETAILS, f"{DETAILS}\n| notes | text | | |")) == [
        "+ field Task.notes: text |  | safe"
    ]


OPERATION: Final = "| task.accept | POST /tasks/{id}/accept | transition | task:accept | |"
STEP: Final = "| task.accept | in_review | done | not owner | done_at = now() | |"
ACCEPT: Final = "| task.accept | POST /tasks/{id}/accept | transition | task:accept | |"
READ: Final = "| task.read | GET /tasks/{id} | read | task:read | |"

BEHAVIOUR: Final = [
    (
        OPERATION,
        OPERATION.replace("/accept ", "/approval "),
        (
            "~ operation task.accept: request POST /tasks/{id}/accept -> POST /tasks/{id}/approval"
            " | changed path | "
        ),
    ),
    (
        READ,
        READ.replace("{id}", "{task_id}"),
        "~ operation task.read: request GET /tasks/{id} -> GET /tasks/{task_id} |  | ",
    ),
    (
        READ,
        READ.replace("task:read", "task:update"),
        (
            "~ operation task.read: permission task:read -> task:update"
            " | task:read is no longer enough | "
        ),
    ),
    (
        READ,
        READ.replace("| read |", "| custom |"),
        "~ operation task.read: kind read -> custom | status 200 -> 501 | ",
    ),
    (
        ACCEPT,
        ACCEPT.replace("| transition |", "| transition 202 |"),
        "~ operation task.accept: kind transition -> transition 202 | status 200 -> 202 | ",
    ),
    (
        STEP,
        STEP.replace("| in_review |", "| in_review, open |"),
        "~ transition task.accept: from in_review -> in_review, open |  | ",
    ),
    (
        STEP,
        STEP.replace("not owner", "not owner; details"),
        (
            "~ transition task.accept: needs not owner -> not owner; details"
            " | requests must bring details | "
        ),
    ),
    (
        STEP,
        STEP.replace("| done |", "| archived |"),
        "~ transition task.accept: to done -> archived | answers hold another state | ",
    ),
    (
        "| task:export | - | team | - | |",
        "| task:export | - | own | all | |",
        (
            "~ access lead task:export: team -> own | for lead | \n"
            "+ access admin task:export: all |  | "
        ),
    ),
    (
        "| task.list.sort | sort due_on, priority, created_at; default -created_at | |",
        "| task.list.sort | sort due_on, created_at; default -created_at | |",
        (
            "~ parameter task.list.sort: sort due_on, priority, created_at; default -created_at -> "
            "sort due_on, created_at; default -created_at | the parameter means something else | "
        ),
    ),
    (
        "| task.list.status | filter status eq | |",
        '| task.list.status | only status eq "done" | |',
        (
            '~ parameter task.list.status: filter status eq -> only status eq "done"'
            " | the parameter means something else | "
        ),
    ),
    (
        "| task.list.q | search title | |",
        '| task.list.q | search title | |\n| task.list.done | only status eq "done" | |',
        '+ parameter task.list.done: only status eq "done" | other rows are left out | ',
    ),
    (
        "| access_token_ttl | 15 min | D-access-token-ttl |",
        "| access_token_ttl | 10 min | D-access-token-ttl |",
        "~ setting access_token_ttl: 15 min -> 10 min |  | ",
    ),
    (
        "| upload_max_size | 5 MB | |",
        "| upload_max_size | 900 KB | |",
        "~ setting upload_max_size: 5 MB -> 900 KB | requests are refused that were taken | ",
    ),
    (
        "| upload_types | jpeg, png, pdf | |",
        "| upload_types | pdf, webp, jpeg | |",
        (
            "~ setting upload_types: jpeg, png, pdf -> pdf, webp, jpeg"
            " | requests are refused that were taken | "
        ),
    ),
    (
        "| page_size_max | 100 | |",
        "| page_size_max | 200 | |",
        "~ setting page_size_max: 100 -> 200 |  | ",
    ),
    (
        "| base_path | /api/v1 | |",
        "| base_path | /api/v2 | |",
        "~ setting base_path: /api/v1 -> /api/v2 | changed path of every operation | ",
    ),
    (
        "| TaskStatus | open, in_progress, in_review, done, archived | |",
        "| TaskStatus | open, in_progress, in_review, done, archived, lost | |",
        (
            "~ enum TaskStatus: open, in_progress, in_review, done, archived -> "
            "open, in_progress, in_review, done, archived, lost |  | safe"
        ),
    ),
    (
        (
            "| R-US-2 | story | member: see the tasks of my team in one list"
            " | task.list, task.read | |"
        ),
        "| R-US-2 | story | member: see the tasks of my team in one list | task.list | |",
        "~ requirement R-US-2: served by task.list, task.read -> task.list |  | ",
    ),
]


@pytest.mark.parametrize(("row", "becomes", "told"), BEHAVIOUR)
def test_what_the_api_does(row, becomes, told):
    """Paths, rights, parameters, steps, settings: what clients notice is marked."""
    assert lines((row, becomes)) == told.split("\n")


def test_another_kind_of_operation():
    """A status is that of the backend; an operation that answered 501 has no clients."""
    plan = parse(PLAN)

    def told(was: Kind, now: Kind) -> str:
        before, after = (
            replace(plan, operations=(replace(plan.operations[0], kind=kind),))
            for kind in (was, now)
        )
        return next(c.verdict.breaks for c in compare(before, after) if c.kind == "operation")

    assert told(Kind.UPDATE, Kind.MARK) == "status 200 -> 204"
    assert told(Kind.DELETE, Kind.MARK) == "another kind of answer"
    assert told(Kind.CREATE, Kind.CUSTOM) == "status 201 -> 501"
    assert told(Kind.CUSTOM, Kind.CREATE) == ""


def test_which_rows_a_list_shows():
    """Other rows, or more of them, break who relies on what was there."""
    row = "| task.list.q | search title | |"
    plans = [
        parse(PLAN.replace(row, f"{row}\n| task.list.done | only status eq {value} | |"))
        for value in ('"done"', '"open"')
    ]
    [other] = compare(*plans)
    [more] = compare(plans[0], parse(PLAN))
    assert (other.verdict.breaks, more.verdict.breaks) == (
        "shows other rows",
        "shows other rows, too",
    )


def test_what_has_to_hold_of_a_row():
    """A guard more refuses what was done before; one less breaks nobody."""
    plan = parse(PLAN)
    late = Guard("due_on", "is set")
    free = Guard("count(Comment)", "=", "0")

    def told(was: tuple[Guard, ...], now: tuple[Guard, ...]) -> list[tuple[str, str, str]]:
        before, after = (
            replace(plan, preconditions=(Precondition("task.delete", guards),) if guards else ())
            for guards in (was, now)
        )
        found = compare(before, after)
        assert {(change.kind, change.name) for change in found} == {("precondition", "task.delete")}
        return [(change.sign, change.said, change.verdict.breaks) for change in found]

    assert told((), (late,)) == [("+", "due_on is set", "refuses more")]
    assert told((late,), ()) == [("-", "due_on is set", "")]
    both = "due_on is set; count(Comment) = 0"
    assert told((late,), (late, free)) == [("~", f"due_on is set -> {both}", "refuses more")]
    assert told((late, free), (late,)) == [("~", f"{both} -> due_on is set", "")]
    spared = replace(late, role="admin")
    [(_, _, laxer)], [(_, _, stricter)] = told((late,), (spared,)), told((spared,), (late,))
    assert (laxer, stricter) == ("", "refuses more")


def test_what_time_does_is_told():
    """No client is refused by time: a step that it takes breaks nothing."""
    late = "| task.mark_late | open | archived | 2 d after due_on | | |"
    later = "| task.mark_late | open, in_progress | archived | 5 d after due_on | | |"
    assert lines((STEP, f"{STEP}\n{late}")) == [
        "+ transition task.mark_late: open; archived; needs 2 d after due_on |  | "
    ]
    before, after = (parse(PLAN.replace(STEP, f"{STEP}\n{row}")) for row in (late, later))
    assert [(c.said, c.matters) for c in compare(before, after)] == [
        ("from open -> open, in_progress", False),
        ("needs 2 d after due_on -> 5 d after due_on", False),
    ]
    assert not any(change.matters for change in compare(after, before))


def test_what_belongs_to_something_that_went_is_told_there():
    """A lost operation takes its parameters and its step with it: one line."""
    before = parse(PLAN)
    gone = {"task.list", "task.accept"}
    after = replace(
        before,
        operations=tuple(o for o in before.operations if o.name not in gone),
        parameters=tuple(p for p in before.parameters if p.operation not in gone),
        transitions=tuple(t for t in before.transitions if t.operation not in gone),
    )
    assert [(c.sign, c.kind, c.name) for c in compare(before, after)] == [
        ("-", "operation", "task.list"),
        ("-", "operation", "task.accept"),
    ]
    back = compare(after, before)
    assert [(c.sign, c.name) for c in back] == [("+", "task.list"), ("+", "task.accept")]
    assert not any(change.matters for change in back)


def test_an_entity_that_went_loses_data():
    before = parse(PLAN)
    after = replace(
        before,
        entities=tuple(e for e in before.entities if e.name != "Comment"),
        operations=tuple(o for o in before.operations if o.group != "comment"),
        parameters=tuple(p for p in before.parameters if p.operation[:8] != "comment."),
    )
    found = compare(before, after)
    assert (found[0].kind, found[0].name, found[0].verdict.data) == ("entity", "Comment", Data.LOST)
    assert {change.kind for change in found[1:]} == {"operation"}


def test_the_same_plan_has_not_changed():
    assert compare(parse(PLAN), parse(PLAN)) == ()


def test_every_kind_finds_its_items_in_a_plan():
    """No kind of the table looks for what a plan never has."""
    spec = parse(PLAN)
    empty = {kind.word for kind in KINDS if not kind.items(spec)}
    assert empty == {"contract", "precondition", "notification"}  # the example has none of them


def test_every_table_that_decides_something_is_compared():
    """A table that is new in the plan is compared, or named here."""
    left = {table.what for table in tables.TABLES} - {kind.word for kind in KINDS}
    assert left == {"screen", "decision", "assumption", "question", "feature"}
