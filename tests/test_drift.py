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

class Trip(Base):
    __tablename__ = "trips"
    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    note: Mapped[str | None] = mapped_column(
        String(80), index=True,
    )  # a comment

class TripRead(BaseModel):
    note: str | None = None

class Status(StrEnum):
    OPEN = "open"

@router.post("/trips/{id:uuid}/close", status_code=201)
async def close_trip(access: Annotated[Access, allow("trip:close", "trip:all")], id: UUID) -> None: ...

@router.get("/health")
async def alive() -> None: ...
"""


def test_what_a_module_states():
    """Layout, comments, defaults, indexes and the names of parameters state nothing."""
    assert {name: fact.value for name, fact in facts_of(MODULE).items()} == {
        "operations without a token": "login_auth, report_alive",
        "trip:read": "(OWN, ALL)",
        "trips.id": "UUID Uuid() primary_key=True",
        "trips.note": "str | None String(80)",
        "TripRead.note": "str | None = None",
        "Status open": "a value",
        "POST /api/trips/{}/close": "status 201, needs trip:all or trip:close",
        "GET /api/health": "status 200, needs no right",
    }


def test_a_module_that_cannot_be_parsed_states_nothing():
    assert facts_of("def broken(") == {}


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
