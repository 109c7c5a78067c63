"""A second run over what a person did to the files themselves: renamed, linked, made a script."""

import stat

PLAN = "app/design/BACKEND-DEV.md"
TRIPS = "app/impl/backend/trips"


def test_names_links_modes_and_line_ends_stay(developed, luke):
    """luke's change reaches each file where and as it is; nothing is made at the old place."""
    root = developed
    renamed = root / TRIPS / "shapes.py"
    (root / TRIPS / "schemas.py").rename(renamed)
    renamed.write_text(renamed.read_text() + "\n\nMINE = 1\n")
    model = root / TRIPS / "model.py"
    model.write_bytes(model.read_bytes().replace(b"\n", b"\r\n"))
    model.chmod(0o755)
    dockerfile = root / "app/impl/Dockerfile"
    dockerfile.rename(root / "outside")
    dockerfile.symlink_to(root / "outside")
    before = (root / "outside").read_bytes()

    plan = root / PLAN
    row = next(line for line in plan.read_text().split("\n") if line.startswith("| destination | "))
    text = plan.read_text().replace(row, row.replace("string(200)", "string(290)"))
    plan.write_text(text)
    said = luke("--develop", "--verbose")
    assert said.code == 0, said.err
    assert f"{TRIPS}/shapes.py:1:1: note LK-W105: you renamed {TRIPS}/schemas.py" in said.err
    assert "max_length=290" in renamed.read_text()
    assert renamed.read_text().endswith("MINE = 1\n")
    assert not (root / TRIPS / "schemas.py").exists()
    assert b"String(290)" in model.read_bytes()
    assert model.read_bytes().count(b"\n") == model.read_bytes().count(b"\r\n")
    assert stat.S_IMODE(model.stat().st_mode) == 0o755
    assert dockerfile.is_symlink()
    assert (root / "outside").read_bytes() == before
    assert luke("--develop", "--check").code == 0
