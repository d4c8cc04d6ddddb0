#include "tests/layering/include_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace headroom::layering {

namespace {

using Names = std::vector<std::string_view>;

/// What the files of a folder may include. Prefixes; the row of the longest matching folder counts.
struct Row {
    std::string_view folder;
    Names own;                ///< headers of ours
    Names ownExcept;          ///< taken out of `own` again
    Names libraries;          ///< headers of others, beyond the standard library
    Names standardForbidden;  ///< standard headers that would bring in what the folder must not know
};

const Names clocksAndChance{"chrono", "ctime", "random", "thread"};
const Names threadsToo{"chrono", "ctime", "random", "thread", "mutex", "atomic", "condition_variable", "future"};
const Names chance{"random"};
const Names posix{"arpa/", "fcntl.h", "poll.h", "signal.h", "spawn.h", "stdlib.h", "sys/", "termios.h", "unistd.h"};

const Names sockets{"arpa/", "netdb.h", "netinet/"};

Names operator+(Names left, const Names& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

const std::vector<Row>& table() {
    static const std::vector<Row> rows{
        {"model/", {"model/"}, {"model/rules/", "model/trace/"}, {"boost/", "fmt/", "yaml.h"}, clocksAndChance},
        {"model/config/", {"model/ids.h", "model/quantities.h", "model/config/"}, {}, {}, threadsToo},
        {"model/rules/", {"model/ids.h", "model/quantities.h", "model/config/", "model/rules/"}, {}, {}, threadsToo},
        {"model/trace/", {"model/"}, {"model/rules/"}, Names{"fmt/", "nlohmann/", "sqlite3.h"} + posix, chance},
        {"model/forecast/", {"model/"}, {"model/rules/"}, {"fmt/"}, clocksAndChance},
        {"model/calibration/", {"model/"}, {"model/rules/"}, {"boost/", "fmt/"}, clocksAndChance},
        {"sim/", {"model/", "sim/"}, {"sim/infrastructure/simgrid/"}, {"boost/", "fmt/"}, clocksAndChance},
        {"sim/random/", {"model/", "sim/random/"}, {}, {"boost/", "fmt/", "sleef.h"}, clocksAndChance},
        {"sim/infrastructure/simgrid/", {"model/", "sim/"}, {}, {"boost/", "fmt/", "simgrid/", "xbt/"}, clocksAndChance},
        {"app/presentation/", {"model/", "app/presentation/"}, {"model/rules/"}, {"fmt/", "nlohmann/"}, chance},
        {"app/cli/", {"model/", "app/presentation/", "app/cli/"}, {"model/rules/"}, Names{"CLI/", "fmt/"} + posix, chance},
        {"app/validation/",
         {"model/", "app/presentation/", "app/cli/", "app/validation/"},
         {"model/rules/"},
         Names{"CLI/", "fmt/"} + posix,
         chance},
        {"app/stream/", {"model/", "app/stream/"}, {"model/rules/"}, posix, chance},
        {"app/engine/", {"model/", "sim/", "app/stream/", "app/engine/"}, {}, Names{"CLI/", "fmt/", "nlohmann/"} + posix, chance},
        // Sees the deployment through connectors only.
        {"app/live/",
         {"model/", "connectors/", "app/stream/", "app/live/"},
         {"model/rules/"},
         Names{"CLI/", "fmt/", "nlohmann/"} + posix,
         chance},
        {"app/desktop/", {"model/", "app/presentation/", "app/desktop/"}, {"model/rules/"}, {"Q", "CLI/", "fmt/"}, chance},
        // Links Qt Core only, so that a header of Qt's with a window in it isn't even found.
        {"app/desktop/views/",
         {"model/", "app/presentation/", "app/desktop/views/"},
         {"model/rules/"},
         {"Q", "fmt/", "graphviz/"},
         chance},
        // Starts processes and sees to it that they end.
        {"app/desktop/views/run/",
         {"model/", "app/presentation/", "app/desktop/views/"},
         {"model/rules/"},
         Names{"Q", "fmt/"} + posix,
         chance},
        {"connectors/",
         {"model/", "connectors/"},
         {"model/rules/"},
         Names{"fmt/", "nlohmann/", "librdkafka/", "httplib.h", "openssl/"} + posix + sockets,
         chance},
        {"services/",
         {"model/", "services/", "connectors/bundled/", "connectors/kafka/", "connectors/error.h"},
         {},
         Names{"CLI/", "fmt/", "nlohmann/", "librdkafka/", "httplib.h", "libpq-fe.h", "prometheus/", "sqlite3.h"} + posix +
             sockets,
         chance},
        {"tests/",
         {"model/", "sim/", "app/", "connectors/", "services/", "tests/"},
         {"app/desktop/"},
         Names{"CLI/", "benchmark/", "boost/", "fmt/", "gmock/", "gtest/", "httplib.h", "libpq-fe.h", "librdkafka/", "nlohmann/",
               "rapidcheck", "simgrid/", "sleef.h", "sqlite3.h", "yaml.h"} +
             posix + sockets,
         {}},
        {"tests/gui/", {"model/", "app/", "tests/"}, {}, Names{"Q", "gmock/", "gtest/", "rapidcheck"} + posix, {}},
    };
    return rows;
}

const Row* findRow(const SourceFile& file) {
    const Row* best = nullptr;
    for (const Row& row : table())
        if (file.isUnder(row.folder) && (best == nullptr || row.folder.size() > best->folder.size())) best = &row;
    return best;
}

bool matchesAny(std::string_view name, const Names& prefixes) {
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
}

/// Standard headers have neither a suffix nor a folder; Qt's are capitalised.
bool isStandard(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::optional<std::string> objection(const Row& row, std::string_view name, bool quoted) {
    const std::string subject = std::string(row.folder) + " must not include " + std::string(name);
    if (quoted) {
        if (!matchesAny(name, row.own)) return subject + " (paths start at the top of the checkout)";
        return matchesAny(name, row.ownExcept) ? std::optional(subject) : std::nullopt;
    }
    if (isStandard(name)) {
        const bool forbidden = std::ranges::find(row.standardForbidden, name) != row.standardForbidden.end();
        return forbidden ? std::optional(subject) : std::nullopt;
    }
    return matchesAny(name, row.libraries) ? std::nullopt : std::optional(subject);
}

struct ForbiddenWord {
    std::regex pattern;
    std::string_view why;
};

const std::array<ForbiddenWord, 3>& forbiddenWords() {
    static const std::array<ForbiddenWord, 3> words{
        ForbiddenWord{std::regex(R"(\b(secure_)?getenv\b)"), "reads the environment"},
        ForbiddenWord{std::regex(R"(\b(random_device|srand|std::rand|rand|drand48)\b)"), "draws outside the seeded streams"},
        ForbiddenWord{std::regex(R"(\b(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday)\b)"),
                      "reads a clock"},
    };
    return words;
}

/// Where results become event times, so that one implementation of the functions below must serve every machine.
bool needsOneRounding(const SourceFile& file) {
    return (file.isUnder("sim/") && !file.isUnder("sim/statistics/")) || file.isUnder("model/rules/");
}

}  // namespace

std::vector<Violation> checkIncludes(const SourceFile& file) {
    if (!file.isCode()) return {};
    const Row* row = findRow(file);
    if (row == nullptr) return {{file.path, 0, "lies in no folder the table of includes knows"}};
    static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Violation> violations;
    const std::string text = blankOut(file.text, false);
    std::size_t number = 0;
    for (const std::string_view line : lines(text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (!std::regex_search(line.begin(), line.end(), match, include)) continue;
        if (auto message = objection(*row, match[2].str(), match[1] == "\"")) violations.push_back({file.path, number, *message});
    }
    return violations;
}

std::vector<Violation> checkDeterminism(const SourceFile& file) {
    const bool timeless = file.isUnder("model/") || file.isUnder("sim/");
    if (!file.isCode() || !timeless) return {};
    static const std::regex transcendental(
        R"(\bstd::(log|log2|log10|log1p|exp|exp2|expm1|pow|cbrt|sin|cos|tan|sinh|cosh|tanh|tgamma|lgamma|erf|erfc)\s*\()");
    std::vector<Violation> violations;
    const std::string text = blankOut(file.text, true);
    std::size_t number = 0;
    for (const std::string_view line : lines(text)) {
        ++number;
        for (const ForbiddenWord& word : forbiddenWords()) {
            // A recording is committed every second of the wall clock.
            if (file.isUnder("model/trace/") && word.why == "reads a clock") continue;
            if (std::regex_search(line.begin(), line.end(), word.pattern))
                violations.push_back({file.path, number, std::string(word.why)});
        }
        if (needsOneRounding(file) && std::regex_search(line.begin(), line.end(), transcendental))
            violations.push_back(
                {file.path, number, "rounds differently from machine to machine; use the functions of sim/random"});
    }
    return violations;
}

}  // namespace headroom::layering
