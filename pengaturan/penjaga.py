"""In produksi no demo account may be active: its password stands in every copy of this program."""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from organisasi.models import Pegawai

PERBAIKAN = "Jalankan: manage.py nonaktifkan_akun_contoh"


def akun_contoh_aktif():
    """User names of the active demo accounts; [] while the database does not answer or has no tables yet."""
    try:
        aktif = Pegawai.objects.filter(akun_contoh=True, is_active=True)
        return list(aktif.order_by("username").values_list("username", flat=True))
    except DatabaseError:  # then nobody can log in either; the login itself refuses demo accounts too
        return []


def tolak_akun_contoh():
    """Called where web and worker start: raises ImproperlyConfigured that names the fix."""
    if settings.PRODUKSI and (akun := akun_contoh_aktif()):
        raise ImproperlyConfigured(
            f"ESURAT_MODE=produksi, tetapi {len(akun)} akun contoh masih aktif ({', '.join(akun[:5])} …). {PERBAIKAN}"
        )


@checks.register(checks.Tags.security, deploy=True)
def periksa_akun_contoh(app_configs, **kwargs):
    if not settings.PRODUKSI or not (akun := akun_contoh_aktif()):
        return []
    return [checks.Error(f"{len(akun)} akun contoh masih aktif di produksi.", hint=PERBAIKAN, id="pengaturan.E001")]
