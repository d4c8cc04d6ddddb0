#include "tests/integration/kubernetes/api_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "tests/integration/kafka/command.h"

namespace headroom::integration {

ApiWriter::ApiWriter() {
    std::array<int, 2> leash{};
    if (pipe2(leash.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to be had");
    m_leash = leash[1];
    const CommandResult start = runCommand({HEADROOM_KUBERNETES_TOOL, "start", "--until-eof"}, leash[0]);
    close(leash[0]);
    if (start.status != 0) {
        close(m_leash);
        throw std::runtime_error("no real Kubernetes to test with: " + start.error);
    }
    m_folder = fieldOf(start.output, "dir");
    m_server = fieldOf(start.output, "server");
    m_administrator = fieldOf(start.output, "kubeconfig");
    m_observer = fieldOf(start.output, "observer");
}

ApiWriter::~ApiWriter() {
    runCommand({HEADROOM_KUBERNETES_TOOL, "stop", m_folder});
    close(m_leash);
}

std::string ApiWriter::ask(const std::string& method, const std::string& path, const std::string& type,
                           const std::string& body) const {
    std::vector<std::string> command{"curl",
                                     "-sS",
                                     "-X",
                                     method,
                                     "--fail-with-body",
                                     "--cacert",
                                     m_folder + "/pki/ca.crt",
                                     "--cert",
                                     m_folder + "/pki/admin.crt",
                                     "--key",
                                     m_folder + "/pki/admin.key",
                                     m_server + path};
    if (!body.empty()) command.insert(command.end(), {"-H", "Content-Type: " + type, "--data-binary", body});
    const CommandResult done = runCommand(command);
    if (done.status != 0) throw std::runtime_error(method + " " + path + ": " + done.output + done.error);
    return done.output;
}

void ApiWriter::create(const std::string& collection, const std::string& json) {
    ask("POST", collection, "application/json", json);
}

void ApiWriter::tryCreating(const std::string& collection, const std::string& yaml) {
    ask("POST", collection + "?dryRun=All&fieldValidation=Strict", "application/yaml", yaml);
}

void ApiWriter::patch(const std::string& object, const std::string& json) {
    ask("PATCH", object, "application/merge-patch+json", json);
}

void ApiWriter::remove(const std::string& object, bool isAtOnce) {
    ask("DELETE", object + (isAtOnce ? "?gracePeriodSeconds=0" : ""), "", "");
}

std::string ApiWriter::get(const std::string& path) const {
    return ask("GET", path, "", "");
}

}  // namespace headroom::integration
