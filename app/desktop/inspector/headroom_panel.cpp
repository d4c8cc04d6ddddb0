#include "app/desktop/inspector/headroom_panel.h"

#include <QClipboard>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app/desktop/inspector/answer_row.h"
#include "app/desktop/inspector/inspector_style.h"
#include "app/desktop/inspector/term_label.h"

namespace headroom::desktop {
namespace {

constexpr double leastFactor = 0.5;
constexpr double mostFactor = 10;
constexpr int sliderSteps = 100;
constexpr int wideFrom = 620;
constexpr std::size_t mostLines = 30;  ///< of a section: nobody reads more, and each costs its layout

/// The slider's scale is logarithmic: a step is the same share everywhere.
int stepOf(double factor) {
    return static_cast<int>(std::lround(std::log(factor / leastFactor) / std::log(mostFactor / leastFactor) * sliderSteps));
}

double factorOf(int step) {
    const double factor = leastFactor * std::pow(mostFactor / leastFactor, static_cast<double>(step) / sliderSteps);
    return std::round(factor * 20) / 20;
}

}  // namespace

HeadroomPanel::HeadroomPanel(views::StaticAnalysis& analysis, views::Selection& selection, const views::Glossary& glossary,
                             ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_analysis(analysis), m_selection(selection), m_glossary(glossary), m_themes(themes) {
    setAccessibleName(tr("Headroom"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    m_halves = new QBoxLayout(QBoxLayout::TopToBottom, content);
    m_halves->setContentsMargins(16, 12, 16, 12);
    m_halves->setSpacing(8);
    auto* question = new QVBoxLayout;
    question->setSpacing(8);
    setupVerdict(*question);
    setupQuestion(*question);
    m_halves->addLayout(question, 2);
    setupAnswer(*question);
    scroll->setWidget(content);
    const auto style = [this] {
        setStyleSheet(inspectorStyle(m_themes));
        showVerdict();
    };
    style();
    connect(&themes, &ThemeStore::changed, this, style);
    connect(&analysis, &views::StaticAnalysis::updated, this, &HeadroomPanel::refresh);
    refresh();
}

void HeadroomPanel::setupVerdict(QVBoxLayout& layout) {
    auto* row = new QHBoxLayout;
    m_sign = new QLabel(this);
    m_sign->setFixedSize(32, 32);
    m_sign->setAlignment(Qt::AlignCenter);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_detail = new QLabel(this);
    m_detail->setObjectName(QStringLiteral("verdictDetail"));
    for (QLabel* label : {m_verdict, m_detail}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        words->addWidget(label);
    }
    auto* copy = new QToolButton(this);
    copy->setObjectName(QStringLiteral("small"));
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy everything here as text"));
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    row->setSpacing(10);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    layout.addLayout(row);
}

void HeadroomPanel::setupQuestion(QVBoxLayout& layout) {
    auto* question = new QLabel(tr("What breaks first at this multiple of the load?"), this);
    question->setObjectName(QStringLiteral("section"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(10);
    m_slider->setAccessibleName(tr("Multiple of the load"));
    m_factor = new QDoubleSpinBox(this);
    m_factor->setRange(leastFactor, mostFactor);
    m_factor->setSingleStep(0.1);
    m_factor->setDecimals(2);
    m_factor->setButtonSymbols(QAbstractSpinBox::NoButtons);  // the slider is beside it; arrow keys work
    m_factor->setSuffix(QStringLiteral(" ×"));
    m_factor->setKeyboardTracking(false);
    m_factor->setAccessibleName(tr("Multiple of the load, as a number"));
    question->setBuddy(m_factor);
    auto* row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_factor);
    layout.addWidget(question);
    layout.addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) { ask(factorOf(step)); });
    connect(m_factor, &QDoubleSpinBox::valueChanged, this, &HeadroomPanel::ask);
    ask(m_analysis.loadFactor());
}

void HeadroomPanel::setupAnswer(QVBoxLayout& layout) {
    m_sentence = new TermLabel(m_glossary, m_themes, this);
    layout.addWidget(m_sentence);
    layout.addStretch(1);
    auto* figures = new QWidget(this);
    figures->setObjectName(QStringLiteral("scrolled"));
    auto* column = new QVBoxLayout(figures);
    column->setContentsMargins(0, 0, 0, 0);
    m_sections = new QWidget(figures);
    column->addWidget(m_sections);
    column->addStretch(1);
    m_halves->addWidget(figures, 3);
}

/// Where it is wide the figures stand beside the question.
void HeadroomPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isWide = width() >= wideFrom;
    m_halves->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_halves->setSpacing(isWide ? 32 : 8);
}

void HeadroomPanel::ask(double factor) {
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietField(m_factor);
    m_slider->setValue(stepOf(factor));
    m_factor->setValue(factor);
    m_analysis.setLoadFactor(factor);
}

QString HeadroomPanel::verdict() const {
    return m_verdict->text();
}

void HeadroomPanel::refresh() {
    const auto result = m_analysis.result();
    if (result == nullptr) {
        m_answer = {};
        m_answer.verdict = tr("Nothing to say yet");
        m_answer.detail = tr("A scenario without errors is needed.");
    } else {
        m_answer = views::answerOf(*result);
    }
    showVerdict();
    m_sentence->setText(m_answer.sentence);
    QString shape;
    for (const auto& section : m_answer.sections)
        shape += section.title + QString::number(section.lines.size()) + QLatin1Char(';');
    if (shape != m_shape) {
        m_shape = shape;
        return showSections();
    }
    std::size_t row = 0;
    for (const auto& section : m_answer.sections)
        for (std::size_t i = 0; i < std::min(section.lines.size(), mostLines); ++i) m_rows[row++]->showLine(section.lines[i]);
}

void HeadroomPanel::showVerdict() {
    const Theme& theme = m_themes.theme();
    const bool isGood = m_answer.fit == views::Fit::Plenty || m_answer.fit == views::Fit::Some;
    const QColor colour = m_answer.fit == views::Fit::Unknown      ? theme.unknown
                          : isGood                                 ? theme.ok
                          : m_answer.fit == views::Fit::Overloaded ? theme.danger
                                                                   : theme.warning;
    m_sign->setText(m_answer.fit == views::Fit::Unknown      ? QStringLiteral("–")
                    : isGood                                 ? QStringLiteral("✓")
                    : m_answer.fit == views::Fit::Overloaded ? QStringLiteral("✕")
                                                             : QStringLiteral("!"));
    m_sign->setStyleSheet(QStringLiteral("background: %1; color: %2; border-radius: 16px; font-size: 14pt; font-weight: 700;")
                              .arg(colour.name(), theme.isDark ? theme.window.name() : QStringLiteral("#ffffff")));
    m_verdict->setText(m_answer.verdict);
    m_detail->setText(m_answer.detail);
}

void HeadroomPanel::showSections() {
    m_rows.clear();
    auto* sections = new QWidget;
    auto* column = new QVBoxLayout(sections);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const auto& section : m_answer.sections) {
        auto* title = new QLabel(section.title, sections);
        title->setObjectName(QStringLiteral("section"));
        column->addWidget(title);
        for (std::size_t i = 0; i < std::min(section.lines.size(), mostLines); ++i) {
            m_rows.push_back(new AnswerRow(section.lines[i], m_glossary, m_themes, sections));
            connect(m_rows.back(), &AnswerRow::chosen, this, [this](const QString& element) { m_selection.set(element); });
            column->addWidget(m_rows.back());
        }
        if (section.lines.size() <= mostLines) continue;
        auto* more = new QLabel(tr("… and %1 more; Copy takes all of them").arg(section.lines.size() - mostLines), sections);
        more->setObjectName(QStringLiteral("more"));
        more->setProperty("muted", true);
        column->addWidget(more);
    }
    delete m_sections->parentWidget()->layout()->replaceWidget(m_sections, sections);
    m_sections->hide();
    m_sections->deleteLater();
    m_sections = sections;
    sections->show();
}

}  // namespace headroom::desktop
