class Tolak(Exception):
    """The file is refused: a short reason known to `dokumen.alasan`, and figures for its sentence."""

    def __init__(self, alasan, **rincian):
        super().__init__(alasan)
        self.alasan = alasan
        self.rincian = rincian
