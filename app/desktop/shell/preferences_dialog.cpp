#include "app/desktop/shell/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

namespace headroom::desktop {
namespace {

constexpr double speeds[] = {0.1, 0.5, 1, 2, 5, 10, 30, 60, 0};
/// The slider counts in steps of a twentieth.
constexpr double sliderStep = 20;

QString speedText(double speed) {
    if (speed == 0) return PreferencesDialog::tr("As fast as possible");
    if (speed == 1) return PreferencesDialog::tr("Real time (1 s a second)");
    return PreferencesDialog::tr("%1 \u00d7 (%1 s a second)").arg(speed);
}

QLabel* note(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("muted", true);
    label->setWordWrap(true);
    return label;
}

}  // namespace

PreferencesDialog::PreferencesDialog(Preferences& preferences, const ThemeStore& themes, QWidget* parent)
    : QDialog(parent), m_preferences(preferences), m_themes(themes), m_before(preferences.values()) {
    setWindowTitle(tr("Preferences"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(24);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(16);
    form->setLabelAlignment(Qt::AlignLeft);
    setupTheme(*form);
    setupTextScale(*form);
    setupSpeed(*form);
    setupSwitches(*form);
    layout->addLayout(form);
    layout->addStretch();
    setupButtons(*layout);
    fill(m_before);
}

void PreferencesDialog::setupTheme(QFormLayout& form) {
    m_theme = new QComboBox;
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->setAccessibleName(tr("Theme"));
    for (const Theme& theme : m_themes.themes()) m_theme->addItem(theme.title, theme.name);
    form.addRow(tr("&Theme"), m_theme);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &PreferencesDialog::take);
}

void PreferencesDialog::setupTextScale(QFormLayout& form) {
    m_textScale = new QSlider(Qt::Horizontal);
    m_textScale->setObjectName(QStringLiteral("textScale"));
    m_textScale->setAccessibleName(tr("Text size"));
    m_textScale->setRange(qRound(Preferences::smallestText * sliderStep), qRound(Preferences::largestText * sliderStep));
    m_textScale->setPageStep(5);
    m_textScaleText = new QLabel;
    m_textScaleText->setMinimumWidth(56);
    m_textScaleText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* row = new QHBoxLayout;
    row->addWidget(m_textScale, 1);
    row->addWidget(m_textScaleText);
    auto* label = new QLabel(tr("Text &size"));
    label->setBuddy(m_textScale);
    form.addRow(label, row);
    connect(m_textScale, &QSlider::valueChanged, this, &PreferencesDialog::take);
}

void PreferencesDialog::setupSpeed(QFormLayout& form) {
    m_speed = new QComboBox;
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setAccessibleName(tr("Speed a run starts with"));
    for (const double speed : speeds) m_speed->addItem(speedText(speed), speed);
    form.addRow(tr("&Runs start at"), m_speed);
    connect(m_speed, &QComboBox::currentIndexChanged, this, &PreferencesDialog::take);
}

void PreferencesDialog::setupSwitches(QFormLayout& form) {
    m_autosave = new QCheckBox(tr("Keep &unsaved work"));
    m_autosave->setObjectName(QStringLiteral("autosave"));
    m_reducedMotion = new QCheckBox(tr("Reduce &motion"));
    m_reducedMotion->setObjectName(QStringLiteral("reducedMotion"));
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(m_autosave);
    column->addWidget(note(tr("After a crash or a power cut it is offered when Headroom starts again.")));
    column->addSpacing(12);
    column->addWidget(m_reducedMotion);
    column->addWidget(note(tr("No particles on the lines and no sliding; figures stay up to date.")));
    form.addRow(QString(), column);
    connect(m_autosave, &QCheckBox::toggled, this, &PreferencesDialog::take);
    connect(m_reducedMotion, &QCheckBox::toggled, this, &PreferencesDialog::take);
}

void PreferencesDialog::setupButtons(QLayout& layout) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults);
    layout.addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        m_preferences.set({});
        fill({});
    });
}

void PreferencesDialog::reject() {
    m_preferences.set(m_before);
    QDialog::reject();
}

void PreferencesDialog::fill(const PreferenceValues& values) {
    {
        const QSignalBlocker quiet[] = {QSignalBlocker(m_theme), QSignalBlocker(m_textScale), QSignalBlocker(m_speed),
                                        QSignalBlocker(m_autosave), QSignalBlocker(m_reducedMotion)};
        m_theme->setCurrentIndex(qMax(0, m_theme->findData(values.theme)));
        m_textScale->setValue(qRound(values.textScale * sliderStep));
        if (m_speed->findData(values.speed) < 0) m_speed->addItem(speedText(values.speed), values.speed);
        m_speed->setCurrentIndex(m_speed->findData(values.speed));
        m_autosave->setChecked(values.autosave);
        m_reducedMotion->setChecked(values.reducedMotion);
    }
    m_textScaleText->setText(tr("%1 %").arg(qRound(values.textScale * 100)));
}

void PreferencesDialog::take() {
    PreferenceValues values;
    values.theme = m_theme->currentData().toString();
    values.textScale = m_textScale->value() / sliderStep;
    values.speed = m_speed->currentData().toDouble();
    values.autosave = m_autosave->isChecked();
    values.reducedMotion = m_reducedMotion->isChecked();
    m_textScaleText->setText(tr("%1 %").arg(qRound(values.textScale * 100)));
    m_preferences.set(values);
}

}  // namespace headroom::desktop
