#include "tests/integration/kafka/cluster.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

namespace headroom::integration {

namespace {

const std::string consumerGroupCommand = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";

/// What was said last, without who says it.
std::string lastLine(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    const std::string line = text.substr(text.rfind('\n') + 1);
    const std::string speaker = "headroom: ";
    return line.starts_with(speaker) ? line.substr(speaker.size()) : line;
}

}  // namespace

Cluster::Cluster(int brokers, const std::vector<std::string>& settings, const std::vector<std::string>& options) {
    std::vector<std::string> command{HEADROOM_KAFKA_TOOL, "start", "--brokers", std::to_string(brokers), "--until-eof"};
    for (const std::string& setting : settings) command.insert(command.end(), {"--set", setting});
    command.insert(command.end(), options.begin(), options.end());
    std::array<int, 2> leash{};
    if (pipe2(leash.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to be had");
    m_leash = leash[1];
    const CommandResult start = runCommand(command, leash[0]);
    close(leash[0]);
    if (start.status != 0) {
        close(m_leash);
        throw std::runtime_error("no real Kafka to test with: " + lastLine(start.error));
    }
    m_said = start.output;
    m_folder = fieldOf(m_said, "dir");
    m_bootstrap = fieldOf(m_said, "bootstrap");
    std::istringstream processes(fieldOf(m_said, "pids"));
    for (pid_t process = 0; processes >> process;) m_brokers.push_back(process);
}

Cluster::~Cluster() {
    runCommand({HEADROOM_KAFKA_TOOL, "stop", m_folder});
    close(m_leash);
}

std::string Cluster::listener(const std::string& name) const {
    return fieldOf(m_said, name);
}

pid_t Cluster::broker(int number) const {
    return m_brokers.at(static_cast<std::size_t>(number) - 1);
}

void Cluster::kill(int number) const {
    killAndAwait(broker(number));
}

void Cluster::revive(int number) {
    const CommandResult again = runCommand({HEADROOM_KAFKA_TOOL, "revive", m_folder, std::to_string(number)});
    if (again.status != 0) throw std::runtime_error("no broker again: " + lastLine(again.error));
    m_brokers.at(static_cast<std::size_t>(number) - 1) = std::stoi(fieldOf(again.output, "pid"));
}

std::vector<std::string> Cluster::command(const std::string& javaClass, const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{HEADROOM_KAFKA_TOOL, "run", m_folder, javaClass};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

CommandResult Cluster::run(const std::string& javaClass, const std::vector<std::string>& arguments) const {
    return runCommand(command(javaClass, arguments));
}

std::string Cluster::consumerGroups(const std::vector<std::string>& arguments) const {
    // Its own patience, five seconds, is too short for a broker that has just been hanging.
    std::vector<std::string> patient = arguments;
    patient.insert(patient.end(), {"--timeout", "60000"});
    const CommandResult result = run(consumerGroupCommand, patient);
    if (result.status != 0 || result.output.find("Error:") != std::string::npos)
        throw std::runtime_error("ConsumerGroupCommand: " + result.output + result.error);
    return result.output;
}

std::vector<DescribedPartition> Cluster::describe(const std::vector<std::string>& groups) const {
    std::vector<std::string> arguments{"--describe"};
    for (const std::string& group : groups) arguments.insert(arguments.end(), {"--group", group});
    std::vector<DescribedPartition> rows = readDescribedPartitions(consumerGroups(arguments));
    std::ranges::sort(rows);
    return rows;
}

DescribedState Cluster::describeState(const std::string& group) const {
    return readDescribedState(consumerGroups({"--describe", "--state", "--group", group}), group);
}

}  // namespace headroom::integration
