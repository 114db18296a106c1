"""What a password must be, in sentences (ASVS 6.2). Length counts; forced signs and forced changes do not help."""

import re

from django.contrib.auth import password_validation as bawaan
from django.core.exceptions import ValidationError

KATA_MUDAH = (
    "katasandi", "sandi", "rahasia", "password", "admin", "administrator", "esurat", "setda", "sekretariat",
    "bismillah", "indonesia", "kabupaten", "pemda", "bagianumum", "surat", "qwerty", "qwertyuiop", "contoh",
    "jangandibuka", "sayang",
)  # fmt: skip
POLA_MUDAH = re.compile(rf"(?:{'|'.join(KATA_MUDAH)})+[\W\d_]*")


class Panjang(bawaan.MinimumLengthValidator):
    def get_error_message(self):
        return f"Kata sandi terlalu pendek. Tulis paling sedikit {self.min_length} huruf atau angka."

    def get_help_text(self):
        return f"Paling sedikit {self.min_length} huruf atau angka. Beberapa kata sekaligus lebih mudah diingat."


class Umum(bawaan.CommonPasswordValidator):
    def get_error_message(self):
        return "Kata sandi ini terlalu sering dipakai orang. Pilih yang lain."

    def get_help_text(self):
        return "Jangan kata sandi yang sering dipakai orang."


class Mirip(bawaan.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("username", "nama", "nip", "email"))

    def get_error_message(self):
        return "Kata sandi ini mirip nama, NIP, atau alamat Anda. Pilih yang lain."

    def get_help_text(self):
        return "Jangan mirip nama, NIP, atau alamat Anda."


class Mudah:
    """Words of this office followed by digits: the first that anybody here would guess."""

    def validate(self, password, user=None):
        if POLA_MUDAH.fullmatch(password.lower().replace(" ", "")):
            raise ValidationError("Kata sandi ini mudah ditebak orang kantor. Pilih yang lain.", code="mudah")

    def get_help_text(self):
        return "Jangan kata kantor yang diikuti angka."
