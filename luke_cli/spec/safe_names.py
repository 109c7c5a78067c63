"""Names that Python, the libraries and the generated code leave free."""

import keyword
import zlib
from typing import Final

from luke_cli.names import pascal, snake

_FIELDS: Final = frozenset(
    "metadata registry query copy dict json schema validate construct "
    "from_orm parse_obj parse_raw parse_file schema_json update_forward_refs self l str int float bool bytes "
    "model_computed_fields model_config model_construct model_copy model_extra model_fields "
    "model_fields_set model_json_schema model_parametrized_name model_post_init "
    "model_rebuild nothing returning".split()
)
"""The last two are words of SQLite that SQLAlchemy does not quote."""
_STARTS: Final = ("model_dump", "model_validate")
"""What pydantic reserves; `model_id` and the like are free."""
_ENTITIES: Final = frozenset(
    "Access Annotated Any Auth Base Base64 Body Boolean CsvResponse Database Date Day Decimal Double Email Enum Field File "
    "Final Index Insert Integer Interval Json Line List Literal Mapped Mapping Moment Numeric Ordered Page "
    "Paging Password Principal Query Reference Request Response Role Scope Select Settings Slug "
    "Source Storage String Text Time Transaction Type Update Url Uuid ApiKey InvitationToken LoginSession LoginFailure OutboxEntry "
    "KeptAnswer ResetToken VerificationToken PastPassword LoginChallenge SecondFactor RecoveryCode "
    "None True False Exception Warning Protocol Self".split()
)
_TABLES: Final = frozenset(
    "api_keys auth invitation_tokens login_challenges login_failures login_sessions kept_answers migrations nothing outbox_entries "
    "past_passwords recovery_codes reset_tokens returning second_factors tests verification_tokens".split()
)


def is_free_entity(name: str) -> bool:
    """Tell whether a class can have a name."""
    return name not in _ENTITIES and not keyword.iskeyword(name)


def is_free_table(name: str) -> bool:
    """Tell whether a table, and the package named like it, can have a name."""
    return name not in _TABLES and not keyword.iskeyword(name)


def is_free_field(name: str) -> bool:
    """Tell whether a column, and the attribute named like it, can have a name."""
    return not keyword.iskeyword(name) and name not in _FIELDS and not name.startswith(_STARTS)


def safe_entity(key: str) -> str:
    """Return the name of a class."""
    name = pascal(key)
    if not name[:1].isalpha():
        return f"Thing{name}"
    return f"{name}Record" if name in _ENTITIES else name


def safe_table(name: str) -> str:
    """Return the name of a table, which is that of a package too."""
    table = spelled(name)
    if not is_free_table(table):
        return f"{table}_rows"
    return table if table[:1].isalpha() else f"table_{table}"


def safe_field(name: str) -> str:
    """Return the name of a column; "" if nothing in it could be one."""
    plain = spelled(name)
    if not is_free_field(plain):
        return f"{plain.removeprefix('model_')}_value"
    return plain if not plain or plain[0].isalpha() else f"field_{plain}"


def safe_enum(name: str, taken: frozenset[str]) -> str:
    """Return the name of an enum that no class has."""
    plain = pascal(name)
    free = plain if plain[:1].isalpha() else f"Enum{plain}"
    return f"{free}Value" if free in taken or free in _ENTITIES else free


def spelled(name: str) -> str:
    """Return a name in snake_case; one in letters that ASCII lacks gets a number of its own."""
    plain = snake(name)
    if plain or not any(letter.isalpha() for letter in name):
        return plain
    return f"name_{zlib.crc32(name.strip().casefold().encode()):x}"
