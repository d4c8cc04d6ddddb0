// A test program with one real PostgreSQL server for all its tests.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include "tests/integration/postgres/server.h"

namespace headroom::integration {
namespace {

std::unique_ptr<Server> theServer;

}  // namespace

Server& Server::shared() {
    if (!theServer) throw std::logic_error("no shared server: link server_main");
    return *theServer;
}

/// Without a server no test runs, none counts as skipped, and the program fails with one message.
int runWithServer() {
    try {
        if (!testing::GTEST_FLAG(list_tests)) theServer = std::make_unique<Server>();
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "FAILED: %s\n", error.what());
        return 1;
    }
    const int status = RUN_ALL_TESTS();
    theServer.reset();
    return status;
}

}  // namespace headroom::integration

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    return headroom::integration::runWithServer();
}
