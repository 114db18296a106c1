"""The way of an incoming letter up to the one who disposes. Each transition is one row; nothing else writes status."""

from django.utils import timezone

from alur import nomor, notifikasi
from alur.kewenangan import TransitionDenied
from alur.transitions import BukaTugas, Transition, menyebut
from persuratan import tenggat
from persuratan.models import Keterlibatan, LampiranSurat, LangkahNaik, SuratMasuk
from persuratan.models.pilihan import JenisTugas, Keamanan
from persuratan.models.rute import salah_rute
from persuratan.models.surat_masuk import BUKU
from persuratan.pencarian import indeks
from persuratan.permissions import is_agendaris, pemegang_tugas, tugas_saya
from persuratan.transitions.hitung_ulang import pindahkan_batas
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.kabar_acara import kabar_koreksi
from persuratan.transitions.tindak_lanjut import setelah_bergerak

Status = SuratMasuk.Status
HIDUP = frozenset({Status.TERCATAT, Status.NAIK, Status.TERDISPOSISI})


def tutup(*jenis):
    """The obligations of these kinds held by the post acted for."""

    @menyebut(*jenis)
    def pilih(objek, konteks):
        return tugas_saya(objek, konteks.sebagai, *jenis)

    return pilih


def beri_nomor_agenda(surat, konteks):
    """The number is taken in the letter's own transaction: never twice, never reused. Year = office date.

    `konteks.data["darurat"]`: the Nomor of the emergency book under which the letter was written down on paper.
    """
    indeks.susun(surat)  # before the counter is locked, so that nobody waits for it
    baris = _nomor_agenda(surat, konteks)
    surat.tahun_agenda, surat.nomor_agenda = baris.tahun, baris.nomor
    surat.dari_buku_darurat = baris.asal == baris.Asal.DARURAT
    surat.cap_setelah_acara()
    surat.standar, surat.tenggat_pada = tenggat.keseluruhan(surat, surat.diterima_pada)
    if surat.tenggat_pada is not None and konteks.saat > surat.tenggat_pada:
        surat.terlambat_pada = surat.tenggat_pada
    surat.save()
    konteks.tambahan |= {"nomor_agenda": surat.nomor_lengkap, "diterima_pada": surat.diterima_pada}
    if surat.setelah_acara:
        konteks.tambahan["setelah_acara"] = True
    if surat.dicatat_menyusul:
        konteks.tambahan["dicatat_menyusul"] = True


def _nomor_agenda(surat, konteks):
    if (darurat := konteks.data.get("darurat")) is None:
        tahun = nomor.tahun_kantor(konteks.saat)
        return nomor.ambil(BUKU, tahun, untuk=surat.sebutan_objek(), oleh=konteks.oleh)
    try:
        return nomor.pakai(darurat, surat.sebutan_objek())
    except nomor.NomorDitolak as ditolak:
        raise TransitionDenied(f"{ditolak} Pilih nomor lain di buku darurat.") from ditolak


@menyebut(JenisTugas.CATAT, JenisTugas.ARAHKAN)
def tugas_pertama(surat, konteks):
    # The counter's clock runs from receipt, not from the moment somebody sat down to type.
    isi = surat.loket_baca_isi
    yield BukaTugas(
        jenis=JenisTugas.CATAT,
        unit=surat.unit_pencatat,
        dibuka_pada=min(surat.diterima_pada, konteks.saat),
        baca_isi=isi,
    )
    # From the emergency book, "when it happened" is on paper, hours ago: nobody could route it before it was typed in.
    sejak = konteks.sekarang if surat.dari_buku_darurat else None
    yield BukaTugas(jenis=JenisTugas.ARAHKAN, unit=surat.unit_pencatat, dibuka_pada=sejak, baca_isi=isi)


CATAT = Transition(
    name="catat",
    label="Catat",
    kata_jejak="Dicatat",
    ikon="tambah",
    sources=frozenset({Status.KONSEP}),
    target=Status.TERCATAT,
    permission=is_agendaris,
    effect=beri_nomor_agenda,
    opens=tugas_pertama,
)


def ada_pindaian(surat):
    # A secret letter is logged by its envelope: its scan is not the counter's work.
    if surat.rahasia:
        return
    if not LampiranSurat.objects.filter(surat=surat.pk, jenis=LampiranSurat.Jenis.PINDAIAN).exists():
        raise TransitionDenied("Pindaian belum ada. Unggah pindaian surat ini lebih dulu.")


def sebut_pindaian(surat, konteks):
    # The ledger then proves which scan was shown to the officials.
    konteks.tambahan["pindaian"] = list(
        LampiranSurat.objects.filter(surat=surat.pk).order_by("pk").values_list("berkas__sha256", flat=True)
    )


PINDAI = Transition(
    name="pindai",
    label="Tandai sudah dipindai",
    kata_jejak="Dipindai",
    ikon="unggah",
    sources=HIDUP,
    target=None,
    permission=pemegang_tugas(JenisTugas.CATAT),
    guard=ada_pindaian,
    effect=sebut_pindaian,
    closes=tutup(JenisTugas.CATAT),
    after=setelah_bergerak,  # a scan that comes last must not leave a finished letter open
)


def panjangkan(surat, konteks):
    """More than one official acts, or the one who disposes is away: the longer norm (4 hari / 2 hari / 8 jam).

    A way that is late already stays so: that is a recorded fact, and nothing that follows rewrites it.
    """
    induk = surat.surat_induk()
    if induk.didistribusikan_pada is not None or induk.terlambat_pada is not None or induk.sudah_lewat(konteks.saat):
        return
    lama = induk.tenggat_pada
    standar, baru = tenggat.keseluruhan(surat, surat.diterima_pada, panjang=True)
    for satu in (surat, induk):  # the child's row holds a copy of the letter's columns
        satu.standar, satu.tenggat_pada = standar, baru
    induk.save(update_fields=["standar", "tenggat_pada"])
    if baru != lama:
        konteks.tambahan["tenggat"] = [tenggat.untuk_jejak_keseluruhan(lama, baru)]


def tidak_di_tempat(jabatan, saat):
    """Whether nobody, or only somebody standing in, holds this post on that day."""
    pejabat = jabatan.pejabat(saat)
    return pejabat is None or pejabat.jenis in (pejabat.Jenis.PLH, pejabat.Jenis.PLT)


def susun_langkah(surat, konteks):
    """Write the route chosen for this letter; `konteks.data["langkah"]` is a list of (jabatan, jenis)."""
    langkah = konteks.data["langkah"]
    if salah := salah_rute([jenis for _, jenis in langkah]):
        raise TransitionDenied(salah)
    if usang := next((jabatan for jabatan, _ in langkah if not jabatan.aktif), None):
        raise TransitionDenied(f"{usang} sudah ditutup. Pilih rute lain, atau susun rute surat ini.")
    awal = LangkahNaik.objects.filter(surat=surat.pk).count()
    LangkahNaik.objects.bulk_create(
        LangkahNaik(surat_id=surat.pk, urutan=awal + nomor_urut, jabatan=jabatan, jenis=jenis)
        for nomor_urut, (jabatan, jenis) in enumerate(langkah, start=1)
    )
    if any(jenis == JenisTugas.PARAF for _, jenis in langkah) or tidak_di_tempat(langkah[-1][0], konteks.saat):
        panjangkan(surat, konteks)
    konteks.tambahan["rute"] = [{"jabatan": j.pk, "nama": str(j), "jenis": jenis} for j, jenis in langkah]


def langkah_berikut(surat):
    return LangkahNaik.objects.filter(surat=surat.pk, tugas=None).select_related("jabatan").order_by("urutan").first()


@menyebut(JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI)
def buka_langkah(surat, konteks):
    langkah = langkah_berikut(surat)
    asal = konteks.ditutup[0] if konteks.ditutup else None
    yield BukaTugas(jenis=langkah.jenis, jabatan=langkah.jabatan, asal=asal)


def kaitkan_langkah(surat, konteks):
    langkah = langkah_berikut(surat)
    langkah.tugas = konteks.dibuka[0]
    langkah.save(update_fields=["tugas"])


ARAHKAN = Transition(
    name="arahkan",
    label="Arahkan",
    kata_jejak="Diarahkan",
    ikon="disposisi",
    utama=True,
    sources=frozenset({Status.TERCATAT}),
    target=Status.NAIK,
    permission=pemegang_tugas(JenisTugas.ARAHKAN),
    effect=susun_langkah,
    closes=tutup(JenisTugas.ARAHKAN),
    opens=buka_langkah,
    recipients=kabar_pemegang,
    after=kaitkan_langkah,
)


def _langkah_naik(name, label, kata_jejak, jenis):
    return Transition(
        name=name,
        label=label,
        kata_jejak=kata_jejak,
        ikon="centang",
        utama=True,
        sources=frozenset({Status.NAIK}),
        target=Status.NAIK,
        permission=pemegang_tugas(jenis),
        closes=tutup(jenis),
        opens=buka_langkah,
        recipients=kabar_pemegang,
        after=kaitkan_langkah,
    )


TELAAH = _langkah_naik("telaah", "Selesai telaah, teruskan", "Ditelaah dan diteruskan", JenisTugas.TELAAH)
PARAF = _langkah_naik("paraf", "Paraf dan teruskan", "Diparaf dan diteruskan", JenisTugas.PARAF)


def beralasan(objek, konteks):
    if not konteks.catatan.strip():
        raise TransitionDenied("Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki.")


def lepas_sisa_langkah(surat, konteks):
    beralasan(surat, konteks)
    LangkahNaik.objects.filter(surat=surat.pk, tugas=None).delete()


@menyebut(JenisTugas.ARAHKAN)
def arahkan_lagi(surat, konteks):
    yield BukaTugas(
        jenis=JenisTugas.ARAHKAN, unit=surat.unit_pencatat, asal=konteks.ditutup[0], baca_isi=surat.loket_baca_isi
    )


KEMBALIKAN = Transition(
    name="kembalikan",
    label="Kembalikan ke Bagian Umum",
    kata_jejak="Dikembalikan ke Bagian Umum",
    ikon="kiri",
    sources=frozenset({Status.NAIK}),
    target=Status.TERCATAT,
    permission=pemegang_tugas(JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI),
    effect=lepas_sisa_langkah,
    closes=tutup(JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI),
    opens=arahkan_lagi,
    recipients=kabar_pemegang,
)

BOLEH_DIKOREKSI = (
    "nama_pengirim",
    "nomor_surat",
    "tanggal_surat",
    "hal",
    "jenis",
    "klasifikasi",
    "keamanan",
    "kecepatan",
    "cara_terima",
    "ditujukan_kepada",
    "lampiran_fisik",
    "acara_mulai",
    "acara_tempat",
)


TURUN_DITOLAK = (
    "Keamanan hanya dapat diturunkan oleh pencatatnya sebelum surat diarahkan, atau oleh yang berhak membaca isinya."
)


def boleh_turunkan_keamanan(surat, pegawai):
    """Whether this person may make a secret letter less secret: whoever reads it anyway, or typed it just now.

    Otherwise the counter could open any sealed letter to itself by correcting one field. A letter that came back
    has been up: officials have relied on its secrecy, and their words are with it.
    """
    if surat.dibuat_oleh_id == pegawai.pk and not LangkahNaik.objects.filter(surat=surat.pk).exists():
        return True
    return SuratMasuk.objects.visible_to(pegawai).filter(pk=surat.pk, isi_terbuka=True).exists()


TINGKAT = list(Keamanan)


def koreksi_data(surat, konteks):
    """Change registered data with a reason; old and new stay in the field history, the ledger names the fields.

    `konteks.data["pengirim"]`: the remembered sender that belongs to a changed name.
    """
    beralasan(surat, konteks)
    berubah = {
        nama: nilai
        for nama, nilai in konteks.data.items()
        if nama in BOLEH_DIKOREKSI and getattr(surat, nama) != nilai
    }
    if not berubah:
        raise TransitionDenied("Tidak ada isian yang berubah.")
    baru = berubah.get("keamanan", surat.keamanan)
    if TINGKAT.index(baru) < TINGKAT.index(surat.keamanan) and not boleh_turunkan_keamanan(surat, konteks.oleh):
        raise TransitionDenied(TURUN_DITOLAK)
    terbuka = surat.keamanan == Keamanan.B and baru == Keamanan.B
    konteks.tambahan["koreksi"] = {
        nama: [str(getattr(surat, nama) or ""), str(nilai or "")] if terbuka else [] for nama, nilai in berubah.items()
    }
    konteks.data["acara_semula"] = surat.acara_mulai
    for nama, nilai in berubah.items():
        setattr(surat, nama, nilai)
    if "nama_pengirim" in berubah and konteks.data.get("pengirim") is not None:
        surat.pengirim = konteks.data["pengirim"]
    # The stamp follows the event: a mistyped date must not leave "Diterima setelah acara" behind.
    surat.cap_setelah_acara()
    if berubah.keys() & {"kecepatan", "acara_mulai"} and (
        dipindah := pindahkan_batas(surat, sejak=konteks.saat, norma_baru="kecepatan" in berubah)
    ):
        konteks.tambahan["tenggat"] = dipindah
    surat._change_reason = konteks.catatan
    surat._history_user = konteks.oleh
    surat.save()
    indeks.susun(surat)
    if "keamanan" in berubah:
        sesuaikan_keamanan(surat)


def sesuaikan_keamanan(surat):
    """What was open under the old secrecy is as if the letter had been registered under the new one."""
    Keterlibatan.objects.filter(surat=surat.pk, unit=surat.unit_pencatat).update(baca_isi=surat.loket_baca_isi)
    if surat.keamanan != Keamanan.B:
        notifikasi.tutup_isi(surat.rantai, surat.hal_kabar, rahasia=surat.rahasia)


def belum_selesai(surat):
    """A finished letter stands as it is, but for an invitation whose event may still move: its calendars follow."""
    if surat.status == Status.SELESAI and (surat.acara_mulai is None or surat.acara_mulai <= timezone.now()):
        raise TransitionDenied("Surat ini sudah selesai. Datanya tidak dikoreksi lagi.")


KOREKSI = Transition(
    name="koreksi",
    label="Koreksi data",
    kata_jejak="Data dikoreksi",
    ikon="atur",
    sources=HIDUP | {Status.SELESAI},
    guard=belum_selesai,
    target=None,
    permission=is_agendaris,
    effect=koreksi_data,
    recipients=kabar_koreksi,
)
