#include "model/scenario/reader.h"

#include <fmt/format.h>

#include "model/scenario/binding_context.h"
#include "model/scenario/load_scale.h"
#include "model/scenario/section_binders.h"
#include "model/scenario/source_reader.h"
#include "model/scenario/variants.h"
#include "model/scenario/warnings.h"

namespace headroom::model {

namespace {

void bindAll(BindingContext& context, const SourceNode& root) {
    const MappingReader reader(context, &root, "", vocabulary::scenario());
    if (!root.isMapping()) return;
    bindGeneral(context, reader);
    bindInfrastructure(context, reader);
    bindStores(context, reader);
    bindKafka(context, reader);
    bindServices(context, reader);
    bindClients(context, reader);
    bindInitialState(context, reader);
    bindFaults(context, reader);
    bindExpectations(context, reader);
    bindLayout(context, reader);
    scaleClients(context.scenario(), context.options().loadScale, context.diagnostics());
    context.runChecks();
    warnOfWhatCannotWork(context);
}

}  // namespace

ReadResult readScenarioText(const std::string& text, const std::string& path, const ReadOptions& options) {
    Diagnostics said;
    const Document document = Document::parse(text, path, said, SourceLimits{}.text);
    return readScenarioDocument(document, std::move(said), options);
}

ReadResult readScenarioDocument(const Document& document, Diagnostics said, const ReadOptions& options) {
    ReadResult result;
    result.diagnostics = std::move(said);
    result.text = document.text();
    SourceReader sources(result.diagnostics);
    const auto root = sources.readDocument(document);
    if (root) {
        result.variants = variantNames(*root);
        applyVariant(*root, options.variant, result.diagnostics);
        applySettings(*root, options.settings, sources, result.diagnostics);
        Scenario scenario;
        BindingContext context(scenario, result.diagnostics, options);
        if (root->isMapping())
            bindAll(context, *root);
        else
            result.diagnostics.error(root->location, fmt::format("a scenario is a mapping, not {}", root->describe()),
                                     "it begins with 'scenario: name'");
        if (!result.diagnostics.hasErrors()) {
            result.scenario = std::move(scenario);
            if (options.resolves) result.resolved = resolvedText(*root, context.findings());
        }
    }
    result.diagnostics.sortByPlace();
    return result;
}

std::optional<Setting> parseSetting(const std::string& text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        if (text[i] == '=' && !quoted && i > 0) return Setting{text.substr(0, i), text.substr(i + 1)};
    }
    return std::nullopt;
}

ReadResult readScenario(const std::string& path, const ReadOptions& options) {
    std::string problem;
    const auto text = readWholeFile(path, TextLimits{}.maxBytes, problem);
    if (text) return readScenarioText(*text, path, options);
    ReadResult result;
    result.diagnostics.error({path, {1, 1}}, fmt::format("the scenario can't be read: {}", problem));
    return result;
}

}  // namespace headroom::model
