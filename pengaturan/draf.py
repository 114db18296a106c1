"""Nothing typed is lost when a login has ended: the form waits on the server for a day."""

import datetime
import json
import re
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import DatabaseError, transaction
from django.http import QueryDict
from django.utils import timezone

from pengaturan import pintu
from pengaturan.models import DrafTertahan

UMUR = datetime.timedelta(hours=24)
BATAS_UKURAN = 200_000
BATAS_ASING = 20_000
"""From a browser where nobody has ever logged in."""
BATAS_PERAMBAN = 10
"""Drafts kept for one browser; the oldest gives way."""
RAHASIA = ("sandi", "password", "csrf", "kunci", "totp", "kode_masuk")
"""A field with one of these in its name is never kept: secrets, and keys that belong to the ended login."""

PILIHAN = re.compile(
    "sebagai|kepada|isi|jenis|kecepatan|keamanan|ditujukan_kepada|cara_terima|tanpa_nomor|berbeda|berkas_aman|lepas|"
    "lanjut|lanjut_semula|rute|susun|tindakan|kelompok|menurut|kertas|(tugas|langkah)-.*"
)
"""Fields of ticks and lists: their values are codes, which are sent again but say nothing to a reader."""


def asal_sendiri(request):
    """True when the browser itself says that this request was sent from a page of ours."""
    kepala = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(kepala).netloc == request.get_host()


def isian_terketik(request):
    """[(name, value)] of what a person typed, secrets left out; never raises, an unreadable body is []."""
    try:
        return [
            (nama, nilai)
            for nama, daftar in request.POST.lists()
            if not any(r in nama.lower() for r in RAHASIA)
            for nilai in daftar
        ]
    except Exception:  # noqa: BLE001 (this runs while the disk or the connection is already failing)
        return []


def tertulis(isian):
    """Of [(name, value)] what a person can read: [(words, value)], without what is empty or a code of a choice."""
    return [(kata(nama), nilai) for nama, nilai in isian if terbaca(nama, nilai)]


def terbaca(nama, nilai):
    return bool(nilai.strip()) and not PILIHAN.fullmatch(nama)


def kata(nama):
    """ "Nomor surat" for the field "nomor_surat"."""
    return nama.replace("_", " ").replace("-", " ").capitalize()


def nama_berkas(request):
    try:
        return [berkas.name[:120] for _, daftar in request.FILES.lists() for berkas in daftar][:20]
    except Exception:  # noqa: BLE001 (as above)
        return []


def halaman_asal(request):
    """The page the form stood on: a path of our own with its query, without an older draft."""
    asal = urlsplit(request.headers.get("Referer", ""))
    jalur, kueri = request.path, ""
    if asal.netloc == request.get_host() and asal.path:
        jalur, kueri = asal.path, asal.query
    kueri = urlencode([(k, v) for k, v in parse_qsl(kueri) if k != "draf"])
    jalur = "/" + jalur.lstrip("/\\")  # "//name" would be another site
    return urlunsplit(("", "", jalur, kueri, ""))[:500]


def simpan(request):
    """Keep the POST of `request`; returns (DrafTertahan or None, Peramban). None when there is nothing or too much."""
    peramban = pintu.baca_peramban(request) or pintu.peramban_baru()
    # Where nobody has ever logged in it may be a stranger who fills our disk, and hardly a form that was left open.
    ukuran, batas = (BATAS_UKURAN, pintu.DRAF) if peramban.akun else (BATAS_ASING, pintu.DRAF_ASING)
    isi = isian_terketik(request)
    if not isi or len(json.dumps(isi)) > ukuran:
        return None, peramban
    try:
        pintu.ambil(batas, pintu.jaringan(request))
    except pintu.TerlaluSering:
        return None, peramban
    with transaction.atomic():
        lama = DrafTertahan.objects.filter(peramban=peramban.id).order_by("-dibuat_pada", "-pk")
        for usang in lama[BATAS_PERAMBAN - 1 :]:
            usang.delete()
        draf = DrafTertahan.objects.create(
            kode=secrets.token_urlsafe(18),
            peramban=peramban.id,
            pegawai_id=peramban.terakhir,
            halaman=halaman_asal(request),
            isi=isi,
            nama_berkas=nama_berkas(request),
            dibuat_pada=timezone.now(),
        )
    return draf, peramban


def alamat(draf):
    """The form's own page, asked to show what was typed."""
    pisah = "&" if "?" in draf.halaman else "?"
    return f"{draf.halaman}{pisah}draf={draf.kode}"


def cari(request, kode):
    """The draft of this browser and this person, or None."""
    if not kode or not request.user.is_authenticated:
        return None
    peramban = pintu.baca_peramban(request)
    if peramban is None:
        return None
    draf = DrafTertahan.objects.filter(kode=kode, peramban=peramban.id, dibuat_pada__gt=timezone.now() - UMUR).first()
    # On a shared computer the next person does not get what the last one typed.
    return draf if draf and draf.pegawai_id in (None, request.user.pk) else None


def ambil_draf(request):
    """What was typed before the login ended (QueryDict), or None. Views call it as `request.ambil_draf()`."""
    draf = cari(request, request.GET.get("draf"))
    if draf is None:
        return None
    isi = QueryDict(mutable=True)
    for nama, nilai in draf.isi:
        isi.appendlist(nama, nilai)
    request.draf_dipakai = True
    return isi


def selesai(request):
    """The form was sent and accepted: its draft is no longer needed."""
    try:
        if draf := cari(request, request.GET.get("draf")):
            draf.delete()
    except DatabaseError:  # the answer stands; the draft goes with the daily clean-up
        return


def bersihkan():
    """Forget drafts older than a day; returns how many."""
    return DrafTertahan.objects.filter(dibuat_pada__lte=timezone.now() - UMUR).delete()[0]
