"""Who may log in, by user name or by NIP (settings.AUTHENTICATION_BACKENDS)."""

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from organisasi.models import Pegawai


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
    def authenticate(self, request, username=None, password=None):
        if not username or password is None:
            return None
        pegawai = cari_pegawai(username)
        if pegawai is None:
            Pegawai().set_password(password)  # an unknown name takes as long as a wrong password
            return None
        return pegawai if pegawai.check_password(password) and boleh_masuk(pegawai) else None

    def get_user(self, user_id):
        pegawai = Pegawai.objects.filter(pk=user_id).first()
        return pegawai if pegawai and boleh_masuk(pegawai) else None


def boleh_masuk(pegawai):
    """Active; and no demo account ever enters in produksi, even if the start guard was passed by (issue A2)."""
    return pegawai.is_active and not (settings.PRODUKSI and pegawai.akun_contoh)
