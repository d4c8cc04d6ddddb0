#include "tests/integration/kafka/live_look.h"

#include <fstream>

namespace headroom::integration {

std::string propertiesFile(const Lines& lines) {
    std::string path = freshPath("client.properties");
    std::ofstream file(path);
    for (const std::string& line : lines) file << line << '\n';
    return path;
}

headroom::Outcome look(const std::string& place, const Lines& properties, const std::string& timeout) {
    std::vector<std::string> command{HEADROOM_PROGRAM, "live", "--once",    "--format", "json",
                                     "--kafka",        place,  "--timeout", timeout};
    if (!properties.empty()) command.insert(command.end(), {"--properties", propertiesFile(properties)});
    return headroom::run(command);
}

Lines scramProperties(const std::string& password) {
    return {"security.protocol=SASL_SSL", "sasl.mechanism=SCRAM-SHA-512", "sasl.username=alice", "sasl.password=" + password,
            "ssl.ca.location=" + Cluster::shared().tls("ca.pem")};
}

Lines trustingProperties() {
    return {"security.protocol=SSL", "ssl.ca.location=" + Cluster::shared().tls("ca.pem")};
}

std::string scramPassword() {
    std::ifstream file(Cluster::shared().tls("scram.password"));
    std::string password;
    std::getline(file, password);
    return password;
}

}  // namespace headroom::integration
