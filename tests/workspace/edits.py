"""What a person does to a plan and a backend, at random, each time with a word to be found again."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from luke_cli.backend.revisions.values import Files
from luke_cli.config import Options
from luke_cli.engines import engine
from luke_cli.engines.values import Run
from luke_cli.plan import render
from luke_cli.project import IMPL, PLAN, Found
from luke_cli.workspace.conflict import sides
from luke_cli.workspace.merge import Action, Change, merge

Texts = dict[str, str]

ADDED_FIELDS = {
    "    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n    project_id": (
        "    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n    nickname VARCHAR(40),\n    project_id"
    ),
    "    review_note TEXT,\n": "    review_note TEXT,\n    reviewed_on DATE,\n",
    "    description TEXT,\n": "    description TEXT,\n    budget_code VARCHAR(12),\n",
    "title VARCHAR(200)": "title VARCHAR(160)",
}
ADDED_OPERATIONS = {
    "| DELETE | /tasks/{id} | Delete a task |\n": (
        "| DELETE | /tasks/{id} | Take a task away |\n| DELETE | /projects/{id} | Delete a project |\n"
    ),
    "| GET | /tasks | List tasks |": "| GET | /tasks | List the tasks that are mine |",
}
OTHER_ENTITIES = {
    "CREATE TABLE attachments (": (
        "CREATE TABLE reminders (\n    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n"
        "    task_id UUID NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,\n"
        "    remind_on DATE NOT NULL\n);\n\nCREATE TABLE attachments ("
    ),
    "    file_hash VARCHAR(64),\n": "",
    "| GET | /tasks/{task_id}/comments |": (
        "| GET | /tasks/{task_id}/reminders | List the reminders of a task |\n"
        "| POST | /tasks/{task_id}/reminders | Add a reminder |\n| GET | /tasks/{task_id}/comments |"
    ),
}
"""What the authors change in the documents of the example, by the text that they change."""

_ANY_CHANGES = {
    r"^( +)\w+ (?:VARCHAR|TEXT|INTEGER|TIMESTAMP)\b.*,.*$": r"\g<0>\n\1added{number} VARCHAR(40),",
    r"^ +\w+ TEXT,$": "    -- no column {number}",
    r"\bVARCHAR\(\d+\)": "VARCHAR(1{number})",
    r"^([ |*-]*)(?:GET|POST|PUT|PATCH) (/\w+).*$": r"\g<0>\n\1GET \2/added{number}",
    r"^([ |*-]*)PUT (/.*)$": r"\1PATCH \2",
}
"""What authors may change in documents of any project: columns, sizes, operations."""


class Edit(NamedTuple):
    """An edit that can be looked for."""

    kind: str
    path: str
    """Where the word is now; "" if the edit was to remove it."""
    word: str
    gone: str = ""
    """What may not come back, and where it was."""


def made(documents: Mapping[str, str], *changes: Mapping[str, str]) -> Texts:
    """Return the plan and the backend of documents, with changes in `DESIGN.md`."""
    texts = dict(documents)
    for old, new in (pair for change in changes for pair in change.items()):
        assert old in texts["DESIGN.md"], old
        texts["DESIGN.md"] = texts["DESIGN.md"].replace(old, new, 1)
    work = engine(Run(Path(), Options()))
    spec = work.design(Found(name, "", text.encode()) for name, text in texts.items()).spec
    return {PLAN: render(spec), **work.develop(spec, work.revise(spec, Files()))}


def changed(documents: Mapping[str, str], pick: Random, count: int) -> Texts:
    """Return documents with changes at random places, of each kind as often as it can be made."""
    texts = dict(documents)
    for number in range(10, 10 + count):
        for pattern, said in _ANY_CHANGES.items():
            found = [
                (name, match)
                for name, text in texts.items()
                for match in re.finditer(pattern, text, re.MULTILINE)
            ]
            if found:
                name, match = pick.choice(found)
                text, new = texts[name], match.expand(said.replace("{number}", str(number)))
                texts[name] = text[: match.start()] + new + text[match.end() :]
    return texts


@dataclass
class Person:
    """Somebody at work on the texts, often where luke is about to change them."""

    texts: Texts
    new: Texts
    pick: Random

    def path(self, suffix: str) -> str:
        """Return a file, every other time one that luke changes."""
        all_ = sorted(p for p in self.texts if p.startswith(IMPL) and p.endswith(suffix))
        hot = [path for path in all_ if self.new.get(path) != self.texts[path]]
        return self.pick.choice(hot if hot and self.pick.random() < 0.5 else all_)

    def at(self, path: str, pattern: str) -> re.Match[str] | None:
        """Return a place, every other time one that luke changes."""
        text = self.texts[path]
        found = list(re.finditer(pattern, text, re.MULTILINE))
        lukes = set(self.new.get(path, text).split("\n"))
        hot = [m for m in found if set(_around(text, m)) - lukes]
        some = hot if hot and self.pick.random() < 0.5 else found
        return self.pick.choice(some) if some else None

    def insert(self, path: str, place: int, added: str) -> None:
        text = self.texts[path]
        self.texts[path] = text[:place] + added + text[place:]


def edited(before: Texts, new: Texts, pick: Random, count: int) -> tuple[Texts, list[Edit]]:
    """Return what a person made of the texts, and the edits that are still in them."""
    person, edits = Person(dict(before), new, pick), list[Edit]()
    while len(edits) < count:
        word = f"mine{len(edits):03}"
        edits += _KINDS[pick.choice(list(_KINDS))](person, word)
    # A later edit may have taken away what an earlier one is looked for by.
    texts = person.texts
    return texts, [edit for edit in edits if not edit.path or edit.word in texts.get(edit.path, "")]


def _around(text: str, match: re.Match[str]) -> list[str]:
    """Return the lines of a match and those next to them."""
    start = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
    stop = text.find("\n", match.end() + 1)
    return text[start : stop if stop >= 0 else None].split("\n")


def outcome(base: Texts, yours: Texts, new: Texts) -> dict[str, Change]:
    """Return what a run makes of the project, by path, as both phases do it."""
    changes = merge({path: [text] for path, text in base.items()}, yours, new)
    return {change.path: change for change in changes}


def lost(edit: Edit, yours: Texts, changes: Mapping[str, Change]) -> bool:
    """Tell whether an edit is neither in the result nor in a marked conflict."""
    if edit.path:
        change = changes.get(edit.path)
        # A file that luke does not know is not touched.
        return edit.word not in ((change.text if change else yours.get(edit.path)) or "")
    place, _, name = edit.gone.partition(" ")
    change = changes.get(place)
    text = (change.text if change else "") or ""
    # Removed and not come back, at least not on your side of a conflict.
    return bool(re.search(rf"\bdef {name}\b", sides(text)[0])) if name else bool(text)


def in_conflict(edit: Edit, changes: Mapping[str, Change]) -> bool:
    """Tell whether somebody is asked about an edit."""
    change = changes.get(edit.path or edit.gone.partition(" ")[0])
    if change is None or change.action is not Action.CONFLICT:
        return False
    mine, lukes = sides(change.text or "")
    return (edit.word in mine) is not (edit.word in lukes)


def _inserted(kind: str, suffix: str, pattern: str, line: str, *, below: bool) -> "_Kind":
    """Return an edit that adds a line next to one that a pattern finds."""

    def edit(person: Person, word: str) -> Iterator[Edit]:
        path = PLAN if suffix == "plan" else person.path(suffix)
        if match := person.at(path, pattern):
            indent = match[0][: len(match[0]) - len(match[0].lstrip(" "))]
            place = match.end() if below else match.start()
            person.insert(path, place, line.format(indent=indent, word=word))
            yield Edit(kind, path, word)

    return edit


def _cell(person: Person, word: str) -> Iterator[Edit]:
    if match := person.at(PLAN, r"^\| (?!---).*(?= \|$)"):
        person.insert(PLAN, match.end(), f" {word}")
        yield Edit("cell", PLAN, word)


def _row(person: Person, word: str) -> Iterator[Edit]:
    if match := person.at(PLAN, r"^\| (?!---).* \|\n(?!\|---)"):
        person.insert(
            PLAN, match.end(), f"| {word} {'| ' * match[0].count(' |')}\n".replace(" \n", "\n")
        )
        yield Edit("row", PLAN, word)


def _line(person: Person, word: str) -> Iterator[Edit]:
    path = person.path("")
    if match := person.at(path, r"^.*\S.*$"):
        person.insert(path, match.end(), f"  # {word}")
        yield Edit("line", path, word)


def _removed_member(person: Person, word: str) -> Iterator[Edit]:
    path = person.path("service.py")
    member = r"^(?:async )?def (\w+)\((?:.*\n)(?:(?:[ )].*)?\n)*?(?=\n\n\S|\Z)"
    match = person.at(path, member)
    if match and len(re.findall(rf"\bdef {match[1]}\b", person.texts[path])) == 1:
        text = person.texts[path]
        person.texts[path] = text[: match.start()] + text[match.end() :]
        yield Edit("removed member", "", word, f"{path} {match[1]}")


def _new_file(person: Person, word: str) -> Iterator[Edit]:
    path = f"{IMPL}/backend/{word}.py"
    person.texts[path] = f'"""{word}"""\n'
    yield Edit("new file", path, word)


def _deleted_file(person: Person, word: str) -> Iterator[Edit]:
    path = person.path(".py")
    del person.texts[path]
    yield Edit("deleted file", "", word, path)


def _renamed_file(person: Person, word: str) -> Iterator[Edit]:
    path = person.path("schemas.py")
    place = f"{IMPL}/backend/{word}.py"
    person.texts[place] = f"{person.texts.pop(path)}\n\nNAME = '{word}'\n"
    yield Edit("renamed file", place, word)


_Kind = Callable[[Person, str], Iterator[Edit]]
_KINDS: dict[str, _Kind] = {
    "cell": _cell,
    "row": _row,
    "note": _inserted("note", "plan", r"^### .*\n", "\n> [!NOTE]\n> {word}\n", below=True),
    "line": _line,
    "comment": _inserted(
        "comment", ".py", r"^ *(?:return|await)\b.*\n", "{indent}# {word}\n", below=False
    ),
    "field": _inserted("field", ".py", r"^    \w+: .*[^(,]\n", "    {word}: int = 1\n", below=True),
    "element": _inserted("element", ".py", r'^        ".*",\n', '        "{word}",\n', below=True),
    "import": _inserted(
        "import", ".py", r"^(?:from|import) .*[^(]\n", "import {word}\n", below=True
    ),
    "function": _inserted(
        "function",
        ".py",
        r"^(?:async )?def \w+",
        "def {word}() -> None:\n    pass\n\n\n",
        below=False,
    ),
    "endpoint": _inserted(
        "endpoint",
        "routes.py",
        r"^@router\.",
        '@router.get("/{word}")\nasync def {word}() -> None:\n    pass\n\n\n',
        below=False,
    ),
    "removed member": _removed_member,
    "new file": _new_file,
    "deleted file": _deleted_file,
    "renamed file": _renamed_file,
}
