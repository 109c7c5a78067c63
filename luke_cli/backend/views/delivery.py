"""What the files around the code may say: packaging, container, README."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.requirements import lock_of, requirements_of
from luke_cli.backend.views.accounts import has_second_factor, recovers
from luke_cli.backend.views.belonging import tenant_of
from luke_cli.backend.views.limits import SharedView, shared_view
from luke_cli.backend.views.passwords import example_password, password_view, refuses_common
from luke_cli.backend.views.paths import base_path
from luke_cli.backend.views.settings import settings_view
from luke_cli.backend.views.uploads import keeps_in_bucket
from luke_cli.names import kebab, snake
from luke_cli.spec.comparisons import comparisons_of
from luke_cli.spec.invitations import ACCEPT, invites
from luke_cli.spec.lifetimes import forgotten
from luke_cli.spec.model import FieldRole, Kind, Operation, Spec, TypeName
from luke_cli.spec.notifications import QUEUED, tells_by
from luke_cli.spec.once import takes_key
from luke_cli.spec.paging import by_cursor
from luke_cli.spec.tracing import traces
from luke_cli.spec.verification import verifies
from luke_cli.spec.webhooks import CHANNEL as WEBHOOK
from luke_cli.spec.webhooks import addresses_of

_BUCKET_DEV: Final = ("moto[s3,server]>=5.2", "types-boto3[s3]>=1.42")
_COMMON_DEV: Final = ("types-zxcvbn>=4.5",)
_DEV: Final = (
    "bandit>=1.9",
    "httpx2>=2.16",
    "mypy>=2.4",
    "pytest>=9.2",
    "pytest-cov>=7",
    "pytest-xdist>=3.8",
    "ruff>=0.17,<0.18",
    "schemathesis>=4.32",
)
_ENDING: Final = ("auth.logout", "auth.log_out")
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class OpenView:
    """An operation whose behaviour nobody has written yet."""

    name: str
    request: str
    """For example `POST /expenses/{id}/pay`."""
    because: str
    """Markdown."""
    name_in_contract: str
    """TOML: the request with its whole path."""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """The names and numbers of packaging and deployment."""

    title: str
    """Markdown."""
    slug: str
    distribution: str
    """TOML, with quotes; so are version, description and requirements."""
    version: str
    description: str
    requirements: tuple[str, ...]
    dev_requirements: tuple[str, ...]
    lock: str
    """All packages, pinned."""
    uploads: bool
    bucket: bool
    """Uploads may go to a server that speaks S3."""
    shared: SharedView
    """What processes do together on a Valkey."""
    volume: bool
    """Uploads are kept in a volume that all replicas share."""
    traces: bool
    """Requests have spans that go to a collector."""
    recovers: bool
    """It sends mail to those who forgot their password."""
    queued: bool
    """A worker sends what stands in an outbox."""
    tells: bool
    """People get mail about what has happened."""
    timed: bool
    """Some step is taken by time, or rows are kept only so long."""
    forgets: bool
    """Rows are kept only so long."""
    worker_port: int
    receivers: tuple[str, ...] | None
    """Who gets webhooks by the settings; None if nobody gets any."""
    verifies: bool
    invites: bool
    """It sends mail to those who have to confirm their address."""
    second_factor: bool
    """Accounts may have an authenticator app."""
    port: str
    base_path: str
    liveness_path: str
    readiness_path: str
    metrics_path: str
    cluster_name: str
    """The slug as a name in a cluster and of an image."""
    replicas: tuple[int, int]
    """At least and at most."""
    scale_at: tuple[tuple[str, int], ...]
    """A resource and the percentage of it above which there is another replica."""
    login_path: str
    """Path of the login operation; "" if there is none."""
    example_path: str
    """Path of something to read."""
    database: str
    """The slug as the name of a database."""
    login_by: str
    login_example: str
    """An account for the example commands."""
    roles: tuple[str, ...]
    open_operations: tuple[OpenView, ...]
    locks: bool
    """Some record has a version."""
    once: bool
    """Some request takes an Idempotency-Key."""
    uploading: tuple[str, ...]
    """TOML: the requests that store a file."""
    ending: tuple[str, ...]
    """TOML: the requests that end the login of the caller."""
    choosing: tuple[str, ...]
    """TOML: the requests with a new password, if chance makes none that is good."""
    comparing: tuple[str, ...]
    """Requests of which two members are compared."""
    walked: tuple[str, ...]
    """TOML: the lists whose pages begin behind a cursor."""
    password: str
    """One for the example commands."""

    @property
    def mails(self) -> bool:
        """It writes letters."""
        return self.recovers or self.verifies or self.invites or self.tells


def delivery_view(spec: Spec) -> DeliveryView:
    """Collect what packaging, container and README say about a spec."""
    slug = kebab(spec.project) or "backend"
    uploads = any(operation.kind is Kind.UPLOAD for operation in spec.operations)
    bucket = keeps_in_bucket(spec)
    parts = _parts(spec)
    login = spec.operation("auth.login")
    settings = settings_view(spec)
    more = (*(_BUCKET_DEV if bucket else ()), *(_COMMON_DEV if "passwords" in parts else ()))
    login_by = spec.setting("login_by") or "email"
    return DeliveryView(
        title=_markdown(spec.project),
        slug=slug,
        distribution=_toml(slug if slug.endswith("backend") else f"{slug}-backend"),
        version=_toml(_version(spec)),
        description=_toml(f"The backend of {spec.project}."),
        requirements=tuple(map(_toml, requirements_of(parts))),
        dev_requirements=tuple(map(_toml, sorted((*_DEV, *more)))),
        lock=lock_of(parts),
        uploads=uploads,
        bucket=bucket,
        shared=shared_view(spec),
        volume=uploads and not bucket,
        traces=traces(spec),
        recovers=recovers(spec),
        queued=tells_by(spec, *QUEUED),
        tells=tells_by(spec, "mail"),
        timed=bool(spec.timed or forgotten(spec)),
        forgets=bool(forgotten(spec)),
        receivers=addresses_of(spec) if tells_by(spec, WEBHOOK) else None,
        worker_port=settings.worker_port,
        verifies=verifies(spec),
        invites=invites(spec),
        second_factor=has_second_factor(spec),
        port=_port(spec),
        base_path=base_path(spec),
        liveness_path=settings.liveness_path,
        readiness_path=settings.readiness_path,
        metrics_path=settings.metrics_path,
        cluster_name=_cluster_name(slug),
        replicas=_replicas(spec),
        scale_at=_scale_at(spec),
        login_path=base_path(spec) + login.path if login else "",
        example_path=base_path(spec) + _example(spec),
        database=slug.replace("-", "_"),
        login_by=login_by,
        login_example=_example_login(spec),
        roles=tuple(role.name for role in spec.roles),
        open_operations=tuple(
            _open(spec, operation) for operation in spec.operations if operation.kind is Kind.CUSTOM
        ),
        locks=any(f.role is FieldRole.LOCK for entity in spec.entities for f in entity.fields),
        once=any(takes_key(spec, operation) for operation in spec.operations),
        uploading=_requests(spec, (o for o in spec.operations if o.kind is Kind.UPLOAD)),
        ending=_requests(spec, (o for o in spec.operations if o.name.startswith(_ENDING))),
        choosing=_choosing(spec),
        comparing=_comparing(spec),
        walked=_requests(spec, (o for o in spec.operations if _is_walked(spec, o))),
        password=example_password(spec),
    )


def _requests(spec: Spec, operations: Iterable[Operation]) -> tuple[str, ...]:
    return tuple(_toml(_request(spec, operation)) for operation in operations)


def _is_walked(spec: Spec, operation: Operation) -> bool:
    return operation.kind is Kind.LIST and operation.group != "auth" and by_cursor(spec)


def _choosing(spec: Spec) -> tuple[str, ...]:
    account = spec.account
    if account is None or not password_view(spec, account).ruled:
        return ()
    set_by = ("register", "change_password", "reset_password", ACCEPT)
    setting = (*(f"auth.{verb}" for verb in set_by), f"{snake(account.name)}.create")
    return _requests(spec, (one for one in spec.operations if one.name in setting))


def _comparing(spec: Spec) -> tuple[str, ...]:
    compared = {
        snake(entity.name): {
            name for one in comparisons_of(entity) for name in (one.field, one.other)
        }
        for entity in spec.entities
    }
    needs = {step.operation: step.needs for step in spec.transitions}

    def compares(operation: Operation) -> bool:
        those = compared.get(operation.group, set())
        writes = operation.kind in (Kind.CREATE, Kind.UPDATE)
        return bool(those) if writes else not those.isdisjoint(needs.get(operation.name, ()))

    known = _choosing(spec)
    return tuple(
        one for one in _requests(spec, filter(compares, spec.operations)) if one not in known
    )


def _example_login(spec: Spec) -> str:
    """Return an account that `python -m backend.commands seed` makes."""
    names = [role.name for role in spec.roles]
    role = next((name for name in reversed(names) if "admin" in name), [*names, "somebody"][0])
    return f"{role}@acme.example" if tenant_of(spec) else f"{role}@example.com"


def _example(spec: Spec) -> str:
    lists = (operation.path for operation in spec.operations if operation.kind is Kind.LIST)
    return next((path for path in lists if "{" not in path), "")


def _parts(spec: Spec) -> tuple[str, ...]:
    """Return the parts of a backend that bring requirements of their own."""
    uploads = any(operation.kind is Kind.UPLOAD for operation in spec.operations)
    wanted = {
        "backend": True,
        "forms": uploads or _takes_files(spec),
        "shared": bool(shared_view(spec).words),
        "pictures": settings_view(spec).pictures is not None,
        "bucket": keeps_in_bucket(spec),
        "webhooks": tells_by(spec, WEBHOOK),
        "tracing": traces(spec),
        "totp": has_second_factor(spec),
        "passwords": refuses_common(spec),
    }
    return tuple(part for part, is_wanted in wanted.items() if is_wanted)


def _takes_files(spec: Spec) -> bool:
    members = (member for contract in spec.contracts for member in contract.takes.members)
    return any(member.type.name is TypeName.FILE for member in members) or any(
        contract.takes.file for contract in spec.contracts
    )


def _open(spec: Spec, operation: Operation) -> OpenView:
    asked = [question for question in spec.questions if question.name in operation.basis]
    because = "; ".join(question.meanwhile for question in asked)
    request = f"{operation.method} {operation.path}"
    whole = _toml(_request(spec, operation))
    return OpenView(operation.name, request, _markdown(because) or "not described", whole)


def _request(spec: Spec, operation: Operation) -> str:
    return f"{operation.method} {base_path(spec)}{operation.path}"


def _version(spec: Spec) -> str:
    """Return the version of the API, from a setting such as `"Tasks API", "1.0.0"`."""
    found = re.search(r"\d+(?:\.\d+)+", spec.setting("api"))
    return found[0] if found else "1.0.0"


def _port(spec: Spec) -> str:
    port = spec.setting("port")
    return port if port.isdigit() and 0 < int(port) < 65_536 else "8000"


def _cluster_name(slug: str) -> str:
    """Return a slug as a DNS label of at most 50 letters, which leaves room for endings.

    Source: RFC 1123.
    """
    label = re.sub(r"[^a-z0-9-]+", "-", slug.lower())[:50].strip("-")
    return label if label[:1].isalpha() else f"backend-{label}".strip("-")


def _replicas(spec: Spec) -> tuple[int, int]:
    least, most = spec.setting("replicas_min"), spec.setting("replicas_max")
    low = int(least) if least.isdigit() and int(least) else 2
    high = int(most) if most.isdigit() else max(low, 6)
    return min(low, 1000), min(max(low, high), 1000)


def _scale_at(spec: Spec) -> tuple[tuple[str, int], ...]:
    """Return the use of processors, then of memory, as the plan lists them."""
    said = (int(percent) for percent in re.findall(r"(\d{1,3}) ?%", spec.setting("scale_at")))
    found = tuple(zip(("cpu", "memory"), (p for p in said if 0 < p <= 100), strict=False))
    return found or (("cpu", 70),)


def _toml(text: str) -> str:
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return json.dumps(" ".join(clean.split()), ensure_ascii=False)


def _markdown(text: str) -> str:
    """Return words of the documents as one line of Markdown that opens no markup."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return _MARKS.sub(r"\\\1", " ".join(clean.split()))
