#include "tests/integration/kafka/planted_secrets.h"

#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace headroom::integration {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t shortest = 12;

std::string base64(std::string_view bytes) {
    static constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    unsigned bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) text += signs[(bits >> (count - 6)) & 63];
    }
    return text;  // its last bits depend on what follows
}

/// The part of base64 that is the same whatever stands before and after, with so many bytes before.
std::string base64After(std::size_t before, const std::string& secret) {
    static constexpr std::array<std::size_t, 3> spoilt{0, 2, 3};
    return base64(std::string(before, 'x') + secret).substr(spoilt.at(before));
}

std::string urlEncoded(const std::string& text, bool isUpper) {
    const std::string_view digits = isUpper ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string encoded;
    for (const char sign : text) {
        const auto byte = static_cast<unsigned char>(sign);
        if (std::isalnum(byte) != 0 || sign == '-' || sign == '_' || sign == '.' || sign == '~')
            encoded += sign;
        else
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

void merge(std::set<std::string>& into, const std::set<std::string>& names) {
    into.insert(names.begin(), names.end());
}

}  // namespace

void PlantedSecrets::plant(const std::string& name, const std::string& secret) {
    if (secret.size() < shortest) throw std::invalid_argument(name + " is too short to be known again");
    std::set<std::string>& forms = m_forms[name];
    const std::string json = nlohmann::json(secret).dump();
    forms = {secret, urlEncoded(secret, true), urlEncoded(secret, false), json.substr(1, json.size() - 2)};
    for (std::size_t before = 0; before < 3; ++before) forms.insert(base64After(before, secret));
}

std::set<std::string> PlantedSecrets::in(std::string_view text) const {
    std::set<std::string> found;
    for (const auto& [name, forms] : m_forms)
        for (const std::string& form : forms)
            if (text.find(form) != std::string_view::npos) found.insert(name);
    return found;
}

std::set<std::string> PlantedSecrets::inFile(const fs::path& file) const {
    return in(contentOf(file));
}

std::set<std::string> PlantedSecrets::under(const fs::path& folder) const {
    std::set<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        merge(found, in(entry.path().string()));
        if (entry.is_regular_file()) merge(found, inFile(entry.path()));
    }
    return found;
}

std::set<std::string> PlantedSecrets::inProcesses(pid_t root) const {
    std::set<std::string> found;
    for (const pid_t process : processesFrom(root))
        for (const char* const what : {"cmdline", "environ"})
            merge(found, inFile(fs::path("/proc") / std::to_string(process) / what));
    return found;
}

std::set<pid_t> processesFrom(pid_t root) {
    std::set<pid_t> all{root};
    std::error_code gone;
    const fs::path tasks = fs::path("/proc") / std::to_string(root) / "task";
    for (const fs::directory_entry& task : fs::directory_iterator(tasks, gone)) {
        std::ifstream children(task.path() / "children");
        for (pid_t child = 0; children >> child;) all.merge(processesFrom(child));
    }
    return all;
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace headroom::integration
