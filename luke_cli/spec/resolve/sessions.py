"""One's own logins: whether the documents ask to list them, to end one, or to end all at once.

POST /auth/logout-all              Users can log out of all devices.
GET /auth/sessions                 A member sees the active sessions and may end one of them.
DELETE /auth/sessions/{id}
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from luke_cli.spec.facts import RequirementFact
from luke_cli.spec.model import Assumption, Kind, Spec
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.said import Line, Said

ALL: Final = "logout_all"
LIST: Final = "list_sessions"
END: Final = "end_session"
_DEFAULTS: Final = {
    LIST: ("GET", "/auth/sessions"),
    END: ("DELETE", "/auth/sessions/{session_id}"),
    ALL: ("POST", "/auth/logout-all"),
}
_EVERYWHERE: Final = frozenset(
    """
    logout_all log_out_all sign_out_all signout_all logout_everywhere log_out_everywhere
    sign_out_everywhere signout_everywhere logout_all_devices logout_all_sessions sessions_all
    sessions_revoke_all sessions_end_all sessions_logout_all revoke_all revoke_all_sessions
    end_all_sessions sessions_terminate_all
    """.split()
)
_SESSIONS: Final = ("sessions", "logins", "active_sessions", "login_sessions")
_ONE: Final = re.compile(
    r"^[^{}]*/\{\w+\}(?:/(?P<verb>revoke|end|terminate|logout|close))?$", re.IGNORECASE
)
_OF_ALL: Final = re.compile(r"\ball\b|\bevery\b|everywhere", re.IGNORECASE)

_MAY: Final = re.compile(
    r"\b(?:can|may|want|able|possible|allow\w*|lets?|offers?|button|there is a way|wish\w*)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:passwords?|re-?us\w+|twice|stolen|theft|deactivat\w*|delet\w*|no|not|cannot|never|later)\b",
    re.IGNORECASE,
)
_OUT: Final = r"(?:(?:log|sign)(?:s|ged|ging|ing|ned)?[ -]?(?:me |them |him |her )?(?:out|off))"
_ENDING: Final = r"(?:ends?|ending|revok\w+|terminat\w+|clos(?:e|es|ing)|kills?)"
_KIND: Final = (
    r"(?:(?:the|their|my|his|her|own|active|open|current|running|other|login|log-in|sign-in) )"
)
_OWN: Final = f"{_KIND}*"
_WORDS: Final = {
    ALL: re.compile(
        rf"\b{_OUT}\b[^.;]{{0,15}}\b(?:everywhere|(?:of|from|on) (?:all|every|any|each)\b)"
        rf"|\b{_ENDING}\b[^.;]{{0,12}}\ball\b(?: of)? {_OWN}(?:sessions|log-?ins)\b",
        re.IGNORECASE,
    ),
    LIST: re.compile(
        rf"\b(?:see|list|view|show|review|manage)s?\b[^.;]{{0,30}}\b(?:{_KIND}+"
        r"(?:sessions|log-?ins|signed-in devices|logged-in devices)\b"
        r"|where (?:they|he|she|i|one|you) (?:is|are|am) (?:signed|logged) in)",
        re.IGNORECASE,
    ),
    END: re.compile(
        rf"\b{_ENDING}\b (?:(?:an?|any|one|each|single|individual|of) )*{_OWN}(?:them|sessions?|log-?ins?)\b"
        rf"|\b{_OUT}\b(?: (?:of|from))? (?:an? |one |single |individual )+(?:devices?|sessions?)\b",
        re.IGNORECASE,
    ),
}
_ONES: Final = re.compile(
    r"\b(?:active|open|current|running|log-?ins?|(?:log|sign)(?:ged|ned|ing|ging)?[ -](?:in|out|off)|devices?)\b",
    re.IGNORECASE,
)
"""What tells a login from any other session."""
_ANY: Final = re.compile(r"\b(?:their|my|his|her|own|one's|users?)\b", re.IGNORECASE)
_HINT: Final = re.compile(
    r"\bsessions?\b|\blog-?ins?\b|\bdevices?\b|everywhere|(?:signed|logged) in", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+")


def session_verb(spec: Spec, endpoint: tuple[str, str], words: Sequence[str], summary: str) -> str:
    """Return what a method and path do about one's own logins, "" if nothing.

    `DELETE /sessions` is the end of this login, unless it is said to be that of all.
    """
    method, path = endpoint
    said = [word for word in words if word not in ("me", "my")]
    if "{" not in path and method in ("POST", "DELETE") and "_".join(said) in _EVERYWHERE:
        return ALL
    if not said or said[0] not in _SESSIONS or _are_rows(spec, path):
        return ""
    if "{" not in path and len(said) == 1:
        of_all = method == "DELETE" and _OF_ALL.search(summary)
        return ALL if of_all else LIST if method == "GET" else ""
    one = _ONE.search(path)
    ends = one is not None and (method == "POST" if one["verb"] else method == "DELETE")
    return END if ends else ""


def _are_rows(spec: Spec, path: str) -> bool:
    """Tell whether `/sessions` are rows of a thing that the documents define."""
    table = path.strip("/").partition("/")[0]
    return table in _SESSIONS and any(entity.table == table for entity in spec.entities)


def with_sessions(said: Said, spec: Spec, there: Mapping[str, Draft]) -> Iterator[Draft]:
    """Yield what the documents ask for in words; whoever ends a login has to see them first."""
    others = any(entity.name.endswith("Session") for entity in spec.entities)
    tells = (_ONES,) if others else (_ONES, _ANY)
    asked = {verb: _asked(said, pattern, tells) for verb, pattern in _WORDS.items()}
    built = {verb for verb in _DEFAULTS if verb in there}
    if END in built or asked[END]:
        asked[LIST] = asked[LIST] or asked[END]
        built |= {END}
    for verb, (method, path) in _DEFAULTS.items():
        facts = asked[verb]
        if verb in there or not (facts or (verb == LIST and END in built)):
            continue
        yield auth_draft(
            SignIn(verb, method, path, "signed-in"),
            "read" if verb == LIST else "update",
            sources=said.sources(facts),
            facts=[fact for fact in facts if isinstance(fact, RequirementFact)],
        )


def session_assumptions(drafts: Iterable[Draft]) -> Iterator[Assumption]:
    """Yield what is told of a login where the documents do not say it."""
    found = next((d.operation for d in drafts if d.operation.name == f"auth.{LIST}"), None)
    if found is not None and found.kind is Kind.AUTH:
        yield Assumption(
            name="A-sessions",
            about=found.name,
            proposal="of each login: when it began, when it ends, and whether it is this one",
            why="no device and no address is kept: that is personal, and no document says for how long",
            sources=found.sources,
        )


def _asked(
    said: Said, pattern: re.Pattern[str], tells: Iterable[re.Pattern[str]]
) -> list[RequirementFact | Line]:
    """Return the stories and lines whose sentence asks for something."""
    lines = [line for line in said.mentions(_HINT) if _is_asked(line.text, pattern, tells)]
    places = {(line.place.file, line.place.line) for line in lines}
    stories = [
        fact
        for fact in said.asked(_HINT)
        if (fact.place.file, fact.place.line) in places or _is_asked(fact.text, pattern, tells)
    ]
    return [*stories, *lines]


def _is_asked(text: str, pattern: re.Pattern[str], tells: Iterable[re.Pattern[str]]) -> bool:
    return any(
        pattern.search(sentence)
        and any(one.search(sentence) for one in tells)
        and _MAY.search(sentence)
        and not _NOT.search(sentence)
        for sentence in _SENTENCE.split(text)
    )
