#!/bin/sh
# Makes rocket.wasm of rocket.c, with Debian's packages clang-19 and lld-19.
set -eu
cd "$(dirname "$0")"
/usr/lib/llvm-19/bin/clang --target=wasm32 -O2 -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=16384 -o rocket.wasm rocket.c
