"""Where a registered letter goes: up a named route, or up one put together for this letter alone."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.direktori import URUTAN_JENIS
from organisasi.isian import baca_angka
from organisasi.kalender import Kalender
from organisasi.metode import baca_dan_tulis
from organisasi.models import Jabatan
from organisasi.pengganti import SEMENTARA, sebut_pengganti
from persuratan import tenggat
from persuratan.forms.arahkan import formulir_langkah
from persuratan.forms.isian_surat import jabatan_tujuan
from persuratan.massal.tindakan import UNTUK
from persuratan.models import LangkahRute, RuteNaik, StandarPelayanan
from persuratan.models.pilihan import JenisTugas
from persuratan.models.rute import JENIS_LANGKAH
from persuratan.riwayat import pengembalian
from persuratan.transitions import ARAHKAN
from persuratan.usulan import usulan_rute
from persuratan.views.bersama import ambil_surat, lencana_surat


@dataclass(frozen=True)
class Pos:
    """A step as it is shown. `pejabat`: who acts for the post today ("" when nobody); `lama`: its norm in words."""

    jabatan: Jabatan
    jenis: str
    kata: str
    pejabat: str
    lama: str
    absen: bool = False
    """Whether the holder is away and this is who stands in."""


@never_cache
@baca_dan_tulis
def surat_arahkan(request, kode):
    surat = ambil_surat(request, kode)
    try:
        wewenang = ARAHKAN.check(surat, request.user)
    except TransitionDenied as ditolak:
        if request.method != "POST":
            messages.info(request, ditolak.pesan)
            return redirect(surat)
        wewenang = []  # a second press of the same form: its key brings the first answer
    isi = request.POST if request.method == "POST" else request.ambil_draf() or {}
    formset = formulir_langkah(isi, hari_ini=True) if "susun" in isi else None
    if request.method == "POST":
        if formset is not None and not formset.is_valid():
            return _halaman(request, surat, wewenang, formset=formset, status=TIDAK_LAYAK)
        try:
            return sekali(request, lambda: _arahkan(request, surat, formset))
        except TransitionDenied as ditolak:
            return _halaman(request, surat, wewenang, formset=formset, ditolak=ditolak.pesan, status=TIDAK_LAYAK)
    return _halaman(request, surat, wewenang, formset=formset)


def _arahkan(request, surat, formset):
    langkah = formset.langkah if formset is not None else _langkah_rute(request.POST.get("rute"))
    ARAHKAN.run(surat, oleh=request.user, sebagai=baca_angka(request.POST.get("sebagai")), langkah=langkah)
    jabatan, jenis = langkah[0]
    kalimat = f"{surat.sebutan} diteruskan kepada {jabatan.nama} untuk {UNTUK[jenis]}."
    return Jawaban(surat.get_absolute_url(), " ".join([kalimat, *sebut_pengganti(j for j, _ in langkah)]))


def _langkah_rute(pk):
    rute = get_object_or_404(RuteNaik, pk=baca_angka(pk), aktif=True)
    return [(x.jabatan, x.jenis) for x in rute.langkah.select_related("jabatan").order_by("urutan")]


def _halaman(request, surat, wewenang, *, formset=None, ditolak="", status=200):
    rute = list(
        RuteNaik.objects.filter(aktif=True)
        .prefetch_related(Prefetch("langkah", LangkahRute.objects.order_by("urutan")))
        .order_by("-baku", "urutan", "pk")
    )
    kembali = _kembali(surat)
    pks = {x.jabatan_id for r in rute for x in r.langkah.all()} | {j.pk for j in jabatan_tujuan()}
    # Who got it back will hardly send it up the same way again.
    usulan = None if kembali else usulan_rute(surat, request.user, pks)
    pos = _pos(surat, pks)
    for r in rute:
        r.pos = [pos(x.jabatan_id, x.jenis) for x in r.langkah.all()]
    dulu = _seperti_terakhir(usulan, rute, pos) if usulan else None
    dulu_baku = dulu is not None and dulu.rute is not None and dulu.rute.baku
    ubah = _diubah(request.GET.get("ubah", ""), rute, dulu)
    asal = ubah or (rute[0] if rute else None)
    if formset is None:
        langkah = [(p.jabatan, p.jenis) for p in asal.pos] if asal else ()
        formset = formulir_langkah(langkah=langkah, hari_ini=True)
    baku = rute[0] if rute and rute[0].baku else None
    konteks = {
        "surat": surat,
        "lencana": lencana_surat(surat),
        "baku": baku,
        "dulu": None if dulu_baku else dulu,
        "dulu_baku": dulu.surat if dulu_baku else None,
        "lain": [r for r in rute if r not in (baku, dulu and dulu.rute)],
        "batas_pertama": _batas_pertama(surat, rute[0].pos[0]) if rute and rute[0].pos else None,
        "formset": formset,
        "susun_terbuka": ubah is not None or formset.is_bound or not rute,
        "ubah": ubah,
        "ditolak": ditolak,
        "sebagai": wewenang if len({p.jabatan_id for p in wewenang}) > 1 else [],
        "sebagai_dipilih": baca_angka(request.POST.get("sebagai")),
        "kembali": kembali,
        "sekarang": timezone.now(),
    }
    return render(request, "persuratan/arahkan.html", konteks, status=status)


def _seperti_terakhir(usulan, rute, pos):
    """The route of the sender's last letter as it is shown, first in order; `rute` when it is one that has a name."""
    bernama = next((r for r in rute if [(p.jabatan.pk, p.jenis) for p in r.pos] == usulan.langkah), None)
    return SimpleNamespace(
        nama=f"rute {usulan.surat.sebutan}",
        surat=usulan.surat,
        rute=bernama,
        pos=bernama.pos if bernama else [pos(pk, jenis) for pk, jenis in usulan.langkah],
    )


def _diubah(teks, rute, dulu):
    """The route that the rows for this letter alone begin with, by `?ubah=`; None when none was asked for."""
    if teks == "terakhir":
        return dulu
    return next((r for r in rute if r.pk == baca_angka(teks)), None)


def _kembali(surat):
    tugas = next((t for t in surat.tugas_terbuka if t.jenis == JenisTugas.ARAHKAN), None)
    return pengembalian(surat, tugas) if tugas else None


def _pos(surat, jabatan_ids):
    """A function (jabatan_id, jenis) → Pos; all posts, holders and norms in a constant number of queries."""
    jabatan = Jabatan.objects.with_pemegang().filter(pk__in=jabatan_ids).in_bulk()
    kata = {jenis: str(nama) for jenis, nama in JENIS_LANGKAH}
    standar = {}
    norma = StandarPelayanan.objects.berlaku(timezone.localdate()).filter(kecepatan=surat.kecepatan, jenis__in=kata)
    for s in norma.order_by("berlaku_mulai"):  # the latest wins
        standar[s.jenis] = s

    def pos(pk, jenis):
        return Pos(
            jabatan=jabatan[pk],
            jenis=jenis,
            kata=kata[jenis],
            **_pejabat(jabatan[pk]),
            lama=standar[jenis].lama if jenis in standar else "",
        )

    return pos


def _pejabat(jabatan):
    """{"pejabat", "absen"}: the name that stands for a post today; "Plh. …" when somebody stands in."""
    berlaku = [p for p in jabatan.pemegang_kini if p.pegawai.is_active]
    if not berlaku:
        return {"pejabat": ""}
    p = min(berlaku, key=lambda p: (URUTAN_JENIS[p.jenis], -p.mulai.toordinal(), p.pk))
    nama = p.pegawai.nama if p.jenis == p.Jenis.DEFINITIF else f"{p.get_jenis_display()} {p.pegawai.nama}"
    return {"pejabat": nama, "absen": p.jenis in SEMENTARA}


def _batas_pertama(surat, pos):
    """When the first post of the standing route must be done, if the letter went up now.

    None without a norm, and for one who may not know whether an event pulls it forward.
    """
    if not surat.isi_terbuka:
        return None
    kini, kalender = timezone.now(), Kalender.muat()
    standar = tenggat.standar_berlaku(pos.jenis, surat.kecepatan, kini)
    batas = [
        tenggat.dari_standar(standar, kini, kalender),
        tenggat.batas_acara(pos.jenis, surat.acara, kini, kalender),
    ]
    return min((b for b in batas if b is not None), default=None)
