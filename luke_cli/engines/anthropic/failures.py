"""What went wrong with a request, by kind: wait and ask again, or stop and say what to do."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from luke_cli.engines.anthropic.prices import PRICES, nearest
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.errors import LukeError, ProviderError, UsageError
from luke_cli.usage import NOTHING

_SHOWN: Final = 200
_BUSY_TYPES: Final = ("overloaded_error", "api_error", "rate_limit_error", "timeout_error")
_BUSY_STATUS: Final = (408, 409, 429)
_SPEND: Final = (
    "contract_spend_limit_reached",
    "enforced_spend_limit_reached",
    "linked_organization_spend_limit_reached",
    "linked_organization_billing_unavailable",
    "organization_on_hold",
)


class BusyError(Exception):
    """The provider may answer later; `usage` was billed for what came so far."""

    def __init__(
        self, what: str, *, do: str = "run it again later", retry_after_s: float | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.retry_after_s = retry_after_s
        self.usage = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An error as the API tells it."""

    status: int
    """200 for one in mid-stream."""
    type: str
    code: str
    message: str
    headers: Mapping[str, str]
    model: str


class _Kind(NamedTuple):
    says: str
    do: str
    error: type[LukeError] = ProviderError


_KINDS: Final = {
    "credentials": _Kind(
        "the provider does not accept the key",
        "see ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, and whether ANTHROPIC_BASE_URL is meant",
    ),
    "rights": _Kind(
        "the key may not do this", "ask who owns the workspace, or take another --model"
    ),
    "spend": _Kind(
        "the spend limit of the account is reached",
        "raise it where the account is billed; what is answered stands in the journal",
    ),
    "large": _Kind(
        "the documents are larger than one request may be",
        "leave data out of app/design, or split documents",
    ),
    "context": _Kind(
        "the documents do not fit into the context of the model",
        "take a --model with a larger one, or leave data out of app/design",
    ),
    "model": _Kind(
        "the provider knows no model `{model}`",
        "--model or LUKE_MODEL names one that the key may use",
        UsageError,
    ),
    "refused": _Kind(
        "the provider refuses the request", "run it again with LUKE_DEBUG=1, and report it"
    ),
}
_BY_STATUS: Final = {401: "credentials", 402: "spend", 403: "rights", 404: "model", 413: "large"}
_STATUS: Final = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "overloaded_error": 529,
}
_CONTEXT: Final = ("prompt is too long", "context window", "context length")
_CREDIT: Final = ("credit balance", "spend limit", "billing")

NO_CREDENTIALS: Final = _Kind(
    "there is no key for the model",
    "set ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN, or ANTHROPIC_PROFILE);\n"
    "luke --design    needs none, and --replay DIR neither",
    UsageError,
)


def error_of(failure: Failure) -> BusyError | LukeError:
    """Return what a failure means for the run."""
    kind = _kind(failure)
    if not kind:
        return BusyError(_busy(failure), retry_after_s=_retry_after_s(failure.headers))
    known = _KINDS[kind]
    told = redacted(" ".join(failure.message.split()))[:_SHOWN]
    near = nearest(failure.model, PRICES) if kind == "model" else []
    do = f"{known.do}; others are {', '.join(near)}" if near else known.do
    return known.error(f"{known.says.format(model=failure.model)} ({told})", hint=do)


def failure_of(kind: str, message: str, model: str) -> Failure:
    """Return a failure that is told without a status: that of one question of a batch."""
    status = _STATUS.get(kind, 500)
    return Failure(status=status, type=kind, code="", message=message, headers={}, model=model)


def unreached(*, late: bool) -> BusyError:
    """Return the error of a request that never got to a provider, or whose answer is late."""
    if late:
        return BusyError("the provider did not answer in time")
    return BusyError(
        "the provider cannot be reached",
        do="see the network, and what ANTHROPIC_BASE_URL or `base_url` names",
    )


def no_credentials() -> LukeError:
    """Return the error of a run that has no key."""
    return NO_CREDENTIALS.error(NO_CREDENTIALS.says, hint=NO_CREDENTIALS.do)


def _kind(failure: Failure) -> str:
    """Return the kind of an error, "" if it passes."""
    said = failure.message.lower()
    if failure.code in _SPEND or failure.type == "billing_error":
        return "spend"
    if _is_busy(failure):
        return ""
    if failure.status == 400 and any(words in said for words in _CONTEXT):
        return "context"
    if failure.status == 400 and any(words in said for words in _CREDIT):
        return "spend"
    return _BY_STATUS.get(failure.status, "refused")


def _is_busy(failure: Failure) -> bool:
    if failure.status in _BUSY_STATUS or failure.status >= 500:
        return True
    return failure.status == 200 and failure.type in _BUSY_TYPES


def _busy(failure: Failure) -> str:
    if failure.status == 429 or failure.type == "rate_limit_error":
        return "the rate limit is reached"
    if failure.status == 529 or failure.type == "overloaded_error":
        return "the provider is overloaded"
    return f"the provider has a fault ({failure.status} {failure.type})"


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Return how long the provider asks to wait, None if it does not say.

    Source: RFC 9110, section 10.2.3.
    """
    for name, factor in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * factor)
        except (KeyError, ValueError):
            continue
    try:
        until = parsedate_to_datetime(headers["retry-after"])
        return max(0.0, until.timestamp() - time.time())
    except (KeyError, ValueError):
        return None
