"""Whether callers may show a key of this API in place of a token, and in which header.

Partners authenticate with an API key in the X-API-Key header.
Users can create personal API keys and revoke them.
API keys are shown once and stored as a hash.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence, Heading
from luke_cli.notations.said import Said, said_of, unwrapped
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, Fact, SettingFact

_KEY: Final = r"(?:api[ -]?keys?|access[ -]keys?|personal access tokens?|api tokens?|x-api-key)\b(?![ -]?(?:spoof|leak|thef))"
_HEADER: Final = re.compile(
    r"\b(X-(?!Idempotency)(?:[A-Za-z]+-){0,3}(?:Key|Token))\b", re.IGNORECASE
)
_HINT: Final = re.compile(_KEY, re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.;!?\n]+(?:[.](?=\w)[^.;!?\n]*)*[.;!?]?")
_NEAR: Final = r"[^.;]{0,60}?"
_ASKS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        (
            rf"\b(?:authenticat\w*|identif(?:y|ies|ied)|sign(?:s|ed)? in|call\w*|access\w*|authori[sz]e[sd]?|"
            rf"connects?|integrat\w*|secured?|protected)\b{_NEAR}\b(?:by|with|via|using|through)\b{_NEAR}{_KEY}"
        ),
        (
            rf"\b(?:can|may|able to|wants? to|allow\w*|lets?|must)\b{_NEAR}"
            rf"\b(?:creat|generat|issu|revok|mint|manag|mak|list|see|use|us)\w*\b{_NEAR}{_KEY}"
        ),
        rf"^\W*(?:creat|generat|issu|revok|manag)\w*\b{_NEAR}{_KEY}",
        rf"{_KEY}(?:[ -]based)? (?:authentication|auth|login|access|support|management)\b",
        (
            rf"{_KEY} (?:is|are|can be|may be|must be|will be) (?:only |never )*(?:shown|displayed|stored|hashed|issued|"
            rf"created|generated|revo(?:ked|cable)|scoped|personal|limited to|bound to|restricted|accepted|sent)\b"
        ),
        (
            rf"{_KEY} (?:has|have|carr(?:y|ies)|gets?|inherits?) (?:the |an? |its |their )?(?:\w+ )?"
            rf"(?:scopes?|roles?|rights|permissions|owners?|expiry|prefix)\b"
        ),
        rf"\bscopes? of (?:an? |the |each )?{_KEY}",
        rf"\b(?:requests?|calls|per|for each|each|every)\b[^.;]{{0,30}}\bper {_KEY}|\bper {_KEY}",
        r"\bX-API-Key\b[^.;]{0,30}\bheader|\bheader\b[^.;]{0,30}\bX-API-Key\b",
    )
)
_FOREIGN: Final = re.compile(
    r"\b(?:we|our|ours|third[- ]part\w+|vendors?|providers?|vaults?|secrets? managers?|"
    r"environment variables?|env|\.env|hard-?coded|commit\w*|repositor\w+|git|front-?end|stripe|twilio|"
    r"sendgrid|mailgun|postmark|mapbox|maps|google|openai|anthropic|aws|azure|firebase|slack|paypal|s3|"
    r"outgoing|outbound|external (?:services?|apis?|systems?)|upstream)\b",
    re.IGNORECASE,
)
"""The key of another API: one that this backend calls."""
_NOT: Final = re.compile(
    r"\b(?:no|not|never|without|cannot|instead of|nobody) (?:\w+ ){0,3}?(?:api|access)[ -]?(?:keys?|tokens?)\b"
    r"|\b(?:later|future|out of scope|won't|phase \d|not (?:supported|planned|offered|yet|in scope|possible))\b"
    r"|\?\s*$",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the sentences that ask for keys, and the header that they name."""
    for block in document.blocks:
        if not isinstance(block, Heading | Fence):
            for said in said_of(block):
                yield from _said(said)


def _said(said: Said) -> Iterator[SettingFact]:
    if _HINT.search(said.text) is None:
        return
    for match in _SENTENCE.finditer(unwrapped(said.text)):
        sentence = match[0]
        if not is_asked(sentence):
            continue
        start = match.start() + len(sentence) - len(sentence.lstrip())
        place = said.place(start, match.end())
        header = _HEADER.search(sentence)
        for key, value in (("api_keys", "yes"), ("api_key_header", header[1] if header else "")):
            if value:
                yield SettingFact(
                    place=place,
                    authority=Authority.PROSE,
                    section=said.section,
                    key=key,
                    value=value,
                )


def is_asked(sentence: str) -> bool:
    """Tell whether a sentence asks for keys of this API."""
    return (
        any(form.search(sentence) for form in _ASKS)
        and not _FOREIGN.search(sentence)
        and not _NOT.search(sentence)
    )
