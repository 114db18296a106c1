from django.apps import AppConfig


class AlurConfig(AppConfig):
    name = "alur"
    verbose_name = "Alur"
