"""What several pages of the reading side share: fetching a letter, rows of lists, addresses of pages."""

from django.http import Http404

from organisasi.hafalan import hafal
from organisasi.metode import hanya_peran
from organisasi.models import Peran
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import Keamanan, Kecepatan
from persuratan.rujukan import sambung
from persuratan.sisa import Sisa
from persuratan.tetangga import terlihat

DISEBUT = 2
"""Holders named in a row of a list; the others are counted."""


hanya_agendaris = hanya_peran(Peran.AGENDARIS)


def ambil_surat(request, kode):
    """The letter for this person, or 404: the first call of every page about one letter."""

    def susun(kode):
        return SuratMasuk.objects.visible_to(request.user).select_related("klasifikasi").filter(kode=kode)

    surat = sambung(hafal("satu surat", request.user, susun, kode=kode), "jenis", "ditujukan_kepada", "unit_pencatat")
    if not surat:
        raise Http404
    return surat[0]


hanya_agendaris = hanya_peran(Peran.AGENDARIS)


def ambil_surat_terbuka(request, kode):
    """The letter for one to whom its content is open; 404 for everybody else."""
    surat = ambil_surat(request, kode)
    if not surat.isi_terbuka:
        raise Http404
    return surat


def alamat(request, **ganti):
    """This page with other parameters; None takes one away. The page keys always fall away unless given."""
    q = request.GET.copy()
    for nama in ("sebelum", "sesudah", *ganti):
        q.pop(nama, None)
    for nama, nilai in ganti.items():
        if nilai is not None:
            q[nama] = nilai
    return f"{request.path}?{q.urlencode()}" if q else request.path


def dilihat_sungguh(request):
    """Whether a person looks, and not a browser that fetches ahead."""
    tujuan = " ".join(request.headers.get(k, "") for k in ("Sec-Purpose", "Purpose", "X-Moz")).lower()
    return request.method == "GET" and "prefetch" not in tujuan


LENCANA_KECEPATAN = {
    Kecepatan.SEGERA: ("Segera", "kuning", "jam"),
    Kecepatan.AMAT_SEGERA: ("Amat segera", "merah", "awas"),
}
LENCANA_KEAMANAN = {
    Keamanan.T: ("Terbatas", "", "kunci"),
    Keamanan.R: ("Rahasia", "rahasia", "kunci"),
    Keamanan.SR: ("Sangat rahasia", "rahasia", "kunci"),
}


def lencana_surat(surat):
    """(words, colour, icon) of what everybody must see about a letter at once."""
    hasil = [LENCANA_KECEPATAN.get(surat.kecepatan), LENCANA_KEAMANAN.get(surat.keamanan)]
    if surat.dibatalkan:
        hasil.insert(0, ("Batal", "merah", "silang"))
    if surat.setelah_acara and surat.isi_terbuka:
        hasil.append(("Diterima setelah acara", "merah", "awas"))
    if surat.dari_agenda_lama:
        hasil.append(("Agenda lama", "", "berkas"))
    return [x for x in hasil if x]


def baris_surat(surat, penunjuk, unit_sendiri):
    """One row of the register or of a search: a letter that came out of `daftar.lengkapi`, as _baris.html reads it.

    A dict, one step deep: a template looks up a name of a dict first, and a page has three hundred of them.
    """
    tampak = [t for t in surat.terbuka_kini if terlihat(t, unit_sendiri)]
    nama = list(dict.fromkeys(t.pemegang.singkatan or t.pemegang.nama for t in tampak))
    lain = len(nama) - DISEBUT
    sisa = _sisa(surat, tampak, penunjuk)
    return {
        "pk": surat.pk,
        "url": surat.get_absolute_url(),
        "hal": surat.hal_tampil,
        "pengirim": surat.nama_pengirim,
        "nomor_surat": surat.nomor_surat,
        "nomor_agenda": surat.nomor_lengkap,
        "diterima_pada": surat.diterima_pada,
        "acara_mulai": surat.acara_mulai if surat.isi_terbuka else None,
        "jenis": surat.jenis.nama,
        "tangan": ", ".join(nama[:DISEBUT]) + (f" dan {lain} lagi" if lain > 0 else ""),
        "nada": sisa.nada,
        "sisa": sisa.teks,
        "lencana": lencana_surat(surat),
    }


def _sisa(surat, tampak, penunjuk):
    """The most urgent clock that runs, or how the whole way ended."""
    if tampak:
        return penunjuk.sisa(tampak[0], singkat=True, tertutup=not surat.isi_terbuka)
    if surat.status == surat.Status.SELESAI and surat.tenggat_pada is None:
        return Sisa("", "Selesai")
    if surat.status == surat.Status.SELESAI:
        return Sisa("", "Selesai, lewat batas" if surat.terlambat_pada else "Selesai tepat waktu")
    return Sisa("", surat.get_status_display())
