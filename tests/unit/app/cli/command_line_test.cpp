#include "app/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::cli {
namespace {

CommandLine parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "headroom");
    return parseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

TEST(CommandLine, ReadsEveryOptionOfRun) {
    const auto options = std::get<RunOptions>(
        parse({"run",          "a.yaml",     "--set",     "x=1",  "--set",          "y=2",    "--seed",           "4",
               "--duration",   "90s",        "--variant", "v",    "--replications", "3",      "--infrastructure", "simgrid",
               "--record",     "r.headroom", "--format",  "json", "--output",       "o.json", "--precision",      "5%",
               "--load-scale", "2%"}));
    EXPECT_EQ(options.scenario.settings, (std::vector<std::string>{"x=1", "y=2"}));
    EXPECT_EQ(options.seed, 4U);
    EXPECT_EQ(options.replications, 3);
    EXPECT_EQ(options.report.format, Format::Json);
    EXPECT_DOUBLE_EQ(*options.precision, 0.05);
    EXPECT_DOUBLE_EQ(options.loadScale, 0.02);
}

TEST(CommandLine, ReadsLoadFactors) {
    for (const char* text : {"2x", "2", "200%"})
        EXPECT_DOUBLE_EQ(*std::get<CheckOptions>(parse({"check", "a.yaml", "--load", text})).load, 2);
    EXPECT_EQ(std::get<EarlyExit>(parse({"check", "a.yaml", "--load", "0x"})).status, 2);
}

TEST(CommandLine, SaysWhatIsWrongWithAValue) {
    const auto complaint = [](const std::vector<const char*>& arguments) {
        const auto exit = std::get<EarlyExit>(parse(arguments));
        EXPECT_EQ(exit.status, 2);
        return exit.error.substr(0, exit.error.find('\n'));
    };
    EXPECT_EQ(complaint({"run", "a.yaml", "--format", "1"}), "--format: '1' is none of text, json, csv, html");
    EXPECT_EQ(complaint({"report", "a", "--format", "pdf"}), "--format: 'pdf' is none of text, json, csv, html");
    EXPECT_EQ(complaint({"run", "a.yaml", "--seed", "-1"}), "--seed: '-1' is not a whole number from 0");
    EXPECT_EQ(complaint({"play", "a", "--speed", "-1"}), "--speed: '-1' is not a number from 0");
    EXPECT_EQ(complaint({"run", "a.yaml", "--load-scale", "2x"}),
              "--load-scale: '2x' is no share of the load; write 2% or 0.02; at most 100 times the load");
    EXPECT_EQ(complaint({"check", "a.yaml", "--load", "inf"}), "--load: 'inf' is not a positive number");
    EXPECT_EQ(complaint({"check", "a.yaml", "--load", "1e400"}), "--load: '1e400' is not a positive number");
}

TEST(CommandLine, ReadsEveryOptionOfLive) {
    const auto options =
        std::get<LiveOptions>(parse({"live", "--kafka", "a:1,b:2", "--group", "x", "--group", "y", "--topic", "t", "--properties",
                                     "p", "--interval", "5s", "--record", "r.headroom", "--stream"}));
    EXPECT_EQ(options.kafka, "a:1,b:2");
    EXPECT_EQ(options.groups, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(options.topics, std::vector<std::string>{"t"});
    EXPECT_TRUE(options.stream);
    const auto overlay = std::get<LiveOptions>(
        parse({"live", "s.yaml", "--kafka", "a:1", "--variant", "v", "--set", "a=b", "--cluster", "c", "--metrics", ":1"}));
    EXPECT_EQ(overlay.scenario.path, "s.yaml");
    EXPECT_EQ(overlay.scenario.variant, "v");
    EXPECT_EQ(overlay.scenario.settings, std::vector<std::string>{"a=b"});
    EXPECT_EQ(overlay.cluster, "c");
    EXPECT_EQ(overlay.metrics, ":1");
    const auto discovery = std::get<LiveOptions>(parse({"live", "--kafka", "a:1", "--discover", "f.yaml", "--force"}));
    EXPECT_EQ(discovery.discovery, "f.yaml");
    EXPECT_TRUE(discovery.force);
    EXPECT_EQ(std::get<LiveOptions>(parse({"live", "--from", "f", "--format", "json"})).format, Format::Json);
    EXPECT_EQ(std::get<LiveOptions>(parse({"live", "s.yaml", "--run", "7"})).run, "7");
    EXPECT_TRUE(std::get<LiveOptions>(parse({"live", "s.yaml", "--predict", "--once", "--format", "json"})).predict);
    const auto figures = std::get<LiveOptions>(parse({"live", "--scrape", "a=b:1", "--scrape", "c:2", "--http-config", "h.yml"}));
    EXPECT_EQ(figures.figures, (std::vector<std::string>{"--scrape", "a=b:1", "--scrape", "c:2", "--http-config", "h.yml"}));
    for (const std::vector<const char*>& arguments :
         std::vector<std::vector<const char*>>{{"live"},
                                               {"live", "--scrape", "a:1", "--from", "f"},
                                               {"live", "--kafka", "a:1", "--from", "f"},
                                               {"live", "--kafka", "a:1", "--format", "json"},
                                               {"live", "--kafka", "a:1", "--variant", "v"},
                                               {"live", "--kafka", "a:1", "--format", "csv", "--once"},
                                               {"live", "--kafka", "a:1", "--predict"},
                                               {"live", "s.yaml", "--predict", "--from", "f"},
                                               {"live", "--kafka", "a:1", "--format", "json", "--once", "--record", "r"}})
        EXPECT_EQ(std::get<EarlyExit>(parse(arguments)).status, 2);
}

TEST(CommandLine, ReadsEveryOptionOfExport) {
    const auto options = std::get<ExportOptions>(parse({"export", "kubernetes", "a.yaml", "--variant", "v", "--set", "x=1",
                                                        "--output", "out", "--load-scale", "2%", "--force"}));
    EXPECT_EQ(options.target, "kubernetes");
    EXPECT_EQ(options.scenario.path, "a.yaml");
    EXPECT_EQ(options.scenario.variant, "v");
    EXPECT_EQ(options.scenario.settings, std::vector<std::string>{"x=1"});
    EXPECT_EQ(options.folder, "out");
    EXPECT_EQ(options.loadScale, "2%");
    EXPECT_TRUE(options.force);
    EXPECT_EQ(std::get<ExportOptions>(parse({"export", "compose", "a.yaml"})).loadScale, "100%");
    EXPECT_EQ(std::get<EarlyExit>(parse({"export", "nomad", "a.yaml"})).status, 2);
    EXPECT_EQ(std::get<EarlyExit>(parse({"export", "compose"})).status, 2);
}

TEST(CommandLine, ReadsEveryOptionOfUp) {
    const auto options = std::get<UpOptions>(parse({"up",           "a.yaml",
                                                    "--variant",    "v",
                                                    "--set",        "x=1",
                                                    "--load-scale", "2%",
                                                    "--kafka",      "a:1",
                                                    "--properties", "p",
                                                    "--database",   "postgresql://db/shop",
                                                    "--for",        "90s",
                                                    "--no-faults",  "--keep-data",
                                                    "--log",        "l"}));
    EXPECT_EQ(options.scenario.path, "a.yaml");
    EXPECT_EQ(options.scenario.settings, std::vector<std::string>{"x=1"});
    EXPECT_EQ(options.loadScale, "2%");
    EXPECT_EQ(options.kafka, "a:1");
    EXPECT_EQ(options.database, "postgresql://db/shop");
    EXPECT_EQ(options.length, "90s");
    EXPECT_EQ(options.log, "l");
    EXPECT_TRUE(options.withoutFaults);
    EXPECT_TRUE(options.keepsData);
    EXPECT_FALSE(std::get<UpOptions>(parse({"up", "a.yaml"})).withoutFaults);
    EXPECT_EQ(std::get<EarlyExit>(parse({"up", "a.yaml", "--properties", "p"})).status, 2);
}

TEST(CommandLine, ReadsEveryOptionOfForecast) {
    using Kind = forecast::WhatIf::Kind;
    const auto options = std::get<ForecastOptions>(
        parse({"forecast", "n.headroom",     "--at",      "5m",     "--group",   "audit",    "--scale", "audit=8", "--set",
               "a.b=c",    "--partitions",   "orders=12", "--kill", "pod/audit", "--scale",  "mail=2",  "--for",   "90s",
               "--quick",  "--replications", "5",         "--seed", "7",         "--format", "json"}));
    EXPECT_EQ(options.recording, "n.headroom");
    EXPECT_EQ(options.at, "5m");
    EXPECT_EQ(options.group, "audit");
    std::vector<std::pair<Kind, std::string>> whatIfs;
    for (const forecast::WhatIf& whatIf : options.whatIfs) whatIfs.emplace_back(whatIf.kind, whatIf.value);
    // All of them, in their order.
    EXPECT_EQ(whatIfs, (std::vector<std::pair<Kind, std::string>>{{Kind::Scale, "audit=8"},
                                                                  {Kind::Set, "a.b=c"},
                                                                  {Kind::Partitions, "orders=12"},
                                                                  {Kind::Kill, "pod/audit"},
                                                                  {Kind::Scale, "mail=2"}}));
    EXPECT_EQ(options.length, 90);
    EXPECT_TRUE(options.quick);
    EXPECT_EQ(options.replications, 5);
    EXPECT_EQ(options.seed, 7U);
    EXPECT_EQ(options.format, Format::Json);
    EXPECT_EQ(std::get<ForecastOptions>(parse({"forecast", "n.headroom"})).replications, 19);
    EXPECT_EQ(std::get<EarlyExit>(parse({"forecast"})).status, 2);
    const auto exit = std::get<EarlyExit>(parse({"forecast", "n.headroom", "--for", "long"}));
    EXPECT_EQ(exit.error.substr(0, exit.error.find('\n')), "--for: 'long' is no time; write 90s or 10m");
}

TEST(CommandLine, ForecastsWhatIsWatched) {
    const auto options = std::get<ForecastOptions>(
        parse({"forecast",   "--live",       "s.yaml",    "--watch",  "20s",   "--variant",    "v",         "--kafka",
               "a:1",        "--properties", "p",         "--scrape", "b:2",   "--kubernetes", "--cluster", "c",
               "--interval", "2s",           "--timeout", "3s",       "--set", "a=b",          "--quick"}));
    EXPECT_TRUE(options.isLive());
    EXPECT_EQ(options.watch, 20);
    EXPECT_EQ(options.live.scenario.path, "s.yaml");
    EXPECT_EQ(options.live.scenario.variant, "v");
    EXPECT_EQ(options.live.kafka, "a:1");
    EXPECT_EQ(options.live.properties, "p");
    EXPECT_EQ(options.live.figures, (std::vector<std::string>{"--scrape", "b:2"}));
    EXPECT_EQ(options.live.kubernetes, std::vector<std::string>{"--kubernetes"});
    EXPECT_EQ(options.live.cluster, "c");
    EXPECT_EQ(options.live.interval, "2s");
    EXPECT_EQ(options.live.timeout, "3s");
    // What if, not what is.
    EXPECT_TRUE(options.live.scenario.settings.empty());
    EXPECT_EQ(options.whatIfs.size(), 1U);
    EXPECT_EQ(std::get<ForecastOptions>(parse({"forecast", "--live", "s.yaml", "--run", "7"})).live.run, "7");
    EXPECT_FALSE(std::get<ForecastOptions>(parse({"forecast", "n.headroom"})).isLive());
    for (const std::vector<const char*>& arguments :
         std::vector<std::vector<const char*>>{{"forecast", "n.headroom", "--live", "s.yaml"},
                                               {"forecast", "n.headroom", "--watch", "20s"},
                                               {"forecast", "n.headroom", "--kafka", "a:1"},
                                               {"forecast", "--live", "s.yaml", "--at", "5m"},
                                               {"forecast", "--live", "s.yaml", "--watch", "0s"},
                                               {"forecast", "--live", "s.yaml", "--watch", "11m"},
                                               {"forecast", "--live", "s.yaml", "--watch", "soon"}})
        EXPECT_EQ(std::get<EarlyExit>(parse(arguments)).status, 2) << arguments.back();
}

TEST(CommandLine, RefusesWhatMakesNoSense) {
    for (const std::vector<const char*>& arguments :
         std::vector<std::vector<const char*>>{{},
                                               {"run"},
                                               {"fly", "a.yaml"},
                                               {"run", "a.yaml", "--format", "pdf"},
                                               {"run", "a.yaml", "--replications", "0"},
                                               {"run", "a.yaml", "--stream", "--replications", "2"}})
        EXPECT_EQ(std::get<EarlyExit>(parse(arguments)).status, 2);
    EXPECT_EQ(std::get<EarlyExit>(parse({"--help"})).status, 0);
    EXPECT_EQ(std::get<EarlyExit>(parse({"run", "--help"})).status, 0);
}

TEST(CommandLine, TellsItsVersion) {
    const auto exit = std::get<EarlyExit>(parse({"--version"}));
    EXPECT_EQ(exit.status, 0);
    EXPECT_THAT(exit.output, testing::MatchesRegex("headroom [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace headroom::cli
