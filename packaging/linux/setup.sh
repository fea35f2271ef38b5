#!/bin/sh
# Makes a checkout ready to run: finds Python, the system libraries of Qt, and fills .venv when it is out of date.
#
# usage: sh packaging/linux/setup.sh [--libraries-optional | --freeze | --test]
#
# Missing Debian packages are installed when this is root, and otherwise named with the one line that installs
# them. With --libraries-optional a missing library is only named: the terminal part of roomflow needs no Qt.
# With --freeze it also looks for what PyInstaller needs, with --test for the X server in which windows are tested.
# Works on other systems than Debian too: there the names of what is missing are all it can say.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.venv
purpose=${1:-}

say() { printf '%s\n' "roomflow set-up: $*" >&2; }

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_python "$name"; then
            echo "$name"
            return
        fi
    done
}

# Debian packages that are missing, one a line.
missing_packages() {
    known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || true)
    fonts=$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" \
        -name 'NotoSans-*' 2>/dev/null || true)
    grep -v '^#' "$here/libraries.txt" | while read -r file package; do
        case "$file" in
        *.ttf) case "$fonts" in *"/${file%.ttf}."*) ;; *) echo "$package" ;; esac ;;
        *) case "$known" in *"	$file "*) ;; *) echo "$package" ;; esac ;;
        esac
    done | sort -u
}

# PyInstaller takes libraries apart with binutils, and copies Python's own shared library, which Debian packs apart.
missing_for_freezing() {
    command -v objdump >/dev/null 2>&1 || echo binutils
    library=$("$1" -c 'import sysconfig; print(sysconfig.get_config_var("INSTSONAME") or "")')
    folder=$("$1" -c 'import sysconfig; print(sysconfig.get_config_var("LIBDIR") or "")')
    case "$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null)" in
    *"	$library "*) ;;
    *) [ -e "$folder/$library" ] || echo "${library%%.so*}" ;;
    esac
}

# Installs Debian packages, or says how; returns 1 when they are still missing.
want() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "please install what your system calls these Debian packages: $*"
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "some system packages are missing. Please run this once, then try again:"
        say "    sudo apt-get update && sudo apt-get install --no-install-recommends -y $*"
        return 1
    fi
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    # Words go to stderr: what the program itself prints stays alone on stdout.
    apt-get update -qq >&2 && apt-get install --no-install-recommends -y -qq -o Dpkg::Use-Pty=0 "$@" >&2
}

python=$(find_python)
if [ -z "$python" ]; then
    if python3 -c '' >/dev/null 2>&1; then
        say "this is $(python3 --version 2>&1), and roomflow needs Python 3.11 or newer."
        say "If a newer one is installed elsewhere: make run PYTHON=/path/to/python3"
        exit 1
    fi
    want python3 python3-venv || exit 1
    python=$(find_python)
    [ -n "$python" ] || { say "roomflow needs Python 3.11 or newer; this system offers only an older one."; exit 1; }
fi

if [ "$(uname -s)" = Linux ]; then
    packages=$(missing_packages)
    has_venv "$python" || packages="$packages python3-venv"
    [ "$purpose" != --freeze ] || packages="$packages $(missing_for_freezing "$python")"
    packages=$(echo $packages) # one line, no blanks at the ends
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086 # the names are words
        want $packages || {
            has_venv "$python" && [ "$purpose" = --libraries-optional ] || exit 1
            say "going on without them: what runs in the terminal needs none of them"
        }
    fi
fi
if [ "$purpose" = --test ] && [ "$(uname -s)" = Linux ] && ! command -v Xvfb >/dev/null 2>&1; then
    want xvfb || say "going on without it: the tests under a window system are left out"
fi
if ! has_venv "$python"; then
    say "$python has no venv module, or only a part of it; please install it (Debian: python3-venv)."
    exit 1
fi

# Two set-ups at once would fill one .venv twice; the second waits for the first.
if command -v flock >/dev/null 2>&1; then
    exec 9>"$root/.venv.lock"
    flock 9
fi

# The packages are installed again only when what was asked for has changed, or the checkout was moved.
stamp=$venv/roomflow-setup
wanted=$({ echo "$root"; "$python" -c 'import sys; print(sys.version, sys.executable)'
    cat "$root/pyproject.toml" "$root/constraints.txt"; } | cksum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "filling .venv with Python packages (the first time this takes a minute or two)"
    # A virtual environment of another Python, or one that was left half made, is not worth repairing.
    if ! "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 || [ "$(cat "$venv/roomflow-root" 2>/dev/null || true)" != "$root" ]; then
        "$python" -m venv --clear "$venv"
        echo "$root" >"$venv/roomflow-root"
    fi
    rm -f "$stamp"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --constraint "$root/constraints.txt" --editable "$root[dev]" >&2 || {
        say "the packages could not be installed; the lines above say why. Nothing else was changed."
        exit 1
    }
    echo "$wanted" >"$stamp"
fi

# The texts of the screens, where a translation has changed since.
"$venv/bin/python" "$root/packaging/messages.py" --compile >&2
