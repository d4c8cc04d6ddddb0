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

double LoadSolver::respond(std::size_t client, const std::vector<double>& arrivals,
                           const std::map<std::string, int>& replicas) const {
    std::vector<double> perPoll;
    std::vector<double> rates = m_model.rates(arrivals, replicas, perPoll);
    FlowBalance relays;
    addOutboxes(m_model, rates, relays);
    return m_model.holdTimes().at(m_model.waits(rates, replicas, m_seen))[client];
}

double LoadSolver::solveClient(std::size_t client, std::vector<double> arrivals,
                               const std::map<std::string, int>& replicas) const {
    const ClientFlow& what = m_clients[client];
    double low = 0;
    double high = what.offered;
    for (int step = 0; step < 60 && high - low > 1e-7 * high; ++step) {
        const double middle = arrivals[client] = (low + high) / 2;
        const double cycle = what.thinkTime + respond(client, arrivals, replicas);
        (middle * cycle > what.users ? high : low) = middle;
    }
    return low;
}

std::vector<double> LoadSolver::solve(const std::map<std::string, int>& replicas) {
    std::vector<double> arrivals = offered();
    const auto closed = std::ranges::count(m_clients, true, &ClientFlow::closed);
    // With several populations each is solved against the others' last arrivals; halfway steps keep them from taking turns.
    const int rounds = closed > 1 ? 40 : 1;
    for (int round = 0; round < rounds; ++round) {
        double change = 0;
        for (std::size_t i = 0; i < m_clients.size(); ++i) {
            if (!m_clients[i].closed || m_clients[i].offered <= 0) continue;
            const double solved = solveClient(i, arrivals, replicas);
            const double next = closed > 1 ? (arrivals[i] + solved) / 2 : solved;
            change = std::max(change, std::abs(next - arrivals[i]) / m_clients[i].offered);
            arrivals[i] = next;
        }
        if (change < 1e-5) break;
    }
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        m_clients[i].arrivals = arrivals[i];
        m_clients[i].responseTime = respond(i, arrivals, replicas);
    }
    return arrivals;
}

}  // namespace headroom::model
