#include "services/process/log.h"

#include <sys/time.h>

#include <ctime>
#include <utility>

namespace headroom::services {

namespace {

std::string now() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    std::tm parts{};
    gmtime_r(&time.tv_sec, &parts);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(time.tv_nsec / 1'000'000));
    return text;
}

}  // namespace

Log::Log(std::string process, std::FILE* output) : m_process(std::move(process)), m_output(output) {}

void Log::info(std::string_view event, std::string_view message, const Fields& fields) {
    write("info", event, message, fields);
}

void Log::warn(std::string_view event, std::string_view message, const Fields& fields) {
    write("warn", event, message, fields);
}

void Log::error(std::string_view event, std::string_view message, const Fields& fields) {
    write("error", event, message, fields);
}

void Log::write(std::string_view level, std::string_view event, std::string_view message, const Fields& fields) {
    Fields line{{"time", now()}, {"level", level}, {"process", m_process}, {"event", event}, {"message", message}};
    line.update(fields);
    // What isn't UTF-8 is replaced: a line is always valid JSON.
    const std::string text = line.dump(-1, ' ', false, Fields::error_handler_t::replace) + '\n';
    const std::scoped_lock lock(m_mutex);
    std::fwrite(text.data(), 1, text.size(), m_output);
    std::fflush(m_output);
}

}  // namespace headroom::services
