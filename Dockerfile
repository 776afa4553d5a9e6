# Two images: Leadline itself, and the Tor that is its only way out. docker-compose.yml joins them with Elasticsearch and Redis.

FROM node:24-bookworm-slim AS libraries
WORKDIR /opt/leadline
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim AS leadline
WORKDIR /opt/leadline
COPY --from=libraries /opt/leadline/node_modules node_modules
COPY . .
# A named volume takes its owner from the folder that it is mounted on.
RUN install -d -o node -g node -m 700 /var/lib/leadline node_modules/.cache node_modules/.cache/leadline
USER 1000:1000
ENV NODE_ENV=production
# The file system is read-only later, so what can be compiled is compiled and kept now.
RUN node bin/leadline.js --help >/dev/null
ENTRYPOINT ["node", "/opt/leadline/bin/leadline.js", "--config", "/etc/leadline/leadline.yaml"]
CMD ["start"]

FROM debian:bookworm-slim AS tor
RUN apt-get update \
  && apt-get install -y --no-install-recommends tor \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o debian-tor -g debian-tor -m 700 /var/lib/tor
COPY deploy/torrc /etc/tor/torrc
USER debian-tor
ENTRYPOINT ["tor", "-f", "/etc/tor/torrc"]
