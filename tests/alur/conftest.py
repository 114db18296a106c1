"""The small cast: Ratna (agendaris), Bima (kepala bagian), Sari (staf penerima), Tono (other unit)."""

import threading

import pytest
from django.db import connections

from organisasi.models import Pegawai
from tests.perjalanan import Perjalanan


@pytest.fixture
def orang(db):
    """orang("ratna") -> a Pegawai named Ratna, made once per test."""

    def buat(nama, **lain):
        bawaan = {"nama": nama.title(), "email": f"{nama}@contoh.test"}
        return Pegawai.objects.get_or_create(username=nama, defaults=bawaan | lain)[0]

    return buat


@pytest.fixture
def ratna(orang):
    return orang("ratna")


@pytest.fixture
def bima(orang):
    return orang("bima")


@pytest.fixture
def serentak():
    """serentak(n, f) -> [f(0) … f(n-1)] run in n threads that start together; an exception is a result too."""

    def jalankan(n, f):
        palang, hasil = threading.Barrier(n), [None] * n

        def satu(i):
            try:
                palang.wait()
                hasil[i] = f(i)
            except Exception as galat:
                hasil[i] = galat
            finally:
                connections.close_all()

        benang = [threading.Thread(target=satu, args=(i,)) for i in range(n)]
        for b in benang:
            b.start()
        for b in benang:
            b.join()
        return hasil

    return jalankan


@pytest.fixture
def jalan(kantor):
    return Perjalanan(kantor)
