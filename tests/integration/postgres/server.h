#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace headroom::integration {

/// A real PostgreSQL server on loopback that lives as long as this object, or as the process if that is killed. Its password is
/// where PGPASSFILE, which it sets, says.
class Server {
public:
    /// Waits until it answers; throws std::runtime_error with one line that says why it can't be had.
    Server();
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    const std::string& url() const { return m_url; }
    /// Of "localhost"; a file.
    const std::string& certificate() const { return m_certificate; }
    const std::string& passwordFile() const { return m_passwordFile; }
    /// Kills it, as a machine that loses its power would but for what was written.
    void kill() const;
    /// After that: on the same data, at the same address.
    void startAgain();

    /// Runs a statement on a connection of its own, as an administrator; the first number it answers, or 0. Throws
    /// std::runtime_error.
    std::int64_t query(const std::string& sql) const;

    /// The server that server_main starts for all tests of a program.
    static Server& shared();

private:
    void take(const std::string& output);

    std::string m_folder;
    std::string m_url;
    std::string m_certificate;
    std::string m_passwordFile;
    pid_t m_process = -1;
    int m_leash = -1;  ///< the server ends when its other end reads the end of file
};

}  // namespace headroom::integration
