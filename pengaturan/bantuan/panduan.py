"""The guides of `docs/panduan`, shown inside: an office has no repository. Markdown, rendered once for a process."""

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from organisasi.models import Peran

FOLDER = settings.BASE_DIR / "docs" / "panduan"
GAMBAR = "../../static/panduan/"
"""Where the pictures lie, as the guides say it, so that a reader of the repository sees them too."""
PANDUAN = {
    "petugas": ("Petugas agenda dan caraka", (Peran.AGENDARIS, Peran.CARAKA)),
    "pimpinan": ("Pimpinan dan ajudan", (Peran.PENDISPOSISI, Peran.AJUDAN)),
    "dinas": ("Penerima di dinas, badan, dan kecamatan", (Peran.PENERIMA_UNIT,)),
    "kabag": ("Kabag Umum dan pengawas", (Peran.PENGAWAS, Peran.AUDITOR)),
    "admin": ("Admin", (Peran.ADMIN,)),
}
"""{stem of the file: (for whom, roles)}."""


def panduan_untuk(pegawai):
    """[(stem, for whom)], one's own first; everybody may read all."""
    milik = {k for k, (_, peran) in PANDUAN.items() if pegawai.has_peran(*peran)}
    return [(k, untuk) for k, (untuk, _) in sorted(PANDUAN.items(), key=lambda p: p[0] not in milik)]


@cache
def tampil(nama):
    """The guide as safe HTML: our own text, raw HTML switched off, pictures from the static files."""
    urai = MarkdownIt("commonmark", {"html": False}).enable("table")
    butir = urai.parse((FOLDER / f"{nama}.md").read_text(encoding="utf-8"))
    for satu in (anak for b in butir for anak in b.children or ()):
        if satu.type == "image" and satu.attrs["src"].startswith(GAMBAR):
            satu.attrs["src"] = static(satu.attrs["src"].removeprefix("../../static/"))
            satu.attrs["loading"] = "lazy"
        if satu.type == "link_open" and satu.attrs["href"].endswith(".md"):
            satu.attrs["href"] = f"../{satu.attrs['href'].removesuffix('.md')}/"
    return mark_safe(urai.renderer.render(butir, urai.options, {}))  # noqa: S308 - rendered without raw HTML
