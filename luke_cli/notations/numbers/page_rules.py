"""The table of counts that say how many rows a page has."""

from typing import Final

from luke_cli.notations.numbers.page_words import (
    NOT_UP_TO,
    OTHER,
    PAGE,
    PAGED,
    PER_PAGE,
    ROWS,
    SIZE,
    UP_TO,
)
from luke_cli.notations.numbers.rules import Rule, rule


def _most(pattern: str) -> Rule:
    """Return a rule of how many rows a page has at most, of words that say so by themselves."""
    return rule("page_size_max", pattern, "", OTHER, 5, 10000)


def _paged(pattern: str) -> Rule:
    """Return a rule of how many rows a page has at most, where other words speak of pages."""
    needs = rf"{PAGED}|\bseiten (?:zu|von|mit)\b|\bpáginas de\b|\bpages de\b"
    other = rf"{OTHER}|character|\b(?:days?|hours?|minutes?|seconds?|tage|stunden|minuten)\b"
    return rule("page_size_max", pattern, needs, other, 5, 10000)


PAGES: Final = (
    rule(
        "page_size",
        r"\bwithout\s+(?:an?\s+|the\s+|any\s+)?\W?(?:limit|(?:page_?)?size|per_?page|take|top|it|one)\b\W{1,3}(?:(?:they|it|you|we|there|an?|the)\s+)?"
        r"(?:lists?\s+|clients?\s+|callers?\s+|answers?\s+)?(?:gives?|gets?|returns?|holds?|contains?|has|have|sends?|is|are|shows?|come\s+in|comes\s+with)\s+#N\b",
        rf"{PAGED}|\blists?\b|\blimit\b",
        rf"{OTHER}|character",
        2,
        10000,
    ),
    rule(
        "page_size_max",
        r"\b(?:(?:more|higher|larger|greater|bigger) than|above|over|beyond) #N\b[^.;|\d]{0,40}?\b(?:not|never|no|nobody|refused|rejected|declined|an? error|"
        r"cut|clamped|capped|reduced|lowered|ignored|trimmed|answered|gives?|fails?)\b",
        PAGE,
        rf"{OTHER}|character|\b(?:days?|hours?|minutes?|seconds?)\b",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        r"\b(?:nobody|no one|no client|no caller|none|nothing|never)\b[^.;|\d]{0,30}?\b(?:more|beyond|over|above)(?: than)? #N\b",
        PAGE,
        rf"{OTHER}|character|\b(?:days?|hours?|minutes?|seconds?)\b",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        rf"{UP_TO}\W{{0,3}}#N\s+(?:\w+\s+){{0,3}}?{PER_PAGE}",
        "",
        OTHER,
        2,
        10000,
    ),
    rule(
        "page_size_max",
        rf"#N(?:\s+{ROWS})?\s+(?:at (?:the )?(?:very )?most|max(?:imum|imal)?\b|höchstens|"
        r"au (?:plus|maximum)|como máximo)(?!\W{0,4}(?:of |is )?\d)",
        PAGED,
        OTHER,
        5,
        10000,
    ),
    _most(
        rf"(?:{PAGED})[^.|]{{0,60}}?{UP_TO}\W{{0,3}}#N(?=\s*(?:{ROWS})?\s*(?:in one go|at once|at a time)?\s*(?:[.,;)|\[]|$))",
    ),
    rule(
        "page_size_max",
        rf"#N(?:\s+{ROWS})?\s+(?:is|are|being)\s+(?:the\s+)?(?:(?:absolute|hard)\s+)?(?:most|max(?:imum)?|limit|ceiling|cap|"
        r"upper (?:limit|bound))\b",
        rf"{PAGED}|\blists?\b",
        rf"{OTHER}|character",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        r"\b(?:ceiling|cap|upper (?:limit|bound)|hard (?:limit|maximum|max))\W{1,4}(?:is |of |at )?#N\b",
        rf"{PAGED}|\blists?\b",
        rf"{OTHER}|character",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        rf"\b(?:allows?|accepts?|permits?|supports?|takes?|tolerates?|lets? \w+ (?:have|ask for|request|fetch|load))\s+"
        rf"(?:(?:you|clients?|callers?|them)\s+)?(?:even\s+)?#N\s+(?:\w+\s+){{0,2}}?{PER_PAGE}",
        "",
        OTHER,
        2,
        10000,
    ),
    _most(
        rf"[?&`]\s*(?:limit|(?:page_?)?size|per_?page|take|first)\b[^.;|]{{0,40}}?{UP_TO}\W{{0,3}}#N\b",
    ),
    _most(
        r"\b(?:limit|(?:page_?)?size|per_?page|take|first)\b\W{0,3}(?:(?:may|can)\s+)?(?:goes?|runs?|reach(?:es)?|ends?|stops?|"
        r"counts?|be\s+(?:raised|increased|set|extended|lifted))\s+(?:only\s+)?(?:up\s+)?(?:to|at)\s+#N\b",
    ),
    _most(
        rf"#N(?:\s+{ROWS})?\s+(?:is|are|makes?)\s+the\s+(?:largest|biggest|longest|greatest|fullest)\s+page\b",
    ),
    _most(
        r"\b(?:largest|biggest|longest|greatest)\s+page\b[^.;|\d]{0,30}?\s(?:is|has|holds?|of|carries|with)\s+#N\b",
    ),
    _most(
        r"\b(?:largest|biggest|highest|greatest)\s+page[ _-]?(?:size|limit|length)\s*[:=|]?\s*#N\b",
    ),
    _most(
        r"\b(?:lists?|pages?)\b[^.;|]{0,80}?\b(?:limit|(?:page_?)?size|per_?page|take|first)\b"
        rf"[^.;|()\d]{{0,40}}\({UP_TO}\W{{0,3}}#N(?:\s+{ROWS})?\)",
    ),
    rule(
        "page_size",
        rf"#N\s+(?:{ROWS}\s+)?(?:(?:when|if|where|as\s+long\s+as)\s+(?:nobody|no[ -]?one|nothing|the\s+(?:client|caller)|you|"
        r"they|it)\b|(?:when|if)\s+(?:it\s+is\s+|it['’]s\s+)?(?:missing|absent|omitted|left\s+out|unset|empty|"
        r"not\s+(?:given|set|sent|specified|present|passed|there))\b|unless\b|without\s+(?:a\s+)?\W?limit\b)",
        rf"{PAGED}|\blists?\b|\blimit\b",
        rf"{OTHER}|character|time-?out|\bttl\b|cache",
        2,
        10000,
    ),
    _most(
        rf"\bmax\w*\.? {SIZE}\W{{1,4}}#N",
    ),
    rule(
        "page_size",
        r"(?<!by )\b(?:defaults?|standard(?:mäßig)?|vorgabe|por defecto|par défaut)"
        r"(?:\s+(?:is|ist|of|to|es|est)\b)?\W{1,3}#N\b(?!\s*(?:%|m?s\b|sec|min|hour|[KMG]B))",
        PAGED,
        rf"{OTHER}|time-?out|\bttl\b|cache",
        2,
        10000,
    ),
    rule(
        "page_size",
        rf"#N\s+(?:{ROWS}\s+)?\(?(?:by default|default\b(?![\s:=(]{{0,4}}(?:of |is )?\d)|"
        r"standardmäßig|por defecto|par défaut)",
        PAGED,
        rf"{OTHER}|time-?out|\bttl\b|cache",
        2,
        10000,
    ),
    rule(
        "page_size",
        rf"\b(?:lists?|lists of \w+)\s+(?:gives?|returns?|shows?|ha(?:s|ve)|deliver|contain|hold|answer|bring|carr(?:y|ies)|send)s?\s+(?:with\s+)?#N\s+{ROWS}\b",
        "",
        OTHER,
        5,
        500,
    ),
    rule(
        "page_size",
        rf"\b(?:lists?|tables?|feeds?|timelines?|infinite scroll(?:ing)?)\b[^.;|\d]{{0,40}}?\b(?:loads?|loaded|fetch(?:es|ed)?|shows?|shown|gets?|brings?|"
        rf"reads?|comes?)\b[^.;|\d]{{0,20}}#N\s+(?:(?:more\s+)?{ROWS}\s+)?(?:at a time|at once|in one go|by default)\b",
        "",
        rf"{UP_TO}|{OTHER}|column|chart",
        5,
        500,
    ),
    rule("page_size", r"\bdefault pages? of #N\b", "", OTHER, 2, 10000),
    rule("page_size", r"\bpages? of #N \w+\b", "", rf"{OTHER}|printed|pdf", 5, 500),
    rule(
        "page_size",
        r"\b(?:seiten (?:zu|von|mit|à) (?:je )?|(?:páginas|pages) (?:de|à|con|com) )#N \w+",
        "",
        rf"{OTHER}|pdf|impres|gedruckt|imprim",
        5,
        500,
    ),
    _paged(r"\b(?:up to|auf wunsch bis|bis(?: zu)?|hasta|jusqu['\u2019]à|até|fino a)\s+#N\b"),
    rule(
        "page_size",
        r"\bpager?\b[^.;|\d]{0,20}\bshows?\s+#N\s+\w+",
        "",
        OTHER,
        2,
        500,
    ),
    rule(
        "page_size",
        r"#N\s+\w+\s+(?:on|in|to|fit on) (?:one|a|each|every|the) (?:page|screen page)\b",
        "",
        rf"{OTHER}|\d+ (?:days|weeks|months|columns|sections|steps|charts|tabs|languages)|calendar|printed",
        2,
        500,
    ),
    rule(
        "page_size_max",
        r"\b(?:clients?|callers?|one|you|users?) (?:can|may) (?:ask|request|set|go)\b[^.;|\d]{0,20}#N\b[^.;|]{0,20}"
        r"\b(?:not|no|never|nothing)\b[^.;|]{0,12}\bmore\b",
        PAGE,
        OTHER,
        5,
        10000,
    ),
    rule("page_size", rf"(?<!maximale )(?<!max\. ){SIZE}\W{{1,4}}#N", "", "", 2, 10000),
    rule(
        "page_size",
        rf"{NOT_UP_TO}#N\s+(?:\w+\s+){{0,2}}?{PER_PAGE}",
        "",
        r"\brate\b",
        2,
        10000,
    ),
    rule(
        "page_size",
        rf"\bpages? (?:ha(?:s|ve)|holds?|contains?|shows?|of|with|(?:is|are) of)\s+#N\s+{ROWS}",
        "",
        OTHER,
        2,
        10000,
    ),
    rule(
        "page_size",
        r"\b(?:lists?|come|split|cut|results)\b[^.;|]{0,30}\bpages of #N\b",
        "",
        "",
        2,
        10000,
    ),
    rule(
        "page_size",
        r"[?&](?:page_?size|per_?page|limit|size|take)=#N",
        r"\bpag(?:ed|ing|inat\w*|inier\w*|inaci\w*)\b",
        r"\brate\b",
        2,
        10000,
    ),
    rule(
        "page_size",
        rf"\b(?:limit|page_?size|per_?page)\b\W{{1,4}}#N\W{{1,3}}{UP_TO}",
        rf"{PAGED}|\blists?\b|\boffset\b|\bcursor\b",
        OTHER,
        2,
        10000,
    ),
    rule(
        "page_size_max",
        r"\bpages? sizes?\b[^.;|]{0,30}(?:at most|max\w*|up to|no more than)\W{0,3}#N",
        "",
        r"file|upload|rate",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        r"(?<![A-Za-z])max(?:imum)?[ _]page[ _]?size\W{1,4}(?:is |of )?#N",
        "",
        r"file|upload|rate",
        5,
        10000,
    ),
    rule(
        "page_size",
        r"\bdefault_?(?:limit|page_?size|size|per_?page)\W{1,4}#N",
        PAGE,
        r"rate|file|upload|pool",
        2,
        10000,
    ),
    rule(
        "page_size_max",
        r"\bmax_?(?:limit|page_?size|per_?page)\W{1,4}#N",
        PAGE,
        r"rate|file|upload|pool",
        5,
        10000,
    ),
    rule(
        "page_size",
        r"#N\s+(?:rows|items|results|records|entries)?\s*by default",
        PAGE,
        r"rate|file|upload|pool",
        2,
        10000,
    ),
    rule(
        "page_size_max",
        r"#N\s+(?:rows|items|results|records|entries)?\s*at most",
        PAGE,
        r"rate|file|upload|pool",
        5,
        10000,
    ),
    rule(
        "page_size_max",
        r"(?:\blimit|page[_ ]?size|per[_ ]?page|\bsize|"
        r"\btake)\b[^.;|]{0,40}?\bmax(?:imum)?\W{0,4}(?:is |of |value )?\W{0,3}#N",
        "",
        r"file|upload|image|payload|\bMB\b|\bKB\b|length|rate",
        5,
        10000,
    ),
    rule(
        "page_size",
        r"(?:\blimit|page[_ ]?size|per[_ ]?page|\bsize|\btake|"
        r"pagination)\b[^.;|]{0,40}?(?<!by )\bdefaults?\W{0,4}(?:is |to |of |value )?\W{0,3}#N",
        "",
        r"file|upload|image|payload|\bMB\b|\bKB\b|rate|timeout",
        2,
        10000,
    ),
    rule(
        "page_size",
        r"\bdefault (?:page size|limit|page limit|per page)\W{0,4}(?:is |of |to )?#N",
        PAGE,
        r"rate|file|upload",
        2,
        10000,
    ),
    rule(
        "page_size_max",
        r"\bmax(?:imum|\.)? (?:page size|limit|items? per page|results? per page|per page|"
        r"of)\W{0,4}(?:is |of |to )?#N(?:\s+(?:items|results|records|rows|"
        r"entries)?\s*per page)?",
        r"\bpag(?:e|ing|inat\w*)\b|per[ _-]?page",
        r"rate|file|upload|\bMB\b",
        5,
        10000,
    ),
    rule(
        "page_size",
        rf"{NOT_UP_TO}"
        r"#N\s+(?:\w+\s+)?(?:items?|results?|"
        r"records?|rows?|entries|elements|\w+s)?\s*(?:per|/|each|pro|por|par)\s*page",
        "",
        "",
        2,
        10000,
    ),
    rule(
        "page_size",
        r"(?:paginat\w*|(?<!max )(?<!max\. )(?<!maximum )page size)\W{1,3}(?:of )?#N\b(?!\s*[,/]\s*\d)",
        "",
        r"options|rate",
        2,
        10000,
    ),
)
