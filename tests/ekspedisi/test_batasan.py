"""Each named constraint of the room, broken once behind Python's back; and two hands at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import IntegrityError, connections, transaction

from alur.models import Jejak
from ekspedisi import services
from ekspedisi.models import Pengiriman
from organisasi.models import Pegawai
from tests.perjalanan import wita

DINKES = "Dinas Kesehatan"
Status = Pengiriman.Status


@pytest.fixture
def kiriman(jalan):
    return jalan.sampai_dinas().kiriman(DINKES)


@pytest.mark.tertanam
@pytest.mark.parametrize(
    ("nama", "kolom"),
    [
        ("pengiriman_dikirim_utuh", {"dikirim_pada": None}),
        ("pengiriman_dikirim_utuh", {"dikirim_oleh": None}),
        ("pengiriman_dikirim_utuh", {"status": Status.DISIAPKAN}),
        ("pengiriman_diterima_utuh", {"status": Status.DITERIMA}),
        ("pengiriman_dikembalikan_utuh", {"status": Status.DIKEMBALIKAN}),
        ("pengiriman_dikembalikan_utuh", {"dikembalikan_pada": wita(9, 12)}),
    ],
)
def test_batasan(kiriman, nama, kolom):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        Pengiriman.objects.filter(pk=kiriman.pk).update(**kolom)


@pytest.mark.tertanam
@pytest.mark.parametrize("dibuka_pada", [None, wita(9, 13)])
def test_tidak_diterima_sebelum_dibuka(kantor, jalan, kiriman, dibuka_pada):
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    with pytest.raises(IntegrityError, match="pengiriman_dibuka_sebelum_diterima"), transaction.atomic():
        Pengiriman.objects.filter(pk=kiriman.pk).update(dibuka_pada=dibuka_pada)


@pytest.mark.tertanam
def test_kode_dan_tugas_hanya_sekali(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, "Dinas Sosial"]).kirim(DINKES, "Dinas Sosial")
    satu, dua = Pengiriman.objects.order_by("pk")
    for kolom in ("kode", "kode_terima", "tugas_distribusi", "tugas_terima"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pengiriman.objects.filter(pk=dua.pk).update(**{kolom: getattr(satu, kolom)})


def serentak(kali, laku):
    """Run `laku` in threads that start together; what each returned or raised."""
    palang = threading.Barrier(kali)

    def satu(_):
        try:
            palang.wait()
            return laku()
        except Exception as galat:
            return repr(galat)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(kali) as kolam:
        return list(kolam.map(satu, range(kali)))


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("laku", "status", "transisi"), [("buka", "DIBUKA", "buka"), ("terima", "DITERIMA", "terima")]
)
def test_enam_sentuhan_bersamaan(jalan, kantor, laku, status, transisi):
    """Six looks or six taps at once: everybody sees the same outcome, and the ledger has it once."""
    kiriman = jalan.sampai_dinas().kiriman(DINKES)
    with time_machine.travel(wita(9, 11), tick=False):
        if laku == "terima":
            services.buka(kiriman, oleh=kantor.dinkes)
        pk = kantor.dinkes.pk
        hasil = serentak(6, lambda: getattr(services, laku)(kiriman, oleh=Pegawai.objects.get(pk=pk)).status)
    assert hasil == [status] * 6
    assert Jejak.objects.filter(objek=kiriman.sebutan_objek(), transisi=transisi).count() == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_enam_petugas_mengirim_surat_yang_sama(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES])
    unit_id = jalan.surat.tugas.get(selesai_pada=None).untuk_unit_id

    def kirim():
        return len(services.kirim(jalan.surat, [unit_id], oleh=Pegawai.objects.get(pk=kantor.caraka.pk)))

    with time_machine.travel(wita(9, 11), tick=False):
        hasil = serentak(6, kirim)
    tolak = "Sebagian surat ini sudah dikirim petugas lain. Periksa lagi daftar tujuannya."
    assert sorted(map(str, hasil)) == ["1", *[f"TransitionDenied('{tolak}')"] * 5]
    assert Pengiriman.objects.count() == 1
