"""Walk the demo letters through the real transitions, at moments worked out backwards from now."""

import dataclasses
import datetime as dt
import itertools
import random

from django.utils import timezone

from alur.jejak import ke_milidetik
from disposisi.models import Instruksi
from disposisi.transitions import ARSIPKAN, DISPOSISI
from dokumen import gudang
from dokumen.cetak import render_pdf
from dokumen.models import Berkas
from ekspedisi import services as ekspedisi
from ekspedisi.models import Pengiriman
from ekspedisi.transitions import KEMBALIKAN
from organisasi.kalender import Kalender
from organisasi.models import Jabatan, Penugasan, Peran, UnitKerja
from organisasi.waktu import tanggal_panjang
from pengaturan.contoh.naskah import AS1, HAL, PERJALANAN, SEKDA, UNDANGAN
from persuratan.models import JenisNaskah, Klasifikasi
from persuratan.models.pilihan import JenisTugas
from persuratan.services import catat_surat_masuk
from persuratan.transitions import ARAHKAN, PARAF, SELESAIKAN, TELAAH

ASAL = "CONTOH"
MENIT_CATAT = 15
RUTE = {
    "": (("Kepala Bagian Umum", JenisTugas.TELAAH), (SEKDA, JenisTugas.DISPOSISI)),
    "paraf": (("Kepala Bagian Umum", JenisTugas.TELAAH), (AS1, JenisTugas.PARAF), (SEKDA, JenisTugas.DISPOSISI)),
}


class Perjalanan:
    """One letter on its way; `saat` is the moment of the step being played."""

    def __init__(self, kantor, mulai):
        self.kantor, self.saat, self.surat = kantor, mulai, None

    def maju(self, menit):
        self.saat = ke_milidetik(self.kantor.kalender.tambah_jam_kerja(self.saat, dt.timedelta(minutes=menit)))

    @property
    def asal(self):
        return {"terjadi_pada": self.saat, "sumber_waktu": ASAL}

    def catat(self, isian, berkas):
        self.maju(MENIT_CATAT)
        penugasan = self.kantor.pemegang("Petugas Agenda Bagian Umum")
        self.surat = catat_surat_masuk(isian, oleh=penugasan.pegawai, sebagai=penugasan, berkas=berkas, **self.asal)

    def jalan(self, langkah):
        nama, menit, *rincian = langkah
        self.maju(menit)
        getattr(self, f"_{nama}")(*rincian)

    def _run(self, transition, objek, penugasan, **data):
        return transition.run(objek, oleh=penugasan.pegawai, sebagai=penugasan, **self.asal, **data)

    def _arahkan(self, rute=""):
        langkah = [(self.kantor.jabatan[nama], jenis) for nama, jenis in RUTE[rute]]
        self._run(ARAHKAN, self.surat, self.kantor.pemegang("Petugas Agenda Bagian Umum"), langkah=langkah)

    def _telaah(self):
        self._run(TELAAH, self.surat, self.kantor.pemegang("Kepala Bagian Umum"))

    def _paraf(self):
        self._run(PARAF, self.surat, self.kantor.pemegang(AS1))

    def _disposisi(self, dari, kepada, instruksi, catatan):
        self._run(
            DISPOSISI,
            self.surat,
            self.kantor.pemegang(dari),
            catatan=catatan,
            kepada=[self.kantor.jabatan[n] for n in kepada if n in self.kantor.jabatan],
            unit=[self.kantor.unit[n] for n in kepada if n in self.kantor.unit],
            instruksi=[self.kantor.instruksi[n] for n in instruksi],
        )

    def _arsip(self, dari):
        self._run(ARSIPKAN, self.surat, self.kantor.pemegang(dari))

    def _kirim(self):
        unit = [t.untuk_unit_id for t in self.surat_segar().tugas_terbuka if t.jenis == JenisTugas.DISTRIBUSI]
        penugasan = self.kantor.pemegang("Petugas Agenda Bagian Umum")
        ekspedisi.kirim(self.surat.surat_ptr, unit, oleh=penugasan.pegawai, sebagai=penugasan, **self.asal)

    def _buka(self, unit):
        penugasan, pengiriman = self.kantor.penerima(unit), self.pengiriman(unit)
        ekspedisi.buka(pengiriman, oleh=penugasan.pegawai, **self.asal)

    def _terima(self, unit):
        penugasan, pengiriman = self.kantor.penerima(unit), self.pengiriman(unit)
        ekspedisi.terima(pengiriman, oleh=penugasan.pegawai, sebagai=penugasan, **self.asal)

    def _kembali(self, unit):
        alasan = "Kegiatan ini ditangani unit lain."
        self._run(KEMBALIKAN, self.pengiriman(unit), self.kantor.penerima(unit), catatan=alasan)

    def _selesai(self, unit):
        hasil = "Sudah ditindaklanjuti; laporan disampaikan kepada Sekretaris Daerah."
        self._run(SELESAIKAN, self.surat, self.kantor.penerima(unit), catatan=hasil)

    def pengiriman(self, unit):
        return Pengiriman.objects.get(surat=self.surat.pk, unit=self.kantor.unit[unit])

    def surat_segar(self):
        return type(self.surat).objects.get(pk=self.surat.pk)


class Kantor:
    """The demo office read once: who holds which post."""

    def __init__(self):
        self.kalender = Kalender.muat()
        self.jabatan = {j.nama: j for j in Jabatan.objects.select_related("unit")}
        self.unit = {u.nama: u for u in UnitKerja.objects.filter(dalam_setda=False)}
        self.instruksi = {i.nama: i for i in Instruksi.objects.all()}
        self.jenis = {j.kode: j for j in JenisNaskah.objects.all()}
        self.klasifikasi = {k.kode: k for k in Klasifikasi.objects.all()}
        self._penugasan = list(Penugasan.objects.berlaku().select_related("pegawai", "jabatan__unit").order_by("pk"))

    def pemegang(self, jabatan):
        return next(p for p in self._penugasan if p.jabatan.nama == jabatan)

    def penerima(self, unit):
        return next(
            p for p in self._penugasan if p.jabatan.unit.nama == unit and p.jabatan.has_peran(Peran.PENERIMA_UNIT)
        )


def muat_surat(sekarang=None):
    """Create the demo letters, oldest first so that agenda numbers rise with time. Returns how many."""
    sekarang = ke_milidetik(sekarang or timezone.now())
    kantor, acak = Kantor(), random.Random(2026)  # noqa: S311 - demo data, the same every time
    biasa, undangan = itertools.cycle(HAL), itertools.cycle(UNDANGAN)
    rencana = []
    for keadaan, langkah, diam, jumlah, pilihan in PERJALANAN:
        for ke in range(jumlah):
            total = MENIT_CATAT + sum(menit for _, menit, *_ in langkah) + diam + ke * 70 + acak.randrange(12)
            mulai = ke_milidetik(kantor.kalender.kurang_jam_kerja(sekarang, dt.timedelta(minutes=total)))
            naskah = next(undangan) if pilihan.get("acara") else next(biasa)
            rencana.append((mulai, keadaan, langkah, pilihan, naskah))
    rencana.sort(key=lambda r: r[0])
    for nomor, (mulai, _, langkah, pilihan, naskah) in enumerate(rencana, start=1):
        isian = susun_isian(kantor, nomor, mulai, sekarang, pilihan, naskah)
        perjalanan = Perjalanan(kantor, mulai)
        berkas = [pindaian(isian, perjalanan)] if pilihan.get("pindai", True) and isian["keamanan"] != "R" else []
        perjalanan.catat(isian, berkas)
        for satu in langkah:
            perjalanan.jalan(satu)
    return len(rencana)


def susun_isian(kantor, nomor, mulai, sekarang, pilihan, naskah):
    undangan = "acara" in pilihan
    if undangan:
        pengirim, hal, tempat, kode = naskah
        jenis = "undangan"
    else:
        pengirim, jenis, hal, kode = naskah
        tempat = ""
    hari = timezone.localdate(mulai)
    return {
        "nama_pengirim": pengirim,
        "nomor_surat": f"{kode}/{100 + nomor * 7}/{hari.year}",
        "tanggal_surat": hari - dt.timedelta(days=2 + nomor % 5),
        "hal": hal,
        "jenis": kantor.jenis[jenis],
        "klasifikasi": kantor.klasifikasi.get(kode),
        "keamanan": pilihan.get("keamanan", "B"),
        "kecepatan": pilihan.get("kecepatan", "SEGERA" if undangan else "BIASA"),
        "diterima_pada": mulai,
        "ditujukan_kepada": kantor.jabatan[SEKDA],
        "acara_mulai": waktu_acara(kantor.kalender, pilihan["acara"], mulai, sekarang) if undangan else None,
        "acara_tempat": tempat,
    }


def waktu_acara(kalender, kapan, mulai, sekarang):
    zona = timezone.get_current_timezone()
    hari_ini = timezone.localdate(sekarang)
    if kapan == "lewat":
        return ke_milidetik(mulai - dt.timedelta(hours=3))
    besok = kalender.hari_kerja_berikut(hari_ini)
    hari = besok if kapan == "besok" else kalender.hari_kerja_berikut(hari_ini + dt.timedelta(days=7))
    return dt.datetime.combine(hari, dt.time(9), tzinfo=zona)


def pindaian(isian, perjalanan):
    """A made-up letter as a real PDF, so that pages, thumbnails and prints have something to show."""
    isi = render_pdf(
        "cetak/surat_contoh.html", {"surat": isian, "tanggal": tanggal_panjang(isian["tanggal_surat"])}, gaya=()
    )
    sementara = gudang.simpan_isi(isi, nama=f"surat {isian['nomor_surat']}.pdf", jumlah_halaman=1)
    sementara = dataclasses.replace(sementara, asal=Berkas.Asal.UNGGAHAN)  # a scan like any other: its pages are drawn
    return sementara.buat_berkas(perjalanan.kantor.pemegang("Petugas Agenda Bagian Umum").pegawai)
