"""A spec that no document says: every type, keys of every kind, a login by name, pages by cursor."""

from typing import Final

from luke_cli.spec.model import (
    Contract,
    Effect,
    Entity,
    Enum,
    Feature,
    Field,
    FieldRole,
    Index,
    Kind,
    Member,
    Operation,
    Parameter,
    Permission,
    Role,
    Setting,
    Shape,
    Source,
    Spec,
    Trait,
    Transition,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.normal import normal


def _key(kind: TypeName, name: str = "id", length: int | None = None) -> Field:
    return Field(
        name,
        Type(kind, length=length),
        required=True,
        visibility=Visibility.BOTH if length else Visibility.READ_ONLY,
        role=FieldRole.KEY,
    )


def _ref(name: str, target: str, *, required: bool = True, on_delete: str = "cascade") -> Field:
    return Field(name, Type(TypeName.REF, target=target), required=required, on_delete=on_delete)


def _text(name: str, length: int = 80, *, unique: bool = False) -> Field:
    return Field(name, Type(TypeName.STRING, length=length), required=True, unique=unique)


STAFF: Final = Entity(
    "Staff",
    "staff",
    (Trait("account"), Trait("timestamps")),
    (
        _key(TypeName.BIGINT),
        _text("username", 60, unique=True),
        Field(
            "password_hash",
            Type(TypeName.STRING, length=255),
            required=True,
            visibility=Visibility.HIDDEN,
        ),
        Field("role", Type(TypeName.ENUM, enum="StaffRole"), required=True, default='"technician"'),
        Field("is_active", Type(TypeName.BOOLEAN), required=True, default="true"),
        _text("full_name", 120),
    ),
)
COUNTRY: Final = Entity(
    "Country", "countries", (), (_key(TypeName.STRING, "code", 3), _text("name", unique=True))
)
SAMPLE: Final = Entity(
    "Sample",
    "samples",
    (Trait("owner", "taken_by_id"), Trait("timestamps"), Trait("soft delete")),
    (
        _key(TypeName.INTEGER),
        Field(
            "taken_by_id",
            Type(TypeName.REF, target="Staff"),
            required=True,
            on_delete="restrict",
            visibility=Visibility.READ_ONLY,
            role=FieldRole.OWNER,
        ),
        Field(
            "title",
            Type(TypeName.STRING, length=120),
            required=True,
            min_length=2,
            pattern="^[^\"'{}\\\\]+$",
            sources=(Source("DESIGN.md", 22),),
        ),
        Field("notes", Type(TypeName.TEXT), max_length=500),
        Field("count", Type(TypeName.INTEGER), default="1", minimum="0"),
        Field("big", Type(TypeName.BIGINT)),
        Field("price", Type(TypeName.DECIMAL, precision=8, scale=3), required=True, over="0"),
        Field("weight", Type(TypeName.FLOAT), under="100"),
        Field("is_fragile", Type(TypeName.BOOLEAN), required=True, default="false"),
        Field("taken_on", Type(TypeName.DATE), required=True),
        Field("taken_at", Type(TypeName.TIME)),
        Field("due_at", Type(TypeName.DATETIME)),
        Field("lasts", Type(TypeName.DURATION)),
        Field("token", Type(TypeName.UUID), unique=True),
        Field("details", Type(TypeName.JSON), default="{}"),
        Field("seal", Type(TypeName.BYTES)),
        Field("contact", Type(TypeName.EMAIL)),
        Field("link", Type(TypeName.URL)),
        Field("slug", Type(TypeName.SLUG), unique_per=("taken_by_id",)),
        Field("grade", Type(TypeName.ENUM, enum="SampleClass")),
        _ref("country_code", "Country", on_delete="restrict"),
        _ref("parent_id", "Sample", required=False, on_delete="set null"),
        Field(
            "state",
            Type(TypeName.ENUM, enum="SampleState"),
            default='"fresh"',
            visibility=Visibility.READ_ONLY,
        ),
        Field("thrown_at", Type(TypeName.DATETIME), visibility=Visibility.READ_ONLY),
    ),
    (Source("DESIGN.md", 20),),
)
LABEL: Final = Entity("Label", "labels", (Trait("lookup"),), (_key(TypeName.BIGINT),))
SAMPLE_LABEL: Final = Entity(
    "SampleLabel",
    "sample_labels",
    (Trait("join"),),
    (_ref("sample_id", "Sample"), _ref("label_id", "Label")),
)
SCAN: Final = Entity(
    "Scan",
    "scans",
    (Trait("file of", "Sample"), Trait("created")),
    (
        _key(TypeName.INTEGER),
        _ref("sample_id", "Sample"),
        Field("file_name", Type(TypeName.STRING, length=255), visibility=Visibility.READ_ONLY),
        Field("size_bytes", Type(TypeName.BIGINT), visibility=Visibility.READ_ONLY),
        Field("media_type", Type(TypeName.STRING, length=100), visibility=Visibility.READ_ONLY),
    ),
)


def _whole(group: str, path: str, *, key: str = "id") -> tuple[Operation, ...]:
    one = f"{path}/{{{key}}}"
    return (
        Operation(f"{group}.list", "GET", path, Kind.LIST, (f"{group}:read",)),
        Operation(f"{group}.create", "POST", path, Kind.CREATE, (f"{group}:create",)),
        Operation(f"{group}.read", "GET", one, Kind.READ, (f"{group}:read",)),
        Operation(f"{group}.update", "PATCH", one, Kind.UPDATE, (f"{group}:update",)),
        Operation(f"{group}.delete", "DELETE", one, Kind.DELETE, (f"{group}:delete",)),
    )


def _auth(verb: str, method: str, path: str, permission: str = "signed-in") -> Operation:
    return Operation(f"auth.{verb}", method, f"/auth{path}", Kind.AUTH, (permission,))


def _rights(resource: str, technician: str) -> tuple[Permission, ...]:
    reading = (("technician", technician), ("head", "all"))
    own = reading if technician == "own" else (("head", "all"),)
    return (
        Permission(f"{resource}:read", reading),
        *(Permission(f"{resource}:{verb}", own) for verb in ("create", "update", "delete")),
    )


LABORATORY: Final = normal(
    Spec(
        "Laboratory",
        ("DESIGN.md",),
        (STAFF, COUNTRY, SAMPLE, LABEL, SAMPLE_LABEL, SCAN),
        (
            Enum("StaffRole", ("technician", "head")),
            Enum("SampleClass", ("class", "2fa", "name", "in_between")),
            Enum("SampleState", ("fresh", "spent")),
        ),
        (
            Index("samples_newest", "Sample", (("taken_by_id", False), ("taken_on", True))),
            Index("samples_words", "Sample", (("title", False),), "search"),
        ),
        (Role("technician"), Role("head")),
        (
            Permission("staff:read", (("technician", "own"), ("head", "all"))),
            Permission("staff:create", (("head", "all"),)),
            Permission("staff:update", (("technician", "own"), ("head", "all"))),
            Permission("staff:delete", (("head", "all"),)),
            *_rights("country", "all"),
            *_rights("sample", "own"),
            Permission("sample:throw", (("technician", "own"), ("head", "all"))),
            Permission("sample:label", (("technician", "own"), ("head", "all"))),
            *_rights("label", "all"),
            *_rights("scan", "own"),
            Permission("report:read", (("head", "all"),)),
        ),
        (
            *_whole("staff", "/staff"),
            *_whole("country", "/countries", key="code"),
            *_whole("sample", "/samples"),
            Operation(
                "sample.throw",
                "POST",
                "/samples/{id}/throw",
                Kind.TRANSITION,
                ("sample:throw",),
                (Source("DESIGN.md", 60),),
            ),
            *_whole("label", "/labels"),
            Operation(
                "sample.attach_label",
                "PUT",
                "/samples/{sample_id}/labels/{label_id}",
                Kind.ATTACH,
                ("sample:label",),
            ),
            Operation(
                "sample.detach_label",
                "DELETE",
                "/samples/{sample_id}/labels/{label_id}",
                Kind.DETACH,
                ("sample:label",),
            ),
            Operation(
                "label.list_of_sample",
                "GET",
                "/samples/{sample_id}/labels",
                Kind.LIST,
                ("sample:read",),
            ),
            Operation("scan.list", "GET", "/samples/{sample_id}/scans", Kind.LIST, ("scan:read",)),
            Operation(
                "scan.upload", "POST", "/samples/{sample_id}/scans", Kind.UPLOAD, ("scan:create",)
            ),
            Operation("scan.download", "GET", "/scans/{id}/file", Kind.DOWNLOAD, ("scan:read",)),
            Operation("scan.delete", "DELETE", "/scans/{id}", Kind.DELETE, ("scan:delete",)),
            Operation("report.yearly", "GET", "/reports/yearly", Kind.CUSTOM, ("report:read",)),
            _auth("register", "POST", "/register", "public"),
            _auth("login", "POST", "/login", "public"),
            _auth("refresh", "POST", "/refresh", "public"),
            _auth("logout", "POST", "/logout"),
            _auth("me", "GET", "/me"),
            _auth("update_me", "PATCH", "/me"),
            _auth("change_password", "POST", "/password"),
        ),
        (
            Parameter("sample.list", "class", "filter", ("grade",), "eq"),
            Parameter("sample.list", "state", "filter", ("state",), "in"),
            Parameter("sample.list", "after_day", "filter", ("taken_on",), "gt"),
            Parameter("sample.list", "heavier", "filter", ("weight",), "gte"),
            Parameter("sample.list", "fragile", "filter", ("is_fragile",), "eq"),
            Parameter("sample.list", "country", "filter", ("country_code",), "ne"),
            Parameter("sample.list", "q", "search", ("title", "notes")),
            Parameter(
                "sample.list", "sort", "sort", ("taken_on", "weight", "price"), default="-taken_on"
            ),
            Parameter("country.list", "sort", "sort", ("name",), default="name"),
        ),
        (
            Contract(
                "report.yearly",
                Shape(),
                Shape(
                    members=(
                        Member("from", Type(TypeName.DATE)),
                        Member("classes", Type(TypeName.ENUM, enum="SampleClass"), many=True),
                    )
                ),
            ),
        ),
        (
            Transition(
                "sample.throw",
                "Sample",
                "state",
                ("fresh",),
                "spent",
                ("notes",),
                (Effect("thrown_at", "now()"), Effect("is_fragile", "false")),
            ),
        ),
        (),
        (),
        (
            Setting("base_path", "/api"),
            Setting("update_method", "PATCH"),
            Setting("paging", "cursor, limit"),
            Setting("list_envelope", "data, next"),
            Setting("login_by", "username"),
            Setting("lockout_status", "403"),
            Setting("validation_status", "400"),
            Setting("rate_limit", "100000/min per user"),
            Setting("rate_limit.auth.login", "10000/min per address"),
        ),
        features=(
            Feature("samples", ("sample",), ("sample.*",)),
            Feature("reports", ("yearly",), ("report.*",)),
        ),
    )
)
