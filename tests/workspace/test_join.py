"""Both changed a file where lines collide: members, rows and cells are joined, the rest is marked."""

import ast
from textwrap import dedent

import pytest

from luke_cli.workspace.conflict import has_markers, places, sides
from luke_cli.workspace.join import join

MODEL = '''\
"""The table of tasks."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base

LABELS = (
    "open",
    "done",
)


class Task(Base):
    """A task."""

    __tablename__ = "tasks"

    title: Mapped[str] = mapped_column(String(200))
    priority: Mapped[int] = mapped_column(Integer(), default=3)


def is_urgent(task: Task) -> bool:
    """Tell whether a task cannot wait."""
    return task.priority == 1
'''
PRIORITY = "    priority: Mapped[int] = mapped_column(Integer(), default=3)\n"
URGENT = "    return task.priority == 1\n"


def changed(*pairs, text=MODEL):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


JOINED = {
    "both add a field": (
        (PRIORITY, f"{PRIORITY}    colour: Mapped[str] = mapped_column(String(7))  # mine\n"),
        (PRIORITY, f"{PRIORITY}    due_on: Mapped[date | None] = mapped_column(Date())\n"),
    ),
    "both add a method": (
        (PRIORITY, f"{PRIORITY}\n    def shout(self) -> str:\n        return self.title.upper()\n"),
        (PRIORITY, f"{PRIORITY}\n    def age(self) -> int:\n        return 0\n"),
    ),
    "both add a function at the end": (
        (URGENT, f"{URGENT}\n\n# by hand\ndef mine() -> None:\n    print()\n"),
        (URGENT, f"{URGENT}\n\ndef lukes() -> None:\n    return None\n"),
    ),
    "both add an import": (
        ("from sqlalchemy.orm", "from mine import tool\nfrom sqlalchemy.orm"),
        ("from sqlalchemy.orm", "from sqlalchemy.ext import asyncio\nfrom sqlalchemy.orm"),
    ),
    "both import another name": (
        ("import Integer, String", "import Integer, Numeric, String"),
        ("import Integer, String", "import Date, Integer, String"),
    ),
    "both add an element": (
        ('    "done",\n', '    "done",\n    "mine",\n'),
        ('    "done",\n', '    "done",\n    "archived",\n'),
    ),
    "one removes what the other leaves, both add": (
        (PRIORITY, "    colour: Mapped[str] = mapped_column(String(7))\n"),
        (PRIORITY, f"{PRIORITY}    due_on: Mapped[date] = mapped_column(Date())\n"),
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_members_of_both_are_kept(case):
    """Where lines collide but members do not, there is no conflict; every line is in its place."""
    yours, new = (changed(pair) for pair in JOINED[case])
    result = join("m.py", MODEL, yours, new)
    assert not has_markers(result)
    ast.parse(result)
    added = {line for side in (yours, new) for line in side.split("\n")} - set(MODEL.split("\n"))
    words = {word.strip(",") for line in added for word in line.split()}
    assert {word for word in words if word not in result} == set()


def test_what_both_import_is_one_import():
    """The names of both, sorted as they were."""
    yours, new = (changed(pair) for pair in JOINED["both import another name"])
    assert join("m.py", MODEL, yours, new) == changed(
        ("import Integer, String", "import Date, Integer, Numeric, String")
    )


def test_a_member_that_both_changed_is_marked_alone():
    """The conflict is in that member; what both added beside it is there."""
    yours = changed(
        (URGENT, "    return task.priority < 2\n\n\ndef mine() -> int:\n    return 1\n")
    )
    new = changed(
        (URGENT, "    return task.priority <= 1\n\n\ndef lukes() -> int:\n    return 2\n")
    )
    result = join("m.py", MODEL, yours, new)
    assert len(places(result)) == 1
    assert result == changed(
        (
            URGENT,
            dedent("""\
        <<<<<<< yours
            return task.priority < 2
        ||||||| luke wrote before
            return task.priority == 1
        =======
            return task.priority <= 1
        >>>>>>> luke writes now


        def mine() -> int:
            return 1


        def lukes() -> int:
            return 2
        """),
        )
    )
    for side in sides(result):
        ast.parse(side)


def test_a_member_that_one_removed_and_the_other_changed_is_marked():
    """Neither the removal nor the change is taken without asking."""
    start = MODEL.index("\n\ndef is_urgent")
    new = changed((URGENT, "    return task.priority <= 1\n"))
    yours, other = sides(join("m.py", MODEL, MODEL[:start], new))
    assert "is_urgent" not in yours
    assert "task.priority <= 1" in other


def test_one_name_twice_is_a_conflict_although_no_line_collides():
    """Two functions of one name far apart would merge, and one would be lost."""
    mine = 'def late(task: Task) -> bool:\n    return "mine" in task.title\n\n\n'
    lukes = '\n\ndef late(task: Task) -> bool:\n    return "luke" in task.title\n'
    yours = changed(("LABELS", f"{mine}LABELS"))
    result = join("m.py", MODEL, yours, MODEL + lukes)
    assert len(places(result)) == 1
    assert result.count("def late") in (1, 2)
    assert {'"mine" in task.title', '"luke" in task.title'} <= {
        part.strip().removeprefix("return ") for part in result.split("\n")
    }


def test_a_member_that_both_renamed_is_a_conflict():
    """Two new names for one member are no two members."""
    yours, new = (MODEL.replace("is_urgent", name) for name in ("is_pressing", "is_hot"))
    result = join("m.py", MODEL, yours, new)
    assert sides(result) == (yours, new)


def test_a_text_that_is_no_python_keeps_its_markers():
    """Where the members cannot be told, lines are joined as git joins them."""
    yours = changed((PRIORITY, "    colour: (((\n"))
    new = changed((PRIORITY, f"{PRIORITY}    due_on: Mapped[date] = mapped_column(Date())\n"))
    result = join("m.py", MODEL, yours, new)
    assert len(places(result)) == 1
    assert "colour: (((" in result


LAID_OUT = {
    "a function": (
        'def late(task: Task) -> bool:\n    return task.title in ["open", "done"]\n',
        "def late(\n    task: Task,\n) -> bool:\n    return task.title in [\n        'open',\n        'done',\n    ]\n",
        'def late(task: Task) -> bool:\n    return task.title in ["open", "done", "archived"]\n',
    ),
    "an element": (
        'CALLS = {\n    "late": Call("GET", "/late", 200),\n}\n',
        "CALLS = {\n    'late': Call('GET', '/late', 200),\n}\n",
        'CALLS = {\n    "late": Call("GET", "/late", 404),\n}\n',
    ),
    "an argument": (
        'late = Call(\n    "GET",\n    [1, 2],\n)\n',
        "late = Call(\n    'GET',\n    [1,  2],\n)\n",
        'late = Call(\n    "PUT",\n    [1, 2],\n)\n',
    ),
}


@pytest.mark.parametrize("case", LAID_OUT)
def test_what_is_only_laid_out_anew_is_no_conflict(case):
    """Whoever ran a formatter over a member that luke changes need not settle anything."""
    base, yours, new = LAID_OUT[case]
    head, tail = '"""Mine."""\n\n', "\n\nMINE = 'stays'\n"
    joined = join("m.py", f"{head}{base}\n", f"{head}{yours}{tail}", f"{head}{new}\n")
    assert not has_markers(joined)
    assert ast.dump(ast.parse(joined)) == ast.dump(ast.parse(f"{head}{new}{tail}"))
    assert joined.endswith(tail)


def test_a_comment_is_no_layout():
    """What a person wrote beside code that luke changes is asked about."""
    base, yours, new = LAID_OUT["a function"]
    assert has_markers(join("m.py", base, yours.replace("'done',", "'done',  # by hand"), new))


PLAN = """\
### Task

| Field | Type | Rules |
|---|---|---|
| title | string(200) | |
| priority | int | 1..5 |

> [!NOTE]
> Ask Will.

### Label

| Field | Type | Rules |
|---|---|---|
| name | string(50) | unique |
"""
ROW = "| priority | int | 1..5 |\n"

TABLES = {
    "both add a row": (
        [(ROW, f"{ROW}| colour | string(7) | |\n")],
        [(ROW, f"{ROW}| due_on | date? | |\n")],
        [(ROW, f"{ROW}| colour | string(7) | |\n| due_on | date? | |\n")],
    ),
    "both change a row, another cell": (
        [("| int | 1..5 |", "| int | 1..9 |")],
        [("| int | 1..5 |", "| int? | 1..5 |")],
        [("| int | 1..5 |", "| int? | 1..9 |")],
    ),
    "luke adds a column, a person edits a cell and adds a row": (
        [(ROW, "| priority | int | 1..9 |\n| colour | string(7) | |\n")],
        [
            ("Rules |\n|---|---|---|\n", "Rules | Basis |\n|---|---|---|---|\n"),
            ("| title | string(200) | |", "| title | string(200) | | A-1 |"),
            (ROW, "| priority | int | 1..5 | A-2 |\n"),
        ],
        [
            ("Rules |\n|---|---|---|\n", "Rules | Basis |\n|---|---|---|---|\n"),
            ("| title | string(200) | |", "| title | string(200) | | A-1 |"),
            (ROW, "| priority | int | 1..9 | A-2 |\n| colour | string(7) | | |\n"),
        ],
    ),
    "luke removes a column that nobody edited": (
        [(ROW, f"{ROW}| colour | string(7) | |\n")],
        [
            ("Type | Rules |\n|---|---|---|\n", "Type |\n|---|---|\n"),
            ("| title | string(200) | |", "| title | string(200) |"),
            (ROW, "| priority | int |\n"),
        ],
        [
            ("Type | Rules |\n|---|---|---|\n", "Type |\n|---|---|\n"),
            ("| title | string(200) | |", "| title | string(200) |"),
            (ROW, "| priority | int |\n| colour | string(7) |\n"),
        ],
    ),
    "a person pads a table that luke adds a row to": (
        [("| title | string(200) | |\n", "|  title   | string(200) |      |\n")],
        [("| title | string(200) | |\n", "| title | string(200) | |\n| due_on | date? | |\n")],
        [
            (
                "| title | string(200) | |\n",
                "|  title   | string(200) |      |\n| due_on | date? | |\n",
            )
        ],
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_rows_are_joined(case):
    """A table is its cells by row and column; the text around it stays as it is."""
    yours, new, expected = (changed(*pairs, text=PLAN) for pairs in TABLES[case])
    assert join("plan.md", PLAN, yours, new) == expected


def test_a_cell_that_both_changed_is_marked_alone():
    """Only the row is between markers."""
    yours = changed(
        (ROW, f"| priority | int | 1..9 |\n{ROW.replace('priority', 'mine')}"), text=PLAN
    )
    new = changed((ROW, f"| priority | int | 1..7 |\n{ROW.replace('priority', 'due')}"), text=PLAN)
    result = join("plan.md", PLAN, yours, new)
    assert len(places(result)) == 1
    ours, theirs = sides(result)
    assert {"| mine | int | 1..5 |", "| due | int | 1..5 |"} <= set(ours.split("\n"))
    assert ours.replace("1..9", "1..7") == theirs


def test_a_row_of_one_name_twice_is_a_conflict():
    """Both add a field of one name, far apart: there is one row of it, and it is marked."""
    top = "| title | string(200) | |\n"
    yours = changed((top, f"| colour | string(7) | |\n{top}"), text=PLAN)
    new = changed((ROW, f"{ROW}| colour | string(9) | |\n"), text=PLAN)
    result = join("plan.md", PLAN, yours, new)
    assert len(places(result)) == 1
    assert all(side.count("| colour |") == 1 for side in sides(result))


def test_a_heading_and_a_row_that_both_renamed_are_conflicts():
    """Two new names for one section, or for one row, are no two of them."""
    for name in ("### Task", "title"):
        yours, new = (PLAN.replace(name, f"{name} {mine}", 1) for mine in ("mine", "of luke"))
        assert sides(join("plan.md", PLAN, yours, new)) == (yours, new)


def test_other_files_are_joined_by_lines():
    """A text of any other kind gets the markers of git."""
    result = join("Dockerfile", "FROM a\n", "FROM mine\n", "FROM b\n")
    assert sides(result) == ("FROM mine\n", "FROM b\n")
