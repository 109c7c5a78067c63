"""What sentences and the descriptions of endpoints say of lists: how they are searched and sorted.

Patients are searched by last name, phone or insurance number; the list is sorted by last name.
| GET | /bills | filter by status, due date |
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Entity, Field, Kind, Spec, TypeName, Visibility
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.field_matching import DATES, match_field
from luke_cli.spec.resolve.said import Line, Said

_FIELDS: Final = r"(?P<fields>[^.;:()]{3,160})"
_FORMS: Final = {
    "search": re.compile(
        rf"\b(?:search(?:ed|able|es)?|full-?text search|(?:be )?found|look(?:ed)? up)\b"
        rf"(?P<mid>[^.;:]{{0,30}}?)\b(?:by|in|over|across)\s+{_FIELDS}",
        re.IGNORECASE,
    ),
    "filter": re.compile(
        rf"\bfilter(?:ed|able|s|ing)?\b(?P<mid>[^.;:]{{0,30}}?)\b(?:by|on)\s+{_FIELDS}",
        re.IGNORECASE,
    ),
    "sort": re.compile(
        rf"\bsort(?:ed|able|s|ing)?\b(?P<mid>[^.;:]{{0,30}}?)\bby\s+{_FIELDS}", re.IGNORECASE
    ),
}
_WORDS: Final = frozenset(
    "search searched searchable searches found look looked filter filtered filterable filters "
    "filtering sort sorted sortable sorts sorting".split()
)
_APART: Final = re.compile(r"\s*(?:,|/|\bor\b|\band\b)\s*", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|their|its|his|her|an?|both|either)\s+", re.IGNORECASE)
_DOWN: Final = re.compile(
    r"\s*\b(?:desc(?:ending)?|(?:newest|latest|highest|largest) first)\b.*$", re.IGNORECASE
)
_UP: Final = re.compile(
    r"\s*\b(?:asc(?:ending)?|(?:oldest|earliest|lowest|smallest) first)\b.*$", re.IGNORECASE
)
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.SLUG, TypeName.URL)
_SEEN: Final = (Visibility.BOTH, Visibility.READ_ONLY)
_ENDINGS: Final = ("", "_at", "_on", "_date", "_id")


@dataclass(frozen=True, slots=True)
class ToldList:
    """One way in which a list is told to be narrowed or ordered."""

    kind: str
    """`search`, `filter` or `sort`."""
    fields: tuple[str, ...]
    """Of a sort, the first with `-` where it goes down."""
    said: Fact | Line


def told_of_lists(
    said: Said, spec: Spec, names: EntityNames, drafts: Iterable[Draft]
) -> Mapping[str, tuple[ToldList, ...]]:
    """Return what is told of the list of each entity, by its name."""
    found: dict[str, list[ToldList]] = {}
    for draft in drafts:
        if draft.operation.kind is Kind.LIST and draft.entity is not None:
            here = found.setdefault(draft.entity.name, [])
            for fact in draft.endpoint:
                for kind, match in _matches(fact.summary):
                    here += _told(spec, draft.entity, kind, match["fields"], fact)
    for line, sentence in said.sentences(_WORDS):
        matches = [*_matches(sentence)]
        # What stands behind the first of them are fields: `filtered by patient, sorted by room`.
        start = min((match.start() for _, match in matches), default=0)
        above = line.text.partition(sentence)[0]
        for kind, match in matches:
            entity = _about(names, match["mid"], sentence[:start], above)
            if entity is not None:
                here = found.setdefault(entity.name, [])
                here += _told(spec, entity, kind, match["fields"], line)
    return {name: tuple(told) for name, told in found.items()}


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, form in _FORMS.items():
        if match := form.search(text):
            yield kind, match


def _about(names: EntityNames, *texts: str) -> Entity | None:
    """Return what is searched or sorted: the last thing that the first text with one names."""
    for text in texts:
        words = re.findall(r"[^\W\d]+", text)
        for at in range(len(words) - 1, -1, -1):
            pair = snake(" ".join(words[max(0, at - 1) : at + 1]))
            for word in (pair, snake(words[at])):
                found = names.exact.get(word) or names.exact.get(singular(word))
                if found is not None and len(word) > 2:
                    return found
    return None


def _told(
    spec: Spec, entity: Entity, kind: str, words: str, said: Fact | Line
) -> Iterator[ToldList]:
    """Yield what the words name, of a sort or a search up to the first that means no field."""
    fields: list[str] = []
    for part in _APART.split(words):
        down = _DOWN.search(part)
        bare = _ARTICLE.sub("", _UP.sub("", _DOWN.sub("", part)).strip(" `*"))
        name = _field(spec, entity, kind, snake(bare)) if len(bare.split()) <= 4 else ""
        if name:
            fields.append(f"-{name}" if down and kind == "sort" else name)
        elif kind != "filter":
            break
    if fields:
        yield ToldList(kind, tuple(dict.fromkeys(fields)), said)


def _field(spec: Spec, entity: Entity, kind: str, word: str) -> str:
    """Return the field that a word names in full; "" if none."""
    named = (entity.field(f"{word}{ending}") for ending in _ENDINGS)
    field = next((one for one in named if one is not None and _is_shown(one)), None)
    if field is None and word.endswith(("_date", "_time", "_day")):
        stem = word.rpartition("_")[0]
        dated = (entity.field(f"{stem}{ending}") for ending in ("_on", "_at"))
        field = next((one for one in dated if one is not None and one.type.name in DATES), None)
    if kind == "filter":
        matched = match_field(spec, entity, word)
        field = field or (matched[0] if matched and matched[1] == "eq" else None)
    if field is None or (kind == "search" and field.type.name not in _TEXTS):
        return ""
    return "" if kind == "sort" and field.type.name is TypeName.REF else field.name


def _is_shown(field: Field) -> bool:
    return field.visibility in _SEEN and not field.computed
