import pytest

from alur.models import Jejak


@pytest.fixture
def masuk(client):
    """Log in through the page: masuk("petugas", sandi); returns the response."""

    def masuk(nama, sandi, **lain):
        return client.post("/masuk/", {"nama": nama, "sandi": sandi, **lain.pop("isi", {})}, **lain)

    return masuk


@pytest.fixture
def sebagai(client):
    """A client logged in as this person, without the page."""

    def sebagai(pegawai):
        client.force_login(pegawai, backend="pengaturan.backend.SandiBackend")
        return client

    return sebagai


@pytest.fixture
def admin(kantor, sebagai):
    return sebagai(kantor.admin)


@pytest.fixture
def jejak_sistem(db):
    """The entries of the chain "sistem" since the test began, as (transisi, person's username or "")."""
    awal = Jejak.objects.filter(rantai="sistem").count()

    def baca():
        baris = Jejak.objects.filter(rantai="sistem").select_related("oleh").order_by("urut")[awal:]
        return [(j.transisi, j.oleh.username if j.oleh else "") for j in baris]

    return baca
