"""The receipt of a receiving unit: the same paper for both sides, and it proves itself."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alur.jejak import kode_pendek
from alur.models import Jejak
from dokumen.cetak import qr_svg, render_terbatas
from organisasi.waktu import waktu_panjang
from persuratan.sisa import PenunjukSisa

SIDIK_PENDEK = 12
"""Letters of a file's SHA-256 on paper: 48 bits, enough to compare by eye."""
TANPA_BERKAS = "1 surat, tanpa berkas pindaian"


def jejak_terima(kiriman):
    """The ledger entry of the acknowledgement: server time, claimed time, short code; None while there is none."""
    return (
        Jejak.objects.filter(
            rantai=kiriman.surat.rantai, transisi="terima", objek=kiriman.sebutan_objek(), ke=kiriman.Status.DITERIMA
        )
        .order_by("-urut")
        .first()
    )


def berkas_diterima(jejak):
    """What the ledger says was received: a list of (name, pages, short SHA-256)."""
    return [
        (b["nama"], f"{b['halaman']} halaman" if b["halaman"] else "tanpa halaman", b["sha256"][:SIDIK_PENDEK])
        for b in jejak.data.get("berkas", ())
    ]


def isi_tanda_terima(kiriman):
    """The context of the template, all from the ledger entry and the delivery."""
    jejak = jejak_terima(kiriman)
    surat = kiriman.surat
    dinyatakan = ""
    if jejak.terjadi_pada:
        dinyatakan = f"{waktu_panjang(jejak.terjadi_pada)}, {jejak.get_sumber_waktu_display().lower()}"
    return {
        "kiriman": kiriman,
        "surat": surat,
        "masuk": surat.suratmasuk,
        "jejak": jejak,
        "jejak_kode": kode_pendek(jejak),
        "jejak_baris": jejak.urut,
        "dinyatakan": dinyatakan,
        "sisa": PenunjukSisa(sekarang=timezone.now()).sisa(kiriman.tugas_terima),
        "berkas": berkas_diterima(jejak),
        "tanpa_berkas": TANPA_BERKAS,
        "periksa": f"{settings.ALAMAT.split('://', 1)[-1]}{reverse('verifikasi')}",
        "qr": qr_svg(f"{settings.ALAMAT}{reverse('verifikasi', args=[kiriman.kode_terima])}"),
    }


def render_tanda_terima_opd(kiriman, *, dicetak_oleh=""):
    """The receipt of an accepted Pengiriman as PDF bytes; its `surat` must come from `visible_to`. CetakGagal."""
    return render_terbatas("cetak/tanda_terima_opd.html", isi_tanda_terima(kiriman) | {"dicetak_oleh": dicetak_oleh})
