"""What a criterion in the form of a scenario says of one operation, as far as it is certain.

Given a claim that is approved, when finance pays it, then it is paid
Given I am a chief and a draft claim When POST /claims/{id}/pay is called Then the status code is 409
While a claim is approved, when finance pays it, the system shall answer with 202

A clause that says anything else is no fact: who reads it has to test it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import singular, snake, words
from luke_cli.spec.model import Entity, Operation, Spec
from luke_cli.spec.statuses import success

_SYSTEM: Final = r"the\s+(?:system|backend|service|server|api|application)"
_FORMS: Final = (
    re.compile(
        r"\bgiven\b[,:]?(?P<given>.+?)[,.;]?\s+\bwhen\b[,:]?(?P<when>.+?)[,.;]?\s+\bthen\b[,:]?(?P<then>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:\W*while\s+(?P<given>.+?),\s+)?when\s+(?P<when>.+?),\s+(?:then\s+)?(?P<then>{_SYSTEM}\s+(?:shall|must)\s.+)$",
        re.IGNORECASE,
    ),
)
_AND: Final = re.compile(r"\s*[,;.]\s+(?:and|but)\s+|\s+(?:and|but)\s+|\s*[;,.]\s+", re.IGNORECASE)
_ART: Final = r"(?:(?:an?|the|that|this|one|some)\s+)?"
_WORDS: Final = r"[a-z][\w-]*(?:\s[a-z][\w-]*){0,2}?"
_STATE: Final = r"[\"'“\u2018]?(?P<state>[a-z][\w-]*(?:\s[a-z][\w-]*)?)[\"'”\u2019]?"
_OF_STATUS: Final = r"(?:status|state)"
_GIVEN: Final = (
    re.compile(
        rf"{_ART}(?P<thing>{_WORDS})\s+(?:(?:that|which)\s+)?(?:is|has\s+been)\s+(?:in\s+)?{_STATE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_ART}(?P<thing>{_WORDS})\s+(?:(?:that|which)\s+)?(?:is\s+)?(?:in|with|has)\s+(?:the\s+)?{_OF_STATUS}\s+(?:of\s+)?{_STATE}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_ART}{_STATE}\s+(?P<thing>{_WORDS})", re.IGNORECASE),
)
_WHO: Final = re.compile(
    rf"(?:i\s+am|(?:the|a)\s+(?:caller|user)\s+is)\s+(?:(?:signed|logged)\s+in|authenticated)?(?:\s*as\s+)?{_ART}(?P<who>[\w-]+(?:\s[\w-]+)?)?",
    re.IGNORECASE,
)
_ACT: Final = re.compile(
    rf"{_ART}(?P<who>{_WORDS})\s+(?P<verb>[a-z]+)(?:\s+(?:it|them|(?:the|that|this|an?)\s+(?P<thing>{_WORDS})))?",
    re.IGNORECASE,
)
_CALL: Final = re.compile(
    rf"(?:{_ART}(?P<who>{_WORDS})\s+(?:sends|calls|send|call)\s+)?(?:a\s+)?[\"'`]?(?P<method>GET|POST|PUT|PATCH|DELETE)\s+"
    r"(?P<path>/[^\s\"'`]*)[\"'`]?(?:\s+(?:request\s+)?is\s+(?:called|sent|made|received))?"
)
_THEN_STATUS: Final = re.compile(
    rf"(?:(?:it|{_SYSTEM}|the\s+(?:answer|response|request|call))\s+)?(?:(?:shall|must)\s+)?"
    r"(?:(?:is|are|be|has|answers?|responds?|returns?|fails?|succeeds?|refused|rejected|accepted)\s+)*"
    r"(?:(?:with|by|as|an?|the|of|http|response|status|code|is)\s+)*(?P<status>[2-5]\d\d)(?:\s+[A-Z][A-Za-z ]*)?",
    re.IGNORECASE,
)
_BECOMES: Final = (
    r"(?:is|are|becomes?|stays?|remains?|(?:is\s+)?(?:set|changed|moved)\s+to|changes\s+to|is\s+marked\s+as)"
    r"(?:\s+(?:now|still))?(?:\s+in)?"
)
_THEN_STATE: Final = (
    re.compile(
        rf"(?:it|its\s+{_OF_STATUS}|the\s+{_OF_STATUS}(?:\s+of\s+{_ART}(?P<thing>{_WORDS}))?)\s+{_BECOMES}\s+{_STATE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_SYSTEM}\s+(?:shall|must)\s+(?:mark|set|move)\s+(?:it|the\s+(?P<thing>{_WORDS}))\s+(?:as|to)\s+{_STATE}",
        re.IGNORECASE,
    ),
    re.compile(rf"the\s+(?P<thing>{_WORDS})\s+{_BECOMES}\s+{_STATE}", re.IGNORECASE),
)
_ANYBODY: Final = frozenset("i they he she we user caller client somebody someone".split())


@dataclass(frozen=True, slots=True)
class Scenario:
    """What holds before a call of an operation, who calls, and what comes of it."""

    role: str = ""
    """Who calls; "" is anybody who may."""
    field: str = ""
    """The field of the entity that holds the states; "" if none is said."""
    before: str = ""
    """The state of the row that the path names; "" if nothing is said of it."""
    status: int = 0
    after: str = ""
    whole: bool = True
    """Nothing else comes of it."""


def is_scenario(text: str) -> bool:
    """Tell whether a criterion has the form of a scenario."""
    return any(form.search(text) for form in _FORMS)


def scenario_of(spec: Spec, entity: Entity, operation: Operation, text: str) -> Scenario | None:
    """Return what a criterion says of an operation on rows of an entity; None if it is not certain."""
    said = " ".join(text.split()).rstrip(" .")
    match = next((m for form in _FORMS if (m := form.search(said))), None)
    if match is None:
        return None
    reader = _Reader(spec, entity, operation)
    found = reader.given(match["given"] or "")
    found = reader.when(match["when"], found) if found else None
    return reader.then(match["then"], found) if found else None


class _Reader:
    """Reads the clauses of a scenario as words about one operation."""

    def __init__(self, spec: Spec, entity: Entity, operation: Operation) -> None:
        self._entity = entity
        self._operation = operation
        self._roles = {role.name for role in spec.roles}
        enums = ((f.name, spec.enum(f.type.enum)) for f in entity.fields if f.type.enum)
        self._states = {name: enum.values for name, enum in enums if enum}
        step = spec.transition(operation.name)
        if step:
            self._states = {step.field: self._states.get(step.field, ())}

    def given(self, text: str) -> Scenario | None:
        """Return what holds before; None if it is more than a state and who calls."""
        found = Scenario()
        for part in _AND.split(text.strip()) if text.strip() else ():
            who = _WHO.fullmatch(part)
            role = self._role(who["who"] or "user") if who else None
            state = None if who else self._state(part, _GIVEN)
            if who and role is not None:
                found = replace(found, role=role)
            elif state and not found.before:
                found = replace(found, field=state[0], before=state[1])
            else:
                return None
        return found

    def when(self, text: str, found: Scenario) -> Scenario | None:
        """Return the same with who calls; None if it is not a plain call of the operation."""
        said = text.strip()
        call, act = _CALL.fullmatch(said), _ACT.fullmatch(said)
        match = call or act
        if match is None or not (self._is_request(match) if call else self._is_verb(match)):
            return None
        role = self._role(match["who"] or "user")
        if role is None or (role and found.role and role != found.role):
            return None
        return replace(found, role=role or found.role)

    def then(self, text: str, found: Scenario) -> Scenario | None:
        """Return the same with what comes of it; None if nothing of that is certain."""
        for part in _AND.split(text.strip()):
            status = _THEN_STATUS.fullmatch(part)
            state = None if status else self._state(part, _THEN_STATE)
            if status and not found.status:
                found = replace(found, status=int(status["status"]))
            elif state and not found.after and state[0] in ("", found.field or state[0]):
                found = replace(found, field=state[0], after=state[1])
            else:
                found = replace(found, whole=False)
        return found if found.status or found.after else None

    def _state(self, part: str, forms: tuple[re.Pattern[str], ...]) -> tuple[str, str] | None:
        """Return the field and the state that words give a row of the entity."""
        matches = (match for form in forms if (match := form.fullmatch(part)))
        for match in matches:
            thing, state = match["thing"], snake(match["state"])
            places = [name for name, values in self._states.items() if state in values]
            if len(places) == 1 and (thing is None or self._is_thing(thing)):
                return places[0], state
        return None

    def _is_thing(self, said: str) -> bool:
        return singular(snake(said)) in (snake(self._entity.name), singular(self._entity.table))

    def _is_request(self, match: re.Match[str]) -> bool:
        path = re.sub(r"\{[^}]*\}|:\w+", "{}", match["path"])
        own = re.sub(r"\{[^}]*\}", "{}", self._operation.path)
        return match["method"].upper() == self._operation.method and path.endswith(own)

    def _is_verb(self, match: re.Match[str]) -> bool:
        thing = match["thing"]
        verb = match["verb"].lower()
        alike = {verb, singular(verb), verb.removesuffix("es"), verb.removesuffix("s")}
        return self._operation.verb in alike and (thing is None or self._is_thing(thing))

    def _role(self, said: str) -> str | None:
        """Return a role, "" for anybody; None for somebody who is not known."""
        name = "_".join(words(said))
        if name in _ANYBODY:
            return ""
        return next(iter({name, singular(name)} & self._roles), None)


def certain(spec: Spec, operation: Operation, found: Scenario) -> bool:
    """Tell whether a scenario says nothing else than the plan, and says what a refusal comes from."""
    done, step = success(operation), spec.transition(operation.name)
    is_done = found.status in (0, done)
    is_refused = 400 <= found.status < 500 and found.status not in _OF_OTHERS
    if step is None:
        return is_done or (is_refused and bool(found.before))
    if found.before and found.before not in step.origins:
        return found.status in (0, 409) and found.after in ("", found.before)
    return is_done and found.after in ("", step.target)


_OF_OTHERS: Final = (401, 403, 404, 429)
"""They come from who calls and how often, not from the state of a row."""


def clauses(spec: Spec, operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield the criteria of an operation that have the form of a scenario: name and text."""
    for one in spec.requirements:
        if operation.name in one.served_by and is_scenario(one.text):
            yield one.name, one.text
