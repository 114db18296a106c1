"""The diagram and the tables of docs/alur.md, written from the rows of data that the engine runs."""

from alur import registry
from persuratan.models.pilihan import JenisTugas

KEPALA = """# How work moves

Written by `manage.py gambar_alur` from the registered transitions; do not edit. CI fails when it is stale
(`manage.py gambar_alur --periksa`). Labels, statuses and roles are the office's words (`docs/istilah.md`).

A transition that keeps the status is drawn as an arrow back to its own state. *Closes* and *opens* name the kinds of
`Tugas`, the obligations that answer "di tangan siapa": one table, one clock.
"""


def susun():
    """The whole text of docs/alur.md."""
    kelompok = {}
    for langkah in registry.semua():
        kelompok.setdefault(langkah.model, []).append(langkah.transition)
    return "\n".join([KEPALA, *(_bagian(model, transisi) for model, transisi in kelompok.items())])


def _bagian(model, transisi):
    status = dict(model._meta.get_field("status").choices)
    dipakai = [s for s in status if any(s in t.sources or s == t.target for t in transisi)]
    return "\n".join(
        [
            f"## {model._meta.verbose_name.capitalize()} (`{model._meta.label}`)",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *(f"    {s}: {status[s]}" for s in dipakai),
            f"    [*] --> {dipakai[0]}",
            *_panah(dipakai, transisi),
            *(f"    {s} --> [*]" for s in dipakai if not any(s in t.sources for t in transisi)),
            "```",
            "",
            "| Transition | From | To | Who | Closes | Opens |",
            "| --- | --- | --- | --- | --- | --- |",
            *(_baris(status, t) for t in transisi),
            "",
        ]
    )


def _panah(status, transisi):
    for t in transisi:
        for dari in (s for s in status if s in t.sources):
            yield f"    {dari} --> {t.target or dari}: {t.label}"


def _baris(status, t):
    dari = ", ".join(status[s] for s in status if s in t.sources)
    ke = status[t.target] if t.target else "unchanged"
    siapa = t.siapa or getattr(t.permission, "siapa", "the system")
    return f"| {t.label} (`{t.name}`) | {dari} | {ke} | {siapa} | {_jenis(t.menutup)} | {_jenis(t.membuka)} |"


def _jenis(jenis):
    return ", ".join(JenisTugas(j).label for j in jenis) or "–"
