"""Every case of `cases.py` through both phases, as a person would run them."""

import compileall
import json

import pytest

from tests.hostile.cases import CASES
from tests.hostile.loading import load, loading

DOCUMENTED = {0, 1, 2, 3}


@pytest.fixture(scope="module")
def processes():
    with loading() as processes:
        yield processes


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_refused_or_treated_as_data(name, tree_of, luke, processes):
    case = CASES[name]
    root = tree_of({"outside.txt": "stays"})
    folder = root / "app/design"
    for path, content in case.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    for path, target in case.links.items():
        (folder / path).symlink_to(target)

    designed = luke("--design", "--json")
    said = json.loads(designed.out)
    codes = {one["code"] for one in said["diagnostics"]}
    assert designed.code in case.exits, designed.err
    assert set(case.codes) <= codes, codes
    developed = luke("--develop")
    assert developed.code in DOCUMENTED, developed.err
    assert {p.name for p in root.iterdir()} == {"app", "outside.txt"}
    assert not list(root.rglob("owned"))

    impl = root / "app/impl"
    if developed.code == 0:
        texts = {p: p.read_text(encoding="utf-8") for p in impl.rglob("*") if p.is_file()}
        for word in case.absent:
            assert [str(path) for path, text in texts.items() if word in text] == []
        assert compileall.compile_dir(str(impl), quiet=2, force=True)
        assert processes.submit(load, impl).result(300) == ""
