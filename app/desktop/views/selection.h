#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace headroom::views {

/// The elements everybody works on, by id ("service/transaction"): the first is the one the inspector shows.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    const QStringList& elements() const { return m_elements; }
    QString first() const { return m_elements.isEmpty() ? QString() : m_elements.front(); }
    bool contains(const QString& element) const { return m_elements.contains(element); }
    void set(const QStringList& elements) {
        if (elements == m_elements) return;
        m_elements = elements;
        emit changed();
    }
    void set(const QString& element) { set(element.isEmpty() ? QStringList() : QStringList{element}); }

signals:
    void changed();

private:
    QStringList m_elements;
};

}  // namespace headroom::views
