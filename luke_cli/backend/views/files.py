"""The file that tests upload: of the first type that the plan lets in."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.application import ApplicationView

_SIZE: Final = 256
_NOTHING: Final = "b''"


@dataclass(frozen=True, slots=True)
class FileSample:
    """A small file; all Python."""

    name: str
    content: str
    media_type: str
    checked: bool
    """Its first bytes tell the type."""


def file_sample(app: ApplicationView) -> FileSample:
    """Return a file that every upload takes."""
    types = app.settings.upload_types
    media_type, beginning, suffix = next((one for one in types if one[1] != _NOTHING), types[0])
    name = literal("paper" + suffix.strip('"'))
    if app.settings.pictures and media_type.startswith('"image/'):
        kind = literal(media_type.strip('"').removeprefix("image/").upper())
        return FileSample(name, f"picture({kind})", media_type, checked=True)
    content = f'{beginning}.ljust({_SIZE}, b".")'
    return FileSample(name, content, media_type, beginning != _NOTHING)
