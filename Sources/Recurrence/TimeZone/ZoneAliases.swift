internal import Synchronization

/// What people and programs call zones beside their IANA names.
///
/// A name that could mean several zones, such as `IST` and `CST`, is none of them.
enum ZoneAliases {
  /// The IANA name, or the offset, that a name means; `nil` for one that is not known.
  ///
  /// - Parameter name: A name of Windows or one that it displays, an abbreviation, an offset from UTC with its
  ///   prefix, or an IANA name in other letters or behind a prefix.
  static func identifier(for name: String) -> String? {
    let plain = name.collapsed
    if plain.isEmpty { return nil }
    if let windows = WindowsZones.names[plain] { return windows }
    let key = plain.lowercased()
    if let known = names[key] ?? windows[key] ?? offset(key) { return known }
    // (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
    if key.hasPrefix("("), let end = key.firstIndex(of: ")") {
      let rest = String(key[key.index(after: end)...]).collapsed
      if let known = names[rest] { return known }
      if rest.isEmpty { return offset(String(key[key.index(after: key.startIndex)..<end])) }
    }
    return systemName(key)
  }

  /// `gmt+1`, `utc-03:00`, `utc+0530`: east of Greenwich is positive, unlike in `Etc/GMT-1`.
  private static func offset(_ key: String) -> String? {
    guard key.hasPrefix("utc") || key.hasPrefix("gmt") else { return nil }
    var text = key.dropFirst(3).drop { $0 == " " }
    guard let sign = text.first, sign == "+" || sign == "-" else {
      return text.isEmpty && key.count > 3 ? "UTC" : nil
    }
    text = text.dropFirst().drop { $0 == " " }
    let digits = text.filter { $0 != ":" }
    guard digits.allSatisfy(\.isNumber), (1...4).contains(digits.count), text.count - digits.count < 2 else {
      return nil
    }
    let whole = digits.count <= 2 ? digits + "00" : String(digits)
    return "\(sign)" + String(repeating: "0", count: 4 - whole.count) + whole
  }

  /// An IANA name whatever its letters are, also behind a prefix such as `/mozilla.org/20050126_1/`.
  private static func systemName(_ key: String) -> String? {
    let parts = key.replacing(" ", with: "_").split(separator: "/", omittingEmptySubsequences: false)
    let names = lowerCaseNames.withLock { known in
      if known.isEmpty {
        for name in ZoneTransitions.systemNames { known[name.lowercased()] = name }
      }
      return known
    }
    let isWhole = !key.hasPrefix("/") && !key.contains("://")
    for count in isWhole ? [parts.count] : [3, 2, 1] where parts.count >= count {
      if let name = names[parts.suffix(count).joined(separator: "/")] { return name }
    }
    return nil
  }

  private static let lowerCaseNames = Mutex<[String: String]>([:])

  private static let windows: [String: String] = {
    var lowered: [String: String] = [:]
    for (name, zone) in WindowsZones.names {
      lowered[name.lowercased()] = zone
      // What Windows calls its zones in summer.
      if name.hasSuffix("Standard Time") {
        let summer = name.dropLast("Standard Time".count) + "Daylight Time"
        lowered[summer.lowercased()] = lowered[summer.lowercased()] ?? zone
      }
    }
    return lowered
  }()

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: "=")
      for name in parts[0].split(separator: "|") { names[name.lowercased()] = String(parts[1]) }
    }
    return names
  }()

  /// What may mean several zones, in small letters.
  static let ambiguous = [
    "ist": ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"],
    "cst": ["America/Chicago", "Asia/Shanghai", "America/Havana"], "ast": ["America/Halifax", "Asia/Riyadh"],
    "gst": ["Asia/Dubai", "Atlantic/South_Georgia"], "sst": ["Pacific/Pago_Pago", "Asia/Singapore"],
    "amt": ["America/Manaus", "Asia/Yerevan"], "wst": ["Australia/Perth", "Pacific/Apia"],
    "ect": ["America/Guayaquil", "America/Puerto_Rico"],
  ]

  // Abbreviations that mean one zone, then what Windows and programs after it display.
  private static let table = """
    EDT|Eastern|Eastern Time|US Eastern|Eastern Time (US & Canada)|US/Eastern=America/New_York
    CDT|Central|Central Time|Central Time (US & Canada)|US/Central=America/Chicago
    MDT|Mountain|Mountain Time|Mountain Time (US & Canada)|US/Mountain=America/Denver
    PT|PST|PDT|Pacific|Pacific Time|Pacific Time (US & Canada)|Pacific Time (US & Canada); Tijuana=America/Los_Angeles
    AKST|AKDT|Alaska|US/Alaska=America/Anchorage
    HAST|Hawaii|US/Hawaii=Pacific/Honolulu
    Arizona|US/Arizona=America/Phoenix
    Indiana (East)=America/Indiana/Indianapolis
    ADT|Atlantic Time (Canada)=America/Halifax
    NDT|Newfoundland=America/St_Johns
    Saskatchewan=America/Regina
    Central America=America/Guatemala
    Mexico City|Guadalajara, Mexico City, Monterrey=America/Mexico_City
    Bogota, Lima, Quito|Bogota, Lima, Quito, Rio Branco=America/Bogota
    Caracas=America/Caracas
    Santiago=America/Santiago
    BRT|BRST|Brasilia=America/Sao_Paulo
    ART|Buenos Aires|City of Buenos Aires|Buenos Aires, Georgetown=America/Argentina/Buenos_Aires
    Greenland=America/Nuuk
    Azores=Atlantic/Azores
    Cape Verde Is.|Cabo Verde Is.=Atlantic/Cape_Verde
    Dublin, Edinburgh, Lisbon, London|Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London=Europe/London
    BST|British Summer Time|London|Greenwich Mean Time=Europe/London
    Monrovia, Reykjavik|Casablanca, Monrovia=Atlantic/Reykjavik
    Casablanca=Africa/Casablanca
    WEST=Europe/Lisbon
    Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna|CEST|Central European Time|Central European Summer Time=Europe/Berlin
    MEZ|MESZ|Mitteleuropäische Zeit|Mitteleuropäische Sommerzeit|Mitteleuropäische Normalzeit=Europe/Berlin
    Berlin|Berne|Bern=Europe/Berlin
    Belgrade, Bratislava, Budapest, Ljubljana, Prague|Central Europe=Europe/Budapest
    Brussels, Copenhagen, Madrid, Paris|Romance|Paris|Paris, Madrid=Europe/Paris
    Sarajevo, Skopje, Warsaw, Zagreb|Warsaw=Europe/Warsaw
    West Central Africa=Africa/Lagos
    Athens, Bucharest|Athens, Istanbul, Minsk|Bucharest|Eastern Europe=Europe/Bucharest
    EEST|Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius|Helsinki, Riga, Tallinn=Europe/Kyiv
    Istanbul=Europe/Istanbul
    Cairo=Africa/Cairo
    SAST|CAT|Harare, Pretoria=Africa/Johannesburg
    Jerusalem|Israel, Jerusalem Standard Time=Asia/Jerusalem
    Beirut=Asia/Beirut
    Amman=Asia/Amman
    Damascus=Asia/Damascus
    Baghdad=Asia/Baghdad
    Kuwait, Riyadh=Asia/Riyadh
    MSK|MSD|Moscow, St. Petersburg|Moscow, St. Petersburg, Volgograd|Moscow=Europe/Moscow
    EAT|Nairobi=Africa/Nairobi
    Tehran=Asia/Tehran
    Abu Dhabi, Muscat=Asia/Dubai
    Baku=Asia/Baku
    Tbilisi=Asia/Tbilisi
    Yerevan=Asia/Yerevan
    Kabul=Asia/Kabul
    Islamabad, Karachi=Asia/Karachi
    Ekaterinburg=Asia/Yekaterinburg
    Chennai, Kolkata, Mumbai, New Delhi|Calcutta, Chennai, Mumbai, New Delhi=Asia/Kolkata
    Sri Jayawardenepura=Asia/Colombo
    Kathmandu=Asia/Kathmandu
    Astana, Dhaka|Dhaka=Asia/Dhaka
    Novosibirsk=Asia/Novosibirsk
    Yangon (Rangoon)|Rangoon=Asia/Yangon
    Bangkok, Hanoi, Jakarta=Asia/Bangkok
    Krasnoyarsk=Asia/Krasnoyarsk
    Beijing, Chongqing, Hong Kong, Urumqi|Beijing=Asia/Shanghai
    Kuala Lumpur, Singapore|SGT=Asia/Singapore
    HKT=Asia/Hong_Kong
    Taipei=Asia/Taipei
    AWST|Perth=Australia/Perth
    Irkutsk|Irkutsk, Ulaan Bataar=Asia/Irkutsk
    JST|Osaka, Sapporo, Tokyo|Tokyo=Asia/Tokyo
    KST|Seoul=Asia/Seoul
    Yakutsk=Asia/Yakutsk
    ACST|Darwin=Australia/Darwin
    ACDT|Adelaide=Australia/Adelaide
    Brisbane=Australia/Brisbane
    AEST|AEDT|Canberra, Melbourne, Sydney=Australia/Sydney
    Hobart=Australia/Hobart
    Guam, Port Moresby=Pacific/Port_Moresby
    Vladivostok=Asia/Vladivostok
    Solomon Is., New Caledonia=Pacific/Guadalcanal
    NZST|NZDT|Auckland, Wellington=Pacific/Auckland
    Fiji|Fiji, Kamchatka, Marshall Is.=Pacific/Fiji
    Nuku'alofa=Pacific/Tongatapu
    Samoa=Pacific/Apia
    Coordinated Universal Time|Universal Time|Zulu|Universal|UCT|Greenwich=UTC
    """
}

extension [String] {
  /// `a, b or c`
  func formatted(last word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) \(last)"
  }
}

extension String {
  /// Without blanks at its ends, and with one where there are several.
  fileprivate var collapsed: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
