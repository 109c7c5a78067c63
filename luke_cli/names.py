"""Spellings of a name: snake_case, PascalCase, singular and plural."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")
_UMLAUT: Final = re.compile(r"([aou])e(?!$)")
_IRREGULAR: Final = {
    "person": "people",
    "child": "children",
    "man": "men",
    "medium": "media",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "taxon": "taxa",
    "genus": "genera",
    "larva": "larvae",
    "bacterium": "bacteria",
    "curriculum": "curricula",
    "index": "indices",
    "analysis": "analyses",
    "thesis": "theses",
    "hypothesis": "hypotheses",
    "diagnosis": "diagnoses",
    "prognosis": "prognoses",
    "synopsis": "synopses",
    "crisis": "crises",
    "leaf": "leaves",
    "half": "halves",
    "shelf": "shelves",
}
_SINGULAR: Final = {plural: singular for singular, plural in _IRREGULAR.items()} | {
    "indexes": "index",
    "menus": "menu",
    "submenus": "submenu",
}
_BENT: Final = (("ies", "y"), ("men", "man"))
_NO_MEN: Final = frozenset(
    "specimen regimen omen abdomen acumen stamen lumen "
    "human german roman talisman shaman caiman".split()
)
"""Words that end so and have nothing to do with a man."""
_INVARIANT: Final = frozenset(
    "news series species equipment information feedback metadata media data staff inventory "
    "analytics settings status address bus gas process access progress canvas basis lens".split()
)
_SINGULAR_OF_COMPOUNDS: Final = {"settings": "setting"}
_OES: Final = ("hero", "potato", "tomato", "echo", "veto")


def words(text: str) -> list[str]:
    """Split a name in any spelling into lower-case ASCII words."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    )
    return [word.lower() for word in _BOUNDARY.split(plain) if word]


@lru_cache(maxsize=4096)
def snake(text: str) -> str:
    """Return `user_profile` for `UserProfile`, `user-profile` or `User Profile`."""
    return "_".join(words(text))


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return `buro` for `buero` and for `buro`: snake_case has no umlaut, some write it as two letters."""
    return _UMLAUT.sub(r"\1", name)


def last_word(text: str) -> str:
    """Return `item` for `OrderItem`: what it is, without what tells it from others."""
    return snake(text).rpartition("_")[2]


@lru_cache(maxsize=4096)
def pascal(text: str) -> str:
    """Return `UserProfile`."""
    return "".join(word[:1].upper() + word[1:] for word in words(text))


@lru_cache(maxsize=4096)
def kebab(text: str) -> str:
    """Return `user-profile`."""
    return "-".join(words(text))


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return the singular of the last word of a snake_case name.

    Of `settings` alone there is none, of `binding_settings` each is one.
    """
    head, _, last = word.rpartition("_")
    if not head:
        return _singular(last)
    return f"{head}_{_SINGULAR_OF_COMPOUNDS.get(last) or _singular(last)}"


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """Return the plural of the last word of a snake_case name."""
    head, _, last = word.rpartition("_")
    prefix = f"{head}_" if head else ""
    return prefix + _plural(last)


def _singular(word: str) -> str:
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word in _INVARIANT or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    for ending, one in _BENT:
        if word.endswith(ending) and len(word) > 4 and word not in _NO_MEN:
            return word.removesuffix(ending) + one
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")) or word.removesuffix("es") in _OES:
        return word[:-2]
    if word.endswith(("uses",)) and word[:-2] in _INVARIANT | {
        "status",
        "bonus",
        "campus",
        "virus",
    }:
        return word[:-2]
    return word.removesuffix("s")


def _plural(word: str) -> str:
    if word in _IRREGULAR or (word.endswith("man") and word not in _NO_MEN):
        return _IRREGULAR.get(word, word[:-2] + "en")
    if word in {"status", "address", "bus", "process", "gas", "access", "canvas", "lens"}:
        return word + "es"
    if word in _INVARIANT or _singular(word) != word:
        return word
    if word.endswith("y") and len(word) > 1 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")) or word in _OES:
        return word + "es"
    return word + "s"
