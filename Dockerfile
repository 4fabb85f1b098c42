# syntax=docker/dockerfile:1
FROM node:22-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13-slim AS packages
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 \
    DJANGO_ENV=production HOST=0.0.0.0 PORT=8000 VAR_DIR=/data FILES_DIR=/data/files
RUN useradd --system --uid 10001 --home-dir /data --create-home entente
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
RUN --mount=type=bind,from=assets,source=/src/node_modules,target=/app/node_modules \
    python -m config.assets && python -m config.translations
# The settings of a production that serves nobody: collecting files reads no server.
RUN SECRET_KEY=only-for-collecting-files SEALING_KEYS=collect:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://localhost/none \
    REDIS_URL=redis://localhost python manage.py collectstatic --noinput --verbosity 0
USER entente
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s CMD ["python", "-m", "config.healthcheck"]
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
