#include "app/desktop/views/inspector/catalogue.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <set>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/inspector/term_label.h"
#include "app/desktop/views/inspector/uncertain_value.h"
#include "app/desktop/views/inspector/value_check.h"
#include "app/desktop/views/inspector/yaml_text.h"
#include "model/ecosystem/kafka_properties.h"
#include "model/scenario/vocabulary.h"

namespace headroom::views {
namespace {

std::set<std::string> keysOf(const SectionSpec& section) {
    std::set<std::string> keys;
    for (const PropertySpec& property : section.properties) keys.insert(property.key);
    return keys;
}

TEST(Catalogue, DescribesEveryKeyOfTheLanguageAndNoOther) {
    const Catalogue catalogue = desktop::builtInCatalogue();
    for (const model::KeyTable* table : model::vocabulary::all()) {
        const SectionSpec* section = nullptr;
        for (const auto& [name, candidate] : catalogue.sections())
            if (candidate.what.toStdString() == table->what) section = &candidate;
        ASSERT_NE(section, nullptr) << table->what;
        std::set<std::string> expected(table->keys.begin(), table->keys.end());
        if (table->what == "a variant") expected.insert("description");
        EXPECT_EQ(keysOf(*section), expected) << table->what;
    }
}

template <class T>
void expectAll(const Catalogue& catalogue, const char* section, const model::PropertyTable<T>& table) {
    std::set<std::string> expected;
    for (const auto& property : table) expected.insert(property.name);
    EXPECT_EQ(keysOf(catalogue.section(section)), expected) << section;
}

TEST(Catalogue, DescribesEveryPropertyOfKafkaThatIsReadAndNoOther) {
    const Catalogue catalogue = desktop::builtInCatalogue();
    expectAll(catalogue, "producer", model::producerProperties());
    expectAll(catalogue, "consumer", model::consumerProperties());
    expectAll(catalogue, "topicConfig", model::topicProperties());
    expectAll(catalogue, "broker", model::brokerProperties());
}

TEST(Catalogue, DocumentationIsOneOrTwoSentences) {
    const Catalogue catalogue = desktop::builtInCatalogue();
    static const QRegularExpression end(QStringLiteral("[.](?=\\s[A-Z]|$)"));
    for (const auto& [name, section] : catalogue.sections())
        for (const PropertySpec& property : section.properties) {
            const auto sentences = property.doc.count(end);
            EXPECT_TRUE(sentences == 1 || sentences == 2) << name << "." << property.key << ": " << property.doc.toStdString();
            EXPECT_TRUE(property.doc.endsWith(QLatin1Char('.'))) << name << "." << property.key;
        }
}

TEST(Catalogue, DefaultsCanBeTyped) {
    const Catalogue catalogue = desktop::builtInCatalogue();
    for (const auto& [name, section] : catalogue.sections())
        for (const PropertySpec& property : section.properties) {
            const QString problem = property.defaultValue.isEmpty() ? QString() : problemWith(property, property.defaultValue);
            EXPECT_EQ(problem.toStdString(), "") << name << "." << property.key;
        }
}

TEST(Glossary, HasSixtyTermsOfTwoSentencesEach) {
    const Glossary glossary = desktop::builtInGlossary();
    EXPECT_GE(glossary.entries().size(), 60U);
    static const QRegularExpression end(QStringLiteral("[.](?=\\s[A-Z0-9]|$)"));
    std::set<QString> seen;
    for (const GlossaryEntry& entry : glossary.entries()) {
        EXPECT_EQ(entry.text.count(end), 2) << entry.term.toStdString() << ": " << entry.text.toStdString();
        EXPECT_TRUE(seen.insert(entry.term.toLower()).second) << entry.term.toStdString() << " twice";
    }
}

TEST(Glossary, FindsTermsOfTheCataloguesTitles) {
    const Glossary glossary = desktop::builtInGlossary();
    for (const char* title :
         {"Partitions", "Replication factor", "Consumer group", "Circuit breaker", "Stabilization window", "Readiness probe",
          "Dead-letter topic", "Bulkhead", "Warm-up", "linger.ms", "acks", "Outbox", "Rate limit", "Connection pool"})
        EXPECT_FALSE(glossary.spansIn(QLatin1String(title)).empty()) << title;
    const auto spans = glossary.spansIn(QStringLiteral("The consumer group's lag and its consumerLag; replagged"));
    ASSERT_EQ(spans.size(), 3U);
    EXPECT_EQ(spans[0].entry->term.toStdString(), "consumer group");
    EXPECT_EQ(spans[2].entry->term.toStdString(), "consumerLag");
    EXPECT_TRUE(glossary.spansIn(QStringLiteral("topics.orders.acks-like service/partition")).empty());
}

TEST(Glossary, ATermLabelExplainsTheTermUnderThePointer) {
    const Glossary glossary = desktop::builtInGlossary();
    desktop::ThemeStore themes;
    desktop::TermLabel label(glossary, themes);
    label.setText(QStringLiteral("Partitions are not pods"));
    label.resize(400, 40);
    EXPECT_TRUE(label.explanationAt({5, 20}).contains(QLatin1String("<b>partition</b>")));
    EXPECT_TRUE(label.explanationAt({390, 30}).isEmpty());
}

TEST(UncertainValue, IsReadAndWrittenBack) {
    for (const char* text : {"3ms", "guess(1ms..3ms)", "measured(p50=3ms, p99=18ms)", "measured(mean=3ms, p99=18ms)",
                             "lognormal(mean=guess(1ms..3ms), cv=1)"})
        EXPECT_EQ(UncertainValue::parse(QLatin1String(text)).text().toStdString(), text);
    using Mode = UncertainValue::Mode;
    EXPECT_EQ(UncertainValue::parse(QStringLiteral("2ms")).inMode(Mode::Guess).text().toStdString(), "guess(1ms..4ms)");
    EXPECT_EQ(UncertainValue::parse(QStringLiteral("guess( 1ms .. 4ms )")).inMode(Mode::Exact).text().toStdString(), "1ms");
}

TEST(YamlText, ScalarsAreBareOnlyWhereTheyReadAsThemselves) {
    EXPECT_EQ(yamlScalar(QStringLiteral("lognormal(mean=1ms, p99=8ms)")), "lognormal(mean=1ms, p99=8ms)");
    EXPECT_EQ(yamlScalar(QStringLiteral("a: b")), "'a: b'");
    EXPECT_EQ(yamlScalar(QStringLiteral("it # is")), "'it # is'");
    EXPECT_EQ(yamlScalar(QStringLiteral("null")), "'null'");
    EXPECT_EQ(yamlScalar(QStringLiteral(">= 1")), "'>= 1'");
    EXPECT_EQ(yamlList(QStringLiteral("a, b c,")), "[a, 'b c']");
}

}  // namespace
}  // namespace headroom::views
