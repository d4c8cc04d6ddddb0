#include "sim/infrastructure/native/native_driver.h"

#include "sim/infrastructure/native/native_infrastructure.h"

namespace headroom::sim {

namespace {

/// Some milliseconds of the wall clock, beside which a pause costs nothing.
constexpr std::uint64_t eventsABite = 1U << 13U;

class NativeDriver final : public Driver {
public:
    explicit NativeDriver(Kernel& kernel) : m_kernel(kernel), m_infrastructure(makeNativeInfrastructure(kernel)) {}

    Infrastructure& infrastructure() override { return *m_infrastructure; }
    void run(const NextSlice& nextSlice, const Pause& pause) override {
        for (auto end = nextSlice(m_kernel.now()); end.has_value(); end = nextSlice(m_kernel.now()))
            while (!m_kernel.runUntil(*end, eventsABite))
                if (!pause()) return m_kernel.runUntil(m_kernel.now());
    }

private:
    Kernel& m_kernel;
    std::unique_ptr<Infrastructure> m_infrastructure;
};

}  // namespace

std::unique_ptr<Driver> makeNativeDriver(Kernel& kernel) {
    return std::make_unique<NativeDriver>(kernel);
}

}  // namespace headroom::sim
