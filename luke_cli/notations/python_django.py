"""What a Django model has without saying so: its key, what a user inherits, lists of choices.

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

class Reader(AbstractUser):                 # username, email, last_login ... are inherited
class Level(models.TextChoices):
JUNIOR = "junior", "Junior reader"
level = models.CharField(max_length=10, choices=Level.choices)
"""

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.members import Member
from luke_cli.notations.python_fields import choices_of
from luke_cli.notations.types import read_type
from luke_cli.spec.model import Type, TypeName

ENUM_BASES: Final = frozenset(
    "Enum IntEnum StrEnum TextChoices IntegerChoices PyEnum str_enum".split()
)
_AUTO_FIELD: Final = re.compile(r"""\bDEFAULT_AUTO_FIELD\s*=\s*["'][\w.]*?(\w+)["']""")
_NAME: Final = Type(TypeName.STRING, length=150)
_INHERITED: Final = {
    "AbstractBaseUser": (Member("last_login", 0, 0, type=Type(TypeName.DATETIME), required=False),),
    "AbstractUser": (
        Member("username", 0, 0, type=_NAME, required=True, unique=True),
        Member("first_name", 0, 0, type=_NAME, required=False),
        Member("last_name", 0, 0, type=_NAME, required=False),
        Member("email", 0, 0, type=Type(TypeName.EMAIL), required=False),
        Member("is_active", 0, 0, type=Type(TypeName.BOOLEAN), required=True, default="true"),
        Member("date_joined", 0, 0, type=Type(TypeName.DATETIME), required=True, default="now()"),
        Member("last_login", 0, 0, type=Type(TypeName.DATETIME), required=False),
    ),
}


def auto_field(fences: Iterable[Fence]) -> Type:
    """Return the type of a key that no model states: Django's own, or that of the settings."""
    named = (_AUTO_FIELD.search(fence.text) for fence in fences)
    word = next((match[1] for match in named if match), "BigAutoField")
    return read_type(word).type or Type(TypeName.BIGINT)


def implied(
    bases: Iterable[str], members: Sequence[Member], line: int, key: Type
) -> tuple[Member, ...]:
    """Return the fields of a model that Django adds, at the line of the class."""
    if not any(member.is_django for member in members):
        return ()
    own = {member.name for member in members}
    inherited = [one for base in bases for one in _INHERITED.get(base, ())]
    if not any(member.key for member in members) and "id" not in own:
        generated = key.name in (TypeName.INTEGER, TypeName.BIGINT)
        first = Member("id", 0, 0, type=key, required=True, key=True, generated=generated)
        inherited.insert(0, first)
    return tuple(
        replace(one, line=line, end_line=line, is_mapped=True, is_django=True)
        for one in inherited
        if one.name not in own
    )


def choice_lists(node: ast.ClassDef) -> dict[str, tuple[str, ...]]:
    """Return the lists of choices in a class by their name: a tuple of pairs, or a class of its own."""
    found: dict[str, tuple[str, ...]] = {}
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name) and target.id.isupper():
                    found[target.id] = choices_of(statement.value)
        elif isinstance(statement, ast.ClassDef) and _is_enum(statement):
            found[statement.name] = values_of(statement)
    return found


def _is_enum(node: ast.ClassDef) -> bool:
    names = (base.attr if isinstance(base, ast.Attribute) else base for base in node.bases)
    return any((name.id if isinstance(name, ast.Name) else name) in ENUM_BASES for name in names)


def values_of(node: ast.ClassDef) -> tuple[str, ...]:
    """Return the values of an enum, in the order of its class."""
    values = (
        _value(statement.targets[0].id, statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    )
    return tuple(dict.fromkeys(values))


def _value(name: str, value: ast.expr) -> str:
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    text = value.value if isinstance(value, ast.Constant) else ""
    return text if isinstance(text, str) and text else name.lower()
