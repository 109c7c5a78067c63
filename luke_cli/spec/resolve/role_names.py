"""Spellings of a role: `ROLE_USER`, `Finance/Admin`, `org admin`, `Administrators`."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from luke_cli.names import folded, singular, snake

ANYBODY: Final = frozenset(
    "guest anonymous visitor public unauthenticated anyone anybody world unregistered "
    "not_logged_in logged_out anonymous_user guest_user public_user unauthenticated_user "
    "anonymous_visitor gast oeffentlich offentlich publico pubblico invitado convidado visiteur invite "
    "公开 匿名 游客 公開 ゲスト 공개 게스트 비회원 гость публичный".split()
)
"""Those who have not signed in."""

EVERYBODY: Final = frozenset(
    "authenticated authenticated_user logged_in logged_in_user signed_in signed_in_user any_user "
    "any any_role any_authenticated_user all all_role all_user everyone everybody "
    "authenticated_person "
    "required yes bearer jwt token auth alle jeder todo todos tous tutti angemeldet autenticado "
    "authentifie connecte 所有 全部 所有人 全体 登录 ログイン 모두 전체 로그인 все всем".split()
) | frozenset(
    singular(snake(words))
    for words in (
        *("alle Angemeldeten", "jeder Angemeldete", "alle Rollen", "jede Rolle", "angemeldete"),
        *(
            "tous les rôles",
            "tous les utilisateurs",
            "utilisateur connecté",
            "tout rôle",
            "connectés",
        ),
        *(
            "todos los roles",
            "cualquier rol",
            "todos los usuarios",
            "usuario autenticado",
            "autenticados",
        ),
        *(
            "todos os papéis",
            "qualquer papel",
            "todos os perfis",
            "tutti i ruoli",
            "qualsiasi ruolo",
        ),
    )
)
"""Those who have, whatever their role."""

_ADMIN: Final = frozenset(
    "admin administrator superuser super_admin superadmin root system_admin sysadmin owner_admin "
    "super_user site_admin platform_admin tenant_admin company_admin application_admin app_admin "
    "org_admin organization_admin workspace_admin finance_admin it_admin "
    "system_administrator administrador administradora administrateur amministratore beheerder "
    "администратор 管理员 管理者 관리자".split()
)
_PLAIN: Final = frozenset(
    "user regular standard normal basic ordinary common registered end regular_user "
    "user_regular standard_user".split()
)
_END_USERS: Final = frozenset(
    """
    student pupil learner customer consumer client buyer shopper member patient guest visitor borrower
    reader subscriber follower participant attendee applicant candidate tenant resident passenger
    rider traveler traveller donor user patron parent guardian child citizen beneficiary viewer
    requester spectator fan
    mitglied kunde gast schueler schuler teilnehmer bewohner nutzer benutzer usuario cliente alumno
    alumna socio miembro paciente invitado membre eleve etudiant usager utente aluno cidadao
    """.split()
)
"""Those whom a system serves, whatever their rights look like."""
_SEVERAL: Final = re.compile(r"\s*(?:/|,|&|\+|\||\bor\b|\band\b)\s*")
_GENERIC: Final = frozenset("system application app platform site global super".split())


def spelled(name: str) -> str:
    """Return the plain form of a role name: snake_case, singular, without `role` and `user`."""
    plain = re.sub(r"\([^)]*\)", " ", name)
    word = singular(snake(plain)).removeprefix("role_").removesuffix("_role")
    word = re.sub(r"(?:^|_)(?:the|an|a)_", "", word) if word.count("_") else word
    if word in ("admin_user", "administrative_user"):
        return "admin"
    if word == "administrator_user":
        return "administrator"
    stem = word.removesuffix("_user")
    if stem in _PLAIN or word in _PLAIN:
        return "user"
    return stem if stem not in ("super", "power", "") else word


def is_anybody(name: str) -> bool:
    """Tell whether a name means those who have not signed in."""
    return _plain(name) in ANYBODY


def is_everybody(name: str) -> bool:
    """Tell whether a name means all who have signed in."""
    return _plain(name) in EVERYBODY


def is_end_user(name: str) -> bool:
    """Tell whether a role is plainly one that a system is there for: it never runs the system."""
    return singular(name.rpartition("_")[2]) in _END_USERS


def _plain(name: str) -> str:
    return singular(snake(name)) or name.strip().casefold()


def is_admin(name: str) -> bool:
    """Tell whether a role is one that runs the system."""
    return name in _ADMIN or name.endswith(("_admin", "_administrator", "_administrador"))


def known(roles: Sequence[str], name: str) -> tuple[str, ...]:
    """Return which of `roles` a spelling means: one, several (`Finance/Admin`), or none."""
    word = spelled(name)
    whole = _one(roles, word)
    if whole:
        return (whole,)
    parts = [part for part in _SEVERAL.split(name) if part]
    if len(parts) < 2:
        return ()
    found = [_one(roles, spelled(part)) for part in parts]
    return tuple(dict.fromkeys(one for one in found if one))


def is_compound(name: str) -> bool:
    """Tell whether a spelling names several roles at once."""
    return len([part for part in _SEVERAL.split(name) if part]) > 1


def _one(roles: Sequence[str], word: str) -> str:
    if word in roles:
        return word
    squeezed = folded(word.replace("_", ""))
    for role in roles:
        if folded(role.replace("_", "")) == squeezed or _abbreviates(word, role):
            return role
    bare = re.sub(r"_(?:staff|team|people|personnel|employee|member|worker|role|person)$", "", word)
    if bare in roles:
        return bare
    head, _, rest = word.partition("_")
    if head in _GENERIC and rest in roles:
        return rest
    generic = [role for role in roles if role.partition("_")[0] in _GENERIC]
    last = [role for role in roles if role.rpartition("_")[2] == word]
    return next(
        (r for r in generic if r.partition("_")[2] == word), last[0] if len(last) == 1 else ""
    )


def _abbreviates(one: str, other: str) -> bool:
    left, right = one.split("_"), other.split("_")
    return len(left) == len(right) and all(
        min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a))
        for a, b in zip(left, right, strict=True)
    )


def fold(names: Iterable[str], signed: Collection[str] = ()) -> tuple[str, ...]:
    """Return each role once, under the spelling that comes first; an `admin` under the short one.

    `signed`: guests that sign in nevertheless.
    """
    found: list[str] = []
    for name in names:
        word = spelled(name)
        nobody = is_anybody(name) and snake(name) not in signed
        usable = word and word[0].isalpha() and not (nobody or is_everybody(name))
        before = _one(found, word) if usable else ""
        if usable and not before:
            found.append(word)
        elif word == "admin" and before == "administrator":
            found[found.index(before)] = word
    return tuple(found)
