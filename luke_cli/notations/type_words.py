"""Types that documents say in words, as people do who do not think of a database.

yes / no    time of day    floating point number    amount of money    date and time    long text
"""

import re
from typing import Final

from luke_cli.spec.model import Type, TypeName

_CURRENCY: Final = r"(?:eur|euros?|usd|(?:us[ -])?dollars?|gbp|pounds?|chf|franken|francs?)\b"
_FORMS: Final = {
    TypeName.BOOLEAN: r"""
        (?:yes|true|on)\s*(?:/|or|\||,)\s*(?:no|false|off)\b
        | (?:boolean|truth)\s+value\b | (?:ja\s*(?:/|oder)\s*nein|wahr\s*(?:/|oder)\s*falsch)\b
        | (?:s[ií]\s*(?:/|o)\s*no|verdadero\s*(?:/|o)\s*falso)\b
        | (?:oui\s*(?:/|ou)\s*non|vrai\s*(?:/|ou)\s*faux)\b | sim\s*/\s*n[aã]o\b | да\s*/\s*нет\b
    """,
    TypeName.DATETIME: r"""
        date\s*(?:and|&|\+|with|/)\s*(?:the\s+)?time(?:\s+of\s+(?:the\s+)?day)?\b
        | (?:point|moment|instant)\s+in\s+time\b | (?:moment|instant)\s+\(utc\)
        | datum\s*(?:und|mit|&|\+|/)\s*(?:uhr)?zeit\b | zeitpunkt\b
        | fecha\s*(?:y|con|/|\+)\s*hora\b | date\s*(?:et|/|\+)\s*heure\b | data\s*(?:e|/)\s*ora\b
        | data\s+e\s+hora\b
    """,
    TypeName.TIME: r"""
        (?:local\s+|wall[ -]clock\s+)?time\s+of\s+(?:the\s+)?day\b | (?:wall[ -])?clock\s+time\b
        | time\s+(?:only\b|without\s+(?:a\s+)?date\b) | hora\s+del\s+d[ií]a\b
        | heure\s+de\s+la\s+journée\b
    """,
    TypeName.DATE: r"""
        calendar\s+(?:date|day)\b | (?:date|day)\s+(?:only\b|without\s+(?:a\s+)?time\b)
        | (?:datum\s+ohne\s+(?:uhr)?zeit|kalendertag|tagesdatum)\b | fecha\s+sin\s+hora\b
        | date\s+sans\s+heure\b
    """,
    TypeName.FLOAT: r"""
        floating[ -]point(?:\s+(?:number|value))?\b | (?:coma|punto)\s+flotante\b
        | (?:nombre\s+à\s+)?virgule\s+flottante\b
    """,
    TypeName.BIGINT: r"(?:large|big|long|64[ -]bit)\s+(?:integer|int|whole\s+number)\b",
    TypeName.INTEGER: r"""
        (?:whole|natural|integral|integer)\s+numbers?\b | number\s+without\s+decimals\b
        | (?:32[ -]bit|small|short)\s+(?:integer|int)\b | amount\s+in\s+(?:euro[ -]?)?cents?\b
        | ganze\s+zahl\b | n[uú]mero\s+(?:entero|natural)\b | betrag\s+in\s+cent\b
    """,
    TypeName.DECIMAL: rf"""
        (?:amount|sum)\s+of\s+money\b | (?:money|monetary)\s+(?:amount|value)\b
        | (?:amount|price|sum|betrag|importe|montant)\s+(?:in|en)\s+{_CURRENCY}
        | fixed[ -]point(?:\s+(?:number|decimal))?\b | (?:decimal|fractional)\s+number\b
        | number\s+(?:with\s+(?:a\s+)?(?:decimals|fraction|decimal\s+point)\b|\(decimals?\))
        | geldbetrag\b | importe\b | montant\b | kommazahl\b
    """,
    TypeName.TEXT: r"""
        (?:multi[ -]?line|free|free[ -]form|longer|formatted|rich|markdown|unlimited)\s+text\b
        | (?:several\s+)?lines\s+of\s+text\b | text\s+of\s+any\s+length\b
        | (?:mehrzeiliger|freier|längerer)\s+text\b | texto\s+libre\b | texte\s+libre\b
    """,
    TypeName.STRING: r"""
        (?:one[ -]line|single[ -]line|short|plain)\s+(?:text|string)\b | line\s+of\s+text\b
        | (?:tele)?phone\s+number\b | (?:kurzer\s+text|kurztext|texto\s+corto|texte\s+court)\b
        | telefonnummer\b
    """,
    TypeName.EMAIL: r"""
        e-?mail[- ]?adress?e?\b | correo\s+electr[oó]nico\b | courriel\b
        | adresse\s+(?:e-?mail|électronique)\b
    """,
    TypeName.URL: r"""
        web\s*(?:address|link)\b | (?:link|url|address)\s+(?:of|to)\s+(?:an?|the)\s+(?:file|picture|image|photo|scan|
        page|web\s?site|document|pdf)\b | webadresse\b | adresse\s+web\b | direcci[oó]n\s+web\b
    """,
    TypeName.JSON: r"""
        (?:structured|free|any|arbitrary)\s+json\b | json\s+(?:object|document|structure|value)\b
        | key[ -/]value\s+(?:pairs|map)\b
    """,
}
_WORDED: Final = tuple(
    (re.compile(form, re.IGNORECASE | re.VERBOSE), Type(name)) for name, form in _FORMS.items()
)
_OTHER_FIRST: Final = re.compile(r"[^\W\d]|64|32")


def worded_type(text: str) -> tuple[Type, int] | None:
    """Return the type that a text begins with, said in words, and where the words end."""
    if not _OTHER_FIRST.match(text):
        return None
    head = text[:60]
    for form, of in _WORDED:
        match = form.match(head)
        if match is not None:
            return of, match.end()
    return None
