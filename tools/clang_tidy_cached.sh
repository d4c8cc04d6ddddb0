#!/usr/bin/env bash
# clang_tidy_cached.sh -p=DIRECTORY ... SOURCE: clang-tidy, as run-clang-tidy calls it for one source; not again for one that had no
# finding and has not changed since: neither its text, with all it includes, nor how it is compiled, nor what is asked of it.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

clean=${XDG_CACHE_HOME:-$HOME/.cache}/headroom/tidy
directory='' source=''
for argument; do
    case $argument in
        -p=*) directory=${argument#-p=} ;;
        -list-checks) exec clang-tidy "$@" ;;
        -*) ;;
        *) source=$argument ;;
    esac
done

# The commands that compile it: one for each target it is in.
commands() { jq -r --arg source "$source" '.[] | select(.file == $source).command' "$directory/compile_commands.json"; }

# All that a finding can depend on. Comments and macros are in it as they are written.
looked_at() {
    local command
    clang-tidy --version
    clang-tidy --dump-config "$@"
    printf '%s\n' "$@"
    commands | while IFS= read -r command; do
        printf '%s\n' "$command"
        (cd "$directory" && eval "${command/ -o * -c / -E -frewrite-includes -o - }")
    done
}

key=$(looked_at "$@" | sha256sum)
mark=$clean/${key%% *}
if [ -e "$mark" ]; then
    touch "$mark"
    exit 0
fi
clang-tidy "$@"
mkdir -p "$clean"
find "$clean" -type f -mtime +30 -delete
: >"$mark"
