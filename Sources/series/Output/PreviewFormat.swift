internal import ArgumentParser

/// How a preview and what becomes of it are written.
enum PreviewFormat: String, CaseIterable, ExpressibleByArgument { case text, json }
