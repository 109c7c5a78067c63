"""Who is told of which operation, and what stands in the way where the documents do not say enough."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import kebab, words
from luke_cli.spec.facts import NotificationFact, SettingFact
from luke_cli.spec.inbox import CHANNEL as IN_APP
from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.model import (
    CHANNELS,
    Assumption,
    Notification,
    Operation,
    Question,
    Setting,
    Spec,
)
from luke_cli.spec.notifications import QUEUED, is_account, subject_of
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.events import operations_meant
from luke_cli.spec.resolve.inbox import shows_notices
from luke_cli.spec.resolve.recipients import recipients
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.webhooks import receivers, with_webhook_assumptions
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK

_CHANNEL: Final = "A-notification-channel"
_QUEUE: Final = "A-job-queue"
_SETTING: Final = "job_queue"
_USUAL: Final = {
    "mail": (
        "who is to be told gets a mail",
        "no document says how, and an account has an address for mail",
    ),
    IN_APP: (
        "who is to be told finds it in the list of their notifications",
        "no document says how, and the application shows such a list",
    ),
}
_WORDS: Final = 4
_NO_WORDS: Final = frozenset(
    "the a an is are was has been when my their its it and or to of by".split()
)


@dataclass(slots=True)
class _Found:
    """What has been made of the claims so far."""

    usual: str
    """The channel where no document says how."""
    rows: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    """Recipients by operation and channel."""
    facts: dict[tuple[str, str], list[NotificationFact]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def is_assumed(self, row: tuple[str, str]) -> bool:
        """Tell whether no document says how."""
        return not any(fact.channel for fact in self.facts[row])


def with_notifications(said: Said, spec: Spec, names: EntityNames) -> Spec:
    """Return a spec that says who is told of what; without claims it stays as it is."""
    lists = inbox_of(spec) is not None
    found = _Found(IN_APP if lists and shows_notices(said) else "mail")
    for fact in said.of(NotificationFact):
        operations = operations_meant(spec, names, fact.event)
        if not operations:
            _ask(said, found, fact, _unclear(fact, "What calls for it", "Nothing is sent"))
        elif fact.channel not in ("", *CHANNELS) or (fact.channel == IN_APP and not lists):
            _ask(said, found, fact, _undelivered(fact, operations[0]))
        else:
            for operation in operations:
                _tell(said, spec, found, operation, fact)
    rows = _rows(said, spec, found)
    spec = replace(
        spec,
        notifications=rows,
        assumptions=(*spec.assumptions, *_channel(said, found)),
        questions=(*spec.questions, *found.questions.values()),
    )
    spec = with_webhook_assumptions(spec)
    queued = any(row.channel in QUEUED for row in rows)
    return _with_queue(said, spec) if queued else spec


def _tell(
    said: Said, spec: Spec, found: _Found, operation: Operation, fact: NotificationFact
) -> None:
    channel = fact.channel or found.usual
    to, unknown = _told(spec, operation, channel, fact.told)
    if to:
        found.rows.setdefault((operation.name, channel), {}).update(dict.fromkeys(to))
        found.facts.setdefault((operation.name, channel), []).append(fact)
    if unknown:
        who = " and ".join(f'"{one}"' for one in unknown)
        what = "account" if channel == IN_APP else "address"
        question = _unclear(fact, f"Who is {who}, with which {what}", "They are not told")
        _ask(said, found, fact, replace(question, about=operation.name))


def _told(spec: Spec, operation: Operation, channel: str, told: str) -> tuple[list[str], list[str]]:
    """Return whom some words mean who can be told over a channel, and the words that mean nobody."""
    entity = subject_of(spec, operation)
    if entity is None or channel == WEBHOOK:
        return receivers(spec, told), []
    to, unknown = recipients(spec, operation, entity, told)
    if channel != IN_APP:
        return to, unknown
    known = [one for one in to if is_account(spec, entity, one)]
    return known, [*unknown, *(one for one in to if one not in known)]


def _ask(said: Said, found: _Found, fact: NotificationFact, question: Question) -> None:
    before = found.questions.get(question.name, question)
    places = (*before.sources, *said.sources([fact]))
    found.questions[question.name] = replace(before, sources=tuple(dict.fromkeys(places)))


def _unclear(fact: NotificationFact, ask: str, meanwhile: str) -> Question:
    content = [word for word in words(f"{fact.told} {fact.event}") if word not in _NO_WORDS]
    return Question(
        name=f"Q-told-{kebab(' '.join(content[:_WORDS])) or 'somebody'}",
        about="notifications",
        meanwhile=f'{ask}: "{fact.told}", when "{fact.event}"? {meanwhile}.',
        ask="product owner",
    )


def _undelivered(fact: NotificationFact, operation: Operation) -> Question:
    return Question(
        name=f"Q-told-by-{fact.channel}",
        about=operation.name,
        meanwhile=f"Which service delivers by {fact.channel}, and to which address? Nothing is sent by it.",
        ask="architect",
    )


def _rows(said: Said, spec: Spec, found: _Found) -> tuple[Notification, ...]:
    return tuple(
        Notification(
            operation=operation.name,
            channel=channel,
            to=tuple(found.rows[operation.name, channel]),
            sources=said.sources(found.facts[operation.name, channel]),
            basis=(_CHANNEL,) if found.is_assumed((operation.name, channel)) else (),
        )
        for operation in spec.operations
        for channel in CHANNELS
        if (operation.name, channel) in found.rows
    )


def _channel(said: Said, found: _Found) -> Iterable[Assumption]:
    open_ = [row for row in found.facts if found.is_assumed(row)]
    if open_:
        proposal, why = _USUAL[found.usual]
        yield Assumption(
            name=_CHANNEL,
            about=open_[0][0],
            proposal=proposal,
            why=why,
            sources=said.sources(fact for row in open_ for fact in found.facts[row]),
        )


def _with_queue(said: Said, spec: Spec) -> Spec:
    """Say what queues what is to be sent, and why it is no broker."""
    facts = [fact for fact in said.of(SettingFact) if fact.key == _SETTING]
    named = sorted({fact.value for fact in facts} - {"outbox"})
    instead = f", not {' or '.join(named)}" if named else ""
    assumption = Assumption(
        name=_QUEUE,
        about=f"#{_SETTING}",
        proposal=f"a table of the database is the queue{instead}, and `python -m backend.commands work` takes from it",
        why="what is queued has to be there if and only if the change is: Celery, taskiq and SAQ keep it in a broker"
        " that commits by itself, and procrastinate works on PostgreSQL only, not on SQLite",
        sources=said.sources(facts),
    )
    others = tuple(setting for setting in spec.settings if setting.name != _SETTING)
    queue = Setting(_SETTING, "outbox", said.sources(facts), (_QUEUE,))
    about = tuple(d for d in spec.decisions if d.about != f"#{_SETTING}")
    return replace(
        spec,
        settings=(*others, queue),
        decisions=about,
        assumptions=(*spec.assumptions, assumption),
    )
