#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <optional>

#include "app/desktop/shell/dialogs.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/live/connection_test.h"

namespace headroom::desktop {

/// Where a deployment is: Kafka, Prometheus, pages of metrics, Kubernetes, and the files that say how to reach them. Nothing
/// secret is typed or kept here.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    /// All outlive it.
    ConnectDialog(const views::WatchRequest& remembered, Dialogs& dialogs, ThemeStore& themes, QWidget* parent = nullptr);

    views::WatchRequest request() const;
    /// What the test answered, as shown; empty before there was one.
    QString answer() const { return m_answer->text(); }

private:
    QLineEdit* addField(QGridLayout& grid, const char* name, const QString& caption, const QString& example, const QString& tip);
    QLineEdit* addFile(QGridLayout& grid, const char* name, const QString& caption, const QString& tip);
    void setupFields(const views::WatchRequest& remembered);
    void setupKubernetes(QGridLayout& grid, const views::WatchRequest& remembered);
    void setupAnswer();
    void setupButtons();
    void test();
    void showAnswer(bool isGood, const QString& text);
    void colourAnswer();
    void judge();

    Dialogs& m_dialogs;
    ThemeStore& m_themes;
    views::ConnectionTest m_test;
    QLineEdit* m_kafka = nullptr;
    QLineEdit* m_properties = nullptr;
    QLineEdit* m_prometheus = nullptr;
    QLineEdit* m_selector = nullptr;
    QLineEdit* m_pages = nullptr;
    QLineEdit* m_httpConfig = nullptr;
    QCheckBox* m_kubernetes = nullptr;
    QLineEdit* m_kubeconfig = nullptr;
    QLineEdit* m_context = nullptr;
    QLineEdit* m_space = nullptr;
    QLabel* m_answer = nullptr;
    std::optional<bool> m_isGood;  ///< what was answered
    QPushButton* m_tryIt = nullptr;
    QPushButton* m_connect = nullptr;
};

}  // namespace headroom::desktop
