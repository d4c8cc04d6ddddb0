#pragma once

#include <string>

namespace headroom::integration {

/// A real API server, which tools/kubernetes starts, and an administrator of it: writes what kubelets and controllers would.
class ApiWriter {
public:
    /// Throws std::runtime_error with the tool's own words where there is none to be had.
    ApiWriter();
    ~ApiWriter();
    ApiWriter(const ApiWriter&) = delete;
    ApiWriter& operator=(const ApiWriter&) = delete;

    /// Of an account that may do what it was given rights to.
    const std::string& observer() const { return m_observer; }
    /// Of an administrator.
    const std::string& administrator() const { return m_administrator; }
    const std::string& folder() const { return m_folder; }

    void create(const std::string& collection, const std::string& json);
    /// Asks whether the server would create this, each of its fields known to it; throws with its words if not.
    void tryCreating(const std::string& collection, const std::string& yaml);
    /// Changes these fields of an object.
    void patch(const std::string& object, const std::string& json);
    void remove(const std::string& object, bool isAtOnce);
    /// What the server says, as it is.
    std::string get(const std::string& path) const;

private:
    std::string ask(const std::string& method, const std::string& path, const std::string& type, const std::string& body) const;

    int m_leash = -1;  ///< the servers end with it
    std::string m_folder;
    std::string m_server;
    std::string m_administrator;
    std::string m_observer;
};

}  // namespace headroom::integration
