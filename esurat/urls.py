"""All addresses of the office. Each room brings its own; nothing is mounted twice."""

from django.urls import path

from pengaturan.views.sehat import sehat

urlpatterns = [
    path("sehat/", sehat, name="sehat"),
]
