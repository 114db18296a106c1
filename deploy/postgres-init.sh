#!/bin/bash
# First start of PostgreSQL: the owner of the tables, the lesser role of the application, and their database.
# What the lesser role may do is set after each migration by `manage.py beri_hak` (part of `manage.py siapkan`).
# Also for a PostgreSQL outside containers, as its superuser:
#   ESURAT_SANDI_PEMILIK=… ESURAT_SANDI_APLIKASI=… POSTGRES_USER=postgres bash deploy/postgres-init.sh
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v pemilik="$ESURAT_SANDI_PEMILIK" -v aplikasi="$ESURAT_SANDI_APLIKASI" <<'SQL'
CREATE ROLE esurat_pemilik LOGIN PASSWORD :'pemilik';
CREATE ROLE esurat LOGIN PASSWORD :'aplikasi';
CREATE DATABASE esurat OWNER esurat_pemilik ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE esurat FROM PUBLIC;
GRANT CONNECT ON DATABASE esurat TO esurat;
ALTER ROLE esurat SET statement_timeout = '60s';
ALTER ROLE esurat SET idle_in_transaction_session_timeout = '60s';
SQL
