"""Endpoints in fences: routes in code, requests, curl, sequence diagrams, and JSON examples."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.docs.markdown import plain
from luke_cli.notations.endpoint_bodies import direction_of, members
from luke_cli.notations.endpoint_code import LANGUAGES, SHELL, Route, curls, routes
from luke_cli.notations.endpoint_facts import Endpoints, Open, is_upload, summary_of
from luke_cli.notations.endpoint_lines import Call, calls, label_before, words_after
from luke_cli.notations.endpoint_parameters import Named
from luke_cli.notations.foreign import is_below_others, is_message_to_others, is_sent_to_others
from luke_cli.notations.loose_json import read_json
from luke_cli.spec.facts import Authority, EndpointFact

_MESSAGE: Final = re.compile(
    r"""^\s*(?P<from>[\w" ]+?)\s*-{1,2}[->x)]*>{0,2}[+-]?\s*(?P<to>[\w" ]+?)\s*:\s*(?P<text>.+)$"""
)
_ALIAS: Final = re.compile(
    r"""(?:participant|actor|boundary|control|entity|database)\s+
    (?:"(?P<quoted>[^"]+)"\s+as\s+(?P<short>\w+) | (?P<name>\w+)\s+as\s+(?P<label>.+))""",
    re.VERBOSE,
)
_DIAGRAMS: Final = ("mermaid", "plantuml", "puml", "uml", "sequence")


def read_fence(found: Endpoints, fence: Fence) -> None:
    """Take the endpoints of a fence, or its JSON as an example of the open endpoint."""
    if _is_sent_away(fence):
        return
    if fence.language in LANGUAGES:
        _routes(found, fence, routes(fence.text))
    elif fence.language in _DIAGRAMS:
        _messages(found, fence)
    elif fence.language in SHELL and "curl" in fence.text:
        _routes(found, fence, curls(fence.text))
    elif not _requests(found, fence):
        _example(found, fence)


def _is_sent_away(fence: Fence) -> bool:
    """Tell whether the words above say that what the fence requests is another system's."""
    if is_sent_to_others(plain(fence.lead)):
        return True
    is_sample = fence.language in SHELL and "curl" in fence.text
    return is_sample and is_below_others(fence.section)


def _routes(found: Endpoints, fence: Fence, declared: Iterable[Route]) -> None:
    for route in sorted(declared, key=lambda route: route.line):
        authority = Authority.PROSE if route.tested else Authority.CODE
        words = "" if route.tested else route.words[:200]
        base = found.base(fence, fence.line + route.line, authority, words)
        if route.guard.public is not None:
            base = replace(
                base,
                roles=route.guard.roles,
                permission=route.guard.permission,
                public=route.guard.public,
            )
        is_test = route.tested and fence.language in LANGUAGES
        fact = replace(
            base,
            method=route.method,
            path=route.path,
            operation_id=route.handler,
            status=route.status,
            failures=(),
            upload=route.upload or is_upload(route.method, route.path, replace(base, upload=False)),
            tested_only=base.tested_only or is_test,
        )
        if found.is_new(fact):
            found.add(fence, fact, route.query)
            if route.body_at is not None:
                first = fence.line + fence.text.count("\n", 0, route.body_at)
                _members(found, fence, fact, "request", (fence.text[route.body_at :], first))


def _messages(found: Endpoints, fence: Fence) -> None:
    """Take the requests of a sequence diagram, but those to others."""
    names = {
        m["short"] or m["name"]: m["quoted"] or m["label"] for m in _ALIAS.finditer(fence.text)
    }
    for index, line in enumerate(fence.text.split("\n")):
        message = _MESSAGE.match(line[:500])
        if message is None and not _ALIAS.search(line):
            continue
        ends = (message["from"], message["to"]) if message is not None else ("", "")
        sender, receiver = (names.get(end.strip(), end.strip()) for end in ends)
        if not is_message_to_others(sender, receiver):
            for call in calls(line):
                found.call(fence, call, found.base(fence, fence.line + index, Authority.PROSE))


def _requests(found: Endpoints, fence: Fence) -> bool:
    """Take the lines of a fence that start with a method; tell whether there are any."""
    named: list[tuple[int, Call, str]] = []
    for index, line in enumerate(fence.text.split("\n")):
        call = next((c for c in calls(line) if c.opens), None)
        if call is not None and not found.is_foreign(fence, call):
            named.append((index, call, re.sub(r"\s*HTTP/\d(?:\.\d)?\s*$", "", line)))
    for position, (index, call, line) in enumerate(named):
        after = plain(words_after(line, call))
        words = f"{plain(label_before(line, call))} {after}"
        summary = summary_of(after)
        if not summary and len(named) == 1 and fence.section:
            summary = summary_of(fence.section[-1])
        base = found.base(fence, fence.line + index, Authority.LIST, words)
        at = found.call(fence, call, replace(base, summary=summary))
        end = named[position + 1][0] if position + 1 < len(named) else None
        _request_body(found, fence, at, slice(index + 1, end))
        if len(named) == 1 and at is not None:
            found.open = Open(at, fence.section, has_request=True)
    return bool(named)


def _request_body(found: Endpoints, fence: Fence, at: int | None, lines: slice) -> None:
    fact = found.facts[at] if at is not None else None
    below = fence.text.split("\n")[lines]
    first = next((i for i, line in enumerate(below) if line.lstrip()[:1] in ("{", "[")), None)
    if isinstance(fact, EndpointFact) and first is not None:
        text = "\n".join(below[first:])
        _members(found, fence, fact, "request", (text, fence.line + lines.start + first))


def _example(found: Endpoints, fence: Fence) -> None:
    """Take a JSON example below an endpoint as its body."""
    fact = found.current(fence)
    if fact is None or found.open is None or fence.text.lstrip()[:1] not in ("{", "["):
        return
    direction = direction_of(plain(fence.lead)) or direction_of(found.open.words)
    if not direction:
        takes_body = fact.method in ("POST", "PUT", "PATCH") and not found.open.has_request
        direction = "request" if takes_body else "response"
    if direction != "error":
        found.open.has_request = found.open.has_request or direction == "request"
        _members(found, fence, fact, direction, (fence.text, fence.line))


def _members(
    found: Endpoints, fence: Fence, fact: EndpointFact, direction: str, at: tuple[str, int]
) -> None:
    """Add the members of the JSON text that starts at a line."""
    text, line = at
    start = len(text) - len(text.lstrip())
    for member in members(read_json(text[start:], line + text.count("\n", 0, start))):
        named = Named(member.name, member.type, line=member.line, example=member.example)
        found.member(fence, fact, direction, named, inferred=True)
