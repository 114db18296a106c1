"""The door: how often something may be tried, exactly, and fairly to an office behind one address.

An attempt is *reserved before* the password is looked at, by compare-and-set. Counting failures afterwards
lets fifty parallel guesses all pass the check before the first failure is written.
"""

import dataclasses
import datetime
import hashlib
import ipaddress
import secrets

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from pengaturan.models import Percobaan

MENIT = datetime.timedelta(minutes=1)


@dataclasses.dataclass(frozen=True)
class Batas:
    """At most `kali` attempts within `selama` of the first; after the last one the door stays shut for `selama`."""

    nama: str
    kali: int
    selama: datetime.timedelta


# A stranger's guesses at one account from one network never touch the other accounts of that network.
AKUN_JARINGAN = Batas("masuk", 5, 15 * MENIT)
# One account from all networks together: many addresses do not buy many guesses.
AKUN = Batas("akun", 50, 60 * MENIT)
# One network over all accounts: spraying one password over everybody.
JARINGAN = Batas("jaringan", 300, 15 * MENIT)
# A browser where this person has logged in before has its own count, so an attacker cannot lock its owner out.
PERANGKAT = Batas("perangkat", 10, 15 * MENIT)
KODE = Batas("kode", 5, 15 * MENIT)
SANDI_LAGI = Batas("sandi-lagi", 5, 15 * MENIT)
RESET_AKUN = Batas("reset", 3, 60 * MENIT)
RESET_JARINGAN = Batas("reset-jaringan", 60, 60 * MENIT)
KODE_SALURAN = Batas("kode-saluran", 5, 15 * MENIT)
KODE_SALURAN_KIRIM = Batas("kode-saluran-kirim", 5, 60 * MENIT)
DRAF = Batas("draf", 300, 60 * MENIT)
DRAF_ASING = Batas("draf-asing", 30, 60 * MENIT)


class TerlaluSering(Exception):
    """The door is shut; `menit` says for how long (int, at least 1)."""

    def __init__(self, sisa):
        self.menit = max(1, -(-int(sisa.total_seconds()) // 60))
        super().__init__(f"{self.menit} menit")


def _kunci(batas, *bagian):
    sidik = hashlib.blake2b("\x1f".join(bagian).encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=20)
    return f"{batas.nama}:{sidik.hexdigest()}"


def ambil(batas, *bagian):
    """Reserve one attempt and return how many were taken, this one included. Raises TerlaluSering."""
    kunci, sekarang = _kunci(batas, *bagian), timezone.now()
    baris = Percobaan.objects.filter(kunci=kunci)
    for _ in range(200):  # compare-and-set: each round that fails means that somebody else's succeeded
        lama = baris.first()
        if lama is None:
            try:
                with transaction.atomic():
                    Percobaan.objects.create(kunci=kunci, jumlah=1, mulai_pada=sekarang, terakhir_pada=sekarang)
            except IntegrityError:
                continue
            return 1
        penuh = lama.jumlah >= batas.kali
        buka = (lama.terakhir_pada if penuh else lama.mulai_pada) + batas.selama
        if penuh and sekarang < buka:
            raise TerlaluSering(buka - sekarang)
        # A count begins anew: an office behind one address that always types wrong now and then is never shut out.
        baru = buka <= sekarang
        jumlah, mulai = (1, sekarang) if baru else (lama.jumlah + 1, lama.mulai_pada)
        sama = baris.filter(jumlah=lama.jumlah, terakhir_pada=lama.terakhir_pada)
        if sama.update(jumlah=jumlah, mulai_pada=mulai, terakhir_pada=max(sekarang, lama.terakhir_pada)):
            return jumlah
    raise TerlaluSering(MENIT)


def ambil_semua(pintu):
    """Reserve one attempt at each of [(Batas, *parts)] or at none; returns what is left at the first (int)."""
    terambil = []
    try:
        for batas, *bagian in pintu:
            jumlah = ambil(batas, *bagian)
            terambil.append((batas, bagian, jumlah))
    except TerlaluSering:
        for batas, bagian, _ in terambil:
            kembalikan(batas, *bagian)
        raise
    batas, _, jumlah = terambil[0]
    return batas.kali - jumlah


def lupakan(batas, *bagian):
    """The right password was given: the failures before it no longer count."""
    Percobaan.objects.filter(kunci=_kunci(batas, *bagian)).delete()


def kembalikan(batas, *bagian):
    """Give back one reserved attempt."""
    Percobaan.objects.filter(kunci=_kunci(batas, *bagian), jumlah__gt=0).update(jumlah=F("jumlah") - 1)


def alamat_klien(request):
    """The address of the person's own network: the entry our own proxy wrote, never what the client claims."""
    alamat = request.META.get("REMOTE_ADDR", "")
    if settings.JUMLAH_PROXY:
        teruskan = [b.strip() for b in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if b.strip()]
        if len(teruskan) >= settings.JUMLAH_PROXY:
            alamat = teruskan[-settings.JUMLAH_PROXY]
    try:
        return str(ipaddress.ip_address(alamat))
    except ValueError:
        return ""


def jaringan(request):
    """The unit that is counted: an IPv4 address, or the /64 that one IPv6 customer owns."""
    alamat = alamat_klien(request)
    if ":" not in alamat:
        return alamat
    ip = ipaddress.ip_address(alamat)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


# The browser's own cookie: a random name, and the accounts that have logged in here. Signed, so it cannot be made up.
_GARAM = "pengaturan.peramban"
_UMUR = 365 * 24 * 3600
_PALING_BANYAK = 10


@dataclasses.dataclass(frozen=True)
class Peramban:
    id: str
    akun: tuple[int, ...] = ()

    def kenal(self, pegawai_id):
        return pegawai_id in self.akun

    @property
    def terakhir(self):
        """The person who last logged in here, or None."""
        return self.akun[-1] if self.akun else None


def baca_peramban(request):
    try:
        isi = signing.loads(request.COOKIES.get(settings.PERAMBAN_COOKIE_NAME, ""), salt=_GARAM, max_age=_UMUR)
        return Peramban(str(isi["id"]), tuple(int(a) for a in isi["akun"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def peramban_baru():
    return Peramban(secrets.token_urlsafe(18))


def dengan_akun(peramban, pegawai_id):
    """`peramban` after this person logged in."""
    lain = tuple(a for a in peramban.akun if a != pegawai_id)
    return dataclasses.replace(peramban, akun=(*lain, pegawai_id)[-_PALING_BANYAK:])


def tulis_peramban(response, peramban):
    response.set_cookie(
        settings.PERAMBAN_COOKIE_NAME,
        signing.dumps({"id": peramban.id, "akun": list(peramban.akun)}, salt=_GARAM),
        max_age=_UMUR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
