"""What the templates may see of files: the fields that describe one, and the types let in."""

import re
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.columns import key_of, nullable, python_type
from luke_cli.backend.views.paths import base_path, parameters_of
from luke_cli.backend.views.schemas import taken_fields, taken_type
from luke_cli.names import snake
from luke_cli.spec.model import (
    Entity,
    Field,
    Kind,
    Operation,
    Spec,
    TypeName,
)
from luke_cli.spec.settings import BUCKETS
from luke_cli.spec.values import items


@dataclass(frozen=True, slots=True)
class ToldView:
    """A field of the form that a file comes in."""

    name: str
    annotation: str
    """With its bounds, as the form is checked."""
    plain: str
    """Its Python type."""


@dataclass(frozen=True, slots=True)
class FileView:
    """Which fields of a file entity tell what."""

    name: str
    name_length: int
    """Characters of the name that are kept."""
    size: str
    media_type: str
    digest: str
    digest_bytes: bool
    """The checksum is kept as bytes, not as hexadecimal digits."""
    url: str
    made_key: bool
    """The key is known before the row is stored."""
    download: str
    """Path of the download below the base path, with `{key}`; "" if there is none."""
    required_url: bool
    replaces: bool
    """There is one for each row that it is of: an upload takes the place of the one before."""
    told: tuple[ToldView, ...]
    """What comes with the file, as fields of the form."""


_LONGEST_NAME = 255
_PARAMETER = re.compile(r"\{\w+\}")
_FILE_FIELDS = {
    "name": ("file_name", "filename", "original_name", "original_filename", "name", "title"),
    "size": ("file_size", "size_bytes", "size", "byte_size", "filesize"),
    "media_type": ("mime_type", "media_type", "content_type", "file_type"),
    "digest": ("file_hash", "sha256", "checksum", "hash", "digest"),
    "url": ("file_url", "url", "storage_path", "file_path", "path", "storage_key", "s3_key"),
}


def file_view(spec: Spec, entity: Entity) -> FileView | None:
    """Return which fields of an entity describe a file; None: it holds none."""
    if entity.trait("file of") is None:
        return None
    found = _found(entity)
    download = next(
        (o for o in spec.operations_of(snake(entity.name)) if o.kind is Kind.DOWNLOAD),
        None,
    )
    url = entity.field(found["url"])
    path = ""
    if download:
        parameter = parameters_of(spec, download)[-1].name
        path = base_path(spec) + download.path.replace(f"{{{parameter}}}", "{key}")
    return FileView(
        **found,
        name_length=_length(entity.field(found["name"])),
        digest_bytes=_is_bytes(entity, found["digest"]),
        made_key=key_of(entity).type.name is TypeName.UUID,
        download=path,
        required_url=bool(url and not nullable(spec, entity, url)),
        replaces=is_alone(entity),
        told=tuple(_told(spec, field) for field in told_fields(spec, entity)),
    )


def is_alone(entity: Entity) -> bool:
    """Tell whether there is one file of a kind for each row that it is of."""
    trait = entity.trait("file of")
    above = (f for f in entity.fields if trait and f.type.target == trait.subject)
    return any(field.unique for field in above)


def _found(entity: Entity) -> dict[str, str]:
    """Return which field tells each part of a file; "" if none does."""
    return {
        part: next((name for name in names if entity.field(name)), "")
        for part, names in _FILE_FIELDS.items()
    }


def _told(spec: Spec, field: Field) -> ToldView:
    return ToldView(field.name, taken_type(spec, field), python_type(spec, field.type))


def told_fields(spec: Spec, entity: Entity) -> tuple[Field, ...]:
    """Return the fields that come with an upload: a row must have them, and no file tells them."""
    own = set(_found(entity).values())
    fields = taken_fields(spec, entity, creating=True)
    return tuple(
        field
        for field in fields
        if field.type.name is not TypeName.REF
        and field.name not in own
        and not field.default
        and not nullable(spec, entity, field)
    )


def _length(field: Field | None) -> int:
    longest = field.type.length or field.max_length if field else None
    return min(longest or _LONGEST_NAME, _LONGEST_NAME)


def _is_bytes(entity: Entity, name: str) -> bool:
    field = entity.field(name) if name else None
    return field is not None and field.type.name is TypeName.BYTES


_MEDIA = {
    "jpeg": ("image/jpeg", "b'\\xff\\xd8\\xff'", ".jpg"),
    "jpg": ("image/jpeg", "b'\\xff\\xd8\\xff'", ".jpg"),
    "png": ("image/png", "b'\\x89PNG\\r\\n\\x1a\\n'", ".png"),
    "gif": ("image/gif", "b'GIF8'", ".gif"),
    "webp": ("image/webp", "b'RIFF'", ".webp"),
    "pdf": ("application/pdf", "b'%PDF-'", ".pdf"),
    "zip": ("application/zip", "b'PK'", ".zip"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "b'PK'",
        ".docx",
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "b'PK'",
        ".xlsx",
    ),
    "csv": ("text/csv", "b''", ".csv"),
    "txt": ("text/plain", "b''", ".txt"),
}


def upload_paths(spec: Spec) -> tuple[str, ...]:
    """Return the patterns of the paths that take a file, as Python; none if nothing is stored."""
    stored = [o for o in spec.operations if o.kind is Kind.UPLOAD]
    opened = [o for o in spec.operations if o.kind is Kind.CUSTOM and _takes_file(spec, o)]
    paths = (f"{base_path(spec)}{o.path}" for o in (*stored, *opened)) if stored else ()
    return tuple(dict.fromkeys(f'r"{_pattern(path)}"' for path in paths))


def _pattern(path: str) -> str:
    return "[^/]+".join(re.escape(part).replace(r"\-", "-") for part in _PARAMETER.split(path))


def _takes_file(spec: Spec, operation: Operation) -> bool:
    contract = spec.contract(operation.name)
    if contract is None:
        return False
    members = contract.takes.members
    return contract.takes.file or any(one.type.name is TypeName.FILE for one in members)


def keeps_in_bucket(spec: Spec) -> bool:
    """Tell whether uploads go to a server that speaks S3, where the settings name one."""
    uploads = any(operation.kind is Kind.UPLOAD for operation in spec.operations)
    return uploads and spec.setting("file_storage") in BUCKETS


def picture_size(spec: Spec) -> tuple[int, int] | None:
    """Return the width and height that a picture may have; None if the plan sets no bound."""
    said = re.fullmatch(r"(\d+) px, (\d+) px", spec.setting("upload_max_pixels"))
    is_picture = any("image/" in media for media, _, _ in upload_types(spec))
    uploads = any(operation.kind is Kind.UPLOAD for operation in spec.operations)
    return (int(said[1]), int(said[2])) if said and is_picture and uploads else None


def upload_types(spec: Spec) -> tuple[tuple[str, str, str], ...]:
    """Return media type, first bytes and suffix of what may be uploaded; all Python."""
    wanted = items(spec.setting("upload_types")) or ("jpeg", "png", "pdf")
    found = {_MEDIA[word.lower()] for word in wanted if word.lower() in _MEDIA}
    chosen = sorted(found) or sorted({_MEDIA[word] for word in ("jpeg", "png", "pdf")})
    return tuple((literal(media), first, literal(suffix)) for media, first, suffix in chosen)
