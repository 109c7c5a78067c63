"""Whatever a model proposes: a plan that can be read back, and a reason for each of its rows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.engines.anthropic.forms import FORMS, Proposal
from luke_cli.engines.anthropic.judge import ASSUMED, judge
from luke_cli.engines.anthropic.marks import marked
from luke_cli.engines.anthropic.pages import by_name, pages_of
from luke_cli.engines.template.design import reading_of
from luke_cli.plan import parse, render
from luke_cli.project import Found
from luke_cli.spec.normal import normal
from tests.documents import DOCUMENTS

FILES = [Found(path.rpartition("/")[2], "", text.encode()) for path, text in DOCUMENTS.items()]
PAGES = pages_of(FILES)
LINES = [
    (page.name, number, line.strip())
    for page in PAGES
    for number, line in enumerate(page.text.split("\n"), 1)
    if len(line.strip()) >= 8
]
WORDS = (
    "Trip trips status budget approve manager employee auditor Hotel hotel_id id class draft "
    "read * metadata tenant organization_id team 15 min 20 yes /trips /trips/{id} /hotels/{id}/rooms "
    "/auth/login string(20) decimal(12,2) uuid -> Hotel enum(a, b) 100/min 10 MB /api/v2 -1"
).split()
words = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


def member(form):
    """Return any value that the schema allows."""
    if "enum" in form:
        return st.sampled_from(form["enum"])
    return st.lists(words, max_size=3) if form["type"] == "array" else words


@st.composite
def proposals(draw):
    """Return a proposal that quotes a line of the documents, or nothing."""
    kind = draw(st.sampled_from(sorted(FORMS)))
    said = {name: draw(member(form)) for name, form in FORMS[kind].items()}
    file, line, quote = draw(st.sampled_from(LINES))
    told = " ".join(word for word in draw(st.permutations(quote.split()))[:2])
    said |= {
        name: told for name in ("name", "role", "resource") if name in said and draw(st.booleans())
    }
    return Proposal(kind, said, file, line, draw(st.sampled_from(["", quote])))


@settings(max_examples=30)
@given(st.lists(proposals(), min_size=1, max_size=8))
def test_any_proposals(proposed):
    """What is taken fits into the plan, which reads back as it was written."""
    reading = reading_of(FILES)
    before = reading.meaning()
    judged = judge(proposed, by_name(PAGES), before.spec)
    assert len(judged.accepted) + len(judged.refused) <= len(proposed)
    after = reading.meaning(one.fact for one in judged.accepted)
    spec = marked(before.spec, after.spec, judged.accepted).spec
    text = render(spec)
    assert parse(text, file="BACKEND-DEV.md") == normal(spec)
    assert ASSUMED not in text
