"""Every case of `cases.py` through both phases, as a person would run them."""

import compileall
import json
import os
import subprocess
import sys

import pytest

from tests.hostile.cases import CASES

DOCUMENTED = {0, 1, 2, 3}
IMPORT = "import sys; sys.path.insert(0, '.'); import backend.main as m; m.create_app().openapi()"


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_refused_or_treated_as_data(name, tree_of, luke):
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
        done = subprocess.run(
            [sys.executable, "-c", IMPORT],
            cwd=impl,
            env=os.environ | {"APP_JWT_SECRET": "for tests alone, 32 bytes or more"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
