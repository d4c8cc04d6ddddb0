#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "app/presentation/prediction.h"
#include "model/forecast/present_load.h"
#include "model/scenario/reader.h"
#include "model/trace/trace.h"

namespace headroom::cli {

/// Simulates in the background, at the lowest priority, one simulation at a time.
class Predictor {
public:
    Predictor() = default;
    /// Ends what is under way.
    ~Predictor() = default;
    Predictor(const Predictor&) = delete;
    Predictor& operator=(const Predictor&) = delete;

    /// What came of one: a prediction, or why there is none.
    using Result = std::variant<presentation::Prediction, std::string>;

    /// The header brings the scenario, `reading` is how it was read. Only while nothing is under way.
    void begin(const trace::Header& header, const model::ReadOptions& reading, forecast::PresentLoad load, model::Instant at);
    bool isBusy() const { return m_isBusy; }
    /// Of the load it was last begun for.
    const std::optional<forecast::PresentLoad>& load() const { return m_load; }
    /// What came of the simulation, once.
    std::optional<Result> take();

private:
    std::optional<forecast::PresentLoad> m_load;
    bool m_isBusy = false;
    std::mutex m_mutex;
    std::optional<Result> m_result;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::cli
