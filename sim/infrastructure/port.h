#pragma once
// The port between behaviours and the physics under them: CPU, network and disk work is started here and called
// back on completion; behaviours know nothing else. `native` and `simgrid` implement it.

#include <cstdint>
#include <string>

#include "model/ids.h"
#include "model/quantities.h"

namespace headroom::sim {

using model::Bandwidth;
using model::Bytes;
using model::Duration;
using model::Instant;

using HostIndex = model::Index<struct HostTag>;      ///< something with cores
using CgroupIndex = model::Index<struct CgroupTag>;  ///< a share of a host's CPU: a pod
using LinkIndex = model::Index<struct LinkTag>;      ///< shared network capacity
using RouteIndex = model::Index<struct RouteTag>;    ///< an ordered list of links, with a latency
using DiskIndex = model::Index<struct DiskTag>;

/// A unit of work under way; generation makes a stale handle harmless.
struct WorkHandle {
    std::uint32_t slot = ~0U;
    std::uint32_t generation = 0;
    bool operator==(const WorkHandle&) const = default;
};

enum class WorkOutcome { Completed, Failed };

/// Told when a piece of work ended; `token` is what its starter gave.
class WorkListener {
public:
    virtual void onWork(std::uint64_t token, WorkOutcome outcome) = 0;

protected:
    ~WorkListener() = default;
};

/// The physics. All times come from the kernel the implementation was built on; completions are kernel events,
/// so onWork is never called from inside a start.
class Infrastructure {
public:
    virtual ~Infrastructure() = default;

    // Topology: before the run starts, except hosts and cgroups, which may be added at any time.
    /// A host with `cores` cores of unit speed (1 core-second of work takes 1 s alone).
    virtual HostIndex addHost(const std::string& name, double cores) = 0;
    /// A cgroup on a host: its runnable jobs share its part of the host, which is by weight among cgroups
    /// with runnable jobs (water-filling), a job never getting more than one core.
    virtual CgroupIndex addCgroup(HostIndex host, double weight) = 0;
    /// Cancels the work in progress there without telling; work started there later fails at once.
    virtual void removeCgroup(CgroupIndex cgroup) = 0;
    /// A bandwidth of 0 or infinity is unlimited, for links and disks alike.
    virtual LinkIndex addLink(const std::string& name, Bandwidth bandwidth) = 0;
    virtual DiskIndex addDisk(const std::string& name, Bandwidth bandwidth) = 0;

    // Work.
    /// `work` is seconds of one core in nanoseconds.
    virtual WorkHandle startCpu(CgroupIndex cgroup, Duration work, WorkListener& listener, std::uint64_t token) = 0;
    /// Moves bytes over the links, which are shared max-min fairly among the transfers crossing them;
    /// completes after `latency` plus the transfer time; the latency comes first and occupies no bandwidth.
    virtual WorkHandle startTransfer(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size,
                                     WorkListener& listener, std::uint64_t token) = 0;
    /// Disk operations in flight share the bandwidth equally.
    virtual WorkHandle startDisk(DiskIndex disk, Bytes size, WorkListener& listener, std::uint64_t token) = 0;

    /// Ends the work without telling its listener. False when it had already ended.
    virtual bool cancel(WorkHandle work) = 0;

    // Control of a cgroup's jobs: CFS throttling and pauses are built on these.
    /// Suspensions nest, so that a throttle and a pause don't end each other: jobs run again after as many resumes.
    virtual void suspend(CgroupIndex cgroup) = 0;
    /// A resume without a suspend is a broken invariant.
    virtual void resume(CgroupIndex cgroup) = 0;
    virtual void setWeight(CgroupIndex cgroup, double weight) = 0;
    /// CPU time the cgroup has used since it was added, up to now.
    virtual Duration cpuUsed(CgroupIndex cgroup) const = 0;
    /// Cores the cgroup is being given right now.
    virtual double cpuRate(CgroupIndex cgroup) const = 0;
    /// Called whenever a cgroup's rate has changed, after all rates of that change are settled; at most one watcher a
    /// cgroup (null ends it). It may suspend, resume and start work. For quota accounting.
    class RateWatcher {
    public:
        virtual void onRateChanged(CgroupIndex cgroup, double cores) = 0;

    protected:
        ~RateWatcher() = default;
    };
    virtual void watchRate(CgroupIndex cgroup, RateWatcher* watcher) = 0;

    // Failure: all work in progress there ends with WorkOutcome::Failed, and new work fails at once until restored.
    virtual void setHostUp(HostIndex host, bool up) = 0;
    virtual void setLinkUp(LinkIndex link, bool up) = 0;
    /// Bytes carried so far.
    virtual double linkBytes(LinkIndex link) const = 0;
    virtual double diskBytes(DiskIndex disk) const = 0;
};

}  // namespace headroom::sim
