"""Two branches, each with a revision of its own, are brought together by the next run."""

from dataclasses import replace

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.values import Files
from luke_cli.spec.model import Field, Spec, Type, TypeName
from tests.revisions.changes import FIRST
from tests.revisions.databases import files_of, sqlite_database, written

BEFORE = written(revisions_of(FIRST, Files()))


def adding(*names: str, spec: Spec = FIRST, length: int = 9) -> Spec:
    more = tuple(Field(name, Type(TypeName.STRING, length=length)) for name in names)
    tag = spec.entity("Tag")
    assert tag is not None
    now = replace(tag, fields=(*tag.fields, *more))
    return replace(spec, entities=tuple(now if e is tag else e for e in spec.entities))


def branch(spec: Spec) -> dict[str, str]:
    return written(revisions_of(spec, files_of(BEFORE)))


def test_two_new_fields_are_joined(tmp_path):
    """The revision that joins them changes nothing, and the same rows are there."""
    texts = branch(adding("color")) | branch(adding("shade"))
    joined = revisions_of(adding("color", "shade"), files_of(texts))
    assert joined.next is not None
    assert joined.next.path == "migrations/versions/0003_merge.py"
    assert joined.next.follows == "('0002_add_tags_color', '0002_add_tags_shade')"
    assert joined.next.upgrade == ("pass",)
    now = written(joined)
    assert revisions_of(adding("color", "shade"), files_of(now)).next is None
    with sqlite_database(tmp_path) as database:
        database.move(now)
        columns = database.described()["tags"]["columns"]
        assert {"color", "shade"} <= columns.keys()
        database.move(now, "base")


def test_a_join_and_a_change_are_one_revision():
    texts = branch(adding("color")) | branch(adding("shade"))
    joined = revisions_of(adding("color", "shade", "light"), files_of(texts))
    assert joined.next is not None
    assert joined.next.path == "migrations/versions/0003_add_tags_light.py"
    assert joined.next.follows == "('0002_add_tags_color', '0002_add_tags_shade')"


def test_the_same_change_on_both_is_one_file():
    assert branch(adding("color")) == branch(adding("color"))


def test_two_changes_of_the_same_are_left_to_a_person():
    """Either order would break: both revisions are named, and deleting one of them heals it."""
    ours = branch(adding("color"))
    theirs = branch(adding("color", "shade", length=20))
    both = ours | theirs
    (mine,) = ours.keys() - BEFORE.keys()
    (other,) = theirs.keys() - BEFORE.keys()
    spec = adding("color", "shade", length=20)
    stuck = revisions_of(spec, files_of(both))
    assert [found.code for found in stuck.diagnostics] == ["LK-S105"]
    (found,) = stuck.diagnostics
    assert found.place is not None
    assert {mine, other} == {found.place.file, found.message.partition(" ")[0]}
    assert (stuck.next, stuck.kept) == (None, both)
    left = Files({p: t for p, t in both.items() if p != other}, files_of(both).written)
    healed = revisions_of(spec, left)
    assert healed.next is not None
    assert healed.next.path.startswith("migrations/versions/0003_")
    assert healed.next.follows == "'0002_add_tags_color'"


def test_a_table_that_one_branch_renames_is_not_changed_by_the_other():
    tag = FIRST.entity("Tag")
    assert tag is not None
    renamed = replace(
        FIRST, entities=(*FIRST.entities[:2], replace(tag, name="Label", table="labels", was="Tag"))
    )
    stuck = revisions_of(renamed, files_of(branch(renamed) | branch(adding("color"))))
    assert [found.code for found in stuck.diagnostics] == ["LK-S105"]


def test_a_revision_whose_forerunner_is_gone_is_named():
    texts = branch(adding("color"))
    (path,) = texts.keys() - BEFORE.keys()
    stuck = revisions_of(adding("color"), Files({path: texts[path]}, files_of(texts).written))
    assert [found.code for found in stuck.diagnostics] == ["LK-S105"]
    assert "follows 0001, which is not there" in stuck.diagnostics[0].message
