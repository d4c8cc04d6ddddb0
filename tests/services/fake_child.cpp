// Stands in for headroom-service pod and clients: speaks the protocol of docs/services.md and does nothing else. What it is told
// comes back as "told" lines. FAKE_CHILD, "NAME=HOW NAME=HOW", makes processes misbehave: crash: dies as soon as it is ready;
// bad: refuses its input; hang: ignores that it is to stop; rave: says much, and nothing that makes sense; deaf: reads nothing,
// ever.

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace {

using Json = nlohmann::ordered_json;

std::string valueOf(int argc, char** argv, const std::string& option) {
    for (int i = 1; i + 1 < argc; ++i)
        if (argv[i] == option) return argv[i + 1];
    return {};
}

std::string behaviourOf(const std::string& name) {
    const char* const all = std::getenv("FAKE_CHILD");
    std::istringstream words(all == nullptr ? "" : all);
    for (std::string word; words >> word;)
        if (word.starts_with(name + '=')) return word.substr(name.size() + 1);
    return {};
}

void say(const std::string& name, const char* event, const Json& more = Json::object()) {
    Json line{{"level", "info"}, {"process", name}, {"event", event}, {"message", event}};
    line.update(more);
    std::cout << line.dump() << std::endl;
}

void rave() {
    std::cout << std::string(200'000, 'x')
              << "\n{\"event\": 1}\n[]\nnull\n{\n\xff\xfe\n{\"event\": \"listening\", \"port\": \"none\"}" << std::endl;
}

/// Until it is told to stop, or nobody is there any more.
int listen(const std::string& name, bool isStubborn) {
    for (std::string line; std::getline(std::cin, line);) {
        say(name, "told", {{"command", Json::parse(line)}});
        if (line.find("\"stop\"") == std::string::npos || isStubborn) continue;
        say(name, "draining");
        say(name, "stopped");
        return 0;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string pod = valueOf(argc, argv, "--pod");
    const std::string name = pod.empty() ? "clients" : pod;
    const std::string behaviour = behaviourOf(name);
    if (behaviour == "bad") {
        std::cerr << "scenario.yaml:1:1: error: this makes no sense" << std::endl;
        return 2;
    }
    Json arguments = Json::array();
    for (int i = 1; i < argc; ++i) arguments.push_back(argv[i]);
    say(name, "born", {{"pid", getpid()}, {"arguments", arguments}});
    if (!pod.empty()) say(name, "listening", {{"port", 40'000 + getpid() % 20'000}});
    say(name, "ready");
    if (behaviour == "crash") return 1;
    if (behaviour == "rave") rave();
    if (behaviour == "hang") signal(SIGTERM, SIG_IGN);
    if (behaviour == "deaf")
        while (true) pause();
    return listen(name, behaviour == "hang");
}
