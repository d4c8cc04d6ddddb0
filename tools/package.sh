#!/usr/bin/env bash
# package.sh: sets up, builds the programs and makes build/package/headroom_VERSION_ARCH.deb of what `cmake --install` installs.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

log=$root/build/package/cpack.log

"$root/tools/setup.sh"
"$root/tools/build.sh" release app/all
mkdir -p "$root/build/package"
rm -f "$root"/build/package/*.deb
cpack --config "$root/build/release/CPackConfig.cmake" -G DEB -B "$root/build/package" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die 3 "the package could not be made; the whole log is ${log#"$root"/}"
}
package=$(find "$root/build/package" -maxdepth 1 -name '*.deb')
say "${package#"$root"/}: $(dpkg-deb -f "$package" Depends)"
