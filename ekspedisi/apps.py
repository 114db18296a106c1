from django.apps import AppConfig


class EkspedisiConfig(AppConfig):
    name = "ekspedisi"
    verbose_name = "Ekspedisi"
