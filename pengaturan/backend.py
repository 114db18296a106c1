"""Who may log in, by user name or by NIP (settings.AUTHENTICATION_BACKENDS)."""

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db.models import Q, Subquery

from organisasi.hafalan import hafal_umum
from organisasi.ingatan import titip_cap
from organisasi.models import CapAcuan, Pegawai
from organisasi.pemicu_cap import NAMA

CAP_ACUAN = Subquery(CapAcuan.objects.filter(nama=NAMA).values("cap"))


def cari_pegawai(nama):
    """The one active or inactive person that `nama` (user name or NIP, any case and spacing) stands for, or None."""
    nama = nama.strip()
    nip = nama.replace(" ", "")
    cocok = Q(username__iexact=nama)
    if len(nip) == 18 and nip.isdigit():
        cocok |= Q(nip=nip)
    orang = list(Pegawai.objects.filter(cocok)[:2])
    return orang[0] if len(orang) == 1 else None


class SandiBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None):  # type: ignore[override]
        if not username or password is None:
            return None
        pegawai = cari_pegawai(username)
        if pegawai is None:
            Pegawai().set_password(password)  # an unknown name takes as long as a wrong password
            return None
        return pegawai if pegawai.check_password(password) and boleh_masuk(pegawai) else None

    def get_user(self, user_id):
        """The person of a login; with the stamp of the reference data, which every page would ask for next."""
        ditemukan = hafal_umum("akun", _akun, pk=int(user_id))
        if not ditemukan:
            return None
        pegawai = ditemukan[0]
        titip_cap(pegawai.cap_acuan)
        return pegawai if boleh_masuk(pegawai) else None


def _akun(pk):
    return Pegawai.objects.filter(pk=pk).annotate(cap_acuan=CAP_ACUAN)


def boleh_masuk(pegawai):
    """Active; and no demo account ever enters in produksi, even if the start guard was passed by."""
    return pegawai.is_active and not (settings.PRODUKSI and pegawai.akun_contoh)
