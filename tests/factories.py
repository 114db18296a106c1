"""Rows for tests, one factory a model. No surprises: only what the row needs; the rest is named by the test."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from organisasi.models import Jabatan, Pegawai, Penugasan, Peran, UnitKerja


class UnitKerjaFactory(DjangoModelFactory):
    """A Dinas outside Setda; traits `bagian` (inside), `kecamatan`."""

    class Meta:
        model = UnitKerja

    nama = factory.Sequence(lambda n: f"Dinas Uji {n}")
    jenis = UnitKerja.Jenis.DINAS

    class Params:
        bagian = factory.Trait(
            nama=factory.Sequence(lambda n: f"Bagian Uji {n}"), jenis=UnitKerja.Jenis.BAGIAN, dalam_setda=True
        )
        kecamatan = factory.Trait(
            nama=factory.Sequence(lambda n: f"Kecamatan Uji {n}"), jenis=UnitKerja.Jenis.KECAMATAN
        )


class JabatanFactory(DjangoModelFactory):
    """A post without rights; traits `agendaris`, `pendisposisi`, `penerima`, `admin`, `kepala`; or `peran=[…]`."""

    class Meta:
        model = Jabatan

    nama = factory.Sequence(lambda n: f"Jabatan Uji {n}")
    unit = factory.SubFactory(UnitKerjaFactory)
    peran = factory.LazyFunction(list)

    class Params:
        agendaris = factory.Trait(peran=[Peran.AGENDARIS])
        pendisposisi = factory.Trait(peran=[Peran.PENDISPOSISI])
        penerima = factory.Trait(peran=[Peran.PENERIMA_UNIT])
        admin = factory.Trait(peran=[Peran.ADMIN])
        kepala = factory.Trait(kepala_unit=True, peran=[Peran.PENDISPOSISI])


class PegawaiFactory(DjangoModelFactory):
    """An active person without a post; `sandi="…"` sets a password, `jabatan=…` gives a definitive assignment."""

    class Meta:
        model = Pegawai
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"orang{n}")
    nama = factory.Sequence(lambda n: f"Orang Uji {n}")

    class Params:
        nonaktif = factory.Trait(is_active=False)

    @factory.post_generation
    def sandi(self, create, sandi, **kwargs):
        if sandi:
            self.set_password(sandi)
            self.save()

    @factory.post_generation
    def jabatan(self, create, jabatan, **kwargs):
        if jabatan:
            PenugasanFactory(pegawai=self, jabatan=jabatan)


class PenugasanFactory(DjangoModelFactory):
    """Definitive and in force since 2020; traits `plt`, `plh` (2–4 March 2026), `berakhir` (over since 2025)."""

    class Meta:
        model = Penugasan

    pegawai = factory.SubFactory(PegawaiFactory)
    jabatan = factory.SubFactory(JabatanFactory)
    mulai = dt.date(2020, 1, 2)

    class Params:
        plt = factory.Trait(jenis=Penugasan.Jenis.PLT)
        plh = factory.Trait(jenis=Penugasan.Jenis.PLH, mulai=dt.date(2026, 3, 2), sampai=dt.date(2026, 3, 4))
        berakhir = factory.Trait(sampai=dt.date(2025, 12, 31))
