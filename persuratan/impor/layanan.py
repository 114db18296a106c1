"""What the screen, the worker and the command call: take a file in, judge it, write it."""

import csv
import io

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alur.jejak import ke_milidetik
from dokumen.galat import DokumenGalat, PekerjaanBerhenti
from dokumen.pekerjaan import Hasil, mulai_pekerjaan, simpan_hasil
from dokumen.tabel import baca_tabel
from persuratan.ekspor import aman
from persuratan.impor import rencana as rencana_impor
from persuratan.impor.kolom import belum_lengkap, cari_kepala, kenali, sidik_kepala
from persuratan.impor.tulis import tulis
from persuratan.models import ImporAgenda, PemetaanKolom
from persuratan.peran import PENGELOLA_REGISTER

PERIKSA, IMPOR = "persuratan.periksa_agenda", "persuratan.impor_agenda"
BARIS_CONTOH, PANJANG_CONTOH = 5, 160
TEMUAN_DISIMPAN = 200
"""Findings the page shows; all of them are in the file to download."""
KOLOM_TEMUAN = "yang harus diperbaiki"


@transaction.atomic
def buat(sementara, tabel, *, pemilik, sebagai):
    """The ImporAgenda of a file that `simpan_tabel` took in, with the columns as remembered or recognised."""
    kepala, baris = pisah(tabel)
    kolom, tahun = arti_kolom(kepala)
    contoh = ((0, kepala), *baris[:BARIS_CONTOH])
    return ImporAgenda.objects.create(
        pemilik=pemilik,
        sebagai=sebagai,
        berkas=sementara.buat_berkas(pemilik),
        bentuk=tabel.kata[:120],
        contoh=[[nomor, [s.replace("\0", "")[:PANJANG_CONTOH] for s in sel]] for nomor, sel in contoh],
        kolom=kolom,
        tahun=tahun,
        dibuat_pada=timezone.now(),
    )


def arti_kolom(kepala):
    """({column: index}, year or None) as somebody chose for such a heading before, else as recognised."""
    ingat = PemetaanKolom.objects.filter(sidik_kepala=sidik(kepala)).first()
    return (ingat.kolom, ingat.tahun) if ingat else (kenali(kepala), None)


def pisah(tabel):
    """(heading, rows below it)."""
    ke = cari_kepala(tabel.baris)
    return tabel.baris[ke][1], tabel.baris[ke + 1 :]


def sidik(kepala):
    """Of a heading; the column we added to what was given back to mend does not count."""
    return sidik_kepala(kepala[:-1] if kepala and kepala[-1] == KOLOM_TEMUAN else kepala)


def petakan(impor, kolom, tahun, oleh):
    """Choose what the columns mean ({column: index}) and remember it for the next file of this make."""
    impor.kolom, impor.tahun, impor.hitungan, impor.temuan = kolom, tahun, None, []
    impor.save(update_fields=["kolom", "tahun", "hitungan", "temuan"])
    PemetaanKolom.objects.update_or_create(
        sidik_kepala=sidik(impor.contoh[0][1]),
        defaults={"kolom": kolom, "tahun": tahun, "diubah_pada": timezone.now(), "diubah_oleh": oleh},
    )


def periksa(impor, tabel, lapor=lambda selesai, jumlah: None):
    """Judge every row: a Rencana."""
    _, baris = pisah(tabel)
    return rencana_impor.susun(baris, rencana_impor.bersih_kepala(impor.kolom), impor.tahun, lapor)


def laksanakan(impor, rencana, *, oleh, tempat, akhiri=lambda: True):
    """Write what is good, all or nothing: False when bad rows forbid it. `impor` carries the counts afterwards.

    `akhiri` runs last in the same transaction; what it refuses is as if nothing had been written.
    """
    with transaction.atomic():
        # Imports queue here: two files with the same letters would both find the book without them.
        list(ImporAgenda.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        impor.refresh_from_db(fields=["selesai_pada", "hitungan", "temuan", "sebagian"])
        if impor.selesai_pada is not None:
            return True
        rencana.cocokkan()
        if rencana.salah and not impor.sebagian:
            _catat(impor, rencana)
            return False
        sekarang = ke_milidetik(timezone.now())
        impor.selesai_pada = sekarang
        _catat(impor, rencana)
        tulis(impor, rencana.siap, oleh=oleh, tempat=tempat, sekarang=sekarang)
        if not akhiri():
            raise PekerjaanBerhenti("Pekerjaan ini dibatalkan.")
    return True


def _catat(impor, rencana):
    impor.hitungan = rencana.hitungan
    impor.temuan = [[nomor, kalimat] for nomor, kalimat, _ in rencana.salah[:TEMUAN_DISIMPAN]]
    impor.save(update_fields=["hitungan", "temuan", "selesai_pada"])


def csv_temuan(kepala, salah):
    """The bad rows as CSV to mend and upload again: bytes. What a spreadsheet would run is put behind a '."""
    keluar = io.StringIO()
    penulis = csv.writer(keluar, delimiter=";", quoting=csv.QUOTE_ALL)
    kepala = kepala[:-1] if kepala and kepala[-1] == KOLOM_TEMUAN else kepala
    penulis.writerow([*map(aman, kepala), KOLOM_TEMUAN])
    for _, kalimat, sel in salah:
        sel = [*sel, *[""] * (len(kepala) - len(sel))][: len(kepala)]
        penulis.writerow([*map(aman, sel), aman(kalimat)])
    return keluar.getvalue().encode("utf-8-sig", "replace")


# Jobs -----------------------------------------------------------------------------------------------


def minta(jenis, impor, pegawai):
    """Ask a worker to judge or to write this file; the Pekerjaan."""
    if impor.pekerjaan is not None and impor.pekerjaan.hidup:
        return impor.pekerjaan
    kata = {PERIKSA: "Diperiksa dahulu, belum ada yang ditulis", IMPOR: "Ditulis ke buku agenda lama"}[jenis]
    pekerjaan = mulai_pekerjaan(
        jenis,
        {"impor": impor.pk, "halaman": reverse("impor_rinci", args=[impor.kode])},
        pegawai,
        keterangan=f"{impor.berkas.nama_asli[:120]}. {kata}.",
    )
    impor.pekerjaan = pekerjaan
    impor.save(update_fields=["pekerjaan"])
    return pekerjaan


def kerjakan_periksa(tugas):
    """Judge the file and keep what was found; nothing is written into the book."""
    impor, tabel, rencana = _siapkan(tugas)
    if impor.selesai_pada is None:
        _catat(impor, rencana)
    return _hasil(impor, tabel, rencana)


def kerjakan_impor(tugas):
    """Write the file; run again after a crash it finds itself done, or begins anew: nothing was half written."""
    impor, tabel, rencana = _siapkan(tugas)
    hasil = _hasil(impor, tabel, rencana)
    sementara = hasil and simpan_hasil(hasil)  # before the lock: no input or output under it
    tugas.maju(rencana.jumlah, rencana.jumlah, "Menyimpan semua surat sekaligus")
    masuk = laksanakan(
        impor,
        rencana,
        oleh=tugas.pemilik,
        tempat="web",
        akhiri=lambda: tugas.rampung(sementara, kabar=_kabar(rencana)),
    )
    if not masuk:
        raise DokumenGalat(f"{len(rencana.salah)} baris belum benar, jadi belum ada yang diimpor. Perbaiki dahulu.")
    return sementara


def _siapkan(tugas):
    impor = ImporAgenda.objects.visible_to(tugas.pemilik).select_related("berkas", "pemilik", "sebagai__jabatan__unit")
    impor = impor.get(pk=tugas.parameter["impor"])
    if impor.sebagai not in boleh_impor(tugas.pemilik):
        raise DokumenGalat("Anda tidak lagi memegang jabatan yang mengimpor agenda. Belum ada yang diimpor.")
    tugas.maju(0, 0, "Membaca berkas")
    tabel = baca_tabel(impor.berkas.sha256)
    kepala, _ = pisah(tabel)
    if kurang := belum_lengkap(impor.kolom, impor.tahun):
        raise DokumenGalat(f"Kolom {', '.join(kurang)} belum dipilih. Belum ada yang diimpor.")
    return impor, tabel, periksa(impor, tabel, lambda n, semua: tugas.maju(n, semua, "Memeriksa baris"))


def boleh_impor(pegawai):
    """The assignments of today by which this person may import; may be none."""
    return list(pegawai.penugasan_dengan(*PENGELOLA_REGISTER)) if pegawai.is_active else []


def _hasil(impor, tabel, rencana):
    if not rencana.salah:
        return None
    kepala, _ = pisah(tabel)
    batang = impor.berkas.nama_asli.rpartition(".")[0] or "agenda"
    return Hasil(isi=csv_temuan(kepala, rencana.salah), nama=f"Perbaiki {batang}.csv", jenis="text/csv")


def _kabar(rencana):
    sudah = f", {rencana.sudah} sudah ada" if rencana.sudah else ""
    salah = f", {len(rencana.salah)} ditinggalkan karena salah" if rencana.salah else ""
    return f"{len(rencana.siap)} surat masuk ke agenda lama{sudah}{salah}."
