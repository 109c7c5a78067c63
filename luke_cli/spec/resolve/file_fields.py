"""Which entities are files, and which of their fields an upload fills in."""

import re
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, TypeName, Visibility

_FILE_NAMES: Final = frozenset("file_name filename original_name original_filename".split())
_FILE_FACTS: Final = frozenset(
    "mime_type content_type file_size size_bytes media_type file_type size file_url "
    "storage_path storage_key file_path byte_size".split()
)
_OF_FILES: Final = re.compile(
    r"(?:^|_)(?:url|uri|path|key|hash|digest|checksum|sha\d*|md5|etag|bytes|size|width|height|pages|"
    r"format|extension|mime|status|state)$"
)
"""Fields that tell of the file, or of what is done with it."""
_EXAMINED: Final = frozenset(
    "name title filesize file_hash sha256 checksum hash digest url path s3_key".split()
)
"""Further fields that an upload fills in."""
_IN_FORMS: Final = (
    *(TypeName.STRING, TypeName.TEXT, TypeName.ENUM, TypeName.INTEGER, TypeName.BIGINT),
    *(TypeName.DECIMAL, TypeName.FLOAT, TypeName.DATE, TypeName.UUID),
    *(TypeName.EMAIL, TypeName.URL, TypeName.SLUG),
)
_FILE_WORDS: Final = frozenset("attachment receipt document photo image file upload".split())


def is_file(entity: Entity, uploaded: bool) -> bool:
    """Tell whether an entity describes files; `uploaded`: an endpoint takes it as one."""
    names = {field.name for field in entity.fields}
    if names & _FILE_NAMES and names & _FILE_FACTS:
        return True
    words = set(snake(entity.name).split("_"))
    return uploaded and bool(words & _FILE_WORDS) and bool(names & (_FILE_NAMES | _FILE_FACTS))


def filled(field: Field) -> Field:
    """Let the server fill in a field of a file, or do without what no file tells."""
    field = replace(field, visibility=Visibility.READ_ONLY)
    known = field.name in _FILE_NAMES | _FILE_FACTS | _EXAMINED
    if known or not field.required or field.default:
        return field
    basis = field.basis or ("default",)
    if field.type.name is TypeName.DATETIME:
        return replace(field, default="now()", basis=basis)
    if field.type.name is TypeName.BOOLEAN:
        return replace(field, default="false", basis=basis)
    return replace(field, required=False, basis=basis)


def is_measured(field: Field) -> bool:
    """Tell whether the server knows a field from the file itself, or nobody gives it.

    What a row must have and no file tells comes with the file: `category: passport`.
    """
    if field.name in _FILE_NAMES | _FILE_FACTS:
        return True
    must = field.required and not field.default and field.type.name in _IN_FORMS
    beside = must and not _OF_FILES.search(field.name)
    plain = field.role is None and field.visibility is Visibility.BOTH
    return plain and not beside and field.type.name is not TypeName.REF
