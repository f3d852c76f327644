"""What has to be there before a wheel is built? Files that are made at set-up, not kept in git."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface[Any]):
    """Compiles the translations, and refuses to build a wheel without the front end."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing; an editable install takes everything from the checkout."""
        if self.target_name != "wheel" or version == "editable":
            return
        source = Path(self.root) / "src"
        if not (source / "frontlinje/config/static/vendor").is_dir():
            raise RuntimeError("The front end is missing: run ./run help once, then build again.")
        sys.path.insert(0, str(source))
        from frontlinje.config.translations import compile_translations

        compile_translations()
