#include "model/analysis/load_solver.h"

#include <algorithm>
#include <cmath>

namespace headroom::model {

LoadSolver::LoadSolver(const Scenario& scenario, const FlowModel& model, const LoadPoint& point, double factor) : m_model(model) {
    double users = 0;
    bool allClosed = true;
    for (std::size_t i = 0; i < scenario.clients.size(); ++i) {
        const Client& client = scenario.clients[i];
        ClientFlow flow;
        flow.client = client.name;
        flow.uncontended = model.uncontended()[i];
        const double level = factor * levelAt(client.load, point, scenario.duration);
        if (const auto* closed = std::get_if<ClosedLoad>(&client.load)) {
            flow.closed = true;
            flow.users = level;
            flow.thinkTime = closed->thinkTime.mean;
            const double cycle = flow.thinkTime + flow.uncontended;
            flow.offered = cycle > 0 ? level / cycle : 0;
            users += level;
        } else {
            flow.offered = level;
            allClosed = false;
        }
        m_clients.push_back(flow);
    }
    // An arrival of a closed population meets all others (Schweitzer); open arrivals meet everybody.
    if (allClosed) m_seen = users > 1 ? (users - 1) / users : 0;
}

std::vector<double> LoadSolver::offered() const {
    std::vector<double> result;
    for (const ClientFlow& client : m_clients) result.push_back(client.offered);
    return result;
}

std::vector<double> LoadSolver::respond(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas) const {
    std::vector<double> perPoll;
    std::vector<double> rates = m_model.rates(arrivals, replicas, perPoll);
    FlowBalance relays;
    addOutboxes(m_model, rates, relays);
    return m_model.holdTimes().at(m_model.waits(rates, replicas, m_seen));
}

double LoadSolver::populate(const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                            std::vector<double>& cycles) const {
    const std::vector<double> times = respond(arrivals, replicas);
    double users = 0;
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        cycles[i] = m_clients[i].thinkTime + times[i];
        if (m_clients[i].closed && arrivals[i] > 0) users += arrivals[i] * cycles[i];
    }
    return users;
}

void LoadSolver::fit(double users, const std::map<std::string, int>& replicas, const std::vector<double>& direction,
                     std::vector<double>& arrivals, std::vector<double>& cycles) const {
    double low = 0;
    double high = 1;
    const auto scale = [&](double factor) {
        for (std::size_t i = 0; i < arrivals.size(); ++i)
            if (m_clients[i].closed) arrivals[i] = factor * direction[i];
    };
    for (int step = 0; step < 60 && high - low > 1e-7 * high; ++step) {
        scale((low + high) / 2);
        (populate(arrivals, replicas, cycles) > users ? high : low) = (low + high) / 2;
    }
    scale(low);
    populate(arrivals, replicas, cycles);
}

double LoadSolver::correctShares(const std::vector<double>& arrivals, const std::vector<double>& cycles,
                                 std::vector<double>& direction) const {
    double change = 0;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        if (!m_clients[i].closed || direction[i] <= 0 || !std::isfinite(cycles[i])) continue;
        const double fair = m_clients[i].users / cycles[i];
        change = std::max(change, std::abs(fair - arrivals[i]) / fair);
        direction[i] = 2 * fair;  // room for the next scaling to grow
    }
    return change;
}

std::vector<double> LoadSolver::solve(const std::map<std::string, int>& replicas) {
    std::vector<double> direction = offered();
    std::vector<double> arrivals = direction;
    std::vector<double> cycles(m_clients.size(), 0);
    double users = 0;
    for (const ClientFlow& client : m_clients) users += client.users;
    // All closed arrivals are scaled until the users they imply are those there are; then each population's share is corrected.
    const bool several = std::ranges::count(m_clients, true, &ClientFlow::closed) > 1;
    for (int round = 0; users > 0 && round < (several ? 30 : 1); ++round) {
        fit(users, replicas, direction, arrivals, cycles);
        if (correctShares(arrivals, cycles, direction) < 1e-5) break;
    }
    const std::vector<double> times = respond(arrivals, replicas);
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        m_clients[i].arrivals = arrivals[i];
        m_clients[i].responseTime = times[i];
    }
    return arrivals;
}

}  // namespace headroom::model
