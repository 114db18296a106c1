from importlib import import_module

from django.apps import AppConfig


class PengaturanConfig(AppConfig):
    name = "pengaturan"
    verbose_name = "Pengaturan"

    def ready(self):
        import_module("pengaturan.penjaga")  # registers its check
