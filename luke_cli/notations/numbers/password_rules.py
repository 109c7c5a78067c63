"""Rules of passwords beside their length: of which characters they are, and what is refused.

- Passwords contain an upper-case letter and a digit.     password_rules uppercase, digit
- A password must not contain the user's name.            password_rules not personal
- The most common passwords are refused.                  password_rules not common
- The new password must differ from the current one.      password_history 1
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.statement import Statement

_BOTH: Final = r"\bupper-? ?(?:case)? ?(?:and|&|\+|/) ?lower|mixed[ -]?case"
_CLASSES: Final = (
    ("uppercase", rf"upper[ _-]?case|capital letter|{_BOTH}|großbuchstab|mayúscula|majuscule"),
    ("lowercase", rf"lower[ _-]?case|small letters|{_BOTH}|kleinbuchstab|minúscula|minuscule"),
    ("digit", r"digits?\b|\bnumbers?\b(?! of\b)|numeric(?!al)|ziffer|zahl(?!ung)|número|chiffre"),
    (
        "special",
        (
            r"special[ _-]?char|\bsymbols?\b|punctuation|sonderzeichen|carácter especial|"
            r"caractère spécial|non[ _-]?alpha\w*|special\b"
        ),
    ),
    ("letter", r"\b(?:a|one|both|with|and|contains?|includes?) letters?\b|^letters and"),
)
_NAMED: Final = (
    r"(?:e-?mail|user[ -]?names?|log-?in|(?:own|his|her|their|person's|user's|owner's|first|last|"
    r"full|account|display|the|account holder's|employee's|member's) names?)\b"
)
_REFUSED: Final = (
    r"(?:refused|rejected|forbidden|disallowed|blocked|banned|not (?:allowed|accepted|permitted))"
)
_BREACHED: Final = r"\b(?:breach\w*|leak(?:ed|s)|compromised|pwned|haveibeenpwned|hibp|stolen)\b"
_SAID: Final = (
    (
        "not personal",
        (
            rf"\b(?:not|never|cannot|n't)\b[^.;]{{0,30}}\b(?:contains?|includes?|equals?|match|repeats?|"
            rf"resembles?|be (?:the same as|equal to|similar to|derived from|based on))\b[^.;]{{0,40}}\b{_NAMED}"
            rf"|\bpasswords? (?:that|which|containing|with)\b[^.;]{{0,40}}\b{_NAMED}[^.;]{{0,30}}{_REFUSED}"
            rf"|\b(?:differ\w*|different) from (?:the |one's |their )?(?:\w+ )?{_NAMED}"
        ),
    ),
    (
        "not common",
        (
            r"\b(?:most (?:common|used)|common(?:ly used)?|popular|frequent\w*|"
            r"easily guessed|guessable|weak)(?: \d[\d.,]*k?)? passwords?\b"
            r"|\btop[ -]?\d[\d.,]*k?\b|\b(?:deny|black|block|ban)(?:ned)?[ -]?list"
        ),
    ),
    ("not breached", _BREACHED),
    (
        "not in order",
        (
            r"\b(?:sequen\w+|repeat(?:ed|ing)|consecutive|identical|keyboard|successive) "
            r"(?:characters?|digits?|letters?|numbers?|patterns?|rows?)|"
            r"\b(?:characters?|digits?|letters?) in a row"
        ),
    ),
    ("not a word", r"\bdictionary\b"),
    (
        "some of",
        r"\b(?:two|three|2|3) (?:out )?of (?:the (?:following )?)?(?:four|five|4|5|these|following|types|classes|groups)\b",
    ),
    (
        "strong",
        r"\bcomplexity\b|\bstrong passwords?\b|\bpasswords? (?:are|must be|need to be) strong",
    ),
)
_ASKED: Final = (
    r"(?:at least|min(?:imum)?(?: of)?|contain\w*|includ\w*|need\w*|requir(?:e[sd]?|ing)?|must have|"
    r"ha(?:s|ve) to have|mindestens|al menos|au moins)[\W_]+(?:\w+\W+){0,3}?"
)
_SINGLE: Final = {
    name: re.compile(rf"{_ASKED}(?:{pattern})|requir\w*?(?:{pattern})")
    for name, pattern in _CLASSES
}
_ANY: Final = {name: re.compile(pattern) for name, pattern in _CLASSES}
_WORDS: Final = {name: re.compile(pattern) for name, pattern in _SAID}
_CURRENT: Final = re.compile(
    r"\b(?:not|never|cannot|n't|differ\w*|different)\b[^.;\d]{0,40}\b(?:current|previous|old|last)\b"
    r"(?: one| password)\b"
)
_PASSWORD: Final = re.compile(r"passw|passphrase|kennwort|contraseñ|mots? de passe|\bsenha")
_NOT: Final = re.compile(
    r"(?:\bno\b|\b(?:not|n't|never) (?:ask|require|need|enforce|force|demand|want|have)\w*|"
    r"\bwithout\b|\bneither\b|\bnor\b)[^.;]{0,60}$"
)
_FREE: Final = re.compile(
    r"\b(?:optional|recommended|(?:may|can) (?:contain|include|have)|(?:are|is) allowed)\b|"
    r"[:=] ?[\"']?(?:false|no|off|0)\b|\b(?:reset|verification|one-time|otp|pin)\b"
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield what a statement about passwords asks of them."""
    text = statement.lower
    if not _PASSWORD.search(f"{text} {statement.around}"):
        return
    found = list(_rules(text))
    if found:
        yield "password_rules", ", ".join(name for _, name in found), min(found)[0]
    current = _CURRENT.search(text)
    if current and "passw" in text:
        yield "password_history", "1", current.start()


def _rules(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each rule stands, and its name.

    `three of the four` asks for none of the kinds that it names.
    """
    if not (_FREE.search(text) or _WORDS["some of"].search(text)):
        kinds = [(m.start(), name) for name, m in _matches(_ANY, text)]
        if len(kinds) < 2:
            kinds = [(m.start(), name) for name, m in _matches(_SINGLE, text)]
        cased = any(name in ("uppercase", "lowercase") for _, name in kinds)
        yield from (kind for kind in kinds if kind[1] != "letter" or not cased)
    if _PASSWORD.search(text):
        breached = _WORDS["not breached"].search(text)
        for name, match in _matches(_WORDS, text):
            # A list of breached passwords is another one than that of common ones.
            if not (name == "not common" and breached):
                yield match.start(), name


def _matches(
    patterns: dict[str, re.Pattern[str]], text: str
) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in patterns.items():
        match = pattern.search(text)
        if match and not _NOT.search(text[: match.start()]):
            yield name, match
