"""A new noun enters the code through docs/istilah.md."""

import re
from pathlib import Path

from django.apps import apps

from alur import registry

AKAR = Path(__file__).resolve().parents[2]


def kata():
    """What stands in code marks on the page: {"persuratan", "SuratMasuk", "nomor_agenda", …}."""
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", (AKAR / "docs" / "istilah.md").read_text()))))


def test_every_model_has_its_word():
    ruang = [a for a in apps.get_app_configs() if (AKAR / a.label).is_dir()]
    model = {m.__name__ for a in ruang for m in a.get_models() if not m.__name__.startswith("Historical")}
    assert "SuratMasuk" in model
    assert model - kata() == set()


def test_every_act_has_its_word():
    tindakan = {langkah.transition.name for langkah in registry.semua()}
    assert "catat" in tindakan
    assert tindakan - {k.lower() for k in kata()} == set()


def test_no_word_has_two_rows():
    baris = re.findall(r"^\| ([^|]+) \|", (AKAR / "docs" / "istilah.md").read_text(), re.MULTILINE)
    assert sorted(set(baris)) == sorted(baris)
