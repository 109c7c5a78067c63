"""Code that validates what people write, against the schema that defines its fields."""

import pytest
from meant import PEOPLE, meant

DESIGN = f"""
{PEOPLE}
```sql
CREATE TABLE dogs (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users(id),
    name VARCHAR(60) NOT NULL,
    breed VARCHAR(80),
    size VARCHAR(20) NOT NULL CHECK (size IN ('small', 'large')),
    age INTEGER CHECK (age BETWEEN 0 AND 30),
    weight NUMERIC(5, 2),
    born_on DATE,
    is_chipped BOOLEAN NOT NULL DEFAULT false
);
CREATE TABLE walks (id UUID PRIMARY KEY, name VARCHAR(90) NOT NULL, place VARCHAR(40));
```
"""
AGREE = {
    "zod": """```ts
const SIZES = ['small', 'large'] as const;
export const createDogSchema = z.object({
  ownerId: z.string().uuid(),
  name: z.string().min(1).max(60),
  breed: z.string().max(80).optional(),
  size: z.enum(SIZES),
  age: z.coerce.number().int().min(0).max(30).nullish(),
  weight: z.number().positive().optional(),
  bornOn: z.string().date().optional(),
  isChipped: z.boolean().default(false),
});
```""",
    "yup": """```js
const dogForm = yup.object({
  name: yup.string().required('Say a name').max(60),
  breed: yup.string().max(80),
  size: yup.string().oneOf(['small', 'large']).required(),
  age: yup.number().integer().min(0).max(30),
  weight: yup.number(),
});
```""",
    "joi": """```js
const dogBody = Joi.object({
  name: Joi.string().max(60).required(),
  breed: Joi.string().max(80).allow(null, ''),
  size: Joi.string().valid('small', 'large').required(),
  age: Joi.number().integer().min(0).max(30),
});
```""",
    "class": """```ts
export class CreateDogDto {
  @IsString() @IsNotEmpty() @MaxLength(60) name: string;
  @IsOptional() @MaxLength(80) breed?: string;
  @IsIn(['small', 'large']) size: string;
  @IsOptional() @IsInt() @Min(0) @Max(30) age?: number;
  @IsBoolean() isChipped: boolean = false;
}
```""",
    "html": """```html
<form id="dog-form" method="post">
  <input name="name" maxlength="60" required>
  <input name="breed" maxlength="80">
  <select name="size" required><option value="">Pick one</option><option>small</option><option>large</option></select>
  <input name="age" type="number" min="0" max="30">
  <input name="bornOn" type="date">
  <input name="isChipped" type="checkbox">
</form>
```""",
    "json": """```json
{ "dog": { "name": { "required": true, "maxLength": 60 }, "breed": { "required": false, "maxLength": 80 },
           "size": { "enum": ["small", "large"], "required": true }, "age": { "type": "integer", "min": 0, "max": 30 } } }
```""",
    "schema": """```json
{ "title": "CreateDog", "type": "object", "required": ["name", "size"], "properties": {
  "name": { "type": "string", "maxLength": 60 }, "size": { "enum": ["small", "large"] },
  "weight": { "type": ["number", "null"] } } }
```""",
    "pydantic": """```python
class DogCreate(BaseModel):
    name: str = Field(min_length=1, max_length=60)
    breed: str | None = Field(default=None, max_length=80)
    size: Literal['small', 'large']
    age: int | None = Field(default=None, ge=0, le=30)
    is_chipped: bool = False
```""",
}


def decided(code: str, heading: str = "Dogs", name: str = "WEB-UI") -> dict[str, tuple[str, str]]:
    """Return what was taken and set aside, by the id of the decision."""
    spec = meant(DESIGN=DESIGN, **{name: f"# Screens\n\n## {heading}\n\n{code}\n"})
    assert {one.name for one in spec.entities} == {"User", "Dog", "Walk"}
    return {one.name: (one.taken.value, one.aside[0].value) for one in spec.decisions}


@pytest.mark.parametrize("notation", AGREE)
@pytest.mark.parametrize("name", ["WEB-UI", "SECURITY"])
def test_code_that_agrees_with_the_schema_is_no_finding(notation: str, name: str) -> None:
    assert decided(AGREE[notation], name=name) == {}


@pytest.mark.parametrize("notation", AGREE)
def test_code_that_takes_other_lengths_and_values_is_a_decision(notation: str) -> None:
    other = AGREE[notation].replace("60", "40").replace("'large'", "'large', 'huge'")
    other = other.replace('"large"', '"large", "huge"').replace(
        "<option>large<", "<option>large</option><option>huge<"
    )
    assert decided(other) == {
        "D-dog-name-length": ("60", "40"),
        "D-dog-size": ("small, large", "small, large, huge"),
    }


@pytest.mark.parametrize("notation", ["zod", "yup", "joi", "class", "html", "json", "pydantic"])
def test_code_with_other_bounds_is_a_decision(notation: str) -> None:
    other = AGREE[notation].replace("30", "25").replace("in(0)", "in(1)")
    other = (
        other.replace('min="0"', 'min="1"').replace('"min": 0', '"min": 1').replace("ge=0", "ge=1")
    )
    assert decided(other) == {
        "D-dog-age-maximum": ("30", "25"),
        "D-dog-age-minimum": ("0", "1"),
    }


@pytest.mark.parametrize(
    "code",
    [
        "```ts\nconst dogSchema = z.object({ name: z.string().optional(), breed: z.string().min(1) });\n```",
        "```js\nconst dog = yup.object({ name: yup.string(), breed: yup.string().required() });\n```",
        "```ts\nclass NewDogDto { @IsOptional() name?: string; @MaxLength(80) breed: string; }\n```",
        '```html\n<form id="dog"><input name="name"><input name="breed" required></form>\n```',
        '```json\n{ "name": { "required": false }, "breed": { "required": true } }\n```',
        "```tsx\n<input {...register('name', { required: false })} />\n<input {...register('breed', { required: 'Which?' })} />\n```",
        "```python\nclass DogCreate(BaseModel):\n    name: str | None = None\n    breed: str\n```",
        "```php\nclass StoreDogRequest { return ['name' => 'nullable|max:60', 'breed' => 'required|max:80']; }\n```",
    ],
)
def test_code_that_needs_other_fields_is_a_decision(code: str) -> None:
    assert decided(code) == {
        "D-dog-breed-required": ("not required", "required"),
        "D-dog-name-required": ("required", "not required"),
    }


def test_code_that_takes_other_types_is_a_decision() -> None:
    code = "```ts\nconst dogSchema = z.object({ age: z.string().optional(), breed: z.number().optional(),"
    code += " weight: z.number().int().optional(), bornOn: z.string().datetime().nullish() });\n```"
    assert decided(code) == {
        "D-dog-age": ("integer", "text"),
        "D-dog-born-on": ("date", "datetime"),
        "D-dog-breed": ("string(80)", "float"),
        "D-dog-weight": ("decimal(5,2)", "integer"),
    }


@pytest.mark.parametrize(
    "code",
    [
        "```ts\nconst UpdateDogSchema = z.object({ name: z.string().max(60).optional() });\n```",
        "```ts\nconst dog = z.object({ name: z.string(), breed: z.string() }).strict().partial();\n```",
        "```ts\nclass UpdateDogDto { @IsOptional() @MaxLength(60) name?: string; }\n```",
        "```ts\nclass DogDto extends PartialType(X) { @IsOptional() @MaxLength(60) name?: string; }\n```",
        "```ts\nconst dogFilterSchema = z.object({ name: z.string().max(9), size: z.enum(['small', 'all']) });\n```",
        '```html\n<form method="get"><input name="name" maxlength="20"></form>\n```',
        "```ts\nconst dog = z.object({ owner: z.object({ name: z.string().max(9) }).optional() });\n```",
        "```ts\nconst dogOwnerSchema = z.object({ name: z.string().max(9) });\n```",
        "```ts\nconst envSchema = z.object({ name: z.string().max(9) });\n```",
    ],
)
def test_what_is_no_new_row_says_nothing_of_one(code: str) -> None:
    """A change, a search, what is nested and what has another name."""
    assert decided(code) == {}


def test_a_form_without_a_name_is_of_what_the_words_above_it_name() -> None:
    code = "```ts\nconst formSchema = z.object({ name: z.string().max(50) });\n```"
    assert decided(code, "New walk") == {"D-walk-name-length": ("90", "50")}
    assert decided(f"The form of a dog:\n\n{code}", "How it looks") == {
        "D-dog-name-length": ("60", "50")
    }
    assert decided(code, "Edit walk") == {"D-walk-name-length": ("90", "50")}


def test_both_places_of_a_decision_are_told() -> None:
    code = "# Web\n\n```ts\nconst dogSchema = z.object({\n  name: z.string().max(40),\n});\n```\n"
    [decision] = meant(DESIGN=DESIGN, **{"WEB-UI": code}).decisions
    assert [place.file for place in decision.taken.sources] == ["DESIGN.md"]
    assert [(place.file, place.line) for place in decision.aside[0].sources] == [("WEB-UI.md", 5)]
