#include "app/desktop/views/inspector/value_check.h"

#include <QCoreApplication>

#include "model/ecosystem/value_codec.h"
#include "model/scenario/value_expression.h"
#include "model/text/document.h"

namespace headroom::views {
namespace {

using Type = PropertyType;

QString tr(const char* text) {
    return QCoreApplication::translate("ValueCheck", text);
}

/// Reads the text as the scenario's reader would and takes its first finding.
template <class Read>
QString findingOf(const QString& text, Read read) {
    model::Scenario scenario;
    model::Diagnostics diagnostics;
    const model::ReadOptions options;
    model::BindingContext context(scenario, diagnostics, options);
    model::SourceNode node;
    node.value = text.toStdString();
    model::ValueReader reader(context, node, "value");
    read(reader);
    for (const model::Diagnostic& finding : diagnostics.all()) {
        if (finding.severity != model::Severity::Error) continue;
        const std::string hint = finding.hint.empty() ? "" : "; " + finding.hint;
        return QString::fromStdString(finding.message + hint);
    }
    return {};
}

QString quantityProblem(const QString& text, model::Unit unit) {
    return findingOf(text, [unit](model::ValueReader& reader) { reader.quantity(unit); });
}

template <class Value>
QString codecProblem(const QString& text, const model::Codec<Value>& codec) {
    if (text.startsWith(QLatin1String("guess("))) return {};  // in the property's own syntax: the reader looks at both ends
    std::string problem;
    if (codec.read(text.toStdString(), problem)) return {};
    return QString::fromStdString(problem.empty() ? "this can't be read" : problem);
}

QString choiceProblem(const PropertySpec& property, const QString& text) {
    const std::string wanted = model::relaxed(text.toStdString());
    for (const QString& choice : property.choices)
        if (model::relaxed(choice.toStdString()) == wanted) return {};
    return tr("It is one of %1.").arg(property.choices.join(QStringLiteral(", ")));
}

QString yamlProblem(const QString& text) {
    model::Diagnostics problems;
    const model::Document parsed = model::Document::parse(text.toStdString(), "value", problems);
    return parsed.root() != nullptr ? QString() : QString::fromStdString(problems.all().front().message);
}

QString distributionProblem(const PropertySpec& property, const QString& text) {
    // Files are looked for beside the scenario, which is not known here.
    if (text.contains(QLatin1String("empirical("))) return {};
    const model::Unit unit = property.of == "size" ? model::Unit::Size : model::Unit::Time;
    return findingOf(text, [unit](model::ValueReader& reader) { reader.distribution(unit); });
}

QString loadProblem(const QString& text) {
    if (text.contains(QLatin1String("replay(")) || text.contains(QLatin1String("empirical("))) return {};
    return findingOf(text, [](model::ValueReader& reader) { reader.load(); });
}

QString ecosystemProblem(const PropertySpec& property, const QString& text) {
    switch (property.type) {
        case Type::WholeNumber: return codecProblem(text, model::longCodec(-1));
        case Type::Number: return codecProblem(text, model::numberCodec(0, 1e9));
        case Type::Percent: return codecProblem(text, model::percentCodec());
        case Type::SpringTime: return codecProblem(text, model::springDurationCodec());
        case Type::SpringSize: return codecProblem(text, model::dataSizeCodec(0));
        case Type::KubernetesQuantity:
            return model::parseKubernetesQuantity(text.toStdString()) ? QString() : tr("Write 500m, 2, 512Mi or 1Gi.");
        default: return {};
    }
}

}  // namespace

QString problemWith(const PropertySpec& property, const QString& text) {
    switch (property.type) {
        case Type::Count: return quantityProblem(text, model::Unit::Count);
        case Type::CountOrUnlimited:
            return text == QLatin1String("unlimited") ? QString() : quantityProblem(text, model::Unit::Count);
        case Type::Time: return quantityProblem(text, model::Unit::Time);
        case Type::Rate: return quantityProblem(text, model::Unit::Rate);
        case Type::Share: return quantityProblem(text, model::Unit::Share);
        case Type::Size: return quantityProblem(text, model::Unit::Size);
        case Type::Bandwidth: return quantityProblem(text, model::Unit::Bandwidth);
        case Type::Distribution: return distributionProblem(property, text);
        case Type::Load: return loadProblem(text);
        case Type::Key: return findingOf(text, [](model::ValueReader& reader) { reader.keySpec(); });
        case Type::Choice: return choiceProblem(property, text);
        case Type::Flag:
            return text == QLatin1String("true") || text == QLatin1String("false") ? QString() : tr("It is true or false.");
        case Type::Yaml: return yamlProblem(text);
        default: return ecosystemProblem(property, text);
    }
}

bool takesGuess(PropertyType type) {
    switch (type) {
        case Type::Count:
        case Type::CountOrUnlimited:
        case Type::WholeNumber:
        case Type::Time:
        case Type::Rate:
        case Type::Share:
        case Type::Size:
        case Type::Bandwidth:
        case Type::Distribution: return true;
        default: return false;
    }
}

bool takesMeasured(PropertyType type) {
    return type == Type::Distribution;
}

}  // namespace headroom::views
