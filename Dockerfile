# e-Surat as one image for web, worker, beat and the preparing step; docker-compose.yml says which is which.

FROM python:3.12-slim-trixie AS paket
RUN pip install --no-cache-dir --disable-pip-version-check "uv>=0.9,<1"
ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache

FROM python:3.12-slim-trixie
# libharfbuzz-subset0 makes PDFs twelve times faster; postgresql-client is for `cadangkan` and `pulihkan`;
# tesseract reads scans.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation \
        libharfbuzz-subset0 \
        libpango-1.0-0 \
        libpangoft2-1.0-0 \
        postgresql-client \
        tesseract-ocr \
        tesseract-ocr-ind \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 esurat \
    && useradd --uid 10001 --gid esurat --home-dir /var/lib/esurat --create-home --shell /usr/sbin/nologin esurat \
    && install -d -o esurat -g esurat -m 0700 /cadangan
COPY --from=paket /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ESURAT_MODE=produksi \
    ESURAT_VAR=/var/lib/esurat \
    ESURAT_IKAT=0.0.0.0
USER esurat
VOLUME ["/var/lib/esurat", "/cadangan"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=4 CMD ["python", "deploy/cek_sehat.py"]
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "esurat.wsgi"]
