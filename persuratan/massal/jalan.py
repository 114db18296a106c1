"""Preparing and running: see the package."""

import datetime as dt
import logging

from django.db import Error, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from alur.kewenangan import TransitionDenied
from dokumen.cetak import gabung_pdf, hitung_halaman, nama_berkas
from dokumen.galat import DokumenGalat
from dokumen.pekerjaan import Hasil, mulai_pekerjaan
from organisasi.models import Pegawai
from persuratan.massal.daftar import cari_tindakan
from persuratan.models import ButirMassal, Massal, SuratMasuk

log = logging.getLogger(__name__)

JENIS_PEKERJAAN = "persuratan.massal"
SEKALIGUS = 20
"""So many letters are done while the person waits; more by a worker."""
UMUR = dt.timedelta(days=30)
MENUNGGU, BERHASIL, DITOLAK = ButirMassal.Hasil.values
TIDAK_TERLIHAT = "Surat ini tidak lagi dapat Anda lihat."
TERGANGGU = "Terhenti karena gangguan server. Surat ini tidak berubah. Coba lagi nanti."


@transaction.atomic
def siapkan(pegawai, nama, pks, *, kembali=""):
    """A Massal over these letters, not begun. What this person prepared long ago is forgotten."""
    sekarang = timezone.now()
    Massal.objects.filter(pemilik=pegawai, dibuat_pada__lt=sekarang - UMUR).delete()
    massal = Massal.objects.create(pemilik=pegawai, tindakan=nama, kembali=kembali[:1000], dibuat_pada=sekarang)
    ButirMassal.objects.bulk_create([ButirMassal(massal=massal, surat_id=pk) for pk in pks], batch_size=1000)
    return massal


def mulai(massal, isian):
    """Begin it, once: False when it has begun already. Inside the transaction of the form key."""
    tindakan, jumlah = cari_tindakan(massal.tindakan), massal.butir.count()
    if not Massal.objects.filter(pk=massal.pk, dimulai_pada=None).update(dimulai_pada=timezone.now(), isian=isian):
        return False
    massal.refresh_from_db()
    if jumlah > SEKALIGUS or tindakan.cetak:
        massal.pekerjaan = mulai_pekerjaan(
            JENIS_PEKERJAAN,
            {
                "massal": massal.pk,
                "halaman": reverse("massal_rinci", args=[massal.kode]),
                "jabatan": sorted(massal.pemilik.jabatan_ids),
            },
            massal.pemilik,
            massal.kode,
            judul=f"{tindakan.label}: {jumlah} surat",
        )
        massal.save(update_fields=["pekerjaan"])
    return True


def lanjutkan(massal):
    """Do what still waits, here and now, unless a worker does it. Letters in the order of their keys."""
    if massal.dimulai_pada is not None and massal.pekerjaan_id is None:
        for pk in _menunggu(massal):
            kerjakan_satu(massal, pk)


def hitung(massal):
    """{"BERHASIL": n, "DITOLAK": n, "MENUNGGU": n, "jumlah": n}."""
    cacah = dict(massal.butir.order_by().values_list("hasil").annotate(n=Count("pk")))
    return {hasil: cacah.get(hasil, 0) for hasil in ButirMassal.Hasil.values} | {"jumlah": sum(cacah.values())}


def kerjakan_massal(tugas):
    """The job: letter by letter; what is done stays done when it is cancelled or runs again."""
    massal = Massal.objects.get(pk=tugas.parameter["massal"])
    tindakan, jumlah = cari_tindakan(massal.tindakan), massal.butir.count()
    if tindakan.cetak:  # of an expired result the sheets are gone, and are printed again
        lama = massal.butir.filter(hasil=BERHASIL).exclude(pk__in=tugas.bagian_ada())
        lama.update(hasil=MENUNGGU, kalimat="")
    selesai = jumlah - massal.butir.filter(hasil=MENUNGGU).count()
    for pk in _menunggu(massal):
        tugas.maju(selesai, jumlah, "Mengerjakan surat satu per satu")
        kerjakan_satu(massal, pk, simpan=tugas.simpan_bagian)
        selesai += 1
    tugas.maju(jumlah, jumlah)
    return _gabung(tugas, massal, tindakan) if tindakan.cetak else None


def _menunggu(massal):
    # In the order of the keys, so that two runs never wait for each other in a ring.
    return list(massal.butir.filter(hasil=MENUNGGU).order_by("surat_id").values_list("pk", flat=True))


def kerjakan_satu(massal, pk, simpan=None):
    """One letter by itself: its line, its rights and state anew, the act. A refusal is written afterwards."""
    try:
        if cari_tindakan(massal.tindakan).cetak:
            _cetak(massal, ButirMassal.objects.get(pk=pk), simpan)
        else:
            _lakukan(massal, pk)
    except (TransitionDenied, DokumenGalat) as ditolak:
        _pindah(pk, DITOLAK, ditolak.pesan)
    except Error:
        raise
    except Exception:  # noqa: BLE001 -- one letter's fault must not keep the others from being done
        log.exception("One letter of %s could not be done", massal.tindakan)
        _pindah(pk, DITOLAK, TERGANGGU)


@transaction.atomic
def _lakukan(massal, pk):
    # Whoever moves the line does the letter; a second runner waits here and finds it moved.
    if _pindah(pk, BERHASIL, ""):
        pegawai, surat = _segar(massal, ButirMassal.objects.get(pk=pk))
        kalimat = cari_tindakan(massal.tindakan).lakukan(surat, pegawai, massal.isian)
        ButirMassal.objects.filter(pk=pk).update(kalimat=kalimat[:300])


def _cetak(massal, butir, simpan):
    """No lock is held while it prints: the job itself has but one worker."""
    pegawai, surat = _segar(massal, butir)
    tindakan = cari_tindakan(massal.tindakan)
    simpan(butir.pk, tindakan.cetak(surat, pegawai))
    _pindah(butir.pk, BERHASIL, f"Sudah {tindakan.sudah}.")


def _pindah(pk, hasil, kalimat):
    return bool(ButirMassal.objects.filter(pk=pk, hasil=MENUNGGU).update(hasil=hasil, kalimat=kalimat[:300]))


def _segar(massal, butir):
    """(person, letter) as they are now: a right withdrawn since the preview is withdrawn here."""
    pegawai = Pegawai.objects.get(pk=massal.pemilik_id)
    surat = SuratMasuk.objects.visible_to(pegawai).select_related("jenis").filter(pk=butir.surat_id).first()
    if surat is None:
        raise TransitionDenied(TIDAK_TERLIHAT)
    if not cari_tindakan(massal.tindakan).boleh(pegawai):
        raise TransitionDenied("Jabatan Anda kini tidak lagi berwenang untuk tindakan ini.")
    return pegawai, surat


def _gabung(tugas, massal, tindakan):
    butir = massal.butir.filter(hasil=BERHASIL).order_by("-surat_id").values_list("pk", flat=True)
    if not butir:
        raise DokumenGalat("Tidak satu surat pun dapat dicetak. Alasannya ada pada hasil tiap surat.")
    tugas.maju(len(butir), massal.butir.count(), "Menggabungkan halaman")
    pdf = gabung_pdf((tugas.bagian(pk) for pk in butir), nomor_halaman=False)
    nama = nama_berkas(tindakan.label, f"{len(butir)} surat")
    return Hasil(isi=pdf, nama=nama, jumlah_halaman=hitung_halaman(pdf))


def masih_berjabatan(pekerjaan):
    """Whether its owner still holds every post he held when he asked: what he then might read, he may not keep."""
    return set(pekerjaan.parameter.get("jabatan", ())) <= set(pekerjaan.pemilik.jabatan_ids)
