/* One item: what was asked, each verdict with its reason, the answers with the deciding stretches marked. */
class Detail {
  constructor(samples, place) { this.samples = samples; this.place = place; }

  show(group, models, at, steps) {
    const item = group.items[at];
    this.marked ??= new Map();
    if (this.at !== `${group.key} ${at}`) this.marked.clear();
    this.at = `${group.key} ${at}`;
    const redraw = () => this.show(group, models, at, steps);
    const sides = models.filter((model) => group.models[model].answers[at]);
    this.place.replaceChildren(
      make("div", { className: "step" }, make("h3", {}, item.name), steps),
      ...this.earlier(group, item, at, sides),
      make("h4", {}, "Asked"), make("p", { className: "pre prompt" }, this.samples.prompts[item.prompt]),
      make("h4", {}, "Judged"), this.table(group, sides, at, redraw),
      make("h4", {}, "Answered"), make("div", { className: "answers" }, ...sides.map((model) => this.answer(group, model, at))),
    );
  }

  earlier(group, item, at, sides) {
    const turns = group.items.flatMap((one, place) => (one.dialogue === item.dialogue && place < at ? [place] : []));
    const said = turns.flatMap((place) => [
      make("p", { className: "pre prompt" }, this.samples.prompts[group.items[place].prompt]),
      ...sides.map((model) => make("p", { className: "pre" }, `${group.models[model].label}: ${this.samples.text(group, model, place)?.text ?? ""}`)),
    ]);
    return turns.length ? [make("details", {}, make("summary", {}, "What was said before"), ...said)] : [];
  }

  /* A line for each constraint, those on which the models differ first. */
  table(group, sides, at, redraw) {
    const { constraints } = group.items[at];
    const verdict = (model, position) => group.models[model].answers[at][1][position];
    const differs = (position) => new Set(sides.map((model) => this.samples.followed(group, verdict(model, position)))).size > 1;
    const order = constraints.map((_, position) => position).sort((a, b) => differs(b) - differs(a) || a - b);
    const heads = ["", "constraint", ...sides.map((model) => group.models[model].label)];
    const rows = order.map((position) => make("tr", { className: differs(position) ? "differs" : "" },
      make("td", {}, this.marker(group, sides, at, position, redraw)),
      make("th", { scope: "row" }, constraints[position][1] || constraints[position][0], make("p", { className: "sub" }, constraints[position][1] && constraints[position][0])),
      ...sides.map((model) => make("td", {}, ...this.verdict(group, verdict(model, position))))));
    const table = make("table", { className: "verdicts" }, make("caption", {}, "Verdicts"),
      make("thead", {}, make("tr", {}, ...heads.map((head) => (head ? make("th", { scope: "col" }, head) : make("td", {}))))), make("tbody", {}, ...rows));
    return make("div", { className: "wide", role: "group", ariaLabel: "Verdicts", tabIndex: 0 }, table);
  }

  /* Marks a constraint's stretches in the answers or not; at first those of constraints that some model breaks. */
  marker(group, sides, at, position, redraw) {
    const broken = (one) => sides.some((model) => !this.samples.followed(group, group.models[model].answers[at][1][one]));
    const any = group.items[at].constraints.some((_, one) => broken(one));
    if (!this.marked.has(position)) this.marked.set(position, broken(position) || !any);
    const pressed = this.marked.get(position), name = `Mark what decides constraint ${position + 1}`;
    const onclick = () => {
      this.marked.set(position, !pressed);
      redraw();
      this.place.querySelector(`[aria-label="${name}"]`).focus();
    };
    return make("button", { type: "button", ariaPressed: String(pressed), ariaLabel: name, onclick }, String(position + 1));
  }

  verdict(group, [level, why, relaxation, fault]) {
    const words = level & 2 ? "✓ followed" : level & 1 ? `◐ loose only${relaxation && ` (${relaxation})`}` : "✗ not followed";
    const state = make("p", { className: `state ${level & (group.strict ? 2 : 1) ? "good" : "bad"}` }, words);
    return [state, make("p", { className: "sub" }, fault ? `${fault}: ${why}` : why)];
  }

  answer(group, model, at) {
    const text = this.samples.text(group, model, at), verdicts = group.models[model].answers[at][1];
    const about = [text?.cut && "truncated", text?.empty && "empty", text?.tokens !== undefined && `${text?.tokens} tokens`].filter(Boolean).join(" · ");
    const body = !text || text.error ? [make("p", { className: "bad" }, `no answer${text ? `: ${text.error}` : ""}`)] : [
      text.reasoning ? make("details", {}, make("summary", {}, "Reasoning, not judged"), make("p", { className: "pre thought" }, text.reasoning)) : null,
      make("p", { className: "pre body", dir: "auto" }, ...this.withMarks(group, text.text, verdicts)),
      this.commands(group, text, at),
    ];
    return make("section", { className: "answer" }, make("h5", {}, group.models[model].label), about ? make("p", { className: "sub" }, about) : null, ...body);
  }

  /* The text in pieces, each stretch that decides a marked constraint as <mark> with the constraint's number. */
  withMarks(group, text, verdicts) {
    const edges = new Map([[0, []], [text.length, []]]), spans = [];
    verdicts.forEach(([, , , , steps], position) => {
      if (!this.marked.get(position)) return;
      for (let i = 0, end = 0; i < steps.length; i += 2) {
        const start = end + steps[i];
        end = start + steps[i + 1];
        if (end > start) spans.push({ start, end, position }), edges.set(start, []), edges.set(end, []);
      }
    });
    const cuts = [...edges.keys()].sort((a, b) => a - b);
    spans.sort((a, b) => a.start - b.start);
    const open = [];
    let next = 0;
    return cuts.slice(0, -1).map((cut, i) => {
      while (next < spans.length && spans[next].start <= cut) open.push(spans[next++]);
      const over = open.filter((span) => span.end > cut);
      open.splice(0, open.length, ...over);
      const piece = text.slice(cut, cuts[i + 1]), positions = [...new Set(over.map((span) => span.position))].sort((a, b) => a - b);
      if (!positions.length) return piece;
      const bad = positions.some((position) => !this.samples.followed(group, verdicts[position]));
      const mark = make("mark", { className: `u${positions[0] % 5}${bad ? " bad" : ""}` }, piece);
      mark.dataset.n = positions.map((position) => position + 1).join(",");
      return mark;
    });
  }

  /* The commands that reproduce the verdicts, made when they are asked for. */
  commands(group, text, at) {
    const constraints = group.items[at].constraints.map((constraint, position) => [position, constraint[2]]).filter(([, command]) => command);
    if (!constraints.length) return null;
    const box = make("details", {}, make("summary", {}, "Commands that reproduce these verdicts"));
    const print = text.printf ?? `printf '%s' '${text.text.replaceAll("'", `'"'"'`)}'`;
    box.addEventListener("toggle", () => {
      if (!print) box.append(make("p", { className: "sub" }, "The answer holds a lone surrogate, which no command line can pass."));
      else for (const [position, command] of constraints) box.append(...this.command(position, `${print} | ${command}`));
    }, { once: true });
    return box;
  }

  command(position, line) {
    const code = make("code", { tabIndex: 0 }, line), told = (text) => { button.textContent = text; };
    const onclick = () => {
      getSelection().selectAllChildren(code);
      navigator.clipboard.writeText(line).then(() => told("Copied"), () => told("Selected: copy it by hand"));
    };
    const button = make("button", { type: "button", className: "quiet", onclick }, `Copy the command of ${position + 1}`);
    return [code, button];
  }
}
