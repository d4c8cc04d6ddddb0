#include "app/cli/export_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace headroom::cli {
namespace {

namespace fs = std::filesystem;

/// What every file of an export begins with.
const std::string mark = "# Made by headroom export ";

[[noreturn]] void fail(int number, const fs::path& path) {
    throw fs::filesystem_error("", path, std::error_code(number, std::generic_category()));
}

void writeFile(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::FILE* file = std::fopen(path.c_str(), "wbx");
    if (file == nullptr) fail(errno, path);
    const bool isWritten =
        std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0 && fsync(fileno(file)) == 0;
    const int number = errno;
    if (std::fclose(file) != 0 || !isWritten) fail(isWritten ? errno : number, path);
}

bool isMadeByAnExport(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string begin(mark.size(), '\0');
    return file.read(begin.data(), static_cast<std::streamsize>(begin.size())) && begin == mark;
}

/// Copies what no export has made.
void keepOthers(const fs::path& from, const fs::path& to) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
        const fs::path copy = to / entry.path().lexically_relative(from);
        const bool isFolder = entry.is_directory() && !entry.is_symlink();
        if (isFolder || fs::exists(fs::symlink_status(copy)) || (entry.is_regular_file() && isMadeByAnExport(entry.path())))
            continue;
        fs::create_directories(copy.parent_path());
        if (const fs::path folder = entry.path().parent_path(); folder != from)
            fs::permissions(copy.parent_path(), fs::status(folder).permissions());
        fs::copy(entry.path(), copy, fs::copy_options::copy_symlinks);
    }
}

/// `made` and `place` change places; where the file system can't do that at once, one after the other.
void exchange(const fs::path& made, const fs::path& place) {
    if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) == 0) return;
    if (errno != EINVAL && errno != ENOSYS) fail(errno, place);
    const fs::path aside = made.string() + "-old";
    fs::rename(place, aside);
    fs::rename(made, place);
    fs::rename(aside, made);
}

/// Beside the place; gone when it ends, whatever it holds by then.
class Draft {
public:
    explicit Draft(const fs::path& place) : m_path(place.string() + ".new-" + std::to_string(getpid())) {
        fs::create_directories(m_path.parent_path());
        if (!fs::create_directory(m_path)) fail(EEXIST, m_path);
    }
    ~Draft() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

void put(const fs::path& place, const std::map<std::string, std::string>& files) {
    const Draft draft(place);
    for (const auto& [name, text] : files) writeFile(draft.path() / name, text);
    if (!fs::exists(place) || fs::is_empty(place)) {
        fs::rename(draft.path(), place);
        return;
    }
    keepOthers(place, draft.path());
    exchange(draft.path(), place);
}

}  // namespace

std::optional<FolderProblem> writeFolder(const std::string& path, const std::map<std::string, std::string>& files,
                                         bool mayReplace) {
    try {
        fs::path place = fs::weakly_canonical(fs::absolute(path));
        if (!place.has_filename()) place = place.parent_path();  // "folder/"
        if (fs::exists(place) && !fs::is_directory(place)) return FolderProblem{BadInput, fmt::format("{} is no folder", path)};
        if (fs::exists(place) && !fs::is_empty(place) && !mayReplace)
            return FolderProblem{BadInput,
                                 fmt::format("{} has something in it already; --force replaces what an export made", path)};
        put(place, files);
    } catch (const fs::filesystem_error& error) {
        return FolderProblem{BadEnvironment, fmt::format("{} can't be written: {}", path, error.code().message())};
    }
    return std::nullopt;
}

}  // namespace headroom::cli
