"""A method and a path in a line of any document.

`POST /api/loans`        **GET** `/books/:id` - one book        PUT|PATCH /books/{id}
DELETE https://localhost:8000/books/42
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.notations.paths import folded_path, is_own_host, is_path, query_names, split_host

_METHOD: Final = r"(?:GET|POST|PUT|PATCH|DELETE)"
_CALL: Final = re.compile(
    rf"""(?<![\w/.-])(?P<methods>{_METHOD}(?:[ ]?[`*]*[ ]?[/,|&+][ ]?[`*]*[ ]?{_METHOD})*)(?!\w)
    [ \t]*[`*_\]):|]*[ \t]*[`*_("'\[]*(?<=[\s`*:|"'(\[_\]])
    (?P<target>(?:https?://|\{{\{{|\$\{{?\w|/)
        (?:<[\w: ]+>|\{{\{{?[^{{}}\s]*\}}\}}?|\[[\w.]+\]|[^\s`'"<>|,;()（），。、\[\]{{}}])*)""",
    re.VERBOSE,
)
_LABEL: Final = re.compile(
    r"""\s*(?:[-*+•]\s+|\d{1,3}(?:\.\d{1,3})*[.):]?\s+|\[[ xX]\]\s+|[^\w\s`/]{1,3}\s+)*
    (?:[^.!?\n]{1,70}?\s*(?:[:：→]|\s[-–—])\s*)?[`*_\[("'\s]*""",
    re.VERBOSE,
)
_UNWANTED: Final = re.compile(
    r"\b(?:will not|won['’]t|shall not|do(?:es)? not|don['’]t|never)\s+(?:be\s+)?(?:build|built|offer(?:ed)?|"
    r"implement(?:ed)?|support(?:ed)?|exist|provide[d]?|have|expose[d]?|need(?:ed)?)\b|"
    r"\b(?:was|were|has been|is|are)\s+(?:dropped|removed|retired|deprecated|gone)\b|"
    r"\bno longer\b|~~",
    re.IGNORECASE,
)
"""A line that says what there is not."""
_LIST_ONLY: Final = re.compile(rf"{_METHOD}[`*_ ]*,[`*_ ]*$")
_VERB: Final = re.compile(_METHOD)


_OF_BODY: Final = re.compile(
    r"\b(?:body|bodies|payload|request|response|fields?|members?|parameters?|takes?|accepts?|expects?|sends?|returns?|answers?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A method with a path."""

    methods: tuple[str, ...]
    path: str
    """Folded; below `host`."""
    host: str
    query: tuple[tuple[str, str], ...]
    start: int
    end: int
    opens: bool
    """It stands at the start of its line, or behind a label: the line is about this endpoint."""
    quoted: bool
    """It stands in a code span."""


def call_above(lead: str) -> Call | None:
    """Return the one endpoint that the line above a table speaks of: `Body of `POST /loans`:`."""
    last = lead.rpartition("\n")[2]
    if not _OF_BODY.search(last):
        return None
    named = [call for call in calls(last) if call.quoted and len(call.methods) == 1]
    return named[0] if len(named) == 1 else None


def calls(line: str) -> Iterator[Call]:
    """Yield the endpoints of our own API that a line names."""
    if ("/" not in line and "{{" not in line) or _UNWANTED.search(line):
        return
    for match in _CALL.finditer(line[:2000]):
        target = match["target"].rstrip("*_.:!?…")
        if match["target"].endswith(("/*", "/**")):
            continue
        host, rest = split_host(target)
        path = folded_path(rest)
        if not is_own_host(host) or not is_path(path) or (path.startswith("/{") and not host):
            continue
        before = line[: match.start()]
        yield Call(
            methods=tuple(dict.fromkeys(_VERB.findall(match["methods"]))),
            path=path,
            host=host,
            query=query_names(target),
            start=match.start(),
            end=match.start("target") + len(target),
            opens=bool(_LABEL.fullmatch(before)) and not _LIST_ONLY.search(before),
            quoted=before.count("`") % 2 == 1
            or line[match.start("target") - 1 : match.start("target")] == "`",
        )


def label_before(line: str, call: Call) -> str:
    """Return the words that introduce a call: `Login` in `**Login**: POST /login`."""
    words = re.sub(r"^[\s\-*+•\d.)`\[(]+", "", line[: call.start])
    return words.strip(" `*_:：→–—-[(\"'")


def words_after(line: str, call: Call) -> str:
    """Return what a line says behind a call, without the punctuation between."""
    return line[call.end :].strip(" \t`*_\"'").lstrip(")]|>:：#/–—→=- \t").strip(" `*_")
