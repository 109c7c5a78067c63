"""The forms of a sentence about a right whose roles, verbs and things are known."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from luke_cli.notations.verb_forms import VerbForms

READ: Final = "see"
"""The verb of a sentence that has none: `have no access to the list of loans`."""
_SOME: Final = r"(?:also\s+|still\s+|even\s+|now\s+|then\s+|always\s+|only\s+|both\s+)*"
_THING: Final = r"(?P<thing>[^,.;:()]{0,60})"
_THINGS: Final = r"(?P<thing>(?:[A-Za-z][\w-]*\s+){0,3}?[A-Za-z][\w-]*)"
_OF_SOME: Final = (
    r"(?:\s+(?:of|over|under|below|above|with|worth)\s+(?:up\s+to\s+|at\s+most\s+|less\s+than\s+|more\s+than\s+)?"
    r"[\d€$£][\w.,€$£%]*(?:\s+[a-z]+){0,2}?)?"
)
"""Which of the things: `orders of up to 500 euros`."""
_BESIDE: Final = r"(?P<thing>(?:\s+[A-Za-z][\w-]*){0,3}?)"
"""Words of a label behind its verb: `Delete kennel`."""
_BE: Final = r"(?:(?:is|are|appears?|shows?|stands?)\s+)?"
_MODAL: Final = (
    r"(?:(?P<no>(?:may|can|must|shall|should)\s+(?:not|never)|cannot|can['’]t|mustn['’]t|(?:is|are)\s+not\s+(?:allowed|permitted)\s+to|"
    r"(?:has|have)\s+no\s+right\s+to)|(?:may|can|must|shall|will\s+be\s+able\s+to|(?:is|are)\s+(?:allowed|permitted|able)\s+to|"
    r"(?:has|have)\s+(?:the\s+right\s+)?to))"
)
_SHOWN: Final = (
    r"(?:(?P<no>hidden\s+from|invisible\s+(?:to|for)|(?:not|never)\s+(?:visible|shown|offered|available)\s+(?:to|for))|"
    r"(?:(?:only\s+|just\s+)?(?:visible|shown|offered|available|enabled|active|there|up|displayed)\s+)?(?:only\s+|just\s+)?(?:to|for))\s+"
)
_KEPT: Final = (
    r"(?:allowed|possible|permitted|reserved|restricted|limited|open|up|left|a\s+matter|"
    r"the\s+(?:job|business|right|task)|for)"
)
_MAY: Final = r"(?:(?:may|can|must|shall)(?P<no>\s+(?:not|never))?\s+"
_AT: Final = r"(?:at|in|on|behind)\s+(?:the|an?|any)\s+[a-z][\w-]*\s+"
"""Where one of them is: `any clerk at the counter`."""
_PLACED: Final = rf"(?:{_AT})?"
_PRESS: Final = r"(?:press(?:es)?|clicks?(?:\s+on)?|taps?(?:\s+on)?|hits?|uses?)\s+(?:the\s+)?"
"""What is done with a button: `can press Close`, `presses *Close*`."""
_PART: Final = r"(?:list|lists|page|pages|overview|table|details?|screen|tab)"


def forms_of_rights(
    roles: Iterable[str], verbs: Iterable[VerbForms], common: Iterable[VerbForms]
) -> tuple[re.Pattern[str], ...]:
    """Return the forms, with the groups `who`, `verb`, `thing` and `no`.

    `verbs` are those of certain things, `common` those that any thing has.
    """
    who = _who(roles)
    certain = (*verbs,)
    both = (*certain, *common)
    base, label = _any(v.base for v in certain), _any(v.base for v in both)
    done = _any(form for v in both for form in v.done)
    doing = _any(form for v in both for form in v.doing)
    does = _any(v.does for v in certain)
    some = r"(?:(?:an?|the|each|every|any|their|all|that|this)\s+[^,.;:()]{3,60})"
    forms = (
        rf"(?<![\w-]){who}\s+{_MODAL}\s+{_SOME}(?P<verb>(?:{base})(?:(?:\s*,\s*|\s+(?:and|or)\s+)(?:{base}))*)(?![\w-]){_THING}",
        rf"(?<![\w-]){who}\s+{_PLACED}(?:(?:can|may)\s+)?{_PRESS}[\"“*`]?(?-i:(?P<verb>{_any(v.base.capitalize() for v in both)}))(?![\w-]){_BESIDE}[\"”*`]?",
        rf"\b(?:any|every|each)\s+{who}\s+{_AT}(?:can|may)\s+(?P<verb>{base})(?![\w-]){_THING}",
        rf"(?<![\w-]){_THINGS}{_OF_SOME}\s+{_MAY}{_SOME}be|is|are|gets?)\s+{_SOME}(?P<verb>{done})\s+(?:only\s+|solely\s+)?by\s+(?:only\s+)?{who}",
        rf"(?<![\w-])(?P<verb>{doing})\s+{_THINGS}\s+(?:is|are|stays|remains)\s+(?P<no>not\s+)?{_SOME}{_KEPT}\s*(?:only\s+)?(?:for|to|of)?\s+(?:only\s+)?{who}",
        rf"(?<![\w-])(?<!\bas )(?<!\bas an )(?<!\bas a ){who}\s+{_SOME}(?P<verb>{does}|{base})\s+(?P<thing>{some})",
        rf"\bbutton\s+[\"“*`]?(?P<verb>{label}){_BESIDE}[\"”*`]?\s+{_BE}{_SHOWN}{who}",
        rf"(?<![\w-])(?P<verb>{label}){_BESIDE}[\"”*`]?\s+button\s+{_BE}{_SHOWN}{who}",
        rf"[\"“*`](?P<verb>{label}){_BESIDE}[\"”*`]\s+{_BE}{_SHOWN}{who}",
        rf"(?<![\w-])(?P<verb>{label}){_BESIDE}[\"”*`]?\s*\((?:only\s+)?(?:for\s+)?{who}(?:\s+only)?\)",
        rf"(?<![\w-]){who}\s+{_SOME}(?P<offered>finds?|sees?|has|have|gets?)\s+{_SOME}(?:(?:the|an?)\s+)?(?:(?:button|entry|action|item)\s+)?[\"“*`]?(?-i:(?P<verb>{_any(v.base.capitalize() for v in both)}))(?![\w-]){_BESIDE}[\"”*`]?",
        rf"\bit\s+(?:takes|needs|is\s+(?:up\s+to|for))\s+{who}\s+to\s+(?P<verb>{label})(?![\w-]){_THING}",
        rf"(?<![\w-]){who}\s+(?:has|have|gets?)\s+(?P<no>no)\s+access\s+to\s+(?:(?:the|any)\s+)?(?:{_PART}\s+(?:of|with)\s+)?{_THING}",
        rf"\b{_PART}\s+(?:of|with)\s+{_THINGS}\s+(?:is|are)\s+{_SHOWN}{who}",
        rf"\bit\s+is\s+(?:only\s+|just\s+)?{who}\s+(?:alone\s+|only\s+)?(?:who|that)\s+(?:may\s+|can\s+)?{_SOME}(?P<verb>{does}|{base})(?![\w-]){_THING}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def form_of_names(roles: Iterable[str]) -> re.Pattern[str]:
    """Return the form of what names roles, in the group `who`."""
    return re.compile(rf"(?<![\w-]){_who(roles)}", re.IGNORECASE)


def form_of_no_roles(roles: Collection[str]) -> re.Pattern[str]:
    """Return the form of who may not do what was said: `no inspector may do so`."""
    may = r"(?:may|can|must|is\s+allowed\s+to)"
    so = r"(?:do|does|doing)\s+(?:so|it|that|this)"
    who, other, rest = (_who(roles, group) for group in ("who", "other", "rest"))
    return re.compile(
        rf"\b(?:no\s+{who}\s+{may}\s+{so}|{other}\s+{may}\s*(?:not|never)\s+{so}"
        rf"|\bnot\s+(?:by\s+)?{rest}(?=\W*$))",
        re.IGNORECASE,
    )


def form_of_acts(roles: Iterable[str], verbs: Iterable[VerbForms]) -> re.Pattern[str]:
    """Return the form of a sentence that says what a role does: `Monitors correct visit data`."""
    acts = _any(form for verb in verbs for form in (verb.base, verb.does))
    return re.compile(
        rf"(?:^|(?<=: )|(?<=[;–—] ))\W*(?:[A-Z]+[ -]?[\d.-]+\W+)?{_who(roles)}\s+{_SOME}(?P<verb>{acts})\s+(?P<thing>[^,.;:()]{{3,60}})",
        re.IGNORECASE,
    )


def _who(roles: Iterable[str], group: str = "who") -> str:
    role = _any(form.replace(" ", "[ _-]") for form in roles)
    one = rf"(?:(?:an?|the|any|each|every|all)\s+)?(?:{role})"
    return rf"(?P<{group}>{one}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:by\s+)?{one})*)(?![\w-])"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda one: (-len(one), one))) or "(?!)"
