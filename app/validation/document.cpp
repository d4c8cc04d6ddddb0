#include "app/validation/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::validation {
namespace {

constexpr std::size_t shownElasticities = 5;

std::string text(const std::optional<double>& value, const std::string& unit) {
    return presentation::formatValue(value, unit);
}

/// "48.2 k/s", "≤ 90.0 s".
std::string reference(const Figure& figure) {
    const std::string value = presentation::formatValue(figure.reference, figure.unit);
    switch (figure.kind) {
        case Figure::Kind::AtMost: return "≤ " + value;
        case Figure::Kind::AtLeast: return "≥ " + value;
        case Figure::Kind::Context: return "";
        default: return value;
    }
}

std::string interval(const Finding& finding) {
    if (finding.draws.empty()) return "mid only";
    return fmt::format("{} … {} ({})", text(finding.low(), finding.figure->unit), text(finding.high(), finding.figure->unit),
                       finding.draws.size());
}

std::string inside(const Finding& finding) {
    if (finding.figure->kind == Figure::Kind::Context || finding.draws.empty()) return "";
    if (finding.figure->kind == Figure::Kind::Near) return finding.isInside() ? "yes" : "**no**";
    return fmt::format("{} in {} of {} draws", finding.isInside() ? "yes," : "**no**,", finding.satisfied(),
                       finding.draws.size());
}

std::string elasticities(const Finding& finding) {
    std::string all;
    std::size_t shown = 0;
    for (const Elasticity& one : finding.elasticities) {
        if (shown++ == shownElasticities) break;
        all += fmt::format("| `{}` | {} | {} | {} |\n", one.guess,
                           std::isfinite(one.value) ? fmt::format("{:+.2f}", one.value) : "none",
                           text(one.atLow, finding.figure->unit), text(one.atHigh, finding.figure->unit));
    }
    if (all.empty()) return {};
    return fmt::format(
        "\nElasticities of *{}* ({} guesses moved one by one to the ends of their ranges, the greatest shown):\n\n"
        "| guess | elasticity | at its low end | at its high end |\n| --- | ---: | ---: | ---: |\n{}",
        finding.figure->label, finding.elasticities.size(), all);
}

std::string alternatives(const Row& row, const Campaign& campaign) {
    if (row.alternatives.empty()) return {};
    std::string all = "\nWhat would change it (mid guesses, one run each):\n\n| what |";
    for (const std::string& name : row.alternatives.front().expectations) all += fmt::format(" {} |", name);
    all += "\n| --- |";
    for (std::size_t i = 0; i < row.alternatives.front().expectations.size(); ++i) all += " ---: |";
    for (const Alternative& other : row.alternatives) {
        all += fmt::format("\n| {} |", other.label);
        const Outcome* outcome = campaign.find({other.study, 0, other.settings, other.quantiles});
        for (std::size_t i = 0; i < other.expectations.size(); ++i) {
            const bool known = outcome != nullptr && outcome->contains(other.expectations[i]);
            all += fmt::format(" {} |", known ? text(outcome->at(other.expectations[i]), other.units[i]) : "no value");
        }
    }
    return all + "\n";
}

std::string summaryLine(const Row& row, const std::vector<Finding>& findings) {
    std::string all;
    for (const Finding& finding : findings)
        if (finding.figure->kind != Figure::Kind::Context)
            all += fmt::format("| {} | {}: {} | {} | {} | {} | {} |\n", row.id, row.title, finding.figure->label,
                               reference(*finding.figure), text(finding.mid, finding.figure->unit), interval(finding),
                               inside(finding));
    return all;
}

std::string section(const Row& row, const std::vector<Finding>& findings, const Campaign& campaign) {
    std::string all = fmt::format("\n## {} {}\n\nThe paper: {}.\n\n{}\n\n", row.id, row.title, row.paper, row.statement);
    all += "| figure | paper | at mid guesses | 5th … 95th percentile (draws) | inside |\n| --- | ---: | ---: | ---: | --- |\n";
    for (const Finding& finding : findings)
        all += fmt::format("| {} | {} | {} | {} | {} |\n", finding.figure->label, reference(*finding.figure),
                           text(finding.mid, finding.figure->unit), interval(finding), inside(finding));
    for (const Finding& finding : findings)
        if (finding.figure->kind != Figure::Kind::Context) all += elasticities(finding);
    return all + alternatives(row, campaign) + "\n" + row.explanation + "\n";
}

std::string head(const Making& making) {
    return fmt::format(
        "# Validation: {0} against its published figures\n\n"
        "Made by `./headroom validate --draws {2}`; don't edit it. The command runs the variants of `{1}` and writes this page; "
        "the "
        "sentences stand in `app/validation/plan.cpp`, every figure in a table comes out of the runs.\n\n"
        "What the source publishes as a parameter is a parameter; what it leaves open is a `guess` with a range and the reason "
        "for "
        "the range beside it. Parameters, ranges and origins were committed before the first comparison with a predicted figure "
        "(commit 77a5123, `{1}`), and no guess or range was changed afterwards. Changed after the first comparison were: the simulator's producer, which sent one request a round trip "
        "instead of filling max.in.flight (that raised P1), "
        "and its `inPod: false`, which was ignored; the pod-failure variant (HPA held at six, window from the fault on); "
        "more expectations and the two scale-out variants; what stood still after a fault (`docs/decisions/0006`). Calibrated are only the monolith's two figures "
        "(`scenarios/monolith.yaml`), which are not in this page's tables.\n\n"
        "How to read the tables. *At mid guesses*: every guess in the middle of its range, seed 1. *5th … 95th percentile*: of "
        "the "
        "predictions with all guesses drawn anew, uniformly and independently, and another seed each; the number of draws stands "
        "behind "
        "({2} at most). The paper's figure is *inside* if it lies between the two; for a bound or an equality, if every draw "
        "satisfies "
        "it. *Elasticity*: a guess is put at either end of its range with the others in the middle and the same seed; the "
        "figure's "
        "change over the mean of its two values, divided by the guess's change over its mean. An elasticity of −1 says: twice "
        "the "
        "guess, half the figure. Runs are shorter than the variants' where a steady state allows it. One simulation on two "
        "cores: "
        "nothing here measures a real platform.\n",
        making.scenarioName, making.scenarioPath, making.draws);
}

}  // namespace

std::string document(const Plan& plan, const Campaign& campaign, const model::Scenario& scenario, const Making& making) {
    std::string summary =
        "\n## All rows\n\n| row | figure | paper | at mid guesses | 5th … 95th percentile (draws) | inside |\n"
        "| --- | --- | ---: | ---: | ---: | --- |\n";
    std::string sections;
    for (const Row& row : plan.rows) {
        std::vector<Finding> findings;
        for (const Figure& figure : row.figures) findings.push_back(findingOf(figure, plan, campaign, scenario, making.draws));
        summary += summaryLine(row, findings);
        sections += section(row, findings, campaign);
    }
    return head(making) + summary + sections;
}

}  // namespace headroom::validation
