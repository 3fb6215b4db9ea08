/// A piece of HTML or SVG.
///
/// Only what the source code spells out can be a name or stand unescaped: texts and values of attributes
/// are strings, and are escaped where they are written.
enum Markup: Sendable {
  /// An attribute; without a value it is left out.
  typealias Attributes = KeyValuePairs<StaticString, String?>

  case text(String)
  indirect case element(StaticString, [(name: StaticString, value: String)], [Markup])
  /// The contents of a style or a script.
  case verbatim(StaticString)

  static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ children: [Markup] = []
  ) -> Markup {
    var given: [(name: StaticString, value: String)] = []
    given.reserveCapacity(attributes.count)
    for (name, value) in attributes {
      if let value { given.append((name, value)) }
    }
    return .element(name, given, children)
  }

  /// An element that holds a text.
  static func element(_ name: StaticString, _ attributes: Attributes = [:], _ text: String) -> Markup {
    element(name, attributes, [.text(text)])
  }
}
