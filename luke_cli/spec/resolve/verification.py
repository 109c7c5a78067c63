"""The confirmation of an e-mail address: whether the documents ask for it, and who waits for it.

POST /auth/verify-email              Users must confirm their e-mail address before they can sign in.
POST /auth/resend-verification       E-mail verification is required at registration.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import EndpointFact, Fact, RequirementFact, SettingFact
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    Setting,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.recovery import can_be_written_to
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.verification import (
    LIFETIME,
    MODE,
    REQUIRED,
    RESEND,
    VERIFIED,
    VERIFY,
    verified_field,
)

_ASSUMPTION: Final = "A-email-verification"
_PLACES: Final = {VERIFY: "/auth/verify-email", RESEND: "/auth/resend-verification"}
_PATHS: Final = {
    VERIFY: frozenset(
        """
        verify_email verify_email_address email_verify email_verification verify_account
        verify_registration email_verification_confirm verify_email_confirm confirm_email
        confirm_email_address email_confirm email_confirmation confirm_account confirm_registration
        activate_account account_activate registration_confirm
        """.split()
    ),
    RESEND: frozenset(
        """
        resend_verification resend_verification_email verification_resend verify_email_resend
        email_verification_resend email_verify_resend resend_verify_email resend_confirmation
        resend_confirmation_email confirmation_resend confirm_email_resend resend_activation
        send_verification send_verification_email request_verification resend_email_verification
        email_verification_request verify_resend
        """.split()
    ),
}
_WORDS: Final = re.compile(
    r"\b(?:confirm|verif(?:y|ies))\b (?:their|the|his|her|your|my|its|an?) (?:own |new )?e-?mail"
    r"|\be-?mail(?: address(?:es)?)? (?:(?:is|are|has|have|must|needs?|was) (?:\w+ )?)+?(?:confirmed|verified)\b"
    r"|\be-?mail(?: address)?[ -](?:verification|confirmation) (?:is |are )?(?:\w+ )?(?:required|mandatory|needed|at|on|after|before|by|upon|during|with)\b"
    r"|\b(?:confirmed|verified|unconfirmed|unverified) (?:e-?mail|address|accounts?|users?)\b"
    r"|\b(?:verification|confirmation|activation) (?:links?|tokens?)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:mfa|2fa|totp|sms|factor|otp|later|orders?|bookings?|payments?|reservations?|documents?)\b"
    r"|\b(?:no|not|without|never) (?:\w+ )?(?:e-?mail )?(?:verification|confirmation)\b",
    re.IGNORECASE,
)
_SIGNS: Final = r"(?:sign|log)(?:s|ging|ing)?[ -]?in\b"
_FREE: Final = re.compile(
    rf"\b(?:can|may)\b(?! not)[^.;]{{0,20}}\b{_SIGNS}[^.;]{{0,20}}\b(?:without|before|even|although|while|unconfirmed|unverified)\b"
    rf"|\b(?:unverified|unconfirmed) (?:accounts?|users?|members?) (?:can|may) (?:still |also )?{_SIGNS}",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+")
_SIGNING: Final = re.compile(
    r"api|v\d+|auth|authentication|accounts?|users?|me|my|regist(?:er|ration)|sign_?up"
)
"""What a path of signing in begins with: `/bookings/email-confirmation` is a letter about a booking."""


def verification_verb(account: Entity | None, method: str, words: Sequence[str]) -> str:
    """Return what the words of a path do about the confirmation of an address, "" if nothing."""
    if method not in ("POST", "PUT") or not can_be_written_to(account):
        return ""
    return next((verb for verb, paths in _PATHS.items() if "_".join(words) in paths), "")


def with_verification(
    said: Said, account: Entity | None, there: Mapping[str, Draft]
) -> Iterator[Draft]:
    """Yield the operations of a confirmation that the documents leave out."""
    facts = asking(said, account)
    if not facts or not can_be_written_to(account):
        return
    for verb, path in _PLACES.items():
        if verb not in there:
            yield auth_draft(
                SignIn(verb, "POST", path, "public"),
                sources=said.sources(one for one in facts if not isinstance(one, EndpointFact)),
                facts=[fact for fact in facts if isinstance(fact, RequirementFact)],
            )


def verification_settings(
    said: Said, account: Entity | None, assumptions: list[Assumption]
) -> Iterator[Setting]:
    """Yield whether somebody signs in before the address is confirmed."""
    facts = asking(said, account)
    if not facts or not can_be_written_to(account):
        return
    free = [line for line in said.mentions(_FREE) if _WORDS.search(line.text)]
    lines = [one for one in facts if isinstance(one, Line)]
    waits = [line for line in lines if re.search(_SIGNS, line.text, re.IGNORECASE)]
    told = free or waits
    assumptions.append(
        Assumption(
            name=_ASSUMPTION,
            about=f"#{MODE}",
            proposal="a letter goes out with each new account and at request, and a changed address has"
            " to be confirmed again" + ("" if told else ", and nobody signs in before that"),
            why="the documents ask for a confirmed address and leave this out",
            sources=said.sources(facts),
        )
    )
    basis = () if told else (_ASSUMPTION,)
    yield Setting(MODE, "optional" if free else REQUIRED, said.sources(told or facts), basis)


def with_verified(said: Said, account: Entity) -> Entity:
    """Return the account with what keeps that its address is confirmed."""
    if not asking(said, account) or not can_be_written_to(account):
        return account
    known = verified_field(account)
    if known is None:
        return replace(account, fields=(*account.fields, replace(VERIFIED, basis=(_ASSUMPTION,))))
    fields = (_kept(field) if field is known else field for field in account.fields)
    return replace(account, fields=tuple(fields))


def _kept(field: Field) -> Field:
    """Return a field of the documents as one that only a confirmation sets."""
    if field.type.name is TypeName.BOOLEAN:
        return replace(field, required=True, default="false", visibility=Visibility.READ_ONLY)
    return replace(field, required=False, default="", visibility=Visibility.READ_ONLY)


def asking(said: Said, account: Entity | None) -> list[Fact | Line]:
    """Return where the documents ask for a confirmed address: endpoints, stories, lines, a lifetime."""
    endpoints = [fact for fact in said.of(EndpointFact) if _is_one(fact, account)]
    lines = [line for line in said.mentions(_WORDS) if _is_asked(line.text)]
    places = {(line.place.file, line.place.line) for line in lines}
    stories = [fact for fact in said.asked(_WORDS) if _is_asked(fact.text)]
    lifetimes = [
        fact
        for fact in said.of(SettingFact)
        if fact.key == LIFETIME and (fact.place.file, fact.place.line) in places
    ]
    return [*endpoints, *lifetimes, *stories, *lines]


def _is_one(fact: EndpointFact, account: Entity | None) -> bool:
    if fact.method not in ("POST", "PUT") or "{" in fact.path:
        return False
    words = [snake(part) for part in fact.path.strip("/").split("/")]
    own = (snake(account.name), plural(snake(account.name))) if account else ()
    before = takewhile(lambda word: word in own or _SIGNING.fullmatch(word), words)
    paths = _PATHS[VERIFY] | _PATHS[RESEND]
    return any("_".join(words[start:]) in paths for start in range(len([*before]) + 1))


def _is_asked(text: str) -> bool:
    return any(
        _WORDS.search(sentence) and not _OTHER.search(sentence)
        for sentence in _SENTENCE.split(text)
    )
