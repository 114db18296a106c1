"""The answers of the access matrix, written by hand: who gets what, on each address, for each letter.

Nobody reads these from the code. A new address without a row here fails the suite; so does a row without an address.
"""

from dataclasses import dataclass

from tests.akses.panggung import ANONIM, SEMUA

LOKET = {"petugas", "petugas2"}
PENGIRIM = LOKET | {"caraka"}
REGISTER = PENGIRIM | {"kasubbag.tu", "kabag.umum", "auditor"}
"""Those who keep or inspect the register know of every letter; what is secret stays masked to them."""
BUKU = REGISTER - {"caraka"}
PENERIMA = {"kabag.umum", "kabag.hukum", "dinas.kesehatan", "dinas.pendidikan", "bpbd"}
PENGELOLA_PENGIRIM = LOKET | {"kasubbag.tu", "kabag.umum"}
PENGIMPOR = LOKET | {"kasubbag.tu", "kabag.umum"}
ADMIN = {"admin"}
PEMILIK = {"petugas"}
"""Who asked for the job in the stage."""
MASUK = set(SEMUA) - {ANONIM}

MELIHAT = {
    "kes": REGISTER | {"sekda", "ajudan", "asisten1", "dinas.kesehatan"},
    "pdk": REGISTER | {"sekda", "ajudan", "dinas.pendidikan"},
    "rahasia": REGISTER | {"sekda", "ajudan", "kabag.hukum", "bpbd"},
}
ISI = MELIHAT | {"rahasia": {"kabag.umum", "sekda", "kabag.hukum", "bpbd"}}
"""Whose line it is: hal and scan are open. Counter, adjutant and auditor know a secret letter by its envelope."""
PEJABAT = {"bupati", "sekda", "asisten1", "asisten2", "asisten3", "kabag.umum", "kabag.hukum", "ajudan", "kasubbag.tu"}
PENDISPOSISI = {"kes": set(), "pdk": set(), "rahasia": {"kabag.hukum"}}
PELAPOR = {"kes": {"dinas.kesehatan"}, "pdk": set(), "rahasia": set()}
"""Received, and not yet reported on."""
PENDISPOSISI_PERTAMA = {"kes": {"sekda"}, "pdk": {"sekda"}, "rahasia": {"sekda"}}

PEMBERI = dict.fromkeys(("kes", "pdk", "rahasia"), {"sekda", "ajudan"})
"""Sekda gave the first disposition of each; his adjutant watches with him."""


def pada(grup, objek):
    return grup[objek] if isinstance(grup, dict) else grup


@dataclass(frozen=True)
class Jalur:
    """`get` and `post`: {status: group}; others who are logged in get 404. None: the method is refused with 405.

    `umum`: also without a login. `tertutup`: strangers get 404 even for a method nobody may use.
    """

    get: dict | None = None
    post: dict | None = None
    umum: bool = False
    tertutup: bool = False

    def jawaban(self, metode, akun, objek):
        baris = self.get if metode in {"GET", "HEAD"} else self.post if metode == "POST" else None
        if not self.umum and akun == ANONIM:
            return "masuk"
        if baris is None:
            return 405 if not self.tertutup or akun in self.mengenal(objek) else 404
        return next((status for status, grup in baris.items() if akun in pada(grup, objek)), 404)

    def mengenal(self, objek):
        return set().union(*(pada(g, objek) for baris in (self.get, self.post) if baris for g in baris.values()))


SEMUANYA = set(SEMUA)
BACA = Jalur(get={200: MELIHAT})
UMUM = Jalur(get={200: SEMUANYA}, umum=True)
SENDIRI = Jalur(get={200: MASUK})
# Without a form key nothing is done and the page says so: 400. Not one's turn: back to the letter.
LANGKAH_DISPOSISI = Jalur(get={200: PENDISPOSISI, 302: MELIHAT}, post={400: MELIHAT})
ALAT_LOKET = {"tertutup": True}
ATUR = Jalur(get={200: ADMIN}, post={400: ADMIN}, tertutup=True)
ATUR_DAFTAR = Jalur(get={200: ADMIN}, tertutup=True)

HARAPAN = {
    # Without a login
    "sehat": UMUM,
    "bantuan": UMUM,
    "cek": UMUM,
    "verifikasi": Jalur(get={200: {"kes": SEMUANYA, "pdk": set(), "rahasia": set()}}, umum=True),
    # A code nobody was given opens nothing; what a live one opens: tests/persuratan/test_pindai_hp.py
    "hp": Jalur(get={}, post={}, umum=True),
    "hp_unggahan": Jalur(post={}, umum=True),
    "hp_potongan": Jalur(post={}, umum=True),
    "hp_selesai": Jalur(post={}, umum=True),
    "masuk": Jalur(get={302: MASUK, 200: {ANONIM}}, post={302: MASUK, 200: {ANONIM}}, umum=True),
    "masuk_kode": Jalur(get={"masuk": SEMUANYA}, post={"masuk": SEMUANYA}, umum=True),
    "keluar": Jalur(post={"masuk": SEMUANYA}, umum=True),
    "sandi_lupa": Jalur(get={200: SEMUANYA}, post={200: SEMUANYA}, umum=True),
    "sandi_lupa_terkirim": UMUM,
    "sandi_atur": Jalur(get={200: SEMUANYA}, post={200: SEMUANYA}, umum=True),
    # One's own
    "tugas_saya": SENDIRI,
    "beranda": SENDIRI,
    "kabar": SENDIRI,
    "surat_daftar": SENDIRI,
    "cari": SENDIRI,
    "hari_pertama": SENDIRI,
    "langkah_tandai": Jalur(post={}),
    "latihan_catat": Jalur(get={200: LOKET}, post={422: LOKET}),
    "latihan_terima": Jalur(get={200: PENERIMA}, post={302: PENERIMA}),
    "panduan_saya": Jalur(get={302: MASUK}),
    "panduan": SENDIRI,
    # Without a form key: 400. What is chosen there is one's own.
    "surat_pilih": Jalur(get={200: MASUK}, post={400: MASUK}),
    "massal_rinci": Jalur(get={}, post={}),
    "surat_saring": SENDIRI,
    "surat_unduh": Jalur(get={200: MASUK}, post={}),
    "surat_unduh_berkas": Jalur(get={200: MASUK}),
    "saringan_daftar": SENDIRI,
    "saringan_simpan": Jalur(get={200: MASUK}, post={422: MASUK}),
    "saringan_ubah": Jalur(get={}, post={}),
    "saringan_hapus": Jalur(get={}, post={}),
    "alur_siapa_boleh_apa": SENDIRI,
    "terlambat": SENDIRI,
    "terlambat_daftar": SENDIRI,
    "akun": Jalur(get={200: MASUK}, post={200: MASUK}),
    "sandi_ganti": Jalur(get={200: MASUK}, post={200: MASUK}),
    "keluar_semua": Jalur(post={"masuk": MASUK}),
    "sesi_akhiri": Jalur(post={}),
    "kode_pasang": Jalur(get={200: MASUK}, post={200: MASUK}),
    "kode_cadangan": Jalur(get={302: MASUK}, post={302: MASUK}),
    "kode_lepas": Jalur(get={302: MASUK}, post={302: MASUK}),
    "kabar_saya": Jalur(get={200: MASUK}, post={200: MASUK}),
    "saluran_kabar": Jalur(get={}, post={}),
    "saluran_ulang": Jalur(post={}),
    "saluran_lepas": Jalur(post={}),
    "draf_tertahan": Jalur(get={}),
    "pekerjaan_daftar": SENDIRI,
    "pekerjaan_rinci": Jalur(get={200: PEMILIK}),
    "pekerjaan_hasil": Jalur(get={}),
    "pekerjaan_batalkan": Jalur(post={400: PEMILIK}),
    "pekerjaan_ulangi": Jalur(post={400: PEMILIK}),
    # The counter
    "surat_catat": Jalur(get={200: LOKET}, post={422: LOKET}, **ALAT_LOKET),
    "surat_periksa": Jalur(post={200: LOKET}, **ALAT_LOKET),
    "surat_saran_pengirim": Jalur(get={200: LOKET}, **ALAT_LOKET),
    "surat_saran_klasifikasi": Jalur(get={200: LOKET}, **ALAT_LOKET),
    "surat_belum_dipindai": Jalur(get={200: LOKET}, **ALAT_LOKET),
    "surat_unggahan": Jalur(get={400: LOKET}, post={400: LOKET}, **ALAT_LOKET),
    "surat_unggahan_lepas": Jalur(post={200: LOKET}, **ALAT_LOKET),
    "surat_potongan": Jalur(post={404: LOKET}, **ALAT_LOKET),
    "surat_unggahan_selesai": Jalur(post={404: LOKET}, **ALAT_LOKET),
    "surat_hp": Jalur(post={200: LOKET}, **ALAT_LOKET),
    "surat_hp_halaman": Jalur(get={404: LOKET}, **ALAT_LOKET),
    "surat_pindai": Jalur(
        get={200: {"kes": LOKET, "pdk": LOKET, "rahasia": set()}, 302: LOKET},
        post={422: {"kes": LOKET, "pdk": LOKET, "rahasia": set()}, 302: LOKET},
        **ALAT_LOKET,
    ),
    "pengirim_daftar": Jalur(get={200: PENGELOLA_PENGIRIM}, **ALAT_LOKET),
    "pengirim_rinci": Jalur(get={200: PENGELOLA_PENGIRIM}, post={422: PENGELOLA_PENGIRIM}, **ALAT_LOKET),
    "pengirim_pisah": Jalur(post={400: PENGELOLA_PENGIRIM}, **ALAT_LOKET),
    "usul_tolak": Jalur(post={400: PENGELOLA_PENGIRIM}, **ALAT_LOKET),
    "surat_koreksi": Jalur(get={200: LOKET, 302: MELIHAT}, post={422: LOKET, 302: MELIHAT}),
    "surat_tanpa_disposisi": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_buka_kembali": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_minta_batal": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_setujui_batal": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_tolak_batal": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_tanda_terima": Jalur(get={200: REGISTER - {"auditor"}}),
    "darurat_daftar": Jalur(get={200: BUKU}, post={400: LOKET}),
    "darurat_rinci": Jalur(get={200: BUKU}, post={400: BUKU - {"auditor"}}),
    "darurat_formulir": Jalur(get={200: BUKU - {"auditor"}}),
    "darurat_catat": Jalur(get={200: LOKET}, post={422: LOKET}, **ALAT_LOKET),
    "impor_daftar": Jalur(get={200: PENGIMPOR}, post={422: PENGIMPOR}, **ALAT_LOKET),
    "impor_rinci": Jalur(get={200: PEMILIK}, post={422: PEMILIK}),
    "impor_jalankan": Jalur(post={400: PEMILIK}),
    "buku_agenda": Jalur(get={200: BUKU}, post={200: BUKU}),
    # A letter
    "surat_rinci": BACA,
    "surat_jejak": BACA,
    "surat_whatsapp": Jalur(get={200: dict.fromkeys(MELIHAT, PENGIRIM)}),
    "surat_whatsapp_buka": Jalur(post={302: dict.fromkeys(MELIHAT, PENGIRIM)}),
    "riwayat_perjalanan": BACA,
    "disposisi_lembar": BACA,
    "surat_laku": Jalur(post={400: MELIHAT}),
    "surat_arahkan": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "surat_berkas": Jalur(get={200: ISI}),
    "surat_laporkan": Jalur(get={200: PELAPOR, 302: MELIHAT}, post={422: PELAPOR, 302: MELIHAT}),
    "surat_laporan": Jalur(get={}),  # no report has brought a file
    "surat_halaman": Jalur(get={200: ISI}),
    # Disposition
    "disposisi_beri": LANGKAH_DISPOSISI,
    "disposisi_arsip": LANGKAH_DISPOSISI,
    "disposisi_sendiri": LANGKAH_DISPOSISI,
    # Given by Sekda, so that only Kabag Hukum may give it back.
    # A unit that has received it may still find that it is not its own.
    "disposisi_kembalikan": Jalur(
        get={200: PENDISPOSISI | {"kes": {"dinas.kesehatan"}}, 302: MELIHAT}, post={400: MELIHAT}
    ),
    "disposisi_pantau": Jalur(get={200: PEMBERI}),
    "disposisi_tarik": Jalur(post={400: PEMBERI}),
    "disposisi_ingatkan": Jalur(post={400: PEMBERI}),
    "disposisi_tengahi": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),  # nothing came back twice
    "disposisi_benarkan": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    # No event: no file of it, and nothing to answer.
    "kehadiran": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "kehadiran_ics": Jalur(get={}),
    "agenda_pimpinan": Jalur(get={200: PEJABAT}),
    "agenda_pimpinan_cetak": Jalur(get={200: PEJABAT}),
    "kalender_langganan": Jalur(get={}, umum=True),
    "kalender_saya": Jalur(get={200: MASUK}, post={200: MASUK}),
    "disposisi_terkirim": Jalur(get={200: PENDISPOSISI_PERTAMA}),
    # Expedition
    "ekspedisi_buku": Jalur(get={200: REGISTER}),
    "ekspedisi_kirim": Jalur(post={400: PENGIRIM}),
    "ekspedisi_terima": Jalur(get={200: MELIHAT}, post={400: MELIHAT}),
    "ekspedisi_kembalikan": Jalur(get={302: MELIHAT}, post={400: MELIHAT}),
    "ekspedisi_tanda_terima": Jalur(
        get={200: {"kes": MELIHAT["kes"], "pdk": set(), "rahasia": set()}, 302: MELIHAT}  # not received: no receipt
    ),
    # The admin's screens
    "pengaturan": Jalur(get={302: ADMIN}, tertutup=True),
    "standar": ATUR,
    "kalender": ATUR,
    "kabar_kantor": ATUR_DAFTAR,
    "orang_daftar": ATUR_DAFTAR,
    "jabatan_daftar": ATUR_DAFTAR,
    "unit_daftar": ATUR_DAFTAR,
    "orang_sandi_tampil": ATUR_DAFTAR,
    "jam_daftar": ATUR_DAFTAR,
    "rute_daftar": ATUR_DAFTAR,
    "instruksi_daftar": ATUR_DAFTAR,
    **dict.fromkeys(
        (
            "orang_tambah",
            "orang_ubah",
            "orang_sandi",
            "orang_sesi_akhiri",
            "orang_nonaktif",
            "orang_aktifkan",
            "orang_kode_lepas",
            "penugasan_tambah",
            "penugasan_ubah",
            "penugasan_akhiri",
            "jabatan_tambah",
            "jabatan_ubah",
            "unit_tambah",
            "unit_ubah",
            "libur_ubah",
            "libur_hapus",
            "libur_muat",
            "jam_tambah",
            "jam_hapus",
            "rute_tambah",
            "rute_ubah",
            "instruksi_tambah",
            "instruksi_ubah",
        ),
        ATUR,
    ),
}
