#pragma once
// The tables of a recording; docs/trace.md explains each column. Internal to the trace library.

#include <cstdint>

#include "model/trace/trace.h"

namespace headroom::trace::recording {

inline constexpr std::int64_t applicationId = 0x48647231;  ///< "Hdr1" in the file's header
inline constexpr std::int64_t userVersion = schemaMajor * 1000 + schemaMinor;

inline constexpr const char* tables = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE element(element INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    parent TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE series(series INTEGER PRIMARY KEY, element INTEGER NOT NULL REFERENCES element, name TEXT NOT NULL,
    unit TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE frame(number INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, position INTEGER NOT NULL);
CREATE TABLE sample(frame INTEGER NOT NULL, series INTEGER NOT NULL, value REAL, PRIMARY KEY(frame, series)) WITHOUT ROWID;
CREATE TABLE keyframe(frame INTEGER NOT NULL, series INTEGER NOT NULL, value REAL, PRIMARY KEY(frame, series)) WITHOUT ROWID;
CREATE TABLE sketch(frame INTEGER NOT NULL, series INTEGER NOT NULL, count INTEGER NOT NULL, sum REAL NOT NULL,
    min INTEGER NOT NULL, max INTEGER NOT NULL, buckets BLOB NOT NULL, PRIMARY KEY(frame, series)) WITHOUT ROWID;
CREATE TABLE event(position INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL,
    element TEXT NOT NULL, severity TEXT NOT NULL, summary TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE span(position INTEGER PRIMARY KEY, trace INTEGER NOT NULL, span INTEGER NOT NULL, parent INTEGER NOT NULL,
    element TEXT NOT NULL, operation TEXT NOT NULL, begin_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL, failed INTEGER NOT NULL);
CREATE TABLE footer(outcome TEXT NOT NULL, end_ns INTEGER NOT NULL, fingerprint TEXT NOT NULL, wall_seconds REAL NOT NULL,
    kernel_events INTEGER NOT NULL, dropped_frames INTEGER NOT NULL);
CREATE VIEW sample_named AS SELECT f.number AS frame, f.time_ns / 1e9 AS time_s, e.id AS element, s.name AS metric,
    v.value AS value, s.unit AS unit, s.kind AS kind FROM sample v JOIN frame f ON f.number = v.frame
    JOIN series s ON s.series = v.series JOIN element e ON e.element = s.element;
CREATE VIEW latency_named AS SELECT f.number AS frame, f.time_ns / 1e9 AS time_s, e.id AS element, s.name AS metric,
    k.count AS count, k.sum / k.count / 1e9 AS mean_s, k.min / 1e9 AS min_s, k.max / 1e9 AS max_s FROM sketch k
    JOIN frame f ON f.number = k.frame JOIN series s ON s.series = k.series JOIN element e ON e.element = s.element;
CREATE VIEW event_log AS SELECT time_ns / 1e9 AS time_s, kind, element, severity, summary,
    json_extract(reason, '$.rule') AS rule, json_extract(reason, '$.result') AS result,
    json_extract(reason, '$.sentence') AS sentence, json_extract(reason, '$.source') AS source FROM event
    ORDER BY time_ns, sequence, position;
)sql";

}  // namespace headroom::trace::recording
