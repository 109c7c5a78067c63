"""What an engine made is remembered for the same input, and for no other."""

import json

import pytest

from luke_cli import remembered
from luke_cli.engines import Engine, engine
from luke_cli.plan import parse
from luke_cli.project import PLAN, Found
from luke_cli.workspace.base import CACHE
from tests.documents import DOCUMENTS

IDLE = Engine("template", "an engine that cannot work", "no.such.module", "no.such.module")


@pytest.fixture
def files():
    return [Found(path, "", text.encode()) for path, text in sorted(DOCUMENTS.items())]


@pytest.fixture
def designed(tmp_path, files):
    """What the documents mean, remembered below a folder."""
    return kept(tmp_path, remembered.design(tmp_path, engine("template"), files))


def kept(root, made):
    """Write what is to be written, and return what was made."""
    value, writes = made
    for path, text in writes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return value


def test_the_same_documents_are_not_read_again(tmp_path, designed, files):
    """What comes back is equal, and there is nothing to write."""
    assert remembered.design(tmp_path, IDLE, files) == (designed, {})


def test_other_documents_are_read(tmp_path, designed, files):
    """A byte more, a document less, another name: the engine has to work."""
    first, *rest = files
    other = (
        rest,
        [Found("OTHER.md", first.owner, first.data), *rest],
        [Found(first.name, first.owner, first.data + b"\n"), *rest],
        [Found(first.name, "architect", first.data), *rest],
    )
    for changed in other:
        with pytest.raises(ModuleNotFoundError):
            remembered.design(tmp_path, IDLE, changed)


def test_another_luke_works_itself(tmp_path, designed, files, monkeypatch):
    """A memory of another release, library or template is none."""
    monkeypatch.setattr(remembered, "_luke", lambda: b"another")
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: {},
        lambda _: [],
        lambda _: {"design": []},
        lambda records: {"design": {**records["design"], "plan": "# nothing"}},
        lambda records: {"design": {**records["design"], "documents": [{}]}},
    ],
)
def test_a_damaged_memory_is_none(tmp_path, designed, files, damage):
    """What is no memory of luke's is made anew."""
    path = tmp_path / CACHE
    path.write_text(json.dumps(damage(json.loads(path.read_text()))))
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)
    path.write_text("{")
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)


def test_a_backend_is_remembered_with_what_luke_wrote(tree_of, luke, tmp_path):
    """Its texts are in the memory of the merge; without them, or for another plan, it is made."""
    tree_of(DOCUMENTS)
    luke("--design")
    luke("--develop")
    text = (tmp_path / PLAN).read_text()
    spec = parse(text)
    made_of = (text, text, "*")
    made, writes = remembered.develop(tmp_path, IDLE, spec, made_of)
    assert writes == {}
    assert made == engine("template").develop(spec)
    with pytest.raises(ModuleNotFoundError):
        remembered.develop(tmp_path, IDLE, spec, (text + "\n", text, "*"))
    memory = tmp_path / "app/.luke/base"
    memory.write_text("".join(memory.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(ModuleNotFoundError):
        remembered.develop(tmp_path, IDLE, spec, made_of)
