// The reference platform out of Kubernetes, Spring and Kafka files is the platform of the one-file scenario.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

using Lines = std::set<std::string>;

class PasteYourOwn : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(m_pasted.scenario) << findings(m_pasted);
        ASSERT_TRUE(m_reference.scenario) << findings(m_reference);
    }
    ReadResult m_pasted = readScenario(sourcePath("scenarios/paste-your-own/scenario.yaml"));
    ReadResult m_reference = readScenario(sourcePath("scenarios/transaction-platform.yaml"));
};

/// A place in a pasted file and the short form that says the same in a scenario.
struct ShortForm {
    std::string inFile;
    std::string inScenario;
};

std::string inShortForm(std::string path) {
    static const std::vector<ShortForm> forms{
        {".deployment.spec.replicas", ".replicas"},
        {".deployment.spec.template.spec.containers[0].", "."},
        {".application.server.tomcat.'threads.max'", ".threads"},
        {".application.server.tomcat.accept-count", ".queue"},
        {".spring.kafka.producer.acks", ".spring.kafka.producer.properties.acks"},
        {".spec.partitions", ".partitions"},
        {".spec.replicas", ".replicas"},
        {".spec.config.", ".config."},
    };
    for (const ShortForm& form : forms)
        if (const std::size_t at = path.find(form.inFile); at != std::string::npos)
            return path.replace(at, form.inFile.size(), form.inScenario);
    return path;
}

bool beginsWith(const std::string& path, const std::string& prefix) {
    return path.compare(0, prefix.size(), prefix) == 0;
}

/// What the two may differ in: the run, and what is put to the platform.
bool isOfTheRun(const std::string& path) {
    static const std::vector<std::string> names{"scenario", "description", "duration", "warmup",
                                                "frame",    "seed",        "faults[",  "expect["};
    return path == "clients.users.load" ||
           std::any_of(names.begin(), names.end(), [&](const std::string& name) { return beginsWith(path, name); });
}

/// What only a file has a place for: a listener's concurrency and group and the threads of a worker, which show in other lines as
/// well, and the default of a Deployment that is written nowhere.
bool onlyFilesSay(const std::string& path) {
    static const std::vector<std::string> places{
        ".application.spring.kafka.listener.", ".application.spring.kafka.consumer.group-id",
        ".application.spring.main.web-application-type", ".deployment.spec.minReadySeconds"};
    return std::any_of(places.begin(), places.end(),
                       [&](const std::string& place) { return path.find(place) != std::string::npos; });
}

/// Everything that has an effect on the platform, as `headroom explain` lists it, a line a setting.
Lines settings(const Scenario& scenario) {
    Lines lines;
    for (const EffectiveValue& value : scenario.effective) {
        if (value.origin.ends_with("no effect here") || isOfTheRun(value.path) || onlyFilesSay(value.path)) continue;
        lines.insert(inShortForm(value.path) + " = " + value.value);
    }
    return lines;
}

std::string onlyIn(const Lines& these, const Lines& those) {
    Lines rest;
    std::set_difference(these.begin(), these.end(), those.begin(), those.end(), std::inserter(rest, rest.end()));
    std::string text;
    for (const std::string& line : rest) text += line + "\n";
    return text;
}

Lines guesses(const Scenario& scenario) {
    Lines lines;
    for (const Guess& guess : scenario.guesses)
        lines.insert(guess.path + " in " + std::to_string(guess.low * 1e9) + ".." + std::to_string(guess.high * 1e9) + " nano" +
                     guess.unit);
    return lines;
}

template <class T>
std::vector<std::string> names(const std::vector<T>& elements) {
    std::vector<std::string> result;
    for (const T& element : elements) result.push_back(element.name);
    return result;
}

TEST_F(PasteYourOwn, ReadsWithoutFindings) {
    EXPECT_EQ(findings(m_pasted), "");
}

TEST_F(PasteYourOwn, HasTheReferencesElementsInItsOrder) {
    const Scenario& pasted = *m_pasted.scenario;
    const Scenario& reference = *m_reference.scenario;
    EXPECT_EQ(names(pasted.zones), names(reference.zones));
    EXPECT_EQ(names(pasted.nodes), names(reference.nodes));
    EXPECT_EQ(names(pasted.clients), names(reference.clients));
    EXPECT_EQ(names(pasted.services), names(reference.services));
    EXPECT_EQ(names(pasted.stores), names(reference.stores));
    EXPECT_EQ(names(pasted.clusters), names(reference.clusters));
    EXPECT_EQ(names(pasted.topics), names(reference.topics));
}

TEST_F(PasteYourOwn, HasTheReferencesSettings) {
    const Lines pasted = settings(*m_pasted.scenario);
    const Lines reference = settings(*m_reference.scenario);
    EXPECT_GT(reference.size(), 300U);
    EXPECT_EQ(onlyIn(reference, pasted), "");
    EXPECT_EQ(onlyIn(pasted, reference), "");
}

TEST_F(PasteYourOwn, LeavesOpenWhatTheReferenceLeavesOpen) {
    EXPECT_GE(m_reference.scenario->guesses.size(), 30U);
    EXPECT_EQ(guesses(*m_pasted.scenario), guesses(*m_reference.scenario));
}

TEST_F(PasteYourOwn, TakesFromTheFilesWhatTheyAreFor) {
    const Scenario& scenario = *m_pasted.scenario;
    const auto originOf = [&](const std::string& path) -> std::string {
        for (const EffectiveValue& value : scenario.effective)
            if (value.path == path) return value.origin;
        return "not listed";
    };
    EXPECT_NE(originOf("services.transaction.autoscaler.spec.maxReplicas").find("k8s/transaction.yaml"), std::string::npos);
    EXPECT_NE(originOf("services.audit.application.spring.kafka.listener.concurrency").find("audit/application.yml"),
              std::string::npos);
    EXPECT_NE(originOf("topics.transaction-initiated.spec.partitions").find("kafka/topics.yaml"), std::string::npos);
    EXPECT_NE(originOf("kafka.main.config.'num.io.threads'").find("kafka/server.properties"), std::string::npos);
    EXPECT_EQ(originOf("services.audit.application.'spring.data.mongodb.uri'"), "no effect here");
    EXPECT_EQ(originOf("kafka.main.config.'log.dirs'"), "no effect here");
}

}  // namespace
}  // namespace headroom::model
