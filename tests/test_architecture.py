"""The rules of docs/architecture.md that a machine can keep: what may import what, and who touches the world."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from sys import stdlib_module_names

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_bytes())
    for path in sorted(ROOT.glob("fanwire/**/*.py"))
    if "starter" not in path.parts
}
STEPS = ("read", "newsroom", "plan", "render", "publish", "desk")
# The fast reader of plain Markdown stands in for Python-Markdown, which it asks for everything unusual: one place.
ONE_PLACE = {"fanwire/read/swiftmark": "fanwire/read/markup"}
# Parts of a library with a name of their own; the library pins them, its documentation imports them.
PART_OF = {"pydantic_core": "pydantic", "markupsafe": "jinja2"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
ONLY_CLI = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "SystemExit"} | CLOCKS
CONTAINERS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)


def imports(tree: ast.AST) -> Iterator[str]:
    """Name every module that is imported, at the top or inside a function: `fanwire.records.config`, `yaml`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            assert node.level == 1, "only a neighbour is imported by a relative path"
        elif isinstance(node, ast.ImportFrom):
            whole = node.module in {"fanwire", *(f"fanwire.{step}" for step in STEPS)}
            yield from (f"{node.module}.{alias.name}" if whole else str(node.module) for alias in node.names)


def calls(tree: ast.AST) -> set[str]:
    """Name everything that is called, with its module where it was imported from one: `print`, `datetime.now`."""
    froms = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in {"os", "sys", "time"}
    ]
    whole = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in froms for alias in node.names}
    names = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {".".join(whole.get(name, name).split(".")[-2:]) for name in names}


@pytest.mark.parametrize("step", ["records", *STEPS])
def test_a_step_imports_records_and_errors_and_its_own_folder_only(step: str) -> None:
    allowed = ("fanwire.records", "fanwire.errors", "fanwire.__version__", f"fanwire.{step}")
    strangers = {
        (file, name)
        for file, tree in MODULES.items()
        if file.startswith(f"fanwire/{step}/")
        for name in imports(tree)
        if name.startswith("fanwire") and not f"{name}.".startswith(tuple(f"{word}." for word in allowed))
    }
    assert not strangers


def test_each_outside_library_has_one_place() -> None:
    places: dict[str, set[str]] = {}
    for file, tree in MODULES.items():
        folder = file.rpartition("/")[0]
        place = ONE_PLACE.get(folder, folder) if folder.count("/") > 1 else file  # a package in a step is one place
        for library in {name.partition(".")[0] for name in imports(tree)} - stdlib_module_names - {"fanwire"}:
            places.setdefault(library, set()).add(place)
    assert {library: sorted(found) for library, found in places.items() if len(found) > 1} == {}


def test_only_declared_libraries_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    declared = {line.partition(">=")[0] for line in [*project["dependencies"], *optional]}
    used = {name.partition(".")[0] for tree in MODULES.values() for name in imports(tree)} - stdlib_module_names
    owners = packages_distributions()
    distributions = {name: {owner.lower() for owner in owners.get(PART_OF.get(name, name), [])} for name in used}
    assert {name for name in used - {"fanwire"} if not distributions[name] & declared} == set()


@pytest.mark.parametrize("file", MODULES)
def test_only_the_command_line_prints_exits_and_reads_the_clock(file: str) -> None:
    allowed = {"fanwire/reporting.py": {"time.perf_counter"}, "fanwire/errand.py": {"os._exit"}}.get(file, set())
    if file.startswith("fanwire/cli/"):
        allowed = ONLY_CLI
    assert not calls(MODULES[file]) & (ONLY_CLI | {"time.perf_counter"}) - allowed


@pytest.mark.parametrize("file", MODULES)
def test_no_module_keeps_state(file: str) -> None:
    for node in MODULES[file].body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, CONTAINERS):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                name = ast.unparse(target)
                assert name.isupper() or name == "__all__", f"{file}:{node.lineno} {name}: a constant is in capitals"
    assert not [node for node in ast.walk(MODULES[file]) if isinstance(node, ast.Global)]


def test_records_are_structs() -> None:
    """Dataclasses are slower in everything, and their `replace` passes mypy for a struct and fails when called."""
    assert [file for file, tree in MODULES.items() if "dataclasses" in imports(tree)] == []
