"""The papers of this room. Pure: an object in, PDF bytes out; rights are asked by the caller."""

from django.conf import settings
from django.urls import reverse

from alur.jejak import kode_pendek
from alur.models import Jejak, Nomor
from dokumen.cetak import qr_svg, render_terbatas
from persuratan.models import LampiranSurat


def alamat_cek(surat):
    """The public address printed in the QR code of a letter's receipt."""
    return f"{settings.ALAMAT.rstrip('/')}{reverse('cek', args=[surat.kode_lacak])}"


def render_tanda_terima_pengirim(surat, *, dicetak_oleh=""):
    """The bearer's receipt (half folio) of a registered SuratMasuk: PDF bytes. CetakGagal when it cannot be made.

    Of a secret letter it tells the envelope alone, for everybody: paper lies about.
    """
    catat = Jejak.objects.filter(rantai=surat.rantai, transisi="catat").select_related("oleh").first()
    terbuka = getattr(surat, "isi_terbuka", True) and not surat.rahasia
    halaman = sum(
        LampiranSurat.objects.filter(surat=surat.pk, jenis=LampiranSurat.Jenis.PINDAIAN).values_list(
            "berkas__jumlah_halaman", flat=True
        )
    )
    alamat = alamat_cek(surat)
    return render_terbatas(
        "cetak/tanda_terima_pengirim.html",
        {
            "surat": surat,
            "hal": surat.hal if terbuka else "Surat tertutup, dicatat dari sampulnya",
            "terbuka": terbuka,
            "halaman": halaman,
            "catat": catat,
            "penerima": catat.jabatan_pelaku if catat else surat.unit_pencatat.nama_pada(surat.diterima_pada),
            "qr": qr_svg(alamat),
            "alamat_cek": alamat.partition("://")[2].rpartition("/cek/")[0] + "/cek",
            "kode_lacak": surat.kode_lacak,
            "jejak_kode": kode_pendek(catat) if catat else "",
            "jejak_baris": f"{catat.pk:,}".replace(",", ".") if catat else "",
            "dicetak_oleh": dicetak_oleh,
        },
    )


def render_buku_darurat(blok, *, dicetak_oleh=""):
    """The paper of a BukuDarurat: one empty line for each number that waits. PDF bytes, or CetakGagal."""
    belum = blok.nomor.filter(status=Nomor.Status.DARURAT, diminta_oleh=None).order_by("nomor")
    return render_terbatas(
        "cetak/buku_darurat.html",
        {
            "judul_buku": f"BUKU DARURAT SURAT MASUK {blok.kode}",
            "periode": f"Nomor agenda {blok.rentang}",
            "arah": "datar",
            "blok": blok,
            "baris": list(belum.values_list("nomor", flat=True)),
            "pertama": True,
            "terakhir": True,
            "dicetak_oleh": dicetak_oleh,
        },
    )
