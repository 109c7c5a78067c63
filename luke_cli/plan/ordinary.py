"""English that says something about any plan and names nothing of one: what a sentence may say unasked.

No noun stands here that could be an entity, a role or a field of somebody's product, and no verb that
could be an operation of it: such a word is a claim, and a plan or a document has to say it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from luke_cli.names import singular

_GRAMMAR: Final = (
    "a about above across after afterwards again against ago all along alongside already also although"
    " always am among an and another any anybody anyone anything anywhere apart are aren around as"
    " aside at away back be because become been before behind being below beneath beside besides"
    " between beyond both but by can cannot could despite did do does doesn doing don done down due"
    " during each either else elsewhere enough etc even ever every everybody everyone everything"
    " everywhere except few first for former from had has hasn have he hence her here hers herself him"
    " himself his how however i if in indeed inside instead into is isn it its itself just last latter"
    " least less like made many may me mere might mine more moreover most much must my near neither"
    " never next no nobody none nor not nothing now nowhere of off often on once one oneself only onto"
    " or other otherwise our ours out outside over own per perhaps quite rather respectively same"
    " second several shall she should since single so some somebody someone something sometimes"
    " somewhere soon still such than that the their theirs them themselves then there thereby therefore"
    " these they third this those though through throughout thus to together too toward towards twice"
    " under unless until unto up upon us very via was wasn way we well were what whatever when whenever"
    " where whereas wherever whether which whichever while who whoever whole whom whose why will with"
    " within without would yes yet you your yours"
)
_DOES: Final = (
    "accept act add affect afford agree aim allow alter answer anticipate appear apply arise arrange"
    " arrive ask assess assure avoid await base bear become began begin begun behave belong benefit"
    " bind bore bound break bring broke broken brought build built call came care carry catch caught"
    " cause change check choose chose chosen clarify clash collect combine come commit compare complain"
    " complete compose compute concern confirm conform confuse connect consist contain continue"
    " contradict contribute control cope correct correspond count cover create cut decide define delay"
    " delete demand deny depart depend derive describe design detect determine differ disappear"
    " discover discuss display distinguish divide drawn drop earn edit emphasise enable encourage end"
    " enforce ensure enter establish exceed exclude exist expect explain expose express extend fail"
    " fall fallen favor favour fed feed fell felt fill find finish fit fix follow foresee forget"
    " forgotten found fulfil fulfill gain gather gave generate get give given go gone got govern grant"
    " grew grow grown guarantee guard guess guide happen harm heard held help hid hidden hide hold"
    " honor honour identify ignore imply impose improve include indicate inform inherit insist intend"
    " interpret interrupt introduce invent involve isolate issue join justify keep kept knew know known"
    " lack laid lain lead learn leave led left lengthen let lie limit link list live look lose lost"
    " make manage mark match mean meant meet mention met mirror mislead mistake misuse mix move name"
    " need neglect notice obey observe obtain occur offer omit open oppose organise organize outlast"
    " outlive overlap override overwrite overwritten own pass perform permit persist pick place plan"
    " populate postpone predict prefer prepare present pretend prevent proceed process produce prohibit"
    " prompt protect prove provide pursue put raise ran reach read reappear rebuild receive recognise"
    " recognize reconsider reconstruct record recover reduce refer reflect refuse regard rejoin relate"
    " rely remain remember remove repeat replace represent require resolve respect respond rest"
    " restrict result retain return reveal rewrite rule run sacrifice safeguard said satisfy save saw"
    " say search see seek seen select sent separate serve set settle shape shorten show shown simplify"
    " sit solve sort spare speak specify split spoke spoken spread stand start state stay step stood"
    " stop store strengthen stress stuck substitute succeed suffer suffice suggest suit summarise"
    " summarize support surprise surround survive suspect sustain switch take taken tamper taught tell"
    " think thought threaten tie told tolerate took touch track treat trust try turn undermine"
    " understand understood update uphold use view violate wait want warrant waste weigh went wish"
    " withheld withhold work worry wrap write written wrote"
)
_IS_LIKE: Final = (
    "able absent accessible accidental accordingly accurate active actual additional adequate adjacent"
    " ahead alike alone alternative altogether ample anew anyway apparent applicable appropriate"
    " arbitrary atomic attributable authoritative automatic available aware awkward bad basic best"
    " better big bigger biggest brief broad broader careful cautious central certain cheap cheaper"
    " clean clear clearer close closer closest coherent comfortable common comparable compatible"
    " competing complete complex comprehensive concise concurrent consequently considerable consistent"
    " constant convenient correct costly critical crucial current daily dangerous dead deep default"
    " deliberate dense dependent detailed different direct distinct double durable dynamic earlier"
    " earliest early easier easy economical effective efficient either elementary empty entire equal"
    " erroneous essential eventually evident exact exclusive existing expensive explicit external extra"
    " fair faithful false familiar far farther fast faster fatal feasible final fine finer fixed"
    " flexible following forbidden forward fragile free frequent fresh full further furthermore future"
    " general generic genuine good great greater greatest half halfway hard harder harmless heavier"
    " heavy helpful hereby high higher highest honest idempotent identical immediate immutable implicit"
    " important impossible inaccessible inactive incomplete inconsistent incorrect independent indirect"
    " indispensable individual inevitable initial inner intact intentional interchangeable internal"
    " invalid invisible irreversible joint large larger largest lasting late later latest legitimate"
    " light lighter lightweight likely likewise little local logical long longer longest loose low"
    " lower lowest main major mandatory manual maximal maximum meaningful meanwhile mere minimal"
    " minimum minor missing mixed moderate modest modular monthly multiple mutable mutual namely narrow"
    " narrower native natural neat necessary negative neutral nevertheless new newer newest nightly"
    " normal noticeable numerous obsolete obvious odd offline old older oldest online opposite optional"
    " orderly ordinary original otherwise outer overall parallel partial particular past periodic"
    " permanent personal physical plain plus pointless positive possible potential practical precise"
    " predictable premature present previous primary prior private proper public pure quick quicker"
    " random rare raw readable ready real reasonable recent recoverable redundant regular related"
    " relevant reliable repeated reproducible resilient respective responsible retroactive reversible"
    " right rigid rigorous robust rough safe safer same satisfied secondary secure sensible sensitive"
    " separate serious shared sharp short shorter shortest silent similar simple simpler simply"
    " simultaneous slow slower small smaller smallest sole somehow sound special specific stable stale"
    " stateless static steady straight straightforward strict stricter strong stronger strongest subtle"
    " successive sudden sufficient suitable superfluous sure surprising tedious temporary thereafter"
    " thorough tight tiny today tomorrow total traceable transparent trivial true trustworthy typical"
    " ultimate unable unambiguous unauthorised unauthorized unavoidable unchanged unclear unexpected"
    " uniform unintended unique universal unknown unlike unlikely unnecessary unreadable unrelated"
    " unsafe unused useful usual usually valid valuable various verifiable visible vital weak weaker"
    " weekly wide wider worth wrong yearly zero"
)
_IS: Final = (
    "abstraction abuse access action activity addition advantage aim alternative amount analysis"
    " anomaly answer api application approach argument array aspect assumption assurance attack attempt"
    " attention attribute authority backend background basis beginning behavior behaviour belonging"
    " benefit body bound boundary burden business byte calculation caller case cause center centre"
    " chance change character check choice circumstance clarity clash clock code coherence collection"
    " column combination comparison compiler compliance composition compromise computation concept"
    " condition confidence conflict confusion consequence consideration consistency constraint content"
    " context contradiction contrast control convention core correction count coverage creation"
    " criterion danger data database date day decision default definition delay deletion demand"
    " dependency description design detail difference direction discipline distinction document"
    " documentation domain doubt drawback duplicate duty ease effect efficiency effort element emphasis"
    " end endpoint engine entity entry enum environment equality error essence evidence example"
    " exception exclusion execution existence expectation experience exposure extent face fact failure"
    " fallback feature field figure filter flexibility flow focus form format foundation fraction"
    " freedom function future gap glance goal granularity grip ground guidance habit half handful"
    " handling harm hierarchy hint hour id idea identifier identity impact improvement inconsistency"
    " information input integrity intent intention interface interpretation interruption isolation key"
    " keyword kind knowledge lack latency legacy length life lifecycle lifetime limit limitation line"
    " link list load logic lookup loop loss maintenance majority manner material matter maximum meaning"
    " means mechanism memory method middle millisecond mind minimum minute mistake misuse mix model"
    " moment month motion multitude name nature need night nothing notion number object obligation"
    " obstacle occasion occurrence operation opinion opportunity option order origin outcome output"
    " outside overlap overview owner ownership page pair paragraph parameter part past path people"
    " percent performance period permission person perspective phase phrase piece place plan"
    " possibility power precision presence present pressure prevention principle priority privacy"
    " problem procedure process progress promise proof prose protection protocol purpose quality"
    " quantity question race range rationale reach reading reality reason record reduction redundancy"
    " reference relation relationship reliability reliance remainder replacement representation request"
    " requirement resilience respect response responsibility rest restriction result retrieval right"
    " rigour risk role root route row rule runtime safety sake scale scenario schema scope second"
    " secrecy section security semantics sense sentence sequence set setting shape shortage shortcut"
    " side sight silence simplicity simplification situation size sort source space specification speed"
    " stability stage standard standpoint start state statement status step storage store strategy"
    " string structure style subject substance substitute success sum summary supervision surface"
    " surprise survival symmetry system thing thought time tolerance top topic total transition"
    " transparency trend trust truth turn type uniqueness unit update urgency usage use validation"
    " validity value variant variety version view violation visibility way weakness week whole word"
    " wording work workflow world year"
)
"""Nouns of plans, of time and of talk."""
_ENDINGS: Final = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("ly", ""),
    ("ily", "y"),
    ("bly", "ble"),
)
_DOUBLE: Final = re.compile(r"([bdglmnprt])\1\Z")
_ACTS: Final = re.compile(
    r"(?:(?<=\w{5})ion|(?<=\w{4})(?:ation|al|ment|ance|ence|ity|ness|able|ible|ive))\Z"
)
"""What makes a noun or an adjective of a verb. Endings of people (`-er`, `-ee`) make a role of it."""


def is_ordinary(word: str) -> bool:
    """Tell whether a word in lower case says nothing that a plan would have to say."""
    return _is_form_of(word, _ordinary())


def is_grammar(word: str) -> bool:
    """Tell whether a word only holds a sentence together."""
    return word in _grammar()


def is_quality(word: str) -> bool:
    """Tell whether a word says what something is like, and not what it is."""
    return _is_form_of(word, _qualities())


def root(word: str) -> str:
    """Return what `approve`, `approves` and `approval` have in common; `approver` is somebody else."""
    bare = min(_bases(_ACTS.sub("", singular(word))), key=lambda one: (len(one), one))
    return _DOUBLE.sub(r"\1", bare.removesuffix("e"))


@cache
def _ordinary() -> frozenset[str]:
    return _grammar() | _qualities() | frozenset((*_DOES.split(), *_IS.split()))


@cache
def _grammar() -> frozenset[str]:
    return frozenset(_GRAMMAR.split())


@cache
def _qualities() -> frozenset[str]:
    return frozenset(_IS_LIKE.split())


def _is_form_of(word: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint(_bases(word))


def _bases(word: str) -> Iterator[str]:
    """Yield what a word may be a form of."""
    yield word
    yield singular(word)
    for ending, other in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2:
            yield bare + other
            yield _DOUBLE.sub(r"\1", bare) + other
