#include "sim/infrastructure/simgrid/simgrid_driver.h"

#include <signal.h>

#include <stdexcept>

#include "sim/infrastructure/simgrid/simgrid_engine.h"
#include "sim/infrastructure/simgrid/simgrid_infrastructure.h"

namespace headroom::sim {

namespace {

/// Ctrl-C belongs to the program: SimGrid takes it over when it is set up, to exit at once without an end of the trace.
class KeptInterrupt {
public:
    KeptInterrupt() { sigaction(SIGINT, nullptr, &m_own); }
    ~KeptInterrupt() { sigaction(SIGINT, &m_own, nullptr); }
    KeptInterrupt(const KeptInterrupt&) = delete;
    KeptInterrupt& operator=(const KeptInterrupt&) = delete;

private:
    struct sigaction m_own {};
};

class SimgridDriver final : public Driver {
public:
    explicit SimgridDriver(Kernel& kernel) : m_engine(kernel), m_infrastructure(m_engine) {}

    Infrastructure& infrastructure() override { return m_infrastructure; }
    void run(const NextSlice& nextSlice, const Pause& pause) override { m_engine.run(nextSlice, pause); }

private:
    SimgridEngine m_engine;
    SimgridInfrastructure m_infrastructure;
};

}  // namespace

std::unique_ptr<Driver> makeSimgridDriver(Kernel& kernel) {
    static bool made = false;
    if (made) throw std::logic_error("simgrid: a second run in the same process would start from the first one's clock");
    made = true;
    const KeptInterrupt kept;
    return std::make_unique<SimgridDriver>(kernel);
}

}  // namespace headroom::sim
