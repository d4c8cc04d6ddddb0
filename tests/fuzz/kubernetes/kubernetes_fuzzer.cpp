// libFuzzer target: whatever an API server says, what makes no sense stays unknown and the rest is in order.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/kubernetes/kubernetes_exercise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!headroom::exerciseKubernetes(std::string(reinterpret_cast<const char*>(data), size)).empty()) std::abort();
    return 0;
}
