"""What a rule is about, by the words before its verb: the field, and whose it is.

the title of an event        an event's title        date of birth of a dog        number of seats of a hall
"""

import re
from typing import Final

_OF_ONE: Final = re.compile(
    r"^(?P<field>.+?)\s+of\s+(?:an?|the|each|every|any|all|their|its)\s+(?P<entity>[A-Za-z].*)$",
    re.IGNORECASE,
)
"""`date of birth of a dog`: what belongs to one thing, before `of` in a name."""
_INPUT: Final = re.compile(r"(?<=\w)\s+(?:field|box|input|text\s?box)$", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"^(?:the\s+)?(?:number|amount|count)\s+of\s+(?=[\w'’-]+\s+of\s)", re.IGNORECASE
)
_OF: Final = re.compile(
    r"^(?P<field>.+?)\s+of\s+(?:an?|the|each|every|any|all|their|its)?\s*(?P<entity>[A-Za-z].*)$",
    re.IGNORECASE,
)
_ONE_NAME: Final = re.compile(
    r"(?:date|day|place|country|year|month|proof|means|terms|point|number|reason)\s+of\s+[a-z]+",
    re.IGNORECASE,
)
"""`date of birth`: the words of one field, whose owner is not said."""
_OWNED: Final = re.compile(r"^(?P<entity>.+?)(?:['’]s|s['’])\s+(?P<field>.+)$")
_CONTROL: Final = re.compile(
    r"^(?:filters?\s+(?:(?:by|for|on)\s+)?|(?:[\w-]+\s+)?(?:filters?|tabs?|chips?|columns?|lanes?|pills?|buttons?|"
    r"pestanas?|reiter|spalten|onglets?|colonnes?|abas?|colunas?|schede)\s+(?:by|per|for)\s+)(?:the\s+|each\s+|every\s+)*(?=\w)",
    re.IGNORECASE,
)
"""What shows or narrows the values of a field: `filter by status`, `tabs per state`."""
DETERMINER: Final = re.compile(
    r"^(?:(?:the|an?|each|every|any|all|no|its|their|our|his|her|one|both|and|with|in|on)\s+)+",
    re.IGNORECASE,
)
"""What stands before a name."""


def parted(subject: str) -> tuple[str, str]:
    """Return the entity and the field of `the title of an event`, `an event's title`."""
    subject = _CONTROL.sub("", _INPUT.sub("", _COUNTED.sub("", subject)))
    owned = _OWNED.match(subject)
    if owned is not None and " of " not in owned["entity"]:
        # `the dog's date of birth`
        return DETERMINER.sub("", owned["entity"]).strip(), owned["field"].strip()
    if _ONE_NAME.fullmatch(subject):
        return "", subject
    for form in (_OF_ONE, _OF, _OWNED):
        match = form.match(subject)
        if match is not None:
            field = DETERMINER.sub("", match["field"])
            return DETERMINER.sub("", match["entity"]).strip(), field.strip()
    return "", DETERMINER.sub("", subject).strip()
