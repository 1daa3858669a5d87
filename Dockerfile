# The locked packages are installed in one stage and carried over into another
# that has no compiler, no package tool in use and no root.

FROM python:3.13-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock /tmp/requirements.lock
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements.lock

FROM python:3.13-slim-bookworm
# What WeasyPrint draws with, and the serif face of the printed report: version 2
# of Liberation, because version 1 lacks most Vietnamese letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation2 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin camket \
    && install -d -o camket -g camket -m 0750 /var/lib/camket /var/lib/camket/media

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp/cache \
    VAR_DIR=/var/lib/camket \
    MEDIA_ROOT=/var/lib/camket/media \
    STATIC_ROOT=/opt/static
COPY --from=packages /opt/venv /opt/venv
WORKDIR /opt/camket
COPY . .
# The key is for this step only: collecting files signs nothing.
RUN SECRET_KEY=build VAR_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build && chown -R camket:camket /opt/static

USER camket
VOLUME /var/lib/camket
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["python", "manage.py", "serve", "--bind", "0.0.0.0:8000", "--processes", "2", "--collected"]
