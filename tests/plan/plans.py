"""A small plan that has every kind of table, and what it says."""

from typing import Final

from luke_cli.plan import render
from luke_cli.spec.model import (
    Assumption,
    Contract,
    Decision,
    Effect,
    Entity,
    Enum,
    Failure,
    Feature,
    Field,
    FieldRole,
    Guard,
    Index,
    Kind,
    Member,
    Notification,
    Operation,
    Parameter,
    Permission,
    Precondition,
    Question,
    Requirement,
    Role,
    Screen,
    Setting,
    Shape,
    Side,
    Source,
    Spec,
    Trait,
    Transition,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.normal import normal


def at(line: int, *, file: str = "DESIGN.md", end_line: int = 0) -> tuple[Source, ...]:
    return (Source(file, line, end_line),)


USER: Final = Entity(
    "User",
    "users",
    (Trait("account"), Trait("tenant"), Trait("timestamps")),
    (
        Field("email", Type(TypeName.EMAIL), required=True, unique=True, sources=at(12)),
        Field(
            "password_hash",
            Type(TypeName.STRING, length=255),
            required=True,
            visibility=Visibility.HIDDEN,
            basis=("default",),
        ),
        Field("role", Type(TypeName.ENUM, enum="UserRole"), default='"member"', sources=at(13)),
        Field("manager_id", Type(TypeName.REF, target="User"), on_delete="set null"),
    ),
    at(10),
)
TASK: Final = Entity(
    "Task",
    "tasks",
    (
        Trait("tenant"),
        Trait("owner", "author_id"),
        Trait("owner", "author_id.manager_id"),
        Trait("version"),
    ),
    (
        Field(
            "author_id",
            Type(TypeName.REF, target="User"),
            required=True,
            on_delete="restrict",
            visibility=Visibility.READ_ONLY,
            role=FieldRole.OWNER,
            sources=at(21),
        ),
        Field(
            "title",
            Type(TypeName.STRING, length=120),
            required=True,
            min_length=2,
            pattern="^[^|<>]+$",
            sources=at(22),
        ),
        Field("effort", Type(TypeName.DECIMAL, precision=6, scale=2), minimum="0", sources=at(23)),
        Field(
            "state",
            Type(TypeName.ENUM, enum="TaskState"),
            default='"open"',
            visibility=Visibility.READ_ONLY,
            basis=("D-task-state",),
        ),
        Field("closed_at", Type(TypeName.DATETIME), visibility=Visibility.READ_ONLY),
    ),
    at(20),
)
TENANT: Final = Entity(
    "Tenant",
    "tenants",
    (Trait("timestamps"),),
    (Field("name", Type(TypeName.STRING, length=80), required=True, sources=at(6)),),
    at(5),
)
TAG: Final = Entity("Tag", "tags", (Trait("tenant"), Trait("lookup")), (), (), ("A-tag",))

_TAGS: Final = (
    ("list", "GET", "/tags", "tag:read"),
    ("create", "POST", "/tags", "tag:write"),
    ("read", "GET", "/tags/{id}", "tag:read"),
    ("update", "PATCH", "/tags/{id}", "tag:write"),
    ("delete", "DELETE", "/tags/{id}", "tag:write"),
)

SPEC: Final = normal(
    Spec(
        "Taskboard",
        ("PRD.md", "DESIGN.md", "SECURITY.md"),
        (TENANT, USER, TASK, TAG),
        (
            Enum("UserRole", ("member", "admin"), at(3, file="SECURITY.md")),
            Enum("TaskState", ("open", "in_review", "done"), basis=("D-task-state",)),
        ),
        (Index("tasks_state", "Task", (("state", False), ("effort", True)), sources=at(30)),),
        (
            Role("member", sources=at(3, file="SECURITY.md")),
            Role("admin", ("member",), at(4, file="SECURITY.md")),
        ),
        (
            Permission("task:read", (("member", "team"), ("admin", "tenant"))),
            Permission("task:close", (("member", "own"), ("admin", "tenant"))),
            Permission("tag:read", (("member", "tenant"), ("admin", "tenant"))),
            Permission("tag:write", (("admin", "tenant"),), basis=("A-tag",)),
        ),
        (
            Operation("task.list", "GET", "/tasks", Kind.LIST, ("task:read",), at(40, end_line=44)),
            Operation("task.close", "POST", "/tasks/{id}/close", Kind.TRANSITION, ("task:close",)),
            *(
                Operation(f"tag.{verb}", method, path, Kind(verb), (right,), basis=("A-tag",))
                for verb, method, path, right in _TAGS
            ),
            Operation(
                "report.burndown",
                "GET",
                "/reports/burndown",
                Kind.CUSTOM,
                ("task:read",),
                at(50),
                ("Q-burndown",),
            ),
            Operation("auth.login", "POST", "/auth/login", Kind.AUTH, ("public",), at(60)),
        ),
        (
            Parameter("task.list", "state", "filter", ("state",), "eq", default='"open"'),
            Parameter("task.list", "q", "search", ("title",)),
            Parameter("task.list", "sort", "sort", ("effort", "closed_at"), default="-closed_at"),
        ),
        (
            Contract(
                "report.burndown",
                Shape(),
                Shape(members=(Member("points", Type(TypeName.INTEGER), many=True),)),
                (Failure(502, "no_data"),),
                at(51),
            ),
        ),
        (
            Transition(
                "task.close",
                "Task",
                "state",
                ("open", "in_review"),
                "done",
                ("not owner",),
                (Effect("closed_at", "now()"),),
                at(25),
            ),
        ),
        (
            Precondition(
                "task.close",
                (
                    Guard("author_id", "is set", role="admin"),
                    Guard("title", "is set"),
                    Guard("closed_at", "is not set"),
                    Guard("title", "<>", '"to do; or role admin"'),
                    Guard("author_id.manager_id", "owner"),
                ),
                at(27),
            ),
        ),
        (
            Notification("task.close", "mail", ("author_id", "author_id.manager_id"), at(26)),
            Notification("tag.delete", "mail", ("role admin",), basis=("A-tag",)),
        ),
        (
            Setting("base_path", "/api/v1", basis=("default",)),
            Setting("access_token_ttl", "15 min", at(9, file="SECURITY.md")),
            Setting("team_by", "User.manager_id", basis=("A-tag",)),
        ),
        (
            Requirement(
                "R-close-task",
                "story",
                "member: close a task | with <b>one</b> click",
                ("task.close",),
                at(7, file="PRD.md"),
            ),
            Requirement("R-offline", "story", "member: work offline", ("open",)),
        ),
        (
            Screen(
                "S-task-list", "Task list", ("show", "filter"), ("task.list",), at(3, file="PRD.md")
            ),
        ),
        (
            Decision(
                "D-task-state",
                "Task.state",
                Side("open, in_review, done", at(24)),
                (Side("todo; done", at(8, file="PRD.md")),),
                "the schema comes first",
            ),
        ),
        (Assumption("A-tag", "Tag", "entity Tag with a name", "referenced, never defined"),),
        (
            Question(
                "Q-burndown", "report.burndown", "Which days? It answers 501.", "product owner"
            ),
        ),
        (Feature("tasks", ("task", "to do, done"), ("task.*", "tag.*")),),
    )
)
PLAN: Final = render(SPEC)
