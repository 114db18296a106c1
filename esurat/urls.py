"""All addresses of the office. Each room brings its own; nothing is mounted twice."""

urlpatterns = []
