/* The list of samples: what is chosen stands in the address, so that a view is a link. */
(async () => {
  const island = byId("island");
  if (!island) return;
  byId("samples-wait").hidden = false;
  const samples = new Samples(await unpack(island.textContent));
  island.remove();
  byId("samples-wait").hidden = true;
  byId("browser").hidden = false;

  const fields = { group: byId("s-group"), mode: byId("s-mode"), id: byId("s-id"), query: byId("s-query") };
  const list = byId("s-list"), detail = new Detail(samples, byId("s-detail"));
  const state = { group: samples.groups[0], models: [0], mode: "all", id: "", query: "", item: 0 };
  let listed = [];
  fields.group.append(...samples.groups.map((group) => make("option", { value: group.key }, group.title)));

  const ids = (group) => [...new Set(group.items.flatMap((item) => item.constraints.map((constraint) => constraint[0])))].sort();
  const chooseGroup = (group) => {
    state.group = group;
    fields.id.replaceChildren(make("option", { value: "" }, "any"), ...ids(group).map((id) => make("option", { value: id }, id)));
    byId("s-models").replaceChildren(byId("s-models").querySelector("legend"), ...group.models.map((model, at) =>
      make("label", {}, make("input", { type: "checkbox", name: "model", value: String(at) }), model.label)));
  };

  /* The address as a state; what it does not know is passed over. */
  const read = () => {
    const asked = new URLSearchParams(location.hash.startsWith("#samples?") ? location.hash.slice(9) : "");
    const keys = (asked.get("models") ?? "").split(",");
    const group = samples.groups.find((one) => one.key === asked.get("group") || one.models.some((model) => keys.includes(model.key))) ?? samples.groups[0];
    chooseGroup(group);
    const chosen = group.models.flatMap((model, at) => (keys.includes(model.key) ? [at] : []));
    state.models = chosen.length ? chosen.slice(0, 4) : [0];
    state.mode = [...fields.mode.options].some((option) => option.value === asked.get("mode")) ? asked.get("mode") : "all";
    state.id = ids(group).includes(asked.get("id")) ? asked.get("id") : "";
    state.query = asked.get("query") ?? "";
    state.item = group.items.findIndex((item) => item.name === asked.get("item"));
  };
  const write = () => {
    const { group, models, mode, id, query, item } = state;
    const told = { models: models.map((at) => group.models[at].key).join(","), mode, id, query, item: group.items[item]?.name ?? "" };
    history.replaceState(null, "", `#samples?${new URLSearchParams(Object.entries(told).filter(([, value]) => value !== ""))}`);
  };

  const entry = (at) => {
    const { group, models } = state, item = group.items[at];
    const chips = models.map((model) => (samples.verdicts(group, model, at).length ? (samples.passes(group, model, at) ? "✓" : "✗") : "–"));
    const told = models.map((model, i) => `${group.models[model].label} ${{ "✓": "passes", "✗": "fails" }[chips[i]] ?? "was not asked"}`).join(", ");
    const button = make("button", { type: "button", value: String(at), ariaLabel: `${item.name}: ${told}` },
      make("b", {}, item.name), make("span", { className: "chips" }, ...chips.map((chip) => make("span", { className: chip === "✓" ? "good" : "bad" }, chip))),
      make("small", {}, samples.prompts[item.prompt].slice(0, 120)));
    return make("li", {}, button);
  };
  const draw = () => {
    const { group, models, mode } = state;
    fields.group.value = group.key;
    for (const name of ["mode", "id", "query"]) fields[name].value = state[name];
    for (const box of byId("s-models").querySelectorAll("input")) {
      box.checked = models.includes(Number(box.value));
      box.disabled = !box.checked && models.length === 4;
    }
    listed = samples.find(group, state);
    if (!listed.includes(state.item)) state.item = listed[0] ?? -1;
    list.replaceChildren(...listed.map(entry));
    const hint = mode === "flipped" && models.length < 2 ? " Choose a second model to see what flipped." : "";
    byId("s-count").textContent = `${listed.length} of ${group.items.length} answers.${hint}`;
    open();
  };
  /* Scrolls the list alone: the page stays where it is. */
  const reveal = (button) => {
    const box = byId("s-list-box"), top = button.offsetTop, end = top + button.offsetHeight;
    if (top < box.scrollTop || end > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  };
  const open = () => {
    for (const button of list.querySelectorAll("button")) {
      const chosen = Number(button.value) === state.item;
      button.ariaCurrent = chosen ? "true" : null;
      if (chosen) reveal(button);
    }
    if (state.item < 0) detail.place.replaceChildren(make("p", { className: "lead" }, "No answer is like that."));
    else detail.show(state.group, state.models, state.item, steps);
  };
  /* What is drawn anew loses the focus: it goes back to where it was, or to the section, so that keys go on working. */
  const keepingFocus = (change) => {
    const section = byId("samples"), focused = document.activeElement, inList = list.contains(focused);
    change();
    if (section.contains(document.activeElement)) return;
    const back = inList ? list.querySelector("[aria-current]") : focused;
    (section.contains(back) ? back : section).focus({ preventScroll: true });
  };
  const steps = make("div", {}, ...[["← previous", -1], ["next →", 1]].map(([name, by]) =>
    make("button", { type: "button", className: "quiet", onclick: () => keepingFocus(() => step(by)) }, name)));
  const step = (by) => {
    const at = listed[listed.indexOf(state.item) + by];
    if (at !== undefined) choose(at);
  };

  const changed = () => { draw(); write(); };
  fields.group.addEventListener("change", () => {
    chooseGroup(samples.groups.find((group) => group.key === fields.group.value));
    Object.assign(state, { models: [0], id: "", item: -1 });
    changed();
  });
  for (const name of ["mode", "id", "query"]) fields[name].addEventListener("input", () => { state[name] = fields[name].value; changed(); });
  byId("s-models").addEventListener("change", () => {
    const chosen = [...byId("s-models").querySelectorAll("input:checked")].map((box) => Number(box.value));
    state.models = chosen.length ? chosen : state.models;
    changed();
  });
  byId("browser").querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  const choose = (at) => { state.item = at; open(); write(); };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(Number(button.value));
  });

  const keys = {
    j: () => step(1), k: () => step(-1), "/": () => fields.query.focus(),
    f: () => { state.mode = state.mode === "failed" ? "all" : "failed"; changed(); },
    "?": () => { byId("s-help").open = !byId("s-help").open; },
  };
  const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  byId("samples").addEventListener("keydown", (event) => {
    if (!plain(event) || event.target.matches("input:not([type=checkbox]), select") || !keys[event.key]) return;
    event.preventDefault();
    keepingFocus(keys[event.key]);
  });

  const follow = () => {
    read();
    draw();
    if (location.hash.startsWith("#samples")) { byId("samples").focus({ preventScroll: true }); byId("samples").scrollIntoView(); }
  };
  addEventListener("hashchange", () => { if (location.hash.startsWith("#samples?")) follow(); });
  addEventListener("click", (event) => { // a link to where one is changes no hash
    if (plain(event) && event.target.closest("a[href^='#samples?']")?.hash === location.hash) follow();
  });
  follow();
})();
