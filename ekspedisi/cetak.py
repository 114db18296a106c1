"""The receipt of a receiving unit: the same paper for both sides, and it proves itself."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alur.jejak import kode_pendek
from alur.models import Jejak
from dokumen.cetak import qr_svg, render_terbatas
from ekspedisi.services import disposisi_untuk
from organisasi.waktu import waktu_panjang
from persuratan.models import LampiranSurat
from persuratan.sisa import PenunjukSisa

SIDIK_PENDEK = 12
"""Letters of a file's SHA-256 on paper: 48 bits, enough to compare by eye."""


def jejak_terima(kiriman):
    """The ledger entry of the acknowledgement: server time, claimed time, short code; None while there is none."""
    return (
        Jejak.objects.filter(
            rantai=kiriman.surat.rantai, transisi="terima", objek=kiriman.sebutan_objek(), ke=kiriman.Status.DITERIMA
        )
        .order_by("-urut")
        .first()
    )


def yang_diterima(kiriman, berkas):
    """ "1 surat, 2 halaman, dengan lembar disposisi Sekretaris Daerah": what lay in the hand, never a file's name."""
    pindaian = [b for b in berkas if b["jenis"] == LampiranSurat.Jenis.PINDAIAN]
    lampiran = len(berkas) - len(pindaian)
    bagian = ["1 surat"]
    if not pindaian:
        bagian.append("tanpa pindaian")
    elif halaman := sum(b["halaman"] or 0 for b in pindaian):
        bagian.append(f"{halaman} halaman")
    if lampiran:
        bagian.append(f"{lampiran} berkas lampiran")
    if kiriman.surat.isi_terbuka:
        pemberi = dict.fromkeys(d.dari.nama_pada(d.pada) for d in disposisi_untuk(kiriman))
        if pemberi:
            bagian.append(f"dengan lembar disposisi {' dan '.join(pemberi)}")
    return ", ".join(bagian)


def isi_tanda_terima(kiriman):
    """The context of the template, all from the ledger entry and the delivery."""
    jejak = jejak_terima(kiriman)
    surat, berkas = kiriman.surat, jejak.data.get("berkas", ())
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
        "yang_diterima": yang_diterima(kiriman, berkas),
        "sidik": [b["sha256"][:SIDIK_PENDEK] for b in berkas],
        "periksa": f"{settings.ALAMAT.split('://', 1)[-1]}{reverse('verifikasi')}",
        "qr": qr_svg(f"{settings.ALAMAT}{reverse('verifikasi', args=[kiriman.kode_terima])}"),
    }


def render_tanda_terima_opd(kiriman, *, dicetak_oleh=""):
    """The receipt of an accepted Pengiriman as PDF bytes; its `surat` must come from `visible_to`. CetakGagal."""
    return render_terbatas("cetak/tanda_terima_opd.html", isi_tanda_terima(kiriman) | {"dicetak_oleh": dicetak_oleh})
