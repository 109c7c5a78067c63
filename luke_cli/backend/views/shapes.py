"""The bodies of an open operation as classes: what they hold, those within others first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import schema_of
from luke_cli.backend.views.paths import entity_of, identifier
from luke_cli.backend.views.queries import optional_member
from luke_cli.backend.views.schemas import MemberView, member_type
from luke_cli.names import pascal
from luke_cli.spec.model import Member, Operation, Shape, Spec, TypeName
from luke_cli.spec.parts import Part, parts_of


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A class of a body, or of a part of one."""

    name: str
    says: str
    """Its docstring."""
    strict: bool
    """It takes no other members."""
    members: tuple[MemberView, ...]
    """Python; required members first."""


def shape_views(spec: Spec, operation: Operation) -> tuple[ShapeView, ...]:
    """Return the classes of the bodies of an operation that its contract gives, each after its parts."""
    contract = spec.contract(operation.name)
    if contract is None:
        return ()
    stem = schema_of(operation, entity_of(spec, operation))
    takes = _Classes(spec, f"What {operation.name} takes", incoming=True)
    gives = _Classes(spec, f"What {operation.name} gives", incoming=False)
    return (
        *takes.of(f"{stem}Request", sent_parts(contract.takes)),
        *gives.of(f"{stem}Answer", parts_of(contract.gives.members)),
    )


def sent_parts(shape: Shape) -> tuple[Part, ...]:
    """Return the parts of a body that come as JSON: a file comes beside them."""
    return parts_of(one for one in shape.members if one.type.name is not TypeName.FILE)


class _Classes:
    """The classes of one body."""

    def __init__(self, spec: Spec, says: str, *, incoming: bool) -> None:
        self._spec = spec
        self._says = says
        self._incoming = incoming
        self._taken: set[str] = set()

    def of(self, name: str, parts: tuple[Part, ...], place: str = "") -> Iterator[ShapeView]:
        """Yield the class of some parts, after those of what they hold; none if there are none."""
        if not parts:
            return
        self._taken.add(name)
        names = {part.name: self._free(f"{name}{pascal(part.name)}") for part in parts}
        for part in parts:
            yield from self.of(names[part.name], part.parts, f"{place}.{part.name}".lstrip("."))
        members = (self._member(part, names[part.name]) for part in parts)
        says = f"{self._says}, below {place}." if place else f"{self._says}."
        ordered = tuple(sorted(members, key=lambda member: bool(member.default)))
        yield ShapeView(name, says, self._incoming, ordered)

    def _free(self, name: str) -> str:
        while name in self._taken:
            name += "Part"
        self._taken.add(name)
        return name

    def _member(self, part: Part, name: str) -> MemberView:
        annotation = self._annotation(part, name)
        attribute = identifier(part.name)
        if not part.required:
            return optional_member(part.name, f"{annotation} | None", "None")
        alias = f"Field(alias={literal(part.name)})" if attribute != part.name else ""
        return MemberView(attribute, annotation, alias)

    def _annotation(self, part: Part, name: str) -> str:
        if part.type is None:
            return f"list[{name}]" if part.many else name
        member = Member(part.name, part.type, many=part.many)
        return member_type(self._spec, member, incoming=self._incoming)


def json_types(parts: Iterable[Part]) -> str:
    """Return what an answer holds as Python: `{"lines": [{"note": (str, None)}]}`."""
    inner = ", ".join(f"{literal(part.name)}: {_json_type(part)}" for part in parts)
    return f"{{{inner}}}"


_READ_AS = {
    TypeName.INTEGER: "int",
    TypeName.BIGINT: "int",
    TypeName.FLOAT: "float",
    TypeName.BOOLEAN: "bool",
    TypeName.JSON: "object",
}
"""What the values of JSON are; all others are texts."""


def _json_type(part: Part) -> str:
    one = json_types(part.parts) if part.type is None else _READ_AS.get(part.type.name, "str")
    one = f"[{one}]" if part.many else one
    return one if part.required else f"({one}, None)"
