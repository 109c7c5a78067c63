"""What things of a spec are called in the generated code."""

import builtins
import keyword
from typing import Final

from luke_cli.names import pascal, plural, snake
from luke_cli.spec.model import Entity, Operation

ENUMS = "backend.enums"
_TAKEN: Final = frozenset(dir(builtins)) | frozenset(
    "access app arguments audit before cache changes columns_of date datetime day delete examine "
    "exists fetch_page func insert key guards like literal now parent password_hash place problems query "
    "quote request response router row rows scope select service session settings source storage "
    "tagged time today transaction unmet update upload uuid4 values version".split()
)
"""What the modules of an entity call something else."""
_MODULES: Final = frozenset(dir(builtins)) | frozenset(
    "access ahead app auth backend buckets bulk cache cache_marks cache_store commands create_app cursors database due enums equip errors exceptions exports "
    "field_rights fields guards health limits logging mail main middleware models once outbox overlaps paging passwords periods policies scopes search security settings shared "
    "storage telling tests tracing trail versions webhooks windows worker".split()
)
"""What `backend` holds beside its entities, and what `main.py` names; a package would hide it."""
_TEST_MODULES: Final = frozenset(
    "access api_keys auth buckets bulk cache cache_store commands contract due exports field_rights fields inbox invitations kept limits mail middleware migrations once openapi outbox paging "
    "passwords pictures platform principals recovery search second_factor sessions telling tracing trail verification webhooks windows".split()
)
"""What `tests` holds beside the modules of its groups."""


def module_of(entity: Entity) -> str:
    """Return the package of an entity, below `backend`."""
    return package_of(entity.table)


def package_of(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return the package of a table or a group: a name that neither Python nor `backend` has."""
    is_taken = keyword.iskeyword(name) or name in _MODULES or name in taken
    return f"{name}_rows" if is_taken else name


def open_group(name: str) -> str:
    """Return what the tests of a group of operations without an entity are called after."""
    return f"{plural(name)}_open"


def module_of_tests(name: str) -> str:
    """Return the name of the test module of a table or an open group; some are taken."""
    return f"test_{name}_rows" if name in _TEST_MODULES else f"test_{name}"


def words_of(entity: Entity) -> str:
    """Return an entity in words: `expense category`."""
    return snake(entity.name).replace("_", " ")


def variable_of(entity: Entity) -> str:
    """Return what a value of an entity is called in code: `task`, `class_`, `service_`."""
    noun = snake(entity.name)
    return f"{noun}_" if keyword.iskeyword(noun) or noun in _TAKEN else noun


def article(words: str) -> str:
    """Return `a task` or `an expense`."""
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def function_of(operation: Operation, entity: Entity | None) -> str:
    """Return the name of the function of an operation: `list_expenses`, `approve_expense`."""
    verb = snake(operation.verb)
    if entity is None:
        return f"{verb}_{snake(operation.group)}"
    noun = snake(entity.name)
    return f"{verb}_{plural(noun) if verb in ('list', 'export') else noun}"


def due_function_of(step: str) -> str:
    """Return the name of the function of a step that time takes: `_expire_reservation`."""
    group, _, verb = step.partition(".")
    return f"_{snake(verb)}_{group}"


def schema_of(operation: Operation, entity: Entity | None) -> str:
    """Return the stem of the schemas of an operation: `ApproveExpense`."""
    return pascal(function_of(operation, entity))


def member_of(value: str) -> str:
    """Return the name of a member of an enum."""
    name = snake(value).upper() or "EMPTY"
    return f"VALUE_{name}" if name[0].isdigit() or name in ("NAME", "VALUE", "MRO") else name
