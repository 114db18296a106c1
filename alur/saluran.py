"""The ways out beside e-mail: which this office offers, where a person's address is kept, and the sending by apprise.

An address is typed by its owner; the target for apprise is built here from the typed parts, never a URL of apprise.
"""

import base64
import hashlib
import hmac
import logging
import re
import secrets
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from alur.models import Saluran

TEMPLAT_PALING_PANJANG = 900
"""Letters of a WhatsApp template's one variable; Meta takes 1,024 with the words around it."""


class GalatSaluran(Exception):
    """The message did not go; the text names no address and no secret."""


@dataclass(frozen=True, kw_only=True)
class Pesan:
    """What leaves the house: the same words for every channel. `kunci` lets a receiver know a repeat."""

    kunci: str
    judul: str
    isi: str


def tersedia():
    """The kinds this office has set up (a list of Saluran); the others are not offered."""
    syarat = {
        Saluran.TELEGRAM: settings.TELEGRAM_BOT,
        Saluran.WHATSAPP: settings.WHATSAPP_TOKEN and settings.WHATSAPP_NOMOR and settings.WHATSAPP_TEMPLAT,
        Saluran.WEBHOOK: settings.WEBHOOK,
    }
    return [jenis for jenis, ada in syarat.items() if ada]


# Addresses and codes


def _gembok():
    kunci = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.blake2b(k.encode(), digest_size=32, person=b"saluran").digest()))
            for k in kunci
        ]
    )


def sandikan(alamat):
    return _gembok().encrypt(alamat.encode()).decode()


def alamat(saluran):
    """The address of a SaluranKabar; raises GalatSaluran when the key of the office has changed since."""
    try:
        return _gembok().decrypt(saluran.alamat_tersandi.encode()).decode()
    except InvalidToken:
        raise GalatSaluran("Alamat tidak terbaca lagi; pasang ulang saluran ini.") from None


def garam_baru():
    return secrets.token_hex(16)


def kode(saluran):
    """The six digits that prove the address: kept nowhere, made again from the row and the key of the office."""
    isi = f"{saluran.pk}:{saluran.garam}:{saluran.alamat_tersandi}"
    sidik = hmac.new(settings.SECRET_KEY.encode(), isi.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(sidik[:8]) % 1_000_000:06d}"


# Sending


def kirim(jenis, tujuan, pesan):
    """Send one Pesan to an address; raises GalatSaluran. Slow: a worker calls it, with nothing locked."""
    import apprise  # noqa: PLC0415  half a second, and only a worker needs it
    from apprise.exception import AppriseException  # noqa: PLC0415

    aset = apprise.AppriseAsset(app_id="e-Surat", app_desc="e-Surat", storage_mode="memory", allow_templates=False)
    susun = {Saluran.TELEGRAM: _telegram, Saluran.WHATSAPP: _whatsapp, Saluran.WEBHOOK: _webhook}[jenis]
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as catatan:
        try:
            pelaku, judul, isi = susun(aset, tujuan, pesan)
            kotak = apprise.Apprise(asset=aset)
            kotak.add(pelaku)
            terkirim = bool(kotak.notify(title=judul, body=isi, body_format=apprise.NotifyFormat.TEXT))
        except (AppriseException, TypeError):  # what the library says of a wrong part of the target names it
            terkirim = False
        if not terkirim:
            raise GalatSaluran(_sebab(Saluran(jenis).label, catatan.getvalue()))


def _sebab(nama, catatan):
    """What may be kept of a failure: the answer's number; the library's own words may quote an address."""
    if m := re.search(r"error[ =:]+(\d+)", catatan):
        return f"{nama} menolak ({m[1]})."
    return f"{nama} tidak dapat dihubungi."


def _telegram(aset, tujuan, pesan):
    # The plugin itself, not by name: by name the library would load all its hundred and thirty.
    from apprise.plugins.telegram import NotifyTelegram  # noqa: PLC0415

    pelaku = NotifyTelegram(
        bot_token=settings.TELEGRAM_BOT, targets=[tujuan], detect_owner=False, redirect="no", asset=aset
    )
    return pelaku, pesan.judul, pesan.isi


def _whatsapp(aset, tujuan, pesan):
    """Who has not written to the office within 24 hours gets only a template; its variable takes no line break."""
    from apprise.plugins.whatsapp import NotifyWhatsApp  # noqa: PLC0415

    baris = (" ".join(b.split()) for b in f"{pesan.judul}\n{pesan.isi}".split("\n"))
    teks = _ringkas(" · ".join(b for b in baris if b), TEMPLAT_PALING_PANJANG)
    pelaku = NotifyWhatsApp(
        token=settings.WHATSAPP_TOKEN,
        from_phone_id=settings.WHATSAPP_NOMOR,
        targets=[f"+{tujuan}"],
        template=settings.WHATSAPP_TEMPLAT,
        language=settings.WHATSAPP_BAHASA,
        template_mapping={"1": teks},
        redirect="no",
        asset=aset,
    )
    return pelaku, "", teks


def _ringkas(teks, panjang):
    return teks if len(teks) <= panjang else f"{teks[: panjang - 1]}…"


def _webhook(aset, tujuan, pesan):
    from alur.webhook import Webhook  # noqa: PLC0415  it derives from a class of apprise

    return Webhook(tujuan=tujuan, kunci=pesan.kunci, asset=aset), pesan.judul, pesan.isi
