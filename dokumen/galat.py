"""What this room refuses, each as a sentence for the user in `.pesan`: what happened, what is safe, what to do."""


class DokumenGalat(Exception):
    """Base; `pesan` is Indonesian and may be shown as it is."""

    def __init__(self, pesan):
        super().__init__(pesan)
        self.pesan = pesan


class BerkasDitolak(DokumenGalat):
    """An upload was refused and left nothing behind. `alasan` is the short key of `dokumen.alasan.ALASAN`."""

    def __init__(self, alasan, pesan):
        super().__init__(pesan)
        self.alasan = alasan


class CetakGagal(DokumenGalat):
    """A sheet could not be printed; nothing in the data depends on it."""


class PekerjaanBerhenti(DokumenGalat):
    """The job was cancelled, or another worker has taken it over; its function must return at once."""
