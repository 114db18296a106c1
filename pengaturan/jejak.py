"""The names under which this room writes into the ledger's chain "sistem"."""

from alur.jejak import catat_sistem

MASUK = "masuk"
KELUAR = "keluar"
MASUK_DIKUNCI = "masuk_dikunci"
SANDI_DIGANTI = "sandi_diganti"
SANDI_DIATUR_ADMIN = "sandi_diatur_admin"
SANDI_DIATUR_EMAIL = "sandi_diatur_email"
SESI_DIAKHIRI = "sesi_diakhiri"
KODE_DIPASANG = "kode_dipasang"
KODE_DILEPAS = "kode_dilepas"
KODE_CADANGAN_BARU = "kode_cadangan_baru"
KODE_CADANGAN_DIPAKAI = "kode_cadangan_dipakai"
EMAIL_DIGANTI = "email_diganti"
SALURAN_DIPASANG = "saluran_dipasang"
SALURAN_DILEPAS = "saluran_dilepas"
ORANG_DITAMBAH = "orang_ditambah"
ORANG_DIUBAH = "orang_diubah"
ORANG_DINONAKTIFKAN = "orang_dinonaktifkan"
ORANG_DIAKTIFKAN = "orang_diaktifkan"
JABATAN_DITAMBAH = "jabatan_ditambah"
JABATAN_DIUBAH = "jabatan_diubah"
UNIT_DITAMBAH = "unit_ditambah"
UNIT_DIUBAH = "unit_diubah"
PENUGASAN_DITAMBAH = "penugasan_ditambah"
PENUGASAN_DIUBAH = "penugasan_diubah"
LIBUR_DITAMBAH = "libur_ditambah"
LIBUR_DIUBAH = "libur_diubah"
LIBUR_DIHAPUS = "libur_dihapus"
LIBUR_DIMUAT = "libur_dimuat"
JAM_KERJA_DITAMBAH = "jam_kerja_ditambah"
JAM_KERJA_DIHAPUS = "jam_kerja_dihapus"
STANDAR_DIUBAH = "standar_diubah"
RUTE_DITAMBAH = "rute_ditambah"
RUTE_DIUBAH = "rute_diubah"
INSTRUKSI_DITAMBAH = "instruksi_ditambah"
INSTRUKSI_DIUBAH = "instruksi_diubah"


def nama_objek(objek):
    """ "organisasi.pegawai:12": what the entry is about, stable over renames."""
    return f"{objek._meta.label_lower}:{objek.pk}"


def catat(transisi, *, oleh=None, objek=None, data=None, catatan=""):
    """One entry in the caller's transaction; `objek` is a model row or None, `data` plain JSON values."""
    return catat_sistem(
        transisi, oleh=oleh, objek=nama_objek(objek) if objek is not None else "", data=data, catatan=catatan
    )


def perbedaan(lama, baru):
    """{"nama": ["lama", "baru"]} of the columns that differ between two dicts of plain values."""
    return {kunci: [polos(lama.get(kunci)), polos(nilai)] for kunci, nilai in baru.items() if lama.get(kunci) != nilai}


def polos(nilai):
    """`nilai` as the ledger takes it: no rows, no dates, no floats."""
    if isinstance(nilai, dict):
        return {k: polos(n) for k, n in nilai.items()}
    if nilai is None or isinstance(nilai, bool | int | str):
        return nilai
    if isinstance(nilai, list | tuple):
        return [polos(n) for n in nilai]
    return nilai.isoformat() if hasattr(nilai, "isoformat") else str(nilai)
