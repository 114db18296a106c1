"""Who may do what, read from the same rows that decide it."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur import registry


@dataclass(frozen=True)
class Aturan:
    kata: str
    dari: tuple[str, ...]
    ke: str
    siapa: str


def aturan(langkah):
    """One registered step in words."""
    status = dict(langkah.model._meta.get_field("status").choices)
    transisi = langkah.transition
    urut = [s for s in status if s in transisi.sources]
    return Aturan(
        kata=transisi.label,
        dari=tuple(status[s] for s in urut),
        ke=status.get(transisi.target, "tetap") if transisi.target else "tetap",
        siapa=transisi.siapa or getattr(transisi.permission, "siapa", "sistem, otomatis"),
    )


@require_safe
def siapa_boleh_apa(request):
    kelompok = {}
    for langkah in registry.semua():
        kelompok.setdefault(langkah.model._meta.verbose_name, []).append(aturan(langkah))
    return render(request, "persuratan/siapa_boleh_apa.html", {"kelompok": list(kelompok.items())})
