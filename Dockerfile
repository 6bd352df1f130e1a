# One image for web, worker, beat and the one-shot commands.
FROM python:3.13-slim

# Pango sets the text of the PDF; everything else comes from the lock file.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
# Settings refuse to start without these; none of them is used or kept here.
RUN SECRET_KEY=only-while-building-the-image-not-used-later ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 \
    python manage.py collectstatic --noinput

RUN useradd --system --uid 10001 --home-dir /tmp portal
USER 10001
EXPOSE 8000

# The portal answers only to names in ALLOWED_HOSTS, so the question carries the first of them.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].strip()}), timeout=4)"]

CMD ["gunicorn", "--bind=0.0.0.0:8000", "--workers=3", "--worker-tmp-dir=/dev/shm", "--no-control-socket", "offensief.wsgi"]
