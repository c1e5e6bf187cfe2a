# The desk in a small image: docker build -t helpdesk . && docker run --env-file .env -v helpdesk:/data helpdesk
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY storage storage
COPY migrations migrations
RUN python -m venv --without-pip /opt/helpdesk \
    && pip --python /opt/helpdesk/bin/python install --no-cache-dir -c constraints.txt . \
    && /opt/helpdesk/bin/python -m compileall -q /opt/helpdesk/lib

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin helpdesk \
    && install -d -m 0700 -o helpdesk -g helpdesk /data
COPY --from=build /opt/helpdesk /opt/helpdesk
ENV PATH=/opt/helpdesk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp \
    DATABASE_URL=sqlite:////data/helpdesk.db \
    HTTP_LISTEN=0.0.0.0:8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Alive, as /healthz says; that everything works is what /readyz says, for balancers and alerts.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["helpdesk"]
CMD ["run"]
