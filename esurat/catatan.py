"""The log: readable in contoh, one JSON object a line in produksi; never a secret, never the text of a letter."""

import re
import traceback

import structlog

RAHASIA = ("sandi", "password", "token", "kunci", "cookie", "csrf", "authorization", "secret", "totp", "session")
BENTUK_GALAT_TERTUTUP = ("DatabaseError", "ValidationError", "UnicodeError", "ValueError", "KeyError", "TypeError")
"""Exceptions whose message may quote what somebody typed: only their name is logged."""
JALUR_RAHASIA = re.compile(r"(/hp/|(?<!/pengaturan)/kalender/|/sandi/atur/)[^\s\"'?]+", re.IGNORECASE)
"""Addresses that open something to whoever knows them; Django logs the path of every answer from 400 on."""


def tutup_rahasia(_, __, kejadian):
    """Replace the value of every key that names a secret."""
    for kunci in kejadian:
        if any(r in str(kunci).lower() for r in RAHASIA):
            kejadian[kunci] = "[ditutup]"
    return kejadian


def tutup_jalur(_, __, kejadian):
    """Cut what is secret out of the addresses in every text of the record."""
    for kunci, nilai in kejadian.items():
        if isinstance(nilai, str):
            kejadian[kunci] = JALUR_RAHASIA.sub(r"\1[ditutup]", nilai)
    return kejadian


def tanpa_isi(_, __, kejadian):
    """Drop the arguments that Django adds to a record (the request with all it carries)."""
    for kunci in ("request", "response"):
        kejadian.pop(kunci, None)
    return kejadian


def galat_tanpa_isi(exc_info):
    """The traceback with files and lines, and with the message only where it cannot quote a letter."""
    jenis, galat, jejak = exc_info
    bagian = ["".join(traceback.format_tb(jejak)).rstrip()]
    lihat = galat
    while lihat is not None:
        tertutup = any(k.__name__ in BENTUK_GALAT_TERTUTUP for k in type(lihat).__mro__)
        pesan = "" if tertutup else f": {str(lihat)[:200]}"
        bagian.append(f"{type(lihat).__module__}.{type(lihat).__qualname__}{pesan}")
        lihat = lihat.__cause__ or (None if lihat.__suppress_context__ else lihat.__context__)
    return "\n".join(bagian)


def cetak_galat(_, __, kejadian):
    """Processor: `exc_info` becomes the text of `galat_tanpa_isi`, under the key the renderers print as it is."""
    info = kejadian.pop("exc_info", None)
    if info and info is not True and info[0] is not None:
        kejadian["exception"] = galat_tanpa_isi(info)
    return kejadian


def susun(produksi, tingkat):
    """The LOGGING dictionary for settings."""
    akhir = (
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)
        if produksi
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "baris": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.ExtraAdder(),
                    structlog.processors.TimeStamper(fmt="iso", utc=bool(produksi)),
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    tanpa_isi,
                    tutup_rahasia,
                    cetak_galat,
                    tutup_jalur,
                    akhir,
                ],
                "keep_exc_info": False,  # else the library prints the whole message below ours
            }
        },
        "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
        "root": {"handlers": ["konsol"], "level": tingkat},
        "loggers": {
            **{nama: {"level": "WARNING"} for nama in ("weasyprint", "fontTools", "PIL", "pikepdf")},
            # Its warnings quote addresses; the relay keeps the reason without them.
            "apprise": {"level": "CRITICAL", "propagate": False},
            "kombu.connection": {"level": "ERROR"},  # a queue of files has no host name, and says so at every start
        },
    }
