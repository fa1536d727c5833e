"""Compiles the network when a wheel is built, so that a question need not parse its sources."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileNetwork(BuildHookInterface[Any]):
    """Writes ``corridors/data/compiled/network.json`` before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Read, check and compile the data; broken data stop the build with all their problems."""
        del version, build_data
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from corridors.compiled import compile_folder  # noqa: PLC0415 - the package lies in the tree being built

            compile_folder()
        finally:
            sys.path.remove(str(root))
