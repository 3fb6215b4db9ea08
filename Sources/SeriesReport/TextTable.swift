/// Columns of text, each as wide as its widest cell.
package struct TextTable {
  /// On which side of a column its cells are padded.
  package enum Alignment: Sendable { case leading, trailing }

  /// One cell; `style` is put around the padded text, since colours have no width.
  package struct Cell {
    let text: String
    let style: (String) -> String

    package init(_ text: String, style: @escaping (String) -> String = { $0 }) {
      self.text = text
      self.style = style
    }
  }

  private let alignments: [Alignment]
  private var rows: [[Cell]] = []

  package init(_ alignments: [Alignment]) { self.alignments = alignments }

  package mutating func append(_ row: [Cell]) { rows.append(row) }

  package mutating func append(_ row: [String], style: @escaping (String) -> String = { $0 }) {
    rows.append(row.map { Cell($0, style: style) })
  }

  /// How wide each column is, no less than it was in a table that this one goes on from.
  package func widths(after others: [Int] = []) -> [Int] {
    alignments.indices.map { column in
      rows.reduce(others.indices.contains(column) ? others[column] : 0) {
        max($0, $1.indices.contains(column) ? $1[column].text.count : 0)
      }
    }
  }

  /// The rows, two blanks between columns, no blanks at the end of a line; a column without any text
  /// is left out.
  ///
  /// - Parameter others: The widths of the table that this one goes on from.
  package func lines(indent: String = "", after others: [Int] = []) -> [String] {
    let columns = alignments.indices
    let widths = widths(after: others)
    let shown = columns.filter { widths[$0] > 0 }
    return rows.map { row in
      let used = shown.filter { row.indices.contains($0) }
      guard let last = used.last(where: { !row[$0].text.isEmpty }) else { return "" }
      var line = indent
      for column in used {
        let cell = row[column]
        let text = cell.text.isEmpty ? "" : cell.style(cell.text)
        // Nothing stands behind the last cell, which may be a million characters shorter than the longest.
        let isPadded = alignments[column] == .trailing || column != last
        let padding = isPadded ? String(repeating: " ", count: widths[column] - cell.text.count) : ""
        line += alignments[column] == .trailing ? padding + text : text + padding
        if column == last { break }
        line += "  "
      }
      return line
    }
  }
}
