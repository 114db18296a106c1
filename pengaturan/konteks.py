"""What every page of the frame needs: menu, name of the office, server clock, signs of trouble."""

from contextlib import suppress
from functools import partial

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from alur.denyut import pekerja_diam
from alur.models import Notifikasi
from organisasi.alamat import tautan
from organisasi.hafalan import kueri_tetap
from organisasi.models import Peran
from organisasi.waktu import HARI, jam_zona, tanggal_sedang
from pengaturan import draf
from pengaturan.bantuan.hari_pertama import masih_baru
from persuratan.antrean import antrean
from persuratan.peran import PEMBACA_AGENDA, PEMBACA_EKSPEDISI, PEMBACA_REGISTER, PENGANTAR

# (url name, words, icon, roles that see it or () for everybody, key of the count, words after the count)
MENU_UTAMA = [
    ("tugas_saya", "Tugas saya", "tugas", (), "tugas", "menunggu"),
    ("surat_daftar", "Surat masuk", "masuk", (), "", ""),
]
MENU_LEBIH = [
    (
        "ekspedisi_buku",
        "Buku ekspedisi",
        "ekspedisi",
        PEMBACA_EKSPEDISI,
        "ekspedisi",
        "belum diserahkan",
    ),
    ("buku_agenda", "Buku agenda", "berkas", PEMBACA_REGISTER, "", ""),
    ("agenda_pimpinan", "Agenda pimpinan", "kalender", PEMBACA_AGENDA, "", ""),
    ("terlambat", "Terlambat", "laporan", (), "", ""),
    ("pengaturan", "Pengaturan", "atur", (Peran.ADMIN,), "", ""),
]


BUTIR = {"hanya_hp": False, "hanya_lebar_kini": False, "kini": False, "hitungan": None, "tombol": ""}
"""What an item of the menu need not say; a name that is missing costs a template three failed lookups."""
PALING_DIHITUNG = 100
"""Beside a menu nobody tells 100 from 12,000: "99+"."""


class Rangka:
    """The frame of one request. Nothing is asked of the database before a template reads it."""

    kantor = settings.KANTOR
    bantuan = settings.BANTUAN
    zona = settings.ZONA

    def __init__(self, request):
        self.request = request
        self.pegawai = getattr(request, "user", None)

    @cached_property
    def sekarang(self):
        return timezone.localtime()

    @cached_property
    def jam(self):
        return jam_zona(self.sekarang)

    @property
    def tanggal(self):
        return f"{HARI[self.sekarang.weekday()]}, {tanggal_sedang(self.sekarang)}"

    @property
    def masuk(self):
        return self.pegawai is not None and self.pegawai.is_authenticated

    @property
    def url_draf(self):
        """Where what was typed before the login ended can be copied, when this page has no place for it any more."""
        kode = self.request.GET.get("draf", "")
        if not kode or getattr(self.request, "draf_dipakai", False) or draf.cari(self.request, kode) is None:
            return ""
        return reverse("draf_tertahan", args=[kode])

    @cached_property
    def nama_orang(self):
        return self.pegawai.nama if self.masuk else ""

    @cached_property
    def nama_jabatan(self):
        if not self.masuk or not self.pegawai.penugasan_berlaku:
            return ""
        pertama, *lain = self.pegawai.penugasan_berlaku
        return f"{pertama.sebutan}{f' dan {len(lain)} lagi' if lain else ''}"

    @property
    def beranda(self):
        return tautan("tugas_saya") or tautan("beranda") or "/"

    @property
    def url_cari(self):
        return tautan("cari") or tautan("surat_daftar")

    @cached_property
    def url_catat(self):
        return tautan("surat_catat") if self.masuk and self.pegawai.has_peran(Peran.AGENDARIS) else ""

    @property
    def url_bantuan(self):
        """Help for the very page: the name of its address goes along."""
        pola = self.request.resolver_match
        return f"{tautan('bantuan')}?halaman={pola.url_name}" if pola and pola.url_name else tautan("bantuan")

    @property
    def url_hari_pertama(self):
        """The first-day list, for an account of the last days; no query."""
        return tautan("hari_pertama") if self.masuk and masih_baru(self.pegawai) else ""

    @property
    def url_kabar(self):
        return tautan("kabar")

    @property
    def url_akun(self):
        return tautan("akun")

    @property
    def url_keluar(self):
        return tautan("keluar")

    @cached_property
    def hitungan(self):
        """Counts beside the menu in one query: {"tugas": 12, "kabar": "99+"}; what is zero is absent."""
        if not self.masuk:
            return {}
        terhitung = getattr(self.request, "jumlah_tugas", None)  # the home page has counted them already
        susun = self._kueri_hitungan if terhitung is None else partial(self._kueri_hitungan, tanpa=("tugas",))
        with connection.cursor() as kursor:
            kursor.execute(*kueri_tetap(("hitungan", terhitung is None), self.pegawai, susun))
            jumlah = dict(kursor.fetchall())
        if terhitung is not None:
            jumlah["tugas"] = terhitung
        return {k: n if n < PALING_DIHITUNG else f"{PALING_DIHITUNG - 1}+" for k, n in jumlah.items() if n}

    def _kueri_hitungan(self, tanpa=()):
        """Counting stops early: who never reads notices would otherwise pay for all of them on every page."""
        tugas = antrean(self.pegawai)
        dihitung = {"tugas": tugas, "kabar": Notifikasi.objects.filter(penerima=self.pegawai).baru()}
        if self.pegawai.has_peran(*PENGANTAR):
            dihitung["ekspedisi"] = tugas.filter(jenis="DISTRIBUSI")
        bagian, params = [], []
        for kunci, qs in ((k, qs) for k, qs in dihitung.items() if k not in tanpa):
            with suppress(EmptyResultSet):
                sql, isi = qs.order_by().values("pk")[:PALING_DIHITUNG].query.sql_with_params()
                bagian.append(f"SELECT %s AS apa, COUNT(*) AS banyak FROM ({sql}) AS {kunci}")  # noqa: S608
                params += [kunci, *isi]
        return " UNION ALL ".join(bagian), params

    def _butir(self, baris):
        jalur = self.request.path
        for nama, kata, ikon, peran, kunci, kata_hitungan in baris:
            url = tautan(nama)
            if url and (not peran or (self.masuk and self.pegawai.has_peran(*peran))):
                yield BUTIR | {
                    "url": url,
                    "nama": kata,
                    "ikon": ikon,
                    # "/" is the home page alone. Registering has its own item on a phone, and only there.
                    "kini": jalur == url or (url != "/" and jalur.startswith(url)),
                    "hanya_lebar_kini": jalur == self.url_catat,
                    "hitungan": self.hitungan.get(kunci) if kunci else None,
                    "kata_hitungan": kata_hitungan,
                    "tombol": "gt" if nama == "tugas_saya" else "",
                }

    @cached_property
    def menu_utama(self):
        butir = list(self._butir(MENU_UTAMA)) if self.masuk else []
        if self.url_catat:
            kini = self.request.path == self.url_catat
            catat = {"url": self.url_catat, "nama": "Catat surat", "ikon": "tambah", "hanya_hp": True, "kini": kini}
            butir.append(BUTIR | catat)
        if self.masuk and self.url_cari:
            butir.append(BUTIR | {"url": f"{self.url_cari}#q", "nama": "Cari", "ikon": "cari", "hanya_hp": True})
        return butir

    @cached_property
    def menu_lebih(self):
        return list(self._butir(MENU_LEBIH)) if self.masuk else []

    @cached_property
    def pekerja_mati(self):
        """True when the background worker has been silent for 3 minutes; only the ADMIN is told."""
        return self.masuk and self.pegawai.has_peran(Peran.ADMIN) and pekerja_diam()


def rangka(request):
    return {"rangka": Rangka(request)}
