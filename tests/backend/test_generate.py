"""A spec becomes a tree of files: complete, safe, and only what the plan needs."""

import ast
import re
from dataclasses import replace

import pytest

from luke_cli import assets
from luke_cli.backend.generate import PAGES, generate
from luke_cli.backend.naming import package_of
from luke_cli.backend.views.check_guards import guard_checks
from luke_cli.backend.views.limits import limits_of
from luke_cli.backend.views.settings import settings_view
from luke_cli.backend.views.world import world_of
from luke_cli.errors import UsageError
from luke_cli.plan import parse, render
from luke_cli.spec.api_keys import CREATE, LIST, REVOKE
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Guard,
    Kind,
    Notification,
    Operation,
    Precondition,
    Setting,
    Spec,
    Trait,
    Type,
    TypeName,
)
from luke_cli.spec.notifications import is_trigger, readers_of
from luke_cli.spec.once import takes_key
from luke_cli.spec.trail import WRITES
from luke_cli.spec.verification import RESEND, VERIFIED, VERIFY
from tests.backend.specs import LABORATORY

HOSTILE = 'He said """stop""" \\ {{ 7 * 7 }} {% raw %} \' # <b>\u2028'


@pytest.fixture(scope="module")
def taskboard() -> Spec:
    plan = assets.examples() / "taskboard/app/design/BACKEND-DEV.md"
    return parse(plan.read_text(encoding="utf-8"))


def _without(spec: Spec, *kinds: Kind) -> Spec:
    operations = tuple(o for o in spec.operations if o.kind not in kinds)
    kept = {o.name for o in operations}
    return replace(
        spec,
        operations=operations,
        transitions=tuple(t for t in spec.transitions if t.operation in kept),
        contracts=tuple(c for c in spec.contracts if c.operation in kept),
    )


def test_the_same_spec_gives_the_same_bytes(taskboard: Spec) -> None:
    assert generate(taskboard) == generate(taskboard)


def test_every_entity_has_a_folder(taskboard: Spec) -> None:
    tree = generate(taskboard)
    for entity in taskboard.entities:
        assert f"class {entity.name}(Base):" in tree[f"app/impl/backend/{entity.table}/model.py"]


def test_a_plan_without_uploads_has_no_storage(taskboard: Spec) -> None:
    tree = generate(_without(taskboard, Kind.UPLOAD, Kind.DOWNLOAD))
    assert "app/impl/backend/storage.py" not in tree
    assert "upload" not in tree["app/impl/backend/settings.py"]
    assert "python-multipart" not in tree["app/impl/pyproject.toml"]


def test_uploads_go_to_a_bucket_where_the_plan_names_one(taskboard: Spec) -> None:
    assert "app/impl/backend/buckets.py" not in generate(taskboard)
    settings = (*taskboard.settings, Setting("file_storage", "s3"))
    tree = generate(replace(taskboard, settings=settings))
    assert "storage_of(settings)" in tree["app/impl/backend/main.py"]
    assert "app/impl/tests/test_buckets.py" in tree
    assert "app/impl/deploy/uploads.yaml" not in tree
    assert "APP_UPLOAD_BUCKET" in tree["app/impl/deploy/configuration.yaml"]


def test_pictures_are_measured_where_the_plan_bounds_them(taskboard: Spec) -> None:
    assert "pillow" not in generate(taskboard)["app/impl/pyproject.toml"]
    settings = (*taskboard.settings, Setting("upload_max_pixels", "4000 px, 3000 px"))
    tree = generate(replace(taskboard, settings=settings))
    assert "MAX_PICTURE: Final = (4000, 3000)" in tree["app/impl/backend/storage.py"]
    assert "pillow" in tree["app/impl/pyproject.toml"]


def test_rules_of_passwords_bring_what_keeps_them(taskboard: Spec) -> None:
    """A plan of lengths alone has no module for them; each rule brings its own and no other."""
    plain = generate(taskboard)
    assert "app/impl/backend/passwords.py" not in plain
    assert "app/impl/tests/test_passwords.py" not in plain
    ruled = (Setting("password_rules", "digit, not common"), Setting("password_history", "4"))
    tree = generate(replace(taskboard, settings=(*taskboard.settings, *ruled)))
    assert '("a digit", str.isdecimal)' in tree["app/impl/backend/passwords.py"]
    assert "str.isupper" not in tree["app/impl/backend/passwords.py"]
    assert "RECENT: Final = 4" in tree["app/impl/backend/auth/history.py"]
    assert "zxcvbn==" in tree["app/impl/requirements.lock"]
    assert "past_passwords" in tree["app/impl/migrations/versions/0001_initial.py"]


def test_chance_chooses_no_password_where_rules_tell_what_is_one(taskboard: Spec) -> None:
    """Whoever sets one is left out of what any body may be sent to: a guest, too."""
    accept = Operation(
        "auth.accept_invitation", "POST", "/auth/accept-invitation", Kind.AUTH, ("public",)
    )
    spec = replace(taskboard, operations=(*taskboard.operations, accept))
    ruled = replace(spec, settings=(*spec.settings, Setting("password_rules", "digit")))
    name = f'"POST {taskboard.setting("base_path")}/auth/accept-invitation"'
    assert name not in generate(spec)["app/impl/schemathesis.toml"]
    assert name in generate(ruled)["app/impl/schemathesis.toml"]


def test_the_age_of_a_password_needs_a_field(taskboard: Spec) -> None:
    """A plan of which a person removed it keeps passwords for ever, and says so in its lead."""
    settings = (*taskboard.settings, Setting("password_max_age", "90 d"))
    spec = replace(taskboard, settings=settings)
    assert generate(spec).keys() == generate(taskboard).keys()
    assert "password_days" not in generate(spec)["app/impl/backend/settings.py"]
    assert "does not act on it: `password_max_age`" in render(spec)


def test_no_table_hides_a_module() -> None:
    """A table called like a module that stands beside it gets another name."""
    stems = [page.path.split("/")[1].removesuffix(".py") for page in PAGES]
    beside = [stem for stem in stems if stem != "__init__"]
    assert [stem for stem in beside if package_of(stem) == stem] == []


def test_a_plan_without_limits_has_none(taskboard: Spec) -> None:
    settings = tuple(s for s in taskboard.settings if not s.name.startswith("rate_limit"))
    tree = generate(replace(taskboard, settings=settings))
    assert "app/impl/backend/limits.py" not in tree
    assert "app/impl/tests/test_limits.py" not in tree
    assert "rate_limits" not in tree["app/impl/tests/conftest.py"]


def test_without_tenants_a_limit_for_each_of_them_is_one_for_each_address(taskboard: Spec) -> None:
    settings = (Setting("rate_limit", "100/min per tenant"),)
    limits = limits_of(replace(taskboard, settings=settings))
    assert [limit.per for limit in limits] == ["address"]


def test_whom_a_guard_does_not_bind_is_let_through_by_a_test(taskboard: Spec) -> None:
    """Those who inherit the role, too; nobody is where another guard may be in the way."""
    free, bound = Guard("priority", ">", "1", role="member"), Guard("priority", ">", "2")
    operation = next(o for o in taskboard.operations if o.name == "task.delete")
    found = []
    for guards in ((free,), (free, bound)):
        spec = replace(taskboard, preconditions=(Precondition(operation.name, guards),))
        task, world = spec.entity("Task"), world_of(spec)
        assert task
        assert world
        checks = guard_checks(world, task, operation)
        found.append([case.caller for case in checks.freed] if checks else None)
    assert found == [['"member"', '"lead"'], []]


def test_a_plan_without_a_cache_keeps_no_answers(taskboard: Spec) -> None:
    tree = generate(taskboard)
    assert [path for path in tree if "cache" in path] == []
    assert [path for path, text in tree.items() if "cached(" in text or "APP_CACHE" in text] == []
    assert "self.store" not in tree["app/impl/backend/database.py"]


def test_what_the_plan_caches_is_kept_for_its_time(taskboard: Spec) -> None:
    """An operation before its group, a group before all; a file and a change are never kept."""
    times = {"cache_ttl.task.list": "90 s", "cache_ttl.task": "1 h", "cache_ttl.label": "0 s"}
    settings = tuple(Setting(*one) for one in {**times, "cache_ttl": "5 min"}.items())
    tree = generate(replace(taskboard, settings=(*taskboard.settings, *settings)))
    found = {}
    for module in ("tasks", "projects", "labels", "attachments"):
        for code in tree[f"app/impl/backend/{module}/routes.py"].split("async def ")[1:]:
            kept = re.search(r"cached\(ttl_s=(\d+)\)", code)
            if kept:
                found[code.partition("(")[0]] = int(kept[1])
    assert found == {
        "list_tasks": 90,
        "read_task": 3600,
        "list_projects": 300,
        "read_project": 300,
        "list_attachments": 300,
        "read_attachment": 300,
    }


def test_fields_holds_the_kinds_of_values_that_are_taken(taskboard: Spec) -> None:
    tree = generate(taskboard)
    path = "app/impl/backend/fields.py"
    code = "".join(text for at, text in tree.items() if "/backend/" in at and at != path)
    kinds = re.findall(r'^    "(\w+)",$', tree[path], re.MULTILINE)
    assert {"Line", "Email", "Password"} <= set(kinds)
    assert [kind for kind in kinds if not re.search(rf"\b{kind}\b", code)] == []
    assert "Base64" not in tree[path] + tree["app/impl/tests/test_fields.py"]


def test_a_plan_without_tenants_has_no_tenant_code(taskboard: Spec) -> None:
    tree = generate(taskboard)
    code = {path: text for path, text in tree.items() if path.startswith("app/impl/backend/")}
    assert [path for path, text in code.items() if "tenant_id" in text] == []


def test_words_of_the_documents_stay_words(taskboard: Spec) -> None:
    task = taskboard.entity("Task")
    assert task is not None
    title = task.field("title")
    assert title is not None
    worded = replace(title, default='"\\"\\"\\" {{ x }} \\\\"', pattern="^[\"'\\\\{}]*$")
    entities = tuple(
        replace(e, fields=tuple(worded if f is title else f for f in e.fields)) if e is task else e
        for e in taskboard.entities
    )
    questions = tuple(replace(q, meanwhile=HOSTILE) for q in taskboard.questions)
    tree = generate(replace(taskboard, project=HOSTILE, entities=entities, questions=questions))
    for path, text in tree.items():
        if path.endswith(".py"):
            ast.parse(text, path)


def test_nobody_can_sign_in_without_an_account(taskboard: Spec) -> None:
    entities = tuple(
        replace(e, traits=tuple(t for t in e.traits if t != Trait("account")))
        for e in taskboard.entities
    )
    with pytest.raises(UsageError, match="nobody could sign in"):
        generate(replace(taskboard, entities=entities))


def test_a_plan_without_exports_or_a_trail_has_neither(taskboard: Spec) -> None:
    tree = generate(_without(taskboard, Kind.EXPORT))
    for name in ("backend/exports.py", "backend/trail.py", "tests/test_trail.py"):
        assert f"app/impl/{name}" not in tree
    everything = "\n".join(tree.values())
    assert not re.search(r"CsvResponse|audit\(|with_for_update|batches", everything)


def test_every_change_is_written_to_the_trail_that_the_plan_asks_for(taskboard: Spec) -> None:
    """A service has a call of `audit` for each operation that changes something, and no other."""
    moment = Field("occurred_at", Type(TypeName.DATETIME), required=True, role=FieldRole.CREATED)
    text = Type(TypeName.STRING, length=100)
    fields = [Field(n, text, required=True) for n in ("action", "row_id")]
    key = Field("id", Type(TypeName.UUID), required=True, role=FieldRole.KEY)
    actor = Field("actor_id", Type(TypeName.UUID), required=True)
    log = Entity(
        "AuditEntry",
        "audit_entries",
        (Trait("append-only", "occurred_at"),),
        (key, actor, *fields, moment),
    )
    spec = replace(taskboard, entities=(*taskboard.entities, log))
    tree = generate(spec)
    written = {
        name
        for path, text in tree.items()
        if path.endswith("/service.py")
        for name in re.findall(r'audit\(\s*[\w.]+,\s*[\w.]+,\s*"([\w.]+)"', text)
    }
    changing = {o.name for o in spec.operations if o.kind in WRITES and o.group != "auth"}
    assert written - {"auth.update_me", "auth.change_password"} == changing


def test_a_name_of_a_file_is_no_longer_than_its_column(taskboard: Spec) -> None:
    attachment = taskboard.entity("Attachment")
    assert attachment
    fields = tuple(
        replace(f, type=Type(TypeName.STRING, length=80)) if f.name == "file_name" else f
        for f in attachment.fields
    )
    short = replace(attachment, fields=fields)
    entities = tuple(short if e is attachment else e for e in taskboard.entities)
    tree = generate(replace(taskboard, entities=entities))
    assert "[-80:]" in tree["app/impl/backend/attachments/service.py"]


def test_a_parameter_beside_a_word_is_told_apart_in_any_spelling(taskboard: Spec) -> None:
    """`/tasks/summary` is no key of `/tasks/{taskId}`."""
    read = taskboard.operation("task.read")
    assert read
    word = replace(read, name="task.recent", path="/tasks/recent")
    own = replace(read, path="/tasks/{taskId}")
    others = tuple(o for o in taskboard.operations if o is not read)
    tree = generate(replace(taskboard, operations=(word, own, *others)))
    assert '"/tasks/{task_id:uuid}"' in tree["app/impl/backend/tasks/routes.py"]


def test_a_plan_without_keys_keeps_no_answers(taskboard: Spec) -> None:
    for plan in (taskboard, replace(_keyed(taskboard), operations=())):
        told = [text for text in generate(plan).values() if "KeptAnswer" in text]
        assert told == []


def test_what_changes_something_takes_a_key_where_the_plan_asks_for_keys(taskboard: Spec) -> None:
    plan = _keyed(taskboard)
    tree = generate(plan)
    routes = [text for path, text in tree.items() if path.endswith("/routes.py")]
    taken = sum(text.count(": OnceDep") + text.count(", ONCE]") for text in routes)
    assert taken == sum(takes_key(plan, operation) for operation in plan.operations) > 5
    assert "Once" not in tree["app/impl/backend/auth/routes.py"]
    assert '"kept_answers"' in tree["app/impl/migrations/versions/0001_initial.py"]
    minutes = "kept_answer_minutes: Annotated[int, Field(ge=1)] = 720"
    assert minutes in tree["app/impl/backend/settings.py"]


def test_every_operation_may_be_refused_above_a_rate(taskboard: Spec) -> None:
    """Whatever the rate is for, and those of signing in beside the others."""
    signing_in = {
        "logout_all": ("POST", "/auth/logout-all", "signed-in"),
        "list_sessions": ("GET", "/auth/sessions", "signed-in"),
        "end_session": ("DELETE", "/auth/sessions/{id}", "signed-in"),
        CREATE: ("POST", "/auth/api-keys", "signed-in"),
        LIST: ("GET", "/auth/api-keys", "signed-in"),
        REVOKE: ("DELETE", "/auth/api-keys/{id}", "signed-in"),
        VERIFY: ("POST", "/auth/verify-email", "public"),
        RESEND: ("POST", "/auth/resend-verification", "public"),
    }
    more = tuple(
        Operation(f"auth.{verb}", method, path, Kind.AUTH, (whose,))
        for verb, (method, path, whose) in signing_in.items()
    )
    entities = tuple(
        replace(e, fields=(*e.fields, VERIFIED)) if e is taskboard.account else e
        for e in taskboard.entities
    )
    kept = (s for s in taskboard.settings if not s.name.startswith("rate_limit"))
    limited = (*kept, Setting("rate_limit_tenant", "100/min"))
    spec = replace(taskboard, entities=entities, operations=(*taskboard.operations, *more))
    tree = generate(replace(spec, settings=limited))
    routes = "".join(text for path, text in tree.items() if path.endswith("/routes.py"))
    told = re.findall(r"problems\([^)]*\)", routes)
    assert len(told) == len(spec.operations)
    assert [one for one in told if "429" not in one] == []


def test_nobody_is_told_where_accounts_have_no_address() -> None:
    """A service that tells of something has the module for it, and no other has it."""
    operation = next(one for one in LABORATORY.operations if is_trigger(LABORATORY, one))
    role = next(iter(readers_of(LABORATORY, operation)))
    told = Notification(operation.name, "mail", (f"role {role}",))
    tree = generate(replace(LABORATORY, notifications=(told,)))
    assert "app/impl/backend/telling.py" not in tree
    telling = re.compile(r"\bnotify\(|backend\.telling|outbox_entries")
    assert [path for path, text in tree.items() if telling.search(text)] == []


def test_a_plan_that_asks_for_no_keys_of_the_api_has_none(taskboard: Spec) -> None:
    """Nor has one without an operation that makes them, whatever its settings say."""
    asked = (*taskboard.settings, Setting("api_keys", "yes"), Setting("api_key_ttl", "90 d"))
    for plan in (taskboard, replace(taskboard, settings=asked)):
        told = re.compile(r"api_?key|key_id|takes_keys|allow_login", re.IGNORECASE)
        assert [path for path, text in generate(plan).items() if told.search(text)] == []


def test_keys_of_the_api_are_whole_or_left_open(taskboard: Spec) -> None:
    """What cannot be revoked is not made: without one of its operations the others answer 501."""
    more = (
        Operation("auth.create_api_key", "POST", "/auth/api-keys", Kind.AUTH, ("signed-in",)),
        Operation("auth.list_api_keys", "GET", "/auth/api-keys", Kind.AUTH, ("signed-in",)),
    )
    tree = generate(replace(taskboard, operations=(*taskboard.operations, *more)))
    assert "app/impl/backend/auth/keys.py" not in tree
    routes = tree["app/impl/backend/auth/routes.py"]
    assert 'NotWrittenError("auth.create_api_key")' in routes
    assert 'NotWrittenError("auth.list_api_keys")' in routes


def test_a_key_with_a_rate_of_its_own_does_not_count_for_its_owner(taskboard: Spec) -> None:
    """Without one it does, and without keys a rate for each key is one for each user."""
    more = (
        Operation("auth.create_api_key", "POST", "/auth/api-keys", Kind.AUTH, ("signed-in",)),
        Operation("auth.list_api_keys", "GET", "/auth/api-keys", Kind.AUTH, ("signed-in",)),
        Operation(
            "auth.revoke_api_key", "DELETE", "/auth/api-keys/{id}", Kind.AUTH, ("signed-in",)
        ),
    )
    keyed = replace(taskboard, operations=(*taskboard.operations, *more))
    users, keys = (
        Setting("rate_limit", "9/min per user"),
        Setting("rate_limit_key", "8/min per key"),
    )
    for plan, settings, counted in (
        (keyed, (users, keys), {"login", "key"}),
        (keyed, (users,), {"user"}),
        (taskboard, (users, keys), {"user"}),
    ):
        assert {limit.per for limit in limits_of(replace(plan, settings=settings))} == counted


def _keyed(spec: Spec) -> Spec:
    return replace(spec, settings=(*spec.settings, Setting("idempotency_ttl", "12 h")))


def test_a_plan_without_cursors_has_none(taskboard: Spec) -> None:
    """And one with cursors no count: each has only its own way of paging."""
    paging = "app/impl/backend/paging.py"
    tree = generate(taskboard)
    assert "app/impl/backend/cursors.py" not in tree
    assert [path for path, text in tree.items() if "InvalidCursor" in text] == []
    assert "total: int" in tree[paging]
    told = {"paging": "pageToken, pageSize", "next_cursor": "page.next", "has_more": "page.more"}
    kept = (one for one in taskboard.settings if one.name not in told)
    settings = (*kept, *(Setting(name, value) for name, value in told.items()))
    tree = generate(replace(taskboard, settings=settings))
    assert "count(" not in tree[paging]
    assert re.search(r'page_token: Annotated\[.*\n? *default=None, alias="pageToken"', tree[paging])
    assert "    next: str | None\n    more: bool\n" in tree[paging]
    assert "    page: Paging\n" in tree[paging]
    assert "tests/test_paging.py" in "".join(tree)


def test_members_beside_the_rows_hold_no_page(taskboard: Spec) -> None:
    """`items, total` says that `total` is a number."""
    for envelope, nested in (("items, total", ""), ("data, pagination", "pagination")):
        kept = (one for one in taskboard.settings if one.name != "list_envelope")
        spec = replace(taskboard, settings=(*kept, Setting("list_envelope", envelope)))
        assert settings_view(spec).nested_paging == nested


def test_words_of_pages_are_names_of_python(taskboard: Spec) -> None:
    """Whatever clients call them."""
    told = {"paging": "pageNumber, pageSize", "list_envelope": "data, pageInfo"}
    kept = (one for one in taskboard.settings if one.name not in told)
    settings = (*kept, *(Setting(name, value) for name, value in told.items()))
    page = generate(replace(taskboard, settings=settings))["app/impl/backend/paging.py"]
    assert re.findall(r"^    (page\w+): .*alias=\"(\w+)\"", page, re.MULTILINE) == [
        ("page_number", "pageNumber"),
        ("page_size", "pageSize"),
        ("page_number", "pageNumber"),
        ("page_size", "pageSize"),
        ("page_info", "pageInfo"),
    ]


def test_no_test_of_pages_passes_for_want_of_rows(taskboard: Spec) -> None:
    """A row that no pair puts into a list comes to none; a list that may have one row gets another."""
    labels = generate(taskboard)["app/impl/tests/test_labels.py"]
    coming = re.findall(r"def test_(\w+)_pages_lose_no_row_when_one_comes", labels)
    assert coming == ["list"]
    active = [
        replace(one, default="true") if one.name == "is_active" else one
        for one in taskboard.parameters
    ]
    users = generate(replace(taskboard, parameters=tuple(active)))["app/impl/tests/test_users.py"]
    once = users.partition("def test_list_pages_show_every_row_once")[2].partition("\n\n\n")[0]
    assert once.index("await copy_row(app, models.User, one,") < once.index("assert len(whole) > 1")
    countries = generate(LABORATORY)["app/impl/tests/test_countries.py"]
    assert "    assert cursor\n" in countries
