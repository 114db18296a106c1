"""Open deadlines follow a changed calendar, speed or event; the ledger names each one with what it was before."""

from alur.kewenangan import TransitionDenied, sistem
from alur.models import JenisKabar
from alur.transitions import Kabar, Transition
from organisasi.kalender import Kalender
from organisasi.models import PerubahanKalender
from persuratan import tenggat
from persuratan.kabar import mendesak
from persuratan.models import SuratMasuk
from persuratan.pemegang import orang_pemegang

Status = SuratMasuk.Status


def pindahkan_batas(surat, *, sejak, kalender=None, norma_baru=False):
    """Move the letter's open deadlines that came from a norm: what the ledger says of each. Under the letter's lock.

    `norma_baru`: the speed has changed, and with it the norms.
    """
    kalender = kalender or Kalender.muat()
    hasil = []
    for tugas in surat.surat_induk().tugas_terbuka:
        standar = tenggat.standar_berlaku(tugas.jenis, surat.kecepatan, tugas.dibuka_pada) if norma_baru else None
        if dipindah := tenggat.pindahkan(tugas, surat, sejak=sejak, kalender=kalender, standar=standar):
            tugas.save(update_fields=["standar", "tenggat_pada", "tenggat_dari"])
            hasil.append(dipindah)
    if dipindah := _pindahkan_keseluruhan(surat, sejak, kalender, norma_baru):
        hasil.append(dipindah)
    return hasil


def _pindahkan_keseluruhan(surat, sejak, kalender, norma_baru):
    induk = surat.surat_induk()
    if induk.didistribusikan_pada is not None or induk.terlambat_pada is not None:
        return None
    standar, lama = induk.standar, induk.tenggat_pada
    if norma_baru and standar is not None:
        standar = tenggat.standar_berlaku(standar.jenis, surat.kecepatan, surat.diterima_pada) or standar
    baru = tenggat.pindah_keseluruhan(lama, standar, surat.diterima_pada, surat.acara, sejak=sejak, kalender=kalender)
    if baru is None:
        return None
    for satu in (surat, induk):  # the child's row holds a copy of the letter's columns
        satu.standar, satu.tenggat_pada = standar, baru
    induk.save(update_fields=["standar", "tenggat_pada"])
    return tenggat.untuk_jejak_keseluruhan(lama, baru)


def hitung_ulang(surat, konteks):
    kalender = Kalender.muat()  # before the changes are read: each change it knows of is then named
    perubahan = list(PerubahanKalender.objects.menunggu().select_related("oleh"))
    dipindah = perubahan and pindahkan_batas(surat, sejak=perubahan[0].pada, kalender=kalender)
    if not dipindah:
        raise TransitionDenied("Tidak ada batas surat ini yang berubah.")
    konteks.tambahan |= {
        "tenggat": dipindah,
        "kalender": [
            {"perubahan": p.pk, "sebutan": p.sebutan, "oleh": p.oleh.nama if p.oleh else "Sistem", "pada": p.pada}
            for p in perubahan
        ],
    }


def kabar_dimajukan(surat, konteks, kecuali=()):
    """Who has less time than before is told, but for `kecuali`; a day more is found on the page."""
    # The words come from `surat`: of a correction the locked parent in memory still says the old hal and secrecy.
    induk = surat.surat_induk()
    maju = {d["tugas"] for d in konteks.tambahan.get("tenggat", ()) if d["lama"] and d["baru"] < d["lama"]}
    for tugas in induk.tugas_terbuka:
        if tugas.pk in maju:
            yield Kabar(
                penerima=[p for p in orang_pemegang([tugas]) if p != konteks.oleh and p not in kecuali],
                judul=f"Batas dimajukan: {tugas.get_jenis_display().lower()} {surat.sebutan}",
                isi=surat.hal_kabar,
                rahasia=surat.rahasia,
                jenis=JenisKabar.PENGINGAT,
                mendesak=mendesak(surat, konteks.saat),
                perkara=tugas.perkara,
            )


HITUNG_ULANG = Transition(
    name="hitung_ulang_tenggat",
    label="Hitung ulang tenggat",
    kata_jejak="Tenggat dihitung ulang",
    ikon="ulang",
    sources=frozenset({Status.TERCATAT, Status.NAIK, Status.TERDISPOSISI}),
    target=None,
    permission=sistem,
    effect=hitung_ulang,
    recipients=kabar_dimajukan,
)
