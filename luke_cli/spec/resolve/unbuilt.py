"""What teams ask for that no backend can be derived from: the question that comes first."""

import re
from typing import Final, NamedTuple


class Unbuilt(NamedTuple):
    """A subject, and what has to be answered before it can be built."""

    name: str
    pattern: re.Pattern[str]
    ask: str
    question: str
    strong: bool
    """Whatever else a sentence names, it is about this."""
    rule: bool
    """It is a condition on what operations do: none of those keeps it that merely do it."""


_STRONG: Final = frozenset(
    ("notifications", "budgets", "reconciliation", "approval-chain", "preferences", "realtime")
)
_RULES: Final = frozenset(
    ("guards", "comparisons", "overlaps", "field-rights", "deadlines", "numbering", "histories")
)
_MONEY: Final = (
    r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[€$£]|eur(?:os?)?\b|usd\b|dollars?\b|gbp\b|chf\b))"
)
_LONG: Final = (
    r"(?:\d+|one|two|three|four|five|six|seven|ten|thirty)\s(?:hours?|days?|weeks?|months?)"
)


def _subject(name: str, words: str, ask: str, question: str) -> Unbuilt:
    pattern = re.compile(rf"(?<![a-z])(?:{words})", re.IGNORECASE)
    return Unbuilt(name, pattern, ask, question, name in _STRONG, name in _RULES)


_SUBJECTS: Final = (
    _subject("guards", rf"(?:above|over|below|under|beyond|exceed\w*|(?:more|less) than|from)\s{_MONEY}"
                       r"[^.;]{0,40}\b(?:needs?|requires?|must|only|cannot|can't|may not|go(?:es)?)\b|"
                       r"\b(?:only|cannot|can't|must not|may not)\b(?![^.;]{0,30}\b(?:delet|remov))"
                       r"[^.;]{0,40}\b(?:if|when|unless|while)\b[^.;]{0,30}\b(?:has|have|"
                       r"there (?:is|are)|at least|no|any|all|every)\b",
             "product owner", "Which rows is the step refused for, and what is the caller told? "
                              "Not checked."),
    _subject("comparisons", r"(?:must|has to|have to|should|shall|needs? to|can ?not|can't|may not|never)\b[^.;]{0,20}\b"
                            r"(?:after|before|precede|follow|exceed|at least|at most|(?:later|earlier|greater|less|larger|smaller|"
                            r"higher|lower|more) than)\b(?: or equal to)? (?:the |its |their |an? )?"
                            r"(?:`\w+`|[a-z]+_[a-z_]+|(?:start|end|begin\w*|due|issue|creation|min\w*|max\w*|total|first|last)"
                            r"(?: of \w+)? ?(?:date|time|day|amount|price|value|number)?\b)",
             "product owner", "Which two values of a row are compared, and what is the caller told? Not checked."),
    _subject("overlaps", r"(?:must|may|can|do|does|should|shall)\s?(?:not|never)\b[^.;]{0,20}\boverlap|never overlap|"
                         r"can't overlap|(?:no|overlapping) [\w -]{0,30}\b(?:overlapping|for the same)\b|"
                         r"(?:no|never|not|prevent\w*|avoid\w*|can't)\b[^.;]{0,30}\b(?:double|doubly)[ -]?book|"
                         r"\b(?:two|more than one|several)\b[^.;]{0,40}\bat the same time",
             "product owner", "What is taken, and from when to when by each row? Not checked."),
    _subject("field-rights", r"(?:`\w+`|\bthe \w+(?: \w+)? of (?:an?|the|each|every|its) \w+)[^.;]{0,20}"
                             r"\b(?:can|may|must|is|are) (?:only|never|not) (?:ever )?(?:be )?(?:seen|viewed|"
                             r"read|changed|edited|set|visible|shown)\b[^.;]{0,20}\b(?:by|to)\b|"
                             r"\b(?:only|never|not)\b[^.;]{0,30}\b(?:see|view|read|change|edit|set)s? "
                             r"(?:the |its |their )?(?:`\w+`|[a-z]+_\w+|\w+(?: \w+)? of (?:an?|the|each|every) \w+)",
             "security engineer", "Which roles see and change the field? Whoever has the row does."),
    _subject("deadlines", rf"automatic\w*\b[^.;]{{0,60}}\b{_LONG}|\b{_LONG}\b[^.;]{{0,60}}\bautomatic|"
                          rf"(?:for (?:more|longer) than|older than|within|after) {_LONG}[^.;]{{0,30}}"
                          r"\b(?:is|are|gets?|becomes?) (?:auto-?)?(?:cancel|reject|clos|archiv|approv|expir|releas)\w+|"
                          r"(?:is|are|becomes?) \w+ (?:once|when|as soon as) (?:its |the |their )?"
                          r"(?:\w+ )?(?:date|day|deadline|time|period) (?:has|have|is) passed",
             "architect", "What runs when, and as whom? Nothing happens by itself."),
    _subject("numbering", r"(?:numbers?|references?)\b[^.;]{0,30}\b(?:assigned|generated|issued|given|made|counted)"
                          r"\b[^.;]{0,12}\b(?:by the (?:server|system|backend)|automatic\w*|sequential\w*|"
                          r"consecutive\w*|without gaps|in sequence)|(?:sequential|consecutive|running) numbers?",
             "architect", "How is the number formed, and may there be gaps? Callers give it."),
    _subject("histories", r"(?:every|each|all) (?:changes?|transitions?|steps?|moves?) of (?:the |its |a )?"
                          r"(?:status|state)[^.;]{0,40}\b(?:kept|recorded|logged|stored|history)|"
                          r"(?:status|state) (?:changes|history|transitions)\b[^.;]{0,30}\b(?:kept|recorded|logged|"
                          r"stored|shown|visible|read)|(?:history|log|record|trail) of (?:all |every |each |the )?"
                          r"(?:status|state) (?:changes?|transitions?)|who (?:has )?changed (?:the |a |its )?(?:status|state)",
             "architect", "Who, when, from and to: where is it kept? Only the state of now is."),
    _subject("notifications", r"notif|push message|alerts?\b|reminders?\b|e-?mails? (?:me|"
                              r"when|to)|informed",
             "architect", "Which events, channels and preferences? Nothing is sent."),
    _subject("budgets", r"budget|spending limit|threshold", "product owner",
             "Where do budgets and thresholds come from? Not built."),
    _subject("reconciliation", r"reconcil|bank statement", "product owner",
        "Which bank data? Not built."),
    _subject("approval-chain", r"approval (?:workflow|chain|level|step|route|hierarch|rule)|"
                               r"auto-?approv|multi-?level|routed", "product owner",
             "How many approvals in a row, and by whom? One."),
    _subject("policies", r"polic(?:y|ies)|approval rules?|auto-?approv|compliance rules?|"
                         r"business rules?", "product owner",
             "What is a policy, and where is it kept? Nothing is checked against one."),
    _subject("preferences", r"(?:set|configure|choose|save|notification|"
                            r"sync) (?:my )?\w* ?preference|my default|preferred|timezone|"
                            r"language setting",
             "product owner", "Which preferences are kept on the server? None."),
    _subject("realtime", r"real-?time (?:\w+ )?(?:update|dashboard|sync|notif|collab|feed)|"
                         r"live update|instant(?:ly)? update|websocket", "architect",
             "WebSocket or polling? Clients ask again."),
    _subject("integrations", r"integrat|sync(?:hroni[sz])? with|webhook|third-?party|"
                             r"quickbooks|xero|sap\b|slack|calendar", "architect",
             "Which system first, and where is its record kept? Not built."),
    _subject("payments", r"pay(?:ment|ments|out|outs)?\b|checkout|billing|invoice me|"
                         r"subscription|refund", "architect",
             "Which provider moves the money? Not built."),
    _subject("reports", r"reports?\b|reporting|analytics|statistics|dashboard|trend|insight|"
                        r"comparison", "product owner",
             "Which figures, over which rows and times? Not built."),
    _subject("import-export", r"export|import|csv|excel|spreadsheet|download", "product owner",
             "Which columns and formats? Not built."),
    _subject("privacy", r"gdpr|right to be forgotten|data (?:export|erasure)|anonymi[sz]|"
                        r"consent", "security engineer",
             "Which data, in which format, after which time? Not built."),
    _subject("recommendations", r"recommend|suggest|predict|machine learning|\bai\b|detect|"
                                r"ocr|recogni", "architect",
             "Which model or rule answers? Not built."),
    _subject("messaging", r"chat|messag|comment thread|mention", "product owner",
             "Who writes to whom, and what is kept? Not built."),
    _subject("scheduling", r"schedul|recurr|automatic(?:ally)?|every (?:day|night|week|month)|"
                           r"cron|batch job", "architect",
             "What runs when, and where? Nothing runs by itself."),
    _subject("second-factor", r"multi-?factor|mfa|2fa|two-?factor", "security engineer",
             "Which second factor, and for whom? Passwords only."),
)  # fmt: skip


def unbuilt_named(name: str) -> Unbuilt:
    """Return the subject of a name."""
    return next(subject for subject in _SUBJECTS if subject.name == name)


def unbuilt(text: str) -> Unbuilt | None:
    """Return the subject of a requirement that nothing serves, if it is a known one."""
    return next((subject for subject in _SUBJECTS if subject.pattern.search(text)), None)
