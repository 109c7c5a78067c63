"""What the templates may see of the settings that the code acts on."""

from dataclasses import dataclass

from luke_cli.backend.views.paging import CursorView, cursor_view, given
from luke_cli.backend.views.paths import base_path
from luke_cli.backend.views.queries import optional_member
from luke_cli.backend.views.schemas import MemberView
from luke_cli.backend.views.uploads import picture_size, upload_types
from luke_cli.names import snake
from luke_cli.spec.model import Spec
from luke_cli.spec.paging import OFFSETS, is_beside
from luke_cli.spec.values import items, seconds, size_bytes


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Settings of the plan, as numbers and words; strings are not in quotes."""

    base_path: str
    invalid: int
    """Status of a body that its schema refuses."""
    items_key: str
    """The member of a page that holds its rows."""
    nested_paging: str
    """The member that holds the paging; "" if it lies beside the items."""
    page_name: str
    """What clients call which page it is, or behind which cursor."""
    size_name: str
    page: MemberView
    """In a query; Python, as is all that follows."""
    size: MemberView
    rows: MemberView
    """In an answer."""
    nested: MemberView
    paged: tuple[MemberView, ...]
    """Beside the rows of a page, or in `nested`."""
    offset: bool
    """Pages are asked for by the number of rows before them."""
    cursor: CursorView | None
    """None if pages are asked for by their number, or by the rows before them."""
    page_size: int
    page_size_max: int
    access_minutes: int
    refresh_minutes: int
    reset_minutes: int
    lockout_attempts: int
    lockout_minutes: int
    lockout_minutes_max: int
    """How long a lock may become; 0 if it does not grow."""
    lockout_status: int
    answer_minutes: int
    """How long the answer to a request with a key is kept."""
    liveness_path: str
    readiness_path: str
    metrics_path: str
    request_id_header: str
    upload_bytes: int
    upload_types: tuple[tuple[str, str, str], ...]
    """Media type, first bytes and suffix, all Python."""
    worker_port: int
    pictures: tuple[int, int] | None
    """Width and height, in pixels, that a picture may have."""


def settings_view(spec: Spec) -> SettingsView:
    """Return the settings of a plan, or what stands for those that it leaves out."""
    envelope = items(spec.setting("list_envelope")) or ("items",)
    paging = (*(items(spec.setting("paging")) or ("page",)), "limit")[:2]
    page_size = count_of(spec.setting("page_size"), 20)
    offset = snake(paging[0]) in OFFSETS
    cursor = cursor_view(spec)
    if cursor is not None:
        nested = cursor.path[0] if len(cursor.path) > 1 else ""
        paged = tuple(filter(None, (cursor.following, cursor.more)))
    else:
        nested = next((word for word in envelope[1:] if not is_beside(word)), "")
        paged = (given(paging[0], "int"), given(paging[-1], "int"), given("total", "int"))
    first = "None" if cursor else "0" if offset else "1"
    return SettingsView(
        base_path=base_path(spec),
        invalid=count_of(spec.setting("validation_status"), 422),
        items_key=envelope[0],
        nested_paging=nested,
        page_name=paging[0],
        size_name=paging[-1],
        page=optional_member(paging[0], "", first),
        size=optional_member(paging[-1], "", str(page_size)),
        rows=given(envelope[0], "list[Item]"),
        nested=given(nested, "Paging"),
        paged=paged,
        offset=offset,
        cursor=cursor,
        page_size=page_size,
        page_size_max=count_of(spec.setting("page_size_max"), 100),
        access_minutes=minutes_of(spec.setting("access_token_ttl"), 15),
        refresh_minutes=minutes_of(spec.setting("refresh_token_ttl"), 7 * 24 * 60),
        reset_minutes=minutes_of(spec.setting("reset_token_ttl"), 60),
        lockout_attempts=count_of(spec.setting("lockout_attempts"), 5),
        lockout_minutes=minutes_of(spec.setting("lockout_time"), 15),
        lockout_minutes_max=minutes_of(spec.setting("lockout_time_max"), 24 * 60)
        if spec.setting("lockout_backoff") == "doubling"
        else 0,
        lockout_status=count_of(spec.setting("lockout_status"), 429),
        answer_minutes=minutes_of(spec.setting("idempotency_ttl"), 24 * 60),
        liveness_path=spec.setting("liveness_path") or "/health/live",
        readiness_path=spec.setting("readiness_path") or "/health/ready",
        metrics_path=spec.setting("metrics_path") or "/metrics",
        request_id_header=spec.setting("request_id_header") or "X-Request-ID",
        upload_bytes=_size(spec.setting("upload_max_size"), 10 * 1024**2),
        upload_types=upload_types(spec),
        worker_port=count_of(spec.setting("port"), 8000) % 65_535 + 1,
        pictures=picture_size(spec),
    )


def count_of(text: str, default: int) -> int:
    """Return a number of the plan, or what stands for it."""
    return int(text) if text.isdigit() else default


def minutes_of(text: str, default: int) -> int:
    """Return a time of the plan in minutes, or what stands for it."""
    try:
        return max(1, round(seconds(text) / 60))
    except ValueError:
        return default


def _size(text: str, default: int) -> int:
    try:
        return size_bytes(text)
    except ValueError:
        return default
