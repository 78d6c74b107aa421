# guard-postgres.sh DIRECTORY BIN LOCALE: a throw-away PostgreSQL that ends with whoever holds our standard input.
#
# DIRECTORY holds `password` and `settings` (lines for postgresql.conf); the cluster goes into DIRECTORY/data, everything
# said into DIRECTORY/log. Prints `ready`, or `failed`, and then reads its input until the end. The end comes when the
# caller closes the pipe, and just as well when the caller is killed, because the system closes it then. Postgres is
# stopped without a checkpoint and DIRECTORY removed.
#
# This is a shell and not Node, so that `killall -9 node` ends the tests but not their guard. It runs as the user that
# Postgres is to have, which may not be root.
directory=$1 bin=$2 locale=$3
is_started=

# Line 1 of this file is the process id, line 8 how far it is; the server removes it when it ends.
read_line() {
  sed -n "$1p" "$directory/data/postmaster.pid" 2>/dev/null | tr -d ' '
}

clean_up() {
  trap '' INT TERM HUP
  # Repeated, as a server that has only just been started has not written its process id yet. It gives its own children
  # five seconds to obey; one that takes twice as long is beyond asking.
  tries=0
  while [ -n "$is_started" ] && [ ! -e "$directory/ended" ] && [ $tries -le 200 ]; do
    if [ $tries -lt 200 ]; then signal=QUIT; else signal=KILL; fi
    kill -$signal "$(read_line 1)" 2>/dev/null
    tries=$((tries + 1))
    sleep 0.05
  done
  rm -rf "$directory"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

start() {
  "$bin/initdb" --pgdata="$directory/data" --username=postgres --pwfile="$directory/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale="$locale" --no-sync >>"$directory/log" 2>&1 </dev/null || return
  cat "$directory/settings" >>"$directory/data/postgresql.conf"
  is_started=yes
  {
    "$bin/postgres" -D "$directory/data" >>"$directory/log" 2>&1 </dev/null
    : >"$directory/ended"
  } >/dev/null &
  until [ "$(read_line 8)" = ready ]; do
    if [ -e "$directory/ended" ]; then return 1; fi
    sleep 0.05
  done
}

if start; then echo ready; else echo failed; fi
while read -r _; do :; done
