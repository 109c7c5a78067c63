"""Closed lists that a control of a form offers, or that words say somebody chooses from.

The level is a choice of four: low, mid, high, top.      The dropdown "Level" offers: low, mid, high.
Level: radio buttons (low, mid, high)                    Select the level: low | mid | high
One pill per kind of item: chair, table, lamp.           The picker shall offer the finishes raw, oiled and waxed.

Such a list defines nothing: resolve compares it with the values that the field has.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.rule_words import Rule, Said, read_rule

_CONTROL: Final = (
    r"(?:drop-?\s?downs?|(?:single |multi-?)?selects?|selection|combo ?box(?:es)?|list ?box|radios?|radio (?:buttons?|group)|"
    r"segmented (?:control|buttons?)|segments|sliders?|dials?|knobs?|wheels?|scales?|steppers?|toggles?|switch(?:es)?|swatches|ratings?|pickers?|menus?|choices?|toggle (?:group|buttons?)|chips?|pills?|tiles?|"
    r"badges?|tabs?|columns?|lanes?|(?:[a-z]+ )?buttons?|enum|one of|checkboxes)"
)
_NAME: Final = r"[A-Za-z][\w'’-]*(?:\s[\w'’-]+){0,2}?"
_NO_NAME: Final = r"(?:per|of|has|have|for|in|on|buttons?|group|with|is|are|shows?|offers?|lists?|below|above|which|that|to|and|or)\b"
_OF: Final = (
    r"(?:\s+of\s+(?:an?\s+|the\s+|each\s+|every\s+)?(?P<entity>[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?))?"
)
_COUNT: Final = r"(?:\s+(?:of|with|for|between|among|from)(?:\s+(?:the\s+)?(?:\w+\s+)?(?:\w+|options?|values?))??)?"
_STEPS: Final = (
    r"(?:\s+(?:the\s+|its\s+)?(?:\w+\s+)?(?:positions?|steps?|stops?|levels?|notch(?:es)?|values?|options?|entries|choices|names|"
    r"labels?|answers?|states?|grades?|marks?|words|faces|ticks)\b)?"
)
"""What a slider or a dial has: `with the positions low, mid and high`."""
_LIST: Final = r"(?P<list>[^.:;()]{5,300})"
_FORMS: Final = (
    # `level: radio buttons (a, b, c)`, `level - dropdown: a, b, c`
    re.compile(
        rf"^(?:the\s+)?[\"“'*`]{{0,2}}(?P<field>{_NAME})[\"”'*`]{{0,2}}(?P<entity>)\s*(?::|\(|\s[–—-]\s|,)\s*(?:an?\s+|as\s+(?:an?\s+)?)?"
        rf"{_CONTROL}{_COUNT}\s*(?:[:(,]|\b(?:with|of|from)\b{_STEPS}:?)?\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
    # `one pill per kind of item: a, b, c`
    re.compile(
        rf"\b{_CONTROL}\s+(?:per|for\s+(?:each|every)|of\s+each)\s+(?P<field>[a-z][\w-]*){_OF}\s*[:(]\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
    # `the level is a choice of four: a, b, c`, `level is a dropdown with a, b and c`
    re.compile(
        rf"^(?:the\s+|an?\s+)?(?P<field>{_NAME}){_OF}\s+(?:is|are|has|comes? as|shows? as|"
        rf"(?:is|are|can be)\s+(?:changed|chosen|picked|selected|set|given|entered)\s+(?:in|from|with|by|through|via|on))\s+"
        rf"(?:an?\s+|the\s+)?(?:[a-z]+\s+)?{_CONTROL}"
        rf"{_COUNT}\s*(?:[:(]|\b(?:with|of|from|between|among)\b{_STEPS}:?)\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
    # `the dropdown "Level" offers: a, b, c`, `dropdown for the level: a, b, c`
    re.compile(
        rf"\b(?:the\s+|an?\s+)?{_CONTROL}\s+(?:(?:for|to choose|with)\s+)?(?:the\s+|an?\s+)?[\"“'*`]{{0,2}}(?P<field>(?!{_NO_NAME}){_NAME})[\"”'*`]{{0,2}}{_OF}"
        rf"\s*(?:[:(]|\b(?:offers?|has|shows?|lists?|with|contains?|knows)\b(?:\s+(?:the\s+)?(?:\w+\s+)?(?:values|options|entries|choices))?:?)\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
    # `choose the level: a, b, c`, `select one of the levels a, b, c`
    re.compile(
        rf"\b(?:select|choose|pick|chooses|picks|selects)\s+(?:one\s+of\s+)?(?:the\s+|an?\s+)?(?P<field>{_NAME}){_OF}\s*[:(]\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
    # `shall offer the finishes a, b and c`
    re.compile(
        r"\b(?:offers?|shows?|lists?|choose\s+(?:between|from)|choice\s+(?:of|between)|selects?|knows?|supports?|accepts?|has|have|"
        r"(?:offered|available|sold|let|rented|delivered|made|kept|comes?)\s+in)\s+"
        r"(?:the\s+)?(?:(?:following|these|\w+)\s+)?(?P<field>[a-z]{3,}s)(?P<entity>):?\s+(?P<list>[a-z][\w-]*(?:\s[\w-]+)?(?:,\s+[\w -]+)+?"
        r"(?:,?\s+(?:and|or)\s+[\w-]+(?:\s[\w-]+)?)?)$",
        re.IGNORECASE,
    ),
    # `priority can be set to a, b or c`, `as priority one can choose a, b or c`
    re.compile(
        rf"^(?:the\s+)?(?P<field>{_NAME}){_OF}\s+(?:can|may|must)\s+be\s+(?:set|changed|switched)\s+to\s+{_LIST}$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:as|for)\s+(?:the\s+)?(?P<field>{_NAME}){_OF},?\s+(?:you|one|users?|people|the\s+[a-z]+)\s+(?:can|may|has\s+to|must)\s+"
        rf"(?:choose|pick|select|take)\s+(?:between\s+|from\s+)?{_LIST}$",
        re.IGNORECASE,
    ),
    # `priority: low / mid / high`
    re.compile(
        rf"^(?P<field>{_NAME})(?P<entity>):\s+(?P<list>[\w -]+(?:\s*[/|]\s*[\w -]+){{2,9}})$",
        re.IGNORECASE,
    ),
    # `one of the priorities a, b and c`
    re.compile(
        r"\bone\s+of\s+(?:the\s+|these\s+)?(?:\w+\s+)?(?P<field>[a-z]{3,}s)(?P<entity>)\s*:?\s+(?P<list>[a-z][\w-]*(?:\s[\w-]+)?,\s[^.:;()]{3,200})$",
        re.IGNORECASE,
    ),
    # `allowed values of the level: a, b, c`, `possible levels are a, b and c`
    re.compile(
        rf"^(?:the\s+)?(?:possible|allowed|valid|available|permitted)\s+(?:values\s+(?:of|for)\s+(?:the\s+|an?\s+)?)?(?P<field>{_NAME}){_OF}"
        rf"\s*(?::|\bare\b:?)\s*{_LIST}$",
        re.IGNORECASE,
    ),
    # `the level has four values: a, b, c, d`
    re.compile(
        rf"^(?:the\s+|an?\s+)?(?P<field>{_NAME}){_OF}\s+(?:has|have|knows?|takes?|comes?\s+in)\s+(?:only\s+|exactly\s+)?\w+\s+"
        rf"(?:values|levels|steps|options|choices|possibilities|kinds|states|grades|flavou?rs)\s*[:(]\s*{_LIST}\)?$",
        re.IGNORECASE,
    ),
)
_BETWEEN: Final = re.compile(r"[,|/]|\b(?:or|and)\b", re.IGNORECASE)
_CELL: Final = re.compile(
    rf"(?:an?\s+)?{_CONTROL}\s*(?:[:(,]|\s[–—-]\s|\b(?:with|of|from)\b)?\s*{_LIST}\)?",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(
    r"(?:single[- ]|multi-?\s?)?(?:select|drop-?\s?down|combo ?box|list ?box|radios?|segmented|chips?|auswahl|"
    r"desplegable|lista suspensa|liste déroulante)(?:\s*(?:list|menu|box|field|group|buttons?|control))?",
    re.IGNORECASE,
)
"""A control, in a cell of its own, whose values stand beside it."""
_ASIDE: Final = re.compile(
    r"^(?:(?:required|mandatory|optional|one of)\s*[,;:]?\s*)+|\s*\([^()]*\)", re.IGNORECASE
)
_FEWEST: Final = 3
_MOST_TEXT: Final = 400


def read_choices(text: str) -> Iterator[Said]:
    """Yield the list that a sentence says a field is chosen from."""
    if len(_BETWEEN.findall(text)) < _FEWEST - 1 or len(text) > _MOST_TEXT:
        return
    for form in _FORMS:
        match = form.search(text)
        rule = read_rule("is", match["list"]) if match else None
        if match is not None and rule is not None and len(rule.values) >= _FEWEST:
            yield Said(Rule(values=rule.values), match["entity"] or "", match["field"])
            return


def choices_of(cell: str) -> tuple[str, ...]:
    """Return the values that a cell says a control offers: `dropdown: low, mid, high`."""
    match = _CELL.fullmatch(cell) if len(cell) <= _MOST_TEXT else None
    rule = read_rule("is", match["list"]) if match else None
    least = _FEWEST - 1 if cell.lower().startswith("one of") else _FEWEST
    return rule.values if rule is not None and len(rule.values) >= least else ()


def is_choice_of(cell: str) -> bool:
    """Tell whether a cell names a control that offers a list: `select`."""
    return _CHOICE.fullmatch(plain(cell).strip()) is not None


def choices_among(cell: str) -> tuple[str, ...]:
    """Return the values that stand beside such a control: `clerk, judge`; () if it says else."""
    text = _ASIDE.sub("", plain(cell).strip())
    rule = read_rule("is", text) if len(text) <= _MOST_TEXT else None
    return rule.values if rule is not None and len(rule.values) >= _FEWEST else ()
