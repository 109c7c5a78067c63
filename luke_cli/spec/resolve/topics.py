"""What stories and screens ask for that no endpoint offers: contracts without behaviour.

As a manager, I want to bulk approve expenses  ->  POST /expenses/bulk/approve, custom
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.names import folded, snake
from luke_cli.spec.facts import Fact, PermissionFact, RequirementFact, ScreenFact
from luke_cli.spec.model import Entity, Kind, Operation, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.exports import wished
from luke_cli.spec.resolve.invitations import can_be_built, is_about
from luke_cli.spec.resolve.open_questions import question_id
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.path_meaning import collection
from luke_cli.spec.resolve.rights_table import CREATES, CRUD, SYNONYMS
from luke_cli.spec.resolve.said import Said

_ANSWERS: Final = frozenset("analytic report dashboard statistic insight metric".split())
"""Resources that are no entity and still have something to answer."""


class _Topic(NamedTuple):
    pattern: re.Pattern[str]
    where: str
    """`file` (the entity that keeps files), `about` (the entity that the words name) or a group."""
    verb: str
    method: str
    path: str
    """`{}` is the collection of the entity."""
    action: str
    unless: str
    """Nothing is added where an operation with such a name is there."""


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{text})", re.IGNORECASE)


_TOPICS: Final = (
    _Topic(_words(r"ocr\b|auto-?\s?extract|extract\w* (?:data|text|\w+ data)"), "file", "extract",
           "POST", "/{}/{{id}}/extract", "update", r"extract|ocr|scan"),
    _Topic(_words(r"bulk (?:approv|action)|approve (?:multiple|several|"
                  r"many)"), "about", "bulk_approve",
           "POST", "/{}/bulk/approve", "approve", r"bulk|batch"),
    _Topic(_words(r"bulk (?:approve/)?reject"), "about", "bulk_reject",
           "POST", "/{}/bulk/reject", "reject", r"bulk_reject"),
    _Topic(_words(r"(?:spending|usage|team|my|expense|sales|task|project|"
                  r"performance) (?:analytics|trends|statistics|insights)"
                  r"|analytics dashboard|view \w+ analytics"), "analytics", "read",
           "GET", "/analytics", "read", r"analytic|stat|summary|dashboard|report"),
    _Topic(_words(r"delegate\w* \w+"), "about", "delegate", "POST",
        "/{}/{{id}}/delegate", "delegate", r"delegat"),
    _Topic(_words(r"request(?:s)? (?:more )?info"), "about", "request_info",
           "POST", "/{}/{{id}}/request-info", "approve", r"request_info|request_changes"),
    _Topic(_words(r"integrat\w+ with|manage integrations"), "integration", "sync",
           "POST", "/integrations/{{system}}/sync", "configure", r"integration|sync|webhook"),
    _Topic(_words(r"single sign-?on|sign in with sso|"
                  r"\bsso\b"), "auth", "sso", "GET", "/auth/sso/{{provider}}", "public",
           r"sso|oauth|google"),
    _Topic(_words(r"forgot (?:your |my )?password|password reset|reset (?:my |their |"
                  r"a forgotten )?password"), "auth",
           "forgot_password", "POST", "/auth/password/forgot", "public", r"forgot|reset"),
)  # fmt: skip


def asked_for(
    said: Said, spec: Spec, names: EntityNames, taken: dict[str, Draft]
) -> Iterator[Draft]:
    """Yield an open operation for each thing that is asked for and not offered."""
    seen = dict.fromkeys(taken)
    verbs: dict[str, set[str]] = {}
    for name, draft in taken.items():
        group, _, verb = name.partition(".")
        # `DELETE /patients/{id} | archive` is what a right to archive is about.
        called = (fact.told_verb for fact in draft.endpoint)
        verbs.setdefault(group, set()).update((verb, verb.partition("_")[0], *called))
    paths = _paths(taken.values())
    rights = _from_rights(said, spec, names, verbs, paths)
    exports = _exports(said, names, paths)
    for draft in (*rights, *exports, *_from_words(said, spec, names, seen, paths)):
        if draft.operation.name not in seen:
            seen[draft.operation.name] = None
            yield draft


def _exports(said: Said, names: EntityNames, paths: Mapping[str, str]) -> Iterator[Draft]:
    for entity, fact in wished(said, names):
        path = f"/{_segment(paths, entity)}/export"
        yield _draft(f"{snake(entity.name)}.export", "GET", path, entity, "export", fact)


def _paths(drafts: Iterable[Draft]) -> dict[str, str]:
    """Return the collection of each entity as the documents call it."""
    return {
        draft.entity.name: parts[1]
        for draft in drafts
        if draft.entity and draft.operation.kind in (Kind.READ, Kind.UPDATE, Kind.DELETE)
        if len(parts := draft.operation.path.split("/")) == 3
    }


def _segment(paths: Mapping[str, str], entity: Entity) -> str:
    return paths.get(entity.name) or collection(entity)


def _from_rights(
    said: Said,
    spec: Spec,
    names: EntityNames,
    taken: Mapping[str, set[str]],
    paths: Mapping[str, str],
) -> Iterator[Draft]:
    """Yield the acts that a right names and no endpoint offers."""
    account = account_of(spec)
    for right in said.of(PermissionFact):
        if not right.allowed or (is_about(account, right) and can_be_built(spec, account)):
            continue
        entity = names.find(right.resource) or names.shortened(right.resource)
        resource = snake(right.resource)
        if entity is not None and not entity.trait("no api"):
            yield from _right_on_entity(right, entity, taken, paths)
        elif entity is None and resource.removesuffix("s") in _ANSWERS:
            made = _right_on_nothing(right, resource)
            if made.operation.group not in taken:
                yield made


def _right_on_entity(
    right: PermissionFact, entity: Entity, taken: Mapping[str, set[str]], paths: Mapping[str, str]
) -> Iterator[Draft]:
    group, verb = snake(entity.name), snake(right.action)
    plain = (*CRUD, *CREATES, *SYNONYMS, "*", "upload", "download")
    covered = folded(verb) in map(folded, taken.get(group, ()))
    if verb in plain or covered or not verb[:1].isalpha() or verb.count("_") > 2:
        return
    many = verb.startswith(("export", "search", "import"))
    path = f"/{_segment(paths, entity)}/{verb.replace('_', '-')}"
    if not many:
        path = f"/{_segment(paths, entity)}/{{id}}/{verb.replace('_', '-')}"
    yield _draft(
        f"{group}.{verb}",
        "GET" if verb.startswith(("export", "search")) else "POST",
        path,
        entity,
        verb,
        right,
    )


def _right_on_nothing(right: PermissionFact, resource: str) -> Draft:
    action = snake(right.action)
    group = resource if resource.endswith("analytics") else resource.removesuffix("s")
    reads = action in ("read", "view", "*", "manage", "access")
    path = "/analytics" if group == "analytics" else f"/{group.replace('_', '-')}s"
    if reads:
        return _draft(f"{group}.read", "GET", path, None, "read", right)
    method = "GET" if action == "export" else "POST"
    path = f"{path}/export" if action == "export" else path
    return _draft(f"{group}.{action}", method, path, None, action, right)


def _from_words(
    said: Said, spec: Spec, names: EntityNames, taken: dict[str, None], paths: Mapping[str, str]
) -> Iterator[Draft]:
    texts: list[tuple[str, Fact]] = [
        (r.goal or r.text, r) for r in said.of(RequirementFact) if r.kind != "target"
    ]
    screens: list[tuple[str, Fact]] = [
        (w, s)
        for s in said.of(ScreenFact)
        if s.kind in ("action", "bulk", "export")
        for w in s.words
    ]
    for topic in _TOPICS:
        found = [(text, fact) for text, fact in (*texts, *screens) if topic.pattern.search(text)]
        if not found or any(re.search(topic.unless, name) for name in taken):
            continue
        for text, fact in found:
            made = _from_topic(spec, names, topic, text, fact, paths)
            if made:
                facts = tuple(one for _, one in found)
                yield replace(made, facts=facts)
                break


def _from_topic(
    spec: Spec, names: EntityNames, topic: _Topic, text: str, fact: Fact, paths: Mapping[str, str]
) -> Draft | None:
    if topic.where not in ("file", "about"):
        path = topic.path.replace("{{", "{").replace("}}", "}")
        public = True if topic.action == "public" else None
        return _draft(
            f"{topic.where}.{topic.verb}", topic.method, path, None, topic.action, fact, public
        )
    entity = _file_entity(spec) if topic.where == "file" else _about(names, text, fact)
    if (
        entity is None
        or entity.trait("no api")
        or entity.trait("join")
        or entity.trait("append-only")
    ):
        return None
    path = topic.path.format(_segment(paths, entity))
    return _draft(
        f"{snake(entity.name)}.{topic.verb}", topic.method, path, entity, topic.action, fact
    )


def _file_entity(spec: Spec) -> Entity | None:
    return next((entity for entity in spec.entities if entity.trait("file of")), None)


def _about(names: EntityNames, text: str, fact: Fact) -> Entity | None:
    """Return the entity that words are about; else the one that the headings name."""
    for words in (text, *(reversed(fact.section))):
        for word in re.findall(r"[A-Za-z]+", words):
            found = names.exact.get(snake(word)) if len(word) > 2 else None
            if found and not found.trait("account"):
                return found
    return None


def _draft(
    name: str,
    method: str,
    path: str,
    entity: Entity | None,
    action: str,
    fact: Fact,
    public: bool | None = None,
) -> Draft:
    operation = Operation(name, method, path, Kind.CUSTOM, ())
    draft = Draft(operation, entity, name.partition(".")[0], action, public=public, facts=(fact,))
    return with_question(draft)


def with_question(draft: Draft) -> Draft:
    """Return an open operation with the question that it waits for."""
    return replace(draft, operation=replace(draft.operation, basis=(question_id(draft),)))
