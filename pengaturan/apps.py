from django.apps import AppConfig


class PengaturanConfig(AppConfig):
    name = "pengaturan"
    verbose_name = "Pengaturan"
