"""Words about states: which words are states, what a transition says, whose states they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luke_cli.docs.document import Block
from luke_cli.docs.markdown import plain
from luke_cli.names import singular, snake
from luke_cli.notations.role_words import is_role_word
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, WorkflowFact
from luke_cli.spec.field_spellings import STATE_FIELDS

STATES: Final = frozenset(
    """
    draft new created placed preparing prepared cooking open opened pending submitted in_review
    under_review review reviewed approved rejected declined denied accepted paid unpaid
    partially_paid refunded cancelled canceled completed complete done closed archived active
    inactive enabled disabled suspended blocked banned expired published unpublished scheduled
    queued processing processed in_progress started running paused stopped failed succeeded success
    sent delivered shipped in_transit returned received confirmed unconfirmed verified unverified
    assigned unassigned resolved reopened on_hold hold waiting waitlisted booked reserved available
    unavailable occupied checked_in checked_out overdue lost damaged lent borrowed deleted invited
    registered withdrawn revoked issued voided void disputed settled captured authorized authorised
    escalated triaged backlog todo to_do doing testing deployed live released picked packed ready
    collected fulfilled backordered planned proposed finalized finalised signed countersigned
    terminated renewed trial past_due no_show attended ongoing finished idle online offline
    quarantined rented repaired retired in_stock out_of_stock sold listed hidden flagged moderated
    graded enrolled dropped passed vacant due upcoming partial requested quoted ordered
    acknowledged invoiced collecting ready_for_pickup out_for_delivery awaiting_payment
    awaiting_approval changes_requested needs_changes needs_revision abandoned converted qualified
    won negotiation contacted
    """.split()
)
STATUS: Final = re.compile(
    r"\b(?:status(?:es)?|states?|state[- ]machine|life ?-?cycles?|transitions?|statusübergänge|"
    r"zustände?|estados?|statuts?|états?|etats?|stat[oi]|life of|vie d['\u2019]une?|cycle de vie|vida de(?:l| un[ao]?| uma?)|ciclo d[ei] vi[dt]a|"
    r"lebens(?:lauf|zyklus)|состояни\w*|статус\w*)\b|状态|狀態|ステータス|状態|상태",
    re.IGNORECASE,
)
"""A place with these words speaks of states."""
FLOW: Final = re.compile(
    r"\b(?:work ?-?flows?|process(?:es)?|flows?|stages?|pipeline|progress)\b", re.IGNORECASE
)
"""A place with these words may speak of states."""
STATE_NAME: Final = re.compile(r"[A-Za-z][\w'-]*(?:[ ][\w'-]+){0,2}")
"""At most three words."""
_SWITCHED: Final = frozenset(
    "open opened closed active inactive enabled disabled online offline idle running started paused stopped hidden "
    "occupied available unavailable".split()
)
"""What controls, doors and connections are as well as stored things."""
_TAIL: Final = re.compile(
    r"\s*\b(?:status(?:es)?|states?(?: machine| diagram| transitions?)?|life ?-?cycles?|work "
    r"?flows?|transitions?|flow|process|tracking|management|submission|approvals?|values?|diagram|"
    r"machine|stages?|pipeline|progress|updates?|features?|model|entity|enum|rules?|logic|"
    r"handling|system|and|the|of|for|types?|"
    r"zustände?|lebenszyklus|ablauf|estados?|transiciones|transições|flujo|fluxo|statuts?|états?|stat[oi]|flusso)\b\s*$",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:the|status|states?|lifecycle|workflow|state machine|"
    r"life|course|path|journey|progress|stages|steps|phases|changes?|moves?|state diagram|transitions?|possible|valid|allowed)\s+"
    r"(?:(?:of|for|values|transitions)\s+)*(?:(?:an?|the|each)\s+)?"
    r"|(?:zustände|status|estados?|états?|statuts?|stati|stato|übergänge|transiciones|flujo|fluxo)\s+"
    r"(?:eine[rs]|de[rs]|von|de(?: la| los| las| una?)?|del|d['\u2019]une?|des|du|d[ao]|dell[ao']|di)\s+"
    r"|(?:(?:cycle|ciclo) d[ei] )?(?:vie|vida|vita) d(?:['\u2019]une?|u|e la|e l['\u2019]|e un[ao]?|e uma?|el|i un[ao]?|el)\s+"
    r"|lebens(?:lauf|zyklus)\s+(?:eine[rs]|de[rs])\s+)*",
    re.IGNORECASE,
)
_HOW: Final = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+)?how\s+(?:an?|the|each|every)\s+([a-z][\w-]*(?: [a-z][\w-]*)?)\s+"
    r"(?:moves|goes|lives|passes|travels|changes|proceeds|progresses|flows)\b.{0,30}",
    re.IGNORECASE,
)
"""`How a request moves`."""
_ARTICLE: Final = re.compile(r"^(?:an?|the|each|every)\s+(?=[a-z])", re.IGNORECASE)
_ADJECTIVES: Final = frozenset(
    "real-time realtime current live clear detailed all different various possible valid initial "
    "final default previous next its their each every this that new automatic push allowed "
    "available main key core common "
    "in_short short summary main main_line main_path happy_path normal_path usual_way example note "
    "request response general overall business user-facing visible internal external".split()
)
_ADVERB: Final = re.compile(
    r"(?:after|then|later|before|when|if|once|from|and|or|in|on|at|with|so|that|also|now|here|see|how|what)\b",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    r"^(?:(?:and|now|next|then|finally|also|likewise|(?:the\s+)?same|here\s+is)\b,?\s+){1,3}"
    r"(?:(?:for\s+)?(?:an?|the|each|every)\s+|for\s+)(?=[a-z])",
    re.IGNORECASE,
)
"""`And a return:` above the next of several drawings."""
_SEVERAL: Final = re.compile(r"\s+(?:and|or|&)\s+|\s*[,/]\s*", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"\W*(?:[A-Za-z][\w-]*\W+){1,4}")
"""The words that a sentence begins with."""
_BY: Final = re.compile(
    r"\bby\s+(?:the\s+|an?\s+)?([A-Za-z][\w ]*?(?:\s*(?:,|/|or|and)\s*[A-Za-z][\w ]*?)*)\s*$",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_NEEDS: Final = re.compile(
    r"\b(?:with|requires?|needs?|mandatory|must (?:have|give|include))\s+(?:an?\s+|"
    r"the\s+)?(?:mandatory\s+)?(comments?|reason|note|remark|justification|explanation|[a-z]+_[a-z_]+)\b",
    re.IGNORECASE,
)
_NEEDED: Final = re.compile(
    r"\s*[,;:(–—-]?\s*(?:an?\s+|the\s+|its\s+)?(comments?|reason|note|remark|justification|explanation|"
    r"begründung|grund|motivo|motif|commentaire|comentario|[a-z]+_[a-z_]+)\s+(?:is\s+|must\s+be\s+)?"
    r"(?:needed|required|mandatory|obligatory|compulsory|given|nötig|erforderlich|pflicht|"
    r"obligatori[oa]|requerid[oa]|obligatoire)\b\)?",
    re.IGNORECASE,
)
"""`return, remark needed`."""


_CODED_ROLE: Final = re.compile(
    r"\b(?:has_?role|is_?in_?role|is_?granted|roles?|actor)\s*(?:\(|[:=]{1,3}|\bis\b)\s*['\"]?([A-Za-z]\w{1,24})",
    re.IGNORECASE,
)
"""`hasRole('CLERK')`, `user.role == clerk`."""
_BESIDE_ROLE: Final = re.compile(
    r"^\s*(?:(?:only|by|as|for|the|an?)\s+)+|\s+only\s*$", re.IGNORECASE
)
_NO_ROLE: Final = re.compile(
    r"\b(?:required|mandatory|optional|if|else|otherwise|when|while|after|before|until|auto|"
    r"automatic(?:ally)?|days?|hours?|comment|reason|is|are|was|has|have|had|not|no|yes|all|none|"
    r"any|with|without|set|true|false|ok|exists?|enough|valid|invalid)\b",
    re.IGNORECASE,
)
_WHO_WHEN: Final = re.compile(
    r"(?:the\s+|an?\s+)?(?P<who>[A-Za-z]+(?:[ _-][A-Za-z]+)?(?:(?:\s*[,/]\s*|\s+(?:or|and)\s+)[A-Za-z]+(?:[ _-][A-Za-z]+)?){0,3}),\s+"
    r"(?P<when>(?:when|if|on|only|as\s+(?:soon|long)|after|before|once|with|because|for|whenever|in\s+case|until|unless|by)\b.*)",
    re.IGNORECASE,
)
_DEED: Final = re.compile(r"(?:when|once|after)(?:\s+\w+){1,2}", re.IGNORECASE)
"""`when handed in` says what is done."""
_AGENT: Final = re.compile(
    r"(?:[a-z]{2,}(?:er|or|ist|ian|ant)|[a-z]+(?:man|woman))s?", re.IGNORECASE
)
"""How words end that are of somebody who does something."""


def is_state_field(name: str) -> bool:
    """Tell whether a field or a type holds a state by its name: `order_status`, `StatutPret`."""
    parts = snake(name).split("_")
    return parts[0] in STATE_FIELDS or parts[-1] in STATE_FIELDS


@lru_cache(maxsize=4096)
def folded(state: str) -> str:
    """Return a state as one snake_case word."""
    return (
        re.sub(r"\W+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", state.strip())).strip("_").lower()
    )


def is_state(text: str) -> bool:
    """Tell whether the word is a usual name of a state."""
    return folded(text) in STATES


def are_switched(words: Iterable[str]) -> bool:
    """Tell whether words are states that a control or a connection has: `from open to closed`."""
    return _SWITCHED.issuperset(map(folded, words))


def is_done(word: str) -> bool:
    """Tell whether the word is a participle, as most names of states are: `berthed`."""
    return bool(re.fullmatch(r"[A-Za-z_]{3,}ed(?:[ _](?:up|out|off))?", word))


@lru_cache(maxsize=1024)
def whose(text: str) -> str:
    """Return what a heading or a sentence about states speaks of: `Order` for `Order lifecycle`."""
    bare = _BRACKETS.sub(" ", plain(text)).strip().rstrip(":. ")
    bare = re.split(r"\s[-–—]\s|:\s", bare)[0]
    if len(bare.split()) > 7:
        return ""
    told = _HOW.fullmatch(bare)
    if told is not None:
        return told[1]
    bare = _ARTICLE.sub("", _HEAD.sub("", _ANOTHER.sub("", bare, count=1))).strip()
    for _ in range(4):
        bare = _TAIL.sub("", bare).strip()
    named = re.fullmatch(r"[`*_]*[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}[`*_]*", bare)
    if named is None or _ADVERB.match(bare):
        return ""
    return "" if bare.lower().replace(" ", "_") in _ADJECTIVES else bare.strip("`*_")


def context_of(block: Block) -> tuple[str, ...]:
    """Return the texts that say what a block is about, the nearest first."""
    lead = getattr(block, "lead", "").rpartition("\n")[2]
    return (lead, *reversed(block.section[-2:])) if lead else tuple(reversed(block.section[-2:]))


def entity_of(block: Block, prefix: str = "") -> str:
    """Return whose states they are: said in the line, in the lead, or in a heading about states."""
    if prefix and (name := whose(prefix)):
        return name
    texts = [text for text in context_of(block) if STATUS.search(text) or FLOW.search(text)]
    texts += list(block.section[-1:])
    name = next((name for name in map(whose, texts) if name), "")
    return _one_of(name, getattr(block, "lead", "")) or name


def _one_of(name: str, lead: str) -> str:
    """Return which of several things a lead begins with: `batches and orders`, `Orders are simpler:`."""
    parts = [part.strip() for part in _SEVERAL.split(name)]
    if len(parts) == 1 or not lead:
        return ""
    for sentence in reversed(re.split(r"(?<=[.!?;:])\s+", plain(lead).strip())):
        said = _SUBJECT.match(f"{sentence} ")
        words = {*map(singular, re.findall(r"[a-z]+", said[0].lower()))} if said else set()
        found = [part for part in parts if {*map(singular, part.lower().split())} <= words]
        if len(found) == 1:
            return found[0]
    return ""


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a claim about states, and whose states they are."""

    place: Span
    section: tuple[str, ...]
    entity: str


def transition_fact(where: Where, source: str, target: str, label: str) -> WorkflowFact:
    """Say that a state follows another; the label has the action, and perhaps who and what for."""
    action, roles, needs = read_label(label)
    return WorkflowFact(
        place=where.place,
        authority=Authority.PROSE,
        section=where.section,
        entity=where.entity,
        source=source,
        target=target,
        action=action,
        roles=roles,
        needs=needs,
    )


def state_fact(where: Where, state: str) -> WorkflowFact:
    """Say that a state exists."""
    return WorkflowFact(
        place=where.place,
        authority=Authority.PROSE,
        section=where.section,
        entity=where.entity,
        source=state,
        target="",
    )


def read_label(label: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Split `reject (Manager, comment required)` into action, roles and what must come with it."""
    label = plain(label).strip().strip('"')
    told = _WHO_WHEN.fullmatch(label)
    if told and not _DEED.fullmatch(told["when"]):
        who = [one for one in re.split(r"\s*[,/]\s*|\s+(?:or|and)\s+", told["who"]) if one]
        if all(is_role_word(one) or _AGENT.fullmatch(one.split()[-1]) for one in who):
            return told["when"], tuple(who), tuple(m.lower() for m in _NEEDS.findall(told["when"]))
    needs = tuple(match.lower() for match in _NEEDS.findall(label))
    roles: list[str] = []
    for inside in _BRACKETS.findall(label):
        if re.search(r"\b(?:required|mandatory)\b", inside, re.IGNORECASE):
            word = re.search(r"\b(comments?|reason|note|[a-z]+_[a-z_]+)\b", inside, re.IGNORECASE)
            needs += (word[1].lower(),) if word and word[1].lower() not in needs else ()
        roles += filter(None, map(role_said, re.split(r"[,/&|;]|\bor\b|\band\b", inside)))
    bare = _BRACKETS.sub("", label).split(" / ")[0].strip()
    needs += tuple(word.lower() for word in _NEEDED.findall(bare) if word.lower() not in needs)
    bare = _NEEDED.sub("", bare).strip()
    by = _BY.search(bare)
    if by is not None:
        parts = re.split(r",|/|\bor\b|\band\b", by[1])
        roles += [re.sub(r"\s+only$", "", part.strip()) for part in parts if part.strip()]
        bare = bare[: by.start()].strip()
    bare = re.sub(
        r"(?:,|;)?\s*\b(?:with|requires?|needs?)\b.*$", "", bare, flags=re.IGNORECASE
    ).strip()
    actor = re.match(
        r"(?:the\s+)?([A-Za-z]+)\s+((?:submits?|approves?|rejects?|cancels?|pays?|closes?|"
        r"confirms?|accepts?|declines?)\b.*)$",
        bare,
    )
    actor = actor or re.match(r"(?:the|an?)\s+([A-Za-z]+)\s+([a-z]+s\b.*)$", bare, re.IGNORECASE)
    if actor is not None:
        roles.append(actor[1])
        bare = actor[2]
    return bare.removesuffix("()"), tuple(dict.fromkeys(roles)), needs


def role_said(text: str) -> str:
    """Return who a few words beside a step name, "" if they are a condition."""
    bare = coded_role(text) or _BESIDE_ROLE.sub("", text).strip()
    is_name = re.fullmatch(r"[A-Za-z][\w ]{1,24}", bare) and len(bare.split()) <= 4
    return bare if is_name and not (_NO_ROLE.search(bare) or is_state(bare)) else ""


def coded_role(text: str) -> str:
    """Return the role that a condition in code asks for: `clerk` of `user.role == "clerk"`."""
    match = _CODED_ROLE.search(text)
    return match[1] if match else ""
