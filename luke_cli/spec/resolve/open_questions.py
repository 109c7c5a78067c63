"""What is asked for an operation that cannot be derived, by what its name is about."""

import re
from typing import Final, NamedTuple

from luke_cli.spec.model import Operation, Question
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.said import Said


class _Subject(NamedTuple):
    name: str
    words: str
    ask: str
    question: str


_SUBJECTS: Final = (
    _Subject("sso", r"sso|oauth\w*|google|github|facebook|apple|saml|openid|oidc|azure|microsoft",
             "security engineer", "Which identity provider, with which client?"),
    _Subject("mfa", r"mfa|2fa|totp|otp|two_factor|second_factor|biometric",
             "security engineer", "Which second factor, and where is its secret kept?"),
    _Subject("password-reset", r"forgot\w*|reset\w*|recover\w*",
             "security engineer", "Who delivers the reset link, and in which words?"),
    _Subject("email-verification", r"verify_email|verification|confirm_email|resend\w*|activate",
             "security engineer", "Who delivers the confirmation, and what may an "
                                  "unconfirmed account do?"),
    _Subject("invitations", r"invit\w*", "product owner",
             "Who delivers an invitation, and how long is it valid?"),
    _Subject("payments", r"pay|payments?|checkout|refund\w*|charge|billing|subscriptions?|"
                         r"payouts?|reimburse",
             "architect", "Which provider moves the money, with which account data?"),
    _Subject("ocr", r"ocr|extract\w*|scan\w*|recogni[sz]e",
             "architect", "Which service reads the files, and when is it called?"),
    _Subject("export", r"export\w*|download\w*|csv|pdf|print\w*",
             "product owner", "Which columns and formats has the export?"),
    _Subject("import", r"import\w*", "product owner", "Which format is imported, and what "
                                                      "happens to a bad row?"),
    _Subject("bulk", r"bulk|batch|multiple|mass", "product owner",
             "All rows or none, and how many at once?"),
    _Subject("analytics", r"analytics?|stats?|statistics?|summary|summaries|dashboards?|"
                          r"metrics|insights?|trends?|overview|counts?|totals?|spending|rollup",
             "product owner", "Which figures, over which rows and times?"),
    _Subject("reports", r"reports?|generate", "product owner", "Which reports, with which "
                                                               "columns?"),
    _Subject("integrations", r"integrations?|sync\w*|webhooks?|connect\w*|accounts?_mapping",
             "architect", "Which system first, and where is its record kept?"),
    _Subject("realtime", r"stream|live|realtime|ws|websocket|events|subscribe",
             "architect", "WebSocket, server-sent events or polling?"),
    _Subject("notifications", r"notif\w*|alerts?|reminders?|announce\w*|push|sms|email|mail|"
                              r"messages?",
             "architect", "Which events, channels and preferences?"),
    _Subject("search", r"search\w*|suggest\w*|autocomplete|nearby|geo|map", "architect",
             "Which fields are searched, and how are hits ranked?"),
    _Subject("request-info", r"request_(?:more_)?info\w*|clarif\w*", "web designer",
             "Which state is a row in after that, and who is told?"),
    _Subject("delegation", r"delegat\w*|substitut\w*", "architect",
             "Where are the dates of a delegation kept, and what does it hand over?"),
    _Subject("recommendation", r"recommend\w*|predict\w*|ai|ml|classif\w*|chat\w*",
             "architect", "Which model or rule answers?"),
)  # fmt: skip
_NAME: Final = re.compile(r"[^A-Za-z0-9_.-]+")


def question_id(draft: Draft) -> str:
    """Return the id of the question that an open operation waits for."""
    subject = _subject(draft.operation)
    group = draft.operation.group.replace("_", "-")
    if subject is None:
        return f"Q-{group}-behaviour"
    if draft.entity is None and (group.startswith(subject.name[:5]) or group == "auth"):
        return f"Q-{subject.name}"
    return f"Q-{group}-{subject.name}"


def questions_of(said: Said, drafts: list[Draft]) -> tuple[Question, ...]:
    """Return one question for all open operations that wait for the same answer."""
    waiting: dict[str, list[Draft]] = {}
    for draft in drafts:
        for name in draft.operation.basis:
            if name.startswith("Q-"):
                waiting.setdefault(name, []).append(draft)
    return tuple(_question(said, name, found) for name, found in waiting.items())


def _question(said: Said, name: str, drafts: list[Draft]) -> Question:
    first = drafts[0].operation
    subject = _subject(first)
    names = [f"`{draft.operation.name}`" for draft in drafts]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    does = "does" if len(names) == 1 else "do"
    asked = subject.question if subject else f"What exactly {does} {listed} do?"
    told = listed if subject else "It" if len(names) == 1 else "They"
    verb = "answers" if len(names) == 1 else "answer"
    places = [one for draft in drafts for one in (*draft.endpoint, *draft.facts)]
    return Question(
        name=name,
        about=first.name,
        meanwhile=f"{asked} {told} {verb} 501.",
        ask=subject.ask if subject else "architect",
        sources=said.sources(places),
    )


def _subject(operation: Operation) -> _Subject | None:
    words = f"{operation.verb} {operation.group}"
    for text in (operation.verb, words):
        for subject in _SUBJECTS:
            if re.search(rf"(?:^|_|\b)(?:{subject.words})(?:_|\b|$)", text):
                return subject
    return None
