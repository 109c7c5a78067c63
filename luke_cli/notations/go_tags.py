"""Tags behind the fields of Go.

`gorm:"column:title;type:varchar(80);not null" validate:"required,max=80" json:"title"`
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.notations.defaults import canonical
from luke_cli.notations.members import Member
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

MAPPERS: Final = frozenset(("gorm", "db", "bun", "sqlx", "xorm", "pg", "bson", "ksql", "boil"))
"""Keys of tags that only what is stored has."""
_NAMING: Final = ("db", "bun", "sqlx", "pg", "ksql", "boil", "json", "bson")
_TAG: Final = re.compile(r"(\w+):\"((?:[^\"\\]|\\.)*)\"")
_IN: Final = re.compile(r"\bIN\s*\(([^)]*)\)", re.IGNORECASE)
_BOUND: Final = re.compile(r"(min|max|gte|lte|gt|lt|len|oneof)=(.+)")
_NUMBER: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_FORMATS: Final = {"email": TypeName.EMAIL, "url": TypeName.URL, "uri": TypeName.URL}
_ACTIONS: Final = {"CASCADE": "cascade", "SET NULL": "set null", "RESTRICT": "restrict"}


@dataclass(frozen=True, slots=True)
class Tags:
    """What stands in the back-ticks."""

    said: dict[str, str]
    gorm: dict[str, str]
    """The settings of GORM, names in lower case without blanks."""
    checks: tuple[str, ...]
    """The settings of a validator."""
    name: str
    """Of the column; "" if no tag names it."""

    @property
    def is_left_out(self) -> bool:
        """No database sees the field."""
        return "-" in (self.said.get("gorm"), self.said.get("db"), self.said.get("bun"))


def tags_of(quoted: str) -> Tags:
    """Read the tags of a field."""
    said = dict(_TAG.findall(quoted[:2000]))
    gorm = {}
    for part in said.get("gorm", "").split(";"):
        key, _, value = part.partition(":")
        gorm[key.strip().lower().replace(" ", "").replace("_", "")] = value.strip()
    gorm.pop("", None)
    checks = (said.get("validate", "") + "," + said.get("binding", "")).split(",")
    named = [said[key].split(",")[0] for key in _NAMING if said.get(key)]
    column = next((name for name in named if re.fullmatch(r"[A-Za-z_]\w*", name)), "")
    return Tags(said, gorm, tuple(checks), gorm.get("column", "") or column)


def qualify(member: Member, tags: Tags) -> str:
    """Add what the tags say; return the name of a uniqueness that may be shared."""
    _from_gorm(member, tags.gorm)
    for check in tags.checks:
        _from_check(member, check.strip())
    for option in tags.said.get("bun", "").split(",")[1:] + tags.said.get("xorm", "").split():
        _from_option(member, option.strip())
    shared = tags.gorm.get("uniqueindex", "").split(",")[0]
    if "uniqueindex" in tags.gorm and not shared:
        member.unique = True
    return shared


def _from_gorm(member: Member, gorm: dict[str, str]) -> None:
    if "primarykey" in gorm:
        member.key = member.required = True
        is_number = member.type and member.type.name in (TypeName.INTEGER, TypeName.BIGINT)
        member.generated = bool(is_number)
    if "notnull" in gorm:
        member.required = True
    if "unique" in gorm:
        member.unique = True
    if gorm.get("type"):
        reading = read_type(gorm["type"])
        is_enum = member.type is not None and member.type.name is TypeName.ENUM
        if reading.type is not None and not is_enum:
            member.type, member.values = reading.type, reading.values
            member.many = member.many or reading.many
    _sized(member, gorm)
    listed = _IN.search(gorm.get("check", ""))
    if listed is not None:
        member.values = tuple(re.findall(r"'([^']*)'", listed[1]))
    if "autocreatetime" in gorm or "autoupdatetime" in gorm:
        member.default = "now()"
    elif "default" in gorm:
        member.default = _default(gorm["default"], member)
    action = re.search(r"OnDelete:\s*(CASCADE|SET NULL|RESTRICT)", gorm.get("constraint", ""))
    member.on_delete = _ACTIONS[action[1]] if action else ""
    member.comment = gorm.get("comment", "") or member.comment


def _default(text: str, member: Member) -> str:
    is_text = member.type is None or member.type.name in (TypeName.STRING, TypeName.TEXT)
    plain = is_text and re.fullmatch(r"\w+", text) and text.lower() != "null"
    return canonical(f'"{text}"' if plain else text, member.type)


def _sized(member: Member, gorm: dict[str, str]) -> None:
    of = member.type
    if of is None:
        return
    if of.name is TypeName.STRING and gorm.get("size", "").isdigit():
        member.type = replace(of, length=int(gorm["size"]))
    elif gorm.get("precision", "").isdigit() and of.name in (TypeName.DECIMAL, TypeName.FLOAT):
        scale = gorm.get("scale", "")
        precision = int(gorm["precision"])
        member.type = Type(
            TypeName.DECIMAL, precision=precision, scale=int(scale) if scale.isdigit() else 0
        )


def _from_check(member: Member, check: str) -> None:
    bound = _BOUND.fullmatch(check)
    if check == "required":
        member.required = True
    elif check in _FORMATS and (member.type is None or member.type.length is None):
        member.type = Type(_FORMATS[check])
    elif bound is not None and bound[1] == "oneof":
        member.values = tuple(re.findall(r"[^\s']+", bound[2]))
    elif bound is not None and _NUMBER.fullmatch(bound[2]):
        _bounded(member, bound[1], bound[2])


def _bounded(member: Member, word: str, number: str) -> None:
    texts = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL)
    if member.type is not None and member.type.name in texts and "." not in number:
        if word in ("min", "gte", "len"):
            member.min_length = int(number)
        if word in ("max", "lte", "len"):
            member.max_length = int(number)
        return
    field = {"min": "minimum", "gte": "minimum", "max": "maximum", "lte": "maximum"}.get(word, "")
    field = field or {"gt": "over", "lt": "under"}.get(word, "")
    if field and not member.many:
        setattr(member, field, number)


def _from_option(member: Member, option: str) -> None:
    """Read the options of Bun and XORM, `pk,notnull,default:0`."""
    key, _, value = option.partition(":")
    if key == "pk":
        member.key = member.required = True
    elif key in ("notnull", "nullzero"):
        member.required = True if key == "notnull" else member.required
    elif key == "unique" and not value:
        member.unique = True
    elif key == "autoincrement":
        member.generated = True
    elif key == "type" and read_type(value).type is not None:
        member.type = read_type(value).type
    elif key == "default":
        member.default = _default(value.strip("'"), member)
