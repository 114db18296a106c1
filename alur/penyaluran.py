"""From a notice to the messages that carry it: over which channels of its reader, and when.

Everything here is rows in the database: no time lives in a broker, so an outage only makes a message late.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from alur import saluran
from alur.models import (
    ButirKabar,
    Cara,
    JamTenang,
    JenisKabar,
    Notifikasi,
    PengirimanKabar,
    PilihanKabar,
    Saluran,
    SaluranKabar,
)
from organisasi.kalender import Kalender

JAM_RINGKASAN = (dt.time(7, 30), dt.time(13, 0))
TENANG_MULAI, TENANG_SELESAI = dt.time(20, 0), dt.time(6, 0)
SEKALI = 500
HARI_DICARI = 30
"""Days looked at for a working day; a calendar closed for longer does not hold messages back."""


def cara_bawaan(jenis_saluran):
    """How one is told who has chosen nothing: people twice a day, machines at once."""
    return Cara.SEGERA if jenis_saluran == Saluran.WEBHOOK else Cara.RINGKASAN


def salurkan(pks=None):
    """Write the messages of notices that have none yet (all, or these); returns how many notices. No I/O.

    Safe twice and under two workers: a locked notice is passed over, a written one is found no more, and the
    database holds one message per effect and channel.
    """
    jumlah = 0
    while True:
        n = _sekelompok(pks)
        jumlah += n
        if n < SEKALI:
            return jumlah


@transaction.atomic
def _sekelompok(pks):
    belum = Notifikasi.objects.filter(disalurkan_pada=None)
    if pks is not None:
        belum = belum.filter(pk__in=pks)
    belum = belum.select_for_update(skip_locked=True, of=("self",)).select_related("penerima")
    kabar = list(belum.order_by("dibuat_pada", "pk")[:SEKALI])
    if kabar:
        _tulis(kabar, _Kebiasaan({k.penerima_id for k in kabar if k.penerima_id}))
        Notifikasi.objects.filter(pk__in=[k.pk for k in kabar]).update(disalurkan_pada=timezone.now())
    return len(kabar)


def _tulis(daftar, kebiasaan):
    sekarang, tunggal, kumpulan = timezone.now(), {}, {}
    for kabar in daftar:
        for jenis in kebiasaan.saluran(kabar):
            cara = kebiasaan.cara(kabar, jenis)
            if cara == Cara.RINGKASAN:
                kumpulan.setdefault((kabar.penerima_id, jenis), []).append(kabar)
            elif cara == Cara.SEGERA:
                kunci = kabar.kunci if jenis == Saluran.EMAIL else f"{kabar.kunci}:{jenis}"
                saat = kebiasaan.saat_segera(kabar)
                pesan = _pesan(kunci, kabar.penerima_id, jenis, sekarang, saat, ringkasan=False)
                tunggal[kunci] = (pesan, kabar)
    PengirimanKabar.objects.bulk_create([p for p, _ in tunggal.values()], ignore_conflicts=True)
    nomor = dict(PengirimanKabar.objects.filter(kunci__in=tunggal).values_list("kunci", "pk"))
    butir = [_butir(nomor[kunci], kabar, pesan.saluran) for kunci, (pesan, kabar) in tunggal.items()]
    butir += _ke_ringkasan(kumpulan, kebiasaan, sekarang)
    ButirKabar.objects.bulk_create(butir, ignore_conflicts=True)


def _ke_ringkasan(kumpulan, kebiasaan, sekarang):
    """Put each notice into the next digest of its reader; one that has been taken up already is not added to."""
    if not kumpulan:
        return []
    terbuka = _ringkasan_terbuka(kumpulan)
    baru, tempat = {}, []
    for (penerima, jenis), daftar in kumpulan.items():
        for kabar in daftar:
            saat = kebiasaan.saat_ringkasan(kabar, sekarang)
            pesan = terbuka.get((penerima, jenis))
            if pesan is None or pesan.berikutnya_pada > max(saat, sekarang):
                kunci = f"ringkasan:{penerima}:{jenis}:{saat:%Y-%m-%dT%H:%M%z}"
                pesan = baru.setdefault(kunci, _pesan(kunci, penerima, jenis, sekarang, saat, ringkasan=True))
            tempat.append((pesan.kunci, kabar, jenis))
    PengirimanKabar.objects.bulk_create(baru.values(), ignore_conflicts=True)
    semua = sorted({k for k, _, _ in tempat})
    # Under the row's lock: the relay takes a digest up under the same lock, and reads its notices afterwards.
    ada = {p.kunci: p for p in PengirimanKabar.objects.select_for_update().filter(kunci__in=semua).order_by("pk")}
    butir = []
    for kunci, kabar, jenis in tempat:
        pesan = ada[kunci]
        if not _belum_diambil(pesan):
            pesan = _berikutnya(pesan, kebiasaan, kabar, sekarang)
        butir.append(_butir(pesan.pk, kabar, jenis))
    return butir


def _ringkasan_terbuka(kumpulan):
    """{(person, channel): the earliest digest that nobody has taken up}."""
    baris = PengirimanKabar.objects.filter(
        ringkasan=True,
        penerima_id__in={penerima for penerima, _ in kumpulan},
        percobaan=0,
        terkirim_pada=None,
        batal_pada=None,
    )
    terbuka = {}
    for pesan in baris.order_by("-berikutnya_pada"):
        terbuka[pesan.penerima_id, pesan.saluran] = pesan
    return terbuka


def _belum_diambil(pesan):
    return pesan.percobaan == 0 and pesan.terkirim_pada is None and pesan.batal_pada is None


def _berikutnya(pesan, kebiasaan, kabar, sekarang):
    """The digest after one that has gone: it was sent while this notice was on its way here."""
    saat = kebiasaan.ringkasan_sesudah(kabar, max(sekarang, pesan.berikutnya_pada))
    kunci = f"ringkasan:{pesan.penerima_id}:{pesan.saluran}:{saat:%Y-%m-%dT%H:%M%z}"
    baru = _pesan(kunci, pesan.penerima_id, pesan.saluran, sekarang, saat, ringkasan=True)
    PengirimanKabar.objects.bulk_create([baru], ignore_conflicts=True)
    return PengirimanKabar.objects.select_for_update().get(kunci=kunci)


def _pesan(kunci, penerima_id, jenis, sekarang, saat, *, ringkasan):
    return PengirimanKabar(
        kunci=kunci,
        penerima_id=penerima_id,
        saluran=jenis,
        ringkasan=ringkasan,
        dibuat_pada=sekarang,
        berikutnya_pada=saat,
    )


def _butir(pengiriman, kabar, jenis):
    return ButirKabar(pengiriman_id=pengiriman, notifikasi_id=kabar.pk, saluran=jenis)


class _Kebiasaan:
    """What these people have set up and chosen: three queries for all of them."""

    def __init__(self, penerima):
        self.kalender = Kalender.muat()
        self._saluran, self._cara = {}, {}
        dipasang = SaluranKabar.objects.filter(pegawai_id__in=penerima, terverifikasi_pada__isnull=False)
        for pegawai, jenis in dipasang.order_by("jenis").values_list("pegawai_id", "jenis"):
            if jenis in saluran.tersedia():
                self._saluran.setdefault(pegawai, []).append(jenis)
        for p in PilihanKabar.objects.filter(pegawai_id__in=penerima):
            self._cara[p.pegawai_id, p.jenis, p.saluran] = p.cara
        self._tenang = {j.pegawai_id: (j.mulai, j.selesai) for j in JamTenang.objects.filter(pegawai_id__in=penerima)}

    def saluran(self, kabar):
        """The channels that lead to this reader today; the app itself is none of them."""
        if not kabar.penerima_id:
            return [Saluran.EMAIL]
        if not kabar.penerima.is_active:
            return []
        surel = [Saluran.EMAIL] if kabar.penerima.email else []
        return surel + self._saluran.get(kabar.penerima_id, [])

    def cara(self, kabar, jenis):
        if not kabar.penerima_id or kabar.jenis == JenisKabar.AKUN:
            return Cara.SEGERA
        cara = self._cara.get((kabar.penerima_id, kabar.jenis, jenis), cara_bawaan(jenis))
        return Cara.SEGERA if cara == Cara.RINGKASAN and kabar.mendesak else cara

    def saat_segera(self, kabar):
        langsung = kabar.mendesak or not kabar.penerima_id or kabar.jenis == JenisKabar.AKUN
        return kabar.dibuat_pada if langsung else self._sesudah_tenang(kabar, kabar.dibuat_pada)

    def saat_ringkasan(self, kabar, sekarang):
        """The first digest after the notice. Several that an outage has missed become one, the last of them."""
        saat = self.ringkasan_sesudah(kabar, kabar.dibuat_pada)
        while saat < sekarang and (lanjut := self.ringkasan_sesudah(kabar, saat)) <= sekarang:
            saat = lanjut
        return saat

    def ringkasan_sesudah(self, kabar, saat):
        """The first 07.30 or 13.00 of a working day after `saat`, put off to the end of the reader's quiet hours."""
        hari = timezone.localdate(saat)
        for n in range(HARI_DICARI):
            tanggal = hari + dt.timedelta(days=n)
            for jam in JAM_RINGKASAN if self.kalender.is_hari_kerja(tanggal) else ():
                calon = self._sesudah_tenang(kabar, _pada(tanggal, jam))
                if calon > saat:
                    return calon
        return self._sesudah_tenang(kabar, _pada(hari + dt.timedelta(days=1), JAM_RINGKASAN[0]))

    def _sesudah_tenang(self, kabar, saat):
        mulai, selesai = self._tenang.get(kabar.penerima_id, (TENANG_MULAI, TENANG_SELESAI))
        if mulai is None or selesai is None:
            return saat
        setempat = timezone.localtime(saat)
        jam = setempat.time()
        if mulai < selesai:
            tenang, hari = mulai <= jam < selesai, 0
        else:
            tenang, hari = jam >= mulai or jam < selesai, 1 if jam >= mulai else 0
        return _pada(setempat.date() + dt.timedelta(days=hari), selesai) if tenang else saat


def _pada(tanggal, jam):
    return dt.datetime.combine(tanggal, jam, tzinfo=timezone.get_current_timezone())
