#include "app/desktop/inspector/inspector_header.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace headroom::desktop {

InspectorHeader::InspectorHeader(QWidget* parent)
    : QWidget(parent), m_kind(new QLabel(this)), m_name(new QLineEdit(this)), m_problem(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 8);
    layout->setSpacing(0);
    m_kind->setObjectName(QStringLiteral("kind"));
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setAccessibleName(tr("Name of the element"));
    m_problem->setObjectName(QStringLiteral("error"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    for (QWidget* part : std::initializer_list<QWidget*>{m_kind, m_name, m_problem}) layout->addWidget(part);
    m_name->installEventFilter(this);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text() != m_shown) emit renamed(m_name->text());
    });
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_problem->isHidden()) emit done();
    });
}

bool InspectorHeader::eventFilter(QObject* watched, QEvent* event) {
    const bool isEscape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (!isEscape) return QWidget::eventFilter(watched, event);
    m_name->setText(m_shown);
    m_problem->hide();
    emit done();
    return true;
}

void InspectorHeader::show(const QString& kind, const QString& name, const QString& detail, bool canBeRenamed) {
    m_kind->setText(detail.isEmpty() ? kind : kind + QStringLiteral("  ·  ") + detail);
    const bool isAnother = name != m_shown;
    m_shown = name;
    m_name->setReadOnly(!canBeRenamed);
    m_name->setToolTip(canBeRenamed ? tr("Type another name: everything that names it follows") : QString());
    if (!isAnother) return;
    m_problem->hide();
    m_name->setText(name);
    m_name->setCursorPosition(0);
}

void InspectorHeader::showProblem(const QString& problem) {
    m_problem->setText(QStringLiteral("✕ ") + problem);
    m_problem->setVisible(!problem.isEmpty());
}

}  // namespace headroom::desktop
