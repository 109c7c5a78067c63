"""Edited code that no longer does what the plan says: `luke check` names both lines."""

from pathlib import Path

from luke_cli.drift.facts import facts_of

PLAN = "app/design/BACKEND-DEV.md"
BACKEND = "app/impl/backend"

MODULE = """
router = APIRouter(prefix="/api", tags=["trips"])
PUBLIC: Final = frozenset({"report_alive", "login_auth"})
_TABLE: Final = {
    # employee, admin
    "trip:read": (OWN, ALL),
}

from backend.trips.schemas import TripClose, TripRead

class Trip(Base):
    __tablename__ = "trips"
    __table_args__ = (
        CheckConstraint("budget > 0", name="budget_over"),
        Index("trips_words", "words").ddl_if(dialect="postgresql"),
    )
    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    note: Mapped[str | None] = mapped_column(
        String(80), index=True, comment="mine",
    )  # a comment
    places: Mapped[int] = mapped_column(Integer(), default=2)

class TripRead(BaseModel):
    model_config = ConfigDict(extra="forbid")
    note: str | None = None

class Status(StrEnum):
    OPEN = "open"

@router.post("/trips/{id:uuid}/close", status_code=HTTPStatus.CREATED)
async def close_trip(
    access: Annotated[Access, allow("trip:close", "trip:all")],
    id: UUID,
    body: Annotated[TripClose, Body()],
) -> TripRead: ...

@router.get("/health", status_code=status.HTTP_204_NO_CONTENT)
async def alive() -> None: ...
"""


def test_what_a_module_states():
    """Layout, comments, how keys are made and the names of parameters state nothing."""
    assert {fact.name: fact.value for fact in facts_of(MODULE)} == {
        "operations without a token": "login_auth, report_alive",
        "trip:read": "(OWN, ALL)",
        "Trip": "a class",
        "Trip(Base)": "a base",
        "trips": "a table",
        "budget_over of trips": "CheckConstraint('budget > 0', name='budget_over')",
        "trips_words of trips": "Index('trips_words', 'words').ddl_if(dialect='postgresql')",
        "trips.id": "UUID Uuid() primary_key=True",
        "trips.note": "str | None String(80) index=True",
        "trips.places": "int Integer() default=2",
        "TripRead": "a class",
        "TripRead(BaseModel)": "a base",
        "TripRead.model_config": "extra='forbid'",
        "TripRead.note": "str | None = None",
        "Status": "a class",
        "Status open": "a value",
        "POST /api/trips/{}/close": "status 201, needs trip:all or trip:close",
        "the answer of POST /api/trips/{}/close": "TripRead",
        "POST /api/trips/{}/close with TripClose": "a request",
        "GET /api/health": "status 204, needs no right",
        "the answer of GET /api/health": "None",
    }


def test_a_module_that_cannot_be_parsed_states_nothing():
    assert facts_of("def broken(", "trips") == ()


SERVICE = """
_OPEN: Final[Guards] = {
    "budget > 0": Trip.budget > Decimal(0),
}
_RIGHTS: Final = (User.role,)
_REACH: Final = Scope.OWN

def trip_rows(scope: Scope) -> ColumnElement[bool]:
    return within(scope, owner=Trip.user_id)

def _approve(scope: Scope) -> Update:
    return update(Trip).where(
        _KEY,
        Trip.user_id != bindparam("_caller"),  # four eyes
    ).values(status=Status.APPROVED)

async def approve_trip(db: Transaction, access: Access, key: UUID) -> TripRead:
    record = {"trip_id": key}
    if not await db.run(_approve(access.scope), record):
        raise await unmet(db, _OPEN) or ConflictError
    await audit(db, access.principal, "trip.approve", key)
    return await db.one(TripRead, _fetch(access.scope))

async def share_trip(access: Access) -> None:
    raise NotWrittenError("trip.share")
"""


def test_what_a_service_does():
    """Conditions, values, refusals and calls for their effect; not what an open operation lacks."""
    assert {fact.name: fact.value for fact in facts_of(SERVICE, "trips")} == {
        "trips._OPEN": "a statement",
        "trips._OPEN sets budget > 0": "Trip.budget > Decimal(0)",
        "trips._RIGHTS": "a statement",
        "trips._RIGHTS User.role": "a part",
        "trips._REACH": "a statement",
        "trips._REACH value": "Scope.OWN",
        "trips.trip_rows": "a function",
        "trips.trip_rows result": "within(scope, owner=Trip.user_id)",
        "trips._approve": "a function",
        "trips._approve where _KEY": "a condition",
        "trips._approve where Trip.user_id != bindparam('_caller')": "a condition",
        "trips._approve sets status": "Status.APPROVED",
        "trips.approve_trip": "a function",
        "trips.approve_trip sees by": "access.scope",
        "trips.approve_trip sets trip_id": "key",
        "trips.approve_trip raises ConflictError": "a refusal",
        "trips.approve_trip calls audit('trip.approve')": "a call",
    }


def edit(root: Path, path: str, *edits: tuple[str, str]) -> None:
    target = root / path
    text = target.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    target.write_text(text, encoding="utf-8")


def line_of(root: Path, path: str, start: str) -> int:
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_what_a_person_adds_is_no_drift(developed, luke):
    """A column, a route, a comment more: the plan is still true."""
    edit(
        developed,
        f"{BACKEND}/trips/model.py",
        ("    destination:", "    mine: int = 0\n    destination:"),
    )
    routes = developed / BACKEND / "trips/routes.py"
    mine = '\n\n@router.get("/mine")\nasync def mine() -> None:\n    """Mine."""\n'
    routes.write_text(routes.read_text(encoding="utf-8") + mine, encoding="utf-8")
    assert luke("check").code == 0


def test_a_column_a_route_and_a_right(developed, luke):
    """Each is told with the line of the code and the line of the plan: exit 1."""
    model, routes = f"{BACKEND}/trips/model.py", f"{BACKEND}/trips/routes.py"
    policies = f"{BACKEND}/policies.py"
    edit(developed, model, ("String(200)", "String(80)"))
    edit(developed, routes, ("status_code=201", "status_code=200"))
    edit(developed, policies, ('"trip:approve": (NONE, ', '"trip:approve": (ALL, '))
    said = luke("check")
    assert said.code == 1
    found = [line for line in said.err.split("\n") if "LK-V103" in line or f"{PLAN}:" in line]
    column = line_of(developed, model, "    destination:")
    right = line_of(developed, policies, '    "trip:approve"')
    row = line_of(developed, PLAN, "| destination |")
    assert found[1] == f"    {PLAN}:{line_of(developed, PLAN, '| trip:approve |')}   trip:approve"
    assert found[0].startswith(f"{policies}:{right}:1: warning LK-V103: trip:approve says `(ALL, ")
    assert found[2] == (
        f"{model}:{column}:1: warning LK-V103: trips.destination says `str String(80)`;"
        " the plan makes it `str String(200)`"
    )
    assert found[3] == f"    {PLAN}:{row}   Trip.destination"
    assert "POST /trips says `status 200, needs trip:create`" in found[4]
    assert found[5] == f"    {PLAN}:{line_of(developed, PLAN, '| trip.create |')}   trip.create"


def test_an_operation_that_needs_no_token_any_more(developed, luke):
    edit(developed, f"{BACKEND}/access.py", ('{"report_alive"', '{"list_trips", "report_alive"'))
    said = luke("check")
    assert said.code == 1
    assert "operations without a token says `list_trips, " in said.err


def test_a_route_that_moved_is_still_there(developed, luke):
    """Only one that is nowhere is gone."""
    routes = f"{BACKEND}/trips/routes.py"
    text = (developed / routes).read_text(encoding="utf-8")
    start = text.index("@router.delete(")
    end = text.index("@router.", start + 1)
    edit(developed, routes, (text[start:end], ""))
    assert "DELETE /trips/{} is gone" in luke("check").err
    moved = developed / BACKEND / "trips/removal.py"
    moved.write_text('"""Removal."""\n\n' + text[start:end], encoding="utf-8")
    assert luke("check").code == 0


def test_a_route_that_is_called_otherwise(developed, luke):
    """It is told at the line of its function, with the path that it has now."""
    routes = f"{BACKEND}/trips/routes.py"
    edit(developed, routes, ('"/trips/{id}/approve"', '"/trips/{id}/agree"'))
    said = luke("check")
    assert said.code == 1
    line = line_of(developed, routes, "async def approve_trip(")
    (found,) = (line for line in said.err.split("\n") if "LK-V103" in line)
    place, _, message = found.partition(":1: warning LK-V103: ")
    assert message.startswith("POST /trips/{}/approve is POST /trips/{}/agree now;")
    assert line - 5 < int(place.removeprefix(f"{routes}:")) < line


def test_a_setting_and_what_the_application_is_made_of(developed, luke):
    """A default, a router, a limit, where all is served: each has its line of the plan."""
    main, settings = f"{BACKEND}/main.py", f"{BACKEND}/settings.py"
    edit(
        developed,
        settings,
        ("access_token_minutes: Annotated[int", "access_token_minutes: Annotated[float"),
    )
    edit(developed, main, ("    trips.router,\n", ""), ("(RateLimit)", "(Other)"))
    edit(developed, main, ('prefix="/', 'prefix="/v9/'))
    said = luke("check")
    assert said.code == 1
    found = [line for line in said.err.split("\n") if "LK-V103" in line or f"{PLAN}:" in line]
    told = [line.partition("LK-V103: ")[2].partition(" `")[0] for line in found[::2]]
    rows = [line.split("   ")[-1] for line in found[1::2]]
    assert list(zip(told, rows, strict=True)) == [
        ("backend.ROUTERS trips.router is gone; the plan makes it", "Trip"),
        (
            "backend.create_app calls add_middleware(RateLimit) is gone; the plan makes it",
            "rate_limit",
        ),
        (
            "backend.create_app calls include_router(prefix='/api/v1') is gone; the plan makes it",
            "base_path",
        ),
        ("Settings.access_token_minutes says", "access_token_ttl"),
    ]


def test_a_guard_and_an_owner_that_a_service_no_longer_asks_for(developed, luke):
    """Each is told where its function stands now, with the row of its operation or entity."""
    service, scopes = f"{BACKEND}/trips/service.py", f"{BACKEND}/scopes.py"
    edit(developed, service, ("            *_APPROVE_TRIP_GUARDS.values(),\n", ""))
    edit(developed, service, ('"budget > 0": Trip.budget > ', '"budget > 0": Trip.budget >= '))
    edit(developed, scopes, ("scope, owner=Trip.user_id", "Scope.ALL"))
    said = luke("check")
    assert said.code == 1
    found = [line for line in said.err.split("\n") if "LK-V103" in line or f"{PLAN}:" in line]
    guard = line_of(developed, service, '    "budget > 0"')
    places = (
        f"{scopes}:{line_of(developed, scopes, 'def trip_rows')}:1: warning LK-V103: ",
        f"{service}:{guard}:1: warning LK-V103: ",
        f"{service}:{line_of(developed, service, 'def _approve_trip')}:1: warning LK-V103: ",
    )
    assert found[::2] == [
        places[0] + "backend.trip_rows result says `within(Scope.ALL)`;"
        " the plan makes it `within(scope, owner=Trip.user_id)`",
        places[1] + "trips._SUBMIT_TRIP_GUARDS sets budget > 0 says `Trip.budget >= Decimal(0)`;"
        " the plan makes it `Trip.budget > Decimal(0)`",
        places[2] + "trips._approve_trip where *_APPROVE_TRIP_GUARDS.values() is gone;"
        " the plan makes it `a condition`",
    ]
    assert found[1::2] == [
        f"    {PLAN}:{line_of(developed, PLAN, '| Trip |')}   Trip",
        f"    {PLAN}:{line_of(developed, PLAN, '| trip.submit |')}   trip.submit",
        f"    {PLAN}:{line_of(developed, PLAN, '| trip.approve |')}   trip.approve",
    ]


def test_time_that_counts_otherwise(developed, luke):
    """A step that time takes has its row in the plan as any other."""
    reject = "| trip.reject | submitted | rejected |"
    plan = developed / PLAN
    row = next(line for line in plan.read_text().split("\n") if line.startswith(reject))
    late = "| trip.lapse | submitted | rejected | 30 d after created_at | | |"
    edit(developed, PLAN, (row, f"{row}\n{late}"))
    assert luke("--develop").code == 0
    due = f"{BACKEND}/due.py"
    edit(developed, due, ("timedelta(days=30)", "timedelta(days=3)"))
    said = luke("check")
    assert said.code == 1
    found = [line for line in said.err.split("\n") if "LK-V103" in line or f"{PLAN}:" in line]
    place = f"{due}:{line_of(developed, due, 'def _lapse_trip')}"
    gone = "backend._lapse_trip where Trip.created_at <= moment - timedelta(days=30) is gone"
    assert found == [
        f"{place}:1: warning LK-V103: {gone}; the plan makes it `a condition`",
        f"    {PLAN}:{line_of(developed, PLAN, '| trip.lapse |')}   trip.lapse",
    ]


def test_a_service_that_is_written_another_way(developed, luke):
    """Layout, names of variables, further conditions and calls, an open operation: no finding."""
    service = f"{BACKEND}/trips/service.py"
    text = (developed / service).read_text(encoding="utf-8")
    text = text.replace("transaction", "unit").replace(
        "            Trip.status.in_((TripStatus.DRAFT,)),\n",
        "            Trip.status.in_(\n\n (TripStatus.DRAFT,)), Trip.budget < 9,\n",
    )
    (developed / service).write_text(text, encoding="utf-8")
    assert luke("check").code == 0


def test_a_module_that_python_cannot_read(developed, luke):
    """It is told once, not for each thing that it no longer states."""
    edit(developed, f"{BACKEND}/trips/service.py", ("async def create_trip(", "async def ("))
    said = luke("check")
    assert said.code == 1
    assert said.err.count("LK-V103") == 1


def test_a_drift_that_is_meant(developed, luke):
    """Accepted, it comes back only when it is another one."""
    edit(developed, f"{BACKEND}/trips/model.py", ("String(200)", "String(80)"))
    assert luke("check", "--accept", "LK-V103").code == 0
    assert luke("check").code == 0
    edit(developed, f"{BACKEND}/trips/model.py", ("String(80)", "String(70)"))
    assert luke("check").code == 1


def test_drift_at_the_lines_of_a_pull_request(developed, luke):
    edit(developed, f"{BACKEND}/trips/model.py", ("String(200)", "String(80)"))
    said = luke("check", "--format", "github")
    line = line_of(developed, f"{BACKEND}/trips/model.py", "    destination:")
    assert f"::warning file={BACKEND}/trips/model.py,line={line},col=1,title=LK-V103::" in said.out


def test_documents_that_are_newer_than_the_plan_hide_no_drift(developed, luke):
    """Both are told at once: what `--design` would change, and what the code no longer does."""
    edit(developed, f"{BACKEND}/trips/model.py", ("String(200)", "String(80)"))
    edit(developed, "app/design/DESIGN.md", ("full_name VARCHAR(120)", "full_name VARCHAR(90)"))
    said = luke("check")
    assert said.code == 1
    assert "LK-V103: trips.destination says `str String(80)`; the plan makes it" in said.err
    assert f"{PLAN}\tupdated" in said.out


def test_a_plan_that_is_newer_than_the_backend_hides_no_drift(developed, luke):
    """Of what the plan says otherwise by now, the phase tells; the code may say so already."""
    model, row = f"{BACKEND}/trips/model.py", "| destination | string(200) "
    edit(developed, model, ("String(200)", "String(240)"), ("default=1", "default=7"))
    edit(developed, PLAN, (row, "| destination | string(240) "))
    said = luke("check")
    assert said.code == 1
    (found,) = (line for line in said.err.split("\n") if "LK-V103" in line)
    assert "trips.version says `int Integer() default=7`" in found
    assert f"{BACKEND}/trips/schemas.py\tupdated" in said.out


def test_a_file_that_luke_no_longer_makes_states_nothing(developed, luke):
    """It is the person's: the plan says nothing of what was in it."""
    service = f"{BACKEND}/notes/service.py"
    edit(developed, service, ("async def list_notes(", "# mine\nasync def list_notes("))
    edit(developed, PLAN, ("| Note | notes |", "| Remark was Note | remarks |"))
    edit(developed, PLAN, ("### Note\n", "### Remark\n"))
    plan = (developed / PLAN).read_text(encoding="utf-8").replace("count(Note)", "count(Remark)")
    (developed / PLAN).write_text(plan, encoding="utf-8")
    assert luke("--develop").code == 0
    edit(developed, service, ("async def create_note(", "async def keep_note("))
    said = luke("check")
    assert said.err.count("LK-W103") == 1
    assert "LK-V103" not in said.err


def test_a_plan_that_cannot_be_read_hides_no_drift(developed, luke):
    edit(developed, f"{BACKEND}/trips/model.py", ("String(200)", "String(80)"))
    edit(developed, PLAN, ("| destination | string(200) ", "| destination | strung(200) "))
    said = luke("check")
    assert said.code == 1
    assert said.err.count("did you mean `string`?") == 1
    assert "LK-V103: trips.destination says" in said.err
