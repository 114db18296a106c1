from persuratan.forms.alasan import AlasanForm, HasilForm

__all__ = ["AlasanForm", "HasilForm"]
