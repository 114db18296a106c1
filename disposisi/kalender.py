"""Events as iCalendar (RFC 5545): one file per letter, one private feed per person.

The UID of an event stays the same for a letter and a post, its SEQUENCE rises whenever the registered letter or the
answer changes, and what one does not attend any more is CANCELLED. Moments are written in UTC, so that no program can
misread the zone of the office; its words (WIB, WITA, WIT) stand in the description.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from icalendar import Calendar, Event

from disposisi.agenda import PERKIRAAN, TERTUTUP
from disposisi.models import Kehadiran
from organisasi.direktori import Direktori
from organisasi.waktu import waktu_panjang
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import Keamanan

Jawaban = Kehadiran.Jawaban
RUANG = uuid.UUID("6d0d6a54-7a0c-5d0e-9b39-3f0a4a0c9f11")
"""Namespace of our UIDs: the address of the letter cannot be read back from them."""
STATUS = {Jawaban.HADIR: "CONFIRMED", Jawaban.DITUNJUK: "TENTATIVE"}
URUTAN = {"CONFIRMED": 0, "TENTATIVE": 1, "CANCELLED": 2}
LAMPAU = dt.timedelta(days=60)
PALING_BANYAK = 500
SEGARKAN = dt.timedelta(hours=1)


def uid(surat, jabatan_id=None):
    """The lasting name of an event for one post (or for nobody in particular)."""
    return f"{uuid.uuid5(RUANG, f'{surat.kode}:{jabatan_id}')}@e-surat"


def kalender_surat(surat, pegawai):
    """The calendar of one letter fetched through `visible_to` with its content open: bytes.

    For one who attends the entry is the very same as in the feed; for other readers one of its own.
    """
    milik = _kehadiran(pegawai).filter(surat=surat.pk)
    acara = _acara_kehadiran(pegawai, milik, {surat.pk: surat})
    if not acara:
        versi, diubah = _versi([surat.pk])[surat.pk]
        acara = [_acara(surat, surat.acara_mulai, uid(surat), "TENTATIVE", versi, diubah, "")]
    return _tulis(acara, surat.sebutan)


def kalender_pegawai(pegawai):
    """The feed of one person: what the posts held today attend, on the days the person stands for them. Bytes."""
    sejak = timezone.now() - LAMPAU
    milik = (
        _kehadiran(pegawai)
        .filter(Q(acara_mulai__gte=sejak) | Q(surat__suratmasuk__acara_mulai__gte=sejak))
        .order_by("-acara_mulai", "pk")[:PALING_BANYAK]
    )
    milik = list(milik)
    surat = SuratMasuk.objects.visible_to(pegawai).in_bulk({k.surat_id for k in milik})
    return _tulis(_acara_kehadiran(pegawai, milik, surat), f"Agenda dinas {pegawai.nama}")


def _kehadiran(pegawai):
    """What once stood in this person's calendar: a first answer "tidak hadir" never did."""
    milik = Kehadiran.objects.filter(jabatan__in=pegawai.jabatan_ids, diagendakan=True)
    return milik.select_related("jabatan", "mewakili")


def _acara_kehadiran(pegawai, kehadiran, surat):
    """Events of these answers, one a letter: who attends for two posts goes there once."""
    versi, terpilih = _versi(list(surat)), {}
    for k in kehadiran:
        masuk = surat.get(k.surat_id)
        if masuk is None or not masuk.isi_terbuka:
            continue
        mulai = masuk.acara_mulai or k.acara_mulai
        status = _status(pegawai, k, masuk, mulai)
        lama = terpilih.get(k.surat_id)
        if status is None or (lama is not None and URUTAN[lama["status"]] <= URUTAN[status]):
            continue
        riwayat, diubah = versi[k.surat_id]
        batal = int(masuk.status == masuk.Status.BATAL)  # ends the letter without another row of its history
        sebagai = f"Mewakili {k.mewakili.nama}" if k.mewakili_id else k.jabatan.nama
        diubah = max(diubah, k.pada)
        terpilih[k.surat_id] = _acara(
            masuk, mulai, uid(masuk, k.jabatan_id), status, k.revisi + riwayat + batal, diubah, sebagai
        )
    return sorted(terpilih.values(), key=lambda a: (a.decoded("dtstart"), a["uid"]))


def _status(pegawai, kehadiran, surat, mulai):
    """How the event stands for this person; None on a day on which the person does not hold the post."""
    pemegang = [p.pegawai_id for p in Direktori.kini().pemegang(kehadiran.jabatan_id, timezone.localdate(mulai))]
    if pegawai.pk not in pemegang:
        return None
    # A Plh. or Plt. of that day goes instead of the holder.
    if pemegang[0] != pegawai.pk or surat.acara_mulai is None or surat.status == surat.Status.BATAL:
        return "CANCELLED"
    return STATUS.get(kehadiran.jawaban, "CANCELLED")


def _versi(surat_ids):
    """{letter id: (how often its data has been corrected, when last)}: one query."""
    riwayat = SuratMasuk.history.filter(id__in=surat_ids).order_by().values("id")
    return {
        r["id"]: (r["kali"] - 1, r["terakhir"])
        for r in riwayat.annotate(kali=Count("history_id"), terakhir=Max("history_date"))
    }


def _acara(surat, mulai, uid_acara, status, revisi, diubah, sebagai):
    """One VEVENT. Text leaves the house: of anything but an open letter only that there is something on duty."""
    terbuka = surat.keamanan == Keamanan.B
    acara = Event()
    acara.add("uid", uid_acara)
    acara.add("sequence", revisi)
    acara.add("dtstamp", diubah.astimezone(dt.UTC))
    acara.add("last-modified", diubah.astimezone(dt.UTC))
    acara.add("dtstart", mulai.astimezone(dt.UTC))
    acara.add("dtend", (mulai + PERKIRAAN).astimezone(dt.UTC))
    acara.add("summary", _polos(surat.hal) if terbuka else TERTUTUP)
    acara.add("status", status)
    acara.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    acara.add("class", "PRIVATE" if terbuka else "CONFIDENTIAL")
    if terbuka and surat.acara_tempat:
        acara.add("location", _polos(surat.acara_tempat))
    dari = f"Dari {_polos(surat.nama_pengirim)}." if terbuka else ""
    baris = [f"{waktu_panjang(mulai)}.", f"{sebagai}." if sebagai else "", dari, "Lamanya perkiraan."]
    acara.add("description", "\n".join(b for b in baris if b))
    acara.add("url", f"{settings.ALAMAT}{surat.get_absolute_url()}")
    return acara


def _polos(teks):
    """One line without control characters: what was typed must not become a line of the calendar."""
    return " ".join("".join(h if h.isprintable() else " " for h in teks).split())


def _tulis(acara, nama):
    kalender = Calendar()
    kalender.add("prodid", "-//e-Surat//Agenda//ID")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", nama)
    kalender.add("x-wr-timezone", settings.TIME_ZONE)
    kalender.add("refresh-interval", SEGARKAN, parameters={"VALUE": "DURATION"})
    kalender.add("x-published-ttl", "PT1H")
    for satu in acara:
        kalender.add_component(satu)
    return kalender.to_ical()
