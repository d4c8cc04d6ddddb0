// libFuzzer target: whatever a page of metrics says, no figure is less than nothing and every complaint has a place.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/exposition/exposition_exercise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!headroom::exerciseExposition(std::string(reinterpret_cast<const char*>(data), size)).empty()) std::abort();
    return 0;
}
