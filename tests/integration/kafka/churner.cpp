#include "tests/integration/kafka/churner.h"

#include <gtest/gtest.h>

#include <exception>

namespace headroom::integration {

Churner::Churner(std::string name, Round round, int granted)
    : m_name(std::move(name)), m_round(std::move(round)), m_granted(granted), m_thread([this] { churn(); }) {}

Churner::~Churner() {
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
    EXPECT_GT(m_done, 0) << m_name;
}

void Churner::grant() {
    {
        const std::lock_guard lock(m_mutex);
        ++m_granted;
    }
    m_changed.notify_all();
}

void Churner::waitForRounds(int count) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_done >= count || m_hasFailed; });
}

int Churner::rounds() const {
    const std::lock_guard lock(m_mutex);
    return m_done;
}

bool Churner::isGranted() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_done < m_granted || m_isEnding; });
    return !m_isEnding;
}

void Churner::churn() {
    try {
        for (int number = 0; isGranted(); ++number) {
            m_round(number);
            {
                const std::lock_guard lock(m_mutex);
                ++m_done;
            }
            m_changed.notify_all();
        }
    } catch (const std::exception& error) {
        ADD_FAILURE() << m_name << ": " << error.what();
        {
            const std::lock_guard lock(m_mutex);
            m_hasFailed = true;
        }
        m_changed.notify_all();
    }
}

}  // namespace headroom::integration
