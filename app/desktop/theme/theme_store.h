#pragma once

#include <QObject>
#include <QStringList>
#include <vector>

#include "app/desktop/theme/theme.h"

namespace headroom::desktop {

/// The themes there are and the one in use.
class ThemeStore : public QObject {
    Q_OBJECT

public:
    /// Reads those built in (":/themes"). Starts with "light".
    explicit ThemeStore(QObject* parent = nullptr);

    const Theme& theme() const { return m_themes[m_current]; }
    const std::vector<Theme>& themes() const { return m_themes; }
    /// Unknown names change nothing.
    void use(const QString& name);
    /// Text sizes as a multiple of the ordinary; presenter mode is 1.5.
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);

signals:
    /// Colours or sizes are others: whatever caches a picture draws it anew.
    void changed();

private:
    std::vector<Theme> m_themes;
    std::size_t m_current = 0;
    double m_textScale = 1;
};

}  // namespace headroom::desktop
