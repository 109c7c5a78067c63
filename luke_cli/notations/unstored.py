"""Sentences that say that what follows is not stored, and those that only look like it.

The state of the viewer is not stored:          If it is not here, it is not stored.
Computed for each request, never written.       Card numbers are never stored, a token is.
These things live only in memory.               Anything that is not listed is out of scope.
"""

import re
from typing import Final

_CLAUSE: Final = re.compile(r"(?<=[.!?;])\s+")
_UNSTORED: Final = re.compile(
    r"""
      (?:\b(?:not|never)|n['’]t)[ ](?:be[ ])?(?:stored|persisted|saved)\b
        (?![ ](?:in[ ]plain|unencrypted|as[ ]plain|in[ ]clear))
    | \b(?:not|never)[ ]written[ ](?:anywhere|down|to[ ](?:a|any|the)[ ](?:table|database|disk))
    | \b(?:lives?|exists?|kept|held|stays?)[ ](?:only|just)[ ]in[ ](?:memory|the[ ](?:browser|client|app))\b
    | \b(?:only|just)[ ](?:ever[ ])?(?:lives?|exists?|kept|held|stays?)[ ]in[ ](?:memory|the[ ](?:browser|client|app))\b
    | (?:\b(?:(?:has|have|had)[ ]no|without(?:[ ]a)?|not[ ]a)|n['’]t[ ]a)[ ]table\b
    | \b(?:nothing|none)\b.{0,40}\b(?:has|have|had)[ ]a[ ]table\b
    | (?:\bnot|n['’]t)[ ](?:(?:database|db|stored|real)[ ])?(?:tables|rows|entities)\b | \bno[ ]tables\b
    | \b(?:response|display)[ -]only\b | \bkeeps?[ ]nothing\b | \bnothing[ ]of[ ](?:it|this|them)[ ]is[ ](?:kept|stored|saved)\b
    | \b(?:is|are)[ ][*_]*theirs?[*_]*[ ](?:own[ ])?(?:format|layout|structure|schema)\b
    | \b(?:only|just)\b.{0,40}\b(?:over|on)[ ]the[ ]wire\b
    | \bno[ ](?:se|est[áa]n?|son|es)[ ](?:almacena|guarda|persist|conserva|graba)\w*
    | \bn[ãa]o[ ](?:se|s[ãa]o|[ée])[ ](?:armazena|guarda|persist|grava)\w*
    | \bn(?:e[ ]|['’])(?:est|sont|sera|seront)[ ](?:pas|jamais)[ ](?:stock|enregistr|persist|conserv|sauvegard)\w*
    | \bnon[ ](?:si|vengono|viene|sono|[èe])[ ](?:memorizza|salva|persist|archivia|conserva)\w*
    | \b(?:nicht|nie|niemals)[ ](?:dauerhaft[ ])?(?:gespeichert|persistiert|abgelegt)\b(?![ ]im[ ]klartext)
    | \bkeine[ ](?:eigene[ ])?tabelle | \bniet[ ](?:opgeslagen|bewaard)\b | \bgeen[ ]tabel
    | \bnie[ ](?:s[ąa]|jest)[ ](?:zapis|przechow|utrwal)\w* | \bне[ ](?:хран|сохран)\w+
    | 不入库 | 不存储 | 不持久化 | 保存されない | 保存しない | 永続化しない
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POINTS: Final = re.compile(
    r"\W*(?:this|these|those|it|they|both|such|here|what\s+follows|nothing|none|all\s+of\s+(?:this|these|them)|"
    r"the\s+following|est[aeo]s?|ess[ae]s?|quest[aeio]|ce(?:s|t|tte)|diese\w*|deze|dit|"
    r"only|just|never|not|always|is|are|and|but)\b|.*\b(?:below|following)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What follows is spoken of: by a pronoun, by its place, or by no subject at all."""
_MADE: Final = re.compile(
    r"(?:^|[,;:–—-])\s*(?:(?:is|are|and|always|only)\s+)*(?:computed|calculated|assembled|derived|put\s+together)\s+"
    r"(?:(?:freshly|anew|again)\s+)?(?:on\s+(?:the\s+fly|read|demand|each|every|request)|(?:for|at|with|per)\s+"
    r"(?:(?:each|every)\s+)?(?:request|call|read|view|page\s+load)\b)",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"""
      (?:^\W*|[:,–—][ ])(?:if|unless|what(?:ever)?|anything|everything|nothing|all|any|(?:\w+[ ])?\w+[ ](?:that|which|not))\b
        [^.!?]{0,60}?(?:\b(?:(?:not|never|nowhere)[ ](?:\w+[ ]){0,2}(?:here|below|above|listed|shown|named|mentioned
           |described|drawn|on[ ]this|in[ ]this|in[ ]the|on[ ]the|part)|missing|absent|else|left[ ]out|beyond)\b
           |n['’]t[ ](?:\w+[ ]){0,2}(?:here|listed|shown|named|mentioned|described|part)\b)
    | ^\W*\w+[ ]not[ ](?:here|listed|shown|named|mentioned|described)\b
    | ^\W*(?:(?:and|but)[ ])?(?:the[ ]rest|(?:all[ ]|any[ ]|the[ ])?others?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is not here, which says nothing of what is."""
_HEADING: Final = re.compile(
    r"\b(?:only|just)\b.{0,30}\bin[ ](?:memory|the[ ](?:browser|client))\b|\bin[ ](?:memory|the[ ]browser)[ ]only\b"
    r"|\b(?:never|not)[ ](?:stored|persisted|saved|written)\b|\b(?:no|não|non|nicht|niet|nie)[ -]?(?:persist\w+|trwał\w+)"
    r"|\b(?:no|não|non|nicht|niet)[ ](?:almacenad|armazenad|stock[ée]|memorizzat|gespeichert|opgeslagen)\w*|^(?:shapes?|types?|objects?|messages?)\b.{0,20}\bon[ ]the[ ]wire\b"
    r"|^[\d.\s)]*why[ ](?:not\b|no\b|there[ ](?:is|are)[ ]no\b|it[ ]is[ ]not\b)",
    re.IGNORECASE,
)


def clauses(text: str) -> tuple[str, ...]:
    """Cut a text into its sentences and what a semicolon parts."""
    return tuple(part for part in _CLAUSE.split(text.strip()) if part)


def is_of_the_rest(clause: str) -> bool:
    """Tell whether a clause speaks of what is *not* here: that says nothing of what follows."""
    return bool(_REST.search(clause[:400]))


def leads_to_unstored(lead: str) -> bool:
    """Tell whether the text above a block says that the block is not stored."""
    return any(
        _is_unstored(part) and (part.endswith((":", "…")) or bool(_POINTS.match(part)))
        for part in clauses(lead[-400:])
    )


def is_unstored_comment(comment: str) -> bool:
    """Tell whether the words beside a type say that it is not stored."""
    text = comment[:400]
    if _MADE.search(text):
        return True
    parts = (part for clause in clauses(text) for part in re.split(r"\s*[,–—]\s+|\s-\s", clause))
    return any(_is_unstored(part) and bool(_POINTS.match(part)) for part in parts)


def is_unstored_heading(heading: str) -> bool:
    """Tell whether a heading stands over things that are not stored."""
    return bool(_HEADING.search(heading[:400]))


def _is_unstored(clause: str) -> bool:
    return bool(_UNSTORED.search(clause)) and not is_of_the_rest(clause)
