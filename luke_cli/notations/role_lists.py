"""The people that a document introduces, whatever they are called.

## Who it is for                          ## Actors                     ## Roles
- **joiner**: builds what was drawn       > **Planner** — draws it      The **joiner** builds.
1. `planner`: draws what is built                                      The **planner** draws.

A heading that announces people, entries of one form, and names that the document goes on using.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Block, Document, Heading, Item, Paragraph, Quote
from luke_cli.docs.markdown import plain
from luke_cli.names import plural
from luke_cli.notations.access_lines import thing_first
from luke_cli.notations.access_sentences import RIGHTS_SECTION, IsRole
from luke_cli.notations.permission_words import strings_in
from luke_cli.notations.role_words import is_role_word, role_name, role_names

ROLES_SECTION: Final = re.compile(
    r"""^(?:\W*(?:\d+(?:\.\d+)*[.)]?\s*)?)(?:(?:user|system|account|target|key|primary|access
    |access\ control|authori[sz]ation|security|rbac|permissions?|levels?\ of)\s*(?:&|and|/
    |,)?\s*)*
    (?:the\ |our\ )?(?:roles?|personas?|user\ types?|actors?|user\ groups?|user\ classes|users|people
    |who(?:['’]s|\ is)\ who|audience|cast|participants|who\ (?:uses?|works?\ with|will\ use)\ (?:it|this|the\ \w+)
    |who(?:\ (?:it\ is|is\ it|this\ is|is\ this|we\ build)(?:\ it)?\ for
        |\ is\ involved|\ takes\ part|\ are\ the\ users|\ works\ here)?
    |benutzergruppen|akteure|actores|usuarios|acteurs|utilisateurs|atores|ruoli
    |user\ levels?|authori[sz]ation\ levels?|access\ levels?|user\ stories\ by\ role|rollen
    |benutzerrollen|roles\ de\ usuario|rôles|papéis|perfis|роли|peran(?:\ pengguna)?|角色|用户角色
    |ロール|ユーザーロール|역할)
    (?:\s*(?:&|and|/|,|-|\()\s*(?:roles?|permissions?|personas?|access|responsibilities
    |rights|definitions?|capabilities|privileges|rbac|hierarchy|permission\ levels?
    |their\ permissions|goals)[\w\ )]*
    |\s+(?:et|und|y|e|i|en)\s+(?:droits|rechte|permisos|derechos|permissões|direitos|permessi|diritti|uprawnienia|rechten))*
    (?:\s+(?:definitions?|hierarchy|overview|and\ .*|in\ the\ system|matrix))?\W*$
    | \(\s*rbac\s*\) | \brole-based\ access\b | \brbac\b""",
    re.IGNORECASE | re.VERBOSE,
)
NAMED: Final = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<name>[^\W\d][\w /&-]{1,40}?)\s*(?:\("
    r"(?P<inside>[^()]*)\))?\s*(?:(?:[:：]|\s(?:->|=>|→|[-–—]))\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_ENTRY: Final = re.compile(
    r"\s*(?:(?P<mark>\*\*|__|\*|_|`)(?P<marked>[^*`\n]{2,40}?)\s*"
    r"(?:[.:](?P=mark)\s+(?=[A-Z])|:?(?P=mark)\s*(?:[:：,–—-]|\(|(?=[a-z])))|(?P<name>[^\W\d][\w &/-]{1,38}?)\s*"
    r"(?:[:：]\s|\s[–—-]{1,2}\s|\s*\())(?P<rest>.*)",
    re.DOTALL,
)
_SENTENCE: Final = re.compile(
    r"(?:^|(?<=[.!?])\s+)(?:The|An?|Each|Every|Any|Our)\s+(?:\*\*|__|`)(?P<name>[^*_`\n]{2,40})(?:\*\*|__|`)"
    r"(?P<rest>[^.!?]{0,200})"
)
_LIST: Final = re.compile(
    r"\b(?:roles?|user types?|actors)(?:(?: are| include)?\s*(?:\([^()]*\)\s*)?[:=—]\s*|"
    r" (?:are|include)\s+(?=[`*]*[\w -]{2,30}[`*]*,))"
    r"(?P<names>[^.\n]{3,200})|\b(?:two|three|four|five|six|\d) (?:user |system |"
    r"distinct )?(?:roles?|user types?|(?:kinds|types|sorts) of (?:people|users|accounts)"
    r"(?: (?:log|sign) in)?)\s*(?:[:—–-]|are|\()\s*(?P<more>[^.\n)]{3,160})",
    re.IGNORECASE,
)
_COUNTS: Final = (
    ("two", "zwei", "deux", "dos", "dois", "2"),
    ("three", "drei", "trois", "tres", "três", "3"),
    ("four", "vier", "quatre", "cuatro", "quatro", "4"),
    ("five", "fünf", "cinq", "cinco", "5"),
    ("six", "sechs", "seis", "6"),
    ("seven", "sieben", "sept", "siete", "sete", "7"),
    ("eight", "acht", "huit", "ocho", "oito", "8"),
    ("nine", "neun", "neuf", "nueve", "nove", "9"),
)
_COUNTED: Final = re.compile(
    rf"\b(?P<count>{'|'.join(one for some in _COUNTS for one in some)})\s+(?:(?!of\b)[a-z]+\s+)?"
    r"(?:roles|(?:benutzer)?rollen|rôles|papéis|perfis|(?:kinds|types|sorts)\s+of\s+(?:people|persons|users|accounts)"
    r"(?:\s+[a-z][\w -]{1,40})?)(?:\s*[:—–-]|\s+(?:are|sind)\b:?)\s*(?P<names>[^.;:()]{3,240})",
    re.IGNORECASE,
)
"""`Three roles: picker, packer and clerk`."""
_NOT_A_LIST: Final = re.compile(r"\b(?:required|allowed|hasRole|endpoint)", re.IGNORECASE)
_WHO_WHAT: Final = re.compile(r"\bwho (?:may |can )?do(?:es)? what\b", re.IGNORECASE)
_CAN: Final = re.compile(r"\W*(?:can|may|cannot)\s")
_TICKED: Final = re.compile(
    r"\W{0,2}`[A-Za-z]\w+`(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)`[A-Za-z]\w+`)+\s*(?=[.;\n]|$)"
)
"""`` `visitor`, `guide` and `curator`. `` below a heading of roles."""
_DEFINED: Final = re.compile(
    r"^(?P<name>[A-Za-z][\w -]{1,40})\n:[ \t]+(?P<rest>[^\n]+)", re.MULTILINE
)
_DOES: Final = re.compile(r"\s*(?:only\s+|also\s+)?[a-z]{2,}s\b")
_PLAINLY_ROLES: Final = re.compile(r"\b(?:roles|user types|actors)\W*$", re.IGNORECASE)
_NAMES: Final = frozenset("will mark grant bill rob pat jack dean chase hope grace joy".split())
"""Names of persons that are words as well."""
_NAME: Final = re.compile(r"[^\W\d]\w*(?:[ _-][^\W\d]\w*){0,2}")
_NOBODY: Final = frozenset(
    """
    system systems scheduler cron backend frontend server service api app application database
    job worker bot client goals needs note notes example examples summary overview security
    features purpose description role roles user_story scope constraints assumptions everyone
    anyone everybody nobody stakeholder stakeholders team product company version status author
    """.split()
)
_GENERIC: Final = frozenset(
    """
    goals profile pain points tech savvy needs responsibilities description permissions access
    overview note notes example examples summary features security authentication
    authorization requirements scenario scenarios background frustrations motivations
    demographics purpose
    """.split()
)
_LEAST: Final = 2


class Person(NamedTuple):
    """Somebody that a document introduces."""

    name: str
    """As written, in the singular."""
    line: int
    rest: str
    """What stands behind the name."""
    plainly: bool
    """It is written as a word and not as the name of a person."""


def people_of(document: Document) -> dict[int, list[Person]]:
    """Return whom a document introduces, by line; a group of which nobody is known is none."""
    groups: dict[tuple[str, ...], list[Person]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) or not (
            block.section and ROLES_SECTION.search(plain(block.section[-1]))
        ):
            continue
        for person in _introduced(block):
            groups.setdefault(block.section, []).append(person)
    used = _used(document) if groups else ""
    found: dict[int, list[Person]] = {}
    for people in groups.values():
        sure = [one for one in people if _is_known(one, used)]
        likely = [one for one in people if one in sure or _DOES.match(one.rest)]
        if sure and len(people) >= _LEAST and 2 * len(likely) >= len(people):
            for one in people:
                found.setdefault(one.line, []).append(one)
    return found


def forms_of(name: str) -> Iterator[str]:
    """Yield the spellings of a name in sentences: `kiln keeper`, `kiln keepers`, `keeper`."""
    spoken = name.lower().replace("_", " ")
    for one in (spoken, spoken.rpartition(" ")[2]):
        yield from (one, plural(one.replace(" ", "_")).replace("_", " "))
    yield spoken.replace(" ", "_")


def is_named(name: str, *, trusted: bool) -> bool:
    """Tell whether a name is that of a role; `trusted`: it stands where roles do."""
    words = name.lower().split()
    if not words or any(word in _GENERIC for word in words) or len(words) > 4:
        return False
    parts = re.split(r"\s*[/&]\s*", name)
    return all(is_role_word(part) for part in parts) or (
        trusted and len(words) <= 2 and words[-1] in ("user", "users", "admin")
    )


def listed_roles(text: str) -> Iterator[tuple[str, int]]:
    """Yield the roles of `Roles: Owner, Member, Guest`, and where in the text they stand."""
    for match in _LIST.finditer(text):
        names = role_names(re.sub(r"\([^()]*\)", "", match["names"] or match["more"]))
        if len(names) < _LEAST or not all(
            re.fullmatch(r"[A-Za-z][\w -]{1,30}", name) for name in names
        ):
            continue
        fitting = [name for name in names if is_role_word(name) or name.isupper()]
        least = 1 if match["more"] else (len(names) + 1) // 2
        if len(fitting) >= least and not _NOT_A_LIST.search(text[: match.start()]):
            yield from ((name, match.start()) for name in names)


def counted_roles(text: str) -> Iterator[tuple[str, int]]:
    """Yield the roles of `three roles: picker, packer and clerk`, if there are as many as it says.

    Who counts them names them all, whatever they are called.
    """
    for match in _COUNTED.finditer(text):
        names = role_names(match["names"])
        count = match["count"].lower()
        told = next(n for n, some in enumerate(_COUNTS, _LEAST) if count in some)
        is_of_names = all(re.fullmatch(r"[^\W\d][\w -]{1,30}", name) for name in names)
        if told == len(names) and is_of_names and not _NOT_A_LIST.search(text[: match.start()]):
            yield from ((name, match.start()) for name in names)


def headed(document: Document) -> dict[tuple[str, ...], set[str]]:
    """Return the sections that tell who does what, each with the names of those it has headings for.

    A heading names somebody if a bullet below it says what he can, or a sentence is about him.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    for block in document.blocks:
        above = block.section[-2] if len(block.section) >= _LEAST else ""
        if not (_WHO_WHAT.search(above) or ROLES_SECTION.search(above)):
            continue
        name = " ".join(plain(block.section[-1]).lower().split())
        text = plain(getattr(block, "text", "")).lower()
        can = isinstance(block, Item) and _CAN.match(text)
        about = isinstance(block, Paragraph) and re.match(rf"(?:an?|the) {re.escape(name)}\b", text)
        if (can or about) and _NAME.fullmatch(name) and name not in _NOBODY:
            found.setdefault(block.section[:-1], set()).add(name)
    return found


def _introduced(block: Block) -> Iterator[Person]:
    if isinstance(block, Item):
        if block.depth == 0 and (one := _entry(block.text, block.span.line) or _bare(block)):
            yield one
    elif isinstance(block, Quote):
        for offset, text in enumerate(block.text.split("\n")):
            if one := _entry(text, block.span.line + offset):
                yield one
    elif isinstance(block, Paragraph):
        yield from _in_paragraph(block)


def _in_paragraph(block: Paragraph) -> Iterator[Person]:
    for match in _DEFINED.finditer(block.text):
        line = block.span.line + block.text.count("\n", 0, match.start())
        yield Person(role_name(match["name"]), line, match["rest"], plainly=False)
    if _PLAINLY_ROLES.search(plain(block.section[-1])) and (named := _TICKED.match(block.text)):
        for name in re.findall(r"`([^`]+)`", named[0]):
            yield Person(role_name(name), block.span.line, "", plainly=True)
    for match in _SENTENCE.finditer(block.text):
        line = block.span.line + block.text.count("\n", 0, match.start("name"))
        yield Person(role_name(match["name"]), line, match["rest"], plainly=True)


def _bare(item: Item) -> Person | None:
    """Return the role that an item is and nothing else, where the heading says that they are roles."""
    text = plain(item.text).strip(" .;")
    stands = item.section and _PLAINLY_ROLES.search(plain(item.section[-1]))
    if not stands or not _NAME.fullmatch(text) or text.lower() in _NOBODY:
        return None
    return Person(role_name(text), item.span.line, "", plainly=text == text.lower())


def _entry(text: str, line: int) -> Person | None:
    match = _ENTRY.match(text)
    if match is None:
        return None
    name = (match["marked"] or match["name"]).strip()
    if not _NAME.fullmatch(name) or name.lower() in _NOBODY or name.lower().endswith(" team"):
        return None
    return Person(role_name(name), line, plain(match["rest"]), plainly=name == name.lower())


def _is_known(one: Person, used: str) -> bool:
    if one.plainly or is_role_word(one.name):
        return True
    spoken = one.name.lower().replace("_", " ")
    return spoken not in _NAMES and bool(re.search(rf"\b{re.escape(spoken)}s?\b", used))


def _used(document: Document) -> str:
    """Return what a document says in words; a name that it goes on to use is a word there."""
    return "\n".join(plain(getattr(block, "text", "")) for block in document.blocks)


def role_lists(document: Document, is_role: IsRole) -> frozenset[tuple[tuple[str, ...], str]]:
    """Return where roles are listed: at least half of the names are those of roles.

    Where rights are listed it is enough that permission strings stand behind the names.
    """
    lists: dict[tuple[tuple[str, ...], str], list[bool]] = {}
    for block in document.blocks:
        if isinstance(block, Item) and block.depth == 0 and block.section:
            title = block.section[-1]
            about = (title, plain(block.lead).rpartition("\n")[2])
            if not (ROLES_SECTION.search(title) or any(map(RIGHTS_SECTION.search, about))):
                continue
            match = NAMED.match(plain(block.text))
            named = match is not None and match["rest"] is not None
            usual = (
                match is not None
                and named
                and (
                    is_role(match["name"].strip())
                    or any(strings_in(match["rest"]))
                    or bool(thing_first(re.split(r"[.;]\s", match["rest"])[0]))
                )
            )
            lists.setdefault((block.section, plain(block.lead)), []).append(usual)
    return frozenset(key for key, usual in lists.items() if 2 * sum(usual) >= len(usual) >= 2)
