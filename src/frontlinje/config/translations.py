"""Are the translations compiled? Texts are kept as .po files; gettext reads .mo files.

Babel compiles them, so that no machine needs GNU gettext to run Frontlinje.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def compile_translations(package: Path = PACKAGE) -> list[Path]:
    """Compile every .po file that is newer than its .mo file; return those that were compiled."""
    stale = [source for source in package.rglob("locale/*/LC_MESSAGES/*.po") if _is_stale(source)]
    if stale:
        # Imported late: at most starts there is nothing to compile.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in stale:
            with source.open("rb") as text:
                catalog = read_po(text, locale=source.parts[-3])
            draft = source.with_suffix(".mo.new")
            with draft.open("wb") as compiled:
                write_mo(compiled, catalog)
            draft.replace(source.with_suffix(".mo"))
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
