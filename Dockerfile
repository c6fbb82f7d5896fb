# Builds leadrelay and puts it into a small image. No compiler, no shell script and no secret is left in it.
#
#   docker build -t leadrelay .
#   docker run --read-only -p 8080:8080 -v leadrelay:/var/lib/leadrelay \
#       -v "$PWD/routes.json:/etc/leadrelay/routes.json:ro" --env-file secrets.env leadrelay

FROM swift:6.3-bookworm AS build
RUN apt-get -q update \
    && apt-get -q install -y --no-install-recommends libcurl4-openssl-dev libsqlite3-dev libssl-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The example is compiled into the program.
COPY Package.swift routes.json ./
COPY Sources ./Sources
# The manifest names the tests too, and is refused without them.
COPY Tests ./Tests
RUN swift build -c release --static-swift-stdlib --product leadrelay \
    && install -D -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/leadrelay" /out/leadrelay

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="leadrelay" \
      org.opencontainers.image.description="A webhook relay that knows the lead APIs it delivers to"
RUN apt-get -q update \
    && apt-get -q install -y --no-install-recommends ca-certificates libcurl4 libsqlite3-0 libssl3 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
    && groupadd --system --gid 10001 leadrelay \
    && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/leadrelay --shell /usr/sbin/nologin leadrelay \
    && install -d -o leadrelay -g leadrelay -m 0700 /var/lib/leadrelay
COPY --from=build /out/leadrelay /usr/local/bin/leadrelay
USER leadrelay
WORKDIR /var/lib/leadrelay
ENV LEADRELAY_CONFIG=/etc/leadrelay/routes.json \
    LEADRELAY_DATA=/var/lib/leadrelay \
    LEADRELAY_LISTEN=0.0.0.0:8080
VOLUME /var/lib/leadrelay
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["leadrelay", "health"]
ENTRYPOINT ["leadrelay"]
CMD ["run"]
