(() => {
  const value = ({ cells }, at) => cells[at].dataset.v ?? cells[at].textContent.trim();
  const compare = (numeric, down) => (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === ""); // what is not known stands last, whichever way it goes
    const found = numeric ? Number(a) - Number(b) : a.localeCompare(b, undefined, { numeric: true });
    return down ? -found : found;
  };
  const sort = (table, header) => {
    const at = header.cellIndex, numeric = header.dataset.sort === "number", [body] = table.tBodies;
    const orders = numeric && at > 0 ? ["descending", "ascending"] : ["ascending", "descending"];
    const order = orders[Number(header.ariaSort === orders[0])];
    for (const one of table.tHead.rows[0].cells) if (one.dataset.sort) one.ariaSort = "none";
    header.ariaSort = order;
    const by = compare(numeric, order === "descending");
    body.append(...[...body.rows].sort((a, b) => by(value(a, at), value(b, at))));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    for (const header of table.tHead.rows[0].cells) {
      if (!header.dataset.sort) continue;
      header.append(make("button", { type: "button", onclick: () => sort(table, header) }, ...header.childNodes));
      header.ariaSort = "none";
    }
  }

  const form = byId("filters");
  const inRange = (size, range) => {
    if (range === "") return true;
    if (range === "unknown" || size === "") return range === "unknown" && size === "";
    const [low, high] = range.split(",");
    return Number(size) >= Number(low) && (high === "" || Number(size) < Number(high));
  };
  const filter = () => {
    const text = byId("filter-text").value.toLowerCase(), range = byId("filter-size").value;
    const complete = byId("filter-complete").checked, semantics = byId("filter-semantics").value;
    let shown = 0, all = 0;
    for (const row of document.querySelectorAll("table.board tbody tr")) {
      const head = row.querySelector("th"), names = `${head.dataset.v} ${head.querySelector(".sub").textContent}`;
      row.hidden = !names.toLowerCase().includes(text) || !inRange(row.dataset.size, range) || (complete && row.dataset.complete !== "yes");
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = semantics !== "" && group.dataset.semantics !== semantics;
      const rows = [...group.querySelectorAll("table.board tbody tr")];
      all += rows.length;
      if (!group.hidden) shown += rows.filter((row) => !row.hidden).length;
    }
    byId("filter-count").textContent = `${shown} of ${all} results`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
