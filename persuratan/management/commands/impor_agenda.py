from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dokumen.galat import DokumenGalat
from dokumen.tabel import baca_berkas, simpan_tabel
from organisasi.models import Pegawai, Penugasan, Peran
from persuratan.impor import layanan
from persuratan.impor.kolom import MENURUT_NAMA, belum_lengkap
from persuratan.models import ImporAgenda
from persuratan.models.acuan import normal


class Command(BaseCommand):
    help = "Mengimpor agenda lama dari CSV atau XLSX. Semua baris masuk, atau tidak satu pun, kecuali --sebagian."

    def add_arguments(self, parser):
        parser.add_argument("berkas", help="CSV (koma atau titik koma, UTF-8 atau Windows-1252) atau XLSX")
        parser.add_argument("--simulasi", action="store_true", help="periksa saja; tidak menulis apa pun")
        parser.add_argument("--sebagian", action="store_true", help="impor baris yang benar, tinggalkan yang salah")
        parser.add_argument("--oleh", metavar="NAMA_PENGGUNA", help="atas nama siapa dicatat")
        parser.add_argument("--tahun", type=int, help="tahun agenda untuk semua baris, bila berkas tidak menyebutnya")
        parser.add_argument(
            "--kolom", action="append", default=[], metavar="NAMA=JUDUL", help="misalnya hal='Isi ringkas'"
        )
        parser.add_argument("--salah", metavar="KELUARAN.csv", help="simpan baris yang salah untuk diperbaiki")

    def handle(self, *, berkas, simulasi, sebagian, oleh, tahun, kolom, salah, **pilihan):
        try:
            with open(berkas, "rb") as file:
                tabel = baca_berkas(file)
                impor = ImporAgenda(**self._pemilik(oleh))
                kepala, _ = layanan.pisah(tabel)
                impor.kolom, impor.tahun = self._petakan(kepala, kolom, tahun)
                if kurang := belum_lengkap(impor.kolom, impor.tahun):
                    raise CommandError(
                        f"Kolom {', '.join(kurang)} tidak ditemukan. Belum ada yang diimpor."
                        f" Sebutkan judulnya, misalnya --kolom {next(iter(MENURUT_NAMA))}='No. Urut'."
                    )
                rencana = layanan.periksa(impor, tabel, self._lapor)
                self._tulis_salah(salah, kepala, rencana)
                self._sebutkan(tabel, rencana)
                if simulasi:
                    self.stdout.write("Simulasi: tidak ada yang ditulis.")
                    return
                if rencana.salah and not sebagian:
                    raise CommandError(
                        f"{len(rencana.salah)} baris salah, jadi tidak ada yang diimpor."
                        " Perbaiki baris itu, atau pakai --sebagian."
                    )
                file.seek(0)
                self._impor(file, impor, rencana, sebagian, oleh)
        except OSError as galat:
            raise CommandError(f"Berkas {berkas} tidak dapat dibuka: {galat.strerror}.") from galat
        except DokumenGalat as galat:
            raise CommandError(galat.pesan) from galat

    def _impor(self, file, awal, rencana, sebagian, oleh):
        impor = layanan.buat(*simpan_tabel(file, nama=file.name), pemilik=awal.pemilik, sebagai=awal.sebagai)
        impor.sebagian = sebagian
        impor.save(update_fields=["sebagian"])
        with transaction.atomic():
            layanan.petakan(impor, awal.kolom, awal.tahun, awal.pemilik)
        self.stderr.write(f"Menyimpan {len(rencana.siap)} surat sekaligus …")
        # Without a name nobody has acted: the ledger says that the machine did.
        masuk = layanan.laksanakan(impor, rencana, oleh=awal.pemilik if oleh else None, tempat="sistem")
        if not masuk:
            raise CommandError("Buku berubah selama berkas diperiksa. Belum ada yang diimpor. Jalankan sekali lagi.")
        self.stdout.write(
            self.style.SUCCESS(
                f"{len(rencana.siap)} surat diimpor, {rencana.sudah} sudah ada, {len(rencana.salah)} ditinggalkan."
            )
        )

    @staticmethod
    def _pemilik(oleh):
        """In whose register the letters are: the person named, or the first who keeps one."""
        if oleh:
            pegawai = Pegawai.objects.filter(username=oleh, is_active=True).first()
            wewenang = layanan.boleh_impor(pegawai) if pegawai else []
            if not wewenang:
                raise CommandError(f"{oleh} bukan petugas atau pengawas agenda hari ini. Belum ada yang diimpor.")
            return {"pemilik": pegawai, "sebagai": wewenang[0]}
        semua = Penugasan.objects.berlaku().select_related("pegawai", "jabatan__unit").order_by("pk")
        penugasan = next((p for p in semua if p.pegawai.is_active and p.jabatan.has_peran(Peran.AGENDARIS)), None)
        if penugasan is None:
            raise CommandError("Belum ada petugas agenda. Isi dahulu jabatan dan pemegangnya, lalu ulangi.")
        return {"pemilik": penugasan.pegawai, "sebagai": penugasan}

    @staticmethod
    def _petakan(kepala, kolom, tahun):
        """As remembered or recognised; what is named on the command line goes before."""
        ingat, tahun_ingat = layanan.arti_kolom(kepala)
        peta, judul = dict(ingat), {normal(j): ke for ke, j in reversed(list(enumerate(kepala)))}
        for satu in kolom:
            nama, _, cari = satu.partition("=")
            if nama not in MENURUT_NAMA or normal(cari) not in judul:
                raise CommandError(f"--kolom {satu}: kolom atau judul itu tidak ada. Judulnya: {', '.join(kepala)}.")
            peta[nama] = judul[normal(cari)]
        return peta, tahun or tahun_ingat

    def _lapor(self, selesai, jumlah):
        self.stderr.write(f"Memeriksa {selesai} dari {jumlah} baris", ending="\n" if selesai == jumlah else "\r")

    def _tulis_salah(self, keluaran, kepala, rencana):
        if keluaran and rencana.salah:
            with open(keluaran, "wb") as file:
                file.write(layanan.csv_temuan(kepala, rencana.salah))

    def _sebutkan(self, tabel, rencana):
        h = rencana.hitungan
        self.stdout.write(f"Berkas: {tabel.kata}, {h['jumlah']} baris.")
        for nomor, kalimat, _ in rencana.salah:
            self.stdout.write(f"Baris {nomor}: {kalimat}")
        for kalimat in rencana.catatan:
            self.stdout.write(f"Catatan: {kalimat}")
        self.stdout.write(f"{h['siap']} dapat diimpor, {h['sudah']} sudah ada, {h['salah']} salah.")
