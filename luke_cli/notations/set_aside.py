"""What the documents mention and do not want: out of scope, later, superseded, struck out.

## Out of scope        ## Future enhancements        ## Rejected alternatives
### Wishlist (dropped)        **Later:**        ~~loyalty_points~~
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from luke_cli.docs.document import Block, Document, Fence, Heading, Item, Paragraph, Table
from luke_cli.notations.unstored import (
    clauses,
    is_of_the_rest,
    is_unstored_heading,
    leads_to_unstored,
)

_HEADINGS: Final = re.compile(
    r"""
      \bout[ -]of[ -]scope\b | \bnot[ ](?:in|within)[ ]scope\b | \bnon[ -]?goals?\b
    | ^future\b | \(future\b | \bfuture[ ](?:work|scope|enhancements?|improvements?|ideas?|plans?
        |features?|considerations?|releases?|versions?|phases?|extensions?|roadmap)\b
    | ^not[ ](?:now|yet|needed|wanted|stored)\b | \bnot[ ]in[ ](?:v\d|version[ ]\d|this[ ]version)\b
    | \(not[ ](?:stored|persisted|built|now|yet|needed|wanted)\b | ^later\b(?![ ](?:migrations?|changes|versions?[ ]of)) | \(later\b | ^(?:for|maybe)[ ]later\b | \blater[ ](?:phases?|releases?|versions?)\b
    | \b(?:rejected|discarded|declined|abandoned)[ ](?:alternatives?|options?|approach(?:es)?
        |designs?|proposals?|ideas?|schemas?|models?|variants?|drafts?)\b
    | \balternatives?[ ](?:considered|rejected)\b | \b(?:alternatives?|options?|ideas?|what)[ ](?:that[ ])?(?:we[ ])?(?:did[ ]not|didn['’]t)[ ](?:take|choose|pick|follow|build|do)\b | ^(?:considered[ ])?alternatives$
    | \bdeprecated\b | \bsuperseded\b | \bobsolete\b | \boutdated\b | \bno[ ]longer\b
    | ^(?:dropped|removed|rejected|discarded|abandoned|archived?|declined|dismissed|ruled[ ]out|passed[ ]over
        |(?:turned|voted|shot)[ ]down|decided[ ]otherwise)$
    | (?:^|[(:–—][ ]?)(?:thrown[ ](?:out|away)|scrapped|ditched|shelved|binned|struck[ ]out|voted[ ]down|given[ ]up)\b
    | \((?:dropped|removed|rejected|discarded|abandoned|archived|cancelled|legacy|old)\b
    | \b(?:dropped|removed)[ ](?:from|in|features?|tables?|entit|fields?|ideas?)
    | \b(?:legacy|old|previous|earlier|former)[ ](?:schema|data[ ]?model|model|design|tables?|draft)
    | \bwon['’]?t[ ](?:have|do|build|be)\b | \bparking[ ]lot\b | \bicebox\b | \bnot[ ]planned\b
    | \b(?:considered|discussed|evaluated)[ ](?:and|but)[ ](?:\w+[ ])?(?:rejected|dropped|discarded|not)
    | \bnot[ ]chosen\b
    | \b(?:roads?|paths?|ways?|routes?|turns?|avenues?|directions?|options?|alternatives?|approach(?:es)?|designs?|models?
        |variants?|ideas?|proposals?|sketch(?:es)?)[ ](?:(?:that[ ])?(?:was|were)[ ])?not[ ](?:taken|pursued|followed|adopted
        |gone|picked|selected|kept|built|travelled)\b
    | ^not[ ](?:taken|pursued|followed|adopted|picked|selected|built|doing)(?=\W*$|[ ]?[:–—(])
    | ^(?:rejected|dropped|discarded|abandoned|dismissed|declined|turned[ ]down)[ ]?[:–—]
    | \bdecided[ ]against\b | ^(?:(?:our|the|known|old)[ ])?(?:dead[ -]ends?|blind[ ]alleys?)\W*$ | \bcutting[ -]room[ ]floor\b
    | \b(?:ideas?|designs?|features?|proposals?|drafts?)[ ]graveyard\b | \bgraveyard[ ]of\b.*\b(?:ideas|designs|features|proposals|drafts)\b
    | \b(?:ideas?|things|designs?|variants?|models?|tables?|options?|alternatives?|approach(?:es)?|proposals?|what)[ ]
        (?:that[ ])?we[ ](?:rejected|dropped|discarded|abandoned|scrapped|shelved|gave[ ]up|threw|turned[ ]down|walked[ ]away)\b
    | \b(?:tried|drawn|sketched|modell?ed|explored|prototyped|proposed|drafted|weighed|evaluated)(?:,)?[ ](?:and|but|then)[ ]
        (?:then[ ]|later[ ])?(?:rejected|dropped|discarded|abandoned|scrapped|shelved|given[ ]up|thrown[ ]away|turned[ ]down|not[ ]\w+)
        (?=\W*$|[ ]?[:–—(,])
    | \bau(?:ß|ss)erhalb[ ]des[ ](?:umfangs|scope)\b | \bnicht[ ](?:im|teil[ ]des)[ ]\w*umfang
    | \bnicht-?ziele\b
    | \bverworfen\w*\b | ^sp(?:ä|ae)ter\b | \bveraltet\w*\b | ^zuk(?:ü|ue)nftig
    | \bfuera[ ]del?[ ]alcance\b | \bfora[ ]d[eo][ ]escopo\b | \bhors[ ](?:du[ ])?p(?:é|e)rim(?:è
    |e)tre\b
    | \bdescartad[oa]s?\b | \babandonn(?:é|e)e?s?\b | \bécartée?s?\b | \bscartat[aeio]\b | \brejeitad[ao]s?\b | \bобъ(?:ё|е)ма\b.*\bвне\b
    | \bвне[ ](?:рамок|scope|объ(?:ё|е)ма)\b
    | 范围外 | 不在范围 | 已废弃 | スコープ外 | 対象外 | 廃止 | 범위[ ]?외
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STATES: Final = re.compile(
    r"\b(?:state|status(?:es)?|lifecycle|life[ -]cycle|workflow|stage|phase)s?\b", re.IGNORECASE
)
_PARTICIPLE: Final = re.compile(
    r"[\d.\s)`*]*(?!later\b|future\b)[a-z]+(?:\s(?:down|over|out))?[\s`*:]*$", re.IGNORECASE
)
"""Below a heading of states it is one of them: `### Declined`."""
_LEADS: Final = re.compile(
    r"""
      \bout[ -]of[ -]scope\b | \bsuperseded\b | \bobsolete\b | \bdeprecated\b
      | \bno[ ]longer[ ](?:used|needed|valid)\b
    | \bnot[ ]in[ ]scope\b | ^\W*(?:later|future|dropped|rejected|removed)\W*$
    | \brejected[ ](?:alternatives?|options?|approach(?:es)?|designs?|proposals?|drafts?|schemas?)\b
    | \b(?:alternatives?|options?)[ ](?:that[ ])?(?:we|was|were)?[ ]?(?:considered|rejected)\b
    | \bconsidered\b.{0,120}\b(?:reject|against|dropp|discard)
    | \b(?:we|was|were|have|has)[ ](?:been[ ])?(?:rejected|dropped|abandoned|discarded)\b
    | \b(?:old|previous|earlier|former|legacy)[ ](?:schema|data[ ]?model|model|design|tables?
    |draft)\b
    | \bdo[ ]not[ ](?:build|implement|use)\b | \bwould[ ]have[ ](?:looked|been|had)\b
    | \((?:was[ ])?(?:rejected|declined|dropped|superseded|abandoned|discarded|withdrawn)\b
    | \b(?:sketch|draft|version|attempt|idea|design|model|schema|proposal|approach|variant|prototype|first[ ]cut|experiment|
        below|above|following)(?:[ ](?:below|above|here|of[ ]\w+))?[ ](?:was|were|got|has[ ]been|had[ ]been)[ ](?:later[ ]|soon[ ]|then[ ])?
        (?:thrown[ ](?:away|out)|struck[ ]out|scrapped|binned|ditched|shelved|buried|killed|given[ ]up|voted[ ]down|turned[ ]down|
        not[ ](?:taken|chosen|built|adopted|accepted|what[ ]we[ ](?:build|built|do)))\b
    | \b(?:we|was|were|been)[ ](?:\w+[ ])?(?:drew|drawn|sketched|tried|modell?ed|considered|discussed|prototyped|built|proposed
        |designed|weighed|evaluated|explored|drafted)\b[^.;:]{0,60}?\b(?:and|but|then)[ ](?:\w+[ ]){0,2}?(?:rejected|dropped|abandoned
        |discarded|scrapped|ditched|binned|shelved|threw|thrown|gave[ ](?:it|them)[ ]up|turned[ ](?:(?:it|them)[ ])?down|decided[ ]against
        |took[ ](?:it|them)[ ]out|let[ ](?:it|them)[ ]go)\b
    | \b(?:is|are|was|were)[ ]not[ ]what[ ]we[ ](?:build|built|do|did|have|store|use|ship)\b | \bthe[ ]alternative[ ](?:was|would)\b
    | \bso[ ]that[ ](?:nobody|no[ ]one)[ ](?:has[ ]the[ ]idea|tries|proposes|suggests|comes[ ]up)\b
    | \bwe[ ](?:had|modelled|modeled|tried|kept|drew)\b[^.;:]{0,60}\b(?:first|originally|initially|at[ ]first|in[ ]the[ ]beginning)\W*$
    | \bwe[ ](?:first|originally|initially|at[ ]first)[ ](?:had|modelled|modeled|tried|kept|drew)\b
    | \b(?:kept|left|stays|shown)[ ](?:here[ ])?(?:only[ ])?(?:as[ ]a[ ]warning|for[ ](?:the[ ]record|history|posterity))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_VERDICT: Final = re.compile(
    r"\W*(?:(?:status|decision|outcome|state|verdict)\W+)?(?:was\s+)?(?:rejected|declined|dropped|superseded|"
    r"abandoned|discarded|withdrawn|not\s+(?:accepted|adopted|chosen)|abgelehnt|verworfen|"
    r"rechazad[oa]|rejet(?:é|e)e?|rejeitad[oa])\s*"
    r"(?:[*_]*[.:;!,–—(]|\s-\s|$|\b(?:by|in|on|at|because|since|for|after|von|am|weil|por|par)\b)",
    re.IGNORECASE,
)
"""How a record of a decision begins that was not taken."""
_REJECTED: Final = re.compile(
    r"\W*(?:\*\*|__)\W*(?:rejected|discarded|dismissed|declined|dropped|abandoned|scrapped|ruled\s+out|not\s+taken"
    r"|(?:turned|voted)\s+down|decided\s+against)\s*(?:[:–—]|\s-)\s*(?:\*\*|__)?\s*\w",
    re.IGNORECASE,
)
"""`**Rejected: one table per carrier.** It would have ...`: the alternative is named behind it."""
_UNUSED: Final = re.compile(
    r"\s*(?:#|--|//|/\*+|<!--|%%)\W*(?:.*\b)?(?:thrown\s+(?:away|out)\b|scrapped\b|ditched\b|shelved\b|struck\s+out\b|"
    r"discarded\b|not\s+(?:a\s+)?(?:part\s+of|used|built|in\s+use|needed|"
    r"implemented|stored)\b|rejected\b|obsolete\b|superseded\b|deprecated\b|abandoned\b|"
    r"no\s+longer\b|do\s+not\s+(?:use|build|implement)\b|out[ -]of[ -]scope\b)",
    re.IGNORECASE,
)
"""What the first line of a fence says of the rest."""
_STRUCK: Final = re.compile(r"\s*(?:[-*]\s+)?~~.+~~\s*", re.DOTALL)


def is_set_aside(section: tuple[str, ...]) -> bool:
    """Tell whether a heading above says that this part is not to be built."""
    states = False
    for heading in section:
        if _is_set_aside_heading(heading) and not (states and _PARTICIPLE.match(heading)):
            return True
        states = states or bool(_STATES.search(heading))
    return False


def in_force(document: Document) -> Document:
    """Return the document without the parts that it sets aside."""
    return replace(document, blocks=tuple(_in_force(document.blocks)))


def _in_force(blocks: Iterable[Block]) -> Iterator[Block]:
    dropped_depth: int | None = None
    begins, rejected = False, False
    for block in blocks:
        if isinstance(block, Heading):
            begins, rejected = True, False
        elif begins:
            says = isinstance(block, Paragraph | Item) and _VERDICT.match(block.text[:400])
            rejected = bool(says)
            begins = False
        if rejected:
            continue
        if isinstance(block, Item):
            if dropped_depth is not None and block.depth > dropped_depth:
                continue
            dropped_depth = block.depth if _is_dropped_item(block) else None
            if dropped_depth is not None:
                continue
        else:
            dropped_depth = None
        if is_set_aside(block.section) or _is_dropped(block):
            continue
        yield _without_struck_rows(block) if isinstance(block, Table) else block


def _is_dropped(block: Block) -> bool:
    if isinstance(block, Paragraph | Heading):
        return bool(_STRUCK.fullmatch(block.text))
    if isinstance(block, Fence) and _UNUSED.match(block.text.lstrip("\n")[:200].partition("\n")[0]):
        return True
    if isinstance(block, Fence | Table) and any(map(is_unstored_heading, block.section)):
        return True
    return isinstance(block, Fence | Table | Item) and _is_set_aside_lead(block.lead)


def _is_dropped_item(item: Item) -> bool:
    return bool(_STRUCK.fullmatch(item.text)) or _is_set_aside_lead(item.lead)


def _without_struck_rows(table: Table) -> Table:
    rows = tuple(
        row for row in table.rows if not _STRUCK.fullmatch(row.cells[0] if row.cells else "")
    )
    return table if len(rows) == len(table.rows) else replace(table, rows=rows)


@lru_cache(maxsize=4096)
def _is_set_aside_heading(heading: str) -> bool:
    text = re.sub(r"^[\d.\s)]+", "", heading[:400])
    return bool(_HEADINGS.search(text) or _STRUCK.fullmatch(heading[:400]))


@lru_cache(maxsize=4096)
def _is_set_aside_lead(lead: str) -> bool:
    return bool(lead) and (
        leads_to_unstored(lead)
        or _REJECTED.match(lead.rpartition("\n\n")[2][:200]) is not None
        or any(_LEADS.search(part) and not is_of_the_rest(part) for part in clauses(lead[-400:]))
    )
