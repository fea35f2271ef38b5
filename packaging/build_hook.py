"""Compiles the catalogues of texts before a wheel, or an editable install, is made."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTexts(BuildHookInterface):  # type: ignore[type-arg]  # the configuration of hatchling's own builder
    """Git ignores the .mo files, so a wheel built from a clone would have none without this."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's names
        file = Path(self.root) / "packaging" / "messages.py"
        spec = importlib.util.spec_from_file_location("messages", file)
        assert spec is not None
        assert spec.loader is not None
        messages = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(messages)
        messages.compile_translations()
