"""One run from an empty database to the last figure."""

import random
import time
from contextlib import ExitStack

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from alur.pemeriksaan import periksa
from alur.pemeriksaan_nomor import periksa_nomor
from bench import halaman, kerja
from bench.angka import Papan
from bench.benih import semai
from bench.benih.berkas import berkas_bersama
from bench.benih.kantor import AKUN_DINAS, AKUN_PETUGAS
from bench.benih.rencana import Rencana
from bench.halaman import Orang
from bench.peramban import Peramban, TidakBeres
from bench.server import server_web
from organisasi.contoh import buat_kantor
from organisasi.models import Pegawai
from persuratan.contoh import buat_rute

SANDI = "sandi-ukur-2026"
SEMAI_MAKS = 600
"""Seconds that 100,000 letters may take; fewer letters in proportion."""
KALI_KERJA = 20


class Jalan:
    """`tahap`: numbers of letters, rising; the last is what is measured, the one before it what it grew from."""

    def __init__(self, tahap, putaran, folder, cerita):
        self.tahap, self.putaran, self.folder, self.cerita = tahap, putaran, folder, cerita
        self.papan = Papan()

    def jalankan(self):
        """Measure everything; returns how many lines say fail. What breaks is a fail too, never a silence."""
        self.siapkan()
        with ExitStack() as tumpukan:
            try:
                self._jalankan(tumpukan)
            except TidakBeres as galat:
                self.cerita(str(galat))
                self.papan.catat("selesai_diukur", None, "")
        return self.papan.gagal

    def siapkan(self):
        self.cerita("Menyiapkan tabel, berkas tampilan, dan kantor contoh")
        for folder in (settings.VAR, settings.BERKAS_DIR, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        buat_kantor(SANDI)
        buat_rute()
        self.berkas = berkas_bersama(Pegawai.objects.get(username=AKUN_PETUGAS))
        self.rencana = Rencana(self.tahap[-1])

    def _jalankan(self, tumpukan):
        kueri_awal = waktu_dulu = None
        self.lama_semai, sudah = 0.0, 0
        for jumlah in self.tahap:
            self.semai(jumlah, sudah)
            sudah = jumlah
            if kueri_awal is None:
                orang, acak = self.orang(None), self.acak()
                self.alamat = {o.nama: halaman.alamat_halaman(o.pegawai, acak) for o in orang}
                kueri_awal = halaman.hitung_kueri(orang, self.alamat)
            elif jumlah != self.tahap[-1]:
                waktu_dulu = self.ukur_waktu(f"_{jumlah}")
        self.periksa()
        waktu = self.ukur_waktu()
        if waktu_dulu is not None:
            halaman.lapor_pertumbuhan(self.papan, waktu_dulu, waktu)
        self.ukur_sisanya(tumpukan, kueri_awal)
        self.periksa(akhir=True)

    def acak(self):
        return random.Random(self.tahap[-1])  # noqa: S311 - the same pages every time

    def semai(self, jumlah, sudah):
        self.cerita(f"Menyemai {sudah} → {jumlah} surat")
        mulai = time.monotonic()
        semai(self.rencana, self.berkas, jumlah, sudah)
        self.lama_semai += time.monotonic() - mulai

    def periksa(self, *, akhir=False):
        """The ledger and the numbers hold, after seeding and again after everything that was measured."""
        nama = "_akhir" if akhir else ""
        if not akhir:
            maks = SEMAI_MAKS * max(self.tahap[-1] / 100_000, 0.1)
            self.papan.catat("semai", self.lama_semai, "detik", maks=maks)
        self.cerita("Memeriksa jejak dan nomor")
        laporan = periksa()
        self.papan.catat(f"jejak_cacat{nama}", laporan.jumlah_temuan, "temuan", harus=0)
        for kalimat in laporan.temuan[:5]:
            self.cerita(kalimat)
        cacat = [k for buku in periksa_nomor() for k in buku.cacat]
        self.papan.catat(f"nomor_cacat{nama}", len(cacat), "temuan", harus=0)
        for kalimat in cacat[:5]:
            self.cerita(kalimat)

    def orang(self, port):
        """The two who look: logged in through the form when there is a server at `port`."""
        akun = {"dinas": AKUN_DINAS, "petugas": AKUN_PETUGAS}
        return [
            Orang(
                nama,
                Pegawai.objects.get(username=username),
                Peramban(port).masuk(username, SANDI) if port else None,
            )
            for nama, username in akun.items()
        ]

    def ukur_waktu(self, akhiran=""):
        self.cerita(f"Mengukur halaman{f' pada {akhiran[1:]} surat' if akhiran else ''}")
        with ExitStack() as sementara:
            port = sementara.enter_context(server_web(self.folder / "web.log"))
            orang = self.orang(port)
            halaman.periksa_lanjutan(orang[-1])
            waktu = halaman.ukur_waktu(orang, self.putaran, self.acak())
        halaman.lapor_waktu(self.papan, waktu, akhiran, self.tahap[-1])
        return waktu

    def ukur_sisanya(self, tumpukan, kueri_awal):
        self.cerita("Menghitung kueri")
        kini = halaman.hitung_kueri(self.orang(None), self.alamat)
        halaman.lapor_kueri(self.papan, kueri_awal, kini)
        connection.close()
        port = tumpukan.enter_context(server_web(self.folder / "web2.log"))
        dinas, petugas = self.orang(port)
        self.cerita("Menimbang halaman")
        halaman.lapor_bobot(self.papan, [dinas, petugas], self.acak())
        self.cerita("Mencatat, menerima, menyapu, mencetak")
        kerja.ukur_catat(self.papan, petugas, KALI_KERJA)
        kerja.ukur_terima(self.papan, dinas, KALI_KERJA)
        kerja.ukur_sapuan(self.papan)
        kerja.ukur_agenda(self.papan, petugas.pegawai)
        kerja.ukur_ekspor(self.papan, petugas.pegawai)
