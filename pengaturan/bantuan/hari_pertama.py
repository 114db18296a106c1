"""The first-day list: short steps by the roles one holds. What the office's own rows prove is ticked by itself."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from disposisi.models import Disposisi
from organisasi.models import Peran
from pengaturan.models import LangkahHariPertama
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas

LAMA_BARU = timedelta(days=7)
"""How long after an account was made the home page leads to the list."""


@dataclass(frozen=True)
class Langkah:
    """`url` is the name of the page to go to; `sendiri`: ticked by the person, not by what the office has seen."""

    nama: str
    kata: str
    ket: str
    url: str
    peran: tuple = ()
    sendiri: bool = False


LANGKAH = (
    Langkah("akun", "Lihat Akun saya", "Pastikan nama, jabatan, dan e-mail Anda benar.", "akun", sendiri=True),
    Langkah("panduan", "Baca panduan Anda", "Lima menit, dengan gambar.", "panduan_saya", sendiri=True),
    Langkah(
        "latihan_catat",
        "Catat surat latihan",
        "Salin satu surat contoh ke formulir. Tidak masuk agenda.",
        "latihan_catat",
        (Peran.AGENDARIS,),
    ),
    Langkah(
        "latihan_terima",
        "Terima surat latihan",
        "Coba tombol Terima pada satu surat contoh.",
        "latihan_terima",
        (Peran.PENERIMA_UNIT,),
    ),
    Langkah("cari", "Cari satu surat", "Ketik dua kata yang Anda ingat.", "cari", sendiri=True),
    Langkah(
        "surat_pertama",
        "Catat surat pertama",
        "Surat sungguhan, bernomor agenda.",
        "surat_catat",
        (Peran.AGENDARIS,),
    ),
    Langkah(
        "disposisi_pertama",
        "Beri disposisi pertama",
        "Buka satu surat pada Tugas saya.",
        "tugas_saya",
        (Peran.PENDISPOSISI,),
    ),
    Langkah(
        "terima_pertama", "Terima surat pertama", "Satu ketukan dari Tugas saya.", "tugas_saya", (Peran.PENERIMA_UNIT,)
    ),
    Langkah(
        "terlambat",
        "Baca laporan terlambat",
        "Tekan angka sampai ke suratnya.",
        "terlambat",
        (Peran.PENGAWAS,),
        True,
    ),
    Langkah("kalender", "Periksa kalender kerja", "Cuti bersama dan jam kerja.", "kalender", (Peran.ADMIN,), True),
)
NAMA = {satu.nama: satu for satu in LANGKAH}


def langkah_untuk(pegawai):
    """The Langkah of this person's roles, in order."""
    return [satu for satu in LANGKAH if not satu.peran or pegawai.has_peran(*satu.peran)]


def keadaan(pegawai):
    """[(Langkah, done)]; one query for the ticks, one for each fact that a role asks for."""
    daftar = langkah_untuk(pegawai)
    usai = set(LangkahHariPertama.objects.filter(pegawai=pegawai).values_list("langkah", flat=True))
    usai |= {satu.nama for satu in daftar if satu.nama in BUKTI and BUKTI[satu.nama](pegawai)}
    return [(satu, satu.nama in usai) for satu in daftar]


def tandai(pegawai, nama):
    """Tick a step; a second time changes nothing."""
    LangkahHariPertama.objects.get_or_create(pegawai=pegawai, langkah=nama, defaults={"selesai_pada": timezone.now()})


def masih_baru(pegawai):
    """Whether the account is so young that the home page shows the way. No query."""
    return pegawai.date_joined > timezone.now() - LAMA_BARU


BUKTI = {
    "surat_pertama": lambda p: SuratMasuk.objects.filter(dibuat_oleh=p).exists(),
    "disposisi_pertama": lambda p: Disposisi.objects.filter(oleh=p).exists(),
    "terima_pertama": lambda p: Tugas.objects.filter(jenis=JenisTugas.TERIMA, selesai_oleh=p).exists(),
}
"""Steps that the office's own rows prove."""
