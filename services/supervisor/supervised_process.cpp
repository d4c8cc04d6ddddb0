#include "services/supervisor/supervised_process.h"

#include <fmt/format.h>
#include <signal.h>

#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace headroom::services {

namespace {

const std::string stopCommand = R"({"command":"stop"})";

std::string textOf(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

SupervisedProcess::SupervisedProcess(EventLoop& loop, Launch launch, Owner& owner)
    : m_loop(loop), m_launch(std::move(launch)), m_owner(owner) {}

SupervisedProcess::~SupervisedProcess() {
    m_loop.cancel(m_timer);
}

void SupervisedProcess::start(model::Duration delay) {
    if (m_child || m_state == State::Gone) return;
    if (delay.ns <= 0) return launch();
    m_timer = m_loop.after(delay, [this] { launch(); });
}

void SupervisedProcess::launch() {
    std::vector<std::string> command = m_launch.command;
    const model::Duration startup = m_launch.startup ? m_launch.startup(m_starts) : model::Duration{0};
    if (startup.ns > 0) command.insert(command.end(), {"--startup", fmt::format("{:.3f}", startup.toSeconds())});
    ++m_starts;
    m_port.reset();
    m_complaint.clear();
    try {
        m_child = std::make_unique<ChildProcess>(
            m_loop, command,
            ChildProcess::Listener{[this](const std::string& line) { take(line); }, [this](const ChildEnd& end) { ended(end); }});
    } catch (const std::system_error& error) {
        m_complaint = error.what();
        return ended({false, 127});
    }
    m_state = State::Starting;
    m_owner.started(*this);
}

void SupervisedProcess::send(const nlohmann::json& command) {
    if (!m_child || m_child->send(command.dump())) return;
    m_complaint = "it has read no commands for too long";
    m_child->signal(SIGKILL);
}

void SupervisedProcess::take(const std::string& line) {
    const nlohmann::json said = nlohmann::json::parse(line, nullptr, false);
    if (said.is_object()) {
        m_owner.said(*this, line, said);
        act(said);
    } else {
        // What is wrong is said first; librdkafka's remarks begin with a level.
        if (m_complaint.empty() && !line.empty() && line.front() != '%') m_complaint = line;
        m_owner.said(*this, line, nullptr);
    }
}

void SupervisedProcess::act(const nlohmann::json& said) {
    const std::string event = textOf(said, "event");
    if (textOf(said, "level") == "error") m_complaint = textOf(said, "message");
    if (event == "listening" && said.contains("port") && said["port"].is_number_integer()) m_port = said["port"].get<int>();
    if (m_state == State::Ending) return;
    if (event == "ready") become(State::Ready);
    if (event == "unready" || event == "draining") become(State::Unready);
}

void SupervisedProcess::become(State state) {
    if (m_state == state) return;
    m_state = state;
    m_owner.changed(*this);
}

void SupervisedProcess::ended(const ChildEnd& end) {
    m_loop.cancel(std::exchange(m_timer, 0));
    m_child.reset();
    m_finishedAt = m_loop.now();
    if (m_state == State::Ending || (end.isOrderly() && !m_launch.isEndless)) {
        m_state = State::Gone;
        return m_owner.gone(*this);
    }
    m_state = State::BackingOff;
    const auto until = m_backOff.blockedUntil(m_finishedAt, m_finishedAt);
    m_timer = m_loop.at(until.value_or(m_finishedAt), [this, isFree = !until] { isFree ? launch() : tryRestart(); });
    m_owner.exited(*this, end, until.value_or(m_finishedAt) - m_finishedAt);
}

void SupervisedProcess::tryRestart() {
    const auto until = m_backOff.blockedUntil(m_loop.now(), m_finishedAt);
    if (!until) return launch();
    m_timer = m_loop.at(*until, [this] { tryRestart(); });
}

bool SupervisedProcess::kill() {
    if (m_child) m_child->signal(SIGKILL);
    return m_child != nullptr;
}

void SupervisedProcess::stop(model::Duration grace) {
    if (m_state == State::Gone) return;
    const bool isTold = m_state == State::Ending;
    m_state = State::Ending;
    if (!m_child) return isTold ? void() : goneSoon();
    if (!isTold && !m_child->send(stopCommand)) return m_child->signal(SIGKILL);
    m_loop.cancel(m_timer);
    m_timer = m_loop.after(grace, [this] {
        m_hadToBeKilled = true;
        if (m_child) m_child->signal(SIGKILL);
    });
}

void SupervisedProcess::remove() {
    if (m_state == State::Gone) return;
    const bool isTold = m_state == State::Ending;
    m_state = State::Ending;
    if (m_child) return m_child->signal(SIGKILL);
    if (!isTold) goneSoon();
}

/// Where there is no process whose end would tell.
void SupervisedProcess::goneSoon() {
    m_loop.cancel(m_timer);
    m_timer = m_loop.after({}, [this] {
        m_state = State::Gone;
        m_owner.gone(*this);
    });
}

}  // namespace headroom::services
