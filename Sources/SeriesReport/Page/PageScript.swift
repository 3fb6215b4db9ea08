/// The page's script: the filters of the list, and the buttons that copy.
enum PageScript {
  /// By which the page's policy admits this script and no other; a test computes it.
  static let hash: StaticString = "sha256-F6/GHL5cif4DRUjkCX7B++JOLDREHi3qyFi+5xGP73Q="

  static let text: StaticString = """
    (() => {
      "use strict";
      const form = document.getElementById("filters");
      const groups = Array.from(document.querySelectorAll("#list .group"), (element) => ({
        element,
        rows: Array.from(element.querySelectorAll("tbody tr"), (row) => ({
          row, kind: row.dataset.kind, noted: "noted" in row.dataset,
          refused: "refused" in row.dataset, text: null,
        })),
      }));
      const total = groups.reduce((sum, group) => sum + group.rows.length, 0);

      // The texts are gathered once, when something is searched for.
      const gather = () => {
        for (const group of groups) {
          const month = group.element.querySelector("caption").textContent;
          for (const entry of group.rows) {
            if (entry.text !== null) return;
            entry.text = [month, ...Array.from(entry.row.cells, (cell) => cell.textContent)].join(" ").toLowerCase();
          }
        }
      };

      const apply = () => {
        const boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
        const only = ["noted", "refused"].filter(
          (name) => boxes.some((box) => box.value === name && box.checked));
        const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
        const words = document.getElementById("search").value.toLowerCase().split(/\\s+/).filter(Boolean);
        if (words.length) gather();
        let left = 0;
        for (const group of groups) {
          let shown = 0;
          for (const entry of group.rows) {
            const fits = kinds.has(entry.kind) && only.every((name) => entry[name])
              && words.every((word) => entry.text.includes(word));
            if (entry.row.hidden === fits) entry.row.hidden = !fits;
            if (fits) shown += 1;
          }
          if (group.element.hidden === shown > 0) group.element.hidden = shown === 0;
          left += shown;
        }
        form.querySelector("output").textContent = left === total
          ? `All ${total} in this list` : `${left} of the ${total} in this list`;
      };

      if (form) {
        form.addEventListener("input", apply);
        form.addEventListener("submit", (event) => event.preventDefault());
        // The fields have their first values back only after the event.
        form.addEventListener("reset", () => setTimeout(apply));
        form.hidden = false;
        apply();
      }

      const content = (element) => {
        const rows = Array.from(element.querySelectorAll("tr"));
        if (!rows.length) return element.textContent;
        return rows.map((row) => Array.from(row.cells, (cell) =>
          cell.querySelector(".none") ? "" : cell.textContent).join("\\t")).join("\\n") + "\\n";
      };

      const said = document.getElementById("said");
      for (const button of document.querySelectorAll("[data-copy]")) {
        const name = button.textContent;
        const source = document.getElementById(button.dataset.copy);
        button.hidden = false;
        button.addEventListener("click", async () => {
          try {
            await navigator.clipboard.writeText(content(source));
            button.textContent = "Copied";
          } catch {
            // Where the browser does not allow it, what was meant is selected for the keyboard to copy.
            getSelection().selectAllChildren(source);
            button.textContent = "Selected";
          }
          said.textContent = button.textContent;
          setTimeout(() => { button.textContent = name; said.textContent = ""; }, 2000);
        });
      }
    })();

    """
}
