"""Letters that no official has to dispose: the counter ends them with a reason, and its head may object."""

from alur.kewenangan import TransitionDenied
from alur.transitions import BukaTugas, Transition, menyebut
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import is_kepala_pencatat, pemegang_tugas, tugas_saya
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.tindak_lanjut import setelah_bergerak

Status = SuratMasuk.Status


def bukan_rahasia(surat):
    # The counter knows a secret letter by its envelope: what it needs, only those who read it can say.
    if surat.rahasia:
        raise TransitionDenied("Surat rahasia hanya dikenal dari sampulnya. Arahkan surat ini kepada pejabatnya.")


def wajib_alasan(kalimat):
    """Effect: refuse in this sentence when no reason is given."""

    def periksa(objek, konteks):
        if not konteks.catatan.strip():
            raise TransitionDenied(kalimat)

    return periksa


@menyebut(JenisTugas.ARAHKAN)
def tutup_dengan_alasan(surat, konteks):
    daftar = tugas_saya(surat, konteks.sebagai, JenisTugas.ARAHKAN)
    for tugas in daftar:
        tugas.hasil = konteks.catatan
    return daftar


TANPA_DISPOSISI = Transition(
    name="tanpa_disposisi",
    label="Tidak perlu disposisi",
    kata_jejak="Ditetapkan tidak perlu disposisi",
    ikon="berkas",
    sources=frozenset({Status.TERCATAT}),
    target=None,
    permission=pemegang_tugas(JenisTugas.ARAHKAN),
    guard=bukan_rahasia,
    effect=wajib_alasan("Tulis mengapa surat ini tidak perlu disposisi."),
    closes=tutup_dengan_alasan,
    after=setelah_bergerak,
)
"""The status stays Tercatat until nothing is open: a letter that still waits for its scan is not finished."""


def tanpa_disposisi(surat_id):
    """The obligation by which this letter ended without a disposition; None when it ended otherwise or goes on."""
    return Tugas.objects.tanpa_disposisi().filter(surat_id=surat_id).first()


def berakhir_tanpa_disposisi(surat):
    if tanpa_disposisi(surat.pk) is None:
        raise TransitionDenied("Surat ini selesai melalui disposisi, jadi tidak dapat dibuka kembali.")


def jalankan_lagi(surat, konteks):
    """The whole way was said to be over and is not: its clock goes on, unless it is late already."""
    wajib_alasan("Tulis mengapa surat ini perlu disposisi.")(surat, konteks)
    induk = surat.surat_induk()
    for satu in (surat, induk):
        satu.didistribusikan_pada = None
    induk.save(update_fields=["didistribusikan_pada"])


@menyebut(JenisTugas.ARAHKAN)
def arahkan_kembali(surat, konteks):
    asal = tanpa_disposisi(surat.pk)
    yield BukaTugas(jenis=JenisTugas.ARAHKAN, unit=surat.unit_pencatat, asal=asal, baca_isi=surat.loket_baca_isi)


BUKA_KEMBALI = Transition(
    name="buka_kembali",
    label="Buka kembali",
    kata_jejak="Dibuka kembali untuk diarahkan",
    ikon="ulang",
    sources=frozenset({Status.SELESAI}),
    target=Status.TERCATAT,
    permission=is_kepala_pencatat,
    guard=berakhir_tanpa_disposisi,
    effect=jalankan_lagi,
    opens=arahkan_kembali,
    recipients=kabar_pemegang,
)
