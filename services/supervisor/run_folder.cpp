#include "services/supervisor/run_folder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

#include "connectors/bundled/run.h"

namespace headroom::services {

namespace {

namespace fs = std::filesystem;

const char* const runFile = "run.json";

[[noreturn]] void fail(int code, const fs::path& path) {
    throw std::system_error(code, std::generic_category(), path.string());
}

/// Nobody else may look or write into it.
void makePrivate(const fs::path& path) {
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(errno, path);
    struct stat found {};
    if (lstat(path.c_str(), &found) != 0) fail(errno, path);
    if (!S_ISDIR(found.st_mode) || found.st_uid != getuid()) fail(EPERM, path);
    if (chmod(path.c_str(), 0700) != 0) fail(errno, path);
}

bool isGone(const std::string& name) {
    if (name.empty() || name.size() > 9 || name.find_first_not_of("0123456789") != std::string::npos) return false;
    return kill(std::stoi(name), 0) != 0 && errno == ESRCH;
}

/// What was killed could not clean up; what was to be kept has no run.json.
void removeRemains(const fs::path& parent) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, ignored))
        if (isGone(entry.path().filename().string()) && fs::exists(entry.path() / runFile, ignored))
            fs::remove_all(entry.path(), ignored);
}

}  // namespace

RunFolder::RunFolder() : RunFolder(connectors::bundled::runsFolder()) {}

RunFolder::RunFolder(const fs::path& parent) : m_path(parent / std::to_string(getpid())) {
    makePrivate(parent);
    removeRemains(parent);
    std::error_code ignored;
    fs::remove_all(m_path, ignored);  // of an earlier process with this number
    makePrivate(m_path);
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    fs::remove(m_path / runFile, ignored);
    if (!m_isKept) fs::remove_all(m_path, ignored);
    fs::remove(m_path.parent_path(), ignored);  // if there is nothing in it
}

void RunFolder::tell(const nlohmann::ordered_json& run) const {
    const fs::path fresh = m_path / "run.json.new";
    const std::string text = run.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
    const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail(errno, fresh);
    const ssize_t count = write(file, text.data(), text.size());
    const int code = errno;
    close(file);
    if (count != static_cast<ssize_t>(text.size())) fail(count < 0 ? code : ENOSPC, fresh);
    if (rename(fresh.c_str(), (m_path / runFile).c_str()) != 0) fail(errno, m_path / runFile);
}

}  // namespace headroom::services
