"""Whether the documents ask that a request which is sent again happens once, by a key of its own.

POST requests accept an Idempotency-Key header.   ->   idempotency_ttl, 24 h
Retries must not create an order twice.           ->   idempotency_ttl, 24 h
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.spec.facts import Fact, HeaderFact
from luke_cli.spec.model import Assumption, Setting
from luke_cli.spec.once import DEFAULT, SETTING
from luke_cli.spec.resolve.said import Line, Said

_ASSUMPTION: Final = "A-idempotency-ttl"
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+|\s*\|\s*")
_SAID: Final = re.compile(
    r"idempot|\b(?:twice|once|dupl\w+|doubl\w+|second(?:ly)?|two)\b", re.IGNORECASE
)
_KEY: Final = re.compile(r"\bidempotency[- ]?(?:keys?|headers?)\b", re.IGNORECASE)
_EVERY: Final = re.compile(
    r"\b(?:all|every|each|any)\b[^.;]{0,40}\b(?:posts?|creat\w+|writes?|writing|mutat\w+|changes?|requests?|"
    r"endpoints?|calls?)\b[^.;]{0,40}\bidempotent"
    r"|\b(?:posts|posts? (?:requests?|calls?)|writes|retries|write (?:requests?|endpoints?|calls?))"
    r" (?:are|is|must be|should be|have to be) idempotent",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(
    r"\bretr(?:y|ies|ied|ying)\b|\bre-?(?:sen[dt]|submi|post)\w*|\brepeated (?:requests?|calls?|posts?|submi\w+)"
    r"|\b(?:sen[dt]|sends|sending|submit\w*|posted|posts|posting|synced|syncs|synchroni[sz]ed)\b"
    r"(?: \w+){0,4} (?:again|twice)\b"
    r"|\bdouble[- ](?:click|tap|submi|post)\w*|\b(?:sync\w*|offline)\b",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(
    r"\b(?:not?|never|cannot|can't|without|neither|avoids?|prevents?|instead of)\b[^.;]{0,60}"
    r"\b(?:twice|duplicat\w+|doubles?|doubled|a second|another (?:one|row|record)|two)\b"
    r"|\b(?:happens?|creat\w+|made|stor\w+|sav\w+|processed|applied|executed|effect|recorded|counted|"
    r"charged|booked|placed|ordered)\b[^.;]{0,30}\bonce\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:jobs?|workers?|queues?|events?|consumers?|migrations?|webhooks?|(?:e-?)?mails?|notifications?|links?|codes?|tokens?|passwords?|messages?|"
    r"cron|schedulers?|batch(?:es)?|imports?|brokers?|kafka|stripe|adyen|paypal|provider|gateway|"
    r"outgoing|third[- ]part\w+|downstream|upstream|chunks?)\b",
    re.IGNORECASE,
)
"""Where something else than a client of this backend sends again."""
_UNWANTED: Final = re.compile(
    r"\b(?:no|without|against) (?:\w+ )?idempot|\blater\b|\bout of scope\b|\bwon't\b|\bfuture\b|"
    r"\bphase \d|\bnot (?:needed|supported|used|planned|built|wanted|yet|now)\b",
    re.IGNORECASE,
)


def says_once(text: str) -> bool:
    """Tell whether a text asks that what a client sends again happens once."""
    return any(map(_says_once, _SENTENCE.split(text)))


def _says_once(sentence: str) -> bool:
    asked = _KEY.search(sentence) or _EVERY.search(sentence)
    again = asked or (_AGAIN.search(sentence) and _ONCE.search(sentence))
    return bool(again) and not _ELSEWHERE.search(sentence) and not _UNWANTED.search(sentence)


def once_settings(
    said: Said, chosen: Mapping[str, Setting], assumptions: list[Assumption]
) -> Iterator[Setting]:
    """Yield how long the answer to a key is kept, where keys are asked for and no document says it."""
    asked: list[Fact | Line] = [*said.of(HeaderFact)]
    asked += [line for line in said.mentions(_SAID) if says_once(line.text)]
    if not asked or SETTING in chosen:
        return
    sources = said.sources(asked)
    assumptions.append(
        Assumption(
            name=_ASSUMPTION,
            about=f"#{SETTING}",
            proposal=f"a POST takes an `Idempotency-Key`, whose answer is kept for {DEFAULT}",
            why="what is sent again has to happen once, and no document says for how long",
            sources=sources,
        )
    )
    yield Setting(SETTING, DEFAULT, sources, (_ASSUMPTION,))
