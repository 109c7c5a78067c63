"""What the words beside an endpoint say about who may call it and how it answers.

(auth required)     No authentication required     Admin only     Roles: Owner, Member
Requires `expense:approve`     Response: 204 No Content     Errors: 404, 409
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.endpoint_scopes import Scopes, scopes_beside, without_scopes
from luke_cli.notations.role_words import is_role_word, role_names
from luke_cli.spec.facts import ANY_USER

_AUTH: Final = r"auth(?:entication|orization|orisation|enticated)?"
_PUBLIC: Final = re.compile(
    rf"""\bno[ -]{_AUTH}\b | \b{_AUTH}:?[ ](?:is[ ])?(?:not[ ](?:required|needed)|optional|none
    |no)\b | \boptional[ -]?{_AUTH}\b
    | \boptionalAuth\b | \bpublic(?:ly)?\b(?![ -](?:key|profile|url|link))
    | \bwithout[ ](?:{_AUTH}|an?[ ]token|logging[ ]in|login)\b
    | \bunauthenticated\b | \banonymous(?:ly)?\b | \bno[ ](?:login|token|jwt)\b
    | \bguests?[ ]allowed\b | \bpermitAll\b | \bAllowAny\b
    | \btidak[ ]memerlukan[ ]autentikasi\b | \btanpa[ ]autentikasi\b
    | \bkeine[ ](?:authentifizierung|anmeldung)\b | \bohne[ ]anmeldung\b
    | \bsin[ ]autenticaci(?:ó|o)n\b | \bsans[ ]authentification\b | \bsem[ ]autentica(?:ç
    |c)(?:ã|a)o\b | \bp(?:ú|u)blico\b
    | \bбез[ ]авторизации\b | 无需认证 | 无需登录 | 公开 | 認証不要 | 인증[ ]?불필요""",
    re.IGNORECASE | re.VERBOSE,
)
_PRIVATE: Final = re.compile(
    rf"""\b{_AUTH}:?[ ](?:is[ ])?(?:required|needed|yes)\b
    | \brequires?[ ](?:an?[ ])?(?:valid[ ])?(?:{_AUTH}|token|jwt|bearer|login|session)\b
    | \bauthorization\b\W{{0,4}}(?:header|bearer|token) | \bbearer[ ]token[ ]required
    | \bjwt[ ](?:required|auth) | \b(?:all|must)[ ]require[ ]{_AUTH}\b | \bauthenticated\b
    | \bauthenticate\b | \blogged[ -]in\b | \bsigned[ -]in\b
    | \bprotected\b | \blogin[ ]required\b | \bIsAuthenticated\b | \b(?:membutuhkan
    |memerlukan)[ ](?:token|autentikasi)\b
    | \bauthentifizierung[ ]erforderlich\b | \bangemeldet\b | \brequiere[ ]autenticaci(?:ó
    |o)n\b | \bauthentification[ ]requise\b
    | \bтребуется[ ]авторизация\b | 需要认证 | 需要登录 | 要認証 | 認証必須 | 인증[ ]?필요""",
    re.IGNORECASE | re.VERBOSE,
)
_LABELS: Final = (
    r"rollen?|rol|zugriff|berechtigt|erlaubt(?:\s+für)?|darf|dürfen|wer|rôles?|accès|autorisés?|qui|acceso|permitido"
    r"|puede|quién|acesso|pode|quem|papel|papéis|perfil"
)
"""What stands before those who may call, in other languages."""
_ROLES: Final = (
    re.compile(
        rf"(?:^|[(\[,;:.–—-]\s*)(?P<roles>[A-Za-z_][\w /,&-]{{1,60}}?)\s+{_AUTH}\s+"
        rf"(?:is\s+)?required",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:^|[(\[,;:.#/–—-]\s*)(?P<roles>[A-Za-z_][\w /,&`-]{1,60}?)[ -]only\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:only|restricted to|limited to|accessible (?:by|to)|available (?:only )?to|"
        r"allowed for|nur|solo|hanya)\s+"
        r"(?:for\s+|by\s+|to\s+|untuk\s+|für\s+)?(?P<roles>[A-Za-z_`][\w /,&`-]{1,60}?)"
        r"(?=[.;)\]\n]|\s+(?:can|may|are|is)\b|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:required |allowed |minimum )?(?:roles?|access|who|requires?|allowed(?: for)?|permitted|needs|callers?|"
        rf"peran|{_LABELS})(?:\s*\((?:s)?\))?\s*[:=]\s*(?P<roles>(?:[^\W\d]|[`\[])[\w /,;&|`'\"-]{{1,80}})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:auth|authorization|permissions?)\s*[:=]\s*(?P<roles>[A-Za-z_`][\w /,;&|`-]{1,80})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\brequires?\s+(?:an?\s+|the\s+)?(?P<roles>[A-Za-z_`][\w /,&`-]{1,40}?)\s+(?:role|"
        r"privileges?|rights?|access)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:hasRole|hasAnyRole|authorize|requireRole|require_roles?|RolesAllowed|Roles|"
        r"has_role|allowRoles)\(\s*\[?(?P<roles>[^()\]]{2,80})",
        re.IGNORECASE,
    ),
    re.compile(r"[(\[](?P<roles>[A-Za-z_][\w /,&|-]{1,50})[)\]]\s*$"),
)
_LABEL: Final = re.compile(
    r"\b(?:requires?|allowed(?: for| to)?|permitted|(?:required |allowed )?roles?|access|who(?: may| can)?|callers?"
    rf"|permissions?|needs|auth(?:orization|orisation)?|may|{_LABELS})[*_`]*\s*[:=]\s*[*_`]*(?P<who>[^.\n]{{2,120}})"
    r"|[(\[](?P<end>[^()\[\]]{2,60})[)\]]\s*$"
    r"|^\W{0,3}[(\[](?P<start>[^()\[\]]{2,80})[)\]]",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    rf"(?:^|[.;:!]\s+|[(\[–—-]\s*)[*_`]*(?:requires?|allowed(?: for| to)?|permitted|(?:required |allowed )?roles?|access|who(?: may| can)?"
    rf"|callers?|permissions?|auth(?:orization|orisation|entication)?|{_LABELS})[*_`]*\s*[:=]\s*[*_`]*(?P<who>[^.\n]{{2,120}})"
    r"|\b(?:may|can|must|to)\s+(?:only\s+)?be\s+(?:called|used|invoked|requested|performed|executed|done)\s+(?:only\s+)?by\s+(?P<by>[^.\n]{2,120})"
    r"|\bcallable\s+(?:only\s+)?by\s+(?P<to>[^.\n]{2,120})",
    re.IGNORECASE | re.MULTILINE,
)
_PERMISSION: Final = re.compile(
    r"(?<![\w/:.@-])[a-z][a-z_-]{1,40}[:.](?:[a-z_]+|\*)(?:[:.][a-z_]+)?(?![\w/:@(-])"
)
_ABOUT_PERMISSION: Final = re.compile(
    r"permission|scope|requires?|needs|privilege|can\(|authorize", re.IGNORECASE
)
_MEANS: Final = re.compile(
    r"(?:(?:signed|shared|stripe|webhook|provider|api|app|access|refresh|service|client|session|http"
    r"|device|machine|static|valid|own|the|a|an|internal|hmac|sha-?\d+|basic|digest|mutual|m?tls"
    r"|ip|csrf|magic|reset|invite|one-time|pre-?shared)[ -]?)*"
    r"(?:signatures?|hmac|api[ -]?keys?|keys?|secrets?|webhooks?|cookies?|sessions?|certificates?"
    r"|m?tls|basic(?: auth)?|digest|captcha|allow-?list|white-?list|whitelist|oauth2?|oidc|sso|saml"
    r"|otp|totp|tokens?|links?|codes?|network|vpn|internal)",
    re.IGNORECASE,
)
"""How a caller proves who it is: no role of anybody."""
_EVERYONE: Final = (
    r"(?:every(?:one|body)|(?:all|every|each|any)(?: (?:of (?:them|the) )?(?:\w+ )?(?:roles?|users?|accounts?))?"
    r"|alle(?: (?:rollen|nutzer|benutzer))?|jede[rs]?(?: (?:rolle|nutzer|benutzer))?|todos(?: los (?:roles|usuarios))?"
    r"|tous(?: les (?:rôles|utilisateurs))?|todos os (?:papéis|perfis|usuários)|tutti(?: (?:i ruoli|gli utenti))?)"
)
_ALL: Final = re.compile(_EVERYONE, re.IGNORECASE)
_FOR_EVERYONE: Final = re.compile(
    rf"\b(?:roles?|access|who|allowed(?: for)?|callers?|auth(?:orization)?|{_LABELS})\s*[:=]\s*{_EVERYONE}\s*(?:[.;,)\n]|$)",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(r"(?<![\d.$€£:])\b(20[0-6])\b(?!\s*(?:px|ms|kb|mb|items|characters|%))")
_FAILURE: Final = re.compile(
    r"(?<![\d.$€£:/-])\b(4(?:0[0-9]|1[0-8]|2[2-9])|50[0-4])\b(?!\s*(?:px|ms|kb|mb|items|"
    r"characters|%|x))"
)
_UPLOAD: Final = re.compile(
    r"multipart|\bupload(?:s|ing)?\b.{0,40}\b(?:file|image|photo|picture|avatar|logo|"
    r"document|receipt|attachment|video|media|csv|pdf|scan)s?\b"
    r"|\bfile upload\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What a text says about an endpoint; empty where it says nothing."""

    public: bool | None = None
    roles: tuple[str, ...] = ()
    permission: str = ""
    status: int | None = None
    failures: tuple[int, ...] = ()
    upload: bool = False
    scopes: Scopes = ()
    """Of the roles that do not reach everything."""
    access: str = ""
    """What is said of who may call, where it names nobody who is known everywhere."""


@lru_cache(maxsize=4096)
def read_notes(text: str) -> Notes:
    """Read the words beside or below an endpoint."""
    said = text[:400]
    found = _read_notes(without_scopes(said))
    label = None if found.public or found.permission else _LABEL.search(said)
    access = (label["who"] or label["end"] or label["start"]).strip(" *`") if label else ""
    if found.roles and len(role_names(without_scopes(access))) <= len(found.roles):
        access = ""
    return replace(found, scopes=scopes_beside(said, found.roles), access=access)


def _read_notes(text: str) -> Notes:
    roles = _roles(text) or ((ANY_USER,) if _FOR_EVERYONE.search(text) else ())
    public = None
    if _PUBLIC.search(text):
        public = True
    elif roles or _PRIVATE.search(text):
        public = False
    status = _STATUS.search(text)
    permission = _permission(text)
    return Notes(
        public=False if permission and public is None else public,
        roles=() if public else roles,
        permission=permission,
        status=int(status[1]) if status else None,
        failures=tuple(sorted({int(found) for found in _FAILURE.findall(text)})),
        upload=bool(_UPLOAD.search(text)),
    )


def callers_told(text: str) -> Notes:
    """Read who may call where a label says so: `Renew a loan. Auth: librarian; borrower (own)`."""
    label = _LABELLED.search(text[:1200])
    who = next(filter(None, (label["who"], label["by"], label["to"])), "") if label else ""
    return read_notes(f"Auth: {who}") if who else Notes()


def read_access_cell(text: str) -> Notes:
    """Read the cell of a table that says who may call: `none`, `JWT`, `ADMIN, OWNER`, `✓`."""
    said = plain(text)[:400].strip(" *`")
    if _ALL.fullmatch(said):
        return Notes(public=False, roles=(ANY_USER,))
    bare = without_scopes(said)
    # Who reaches what is his own is known, whatever he is called.
    found = Notes(public=False, roles=_listed(bare)) if _is_own(said, bare) else _read_access(bare)
    return replace(found, scopes=scopes_beside(said, found.roles))


def _is_own(said: str, bare: str) -> bool:
    return any(scope == "own" for _, scope in scopes_beside(said, _listed(bare)))


def _read_access(bare: str) -> Notes:
    if re.fullmatch(
        r"(?i)(?:none|no|n|public|open|-|–|—|✗|✘|❌|×|false|guests?|ninguna?|nein|non|tidak|нет|"
        r"不要|否|无|なし|없음)(?!\w).*|",
        bare,
    ):
        names = _listed(bare)
        return Notes(roles=names) if len(names) > 1 else Notes(public=True) if bare else Notes()
    if re.fullmatch(
        r"(?i)(?:yes|y|✓|✔️?|✅|☑|true|required|jwt|bearer|token|si|sí|ja|oui|ya|да|是|必要|必须|はい|"
        r"예|🔒)(?!\w).*",
        bare,
    ) and not is_role_word(bare):
        found = read_notes(bare)
        return Notes(
            public=False,
            roles=tuple(r for r in found.roles if is_role_word(r)),
            permission=found.permission,
        )
    if re.fullmatch(r"(?i)any(?:one|body)", bare):
        return Notes()
    found = read_notes(bare)
    if found.public is True:
        return found
    if found.permission:
        return Notes(public=False, permission=found.permission)
    words = re.sub(
        r"(?i)\b(?:any )?authenticated?\b(?: users?)?|^(?:all|any|every)(?:one|"
        r"body)?(?: (?:users?|roles?|members?))?$|\bauth\b|\bsigned[- ]in\b|\blogged[- ]in\b|"
        r"\+|\busers?\b(?= only)",
        " ",
        bare,
    )
    inside = re.search(r"\(([^()]*)\)", words)
    names = role_names(words if inside is None or words[: inside.start()].strip() else inside[1])
    names = tuple(
        n
        for n in (re.sub(r"\s*\(.*", "", name).strip() for name in names)
        if re.fullmatch(r"[^\W\d][\w -]{1,30}", n) and not _MEANS.fullmatch(n)
    )
    roles = names if all(len(n.split()) <= 3 for n in names) else ()
    return Notes(public=False, roles=roles, access="" if roles else bare)


def _listed(text: str) -> tuple[str, ...]:
    """Return the roles of a cell that names nothing else; guests alone need no token."""
    names = role_names(text)
    return names if names and all(map(is_role_word, names)) else ()


def _roles(text: str) -> tuple[str, ...]:
    for pattern in _ROLES:
        for match in pattern.finditer(text):
            said = match["roles"].replace("'", "").replace('"', "")
            # `librarian; borrower` goes on with who may call, `librarian; answers 404` does not.
            for part in dict.fromkeys((said, said.partition(";")[0])):
                names = role_names(part)
                if names and all(is_role_word(name) for name in names):
                    return names
    return ()


def _permission(text: str) -> str:
    if not _ABOUT_PERMISSION.search(text) and not re.fullmatch(r"\s*[a-z_:.*-]+\s*", text):
        return ""
    found = (
        match
        for match in _PERMISSION.findall(text)
        if not re.search(r"\.(?:js|ts|py|md|json|com|io|id)$", match)
    )
    return next(found, "")
