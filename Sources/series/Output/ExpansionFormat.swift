internal import ArgumentParser

/// How occurrences are written.
enum ExpansionFormat: String, CaseIterable, ExpressibleByArgument { case text, json, jsonl, csv }
