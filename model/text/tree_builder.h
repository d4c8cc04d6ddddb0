#pragma once
// From libyaml's events to the tree. Private to model/text.

#include <yaml.h>

#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/diagnostics.h"
#include "model/text/document.h"
#include "model/text/source_text.h"

namespace headroom::model {

/// Reads a whole stream of documents. Stops at the first error, which it reports.
class TreeBuilder {
public:
    TreeBuilder(const SourceText& source, const std::string& path, Diagnostics& diagnostics, const TextLimits& limits);
    ~TreeBuilder();
    TreeBuilder(const TreeBuilder&) = delete;
    TreeBuilder& operator=(const TreeBuilder&) = delete;

    /// The roots of the documents in order; false after an error. With `single`, a second document is an error.
    bool read(bool single, std::vector<std::unique_ptr<Node>>& roots);

private:
    static constexpr std::size_t npos = std::string::npos;

    /// One parser event, released with its scope.
    struct Event {
        Event() { std::memset(&raw, 0, sizeof raw); }
        ~Event() { yaml_event_delete(&raw); }
        Event(const Event&) = delete;
        Event& operator=(const Event&) = delete;

        const yaml_char_t* anchor() const {
            switch (raw.type) {
                case YAML_SCALAR_EVENT: return raw.data.scalar.anchor;
                case YAML_SEQUENCE_START_EVENT: return raw.data.sequence_start.anchor;
                case YAML_MAPPING_START_EVENT: return raw.data.mapping_start.anchor;
                default: return nullptr;
            }
        }
        const yaml_char_t* tag() const {
            switch (raw.type) {
                case YAML_SCALAR_EVENT: return raw.data.scalar.tag;
                case YAML_SEQUENCE_START_EVENT: return raw.data.sequence_start.tag;
                case YAML_MAPPING_START_EVENT: return raw.data.mapping_start.tag;
                default: return nullptr;
            }
        }

        yaml_event_t raw;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    /// Where a node stands: what comes before it.
    struct Place {
        std::size_t indicatorEnd = npos;  ///< behind its ':' or '-'; npos for the root and in flow sequences
        bool inFlow = false;
        std::string leadingComment;
    };

    bool next(Event& event);
    std::unique_ptr<Node> readNode(Event& event, const Place& place);
    std::unique_ptr<Node> readAlias(const Event& event);
    std::unique_ptr<Node> readScalar(const Event& event, const Place& place);
    std::unique_ptr<Node> readCollection(const Event& event, const Place& place);
    bool readItems(Node& sequence);
    bool readEntries(Node& mapping);
    bool readEntry(Event& event, Node& mapping, std::map<std::string, SourcePosition>& seen, std::size_t& mergeAt);
    bool checkKey(const Event& event, const Node& key, std::map<std::string, SourcePosition>& seen);
    bool merge(Node& mapping, std::size_t at);
    bool closeCollection(Node& node, const Event& end);
    bool admit(std::size_t nodes, std::size_t at);
    std::size_t skipProperties(const Event& event) const;
    void put(Node& node, ByteRange range);
    bool fail(std::size_t at, std::string message, std::string hint = {});
    bool failFromParser();

    const SourceText& m_source;
    const std::string& m_path;
    Diagnostics& m_diagnostics;
    const TextLimits& m_limits;
    yaml_parser_t m_parser;
    std::map<std::string, const Node*> m_anchors;  ///< null while the anchored node is still being read
    std::vector<std::unique_ptr<Node>> m_kept;     ///< anchored nodes that are not part of the tree: keys, merged mappings
    std::size_t m_nodes = 0;
    std::size_t m_expandedBytes = 0;
    std::size_t m_contentEnd = 0;  ///< the end of the content read so far
    int m_depth = 0;
};

}  // namespace headroom::model
