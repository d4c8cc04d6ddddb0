#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "model/export/kubernetes_manifests.h"

namespace headroom::model {

std::string cpuText(MilliCpu cpu) {
    return cpu.value % 1000 == 0 ? fmt::format("{}", cpu.value / 1000) : fmt::format("{}m", cpu.value);
}

std::string memoryText(Bytes memory) {
    constexpr std::array<std::pair<const char*, std::int64_t>, 3> units{std::pair{"Gi", std::int64_t{1} << 30U},
                                                                        std::pair{"Mi", std::int64_t{1} << 20U},
                                                                        std::pair{"Ki", std::int64_t{1} << 10U}};
    for (const auto& [suffix, size] : units)
        if (memory.value > 0 && memory.value % size == 0) return fmt::format("{}{}", memory.value / size, suffix);
    return fmt::format("{}", memory.value);
}

std::string quantityText(double amount) {
    constexpr double exact = 9e15;
    const double thousandths = amount * 1000;
    if (amount == std::floor(amount) && amount < exact) return fmt::format("{}", static_cast<std::int64_t>(amount));
    if (thousandths == std::floor(thousandths) && thousandths < exact)
        return fmt::format("{}m", static_cast<std::int64_t>(thousandths));
    return fmt::format("{}", amount);
}

std::int64_t secondsOf(Duration time) {
    constexpr std::int64_t second = 1'000'000'000;
    return time.ns / second + (time.ns % second > 0 ? 1 : 0);
}

}  // namespace headroom::model
