"""The acts of this room on many letters: route, mark, print the bearers' receipts."""

from django.utils import timezone

from alur.kewenangan import TransitionDenied
from organisasi.models import Peran
from organisasi.pengganti import sebut_pengganti
from persuratan.cetak import render_tanda_terima_pengirim
from persuratan.forms.massal import ArahkanMassalForm
from persuratan.massal.daftar import TindakanMassal, daftarkan_massal
from persuratan.models import RuteNaik, TandaSurat
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import LOKET
from persuratan.transitions import ARAHKAN, PINDAI

UNTUK = {JenisTugas.TELAAH: "ditelaah", JenisTugas.PARAF: "diparaf", JenisTugas.DISPOSISI: "didisposisi"}


def _agendaris(pegawai):
    return pegawai.has_peran(Peran.AGENDARIS)


def jabatan_bertindak(transition, surat, pegawai, isian):
    """The assignment chosen at the preview, where several allow the act; the only one otherwise."""
    wewenang = transition.check(surat, pegawai)
    if len({p.jabatan_id for p in wewenang}) > 1:
        return next((p for p in wewenang if p.pk == isian.get("sebagai")), None)
    return wewenang[0] if wewenang else None


def arahkan(surat, pegawai, isian):
    rute = RuteNaik.objects.filter(pk=isian.get("rute"), aktif=True).first()
    if rute is None:
        raise TransitionDenied("Rute yang dipilih sudah ditutup. Pilih rute lain.")
    langkah = [(x.jabatan, x.jenis) for x in rute.langkah.select_related("jabatan").order_by("urutan")]
    if not langkah:
        raise TransitionDenied("Rute yang dipilih belum berisi pejabat. Pilih rute lain.")
    sebagai = jabatan_bertindak(ARAHKAN, surat, pegawai, isian)
    ARAHKAN.run(surat, oleh=pegawai, sebagai=sebagai, langkah=langkah)
    jabatan, jenis = langkah[0]
    kalimat = f"Diteruskan kepada {jabatan.nama} untuk {UNTUK[JenisTugas(jenis)]}."
    return " ".join([kalimat, *sebut_pengganti([jabatan])])


def pindai(surat, pegawai, isian):
    PINDAI.run(surat, oleh=pegawai, sebagai=jabatan_bertindak(PINDAI, surat, pegawai, isian))
    return "Ditandai sudah dipindai."


def tandai(surat, pegawai, isian):
    _, baru = TandaSurat.objects.get_or_create(pegawai=pegawai, surat_id=surat.pk, defaults={"pada": timezone.now()})
    return "Ditandai." if baru else "Sudah bertanda sejak dulu."


def lepas_tanda(surat, pegawai, isian):
    if not TandaSurat.objects.filter(pegawai=pegawai, surat=surat.pk).delete()[0]:
        raise TransitionDenied("Surat ini tidak bertanda.")
    return "Tandanya dilepas."


def daftarkan_semua():
    daftarkan_massal(
        "arahkan",
        TindakanMassal(
            label="Arahkan ke pimpinan",
            sudah="diarahkan",
            ikon="disposisi",
            boleh=_agendaris,
            lakukan=arahkan,
            periksa=ARAHKAN.check,
            formulir=ArahkanMassalForm,
        ),
    )
    daftarkan_massal(
        "pindai",
        TindakanMassal(
            label="Tandai sudah dipindai", sudah="ditandai sudah dipindai", ikon="unggah", boleh=_agendaris,
            lakukan=pindai,
        ),
    )  # fmt: skip
    daftarkan_massal(
        "tandai",
        TindakanMassal(label="Tandai untuk saya", sudah="ditandai", ikon="centang", lakukan=tandai),
    )
    daftarkan_massal(
        "lepas_tanda",
        TindakanMassal(label="Lepas tanda saya", sudah="dilepas tandanya", ikon="silang", lakukan=lepas_tanda),
    )
    daftarkan_massal(
        "tanda_terima",
        TindakanMassal(
            label="Cetak tanda terima",
            sudah="dicetak tanda terimanya",
            ikon="cetak",
            boleh=lambda pegawai: pegawai.has_peran(*LOKET),
            cetak=lambda surat, pegawai: render_tanda_terima_pengirim(surat, dicetak_oleh=pegawai.nama),
            paling_banyak=300,
        ),
    )
