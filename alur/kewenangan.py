"""Who may do an act, as which post. A permission returns the assignments that allow it, or refuses in a sentence."""


class TransitionDenied(Exception):
    """The message is written for the clerk; views show it unchanged."""

    @property
    def pesan(self):
        return str(self)


class PilihJabatan(TransitionDenied):
    """Several posts of this person allow the act; the form must ask. `pilihan` is a list of Penugasan."""

    def __init__(self, pilihan):
        super().__init__("Anda memegang lebih dari satu jabatan. Pilih jabatan yang bertindak.")
        self.pilihan = pilihan


def sistem(pegawai, objek):
    """Only the machine itself: `oleh` is None in the ledger, shown as "Sistem"."""
    if pegawai is not None:
        raise TransitionDenied("Langkah ini dicatat otomatis oleh sistem.")
    return []


def dengan_peran(*peran, siapa):
    """Permission: any post of today with one of `peran`; `siapa` names them in the refusal."""

    def periksa(pegawai, objek):
        penugasan = pegawai.penugasan_dengan(*peran) if pegawai else []
        if not penugasan:
            raise TransitionDenied(f"Hanya {siapa} yang dapat melakukannya.")
        return penugasan

    periksa.siapa = siapa
    return periksa


def pilih_sebagai(wewenang, sebagai):
    """The assignment acted for: the one asked for, or the only one; several → the form asks."""
    if sebagai is not None:
        for penugasan in wewenang:
            if penugasan.pk == getattr(sebagai, "pk", sebagai):
                return penugasan
        raise TransitionDenied("Jabatan yang dipilih tidak berwenang untuk langkah ini.")
    if len({p.jabatan_id for p in wewenang}) > 1:
        raise PilihJabatan(wewenang)
    return wewenang[0] if wewenang else None
