#!/usr/bin/env bash
# pictures.sh: draws the pictures of docs/images again, with runs of the real engine; prints a newcomer's clicks and seconds.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

cd "$root"
"$root/tools/build.sh" release headroom_pictures newcomer_test
programs=build/release/tests/gui
recordings=build/pictures
images=docs/images
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
mkdir -p "$recordings" "$images"

say "running what the pictures show"
"$programs/pictures/headroom_pictures" record "$recordings" 2>"$recordings/record.log" || die 3 "a run failed: $recordings/record.log"
for scale in 1 2; do
    say "drawing at $scale×"
    QT_SCALE_FACTOR=$scale "$programs/pictures/headroom_pictures" draw "$images" "$recordings" 2>"$recordings/draw.log" ||
        die 3 "drawing failed: $recordings/draw.log"
done
say "trying it as a newcomer would"
HEADROOM_PICTURES=$images "$programs/newcomer/newcomer_test" >"$recordings/newcomer.log" 2>&1 ||
    die 1 "a newcomer doesn't get there: $recordings/newcomer.log"
printf '| reached | clicks | by the machine | by a person |\n| --- | --- | --- | --- |\n'
grep '^|' "$recordings/newcomer.log"
say "drawn: $images ($(find "$images" -name '*.png' | wc -l) pictures, $(du -sh "$images" | cut -f1))"
