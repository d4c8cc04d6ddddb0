#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/integration/kafka/command.h"
#include "tests/integration/kafka/described_groups.h"

namespace headroom::integration {

/// A real Kafka cluster on loopback that lives as long as this object, or as the process if that is killed.
class Cluster {
public:
    /// Waits until the cluster answers; throws std::runtime_error with one line that says why it can't be had.
    /// `settings` are the brokers', "name=value" each; `options` are tools/kafka's own.
    explicit Cluster(int brokers, const std::vector<std::string>& settings = {}, const std::vector<std::string>& options = {});
    ~Cluster();
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    const std::string& bootstrap() const { return m_bootstrap; }
    /// Of a secured cluster: where a listener is, by the name tools/kafka gives it.
    std::string listener(const std::string& name) const;
    /// Of a secured cluster: a file of certificates, passwords and properties.
    std::string tls(const std::string& file) const { return m_folder + "/tls/" + file; }
    /// The process of a broker, by its number from 1.
    pid_t broker(int number) const;
    /// Kills a broker and waits until it is gone.
    void kill(int number) const;
    /// Starts a broker that was killed again, on its data, and waits until it answers; throws std::runtime_error.
    void revive(int number);

    /// The command that runs one of Kafka's own command line classes.
    std::vector<std::string> command(const std::string& javaClass, const std::vector<std::string>& arguments) const;
    CommandResult run(const std::string& javaClass, const std::vector<std::string>& arguments) const;

    /// Runs ConsumerGroupCommand and returns what it prints; throws std::runtime_error with its complaint.
    std::string consumerGroups(const std::vector<std::string>& arguments) const;
    /// What ConsumerGroupCommand says of the groups' offsets, sorted; throws likewise.
    std::vector<DescribedPartition> describe(const std::vector<std::string>& groups) const;
    DescribedState describeState(const std::string& group) const;

    /// The cluster that cluster_main starts for all tests of a program.
    static Cluster& shared();

private:
    std::string m_said;  ///< by tools/kafka
    std::string m_folder;
    std::string m_bootstrap;
    std::vector<pid_t> m_brokers;
    int m_leash = -1;  ///< the brokers end when its other end reads the end of file
};

}  // namespace headroom::integration
