"""What a sender's last letter was like, offered for the next one: never filled in by itself.

Only ordinary letters (B) are remembered: what was done with a restricted or sealed one is nobody's suggestion.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from alur.models import Jejak
from persuratan.models import JenisNaskah, Klasifikasi, LangkahNaik, Pengirim, SuratMasuk
from persuratan.models.pilihan import Keamanan
from persuratan.transitions import ARAHKAN


@dataclass(frozen=True)
class Usulan:
    """Of the sender's last letter; `beda` names what a form does not have yet ("jenis", "klasifikasi")."""

    surat: SuratMasuk
    jenis: JenisNaskah | None
    klasifikasi: Klasifikasi | None
    beda: tuple = ()

    @property
    def kata(self):
        """What would be taken over, in words."""
        return ", ".join(str(getattr(self, nama)) for nama in self.beda)


def usulan_isian(pengirim, pegawai, terisi=()):
    """The Usulan for the sender with these pks, or None. `terisi`: fields that hold something: they stay."""
    surat = _surat_terakhir(pegawai, pengirim__in=pengirim) if pengirim else None
    if surat is None:
        return None
    isi = {
        nama: nilai if nilai is not None and nilai.aktif else None
        for nama, nilai in (("jenis", surat.jenis), ("klasifikasi", surat.klasifikasi))
    }
    beda = tuple(nama for nama, nilai in isi.items() if nilai is not None and nama not in terisi)
    return Usulan(surat, beda=beda, **isi)


@dataclass(frozen=True)
class UsulanRute:
    """The route that the sender's last directed letter took: [(pk of the Jabatan, kind)]."""

    surat: SuratMasuk
    langkah: list


def usulan_rute(surat, pegawai, boleh):
    """The UsulanRute for a letter that is to be directed, or None. `boleh`: pks of the posts that a route may have.

    Read from the ledger, which keeps each route as it was chosen. A route with a post that is gone is no proposal.
    """
    pks = list(Pengirim.objects.sekelompok(surat.pengirim_id).values_list("pk", flat=True))
    diarahkan = Exists(LangkahNaik.objects.filter(surat=OuterRef("pk")))
    dulu = _surat_terakhir(pegawai, diarahkan, pengirim__in=pks, kecuali=surat.pk)
    entri = dulu and Jejak.objects.filter(rantai=dulu.rantai, transisi=ARAHKAN.name).order_by("-urut").first()
    langkah = [(x["jabatan"], x["jenis"]) for x in entri.data.get("rute", ())] if entri else []
    return UsulanRute(dulu, langkah) if langkah and boleh.issuperset(pk for pk, _ in langkah) else None


def _surat_terakhir(pegawai, *syarat, kecuali=None, **kolom):
    surat = SuratMasuk.objects.visible_to(pegawai).filter(
        *syarat, **kolom, keamanan=Keamanan.B, nomor_agenda__isnull=False
    )
    surat = surat.exclude(status=SuratMasuk.Status.BATAL)
    return surat.exclude(pk=kecuali).select_related("jenis", "klasifikasi").order_by("-pk").first()


def contoh_isian(kode, pegawai):
    """What another letter gives to one like it (field → initial value); {} when it is closed to this person."""
    surat = SuratMasuk.objects.visible_to(pegawai).filter(kode=kode, isi_terbuka=True).select_related("klasifikasi")
    dulu = surat.first() if kode else None
    if dulu is None:
        return {}
    return {
        "nama_pengirim": dulu.nama_pengirim,
        "jenis": dulu.jenis_id,
        "klasifikasi": dulu.klasifikasi if dulu.klasifikasi and dulu.klasifikasi.aktif else None,
        "cara_terima": dulu.cara_terima,
        "ditujukan_kepada": dulu.ditujukan_kepada_id,
    }
