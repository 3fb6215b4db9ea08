/// The page's style.
///
/// Colours, then what stands on the page from the top down, then narrow screens, paper and forced
/// colours. A kind of change is shown by its word and its sign; colours only help.
enum PageStyle {
  /// By which the page's policy admits this style and no other; a test computes it.
  static let hash: StaticString = "sha256-9Ta/I/TEGoG0W78TG+TIk5Jmp0j3zqHd0UiDMc4tpo8="

  static let text: StaticString = """
    :root {
      --paper: #f8f7f3; --card: #ffffff; --ink: #1b222a; --soft: #545f6b; --line: #e2e0d8; --faint: #f1efe9;
      --link: #1f4fbf; --focus: #1f4fbf; --shadow: 0 1px 2px rgb(30 35 45 / 5%), 0 8px 24px -16px rgb(30 35 45 / 18%);
      --kept: #525c68; --kept-bg: #eceef0; --moved: #1f4aae; --moved-bg: #e5ecfd;
      --changed: #74490a; --changed-bg: #fbeed7; --added: #12623a; --added-bg: #dff3e7;
      --removed: #9c2720; --removed-bg: #fbe8e6;
      --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #11151a; --card: #191e25; --ink: #e7eaee; --soft: #a5b0bc; --line: #2b323b; --faint: #20262e;
        --link: #9dbbff; --focus: #9dbbff; --shadow: none;
        --kept: #b4bec9; --kept-bg: #272e37; --moved: #adc6ff; --moved-bg: #1d2c4e;
        --changed: #f0c987; --changed-bg: #392c13; --added: #8bdcab; --added-bg: #143323;
        --removed: #ffb3ab; --removed-bg: #43201d;
      }
    }
    *, ::before, ::after { box-sizing: border-box; }
    html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
      font-variant-numeric: tabular-nums;
    }
    [hidden] { display: none !important; }
    .wide { max-width: 74rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
    .heard {
      position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; border: 0;
    }
    .skip { position: absolute; left: -100vw; }
    .skip:focus {
      left: 1rem; top: 1rem; z-index: 2; padding: .5rem 1rem; border-radius: .5rem;
      background: var(--card); color: var(--link);
    }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
    main:focus { outline: none; }
    code, pre { font-family: var(--mono); font-size: .85em; }
    code { overflow-wrap: anywhere; unicode-bidi: isolate; }
    p, li, dd, td, h1, h3 { unicode-bidi: isolate; overflow-wrap: anywhere; }
    a { color: var(--link); }
    ul, ol, dl { margin: 0; padding: 0; list-style: none; }

    .top { background: var(--card); border-bottom: 1px solid var(--line); }
    .top > .wide { padding-block: clamp(2rem, 5vw, 3.5rem) 0; }
    .eyebrow { margin: 0 0 .75rem; color: var(--soft); font-size: .9rem; }
    h1 {
      margin: 0; max-width: 54ch; font-size: clamp(1.5rem, 1.1rem + 1.9vw, 2.25rem); font-weight: 650;
      line-height: 1.22; letter-spacing: -.015em; text-wrap: balance;
    }
    h1 .name { display: block; margin-bottom: .3rem; color: var(--soft); font-size: .62em; letter-spacing: 0; }
    .status {
      display: inline-block; margin: 1.25rem 0 0; padding: .3rem .85rem; border-radius: 999px; font-size: .95rem;
    }
    .status.good { background: var(--added-bg); color: var(--added); }
    .status.bad { background: var(--removed-bg); color: var(--removed); }
    .tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
    .tile {
      min-width: 7.5rem; padding: .7rem 1.1rem .75rem; border-radius: .8rem; line-height: 1.25; flex: 0 1 auto;
    }
    .tile b { display: block; font-size: 1.7rem; font-weight: 650; letter-spacing: -.02em; }
    nav { margin-top: 2rem; border-top: 1px solid var(--line); }
    nav ul { display: flex; flex-wrap: wrap; column-gap: 1.75rem; }
    nav a { display: block; padding: .8rem 0; color: var(--soft); text-decoration: none; font-size: .92rem; }
    nav a:hover { color: var(--link); text-decoration: underline; text-underline-offset: .3em; }

    main > section { padding-top: clamp(2.25rem, 5vw, 3.5rem); scroll-margin-top: 0; }
    h2 { margin: 0 0 1.1rem; font-size: 1.3rem; font-weight: 650; letter-spacing: -.01em; line-height: 1.3; }
    .note { margin: 0 0 1rem; color: var(--soft); }
    .note.last { margin: 1.25rem 0 0; }
    footer { padding-block: 3.5rem 3rem; color: var(--soft); font-size: .88rem; }
    footer p { margin: 0; border-top: 1px solid var(--line); padding-top: 1.25rem; }

    .kept { background: var(--kept-bg); color: var(--kept); }
    .moved, .shifted, .left, .arrived, .rekeyed { background: var(--moved-bg); color: var(--moved); }
    .changed, .edited, .detached { background: var(--changed-bg); color: var(--changed); }
    .added { background: var(--added-bg); color: var(--added); }
    .removed, .orphaned { background: var(--removed-bg); color: var(--removed); }
    .kind, .fate { display: inline-block; padding: .1rem .65rem; border-radius: 999px; font-size: .85rem; white-space: nowrap; }
    .sign::before {
      content: ""; display: inline-block; width: .68em; height: .68em; margin-inline-end: .45em; background: currentcolor;
      clip-path: var(--shape); rotate: var(--turn, 0deg); forced-color-adjust: none;
    }
    .kept { --shape: polygon(0 20%, 100% 20%, 100% 38%, 0 38%, 0 62%, 100% 62%, 100% 80%, 0 80%); }
    .moved, .shifted, .left, .arrived, .rekeyed {
      --shape: polygon(0 42%, 66% 42%, 42% 18%, 54% 6%, 98% 50%, 54% 94%, 42% 82%, 66% 58%, 0 58%);
    }
    .left { --turn: -45deg; }
    .arrived { --turn: 45deg; }
    .changed, .edited, .detached {
      --shape: polygon(0 20%, 100% 20%, 100% 38%, 0 38%, 0 62%, 100% 62%, 100% 80%, 0 80%, 0 20%, 62% 0, 80% 0, 38% 100%, 20% 100%, 62% 0);
    }
    .added, .bad, .error { --shape: polygon(42% 2%, 58% 2%, 58% 42%, 98% 42%, 98% 58%, 58% 58%, 58% 98%, 42% 98%, 42% 58%, 2% 58%, 2% 42%, 42% 42%); }
    .removed, .orphaned { --shape: polygon(2% 41%, 98% 41%, 98% 59%, 2% 59%); }
    .good { --shape: polygon(0 55%, 13% 42%, 37% 66%, 87% 14%, 100% 27%, 37% 92%); }
    .bad, .error { --turn: 45deg; }
    .note { --shape: circle(26%); }
    .warning { --shape: polygon(40% 0, 60% 0, 57% 64%, 43% 64%, 43% 80%, 58% 80%, 58% 98%, 42% 98%, 42% 80%, 43% 80%, 43% 64%); }

    .findings { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; }
    .findings li {
      padding: .9rem 1.15rem; background: var(--card); border: 1px solid var(--line); border-radius: .7rem;
      border-inline-start: .3rem solid var(--kept);
    }
    ul.findings .error { border-inline-start-color: var(--removed); }
    .findings .warning { border-inline-start-color: var(--changed); }
    .findings p { margin: 0; }
    .findings code { color: var(--soft); }
    .severity { text-transform: capitalize; margin-inline-end: .3em; }
    .error .severity { color: var(--removed); }
    .warning .severity { color: var(--changed); }
    .note .severity { color: var(--kept); }
    .findings .note { margin: 0; color: inherit; }
    .findings .remedy { margin-top: .3rem; color: var(--soft); }

    .facts { display: grid; grid-template-columns: minmax(0, 1fr); gap: .55rem; font-size: .95rem; }
    .facts > div { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); column-gap: 1.5rem; }
    .facts dt { color: var(--soft); grid-row: 1 / span 9; }
    .facts dd { margin: 0; grid-column: 2; }

    .legend { display: flex; flex-wrap: wrap; gap: .6rem 1.5rem; margin-bottom: 1.25rem; font-size: .88rem; color: var(--soft); }
    .legend .m { display: inline-block; margin: 0 .3rem 0 0; vertical-align: baseline; }
    .months { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 29rem), 1fr)); gap: 1.25rem; }
    .month {
      padding: 1rem 1.1rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: .9rem;
      box-shadow: var(--shadow);
    }
    .long > .month { content-visibility: auto; contain-intrinsic-size: auto 27rem; }
    .long > .group { content-visibility: auto; contain-intrinsic-size: auto 24rem; }
    .month table { width: 100%; border-collapse: collapse; table-layout: fixed; }
    .month caption { padding-bottom: .5rem; text-align: start; font-weight: 600; }
    .month th { padding: .2rem .3rem .35rem; font-weight: 400; font-size: .8rem; text-align: start; color: var(--soft); }
    .month td { height: 3.6rem; padding: .25rem .15rem .3rem; vertical-align: top; border-top: 1px solid var(--line); font-size: .78rem; }
    .month td > b { display: block; padding-inline-start: .15rem; font-weight: 400; color: var(--soft); line-height: 1.5; }
    .month td.has > b { color: var(--ink); font-weight: 650; }
    .m {
      display: block; margin-top: .15rem; padding: .1rem .35rem; border-radius: .4rem; font-size: .75rem; line-height: 1.4;
      border: 1px solid transparent; overflow-wrap: normal;
    }
    .m::before { margin-inline-end: .3em; }
    .m s { opacity: 1; text-decoration-thickness: 1px; }
    .m i { display: block; font-style: normal; }
    .m strong, .refused { color: var(--removed); }
    .m strong { padding-left: .2rem; }
    .m.left, .m.removed { background: none; border: 1px dashed; }
    .m.added, .m.arrived { border-color: currentcolor; }
    .m.shifted > span:last-child { font-weight: 650; }
    .more { display: block; padding: .15rem .15rem 0; color: var(--soft); font-size: .72rem; }

    #filters {
      display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: end; margin-bottom: 1.5rem; padding: 1rem 1.2rem;
      background: var(--card); border: 1px solid var(--line); border-radius: .9rem;
    }
    fieldset { margin: 0; padding: 0; border: 0; display: flex; flex-wrap: wrap; gap: .35rem 1rem; min-inline-size: 0; }
    legend, .search label { display: block; padding: 0; margin-bottom: .4rem; font-size: .82rem; color: var(--soft); }
    #filters fieldset label { display: inline-flex; align-items: center; gap: .4rem; min-height: 1.75rem; font-size: .92rem; cursor: pointer; }
    input[type="checkbox"] { width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--link); }
    .search { flex: 1 1 16rem; }
    input[type="search"] {
      width: 100%; padding: .45rem .7rem; font: inherit; color: inherit; background: var(--paper);
      border: 1px solid var(--soft); border-radius: .5rem;
    }
    .result { display: flex; align-items: center; gap: 1rem; min-height: 2.4rem; }
    output { color: var(--soft); font-size: .92rem; }
    button {
      padding: .35rem .8rem; font: inherit; font-size: .85rem; color: var(--link); background: var(--card);
      border: 1px solid var(--line); border-radius: .5rem; cursor: pointer;
    }
    button:hover { border-color: var(--link); }

    .group { margin-bottom: 1.5rem; }
    .list, .plain:is(table) { width: 100%; border-collapse: collapse; font-size: .92rem; }
    .list { table-layout: fixed; }
    .list caption { padding-block: .4rem; text-align: start; font-weight: 600; }
    .list th:nth-child(1) { width: 8rem; }
    .list th:nth-child(2), .list th:nth-child(3) { width: 30%; }
    .list th, table.plain th { padding: .4rem .75rem .4rem 0; text-align: start; font-weight: 400; font-size: .82rem; color: var(--soft); }
    .list td, table.plain td { padding: .6rem .75rem .6rem 0; vertical-align: top; border-top: 1px solid var(--line); }
    .list time { display: block; }
    .list code { display: block; font-size: .74rem; line-height: 1.4; color: var(--soft); }
    .why { color: var(--soft); }
    .none { color: var(--soft); }
    .clocks { display: inline-block; padding: 0 .5rem; border: 1px solid var(--line); border-radius: .35rem; font-size: .85rem; }
    ul.plain { display: grid; gap: .45rem; padding-inline-start: 1.1rem; list-style: disc; }
    ul.plain li::marker { color: var(--soft); }

    .steps { counter-reset: step; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
    .steps > li {
      counter-increment: step; position: relative; padding: 1.15rem 1.3rem 1.3rem 3.9rem; background: var(--card);
      border: 1px solid var(--line); border-radius: .9rem; box-shadow: var(--shadow);
    }
    .steps > li::before {
      content: counter(step) / ""; position: absolute; left: 1.2rem; top: 1.1rem; width: 1.75rem; height: 1.75rem; border-radius: 50%;
      background: var(--ink); color: var(--card); font-size: .9rem; font-weight: 650; line-height: 1.75rem; text-align: center;
    }
    h3 { margin: 0 0 .75rem; font-size: 1.02rem; font-weight: 600; line-height: 1.5; }
    h4 { margin: 1.25rem 0 .5rem; font-size: .9rem; font-weight: 600; color: var(--soft); }
    .request { position: relative; margin-top: .5rem; }
    .request pre {
      margin: 0; padding: .85rem 1rem; background: var(--faint); border-radius: .6rem; line-height: 1.55;
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
    }
    .request .copy { position: absolute; right: .5rem; top: .5rem; padding: .2rem .65rem; font-size: .8rem; }
    .request .copy:not([hidden]) + pre { padding-inline-end: 9.5rem; }
    #ids .copy { margin-bottom: .75rem; }
    .ids td { width: 50%; }
    .fates { table-layout: fixed; }
    .fates th:nth-child(1) { width: 8rem; }
    .fates th:nth-child(2), .fates th:nth-child(3) { width: 26%; }
    .fates th:nth-child(4) { width: 9rem; }
    .fates code, .ids code { font-size: .78rem; }

    @media (max-width: 46rem) {
      .tile { min-width: 0; flex: 1 1 6rem; padding: .6rem .65rem; white-space: nowrap; font-size: .92rem; }
      .facts > div { grid-template-columns: minmax(0, 1fr); }
      .facts dd { grid-column: 1; }
      .facts dt { grid-row: auto; }
      nav ul { column-gap: 1.25rem; }
      nav a { padding-block: .5rem; }
      .month { padding: .75rem .35rem .5rem; }
      .month td { padding-inline: 1px; }
      .month .m { padding: .1rem .1rem; font-size: .66rem; letter-spacing: -.02em; border-radius: .3rem; }
      .month .m::before { margin-inline-end: .15em; width: .6em; }
      .list thead, table.plain thead {
        position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .list, .list tbody, .list tr, .list td, .list caption { display: block; }
      .list tr { padding-block: .75rem; border-top: 1px solid var(--line); }
      .list td { padding: .15rem 0; border: 0; }
      .list td:nth-child(2)::before, .list td:nth-child(3)::before { font-size: .78rem; color: var(--soft); }
      .list td:nth-child(2)::before { content: "Before" / ""; }
      .list td:nth-child(3)::before { content: "After" / ""; }
      .list td:has(.none) { display: none; }
      table.plain, table.plain tbody, table.plain tr, table.plain td { display: block; }
      table.plain tr { padding-block: .6rem; border-top: 1px solid var(--line); }
      table.plain td { width: auto; padding: .15rem 0; border: 0; }
      .steps > li { padding-inline: 1rem; padding-top: 3.4rem; }
      .steps > li::before { left: 1rem; }
      .request .copy { position: static; margin-bottom: .4rem; }
      .request .copy:not([hidden]) + pre { padding-inline-end: 1rem; }
      .result { flex-wrap: wrap; }
    }
    @media print {
      @page { margin: 14mm; }
      html { font-size: 8.5pt; }
      body { background: none; }
      nav, #filters, .copy, .skip { display: none !important; }
      .wide { max-width: none; padding-inline: 0; }
      .top { background: none; }
      .long > .month, .long > .group { content-visibility: visible; }
      .months { grid-template-columns: 1fr 1fr; gap: 8pt; }
      .month, .findings li, .list tr, table.plain tr, .request { break-inside: avoid; }
      h2, h3, h4, .list caption { break-after: avoid; }
      .month, .steps > li { box-shadow: none; }
      .sign, .tile, .steps > li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    @media (forced-colors: active) {
      .kind, .fate, .tile, .status, .m { border: 1px solid; }
    }
    @media (prefers-reduced-motion: no-preference) {
      html { scroll-behavior: smooth; }
    }

    """
}
