"""Whose fields a piece of validating code checks, by what the code is called and what stands above.

CreateDogDto, newDogSchema, dog-form -> dog        UpdateDogDto -> dog, and nothing of what is required
formSchema, body -> as the headings say            dogFilterSchema, loginSchema -> nobody's
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.docs.markdown import plain
from luke_cli.names import words
from luke_cli.notations.rule_facts import rule_fact
from luke_cli.notations.rule_words import Rule
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, RuleFact

_VERBS: Final = frozenset(
    "create new add insert post save store submit make validate check base my the "
    "update patch edit put modify change upsert".split()
)
_CHANGES: Final = frozenset("update updated patch edit partial modify upsert".split())
_KINDS: Final = frozenset(
    "schema schemas dto validator validators validation validations rule rules zod yup joi".split()
)
_PLAIN: Final = frozenset(
    "form forms input inputs body request req payload data values fields field model props object json client server api "
    "constraints constraint command shape create update page screen dialog modal view item entity in".split()
)
"""What says nothing of whose fields they are, where it stands alone."""
_OTHERS: Final = frozenset(
    "search filter filters query params login signin response output env config pagination headers credentials token tokens "
    "jwt claims cookie reset forgot otp refresh".split()
)
"""What is no row that somebody writes."""
_ACCOUNT: Final = frozenset("register registration signup".split())
_TOLD: Final = frozenset("event webhook error row summary stats out read public".split())
"""What is told of a thing, behind its name."""
_TELLS: Final = re.compile(r"\b(?:events|webhooks?|responses?|errors?|messages)\b", re.IGNORECASE)
_SEARCH: Final = re.compile(
    r"\b(?:search|filter|quer(?:y|ies)|look-?up|find|log-?in|sign-?in|responses?)\w*\b",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(r"\b(?:updat\w*|edit\w*|patch\w*|chang\w+|PUT|PATCH)\b", re.IGNORECASE)
_FILLED: Final = re.compile(
    r"(?://|#|/\*|<!--).*\b(?:defaults?|computed|server|automatic(?:ally)?|filled|if (?:empty|missing|left out))\b",
    re.IGNORECASE,
)
"""A comment beside a field that says who gives its value, if nobody writes one."""
_MAX_LEAD: Final = 120


@dataclass(frozen=True, slots=True)
class Checked:
    """What a piece of code checks."""

    entity: str
    """As written, in lower case; "" where only the headings tell."""
    section: tuple[str, ...]
    is_change: bool = False
    """What it can do without, a new row may need."""

    def facts(self, fence: Fence, rules: Iterable[tuple[str, Rule, int]]) -> Iterator[RuleFact]:
        """Yield what code says of fields; a rule each by name and line."""
        lines = fence.text.split("\n")
        for name, rule, line in rules:
            is_filled = _FILLED.search(lines[line - fence.line])
            is_free = self.is_change or name == "id" or is_filled
            said = rule._replace(required=None) if is_free else rule
            if said != Rule():
                place = Span(fence.span.file, line)
                yield rule_fact(said, (self.entity, name), place, self.section, Authority.LIST)

    def called(self, name: str) -> "Checked | None":
        """Return the same below a name that may be that of a thing, as below a heading; None if nobody's."""
        named = _named(name)
        if named is None:
            return None
        entity, perhaps, is_change = named
        section = (*self.section, entity or perhaps) if entity or perhaps else self.section
        return replace(self, section=section, is_change=self.is_change or is_change)


def checked(fence: Fence, name: str) -> Checked | None:
    """Return what code of that name checks; None if it is no row that somebody writes."""
    lead = plain(fence.lead or "").rpartition("\n")[2].strip()[-_MAX_LEAD:]
    section = (*fence.section, lead) if lead else fence.section
    near = " ".join((*fence.section[-1:], lead))
    named = _named(name)
    if named is None or (not named[0] and _SEARCH.search(near)):
        return None
    entity, perhaps, is_change = named
    if _TELLS.search(near):
        return None
    section = (*section, perhaps) if perhaps else section
    return Checked(entity, section, is_change or (not entity and bool(_CHANGE.search(near))))


def _named(name: str) -> tuple[str, str, bool] | None:
    """Return the thing that a name names, the words if they may also name none, and whether it is a change."""
    said = words(name)
    if _OTHERS & set(said):
        return None
    is_change = bool(_CHANGES & set(said))
    if _ACCOUNT & set(said) or said[:2] == ["sign", "up"]:
        return "user", "", is_change
    while said and said[-1] in _KINDS:
        said.pop()
    while said and said[0] in _VERBS | _KINDS:
        said.pop(0)
    if len(said) > 1 and said[-1] in _TOLD:
        return None
    bare = [*said]
    while bare and bare[-1] in _PLAIN | _VERBS:
        bare.pop()
    return " ".join(bare), "" if bare else " ".join(said), is_change


def code_fences(
    document: Document, languages: frozenset[str], looks_like: re.Pattern[str]
) -> Iterator[Fence]:
    """Return the fences of some languages that look like a notation, whoever wrote the document."""
    for block in document.blocks:
        is_fence = isinstance(block, Fence) and block.language in languages
        if isinstance(block, Fence) and is_fence and looks_like.search(block.text):
            yield block
