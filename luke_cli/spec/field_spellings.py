"""How else the name of a field is written: `locker number` is `locker_no`, `telephone` is `phone`."""

import re
from collections.abc import Container, Iterator
from typing import Final

from luke_cli.names import singular, snake

STATE_FIELDS: Final = (
    *("status", "state", "stage", "phase", "estado", "situacao", "situacion", "statut", "etat"),
    *("zustand", "stato", "fase"),
)
"""What fields are called that hold a state, or how their names end."""
_ONE_WORD: Final = (
    ("number", "no", "nr", "num"),
    ("phone", "telephone", "tel"),
    ("mobile", "cell", "mobile_phone", "cell_phone"),
    ("email", "e_mail", "mail", "email_address", "e_mail_address", "mail_address"),
    ("postcode", "postal_code", "zip", "zip_code", "zipcode"),
    ("birth_date", "date_of_birth", "birthday", "birthdate", "born_on", "dob"),
    ("description", "desc"),
    ("quantity", "qty"),
    ("max", "maximum", "maximal", "largest", "greatest"),
    ("min", "minimum", "minimal", "smallest"),
    ("reference", "ref"),
    ("first_name", "given_name", "forename"),
    ("last_name", "family_name", "surname"),
    ("plate", "number_plate", "license_plate", "licence_plate", "registration_plate"),
)
"""Each line says one thing in several ways."""
_TAILS: Final = (
    "_number",
    "_address",
    "_value",
    "_field",
    "_badge",
    "_column",
    "_name",
    "_id",
    "_date",
    "_day",
    "_time",
)
_ADJECTIVE: Final = re.compile(
    r"^(?:mobile|cell|valid|full|real|own|personal|private|correct|working|short|exact)_(?=[a-z])"
)
"""What may stand before the name of a field and says nothing of which it is."""
_COMPOUND: Final = re.compile(
    r"_(pick|drop|check|sign|log|follow|hand|start|set|back|cut|take|kick|lay|pay|call|stop|turn)(up|off|in|out|over|on|back|down)_"
)
"""`pickup` is also written `pick-up`."""
_ID: Final = re.compile(r"\biD\b")
_ARTICLE: Final = re.compile(r"^(?:the|an?|its|their)_")


def stems(words: str) -> tuple[str, ...]:
    """Return what words can be called as a field, the nearest first."""
    plain = snake(_ID.sub("ID", words))
    found = [plain, singular(plain)]
    if " of " in words:
        # `price of the meal` is the field `meal_price`, `prix_repas` in French, or `price`.
        head, _, of = map(snake, words.partition(" of "))
        owner = _ARTICLE.sub("", of)
        found += [f"{owner}_{head}", f"{head}_{owner}", head]
    if bare := _ADJECTIVE.sub("", plain):
        found += [bare, singular(bare)]
    found += [one.removesuffix(tail) for one in [*found] for tail in _TAILS if one.endswith(tail)]
    return tuple(dict.fromkeys(stem for stem in found if stem))


def spellings(name: str) -> Iterator[str]:
    """Yield other names that say the same: `phone_number` for `telephone_number`."""
    bounded = f"_{name}_"
    for same in _ONE_WORD:
        for word in same:
            if f"_{word}_" in bounded:
                yield from (
                    bounded.replace(f"_{word}_", f"_{other}_", 1).strip("_")
                    for other in same
                    if other != word
                )
    if (parted := _COMPOUND.sub(r"_\1_\2_", bounded)) != bounded:
        yield parted.strip("_")
    for of_date in re.findall(r"^date_of_(\w+)$", name):
        yield from (f"{of_date}_date", f"{of_date}_on", f"{of_date}_at")


def list_names(thing: str, field: str, others: Container[str]) -> Iterator[str]:
    """Yield what the list of a field may be called: `stock_movement_reason`, `movement_reason`.

    Shape: names in snake_case, the longest first; what begins with the name of one of `others` is theirs.
    """
    words = thing.split("_")
    tails = ("_".join(words[start:]) for start in range(len(words)))
    yield from (f"{tail}_{field}" for tail in tails if tail == thing or tail not in others)
