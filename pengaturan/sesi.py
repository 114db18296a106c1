"""Sessions that know whose they are (settings.SESSION_ENGINE): one table, nothing to keep in step."""

import datetime
import logging

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DBStore
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from organisasi.hafalan import hafal_umum
from pengaturan.umur_sesi import CATAT_ULANG, INGAT, habis

log = logging.getLogger(__name__)

KUNCI = "sesi_perangkat"
"""Session data: {"masuk": ISO moment, "terakhir": ISO moment, "ingat": bool, "perangkat": words, "alamat": ip}."""


class SessionStore(DBStore):
    @classmethod
    def get_model_class(cls):
        from pengaturan.models import SesiPerangkat  # noqa: PLC0415 (Django imports the store before the models)

        return SesiPerangkat

    def _get_session_from_db(self):
        """As Django's: the row, or None and the key is forgotten. Every page begins with it, so its SQL is kept."""
        ada = hafal_umum("sesi", self._berlaku, kunci=self.session_key, kini=timezone.now())
        if ada:
            return ada[0]
        self._session_key = None
        return None

    @classmethod
    def _berlaku(cls, kunci, kini):
        return cls.get_model_class().objects.filter(session_key=kunci, expire_date__gt=kini)

    def save(self, must_create=False):
        """Django tells a full disk or a dead database as a session that was deleted; here it stays what it is."""
        try:
            super().save(must_create)
        except UpdateError as galat:
            if isinstance(galat.__context__, OperationalError | InterfaceError):
                raise galat.__context__ from None
            raise

    def create_model_instance(self, data):
        baris = super().create_model_instance(data)
        catatan = data.get(KUNCI) or {}
        pegawai = data.get("_auth_user_id")
        baris.pegawai_id = int(pegawai) if pegawai else None
        baris.perangkat = catatan.get("perangkat", "")
        baris.alamat = catatan.get("alamat", "")
        baris.ingat = catatan.get("ingat", False)
        baris.masuk_pada = _baca(catatan.get("masuk"))
        baris.terakhir_pada = _baca(catatan.get("terakhir"))
        return baris


def _baca(teks):
    return datetime.datetime.fromisoformat(teks) if teks else None


def mulai(request, *, ingat, perangkat, alamat):
    """Write into the fresh session of `request` what the list of devices shows, and how long it lasts."""
    sekarang = timezone.now().isoformat()
    request.session[KUNCI] = {
        "masuk": sekarang,
        "terakhir": sekarang,
        "ingat": ingat,
        "perangkat": perangkat,
        "alamat": alamat,
    }
    # 0 ends with the browser; the row itself still ends after SESSION_COOKIE_AGE.
    request.session.set_expiry(int(INGAT.total_seconds()) if ingat else 0)


def sudah_habis(catatan, sekarang):
    return habis(_baca(catatan["masuk"]), _baca(catatan["terakhir"]), catatan["ingat"], sekarang)


def perlu_dicatat(catatan, sekarang):
    return sekarang - _baca(catatan["terakhir"]) > CATAT_ULANG


def catat_dipakai(session, sekarang):
    """Note that this login is still used. On a full disk the note is given up, so that reading goes on."""
    lama = session[KUNCI]
    session[KUNCI] = lama | {"terakhir": sekarang.isoformat()}
    try:
        session.save()
    except UpdateError:  # ended meanwhile on another device: the middleware of Django answers that
        return
    except DatabaseError as galat:
        log.warning("A login could not be noted as used: %s", type(galat).__name__)
        session[KUNCI] = lama
    session.modified = False


def nama_perangkat(user_agent):
    """ "Chrome di Windows": enough for a person to recognise the device, nothing more."""
    ua = user_agent or ""
    peramban = next(
        (
            nama
            for tanda, nama in (
                ("Edg", "Edge"),
                ("OPR/", "Opera"),
                ("SamsungBrowser", "Samsung Internet"),
                ("Firefox", "Firefox"),
                ("Chrome", "Chrome"),
                ("Safari", "Safari"),
            )
            if tanda in ua
        ),
        "Peramban",
    )
    sistem = next(
        (
            nama
            for tanda, nama in (
                ("Android", "HP Android"),
                ("iPhone", "iPhone"),
                ("iPad", "iPad"),
                ("Windows", "Windows"),
                ("Mac OS X", "Mac"),
                ("Linux", "Linux"),
            )
            if tanda in ua
        ),
        "perangkat lain",
    )
    return f"{peramban} di {sistem}"
