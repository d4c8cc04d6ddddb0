#include "tests/services/pod_under_test.h"

#include <unistd.h>

#include <array>
#include <stdexcept>

namespace headroom::services {

PodUnderTest::PodUnderTest(const model::Scenario& scenario, const std::string& service, const std::string& bootstrap,
                           const std::string& data) {
    std::array<int, 2> commands{};
    std::array<int, 2> log{};
    if (pipe(commands.data()) != 0 || pipe(log.data()) != 0) throw std::runtime_error("no pipe");
    m_commandsIn.reset(fdopen(commands[0], "r"));
    m_commandsOut.reset(fdopen(commands[1], "w"));
    m_logIn.reset(fdopen(log[0], "r"));
    m_logOut.reset(fdopen(log[1], "w"));
    m_log = std::make_unique<Log>(service + "-0", m_logOut.get());
    m_pod = std::make_unique<Pod>(
        PodOptions{
            scenario, *scenario.findService(service), service + "-0", {bootstrap, {}, service + "-0"}, {data, ""}, {}, commands[0]},
        *m_log);
    m_thread = std::thread([this] {
        m_pod->run();
        m_log->info("returned", "");
    });
    m_port = await("listening").at("port").get<int>();
}

PodUnderTest::~PodUnderTest() {
    m_pod->stop();
    m_thread.join();
    m_pod.reset();
}

nlohmann::json PodUnderTest::await(const std::string& event) {
    std::array<char, 65536> buffer{};
    while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), m_logIn.get()) != nullptr) {
        auto line = nlohmann::json::parse(buffer.data());
        if (line.at("event") == event) return line;
        if (line.at("event") == "returned") break;
    }
    throw std::runtime_error("the pod ended before " + event);
}

void PodUnderTest::tell(const nlohmann::json& command) {
    std::fprintf(m_commandsOut.get(), "%s\n", command.dump().c_str());
    std::fflush(m_commandsOut.get());
}

}  // namespace headroom::services
