#!/bin/sh
# Makes the two passwords of docker-compose.yml, once; those that are there stay. Their owner is user 1000, whom the containers run as.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
for name in elastic redis; do
  [ -s "secrets/${name}_password" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"secrets/${name}_password"
done
chmod 400 secrets/elastic_password # Elasticsearch refuses a password that others may read
chmod 440 secrets/redis_password   # for the group, which Redis runs in
if [ "$(id -u)" -ne 1000 ]; then
  chown -R 1000:1000 secrets || {
    echo "run this as user 1000, or as root: the containers run as user 1000 and must be able to read the passwords" >&2
    exit 1
  }
fi
