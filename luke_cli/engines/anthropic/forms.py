"""What a model may propose: one kind of fact a row, as the schema that its answers keep to.

    {"proposals": [{"kind": "field", "entity": "Trip", "name": "purpose", "type": "string(200)",
                    "required": "yes", ..., "file": "PRD.md", "line": 12,
                    "quote": "Every trip has a purpose of at most 200 characters."}]}

All members are there in every proposal; "" and [] are what is not said.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from luke_cli.engines.anthropic.ask import UnreadableError
from luke_cli.spec.model import CHANNELS
from luke_cli.spec.settings import KNOWN, LIMIT

Member = Mapping[str, Any]

_TEXT: Final[Member] = {"type": "string"}
_TEXTS: Final[Member] = {"type": "array", "items": {"type": "string"}}
_NUMBER: Final[Member] = {"type": "integer"}


def _one_of(*words: str) -> Member:
    return {"type": "string", "enum": list(words)}


_YES_NO: Final = _one_of("yes", "no", "")
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
SCOPES: Final = ("own", "team", "tenant", "all", "")

FORMS: Final[Mapping[str, Mapping[str, Member]]] = {
    "entity": {"name": _TEXT},
    "field": {
        "entity": _TEXT,
        "name": _TEXT,
        "type": _TEXT,
        "required": _YES_NO,
        "unique": _YES_NO,
        "values": _TEXTS,
        "minimum": _TEXT,
        "maximum": _TEXT,
    },
    "relation": {
        "entity": _TEXT,
        "target": _TEXT,
        "cardinality": _one_of("many-to-one", "one-to-many", "one-to-one", "many-to-many"),
    },
    "endpoint": {"method": _one_of(*METHODS), "path": _TEXT, "summary": _TEXT, "roles": _TEXTS},
    "parameter": {"method": _one_of(*METHODS), "path": _TEXT, "name": _TEXT, "type": _TEXT},
    "role": {"name": _TEXT, "inherits": _TEXTS},
    "right": {"role": _TEXT, "resource": _TEXT, "action": _TEXT, "scope": _one_of(*SCOPES)},
    "step": {
        "entity": _TEXT,
        "source": _TEXT,
        "target": _TEXT,
        "action": _TEXT,
        "roles": _TEXTS,
    },
    "setting": {
        "key": _one_of(*(known.name for known in KNOWN if known.name != LIMIT)),
        "value": _TEXT,
    },
    "requirement": {"type": _one_of("story", "criterion", "rule", "target"), "text": _TEXT},
    "notification": {"event": _TEXT, "told": _TEXT, "channel": _one_of(*CHANNELS, "")},
}
"""Members by kind; "" is what is not said."""

_PLACE: Final[Mapping[str, Member]] = {"file": _TEXT, "line": _NUMBER, "quote": _TEXT}


def _object(members: Mapping[str, Member]) -> Member:
    return {
        "type": "object",
        "properties": dict(members),
        "required": list(members),
        "additionalProperties": False,
    }


SCHEMA: Final[Member] = _object(
    {
        "proposals": {
            "type": "array",
            "items": {
                "anyOf": [
                    _object({"kind": _one_of(kind), **form, **_PLACE})
                    for kind, form in FORMS.items()
                ]
            },
        }
    }
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that a model wants to add, and the words of a document that say so."""

    kind: str
    said: Mapping[str, Any]
    """Its members by name."""
    file: str
    line: int
    quote: str
    """"" where the model says itself that no document does."""

    def text(self, name: str) -> str:
        """Return a member that is a text."""
        return " ".join(str(self.said[name]).split())

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a member that is a list."""
        return tuple(" ".join(one.split()) for one in self.said[name])


def read(text: str) -> tuple[Proposal, ...]:
    """Return the proposals of an answer; raises UnreadableError."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("it is no JSON") from None
    given = answer.get("proposals") if isinstance(answer, dict) else None
    if not isinstance(given, list):
        raise UnreadableError("it has no list `proposals`")
    return tuple(_proposal(one, f"proposals[{number}]") for number, one in enumerate(given))


def _proposal(given: Any, where: str) -> Proposal:
    form = FORMS.get(given.get("kind", "")) if isinstance(given, dict) else None
    if form is None:
        raise UnreadableError(f"{where} has no known `kind`")
    for name, member in {**form, **_PLACE}.items():
        if name not in given or not _fits(given[name], member):
            raise UnreadableError(f"{where}.{name} is not {_expected(member)}")
    said = {name: given[name] for name in form}
    return Proposal(given["kind"], said, given["file"], given["line"], given["quote"])


def _expected(member: Member) -> str:
    if "enum" in member:
        return "one of the words of the schema"
    return f"of type {member['type']}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "string": _is_text,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list) and all(map(_is_text, value)),
}


def _fits(value: Any, member: Member) -> bool:
    return _TYPES[member["type"]](value) and value in member.get("enum", [value])
