"""The diagram and the tables of docs/alur.md and the README, written from the rows of data that the engine runs."""

from alur import registry
from persuratan.models.pilihan import JenisTugas

KEPALA = """# How work moves

Written by `manage.py gambar_alur` from the registered transitions; do not edit. CI fails when it is stale
(`manage.py gambar_alur --periksa`). Labels, statuses and roles are the office's words (`docs/istilah.md`).

A transition that keeps the status is drawn as an arrow back to its own state. *Closes* and *opens* name the kinds of
`Tugas`, the obligations that answer "di tangan siapa": one table, one clock.
"""

MULAI, SELESAI = "<!-- alur: written by manage.py gambar_alur -->", "<!-- /alur -->"


def susun():
    """The whole text of docs/alur.md."""
    return "\n".join([KEPALA, *(_bagian(model, transisi) for model, transisi in _per_model().items())])


def susun_ringkas():
    """The same for the README: only the acts that change a status are drawn, and who may do what in two columns."""
    return "\n".join(_bagian_ringkas(model, transisi) for model, transisi in _per_model().items())


def sisipkan(isi, ringkas):
    """The text of the README with `ringkas` between its two marks."""
    awal, mulai, sisa = isi.partition(MULAI)
    _, selesai, akhir = sisa.partition(SELESAI)
    if not (mulai and selesai):
        raise ValueError(f"README.md needs the marks {MULAI} and {SELESAI}.")
    return f"{awal}{MULAI}\n{ringkas}{SELESAI}{akhir}"


def _per_model():
    kelompok = {}
    for langkah in registry.semua():
        kelompok.setdefault(langkah.model, []).append(langkah.transition)
    return kelompok


def _bagian_ringkas(model, transisi):
    status = dict(model._meta.get_field("status").choices)
    siapa = {}
    for t in transisi:
        siapa.setdefault((t.label, _siapa(t)), None)
    return "\n".join(
        [
            f"**{model._meta.verbose_name.capitalize()}**",
            "",
            *_diagram(status, transisi, diam=False),
            "",
            "| Act | Who may do it |",
            "| --- | --- |",
            *(f"| {label} | {orang} |" for label, orang in siapa),
            "",
        ]
    )


def _diagram(status, transisi, *, diam):
    """`diam`: also the acts that keep the status."""
    dipakai = [s for s in status if any(s in t.sources or s == t.target for t in transisi)]
    return [
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {s}: {status[s]}" for s in dipakai),
        f"    [*] --> {dipakai[0]}",
        *(f"    {dari} --> {ke}: {label}" for dari, ke, label in _panah(dipakai, transisi) if diam or dari != ke),
        *(f"    {s} --> [*]" for s in dipakai if not any(s in t.sources for t in transisi)),
        "```",
    ]


def _bagian(model, transisi):
    status = dict(model._meta.get_field("status").choices)
    return "\n".join(
        [
            f"## {model._meta.verbose_name.capitalize()} (`{model._meta.label}`)",
            "",
            *_diagram(status, transisi, diam=True),
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
            yield dari, t.target or dari, t.label


def _baris(status, t):
    dari = ", ".join(status[s] for s in status if s in t.sources)
    ke = status[t.target] if t.target else "unchanged"
    return f"| {t.label} (`{t.name}`) | {dari} | {ke} | {_siapa(t)} | {_jenis(t.menutup)} | {_jenis(t.membuka)} |"


def _siapa(t):
    return t.siapa or getattr(t.permission, "siapa", "the system")


def _jenis(jenis):
    return ", ".join(JenisTugas(j).label for j in jenis) or "–"
