"""Roles and permissions in YAML, JSON and code.

Manager:                          roles:                       ROLE_PERMISSIONS = {
  inherits: Employee                - name: admin                  "admin": ["users:*"],
  permissions:                        permissions: ["*"]           "member": ["tasks:read"],
    - expense:read_team                                        }
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.permission_words import Right, named_right, right_of
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.trees import Items, Leaf, Mapping, Pair, Tree, items_of, pairs_of, read_yaml, text_of
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, PermissionFact, RoleFact

_HINT: Final = re.compile(
    r"permission|roles?\b|inherits|rbac|privilege|\bcan\b|grants|scopes", re.IGNORECASE
)
_NOT_OURS: Final = re.compile(
    r"^(?:apiVersion|openapi|swagger|services|on|jobs|resource|provider|name:.*\non):|"
    r"\bkind:\s*(?:Cluster)?Role|AWSTemplate|^paths:|securitySchemes",
    re.MULTILINE,
)
_GRANTS: Final = re.compile(
    r"(?:permissions?|can|allow(?:ed)?|grants?|rights|scopes|privileges|capabilities|"
    r"access|actions|abilities)$",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"(?:den(?:y|ied|ies)|cannot|forbidden|restrictions?|not_allowed|excluded?)$", re.IGNORECASE
)
_INHERITS: Final = re.compile(
    r"(?:inherits?(?:_?from)?|extends?|parents?|includes?|based_on|inherited_roles)$", re.IGNORECASE
)
_ROLES: Final = re.compile(
    r"(?:.*_)?roles?(?:_?(?:permissions?|definitions?|map|matrix|hierarchy|access))?$|rbac|"
    r".*permissions$|access_control(?:_list)?$|user_types$",
    re.IGNORECASE,
)
_DESCRIBES: Final = re.compile(
    r"description|comment|summary|title|label|level|id|name|display_?name|inherits?.*|"
    r"extends?|scope|priority|is_.*|default",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"(?P<name>\w*(?:role|permission|rbac|acl)\w*)\s*(?::[^=\n{]*)?\s*=\s*"
    r"(?:Object\.freeze\(|new Map\()?\s*(?=\{)",
    re.IGNORECASE,
)
_LANGUAGES: Final = frozenset(
    """
    yaml yml json jsonc json5 toml python py javascript js typescript ts tsx jsx text
    """.split()
) | {""}


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Read the roles and rights that structured blocks define."""
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in _LANGUAGES and _HINT.search(block.text):
            if _NOT_OURS.search(block.text):
                continue
            for tree, is_rights in _trees(block):
                yield from _Reader(block).read(tree, is_rights=is_rights)


def _trees(fence: Fence) -> Iterator[tuple[Tree, bool]]:
    if fence.language in ("python", "py", "javascript", "js", "typescript", "ts", "tsx", "jsx"):
        for match in _CODE.finditer(fence.text):
            line = fence.line + fence.text.count("\n", 0, match.end())
            tree = read_json(fence.text[match.end() :], line)
            if tree is not None:
                yield tree, True
    elif fence.text.lstrip()[:1] in ("{", "["):
        start = len(fence.text) - len(fence.text.lstrip())
        tree = read_json(fence.text[start:], fence.line + fence.text.count("\n", 0, start))
        if tree is not None:
            yield tree, False
    elif re.search(r"^[ \t]*-?[ \t]*[\w\"' -]+:", fence.text, re.MULTILINE):
        trees, _ = read_yaml(fence.text, fence.line)
        about = " ".join((*fence.section[-2:], fence.lead))
        is_rights = bool(re.search(r"\brole|permission|rbac|access control", about, re.IGNORECASE))
        yield from ((tree, is_rights) for tree in trees)


class _Reader:
    """Finds what has the form of a role, at any depth."""

    def __init__(self, fence: Fence) -> None:
        self.fence = fence

    def read(self, tree: Tree, *, is_rights: bool) -> Iterator[Fact]:
        """Yield roles and permissions below a value; `is_rights`: its keys may be roles."""
        if isinstance(tree, Items):
            for item in tree.items:
                yield from (
                    self._named_role(item)
                    if is_rights and self._is_named(item)
                    else self.read(item, is_rights=False)
                )
            return
        for pair in pairs_of(tree):
            if self._is_role(pair, is_rights=is_rights):
                yield from self._role(pair.key, pair.line, pair.value)
            elif self._is_rights_first(pair):
                yield from self._rights_first(pair.value)
            elif _ROLES.fullmatch(pair.key) and (listed := self._listed(pair.value)):
                yield from listed
            else:
                yield from self.read(pair.value, is_rights=bool(_ROLES.fullmatch(pair.key)))

    def _is_role(self, pair: Pair, *, is_rights: bool) -> bool:
        if _ROLES.fullmatch(pair.key) and not is_role_word(pair.key):
            return False
        keys = [inner.key for inner in pairs_of(pair.value)]
        if any(_GRANTS.fullmatch(key) or _INHERITS.fullmatch(key) for key in keys):
            return is_rights or (
                any(
                    _has_rights(inner.value)
                    for inner in pairs_of(pair.value)
                    if _GRANTS.fullmatch(inner.key)
                )
                and not _GRANTS.fullmatch(pair.key)
            )
        if not is_rights and not is_role_word(pair.key):
            return False
        if isinstance(pair.value, Items):
            return _has_rights(pair.value) or (is_rights and not pair.value.items)
        if is_rights and isinstance(pair.value, Leaf):
            return right_of(pair.value.text) is not None and is_role_word(pair.key)
        return is_rights and is_role_word(pair.key)

    def _is_named(self, item: Tree) -> bool:
        return isinstance(item, Mapping) and bool(_name_of(item))

    def _named_role(self, item: Tree) -> Iterator[Fact]:
        if isinstance(item, Mapping):
            named = _name_of(item)
            if named is not None:
                yield from self._role(text_of(named.value), named.line, item)

    def _role(self, name: str, line: int, tree: Tree) -> Iterator[Fact]:
        pairs = pairs_of(tree)
        inherits = [
            text for pair in pairs if _INHERITS.fullmatch(pair.key) for text in _texts(pair.value)
        ]
        comment = next(
            (
                text_of(p.value)
                for p in pairs
                if re.fullmatch(r"description|comment|summary", p.key, re.IGNORECASE)
            ),
            "",
        )
        yield RoleFact(
            place=Span(self.fence.span.file, line),
            authority=Authority.CODE,
            section=self.fence.section,
            name=name,
            inherits=tuple(
                text for text in inherits if text.lower() not in ("null", "none", "~", "")
            ),
            comment=" ".join(comment.split()),
        )
        yield from self._rights(name, tree)

    def _rights(self, role: str, tree: Tree) -> Iterator[Fact]:
        if not isinstance(tree, Mapping):
            yield from self._grants(role, tree, allowed=True)
            return
        granting = [pair for pair in tree.pairs if _GRANTS.fullmatch(pair.key)]
        for pair in granting:
            yield from self._grants(role, pair.value, allowed=True)
        for pair in tree.pairs:
            if _DENIES.fullmatch(pair.key):
                yield from self._grants(role, pair.value, allowed=False)
            elif not granting and not _DESCRIBES.fullmatch(pair.key):
                yield from self._by_resource(role, pair)

    def _grants(self, role: str, tree: Tree, *, allowed: bool) -> Iterator[Fact]:
        for leaf in tree.items if isinstance(tree, Items) else (tree,):
            if isinstance(leaf, Mapping):
                yield from self._granted_mapping(role, leaf, allowed=allowed)
            for text in re.split(r"\s*,\s*", text_of(leaf)):
                right = right_of(text) or named_right(text.replace(" ", "_"))
                if right is not None:
                    yield self._permission(role, right, leaf.line, allowed=allowed)

    def _granted_mapping(self, role: str, tree: Mapping, *, allowed: bool) -> Iterator[Fact]:
        """Read `- expense: [read, create]` and `- {resource: expense, actions: [read], scope: own}`."""
        resource = text_of(tree.get("resource")) or text_of(tree.get("subject"))
        actions = [
            pair for pair in tree.pairs if re.fullmatch(r"actions?|operations?|verbs?", pair.key)
        ]
        if resource and actions:
            scope = text_of(tree.get("scope"))
            for text in _texts(actions[0].value):
                yield self._permission(
                    role, Right(resource, text.lower(), _scope(scope)), tree.line, allowed=allowed
                )
            return
        for pair in tree.pairs:
            yield from self._by_resource(role, pair, allowed=allowed)

    def _by_resource(self, role: str, pair: Pair, *, allowed: bool = True) -> Iterator[Fact]:
        """Read `expenses: [create, read_own]`, `users: read`, `tasks: {read: own, delete: false}`."""
        string = right_of(pair.key) if re.search(r"[:.]", pair.key) else None
        if string is not None:
            is_no = text_of(pair.value).lower() in ("false", "no", "deny", "denied")
            scope = _scope(text_of(pair.value)) or string.scope
            yield self._permission(
                role,
                Right(string.resource, string.action, scope),
                pair.line,
                allowed=allowed and not is_no,
            )
            return
        for inner in pairs_of(pair.value):
            text = text_of(inner.value).lower()
            right = right_of(f"{pair.key}:{inner.key}")
            if right is not None:
                is_no = text in ("false", "no", "none", "deny", "denied", "")
                yield self._permission(
                    role,
                    Right(right.resource, right.action, _scope(text) or right.scope),
                    inner.line,
                    allowed=allowed and not is_no,
                )
        leaves = items_of(pair.value) if isinstance(pair.value, Items) else (pair.value,)
        for leaf in leaves:
            for text in re.split(r"[\s,/|]+", text_of(leaf)):
                right = (
                    right_of(f"{pair.key}:{text}")
                    if text and text.lower() not in ("true", "false")
                    else None
                )
                if right is not None:
                    yield self._permission(role, right, leaf.line, allowed=allowed)

    def _is_rights_first(self, pair: Pair) -> bool:
        if not re.fullmatch(r"permissions|rights|policies|access", pair.key, re.IGNORECASE):
            return False
        inner = pairs_of(pair.value)
        return (
            bool(inner)
            and all((right_of(p.key) and ":" in p.key) or "." in p.key for p in inner)
            and all(_texts(p.value) for p in inner)
        )

    def _rights_first(self, tree: Tree) -> Iterator[Fact]:
        """Read `expense:create: [Employee, Manager]`."""
        for pair in pairs_of(tree):
            right = right_of(pair.key)
            for leaf in items_of(pair.value) or (pair.value,):
                if right is not None and text_of(leaf) not in ("", "*"):
                    yield self._permission(text_of(leaf), right, leaf.line, allowed=True)

    def _listed(self, tree: Tree) -> list[Fact]:
        """Read `roles: [Owner, Member]`."""
        leaves = [leaf for leaf in items_of(tree) if isinstance(leaf, Leaf)]
        if not leaves or len(leaves) != len(items_of(tree)):
            return []
        names = [leaf for leaf in leaves if re.fullmatch(r"[A-Za-z][\w -]{1,30}", leaf.text)]
        if len(names) != len(leaves) or not any(is_role_word(leaf.text) for leaf in names):
            return []
        if len(names) < 2 and self.fence.text.lstrip().startswith("{"):
            return []
        return [
            RoleFact(
                place=Span(self.fence.span.file, leaf.line),
                authority=Authority.CODE,
                section=self.fence.section,
                name=leaf.text,
            )
            for leaf in names
        ]

    def _permission(self, role: str, right: Right, line: int, *, allowed: bool) -> PermissionFact:
        return PermissionFact(
            place=Span(self.fence.span.file, line),
            authority=Authority.CODE,
            section=self.fence.section,
            role=role,
            resource=right.resource,
            action=right.action,
            scope=right.scope,
            allowed=allowed,
        )


def _name_of(tree: Mapping) -> Pair | None:
    pair = next(
        (p for p in tree.pairs if re.fullmatch(r"name|role|id|key|code", p.key, re.IGNORECASE)),
        None,
    )
    return (
        pair
        if pair is not None and re.fullmatch(r"[A-Za-z][\w -]{1,40}", text_of(pair.value))
        else None
    )


def _texts(tree: Tree) -> list[str]:
    if isinstance(tree, Leaf):
        return [text for text in re.split(r"\s*,\s*", tree.text) if text]
    return [text_of(item) for item in items_of(tree) if text_of(item)]


def _has_rights(tree: Tree) -> bool:
    leaves = [text_of(item) for item in items_of(tree)] if isinstance(tree, Items) else _texts(tree)
    if isinstance(tree, Mapping):
        return bool(tree.pairs)
    rights = [
        text
        for text in leaves
        if text == "*" or (right_of(text) and re.search(r"[:.]", text)) or named_right(text)
    ]
    return bool(rights) and len(rights) * 2 > len(leaves)


def _scope(text: str) -> str:
    right = (
        right_of(f"x:read_{text.strip().lower()}")
        if re.fullmatch(r"[a-z]+", text.strip().lower())
        else None
    )
    return right.scope if right else ""
