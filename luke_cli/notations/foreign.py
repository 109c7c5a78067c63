"""Whose API a document speaks of: calls to the systems of others are not endpoints of ours.

Then we call *their* `POST /transports/{id}/start`.              ## Systems of others
The duties are polled (`GET /duties` on their host).              Texts go out through the gateway:
"""

import re
from functools import lru_cache
from typing import Final

EXTERNAL: Final = re.compile(
    r"""\b(?:third[ -]party|external|upstream|vendor|partner)[ ]
        (?:apis?|services?|systems?|endpoints?|integrations?)\b
    | \b(?:stripe|paypal|twilio|sendgrid|mailgun|xero|quickbooks|plaid|slack|hubspot|salesforce
        |shopify|zendesk|keycloak[ ]admin|auth0|okta|firebase|openai|anthropic|algolia|mapbox
        |google[ ](?:maps|vision|drive|calendar)|aws|azure|github|gitlab|jira|docusign)
        (?:[ ](?:rest[ ])?(?:api|apis|endpoints?|integration|service|calls?))?\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that name the API of somebody else."""
_OTHERS: Final = re.compile(
    r"""\b(?:other[ ]people|others)['’]s?[ ](?:systems?|apis?|services?|software|endpoints?)\b
    | \b(?:systems?|apis?|services?|endpoints?)[ ](?:of[ ]others|(?:that[ ])?we[ ](?:use|call|consume|depend))\b
    | \b(?:from|to)[ ](?:the[ ])?outside\b | \b(?:outside|foreign|neighbou?r(?:ing)?|consumed|remote)[ ]
        (?:systems?|apis?|services?|endpoints?)\b
    | \b(?:outbound|outgoing)[ ](?:calls?|requests?|apis?|integrations?)\b
    | \bthird[ -]part(?:y|ies)\b
    | \b(?:external|vendor|upstream)[ ](?:services|systems|dependencies|providers)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Headings over what belongs to somebody else; an `External API` may be ours, for others."""
_ALSO_OURS: Final = re.compile(r"\b(?:and|our|own|internal|public)\b|[&/+]", re.IGNORECASE)
_OURS: Final = re.compile(
    r"^/(?:api|webhooks?|hooks?|callbacks?)\b|webhook|callback|/(?:auth|oauth|integrations?|sso)\b"
)
"""Paths that others call on us."""
_OFFERED: Final = re.compile(
    r"\b(?:our|us\s+(?:at|on|via|through)|we\s+(?:offer|expose|provide|receive|answer|have|accept))\s+"
    r"(?:(?!(?:calls?|polls?|fetch(?:es)?|quer(?:y|ies)|asks?|pulls?|sends?)\s)[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What stands before a call that others make to us; `our job calls` is a call of ours."""
_PARTY: Final = r"(?:(?<!\bapi\s)gateway|provider|vendor|partner|carrier|third\s+party)"
_SENT: Final = re.compile(
    rf"\b(?:through|via|to|at)\s+(?:the|an?|our)\s+(?:[\w-]+\s+){{0,2}}{_PARTY}\b[^.!?]*:\s*$",
    re.IGNORECASE,
)
"""The sentence above a request that is sent to somebody else."""
_CALLED: Final = re.compile(
    r"\b(?:calls?|called|calling|polls?|polling|quer(?:y|ies)|querying|asks?|asking|uses?|using|hits?|hitting|"
    r"fetch(?:es|ing)?|pings?|to|via|through|against|it['’]s)"
    r"\s+(?:their(?:s)?(?:\s+own)?|the\s+(?:provider|vendor|partner|gateway|carrier)['’]s|"
    r"the\s+[\w-]+(?:\s[\w-]+)?\s+api['’]s)\s+(?:(?:own|public|rest|api|endpoint|resource|service|route)\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands directly before a call that goes to somebody else."""
_THEIRS: Final = re.compile(
    r"^\W*(?:(?:endpoint|call|method|resource|path|request)\W+)?(?:on|at|of|from|by|against)\s+"
    r"(?:their|its\s+own|the\s+(?:provider|vendor|partner|gateway|carrier|other)['’]?s?|somebody\s+else['’]s)\s+"
    r"(?:own\s+)?(?:host|hosts|side|servers?|api|apis|end|systems?|services?|platform|domain|machines?)\b",
    re.IGNORECASE,
)
"""What stands directly behind one."""
_WITH_OUR_KEY: Final = re.compile(
    r"^\W*(?:always\s+|only\s+)?(?:with|using|by)\s+our\s+(?:own\s+)?(?:api[ -]?)?"
    r"(?:keys?|tokens?|secret|credentials|account|certificate)\b",
    re.IGNORECASE,
)
"""It is us who call: `POST /unlock`, with our key."""
_PARTY_OF: Final = re.compile(
    r"https?://(?:[\w-]+\.)*?(?P<party>[\w-]{3,})\.\w{2,}(?::\d+)?$", re.IGNORECASE
)
_OF_THEIRS: Final = re.compile(r"\b(?:their|theirs|they)\b", re.IGNORECASE)
_NOT_US: Final = re.compile(
    r"^\W*\((?:[\w-]+,?\s+)?(?:not\s+(?:us|ours)|theirs|third[- ]party|(?:on|of)\s+their\s)",
    re.IGNORECASE,
)
_WE: Final = re.compile(r"\b(?:we|backend|server|worker|jobs?|cron)\b[^.!?]*$", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"^\W*(?:of|at|from|on)\s+(?:the\s+)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?(?:['’]s)?\s+"
    r"(?:API|api|service|servers?|host|side|system|gateway)\b"
)
"""`GET /rates` from the ECB API, where it is us who call."""
_THEIR_API: Final = re.compile(
    r"\btheir\s+(?:[\w-]+\s+)?(?:api|system|service|server|endpoints?|gateway|interface)\b[^.!?]*$",
    re.IGNORECASE,
)
_SERVERS: Final = re.compile(r"\b(?:back-?end|server|worker|job|scheduler|api)\b", re.IGNORECASE)
_SERVICES: Final = re.compile(
    r"\b(?:back-?end|servers?|workers?|jobs?|api|services?|gateway|app|application|controller|client|browser|"
    r"user|web|mobile|database|db|us)\b",
    re.IGNORECASE,
)
_NEAR: Final = 120
_ABOVE: Final = 3


def is_ours(path: str) -> bool:
    """Tell whether others call a path on us, by its words: hooks, callbacks, sign-in."""
    return bool(_OURS.search(path))


def is_below_others(section: tuple[str, ...]) -> bool:
    """Tell whether a heading above stands over the systems of others."""
    return any(_OTHERS.search(one) and not _ALSO_OURS.search(one) for one in section[-_ABOVE:])


def is_message_to_others(sender: str, receiver: str) -> bool:
    """Tell whether a message of a sequence leaves our server for a system that is not ours."""
    if EXTERNAL.search(receiver):
        return True
    return bool(_SERVERS.search(sender)) and not _SERVICES.search(receiver)


def is_sent_to_others(lead: str) -> bool:
    """Tell whether the words above a request say that somebody else gets it."""
    return bool(_SENT.search(lead[-_NEAR:]))


def is_of_others(before: str, after: str) -> bool:
    """Tell whether the words on both sides of a call say that it goes to somebody else."""
    left = re.sub(r"[*_`(\"“”]", "", before[-_NEAR:])
    right = re.sub(r"[*_`]", "", after[:_NEAR])
    if _OFFERED.search(left):
        return False
    if _CALLED.search(left) or _THEIR_API.search(left):
        return True
    named = _NAMED.search(right) and _WE.search(left)
    told = (_THEIRS, _NOT_US, _WITH_OUR_KEY)
    return bool(named or any(form.search(right) for form in told))


@lru_cache(maxsize=256)
def is_host_of_others(host: str, words: str) -> bool:
    """Tell whether the words of a section speak of whose host it is: `Latchly locks. Their webhook`."""
    party = _PARTY_OF.match(host)
    if party is None or not _OF_THEIRS.search(words):
        return False
    return bool(
        re.search(rf"(?<![\w./-]){re.escape(party['party'])}(?![\w./-])", words, re.IGNORECASE)
    )


def is_offered(before: str) -> bool:
    """Tell whether the words before a call say that it is ours: `Stripe calls our `."""
    return bool(_OFFERED.search(re.sub(r"[*_`(\"“”]", "", before[-_NEAR:])))
