#include "app/live/new_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace headroom::live {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class NewFileTest : public testing::Test {
protected:
    NewFileTest() {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    ~NewFileTest() override { fs::remove_all(m_folder); }
    std::string content() const {
        std::ifstream file(m_path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_folder), {})); }

    fs::path m_folder =
        fs::path(testing::TempDir()) / (std::string("new_file_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::string m_path = (m_folder / "f.yaml").string();
};

TEST_F(NewFileTest, IsThereAsAWhole) {
    EXPECT_EQ(writeNewFile(m_path, "a\nb\n", false), std::nullopt);
    EXPECT_EQ(content(), "a\nb\n");
    EXPECT_EQ(files(), 1U);
}

TEST_F(NewFileTest, ReplacesNothingUnlessTold) {
    ASSERT_EQ(writeNewFile(m_path, "first", false), std::nullopt);
    EXPECT_THAT(writeNewFile(m_path, "second", false).value_or("written"), HasSubstr("--force"));
    EXPECT_EQ(content(), "first");
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(writeNewFile(m_path, "second", true), std::nullopt);
    EXPECT_EQ(content(), "second");
    EXPECT_EQ(files(), 1U);
}

TEST_F(NewFileTest, SaysWhyItCannotBe) {
    const auto problem = writeNewFile((m_folder / "nowhere" / "f.yaml").string(), "a", true);
    EXPECT_THAT(problem.value_or("written"), HasSubstr("nowhere/f.yaml can't be written: No such file"));
}

}  // namespace
}  // namespace headroom::live
