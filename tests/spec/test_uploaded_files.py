"""Files that an endpoint takes and no field holds are kept as a thing of their own."""

import pytest
from meant import PEOPLE, matrix, meant, requests

from luke_cli.plan import parse, render
from luke_cli.spec.model import Spec

TOOLS = """
```sql
CREATE TABLE tools (
    id UUID PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    logo_url VARCHAR(200)
);
```

| Method | Path | Description | Auth |
|---|---|---|---|
| GET | /tools | List tools | employee, clerk |
"""
UPLOAD = "POST | /tools/{id}/photo | upload photo (jpg, png, 5 MB)"


def of(endpoint: str, **documents: str) -> Spec:
    return meant(DESIGN=f"{PEOPLE}{TOOLS}| {endpoint} | clerk |\n", **documents)


def fields(spec: Spec, name: str) -> dict[str, str]:
    entity = spec.entity(name)
    return {f.name: f.type.target or str(f.type.name) for f in entity.fields} if entity else {}


def test_it_is_a_file_of_the_row_that_it_is_uploaded_for():
    spec = of(UPLOAD)
    assert fields(spec, "ToolPhoto") == {
        "id": "uuid",
        "tool_id": "Tool",
        "file_name": "string",
        "content_type": "string",
        "size_bytes": "integer",
    }
    assert spec.entity("ToolPhoto").trait("file of").subject == "Tool"
    assert spec.entity("ToolPhoto").field("tool_id").unique
    told = requests(spec, "tool_photo")
    assert told["tool_photo.upload"] == "POST /tools/{id}/photo upload tool_photo:upload"
    assert told["tool_photo.download"].startswith("GET /tool-photos/{id}/file download")
    assert matrix(spec)["tool_photo:upload"] == "clerk all"
    assert parse(render(spec)) == spec


def test_the_plan_says_that_nobody_has_said_so():
    [found] = [one for one in of(UPLOAD).assumptions if one.name == "A-tool-photo"]
    assert found.about == "ToolPhoto"
    assert found.proposal == "entity ToolPhoto: the photo of each Tool, in place of the one before"
    assert [place.file for place in found.sources] == ["DESIGN.md"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "POST | /tools/{id}/photo | Take a photo of it",
        "POST | /tools/{id}/logo | Upload the logo (png)",
        "POST | /tools/{id}/catalogue | Upload a photo of the catalogue",
        "PUT | /tools/{id}/photo | Upload a photo",
        "POST | /chairs/{id}/photo | Upload a photo",
    ],
)
def test_nothing_is_assumed_where_a_field_holds_it_or_nobody_says_that_it_is_a_file(endpoint: str):
    spec = of(endpoint)
    assert [one.name for one in spec.entities if one.trait("file of")] == []


def test_what_is_read_at_its_path_is_no_list():
    read = "\n| Method | Path | Description |\n|---|---|---|\n| GET | /tools/{id}/photo | the photo |\n"
    told = requests(of(UPLOAD, API=read))
    assert told["tool.photo"].startswith("GET /tools/{id}/photo custom")


SCANS = """
# Data model

**tools**: id, name varchar(80), price numeric(8,2), bought_on date

**scans**: id, tool_id FK tools not null, file, taken_on date

# Endpoints
- POST /tools/{id}/scans - upload a scan (multipart)
- POST /scans - upload a scan (multipart)
"""


def test_a_field_stands_for_the_file_that_is_uploaded():
    """However many endpoints take it, it is said once."""
    spec = meant(DESIGN=SCANS)
    assert spec.entity("Scan").trait("file of").subject == "Tool"
    assert spec.entity("Scan").field("file") is None
    assert {"file_name", "content_type", "size_bytes"} <= fields(spec, "Scan").keys()
    assert [one.name for one in spec.assumptions].count("A-scan-file") == 1


def test_a_thing_of_two_words_below_what_it_is_of_is_a_file():
    """`POST /tools/{id}/photos` takes a `ToolPhoto`; who brings it is the caller."""
    photos = """
```sql
CREATE TABLE tool_photos (
    id UUID PRIMARY KEY,
    tool_id UUID NOT NULL REFERENCES tools(id),
    uploaded_by_id UUID NOT NULL REFERENCES users(id),
    storage_key VARCHAR(200) NOT NULL
);
```
"""
    spec = of("POST | /tools/{id}/photos | add a photo, multipart", API=photos)
    assert requests(spec, "tool_photo")["tool_photo.upload"].split()[2] == "upload"
    photo = spec.entity("ToolPhoto")
    assert photo is not None
    assert photo.trait("file of").subject == "Tool"
    assert str(photo.field("uploaded_by_id").visibility) == "read-only"


def test_who_may_list_files_is_who_may_read_them():
    """The right that nobody states is like what is stated, wherever in the documents that stands."""
    photos = """
```sql
CREATE TABLE tool_photos (
    id UUID PRIMARY KEY,
    tool_id UUID NOT NULL REFERENCES tools(id),
    storage_key VARCHAR(200) NOT NULL
);
```

| Method | Path | Description | Auth |
|---|---|---|---|
| GET | /tools/{id} | One tool | employee, clerk |
| GET | /tools/{id}/photos | List photos | clerk |
| DELETE | /photos/{id} | Delete one | clerk |
"""
    spec = of("POST | /tools/{id}/photos | add a photo, multipart", API=photos)
    told = requests(spec, "tool_photo")
    rights = matrix(spec, "tool_photo")
    read = told["tool_photo.read"].rpartition(" ")[2]
    assert rights[read] == rights[told["tool_photo.list"].rpartition(" ")[2]] == "clerk all"
