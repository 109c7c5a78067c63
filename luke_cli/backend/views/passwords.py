"""What the templates may see of the rules of passwords."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.settings import count_of
from luke_cli.spec.model import Entity, Spec, TypeName
from luke_cli.spec.passwords import CHARACTERS, changed_at, counts_age
from luke_cli.spec.values import items, seconds

_LEAST: Final = 12
_MOST: Final = 128
_WORDS: Final = {
    "lowercase": ("a lower-case letter", "str.islower", "AA1!"),
    "uppercase": ("an upper-case letter", "str.isupper", "aa1!"),
    "letter": ("a letter", "str.isalpha", "111!"),
    "digit": ("a digit", "str.isdecimal", "Aaa!"),
    "special": ("a special character", "_is_special", "Aa1a"),
}
"""What is needed, who tells it as Python, and how a password begins that lacks it."""
COMMON: Final = "must not be a common one"
_ALL: Final = "Aa1!"
_PLAIN: Final = "Correct horse 4 battery staple!"
_SHORT: Final = "Co4! horse battery staple"
_MORE: Final = " and more"
_NAMES: Final = (
    "name",
    "full_name",
    "first_name",
    "last_name",
    "given_name",
    "family_name",
    "middle_name",
    "display_name",
    "username",
    "email",
)
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL)
_DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class CharacterView:
    """Characters of which a password needs one; all but the words is Python."""

    words: str
    """What is needed."""
    predicate: str
    lacking: str
    """A password that only lacks it."""


@dataclass(frozen=True, slots=True)
class PasswordView:
    """The rules of passwords."""

    least: int
    most: int
    bounded: bool
    """The documents say how long a password may be."""
    characters: tuple[CharacterView, ...]
    common: str
    """A common password with all that is needed, as Python; "" if those are taken."""
    personal: tuple[str, ...]
    """Fields of the account that a password must not contain; none if it may."""
    history: int
    """How many passwords, the current one among them, must not come back; 0 lets all."""
    days: int
    """How old a password may get; 0 is for ever."""
    changed_at: str
    """The field that keeps since when it is there; "" without a longest age."""
    sample: str
    """The password of everybody in tests."""
    next_sample: str
    """Python: another one, from `PASSWORD`."""

    @property
    def ruled(self) -> bool:
        """A password can be refused for itself."""
        return bool(self.characters or self.common)

    @property
    def refused(self) -> tuple[tuple[str, str], ...]:
        """What a refused password is told, and the password as Python."""
        lacking = [(f"needs {one.words}", one.lacking) for one in self.characters]
        return (*lacking, *(((COMMON, self.common),) if self.common else ()))

    @property
    def checked(self) -> bool:
        """A password can be refused for whose it is."""
        return bool(self.personal or self.history)

    @property
    def tested(self) -> bool:
        """There is more to them than how short they may be."""
        return self.ruled or self.checked or self.bounded or self.days > 0

    @property
    def shortest(self) -> str:
        """The shortest one that is taken, as Python."""
        return self._of(self.least)

    @property
    def longest(self) -> str:
        """The longest one that is taken, as Python."""
        return self._of(self.most)

    @property
    def needs(self) -> str:
        """What is asked of a password, for the description of the API; as Python."""
        return literal(f"It {', '.join(message for message, _ in self.refused)}.")

    def _of(self, length: int) -> str:
        if not self.ruled:
            return f'"x" * {length}'
        return f'"{_ALL}" + "x" * {length - len(_ALL)}'


def password_view(spec: Spec, account: Entity) -> PasswordView:
    """Return the rules of the passwords of an account."""
    least = count_of(spec.setting("password_min_length"), _LEAST)
    longest = spec.setting("password_max_length")
    most = max(count_of(longest, _MOST), least)
    rules = items(spec.setting("password_rules"))
    field = changed_at(account)
    aged = field is not None and counts_age(spec) and _days(spec.setting("password_max_age")) > 0
    length = max(least, 10)
    sample = _PLAIN if most >= len(_PLAIN + _MORE) else _SHORT[: max(least, most - len(_MORE))]
    return PasswordView(
        least=least,
        most=most,
        bounded=longest.isdigit(),
        characters=tuple(
            CharacterView(words, predicate, literal(start.ljust(length, start[1])))
            for name in CHARACTERS
            if name in rules
            for words, predicate, start in [_WORDS[name]]
        ),
        common=literal(("Password" + "1!" * length)[:length]) if refuses_common(spec) else "",
        personal=_personal(spec, account) if "not personal" in rules else (),
        history=count_of(spec.setting("password_history"), 0),
        days=_days(spec.setting("password_max_age")) if aged else 0,
        changed_at=field.name if field and aged else "",
        sample=sample,
        next_sample='f"{PASSWORD} and more"'
        if sample == _PLAIN
        else f'f"{{PASSWORD}}{_MORE[: most - len(sample)]}"',
    )


def example_password(spec: Spec) -> str:
    """Return a password for the commands of a README."""
    if spec.setting("password_max_length"):
        return _SHORT
    return f"{'C' if spec.setting('password_rules') else 'c'}orrect horse battery staple 1!"


def refuses_common(spec: Spec) -> bool:
    """Tell whether common passwords are refused."""
    return "not common" in items(spec.setting("password_rules"))


def keeps_passwords(spec: Spec) -> bool:
    """Tell whether an account's last passwords must not come back."""
    return count_of(spec.setting("password_history"), 0) > 0


def _personal(spec: Spec, account: Entity) -> tuple[str, ...]:
    login = spec.setting("login_by") or "email"
    named = (account.field(name) for name in dict.fromkeys((login, *_NAMES)))
    return tuple(one.name for one in named if one and one.type.name in _TEXTS and not one.computed)


def _days(text: str) -> int:
    try:
        return -(-int(seconds(text)) // _DAY_S)
    except ValueError:
        return 0
