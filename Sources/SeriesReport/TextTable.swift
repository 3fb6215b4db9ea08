/// Columns of text, each as wide as its widest cell.
package struct TextTable {
  /// On which side of a column its cells are padded.
  package enum Alignment: Sendable { case leading, trailing }

  /// One cell; `style` is put around the padded text, since colours have no width.
  package struct Cell {
    let text: String
    let style: (String) -> String
    /// How many characters.
    let width: Int

    package init(_ text: String, style: @escaping (String) -> String = { $0 }) {
      self.text = text
      self.style = style
      // Characters have to be told apart only where there are others than ASCII's.
      width = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? text.utf8.count : text.count
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
        max($0, $1.indices.contains(column) ? $1[column].width : 0)
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
        let padding = widths[column] - cell.width
        if alignments[column] == .trailing { line.appendBlanks(padding) }
        line += text
        // Nothing stands behind the last cell, which may be a million characters shorter than the longest.
        if column == last { break }
        line.appendBlanks((alignments[column] == .leading ? padding : 0) + 2)
      }
      return line
    }
  }
}

extension String {
  private static let blanks = String(repeating: " ", count: 256)

  fileprivate mutating func appendBlanks(_ count: Int) {
    var rest = count
    while rest > 0 {
      append(contentsOf: Self.blanks.prefix(rest))
      rest -= 256
    }
  }
}
