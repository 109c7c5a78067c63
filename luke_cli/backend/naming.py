"""What things of a spec are called in the generated code."""

from luke_cli.names import pascal, plural, snake
from luke_cli.spec.model import Entity, Operation

ENUMS = "backend.enums"


def module_of(entity: Entity) -> str:
    """Return the package of an entity, below `backend`."""
    return entity.table


def words_of(entity: Entity) -> str:
    """Return an entity in words: `expense category`."""
    return snake(entity.name).replace("_", " ")


def article(words: str) -> str:
    """Return `a task` or `an expense`."""
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def function_of(operation: Operation, entity: Entity | None) -> str:
    """Return the name of the function of an operation: `list_expenses`, `approve_expense`."""
    verb = snake(operation.verb)
    if entity is None:
        return f"{verb}_{snake(operation.group)}"
    noun = snake(entity.name)
    return f"{verb}_{plural(noun) if verb == 'list' else noun}"


def schema_of(operation: Operation, entity: Entity | None) -> str:
    """Return the stem of the schemas of an operation: `ApproveExpense`."""
    return pascal(function_of(operation, entity))


def member_of(value: str) -> str:
    """Return the name of a member of an enum."""
    name = snake(value).upper() or "EMPTY"
    return f"VALUE_{name}" if name[0].isdigit() or name in ("NAME", "VALUE", "MRO") else name
