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
from luke_cli.notations import access_code
from luke_cli.notations.access_grants import GRANTS, grants_of, has_rights, texts_of
from luke_cli.notations.access_policies import (
    Held,
    grants_actions,
    is_action,
    rights_first,
    statement,
)
from luke_cli.notations.denied import without_denied
from luke_cli.notations.loose_json import read_json
from luke_cli.notations.permission_words import Right, Stated, right_of
from luke_cli.notations.role_words import is_role_word
from luke_cli.notations.trees import (
    Items,
    Leaf,
    Mapping,
    Pair,
    Tree,
    items_of,
    pairs_of,
    read_yaml,
    text_of,
    walk,
)
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, PermissionFact, RoleFact

_HINT: Final = re.compile(
    r"permission|roles?\b|inherits|rbac|privilege|\bcan\b|grants?|scopes|access|\bacl\b|abilit|polic(?:y|ies)",
    re.IGNORECASE,
)
_NOT_OURS: Final = re.compile(
    r"^(?:apiVersion|openapi|swagger|services|on|jobs|resource|provider|name:.*\non):|"
    r"\bkind:\s*(?:Cluster)?Role|AWSTemplate|^paths:|securitySchemes",
    re.MULTILINE,
)
_ABOUT: Final = re.compile(
    r"\brole|permission|rbac|access control|authori[sz]ation|polic(?:y|ies)|\brights\b|privilege",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(
    r"(?:.*_)?(?:permissions?|rights|polic(?:y|ies)|access|grants|rules|statements|authorization)",
    re.IGNORECASE,
)
_HOLDS: Final = re.compile(
    r"(?:resources?|entit(?:y|ies)|objects?|matrix|data|domain)", re.IGNORECASE
)
"""Keys of all that rights are about."""
_INHERITS: Final = re.compile(
    r"(?:inherits?(?:_?from)?|extends?|parents?|includes?|based_on|inherited_roles)$", re.IGNORECASE
)
_ROLES: Final = re.compile(
    r"(?:.*_)?roles?(?:_?(?:permissions?|definitions?|map|matrix|hierarchy|access))?$|rbac|"
    r".*permissions$|access_control(?:_list)?$|user_types$",
    re.IGNORECASE,
)
_PLAIN: Final = frozenset("yaml yml json jsonc json5 toml text".split()) | {""}


def recognise(
    document: Document, known: frozenset[str] = frozenset()
) -> Iterable[Fact | Diagnostic]:
    """Read the roles and rights that structured blocks define.

    `known`: roles that the documents list.
    """
    for block in document.blocks:
        if isinstance(block, Fence) and block.language in _PLAIN | access_code.LANGUAGES:
            is_about = _HINT.search(block.text) or _ABOUT.search(_about(block))
            if not is_about or _NOT_OURS.search(block.text):
                continue
            for tree, is_rights in _trees(block):
                yield from without_denied(_Reader(block, known).read(tree, is_rights=is_rights))


def _trees(fence: Fence) -> Iterator[tuple[Tree, bool]]:
    is_rights = bool(_ABOUT.search(_about(fence)))
    if fence.language in access_code.LANGUAGES:
        yield from ((tree, True) for tree in access_code.maps_of(fence))
    elif fence.text.lstrip()[:1] in ("{", "["):
        start = len(fence.text) - len(fence.text.lstrip())
        tree = read_json(fence.text[start:], fence.line + fence.text.count("\n", 0, start))
        if tree is not None:
            yield tree, is_rights
    elif re.search(r"^[ \t]*-?[ \t]*[\w\"' -]+:", fence.text, re.MULTILINE):
        trees, _ = read_yaml(fence.text, fence.line)
        yield from ((tree, is_rights) for tree in trees)


def _about(fence: Fence) -> str:
    return " ".join((*fence.section[-2:], fence.lead))


class _Reader:
    """Finds what has the form of a role, at any depth."""

    def __init__(self, fence: Fence, known: frozenset[str]) -> None:
        self.fence = fence
        self.known = known

    def read(self, tree: Tree, *, is_rights: bool) -> Iterator[Fact]:
        """Yield roles and permissions below a value; `is_rights`: its keys may be roles."""
        if isinstance(tree, Items):
            for item in tree.items:
                yield from self._item(item, is_rights=is_rights)
            return
        if is_rights and (held := rights_first(tree, self.known)):
            yield from self._held(held)
            return
        stated = statement(tree) if isinstance(tree, Mapping) else None
        if stated is not None:
            yield from self._held(stated)
            return
        for pair in pairs_of(tree):
            if self._is_role(pair, is_rights=is_rights):
                yield from self._role(pair.key, pair.line, pair.value)
            elif (is_rights or _RIGHTS.fullmatch(pair.key)) and (
                held := rights_first(pair.value, self.known)
            ):
                yield from self._held(held)
            elif _ROLES.fullmatch(pair.key) and (listed := self._listed(pair.value)):
                yield from listed
            else:
                is_below = bool(
                    _ROLES.fullmatch(pair.key) or (is_rights and _HOLDS.fullmatch(pair.key))
                )
                yield from self.read(pair.value, is_rights=is_below)

    def _item(self, item: Tree, *, is_rights: bool) -> Iterator[Fact]:
        held = statement(item) if isinstance(item, Mapping) else None
        if held is not None:
            yield from self._held(held)
        elif is_rights and self._is_named(item):
            yield from self._named_role(item)
        else:
            yield from self.read(item, is_rights=False)

    def _held(self, held: list[Held]) -> Iterator[Fact]:
        for role, grant in held:
            yield self._permission(role, grant.right, grant.line, allowed=grant.allowed)

    def _is_role(self, pair: Pair, *, is_rights: bool) -> bool:
        if _ROLES.fullmatch(pair.key) and not is_role_word(pair.key):
            return False
        if any(isinstance(one, Mapping) and statement(one) for _, one in walk(pair.value)):
            # No key above statements that name their roles is a role.
            return False
        if is_rights and rights_first(pair.value, self.known):
            return False
        if is_rights and grants_actions(pair.value):
            is_other = is_action(pair.key) or _HOLDS.fullmatch(pair.key)
            return is_role_word(pair.key) or not is_other
        keys = [inner.key for inner in pairs_of(pair.value)]
        if any(GRANTS.fullmatch(key) or _INHERITS.fullmatch(key) for key in keys):
            return is_rights or _grants_below(pair)
        return (is_rights or is_role_word(pair.key)) and self._is_usual(pair, is_rights=is_rights)

    def _is_usual(self, pair: Pair, *, is_rights: bool) -> bool:
        if isinstance(pair.value, Items):
            stated = any(isinstance(i, Mapping) and statement(i) for i in pair.value.items)
            return not stated and (has_rights(pair.value) or (is_rights and not pair.value.items))
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
            text for pair in pairs if _INHERITS.fullmatch(pair.key) for text in texts_of(pair.value)
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
        for grant in grants_of(tree):
            yield self._permission(role, grant.right, grant.line, allowed=grant.allowed)

    def _listed(self, tree: Tree) -> list[Fact]:
        """Read `roles: [Owner, Member]`."""
        leaves = [leaf for leaf in items_of(tree) if isinstance(leaf, Leaf)]
        if not leaves or len(leaves) != len(items_of(tree)):
            return []
        names = [leaf for leaf in leaves if re.fullmatch(r"[A-Za-z][\w -]{1,30}", leaf.text)]
        if len(names) != len(leaves) or not any(is_role_word(leaf.text) for leaf in names):
            return []
        if len(names) < 2 and not _is_yaml(self.fence):
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
        return Stated(Span(self.fence.span.file, line), self.fence.section, Authority.CODE).fact(
            role, right, allowed=allowed
        )


def _is_yaml(fence: Fence) -> bool:
    return fence.language in _PLAIN and fence.text.lstrip()[:1] not in ("{", "[")


def _grants_below(pair: Pair) -> bool:
    below = (one.value for one in pairs_of(pair.value) if GRANTS.fullmatch(one.key))
    return any(map(has_rights, below)) and not GRANTS.fullmatch(pair.key)


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
