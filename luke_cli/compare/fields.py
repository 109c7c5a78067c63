"""What changes of fields and enums mean: for bodies, and for the rows that are stored."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from luke_cli.compare.change import FINE, Data, Pair, Verdict
from luke_cli.compare.exposed import Exposed, exposed
from luke_cli.spec.field_rights import is_read_by, is_written_by
from luke_cli.spec.model import Entity, Field, FieldRole, Sources, Type, TypeName

_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.SLUG, TypeName.EMAIL, TypeName.URL)
_WHOLE: Final = (TypeName.INTEGER, TypeName.BIGINT)


class Owned(NamedTuple):
    """A field and whose it is."""

    entity: Entity
    field: Field

    @property
    def sources(self) -> Sources:
        """What the documents say of the field."""
        return self.field.sources

    @property
    def former(self) -> str:
        """The name that it had before, if it or its entity had another."""
        names = self.entity.was or self.entity.name, self.field.was or self.field.name
        return ".".join(names) if self.entity.was or self.field.was else ""


def _both(pair: Pair) -> tuple[Exposed, Exposed]:
    was, now = pair.before or pair.after, pair.after or pair.before
    return exposed(pair.old, was.entity.name), exposed(pair.new, now.entity.name)


def field_added(pair: Pair) -> Verdict:
    """Judge a new field: a required one is missing in requests and in the rows."""
    _, now = _both(pair)
    added: Field = pair.after.field
    breaks = "requests must bring it" if added.name in now.demanded else ""
    if added.computed:
        return Verdict(breaks)
    if added.required and not added.default:
        return Verdict(breaks, "the rows that are there need a value", Data.NEEDED)
    return Verdict(breaks, "adds the column", Data.SAFE)


def field_removed(pair: Pair) -> Verdict:
    """Judge a field that is gone: answers lack it, requests with it are refused."""
    breaks = _missed(pair)
    if pair.before.field.computed:
        return Verdict(breaks)
    return Verdict(breaks, "drops the column and what is in it", Data.LOST)


def field_renamed(pair: Pair) -> Verdict:
    """Judge another name of a field: clients know the old one, rows keep their values."""
    breaks = _missed(pair)
    if pair.after.field.computed:
        return Verdict(breaks)
    return Verdict(breaks, "renames the column", Data.SAFE)


def _missed(pair: Pair) -> str:
    """Return what clients notice where a field is not called what it was, or is gone."""
    was, _ = _both(pair)
    name = pair.before.field.name
    if name in was.given:
        return "field of answers removed"
    return "requests with it are refused" if name in was.taken else ""


def type_changed(pair: Pair) -> Verdict:
    """Judge another type of a field."""
    was, now = pair.before.field.type, pair.after.field.type
    before, after = _both(pair)
    name = pair.after.field.name
    shown = name in (before.given & after.given) | (before.taken & after.taken)
    if is_wider(was, now):
        return Verdict("", "widens the column", Data.SAFE)
    if _on_the_wire(was) != _on_the_wire(now):
        breaks = "another type in bodies" if shown else ""
        return Verdict(breaks, "stored values must be converted", Data.NEEDED)
    breaks = "requests are refused that were taken" if name in before.taken else ""
    return Verdict(breaks, "stored values may not fit", Data.NEEDED)


def is_wider(was: Type, now: Type) -> bool:
    """Tell whether every value of a type is one of another, written the same way."""
    if was.name is now.name is TypeName.DECIMAL and None not in (was.precision, now.precision):
        digits = (was.precision or 0) - (was.scale or 0), (now.precision or 0) - (now.scale or 0)
        return digits[0] <= digits[1] and (was.scale or 0) <= (now.scale or 0)
    if was.name is now.name is TypeName.STRING:
        return now.length is None or (was.length is not None and was.length <= now.length)
    if was.name in _TEXTS and now.name is TypeName.TEXT:
        return True
    return (was.name, now.name) == (TypeName.INTEGER, TypeName.BIGINT)


def _on_the_wire(kind: Type) -> str:
    """Return what a value is in JSON, as far as a client has to know."""
    if kind.name in _TEXTS:
        return "text"
    if kind.name in _WHOLE:
        return "whole number"
    return f"{kind.name} {kind.enum} {kind.target}"


def required_changed(pair: Pair) -> Verdict:
    """Judge whether a value may be missing: in requests, in answers and in rows."""
    before, after = _both(pair)
    now: Field = pair.after.field
    if not now.required:
        breaks = "answers may hold null" if now.name in after.given else ""
        return Verdict(breaks, "lets the column be empty", Data.SAFE)
    breaks = "requests must bring it" if now.name in after.demanded - before.demanded else ""
    return Verdict(breaks, "rows without a value need one", Data.NEEDED)


def default_changed(pair: Pair) -> Verdict:
    """Judge another default: without any, requests must bring a value."""
    before, after = _both(pair)
    name = pair.after.field.name
    return Verdict("requests must bring it" if name in after.demanded - before.demanded else "")


def visibility_changed(pair: Pair) -> Verdict:
    """Judge whether a field comes in or goes out."""
    before, after = _both(pair)
    name = pair.after.field.name
    if name in before.given - after.given:
        return Verdict("field of answers removed")
    if name in before.taken - after.taken:
        return Verdict("requests with it are refused")
    return Verdict("requests must bring it" if name in after.demanded - before.demanded else "")


def readers_changed(pair: Pair) -> Verdict:
    """Judge which roles see a field; where nothing else is said, only they set it."""
    before, _ = _both(pair)
    lost = _roles_lost(pair, is_read_by)
    if lost and pair.after.field.name in before.given:
        return Verdict(f"left out of answers for {lost}")
    return writers_changed(pair)


def writers_changed(pair: Pair) -> Verdict:
    """Judge which roles set a field."""
    before, _ = _both(pair)
    lost = _roles_lost(pair, is_written_by)
    is_taken = pair.after.field.name in before.taken
    return Verdict(f"requests with it are refused for {lost}" if lost and is_taken else "")


def _roles_lost(pair: Pair, may: Callable[[Field, str], bool]) -> str:
    was, now = pair.before.field, pair.after.field
    names = (role.name for role in pair.new.roles)
    return ", ".join(name for name in names if may(was, name) and not may(now, name))


def unique_changed(pair: Pair) -> Verdict:
    """Judge a uniqueness: rows that are alike stand in its way."""
    was, now = pair.before.field, pair.after.field
    if now.unique > was.unique or (now.unique_per and now.unique_per != was.unique_per):
        return Verdict("", "rows that are alike must go first", Data.NEEDED)
    return Verdict("", "drops a uniqueness", Data.SAFE)


def limit_changed(pair: Pair) -> Verdict:
    """Judge other limits of a value."""
    was, now = pair.before.field, pair.after.field
    if not _is_narrower(was, now):
        return FINE
    before, _ = _both(pair)
    breaks = "requests are refused that were taken" if now.name in before.taken else ""
    return Verdict(breaks, "stored values may lie outside", Data.NEEDED)


def _is_narrower(was: Field, now: Field) -> bool:
    lows = ((was.minimum, now.minimum), (was.over, now.over))
    highs = ((was.maximum, now.maximum), (was.under, now.under))
    least = (str(was.min_length or ""), str(now.min_length or ""))
    most = (str(was.max_length or ""), str(now.max_length or ""))
    raised = any(_grew(a, b) for a, b in (*lows, least))
    lowered = any(_shrank(a, b) for a, b in (*highs, most))
    compared = {*now.above} - {*was.above} or {*now.at_least} - {*was.above, *was.at_least}
    return raised or lowered or bool(compared or (now.pattern and now.pattern != was.pattern))


def _grew(was: str, now: str) -> bool:
    return bool(now) and (not was or Decimal(now) > Decimal(was))


def _shrank(was: str, now: str) -> bool:
    return bool(now) and (not was or Decimal(now) < Decimal(was))


def encryption_changed(_: Pair) -> Verdict:
    """Judge whether values are stored in cipher."""
    return Verdict("", "stored values must be written again", Data.NEEDED)


def schema_changed(_: Pair) -> Verdict:
    """Judge what only the database sees."""
    return Verdict("", "changes the schema", Data.SAFE)


def role_changed(pair: Pair) -> Verdict:
    """Judge what a field is to its entity: a lock asks for `If-Match`."""
    if pair.after.field.role is FieldRole.LOCK:
        return Verdict("changes must bring If-Match")
    return visibility_changed(pair)


def values_changed(pair: Pair) -> Verdict:
    """Judge other values of an enum."""
    gone = [value for value in pair.before.values if value not in pair.after.values]
    if not gone:
        return Verdict("", "takes more values", Data.SAFE)
    refused = f"{', '.join(gone)} is refused"
    renamed = {old for _, old in pair.after.was}
    if renamed.issuperset(gone):
        return Verdict(refused, "renames values", Data.SAFE)
    named = ", ".join(value for value in gone if value not in renamed)
    return Verdict(refused, f"rows with {named} need another value", Data.NEEDED)
