"""Who signs in: which thing the account is, and what it lacks for that."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Authority, FieldFact, PermissionFact, RequirementFact
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    FieldRole,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things, index

_ALWAYS: Final = (
    *("user", "app_user", "auth_user", "system_user", "platform_user", "user_account"),
    *("usuario", "benutzer", "nutzer", "utilisateur", "utente", "gebruiker"),
)
_PERHAPS: Final = (
    "member account person staff_member staff employee customer operator author".split()
)
_OUTSIDE: Final = ("customer", "author")
"""Who is often no more than written about, though others of that name sign in."""
_PASSWORDS: Final = (
    "password_hash hashed_password password password_digest passwd pwd_hash passwort_hash passwort "
    "kennwort kennwort_hash contrasena contrasena_hash hash_contrasena mot_de_passe "
    "mot_de_passe_hash senha senha_hash hash_senha".split()
)
_MAILS: Final = frozenset(
    "email_address e_mail e_mail_address mail mail_address correo correo_electronico courriel "
    "adresse_email adresse_mail email_adresse e_mail_adresse mailadresse endereco_de_email "
    "indirizzo_email".split()
)
"""How an address is spelled that the backend calls `email`."""
_LOGINS: Final = ("email", "username", "user_name", "login", *sorted(_MAILS))
_ROLES: Final = ("rol", "rolle", "papel", "funcion", "funcao", "ruolo")
_SESSION: Final = frozenset(
    "token access_token refresh_token jwt auth_token id_token session_token".split()
)
_HASH: Final = Field(
    "password_hash",
    Type(TypeName.STRING, length=255),
    required=True,
    visibility=Visibility.HIDDEN,
)
_EMAIL: Final = Field("email", Type(TypeName.EMAIL), required=True, unique=True)
_PROPOSED: Final = (
    _EMAIL,
    _HASH,
    Field("name", Type(TypeName.STRING, length=255), required=True),
    Field("is_active", Type(TypeName.BOOLEAN), required=True, default="true"),
)


def with_account(said: Said, things: Things) -> tuple[Things, tuple[Assumption, ...]]:
    """Say which thing signs in; one is proposed where no document defines it."""
    key = _account(said, things)
    if key:
        kept = [_signing(one) if one.key == key else one for one in things.by_key.values()]
        return _without_views(index(kept, things.aliases, key)), ()
    taken = {thing.name for thing in things.by_key.values()}
    tables = {thing.table for thing in things.by_key.values()}
    key = next(name for name in ("user", "app_user", "login_user") if name not in things.by_key)
    name = next(n for n in ("User", "AppUser", "LoginUser", "SignInUser") if n not in taken)
    table = next(t for t in ("users", "app_users", "login_users", "user_rows") if t not in tables)
    proposed = Thing(key, name, table, (), {})
    assumption = Assumption(
        "A-user",
        name,
        f"entity {name} with e-mail, password, name and role",
        "somebody has to sign in, and no document says who",
    )
    return index((proposed, *things.by_key.values()), things.aliases, key), (assumption,)


def _account(said: Said, things: Things) -> str:
    """Return the key of who signs in: who has a password, else who is called so."""
    secret = [t.key for t in things.by_key.values() if any(n in t.fields for n in _PASSWORDS)]
    for name in (*_ALWAYS, *_PERHAPS):
        if name in secret:
            return name
    if secret:
        return secret[0]
    for name in _ALWAYS:
        if name in things.by_key:
            return name
    acting = {singular(snake(name)) for name in _acting(said)}
    named = next((name for name in _PERHAPS if _could_sign_in(things, name, acting)), "")
    if named:
        return named
    others = [thing.key for thing in things.by_key.values() if _has_role_and_login(thing)]
    return others[0] if len(others) == 1 else ""


def _has_role_and_login(thing: Thing) -> bool:
    """Tell whether a thing with a name of its own is an account: a `Volunteer` with a role."""
    has_login = any(login in thing.fields for login in _LOGINS)
    roles = ("role", "user_role", "last_login", *_ROLES)
    return has_login and any(name in thing.fields for name in roles)


def _acting(said: Said) -> Iterator[str]:
    """Yield who does things with the system: who has rights, and who tells stories."""
    yield from (right.role for right in said.of(PermissionFact) if right.allowed)
    yield from (story.role for story in said.of(RequirementFact) if story.role)


def _could_sign_in(things: Things, name: str, acting: Collection[str]) -> bool:
    """Tell whether a person of a name that may mean a customer has what a login needs."""
    thing = things.by_key.get(name)
    if thing is None or not any(login in thing.fields for login in _LOGINS):
        return False
    acts = name in acting and name not in _OUTSIDE
    return (
        acts
        or "role" in thing.fields
        or any(
            f"{name}_id" in other.fields for other in things.by_key.values() if other is not thing
        )
    )


def _signing(thing: Thing) -> Thing:
    """Fold the names of its password, and leave out what a login only answers with."""
    fields: dict[str, tuple[FieldFact, ...]] = {}
    for name, claims in thing.fields.items():
        if name in _SESSION and all(fact.authority <= Authority.CONTRACT for fact in claims):
            continue
        if name == "user_id" and all(fact.authority is Authority.PROSE for fact in claims):
            continue  # Nobody has to be told which account an account is of.
        plain = "password_hash" if name in _PASSWORDS else _plain(thing, name)
        fields[plain] = (*fields.get(plain, ()), *claims)
    return replace(thing, fields=fields)


def _plain(thing: Thing, name: str) -> str:
    """Return what the backend calls a field that other languages and spellings have a word for."""
    if name in _MAILS and "email" not in thing.fields:
        return "email"
    return "role" if name in _ROLES and "role" not in thing.fields else name


def _without_views(things: Things) -> Things:
    """Fold what only shows the account to others into it: `Profile` has nothing of its own."""
    account = things.by_key[things.account]
    views = {thing.key: account.key for thing in things.by_key.values() if _is_view(thing, account)}
    if not views:
        return things
    kept = (thing for thing in things.by_key.values() if thing.key not in views)
    return index(kept, {**things.aliases, **views}, things.account)


def _is_view(thing: Thing, account: Thing) -> bool:
    if thing is account or any(fact.authority is not Authority.CONTRACT for fact in thing.facts):
        return False
    shared = [name for name in thing.fields if name in account.fields]
    if not any(name in _LOGINS for name in shared):
        return False
    own = [claims for name, claims in thing.fields.items() if name not in account.fields]
    return len(shared) >= 2 and all(_is_derived(claims) for claims in own)


def _is_derived(claims: tuple[FieldFact, ...]) -> bool:
    derived = (TypeName.BOOLEAN, TypeName.INTEGER)
    return all(fact.type is not None and fact.type.name in derived for fact in claims)


_ON: Final = frozenset(
    ("active", "enabled", "is_active", "is_enabled", "activo", "aktiv", "actif", "ativo")
)


def completed(said: Said, thing: Thing, entity: Entity) -> tuple[Entity, tuple[Assumption, ...]]:
    """Give the account what it needs to sign in."""
    entity = replace(entity, traits=(*entity.traits, Trait("account")))
    if not thing.facts:
        fields = tuple(replace(field, basis=("A-user",)) for field in _PROPOSED)
        made = replace(
            entity, traits=(*entity.traits, Trait("timestamps")), fields=fields, basis=("A-user",)
        )
        return made, ()
    entity = replace(entity, fields=tuple(_of_account(field) for field in entity.fields))
    missing = tuple(_missing(entity))
    if not missing:
        return entity, ()
    assumption = Assumption(
        "A-sign-in",
        entity.name,
        f"{', '.join(f'`{field.name}`' for field in missing)} on {entity.name}",
        "the account signs in, and the documents leave this out",
        sources=said.sources(thing.facts)[:1],
    )
    added = tuple(replace(field, basis=("A-sign-in",)) for field in missing)
    return replace(entity, fields=(*entity.fields, *added)), (assumption,)


def _missing(entity: Entity) -> Iterator[Field]:
    if not any(entity.field(name) for name in ("email", "username")):
        yield _EMAIL
    if not entity.field("password_hash"):
        yield _HASH


def _of_account(field: Field) -> Field:
    if field.name == "password_hash":
        return replace(_HASH, sources=field.sources)
    switch = field.type.name is TypeName.BOOLEAN and field.required and not field.default
    if switch:
        # Nobody says that of themselves when they register.
        start = "true" if field.name in _ON else "false"
        return replace(field, default=start, basis=field.basis or ("default",))
    if field.name == "is_active" and field.type.name is TypeName.BOOLEAN and not field.default:
        return replace(field, required=True, default="true", basis=field.basis or ("default",))
    if field.name not in ("email", "username") or field.role is FieldRole.KEY:
        return field
    known = field.required and field.unique
    basis = field.basis if known or field.basis else ("default",)
    kind = field.type
    if field.name == "email":
        kind = Type(TypeName.EMAIL)
    elif kind.name is not TypeName.STRING:
        kind = Type(TypeName.STRING, length=255)
    return replace(field, type=kind, required=True, unique=True, default="", basis=basis)
