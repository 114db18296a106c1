"""The office's own settings plus one page to compare with; nothing else differs from script/server."""

from pathlib import Path

from esurat.settings import *  # noqa: F403
from esurat.settings import TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
