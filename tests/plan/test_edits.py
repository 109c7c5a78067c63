"""A person edits one cell, and the spec changes exactly there."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from luke_cli.plan import parse, render
from luke_cli.spec.model import Field, Spec, Type, TypeName
from tests.plan.plans import PLAN, SPEC


def changes(before: Any, after: Any, path: str = "") -> dict[str, tuple[Any, Any]]:
    """Return what differs between two values, by path."""
    if before == after:
        return {}
    if is_dataclass(before) and type(before) is type(after):
        found: dict[str, tuple[Any, Any]] = {}
        for attribute in fields(before):
            name = attribute.name
            below = getattr(before, name), getattr(after, name)
            found |= changes(*below, f"{path}.{name}" if path else name)
        return found
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return {
            key: value
            for index, (one, other) in enumerate(pairs)
            for key, value in changes(one, other, f"{path}[{label(one, index)}]").items()
        }
    return {path: (before, after)}


def label(item: Any, index: int) -> str:
    return str(getattr(item, "name", getattr(item, "operation", index)))


EDITS = {
    "setting": (
        "| access_token_ttl | 15 min |",
        "| access_token_ttl | 10 min |",
        {"settings[access_token_ttl].value": ("15 min", "10 min")},
    ),
    "entity": (
        "| Tag | tags |",
        "| Tag | task_tags |",
        {"entities[Tag].table": ("tags", "task_tags")},
    ),
    "field": (
        "| effort | decimal(6,2) | min 0 | |",
        "| effort | decimal(8,2) | min 0 | |",
        {"entities[Task].fields[effort].type.precision": (6, 8)},
    ),
    "rule": (
        "| effort | decimal(6,2) | min 0 | |",
        "| effort | decimal(6,2) | required; min 0 | |",
        {"entities[Task].fields[effort].required": (False, True)},
    ),
    "enum": (
        "| UserRole | member, admin |",
        "| UserRole | member, guest |",
        {"enums[UserRole].values[1]": ("admin", "guest")},
    ),
    "index": (
        "Task(state, effort desc)",
        "Task(state, effort)",
        {"indexes[tasks_state].columns[1][1]": (True, False)},
    ),
    "role": (
        "| admin | member | |",
        "| admin | | |",
        {"roles[admin].inherits": (("member",), ())},
    ),
    "permission": (
        "| task:close | own | tenant | |",
        "| task:close | team | tenant | |",
        {"permissions[task:close].scopes[0][1]": ("own", "team")},
    ),
    "denial": (
        "| task:close | own | tenant | |",
        "| task:close | - | tenant | |",
        {
            "permissions[task:close].scopes": (
                (("member", "own"), ("admin", "tenant")),
                (("admin", "tenant"),),
            )
        },
    ),
    "operation": (
        "| task.list | GET /tasks |",
        "| task.list | GET /todos |",
        {"operations[task.list].path": ("/tasks", "/todos")},
    ),
    "parameter": (
        "filter state eq",
        "filter state ne",
        {"parameters[state].operator": ("eq", "ne")},
    ),
    "contract": (
        "points: integer[]",
        "points: float[]",
        {
            "contracts[report.burndown].gives.members[points].type.name": (
                TypeName.INTEGER,
                TypeName.FLOAT,
            )
        },
    ),
    "transition": (
        "| closed_at = now() |",
        "| closed_at = null |",
        {"transitions[task.close].effects[0].value": ("now()", "null")},
    ),
    "requirement": (
        "member: work offline | open |",
        "member: work offline | client |",
        {"requirements[R-offline].served_by[0]": ("open", "client")},
    ),
    "screen": (
        "| show, filter | task.list |",
        "| show, filter | open |",
        {"screens[S-task-list].served_by[0]": ("task.list", "open")},
    ),
    "decision": (
        "| the schema comes first | open |",
        "| the schema comes first | accepted |",
        {"decisions[D-task-state].state": ("open", "accepted")},
    ),
    "assumption": (
        "| entity Tag with a name |",
        "| no tags |",
        {"assumptions[A-tag].proposal": ("entity Tag with a name", "no tags")},
    ),
    "question": (
        "| product owner | |",
        "| product owner | the last \\<30> days |",
        {"questions[Q-burndown].answer": ("", "the last <30> days")},
    ),
    "feature": (
        "| task, to do\\, done |",
        "| task, to do\\, done, board |",
        {"features[tasks].words": (("task", "to do, done"), ("task", "to do, done", "board"))},
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_one_cell_changes_one_thing(edit):
    """Each kind of table is read: an edited cell is in the spec, and nothing else moves."""
    before, after, expected = edit
    assert PLAN.count(before) == 1
    assert changes(SPEC, parse(PLAN.replace(before, after))) == expected


def after(line: str, new: str) -> str:
    """Return the plan with another line below one of its lines."""
    found = [each for each in PLAN.split("\n") if each.startswith(line)]
    assert len(found) == 1, found
    return PLAN.replace(found[0], f"{found[0]}\n{new}")


def test_a_field_is_one_row():
    """Whoever adds a field types one row and nothing else."""
    spec = parse(after("| effort |", "| due_date | date | required | |"))
    task = spec.entity("Task")
    assert task is not None
    assert task.field("due_date") == Field("due_date", Type(TypeName.DATE), required=True)
    names = [field.name for field in task.fields]
    assert names[names.index("effort") + 1] == "due_date"


def test_a_last_empty_basis_may_be_left_out():
    """A row without its last cell says the same."""
    row = "| due_date | date | required |"
    assert parse(after("| effort |", row)) == parse(after("| effort |", f"{row} |"))


def test_a_row_overrides_what_a_trait_stands_for():
    """`version` follows from a trait until a row says another type."""
    task = parse(
        after("| closed_at |", "| version | bigint | required; lock; read-only | |")
    ).entity("Task")
    assert task is not None
    version = task.field("version")
    assert version is not None
    assert (version.type.name, version.implied) == (TypeName.BIGINT, False)


def test_a_deleted_row_is_gone():
    """What a person deletes is not in the spec, though the quote still names it."""
    row = next(line for line in PLAN.split("\n") if line.startswith("| effort |"))
    plan = PLAN.replace(f"{row}\n", "").replace(", effort desc", "").replace("effort, ", "")
    task = parse(plan).entity("Task")
    assert task is not None
    assert task.field("effort") is None


def test_a_crud_row_stands_for_five_operations():
    """One row adds list, create, read, update and delete."""
    spec = parse(after("| tag.* |", "| user.* | ALL /users | crud | task:read, tag:write | |"))
    made = [o for o in spec.operations if o.group == "user"]
    assert [(o.verb, o.method, o.path, o.permissions) for o in made] == [
        ("list", "GET", "/users", ("task:read",)),
        ("create", "POST", "/users", ("tag:write",)),
        ("read", "GET", "/users/{id}", ("task:read",)),
        ("update", "PATCH", "/users/{id}", ("tag:write",)),
        ("delete", "DELETE", "/users/{id}", ("tag:write",)),
    ]


def test_a_rename_is_read_as_the_new_name():
    """`new was old` is accepted wherever a row has its key, and among values."""
    plan = PLAN.replace("| email |", "| mail was email |").replace(
        "member, admin |", "member, boss was admin |"
    )
    spec = parse(plan)
    user, roles = spec.entity("User"), spec.enum("UserRole")
    assert user is not None
    assert roles is not None
    assert user.field("mail") is not None
    assert (roles.values, roles.was) == (("member", "boss"), (("boss", "admin"),))
    assert "| UserRole | member, boss was admin |" in render(spec)


def test_a_value_with_the_word_in_it_is_one_value():
    """In quotes it is a part of the value, on either side of a rename."""
    values = '`"as it was"`, `"it was so"` was `"it is so"`'
    plan = after("| UserRole | member, admin |", f"| Mood | {values} | |")
    moods = parse(plan).enum("Mood")
    assert moods is not None
    assert moods.values == ("as it was", "it was so")
    assert moods.was == (("it was so", "it is so"),)
    shown = values.replace("`", "")
    assert f"| Mood | {shown} |" in render(parse(plan))


NOTES = """
> [!NOTE]
> Mike: | this | is | no table |

- a list
- with `| pipes |`

| Mine | Own |
|------|-----|
| 1    | 2   |

| *Setting* | *Value* | *Basis* |
|---|---|---|
| nothing | reads | this |

```
| Entity | Table | Traits | Basis |
|---|---|---|---|
| Ghost | ghosts | | |
```

<!--
| Enum | Values | Basis |
|---|---|---|
| Ghost | a | |
-->

    | Enum | Values | Basis |
    |---|---|---|
    | Ghost | a | |
"""


@pytest.mark.parametrize("heading", ["## 2. Data", "### Task\n", "## 14.", "## 16."])
def test_notes_are_nobodys_business(heading):
    """Whatever a person writes beside the tables is not read."""
    at = PLAN.index(heading.split("Data")[0])
    assert parse(f"{PLAN[:at]}{NOTES}\n{PLAN[at:]}{NOTES}") == SPEC


def padded(plan: str) -> str:
    """Format tables as editors do: padded cells, aligned columns, blank lines around."""
    lines = []
    for line in plan.split("\n"):
        if line.startswith("|---"):
            columns = line.count("|") - 1
            lines.append("| :------ " + "| -------: " * (columns - 1) + "|")
        elif line.startswith("|"):
            lines.append(line.replace(" | ", "      |   ").replace("| |", "|     |"))
        elif line.startswith("> "):
            lines += ["", line]
        else:
            lines.append(line)
    return "\n".join(lines)


def moved(plan: str) -> str:
    """Move the data models to the end."""
    start, end = plan.index("### Tenant"), plan.index("## 7.")
    return f"{plan[:start]}{plan[end:]}\n{plan[start:end]}"


SAME: dict[str, Callable[[str], str]] = {
    "padded": padded,
    "windows": lambda plan: plan.replace("\n", "\r\n"),
    "no outer pipes": lambda plan: plan.replace("| role | UserRole |", "role | UserRole |"),
    "closing marks": lambda plan: plan.replace("### Task\n", "### Task ###\n"),
    "moved": moved,
    "no leads": lambda plan: plan.replace("Deny by default", "Mike says: allow"),
    "underlined headers": lambda plan: plan.replace("*Decide*", "_Decide_"),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_means_the_same_is_read_the_same(change):
    """Editors, platforms and another order of the parts do not change the spec."""
    plan = change(PLAN)
    assert plan != PLAN
    assert parse(plan) == SPEC
    assert render(parse(plan)) == PLAN


def test_a_split_table_is_one_table():
    """Two tables of one kind under one heading are one."""
    row = next(line for line in PLAN.split("\n") if line.startswith("| task:close |"))
    header = next(line for line in PLAN.split("\n") if line.startswith("| Permission |"))
    plan = PLAN.replace(f"{row}\n", f"\n\n{header}\n|---|---|---|---|\n{row}\n")
    assert parse(plan) == SPEC


def test_an_empty_plan_is_an_empty_spec():
    """A title is enough."""
    assert parse("# Nothing: backend plan\n") == Spec("Nothing")
    assert replace(parse(render(Spec("Nothing"))), project="") == Spec("")
