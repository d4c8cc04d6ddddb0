#pragma once

#include <cstddef>
#include <string>

namespace headroom::cli {

/// A page on the terminal that is drawn again and again, in place of what stood there; that comes back at the end.
class LiveScreen {
public:
    LiveScreen();
    ~LiveScreen() { leave(); }
    LiveScreen(const LiveScreen&) = delete;
    LiveScreen& operator=(const LiveScreen&) = delete;

    /// Whether standard output is a terminal at all; if not, pages follow one another.
    bool isTerminal() const { return m_isTerminal; }
    /// What fits on it now.
    std::size_t columns() const;
    std::size_t lines() const;
    void draw(const std::string& page);
    /// Gives the terminal back.
    void leave();

private:
    bool m_isTerminal;
    bool m_isOpen = false;
};

}  // namespace headroom::cli
