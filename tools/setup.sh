#!/bin/sh
# Makes .venv from the lock file. Does nothing when it is already up to date.
# Needs a Python >= 3.12 (system, pyenv) or uv; everything else comes from requirements-dev.lock.
set -eu
cd "$(dirname "$0")/.."
UV_VERSION=0.13.9
stamp=.venv/.lock-in-use
if [ -f "$stamp" ] && cmp -s requirements-dev.lock "$stamp"; then exit 0; fi

good() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

if [ ! -x .venv/bin/python ] || ! good .venv/bin/python; then
    rm -rf .venv
    python=
    for candidate in python3 python3.13 python3.14 python3.12; do
        if command -v "$candidate" >/dev/null 2>&1 && good "$candidate"; then python=$candidate; break; fi
    done
    if [ -n "$python" ] && "$python" -m venv .venv >/dev/null 2>&1; then :
    elif command -v uv >/dev/null 2>&1 && uv venv --quiet --clear --seed --python '>=3.12' .venv; then :
    else
        rm -rf .venv
        echo "No way found to make a virtual environment with Python 3.12 or newer." >&2
        echo "Install one of: python3 with python3-venv (Debian: apt-get install python3-venv)," >&2
        echo "pyenv with 3.13 (pyenv install 3.13), or uv." >&2
        exit 1
    fi
fi

if [ -x .venv/bin/uv ]; then uv=.venv/bin/uv
else
    echo "Installing the package tool uv ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore "uv==$UV_VERSION"
    uv=.venv/bin/uv
fi
echo "Installing packages from the lock file ..."
VIRTUAL_ENV=$PWD/.venv "$uv" pip install --quiet --require-hashes -r requirements-dev.lock
cp requirements-dev.lock "$stamp"
