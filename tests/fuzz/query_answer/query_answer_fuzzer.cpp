// libFuzzer target: whatever a server answers, what makes no sense is left out and the rest is in order.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/query_answer/query_answer_exercise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!headroom::exerciseQueryAnswer(std::string(reinterpret_cast<const char*>(data), size)).empty()) std::abort();
    return 0;
}
