#include "model/scenario/quantity_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace headroom::model {
namespace {

struct Case {
    const char* text;
    Unit unit;
    double value;
};

TEST(QuantityParser, ReadsEveryUnit) {
    const Case cases[] = {{"200ms", Unit::Time, 0.2},
                          {"1.5s", Unit::Time, 1.5},
                          {"20m", Unit::Time, 1200},
                          {"2h", Unit::Time, 7200},
                          {"7d", Unit::Time, 604800},
                          {"10us", Unit::Time, 1e-5},
                          {"50ns", Unit::Time, 5e-8},
                          {"0", Unit::Time, 0},
                          {"0.2ns", Unit::Time, 2e-10},
                          {"50/s", Unit::Rate, 50},
                          {"50k/s", Unit::Rate, 50e3},
                          {"1.2M/s", Unit::Rate, 1.2e6},
                          {"600/min", Unit::Rate, 10},
                          {"512B", Unit::Size, 512},
                          {"16KiB", Unit::Size, 16384},
                          {"500kB", Unit::Size, 500e3},
                          {"1MiB", Unit::Size, 1048576},
                          {"1Gbit/s", Unit::Bandwidth, 125e6},
                          {"200MiB/s", Unit::Bandwidth, 209715200},
                          {"60%", Unit::Share, 0.6},
                          {"0.6", Unit::Share, 0.6},
                          {"24", Unit::Count, 24},
                          {"50k", Unit::Count, 50e3},
                          {" 5 ms ", Unit::Time, 0.005}};
    for (const Case& one : cases) {
        const QuantityResult result = parseQuantity(one.text, one.unit);
        ASSERT_TRUE(result.value) << one.text << ": " << result.error.message;
        EXPECT_DOUBLE_EQ(*result.value, one.value) << one.text;
    }
}

TEST(QuantityParser, RefusesWhatIsNoQuantity) {
    const std::tuple<const char*, Unit, const char*> cases[] = {
        {"20", Unit::Time, "'20' has no unit"},
        {"5 parsecs", Unit::Time, "unknown unit 'parsecs' in '5 parsecs'"},
        {"-5s", Unit::Time, "'-5s' is negative"},
        {"nan", Unit::Time, "'nan' is not a time"},
        {"inf", Unit::Count, "'inf' is not a number"},
        {"", Unit::Size, "'' is not a size"},
        {"1e400s", Unit::Time, "'1e400s' is out of range"},
        {"40000d", Unit::Time, "'40000d' is out of range"},
        {"101%", Unit::Share, "'101%' is out of range"},
        {"0x10", Unit::Count, "unknown unit 'x10' in '0x10'"},
        {"1,5s", Unit::Time, "unknown unit ',5s' in '1,5s'"},
    };
    for (const auto& [text, unit, message] : cases) {
        const QuantityResult result = parseQuantity(text, unit);
        EXPECT_FALSE(result.value) << text;
        EXPECT_EQ(result.error.message, message);
    }
}

TEST(QuantityParser, ShowsWhatItReads) {
    for (const auto& [text, unit] : {std::pair{"200ms", Unit::Time},
                                     {"20m", Unit::Time},
                                     {"50k/s", Unit::Rate},
                                     {"16KiB", Unit::Size},
                                     {"512B", Unit::Size},
                                     {"60%", Unit::Share},
                                     {"24", Unit::Count},
                                     {"500MB/s", Unit::Bandwidth},
                                     {"1.5s", Unit::Time}})
        EXPECT_EQ(formatQuantity(*parseQuantity(text, unit).value, unit), text);
}

}  // namespace
}  // namespace headroom::model
