"""Where static files stand (settings.STORAGES): compressed, named by their content, looked up once a process."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class GudangStatis(CompressedManifestStaticFilesStorage):
    """A page names dozens of icons; the manifest does not change while a process lives."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._alamat = {}

    def url(self, name, force=False):
        if (name, force) not in self._alamat:
            self._alamat[name, force] = super().url(name, force)
        return self._alamat[name, force]
