"""Which modules make up Frontlinje? The architecture tests read them all, once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import frontlinje

PACKAGE = Path(frontlinje.__path__[0])
REPOSITORY = PACKAGE.parents[1]


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def place(self) -> str:
        """Return where it is, as people name it."""
        return self.path.relative_to(REPOSITORY).as_posix()

    @property
    def is_test(self) -> bool:
        """Say whether it belongs to the tests."""
        return "tests" in self.path.relative_to(REPOSITORY).parts

    @cached_property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed source."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function, inner ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def all_modules() -> tuple[Module, ...]:
    """Return every module of the repository but migrations, which Django writes."""
    paths = [*PACKAGE.rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    return tuple(Module(path) for path in sorted(paths) if "migrations" not in path.parts)


@cache
def product_modules() -> tuple[Module, ...]:
    """Return the modules that run in a centre."""
    return tuple(module for module in all_modules() if not module.is_test)
