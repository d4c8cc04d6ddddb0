// docs/trace.md against the code: its examples read, and it names everything that is written.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/recording_writer.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

std::string document() {
    std::ifstream file(HEADROOM_SOURCE_DIR "/docs/trace.md");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The lines of all ```json blocks.
std::vector<std::string> examples() {
    std::vector<std::string> lines;
    std::istringstream text(document());
    bool inside = false;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("```"))
            inside = line == "```json";
        else if (inside)
            lines.push_back(line);
    }
    return lines;
}

bool names(const std::string& text, const std::string& word) {
    return text.find('`' + word + '`') != std::string::npos;
}

void collectNames(const nlohmann::json& value, std::set<std::string>& found) {
    for (const auto& entry : value.items()) {
        if (value.is_object()) found.insert(entry.key());
        if (entry.value().is_structured() && entry.key() != "settings") collectNames(entry.value(), found);
    }
}

TEST(TraceDocumentation, ExamplesAreAWholeTrace) {
    std::string text;
    std::set<std::string> types;
    for (const std::string& line : examples()) {
        text += line + '\n';
        types.insert(nlohmann::json::parse(line)["type"].get<std::string>());
    }
    EXPECT_EQ(types, (std::set<std::string>{"header", "element", "series", "frame", "event", "span", "end"}));
    const std::string written = samples::lines([&](TraceSink& sink) {
        NdjsonReader reader(sink);
        reader.feed(text);
        reader.finish();
        EXPECT_FALSE(reader.error()) << reader.error()->message;
        EXPECT_TRUE(reader.hasEnded());
    });
    EXPECT_EQ(written, text) << "the writer would write the examples otherwise";
}

TEST(TraceDocumentation, NamesEveryFieldOfTheStream) {
    std::istringstream lines(samples::lines([](TraceSink& sink) { samples::everything(sink); }));
    std::set<std::string> fields;
    for (std::string line; std::getline(lines, line);) collectNames(nlohmann::json::parse(line), fields);
    EXPECT_GT(fields.size(), 40U);
    const std::string text = document();
    for (const std::string& field : fields) EXPECT_TRUE(names(text, field)) << field;
}

/// Names of tables and views, and of their columns; of sketches, samples and the like by asking SQLite.
std::set<std::string> namesInRecording(const std::string& path) {
    std::set<std::string> found;
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    const auto collect = [](void* out, int, char** values, char**) {
        static_cast<std::set<std::string>*>(out)->insert(values[0]);
        return 0;
    };
    const char* const queries[] = {
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')",
        "SELECT c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type IN ('table', 'view')",
        "SELECT key FROM meta WHERE key NOT LIKE 'setting.%'"};
    for (const char* query : queries) EXPECT_EQ(sqlite3_exec(database, query, collect, &found, nullptr), SQLITE_OK);
    sqlite3_close(database);
    return found;
}

TEST(TraceDocumentation, NamesEveryTableAndColumnOfTheRecording) {
    const std::string path = testing::TempDir() + "documentation-" + std::to_string(::getpid()) + ".headroom";
    {
        auto writer = RecordingWriter::create(path, {});
        ASSERT_TRUE(writer) << writer.error().message;
        samples::everything(*writer.value());
    }
    const std::set<std::string> found = namesInRecording(path);
    std::filesystem::remove(path);
    EXPECT_GT(found.size(), 50U);
    const std::string text = document();
    for (const std::string& name : found) EXPECT_TRUE(names(text, name)) << name;
}

}  // namespace
}  // namespace headroom::trace
