"""What is loaded before the web server forks."""

from pathlib import Path

from django.conf import settings
from django.template import Template, engines

from pengaturan.pemanasan import panaskan


def test_afterwards_no_page_compiles_a_template(monkeypatch):
    def muat():
        dikompilasi = []
        asli = Template.compile_nodelist
        with monkeypatch.context() as m:
            m.setattr(Template, "compile_nodelist", lambda t: dikompilasi.append(t.name) or asli(t))
            panaskan()
        return set(dikompilasi)

    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    ada = {str(p.relative_to(folder)) for p in folder.rglob("*.html")}
    for pemuat in engines["django"].engine.template_loaders:
        pemuat.reset()

    assert (len(ada) > 50, ada - muat(), muat()) == (True, set(), set())
