"""What the first page would load, loaded before the web server forks: once, shared, and nobody waits for it."""

import contextlib
from pathlib import Path

from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.urls import reverse


def panaskan():
    """Import every page and compile every template. A template that does not compile fails on its own page."""
    reverse("masuk")  # the first address asked for reads them all
    mesin = engines["django"]
    for folder in map(Path, mesin.engine.dirs):
        for jalur in sorted(folder.rglob("*.html")):
            # ValueError: a static file that is not collected yet
            with contextlib.suppress(TemplateDoesNotExist, TemplateSyntaxError, ValueError):
                mesin.get_template(str(jalur.relative_to(folder)))
