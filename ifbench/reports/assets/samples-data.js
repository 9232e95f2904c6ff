/* The answers: unpacked once, then asked questions. A verdict is [2 * strict + loose, why, relaxation, fault, spans]. */
const unpack = async (text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
};

class Samples {
  constructor(data) { Object.assign(this, data); }

  /* Whether a verdict counts as followed in a group: strictly, or loosely where that is the headline's mode. */
  followed(group, verdict) { return Boolean(verdict[0] & (group.strict ? 2 : 1)); }

  /* The verdicts on one item by one model, of one constraint id if it is named; [] where nothing was asked. */
  verdicts(group, model, at, id) {
    const answer = group.models[model].answers[at];
    if (!answer) return [];
    return answer[1].filter((_, position) => !id || group.items[at].constraints[position][0] === id);
  }

  passes(group, model, at, id) {
    return this.verdicts(group, model, at, id).every((verdict) => this.followed(group, verdict));
  }

  text(group, model, at) {
    const answer = group.models[model].answers[at];
    return answer && answer[0] >= 0 ? this.texts[answer[0]] : null;
  }

  differs(group, models, at, id) {
    const asked = models.filter((model) => group.models[model].answers[at]);
    return new Set(asked.map((model) => this.passes(group, model, at, id))).size > 1;
  }

  inMode(mode, group, models, at, id) {
    const any = (test) => models.some(test), verdicts = (model) => this.verdicts(group, model, at, id);
    switch (mode) {
      case "failed": return any((model) => !this.passes(group, model, at, id));
      case "flipped": return this.differs(group, models, at, id);
      case "loose": return any((model) => verdicts(model).some((verdict) => verdict[0] === 1));
      case "cut": return any((model) => this.text(group, model, at)?.cut);
      case "errors": return any((model) => this.text(group, model, at)?.error || verdicts(model).some((verdict) => verdict[3]));
      default: return true;
    }
  }

  /* Everything of an item in which one may search. */
  words(group, models, at) {
    const item = group.items[at];
    const told = models.flatMap((model) => [this.text(group, model, at)?.text, ...this.verdicts(group, model, at).map((verdict) => verdict[1])]);
    return [item.name, this.prompts[item.prompt], ...item.constraints.flat(), ...told].join("\n");
  }

  /* The items to list: those on which the models differ first. */
  find(group, { models, mode, id, query }) {
    const matches = matcher(query);
    const listed = group.items.flatMap((item, at) => {
      const asked = !id || item.constraints.some((constraint) => constraint[0] === id);
      return asked && this.inMode(mode, group, models, at, id) && (!query || matches(this.words(group, models, at))) ? [at] : [];
    });
    if (models.length < 2) return listed;
    const differing = new Set(listed.filter((at) => this.differs(group, models, at, id)));
    return [...listed.filter((at) => differing.has(at)), ...listed.filter((at) => !differing.has(at))];
  }
}

/* Plain text whatever its case, or /a regular expression/. */
const matcher = (query) => {
  const pattern = /^\/(.+)\/$/s.exec(query);
  try {
    if (pattern) return RegExp.prototype.test.bind(new RegExp(pattern[1], "iu"));
  } catch { /* not yet a whole expression: looked for as it stands */ }
  const wanted = query.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
};
