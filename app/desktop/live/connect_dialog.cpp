#include "app/desktop/live/connect_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace headroom::desktop {
namespace {

constexpr int fieldWidth = 380;

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

}  // namespace

ConnectDialog::ConnectDialog(const views::WatchRequest& remembered, Dialogs& dialogs, ThemeStore& themes, QWidget* parent)
    : QDialog(parent), m_dialogs(dialogs), m_themes(themes) {
    setWindowTitle(tr("Connect to a deployment"));
    setObjectName(QStringLiteral("connectDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    auto* what =
        new QLabel(tr("What is measured there is laid over the drawing. Headroom only reads: it joins no group and writes "
                      "nothing. Passwords and tokens stay in files of their own, which are named here."));
    what->setWordWrap(true);
    what->setProperty("muted", true);
    column->addWidget(what);
    setupFields(remembered);
    setupAnswer();
    setupButtons();
    connect(&m_test, &views::ConnectionTest::answered, this, &ConnectDialog::showAnswer);
    connect(&themes, &ThemeStore::changed, this, &ConnectDialog::colourAnswer);
    judge();
}

QLineEdit* ConnectDialog::addField(QGridLayout& grid, const char* name, const QString& caption, const QString& example,
                                   const QString& tip) {
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setAccessibleName(caption);
    edit->setPlaceholderText(example);
    edit->setToolTip(tip);
    edit->setMinimumWidth(fieldWidth);
    auto* label = new QLabel(caption);
    label->setBuddy(edit);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(edit, row, 1);
    connect(edit, &QLineEdit::textChanged, this, &ConnectDialog::judge);
    return edit;
}

QLineEdit* ConnectDialog::addFile(QGridLayout& grid, const char* name, const QString& caption, const QString& tip) {
    QLineEdit* edit = addField(grid, name, caption, tr("none"), tip);
    auto* browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose a file: %1").arg(caption));
    grid.addWidget(browse, grid.rowCount() - 1, 2);
    connect(browse, &QPushButton::clicked, this, [this, edit, caption] {
        const QString path = m_dialogs.openPath(this, caption, tr("All files (*)"));
        if (!path.isEmpty()) edit->setText(path);
    });
    return edit;
}

void ConnectDialog::setupFields(const views::WatchRequest& remembered) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(heading(tr("Kafka")), grid->rowCount(), 0, 1, 3);
    m_kafka = addField(*grid, "kafka", tr("Bootstrap servers"), QStringLiteral("broker-1:9092, broker-2:9092"),
                       tr("HOST:PORT of one or more brokers"));
    m_properties =
        addFile(*grid, "properties", tr("Client properties"), tr("A file of the client's properties: TLS, SASL, passwords"));
    grid->addWidget(heading(tr("Metrics")), grid->rowCount(), 0, 1, 3);
    m_prometheus = addField(*grid, "prometheus", tr("Prometheus server"), QStringLiteral("http://prometheus:9090"),
                            tr("Has the services' metrics; asked with PromQL"));
    m_selector = addField(*grid, "selector", tr("Only series with"), QStringLiteral("namespace=\"shop\""),
                          tr("A part of a PromQL selector"));
    m_pages = addField(*grid, "pages", tr("Pages to read"), QStringLiteral("order=10.0.0.7:8080/actuator/prometheus"),
                       tr("[SERVICE=]HOST:PORT[/PATH] of processes, with spaces between them"));
    m_httpConfig = addFile(*grid, "httpConfig", tr("HTTP configuration"),
                           tr("How to ask them, in Prometheus' own form: TLS, token files, basic auth"));
    m_kafka->setText(remembered.kafka);
    m_properties->setText(remembered.properties);
    m_prometheus->setText(remembered.prometheus);
    m_selector->setText(remembered.selector);
    m_pages->setText(remembered.pages.join(QLatin1Char(' ')));
    m_httpConfig->setText(remembered.httpConfig);
    setupKubernetes(*grid, remembered);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

void ConnectDialog::setupKubernetes(QGridLayout& grid, const views::WatchRequest& remembered) {
    grid.addWidget(heading(tr("Kubernetes")), grid.rowCount(), 0, 1, 3);
    m_kubernetes = new QCheckBox(tr("Watch deployments, pods and autoscalers"));
    m_kubernetes->setObjectName(QStringLiteral("kubernetes"));
    m_kubernetes->setToolTip(tr("With rights to get, list and watch only"));
    grid.addWidget(m_kubernetes, grid.rowCount(), 1);
    m_kubeconfig = addFile(grid, "kubeconfig", tr("Kubeconfig"), tr("kubectl's own unless another is named"));
    m_context = addField(grid, "context", tr("Context"), tr("the current one"), tr("Which of the kubeconfig's contexts"));
    m_space = addField(grid, "namespace", tr("Namespace"), tr("the context's"), tr("Which namespace is watched"));
    m_kubeconfig->setText(remembered.kubeconfig);
    m_context->setText(remembered.context);
    m_space->setText(remembered.space);
    const auto enable = [this](bool isWatched) {
        for (QLineEdit* edit : {m_kubeconfig, m_context, m_space}) edit->setEnabled(isWatched);
        judge();
    };
    connect(m_kubernetes, &QCheckBox::toggled, this, enable);
    m_kubernetes->setChecked(remembered.kubernetes);
    enable(remembered.kubernetes);
}

void ConnectDialog::setupAnswer() {
    m_answer = new QLabel;
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setWordWrap(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_answer->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    layout()->addWidget(m_answer);
}

void ConnectDialog::setupButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_tryIt = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    m_tryIt->setObjectName(QStringLiteral("test"));
    m_tryIt->setAutoDefault(false);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(QStringLiteral("connect"));
    connect(m_tryIt, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
    // Only a button that is in the dialog can be what Enter presses.
    m_connect->setDefault(true);
}

views::WatchRequest ConnectDialog::request() const {
    static const QRegularExpression space(QStringLiteral("\\s+"));
    views::WatchRequest request;
    request.kafka = m_kafka->text().remove(space);
    request.properties = m_properties->text().trimmed();
    request.prometheus = m_prometheus->text().trimmed();
    request.selector = m_selector->text().trimmed();
    request.pages = m_pages->text().split(space, Qt::SkipEmptyParts);
    request.httpConfig = m_httpConfig->text().trimmed();
    request.kubernetes = m_kubernetes->isChecked();
    request.kubeconfig = m_kubeconfig->text().trimmed();
    request.context = m_context->text().trimmed();
    request.space = m_space->text().trimmed();
    return request;
}

void ConnectDialog::test() {
    m_answer->setText(tr("… asking"));
    m_answer->setStyleSheet({});
    m_isGood.reset();
    m_tryIt->setEnabled(false);
    m_test.start(request());
}

/// Sign and words say it; the colour only helps.
void ConnectDialog::showAnswer(bool isGood, const QString& text) {
    m_tryIt->setEnabled(request().hasSource());
    m_answer->setText((isGood ? tr("✓ ") : tr("✗ ")) + text);
    m_isGood = isGood;
    colourAnswer();
    // The button lost the focus while it was off, to Cancel, which Enter would press.
    (isGood ? m_connect : m_tryIt)->setFocus();
    adjustSize();
}

void ConnectDialog::colourAnswer() {
    if (!m_isGood) return;
    const QColor colour = *m_isGood ? m_themes.theme().ok : m_themes.theme().danger;
    m_answer->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
}

void ConnectDialog::judge() {
    if (m_connect == nullptr) return;
    const bool hasSource = request().hasSource();
    m_connect->setEnabled(hasSource);
    m_tryIt->setEnabled(hasSource);
    m_connect->setToolTip(hasSource ? QString()
                                    : tr("Say where Kafka, a Prometheus server or a page of metrics is, or watch Kubernetes"));
}

}  // namespace headroom::desktop
