"""The verbs of one's own account: enter, leave, change the password, end logins, set up the second step."""

import base64
import datetime
import hashlib
import hmac
import secrets

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from disposisi import langganan
from organisasi.models import Pegawai
from pengaturan import jejak, pintu, sesi
from pengaturan.backend import boleh_masuk, cari_pegawai
from pengaturan.kabar import lepas_semua
from pengaturan.models import SandiSementara, SesiPerangkat
from pengaturan.peringatan import catat_dan_beri_tahu, email_diganti

BACKEND = "pengaturan.backend.SandiBackend"
TERTUNDA = "masuk_tertunda"
"""Session data between password and code: {"pegawai": pk, "sidik": text, "ingat": bool, "pada": ISO moment}."""
KUNCI_BARU = "kunci_kode_baru"
SANDI_LAGI = "sandi_lagi_pada"
"""Session data: ISO moment at which this login last gave its password again."""
UMUR_SANDI_LAGI = datetime.timedelta(minutes=10)
UMUR_TERTUNDA = datetime.timedelta(minutes=10)
UMUR_SANDI_SEMENTARA = datetime.timedelta(days=3)
KOLOM_SANDI = ["password", "wajib_ganti_sandi"]
"""Nothing else of the row is written with a password: the account may have been closed meanwhile."""
HURUF_SANDI = "abcdefghjkmnpqrstuvwxyz23456789"
BANYAK_KODE_CADANGAN = 10


class MasukDitolak(Exception):
    """The text is the sentence for the person."""


def periksa_sandi(request, nama, sandi):
    """The Pegawai whose name and password these are. Raises MasukDitolak, pintu.TerlaluSering.

    The attempt is reserved before the password is looked at, so that parallel guesses never overshoot the limit.
    """
    pegawai = cari_pegawai(nama)
    # An unknown NIP must not get a second counter by other spaces: a known one gets none.
    akun = str(pegawai.pk) if pegawai else f"?{nama.replace(' ', '').casefold()}"
    jaringan, peramban = pintu.jaringan(request), pintu.baca_peramban(request)
    pintu_pintu: list[tuple]
    if pegawai and peramban and peramban.kenal(pegawai.pk):
        pintu_pintu = [(pintu.PERANGKAT, akun, peramban.id)]
    else:
        pintu_pintu = [(pintu.AKUN_JARINGAN, akun, jaringan), (pintu.AKUN, akun), (pintu.JARINGAN, jaringan)]
    sisa = pintu.ambil_semua(pintu_pintu)
    ketemu = authenticate(request, username=nama, password=sandi)
    if ketemu is None:
        batas = pintu_pintu[0][0]
        if sisa == 0 and pegawai:
            with transaction.atomic():
                jejak.catat(
                    jejak.MASUK_DIKUNCI,
                    objek=pegawai,
                    data={"alamat": pintu.alamat_klien(request), "menit": int(batas.selama / pintu.MENIT)},
                )
        if sisa <= 2:
            raise MasukDitolak(f"Nama pengguna atau kata sandi tidak cocok. Tinggal {sisa} kali mencoba.")
        raise MasukDitolak("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil.")
    pintu.lupakan(*pintu_pintu[0])
    for p in pintu_pintu[1:]:
        pintu.kembalikan(*p)
    if ketemu.wajib_ganti_sandi and sandi_sementara_habis(ketemu):
        raise MasukDitolak("Kata sandi sementara ini sudah habis masa berlakunya. Minta yang baru kepada admin.")
    return ketemu


def sandi_sementara_habis(pegawai):
    sementara = SandiSementara.objects.filter(pegawai=pegawai).first()
    return sementara is not None and sementara.berlaku_sampai <= timezone.now()


def punya_kode(pegawai):
    return TOTPDevice.objects.filter(user=pegawai, confirmed=True).exists()


def tunda(request, pegawai, *, ingat):
    """The password was right; nobody is logged in before the code is given too."""
    request.session.cycle_key()
    request.session[TERTUNDA] = {
        "pegawai": pegawai.pk,
        "sidik": pegawai.get_session_auth_hash(),
        "ingat": ingat,
        "pada": timezone.now().isoformat(),
    }
    request.session.set_expiry(int(UMUR_TERTUNDA.total_seconds()))


def yang_tertunda(request):
    """(Pegawai, ingat) of the login that `tunda` began, or None.

    It ends after ten minutes, and like every login with a change of the password or the end of the account.
    """
    catatan = request.session.get(TERTUNDA)
    if catatan is None or timezone.now() - datetime.datetime.fromisoformat(catatan["pada"]) > UMUR_TERTUNDA:
        return None
    pegawai = Pegawai.objects.filter(pk=catatan["pegawai"]).first()
    if pegawai is None or not boleh_masuk(pegawai):
        return None
    sama = constant_time_compare(catatan.get("sidik", ""), pegawai.get_session_auth_hash())
    return (pegawai, catatan["ingat"]) if sama else None


def selesai_masuk(request, pegawai, *, ingat, langkah_kedua=None):
    """Log in; returns the Peramban that now knows this person. `langkah_kedua` is the device that took the code."""
    perangkat = sesi.nama_perangkat(request.headers.get("User-Agent"))
    alamat = pintu.alamat_klien(request)
    request.session.pop(TERTUNDA, None)
    with transaction.atomic():
        login(request, pegawai, backend=BACKEND)
        sesi.mulai(request, ingat=ingat, perangkat=perangkat, alamat=alamat)
        if langkah_kedua is not None:
            request.session[DEVICE_ID_SESSION_KEY] = langkah_kedua.persistent_id
        jejak.catat(
            jejak.MASUK,
            oleh=pegawai,
            data={"alamat": alamat, "perangkat": perangkat, "dua_langkah": bool(langkah_kedua)},
        )
    return pintu.dengan_akun(pintu.baca_peramban(request) or pintu.peramban_baru(), pegawai.pk)


def keluar(request):
    if request.user.is_authenticated:
        with transaction.atomic():
            jejak.catat(jejak.KELUAR, oleh=request.user)
    logout(request)


# Passwords


def cocok_sandi(pegawai, sandi):
    """Is this the password of somebody already logged in? Guesses are counted: the login may be stolen."""
    pintu.ambil(pintu.SANDI_LAGI, str(pegawai.pk))
    if not pegawai.check_password(sandi):
        return False
    pintu.lupakan(pintu.SANDI_LAGI, str(pegawai.pk))
    return True


def catat_sandi_lagi(request):
    request.session[SANDI_LAGI] = timezone.now().isoformat()


def sandi_baru_saja(request, *, saat_masuk):
    """Did this login give its password within ten minutes? `saat_masuk`: at the door counts too.

    A login that was left open or stolen must not bind the account to somebody's phone or password (ASVS 7.5.1).
    """
    pada = request.session.get(SANDI_LAGI)
    if pada is None and saat_masuk:
        pada = request.session.get(sesi.KUNCI, {}).get("masuk")
    return pada is not None and timezone.now() - datetime.datetime.fromisoformat(pada) <= UMUR_SANDI_LAGI


def ganti_sandi(request, form):
    """One's own new password (a valid form with `save`); this login stays, all others end."""
    with transaction.atomic():
        pegawai = form.save(commit=False)
        pegawai.wajib_ganti_sandi = False
        pegawai.save(update_fields=KOLOM_SANDI)
        SandiSementara.objects.filter(pegawai=pegawai).delete()
        update_session_auth_hash(request, pegawai)  # also a new session key
        akhiri_sesi(pegawai, kecuali=request.session.session_key)
        catat_dan_beri_tahu(jejak.SANDI_DIGANTI, pegawai, oleh=pegawai)
    catat_sandi_lagi(request)


def atur_sandi_dari_email(pegawai, form):
    """The new password after the link in an e-mail; every login, address and channel of this person ends."""
    with transaction.atomic():
        form.save(commit=False)
        pegawai.wajib_ganti_sandi = False
        pegawai.save(update_fields=KOLOM_SANDI)
        SandiSementara.objects.filter(pegawai=pegawai).delete()
        akhiri_sesi(pegawai)
        cabut_yang_membaca(pegawai, oleh=pegawai)
        catat_dan_beri_tahu(jejak.SANDI_DIATUR_EMAIL, pegawai, oleh=pegawai)


def cabut_yang_membaca(pegawai, *, oleh):
    """What goes on reading without a login: the calendar address and the channels of notices."""
    langganan.cabut(pegawai, oleh=oleh)
    lepas_semua(pegawai, oleh=oleh)


def sandi_sekali_pakai():
    """ "k7mq-x2np-9wtd": 60 bits, no letters that look alike."""
    huruf = [secrets.choice(HURUF_SANDI) for _ in range(12)]
    return "-".join("".join(huruf[i : i + 4]) for i in (0, 4, 8))


def beri_sandi_sementara(pegawai):
    """Set and return a one-time password, in the caller's transaction; every login of this person ends."""
    sandi = sandi_sekali_pakai()
    pegawai.set_password(sandi)
    pegawai.wajib_ganti_sandi = True
    pegawai.save(update_fields=KOLOM_SANDI)
    SandiSementara.objects.update_or_create(
        pegawai=pegawai, defaults={"berlaku_sampai": timezone.now() + UMUR_SANDI_SEMENTARA}
    )
    akhiri_sesi(pegawai)
    return sandi


# Addresses


def ganti_alamat(form):
    """One's own e-mail address and number (a valid ProfilForm)."""
    with transaction.atomic():
        pegawai = form.save(commit=False)
        pegawai.save(update_fields=["email", "whatsapp"])  # a password set meanwhile elsewhere stays
        nomor = {"whatsapp": pegawai.whatsapp}
        if beda := jejak.perbedaan({"whatsapp": form.initial["whatsapp"]}, nomor):
            jejak.catat(jejak.ORANG_DIUBAH, oleh=pegawai, objek=pegawai, data={"ubah": beda})
        email_diganti(pegawai, form.initial["email"], oleh=pegawai)


# Logins


def sesi_hidup(pegawai):
    """The logins of this person that still hold, newest use first; each with its `nomor`."""
    sekarang = timezone.now()
    baris = SesiPerangkat.objects.filter(pegawai=pegawai, expire_date__gt=sekarang, masuk_pada__isnull=False)
    hidup = [s for s in baris if not s.habis(sekarang)]
    for s in hidup:
        s.nomor = nomor_sesi(s)
    return sorted(hidup, key=lambda s: s.terakhir_pada, reverse=True)


def akhiri_sesi(pegawai, *, kecuali=None):
    """End every login of this person at once, in the caller's transaction; returns how many."""
    return SesiPerangkat.objects.filter(pegawai=pegawai).exclude(session_key=kecuali).delete()[0]


def nomor_sesi(baris):
    """A name for a login that is safe to print: it opens nothing."""
    return hashlib.sha256(f"sesi:{baris.session_key}".encode()).hexdigest()[:16]


def akhiri_satu_sesi(pegawai, nomor):
    """End that login of this person; returns the device's name, or None when there is no such login."""
    with transaction.atomic():
        baris = next((s for s in SesiPerangkat.objects.filter(pegawai=pegawai) if nomor_sesi(s) == nomor), None)
        if baris is None:
            return None
        baris.delete()
        jejak.catat(jejak.SESI_DIAKHIRI, oleh=pegawai, objek=pegawai, data={"perangkat": baris.perangkat})
    return baris.perangkat


def keluar_dari_semua(request):
    """End every login of this person, this one included."""
    pegawai = request.user
    with transaction.atomic():
        banyak = akhiri_sesi(pegawai)
        jejak.catat(jejak.SESI_DIAKHIRI, oleh=pegawai, objek=pegawai, data={"banyak": banyak})
    logout(request)


# The second step


def cocokkan_kode(pegawai, kode):
    """The device that accepts `kode` now, or None. Each code works once, also when sent twice at the same moment.

    The row of the device stays locked while the code is compared (SQLite: the whole write), so that the second of two
    simultaneous requests already finds the code used. Raises pintu.TerlaluSering.
    """
    pintu.ambil(pintu.KODE, str(pegawai.pk))
    angka = "".join(kode.split()).replace("-", "").lower()
    with transaction.atomic():
        if angka.isdigit() and len(angka) == 6:
            perangkat = TOTPDevice.objects.select_for_update().filter(user=pegawai, confirmed=True).first()
        else:
            perangkat = StaticDevice.objects.select_for_update().filter(user=pegawai, confirmed=True).first()
            angka = _sidik_kode(pegawai, angka)
        if perangkat is None or not perangkat.verify_token(angka):
            return None
        if isinstance(perangkat, StaticDevice):
            sisa = perangkat.token_set.count()
            jejak.catat(jejak.KODE_CADANGAN_DIPAKAI, oleh=pegawai, objek=pegawai, data={"sisa": sisa})
    pintu.lupakan(pintu.KODE, str(pegawai.pk))
    return perangkat


def perangkat_baru(request):
    """The device the enrolment page offers, not stored before its first code came: its key waits in the session."""
    kunci = request.session.setdefault(KUNCI_BARU, random_hex(20))
    return TOTPDevice(user=request.user, name="HP", key=kunci)


def rahasia_terbaca(perangkat):
    """The device's key in groups of four, for typing where no camera is at hand."""
    teks = base64.b32encode(perangkat.bin_key).decode().rstrip("=")
    return " ".join(teks[i : i + 4] for i in range(0, len(teks), 4))


def pasang_kode(request, perangkat, kode):
    """Store `perangkat` when `kode` is right; returns the backup codes (shown once), or None for a wrong code."""
    pegawai = request.user
    pintu.ambil(pintu.KODE, str(pegawai.pk))
    with transaction.atomic():
        Pegawai.objects.select_for_update().get(pk=pegawai.pk)  # two tabs at once leave one device
        TOTPDevice.objects.filter(user=pegawai).delete()
        perangkat.save()
        if not perangkat.verify_token("".join(kode.split())):
            transaction.set_rollback(True)
            return None
        cadangan = _kode_cadangan_baru(pegawai)
        akhiri_sesi(pegawai, kecuali=request.session.session_key)
        catat_dan_beri_tahu(jejak.KODE_DIPASANG, pegawai, oleh=pegawai)
    del request.session[KUNCI_BARU]
    request.session.pop(SANDI_LAGI, None)
    request.session[DEVICE_ID_SESSION_KEY] = perangkat.persistent_id
    pintu.lupakan(pintu.KODE, str(pegawai.pk))
    return cadangan


def ganti_kode_cadangan(pegawai):
    with transaction.atomic():
        cadangan = _kode_cadangan_baru(pegawai)
        jejak.catat(jejak.KODE_CADANGAN_BARU, oleh=pegawai, objek=pegawai)
    return cadangan


def lepas_kode_sendiri(request):
    """Take one's own second step away; this login stays, as one that has given no code."""
    lepas_kode(request.user, oleh=request.user, kecuali=request.session.session_key)
    request.session.pop(DEVICE_ID_SESSION_KEY, None)


def lepas_kode(pegawai, *, oleh, kecuali=None):
    """Take the second step away (lost phone); in its own transaction. Logins end: they stand for a code no more."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=pegawai).delete()
        StaticDevice.objects.filter(user=pegawai).delete()
        akhiri_sesi(pegawai, kecuali=kecuali)
        catat_dan_beri_tahu(jejak.KODE_DILEPAS, pegawai, oleh=oleh)


def sisa_kode_cadangan(pegawai):
    return StaticToken.objects.filter(device__user=pegawai).count()


def _kode_cadangan_baru(pegawai):
    StaticDevice.objects.filter(user=pegawai).delete()
    perangkat = StaticDevice.objects.create(user=pegawai, name="cadangan", confirmed=True)
    kode = [sandi_sekali_pakai()[:9] for _ in range(BANYAK_KODE_CADANGAN)]
    for k in kode:
        perangkat.token_set.create(token=_sidik_kode(pegawai, k.replace("-", "")))
    return kode


def _sidik_kode(pegawai, kode):
    """What is stored of a backup code: a keyed digest, so that the table gives nobody a code (ASVS 6.5.2)."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"kode:{pegawai.pk}:{kode}".encode(), hashlib.sha256).hex()[:16]
