#include "sim/infrastructure/simgrid/simgrid_driver.h"

#include <stdexcept>

#include "sim/infrastructure/simgrid/simgrid_engine.h"
#include "sim/infrastructure/simgrid/simgrid_infrastructure.h"

namespace headroom::sim {

namespace {

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
    return std::make_unique<SimgridDriver>(kernel);
}

}  // namespace headroom::sim
