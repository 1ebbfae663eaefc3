"use strict";
(() => {
const D = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"};
const h = text => String(text).replace(/[&<>"']/g, sign => ESCAPES[sign]);
const name = text => `<bdi>${h(text)}</bdi>`;
const plain = text => String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const many = (number, one, more) => `${number < 1000 ? number : number.toLocaleString("en")} ${number === 1 ? one : more || one + "s"}`;
const NOBODY = -1, NOT_THERE = -2;

// days, as the folder's Date order says them
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split(" ");
const DAY0 = Date.parse(D.day0 + "T00:00:00Z");
const known = new Map(); // days are told on every bar, and a date is slow to make
function parts(day) {
  if (!known.has(day)) { const at = new Date(DAY0 + day * 864e5); known.set(day, [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]); }
  return known.get(day);
}
const iso = day => new Date(DAY0 + day * 864e5).toISOString().slice(0, 10);
const WINDOWS = D.windows.flatMap(([p, run]) => Array.from({length: run.length / 3}, (_, at) => [p, ...run.slice(at * 3, at * 3 + 3)]));
const ends = WINDOWS.reduce(([first, last], [, , a, n]) => [Math.min(first, a), Math.max(last, a + n)], [D.days, 0]);
const oneYear = parts(ends[0])[0] === parts(ends[1])[0];
function dayText(day, year = true) {
  const [y, m, d] = parts(day);
  if (D.order === "ymd") return year ? iso(day) : iso(day).slice(5);
  if (D.order === "mdy") return `${MONTHS[m]} ${d}${year ? `, ${y}` : ""}`;
  return `${d} ${MONTHS[m]}${year ? ` ${y}` : ""}`;
}
function span(first, more, year = true) {
  if (!more) return dayText(first, year);
  const [a, b] = [parts(first), parts(first + more)];
  if (D.order === "ymd" || (year && a[0] !== b[0])) return `${dayText(first, year)} – ${dayText(first + more, year)}`;
  if (a[1] !== b[1] || a[0] !== b[0]) return `${dayText(first, false)} – ${dayText(first + more, year)}`;
  if (D.order === "mdy") return `${MONTHS[a[1]]} ${a[2]}–${b[2]}${year ? `, ${b[0]}` : ""}`;
  return `${a[2]}–${dayText(first + more, year)}`;
}
// the week of ISO 8601 that a Monday begins: the year's first is the one with its first Thursday
const weekNumber = monday => { const [year] = parts(monday + 3); return 1 + Math.floor((DAY0 / 864e5 + monday + 3 - Date.UTC(year, 0, 1) / 864e5) / 7); };
const weekText = monday => `${weekNumber(monday)} · from ${weekday(monday)} ${dayText(monday)}`;
const weekday = day => WEEKDAYS[((day % 7) + 7) % 7];

// one plan, its slots looked up
const roleName = role => role < 0 ? "any role" : D.roles[role][0];
const departmentOf = role => role < 0 ? -1 : D.roles[role][1];
const hasDepartments = D.departments.some(text => text);
const laidOut = new Map();
function planOf(number) {
  if (!laidOut.has(number)) laidOut.set(number, layOut(number));
  return laidOut.get(number);
}
function layOut(number) {
  const P = D.plans[number];
  const production = at => P.productions[at] || D.productions[at];
  const person = at => P.people[at] || D.people[at], there = at => person(at).slice(2, 4), isHere = at => P.people[at] !== null;
  const booked = new Map(P.booked.map(row => [row.slice(0, 5).join(), D.texts[row[5]]]));
  const changed = new Map(P.changes.filter(row => row[0] === "gained" || row[0] === "moved").map(row => [row.slice(1, 6).join(), row]));
  const vacancies = new Map(), against = new Map();
  P.conflicts.forEach((row, at) => {
    if (row[8] < 0) vacancies.set([row[2], row[3], row[5], row[6], row[4]].join(), at);
    else if (row[7] >= 0) against.set([row[2], row[7]].join(), at);
  });
  const first = number ? D.plans[0] : null;
  const slots = [];
  P.fill.forEach((fill, w) => {
    if (fill === NOT_THERE) return;
    const [p, r, a, n] = WINDOWS[w];
    const people = Array.isArray(fill) ? fill : [fill];
    const before = first ? [].concat(first.fill[w]) : null;
    const left = before ? before.slice() : null;
    const mine = people.map((who, at) => {
      let differs = "";
      if (left) {
        const same = left.indexOf(who);
        if (same < 0) differs = "?"; else left.splice(same, 1);
      }
      const key = [p, r, a, n, who].join();
      return {p, r, a, n, who, number: at + 1, count: people.length, booked: booked.get(key) || "", differs,
        change: who >= 0 ? changed.get(key) : undefined,
        conflict: who < 0 ? vacancies.get([p, r, a, n, at + 1].join()) : against.get([p, who].join())};
    });
    if (left) for (const slot of mine) if (slot.differs) {
      const who = left.shift();
      const named = D.plans[0].name;
      slot.differs = before[0] === NOT_THERE ? `${named} does not have it on these days`
        : who === undefined ? `${named} has fewer slots here`
        : who < 0 ? `vacant in ${named}` : `${D.people[who][1]} in ${named}`;
    }
    slots.push(...mine);
  });
  for (const [p, r, a, n, who] of P.outside) slots.push({p, r, a, n, who, number: 1, count: 1, booked: "", differs: "", outside: true});
  slots.sort((x, y) => x.p - y.p || x.r - y.r || x.a - y.a || x.number - y.number);
  slots.forEach((slot, at) => { slot.at = at; });
  const byProduction = new Map(), byPerson = new Map(), vacantBy = new Map();
  const put = (map, key, slot) => { const list = map.get(key); if (list) list.push(slot); else map.set(key, [slot]); };
  for (const slot of slots) {
    put(byProduction, slot.p, slot);
    if (slot.who >= 0) put(byPerson, slot.who, slot); else put(vacantBy, slot.r, slot);
  }
  for (const list of byPerson.values()) list.sort((x, y) => x.a - y.a);
  return {P, production, person, there, isHere, slots, byProduction, byPerson, vacantBy};
}
const mainRole = (plan, who) => { const all = plan.there(who)[0]; return all[all.length - 1][0]; };
const rolesOf = (plan, who) => new Set(plan.there(who)[0].flatMap(one => [one[0], ...one[1]]));

// the state, which stands in the address
const BLANK = {plan: "", view: "productions", text: "", department: "", role: "", production: "", person: "", week: "", only: "", zoom: innerWidth <= 704 ? "months" : "all"};
let state = {...BLANK};
const VIEWS = {productions: "Productions", people: "People", load: "Departments and roles", conflicts: "To decide", changes: "Changes", figures: "Figures"};
const planNumber = () => Math.max(0, D.plans.findIndex(one => one.name === state.plan));
function readAddress() {
  const found = new URLSearchParams(location.hash.slice(1));
  state = {...BLANK};
  for (const key of Object.keys(BLANK)) if (found.has(key)) state[key] = found.get(key);
  if (!(state.view in VIEWS) && state.view !== "sheet") state.view = BLANK.view;
}
function address(changes) {
  const next = {...state, ...changes}, said = new URLSearchParams();
  for (const key of Object.keys(BLANK)) if (next[key] !== BLANK[key]) said.set(key, next[key]);
  return "#" + said;
}
function go(changes, isStep) {
  const to = address(changes);
  if (isStep) location.hash = to.slice(1); // an entry in the browser's history; hashchange draws
  else { history.replaceState(null, "", to); Object.assign(state, changes); draw(); }
}
const link = (changes, html, title = "") => `<a href="${h(address(changes))}"${title ? ` title="${h(title)}"` : ""}>${html}</a>`;

// filters
const ZOOMS = {days: 28, weeks: 9, months: 4, all: 0};
const LESS = {only: {"": "everything", vacant: "vacant slots", wrong: "vacancies and conflicts", changed: "changes to the plan before", differs: "what differs"}};
function filter(plan) {
  const text = plain(state.text.trim());
  const role = D.roles.findIndex(one => one[0] === state.role), department = D.departments.indexOf(state.department);
  const production = D.productions.findIndex(one => one[0] === state.production), person = D.people.findIndex(one => one[0] === state.person);
  const week = state.week ? Math.round((Date.parse(state.week + "T00:00:00Z") - DAY0) / 864e5) : null;
  const holds = text ? rows => rows.map(words => words.some(word => plain(word).includes(text))) : null;
  const inProductions = holds && holds(D.productions.map((_, at) => plan.production(at).slice(0, 2)));
  const inPeople = holds && holds(D.people.map((_, who) => plan.person(who).slice(0, 2)));
  const inRoles = holds && holds(D.roles.map(one => [one[0], D.departments[one[1]]]));
  const inVacancy = text && "vacant".includes(text);
  const ofRole = r => (!state.role || r === role) && (!state.department || departmentOf(r) === department);
  const kept = {
    "": () => true, vacant: s => s.who < 0, wrong: s => s.conflict !== undefined, changed: s => s.change, differs: s => s.differs,
  }[state.only] || (() => true);
  const said = slot => !text || inProductions[slot.p] || inRoles[slot.r] || (slot.who >= 0 ? inPeople[slot.who] : inVacancy);
  const inWeek = (first, more) => week === null || (first < week + 7 && first + more >= week);
  const narrows = Boolean(text || state.role || state.department || state.production || state.person || state.only);
  const F = {
    from: 0, days: D.days, production, ofRole,
    slot: s => ofRole(s.r) && (!state.production || s.p === production) && (!state.person || s.who === person)
      && inWeek(s.a, s.n) && kept(s) && said(s),
    week, narrows,
    idle: who => !state.production && !state.only && (!state.person || who === person)
      && (!text || inPeople[who]) && ((!state.role && !state.department) || [...rolesOf(plan, who)].some(ofRole)),
    row: (p, r, who, first, more) => (r < 0 ? !state.role && !state.department : ofRole(r)) && (!state.production || p === production)
      && (!state.person || who === person) && (more < 0 ? week === null : inWeek(first, more)),
    words: line => !text || plain(line).includes(text),
  };
  if (week !== null) [F.from, F.days] = [Math.max(0, week), 7];
  else if (narrows && state.view !== "load") [F.from, F.days] = reachOf(plan.slots.filter(F.slot));
  F.inSight = (first, more) => first < F.from + F.days && first + more >= F.from;
  F.px = Math.max(ZOOMS[state.zoom] || 0, (innerWidth - (innerWidth <= 704 ? 136 : 240) - 60) / F.days);
  return F;
}
function reachOf(slots) {
  // whole weeks, at least four where there are as many
  let first = D.days, last = 0;
  for (const slot of slots) { first = Math.min(first, slot.a); last = Math.max(last, slot.a + slot.n); }
  if (!slots.length) return [0, D.days];
  first = Math.max(0, first - first % 7);
  const days = Math.min(D.days, Math.max(28, Math.ceil((last + 1 - first) / 7) * 7));
  return [Math.min(first, D.days - days), days];
}

// bars
function classesOf(slot, colour) {
  return (slot.who < 0 ? "vacant" : `c${colour % 8}`) + (slot.who >= 0 && slot.conflict !== undefined ? " wrong" : "")
    + (slot.change ? " changed" : "") + (slot.differs ? " differs" : "") + (slot.outside ? " outside" : "");
}
function bars(slots, lanes, words, colour, F, off = []) {
  // a label that has no room in its bar stands behind it, or before it, where nothing else is
  const next = [], after = slots.map(() => Infinity), taken = [];
  [...slots.keys()].sort((x, y) => slots[y].a - slots[x].a).forEach(at => { after[at] = next[lanes[at]] ?? F.from + F.days; next[lanes[at]] = slots[at].a; });
  const html = [];
  for (const at of [...slots.keys()].sort((x, y) => slots[x].a - slots[y].a)) {
    const slot = slots[at], lane = lanes[at], a = Math.max(slot.a, F.from), end = Math.min(slot.a + slot.n + 1, F.from + F.days);
    const sign = slot.who < 0 ? `${slot.differs ? "≠ " : ""}⚠ Vacant: ` : (slot.conflict !== undefined ? "⚠ " : "") + (slot.change ? (slot.change[0] === "moved" ? "→ " : "+ ") : "") + (slot.differs ? "≠ " : "");
    const label = `${sign}${words(slot)} · ${span(slot.a, slot.n, !oneYear)}`;
    const wide = 8 + 6.4 * (label.length - (label.includes("<bdi>") ? 11 : 0));
    let spills = "", reach = end;
    if ((end - a) * F.px < wide) {
      const days = wide / F.px, isFree = (from, to) => !off.some(([b, n]) => b < to && b + n >= from);
      if (after[at] - a >= days && isFree(end, a + days)) { spills = " late"; reach = a + days; }
      else if (end - (taken[lane] ?? F.from) >= days && isFree(end - days, a)) spills = " early";
    }
    taken[lane] = reach;
    html.push(`<li tabindex="-1" class="${classesOf(slot, colour(slot))}${spills}" data-s="${slot.at}" style="--a:${a - F.from};--n:${end - a};--l:${lane}">${spills === " early" ? `<span>${label}</span>` : label}</li>`);
  }
  return html.join("");
}
function lanesOf(slots, apart) {
  // first fit, in the order given; what is apart never shares a lane
  const ends = [], keys = [];
  const lanes = slots.map(slot => {
    const key = apart(slot);
    let lane = ends.findIndex((end, at) => keys[at] === key && end < slot.a);
    if (lane < 0) lane = ends.length;
    ends[lane] = slot.a + slot.n; keys[lane] = key;
    return lane;
  });
  return [lanes, ends.length];
}
function axis(F) {
  const starts = [], fine = [];
  for (let day = 0; day < F.days; day++) {
    const [y, m, d] = parts(F.from + day), at = `style="--a:${day}"`;
    if (!day || d === 1) starts.push([day, y, m]);
    if (F.px >= 20 || (day % 7 === 0 && F.px >= 4)) fine.push(`<span class="fine" ${at}>${F.px >= 36 ? weekday(F.from + day) + " " : ""}${d}</span>`);
  }
  if (starts.length > 1 && starts[1][0] * F.px < 60) starts.shift(); // no room for the name of what is left of a month
  let named = -Infinity;
  const months = starts.filter(([day]) => (day - named) * F.px >= 32 && ((named = day), true)).map(([day, y, m], at) => `<span style="--a:${day}">${MONTHS[m]}${!at || m === 0 ? ` ${y}` : ""}</span>`);
  const lines = starts.map(([day]) => `<i style="--a:${day}"></i>`);
  return `<div class="axis${fine.length ? "" : " plain"}" aria-hidden="true">${months.join("")}${fine.join("")}</div><div class="lines" aria-hidden="true">${lines.join("")}</div>`;
}
function timeline(groups, F) {
  // groups of rows, each with the HTML of its heading
  waiting = groups;
  return `<div class="scroller" tabindex="0" role="region" aria-label="Timeline"><div class="grid${F.px < 4 ? " coarse" : ""}" aria-busy="true" style="--t:${F.days};--z:${ZOOMS[state.zoom] || 0}">${axis(F)}</div></div>`;
}
// rows follow each other into the page from the top, those in sight at once
const IN_SIGHT = 1000, PIECE_MS = 25;
let waiting = [], filling = 0;
const row = (title, about, lanes, drawn) => ({
  height: Math.max(38, 22 * lanes),
  html: () => `<li class="row${lanes > 12 ? " tall" : ""}"><div class="name">${title}${about}</div><ul class="bars" style="--lanes:${lanes}">${drawn()}</ul></li>`,
});
function fill(isAll, inSight = 0) {
  clearTimeout(filling);
  const grid = $("view").querySelector(".grid"), begun = performance.now();
  if (!grid) return;
  for (let height = 0; waiting.length && (isAll || height < inSight || performance.now() - begun < PIECE_MS);) {
    const [heading, rows] = waiting[0], some = rows.splice(0, 8);
    if (heading !== null) { grid.insertAdjacentHTML("beforeend", `${heading}<ol class="rows"></ol>`); waiting[0][0] = null; }
    grid.lastElementChild.insertAdjacentHTML("beforeend", some.map(one => one.html()).join(""));
    height += some.reduce((sum, one) => sum + one.height, 0);
    if (!rows.length) waiting.shift();
  }
  const first = inSight && grid.querySelector(".bars > li");
  if (first) first.tabIndex = 0;
  if (waiting.length) filling = setTimeout(fill, 0, false);
  else grid.removeAttribute("aria-busy");
}
// on paper no more weeks stand beside each other than are read, and the others below
const ON_PAPER = 20;
let weeksBeside = Infinity;
addEventListener("beforeprint", () => { if (state.view === "load") { weeksBeside = ON_PAPER; draw(); } fill(true); });
addEventListener("afterprint", () => { if (weeksBeside < Infinity) { weeksBeside = Infinity; draw(); } });

const draws = {
  productions(plan, F) {
    const rows = [];
    let slots = 0, vacant = 0;
    for (const [p, all] of plan.byProduction) {
      const mine = all.filter(F.slot);
      if (!mine.length) continue;
      const [lanes, count] = lanesOf(mine, slot => slot.r);
      const row0 = plan.production(p), open = all.filter(slot => slot.who < 0).length;
      slots += mine.length; vacant += mine.filter(slot => slot.who < 0).length;
      const total = all.filter(slot => !slot.outside).length;
      const about = `<p>${h(row0[0] === row0[1] ? "" : row0[0])} · priority ${row0[4]}<br>${span(row0[2], row0[3])}<br>${open ? `<span class="lack">⚠ ${open} of ${total} vacant</span>` : `${total > 1 ? `all ${total} filled` : "filled"}`}</p>`;
      const drawn = () => bars(mine, lanes, slot => h(roleName(slot.r)) + (slot.who < 0 ? "" : ` · ${name(plan.person(slot.who)[1])}`), slot => hasDepartments ? departmentOf(slot.r) : slot.r, F);
      rows.push(row(`<h3>${link({production: row0[0]}, name(row0[1]), "Only this production")}</h3>`, about, count, drawn));
    }
    count(`${many(rows.length, "production")}, ${many(slots, "slot")}, ${vacant} vacant.`);
    return rows.length ? legend(plan, false) + timeline([["", rows]], F) : nothing();
  },
  people(plan, F) {
    const groups = new Map();
    const put = (role, one) => { const list = groups.get(role); if (list) list.push(one); else groups.set(role, [one]); };
    let people = 0, work = 0, vacant = 0;
    D.people.forEach((_, who) => {
      if (!plan.isHere(who)) return;
      const person = plan.person(who);
      const all = plan.byPerson.get(who) || [], mine = all.filter(F.slot);
      if (!mine.length && !F.idle(who)) return;
      people++; work += mine.length;
      const [lanes, count] = lanesOf(mine, () => 0);
      const off = daysOff(plan, who, F, mine.length < all.length ? all.filter(slot => F.inSight(slot.a, slot.n) && !F.slot(slot)) : []), drawn = () => backdrop(off, F) + bars(mine, lanes, slot => `${name(plan.production(slot.p)[1])} · ${h(roleName(slot.r))}`, slot => slot.p, F, off);
      const main = mainRole(plan, who), days = plan.P.paid[who] || 0;
      const free = F.week !== null && !mine.length && !off.length ? "<br>free all week" : "";
      const about = `<p>${h(person[0] === person[1] ? "" : person[0] + " · ")}${days ? many(days, "paid day") : "no work"}${free}</p>`;
      put(main, {key: plain(person[1]), row: row(`<h4>${link({view: "sheet", person: person[0]}, name(person[1]), "Person sheet")}</h4>`, about, Math.max(1, count), drawn)});
    });
    for (const [role, all] of plan.vacantBy) {
      const mine = state.person ? [] : all.filter(F.slot);
      if (!mine.length) continue;
      vacant += mine.length;
      const [lanes, count] = lanesOf(mine, () => 0);
      const drawn = () => bars(mine, lanes, slot => name(plan.production(slot.p)[1]), () => 0, F);
      put(role, {key: "\uffff", row: row(`<h4 class="lack">⚠ Vacant</h4>`, `<p class="lack">${many(mine.length, "slot")}</p>`, count, drawn)});
    }
    const found = [...groups].sort((x, y) => x[0] - y[0]).map(([role, list]) => {
      list.sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
      const department = D.departments[departmentOf(role)];
      return [`<h3 class="group">${h(roleName(role))}${department ? ` <small>${h(department)}</small>` : ""}</h3>`, list.map(one => one.row)];
    });
    count(`${many(people, "person", "people")}, ${many(work, "slot")} filled${vacant ? `, ${vacant} vacant` : ""}.`);
    return found.length ? legend(plan, true, F.narrows) + timeline(found, F) : nothing();
  },
  load(plan, F) {
    const found = loadOf(plan, F);
    const weeks = [];
    for (let day = F.from; day < F.from + F.days; day += 7) weeks.push(day);
    const lines = [];
    D.departments.forEach((department, at) => {
      const roles = found.roles.filter(one => departmentOf(one.role) === at);
      if (!roles.length) return;
      if (department) lines.push([link({department}, h(department)), found.departments[at], ' class="sum"']);
      for (const one of roles) lines.push([link({role: roleName(one.role), view: "people"}, h(roleName(one.role)), "The people of this role"), one, ""]);
    });
    const table = weeks => `<table><thead><tr><th scope="col">Week of</th>${weeks.map(day => `<th scope="col">${dayText(day, !oneYear && D.order !== "ymd")}</th>`).join("")}</tr></thead><tbody>`
      + lines.map(([title, days, kind]) => `<tr${kind}><th scope="row">${title}</th>${weeks.map(day => loadCell(days, day)).join("")}</tr>`).join("") + "</tbody></table>";
    const tables = [];
    for (let at = 0; at < weeks.length; at += weeksBeside) tables.push(table(weeks.slice(at, at + weeksBeside)));
    count(`${many(found.roles.length, "role")} in ${many(weeks.length, "week")}; ${many(found.short, "week")} of a role short of people.`);
    if (!lines.length) return nothing();
    return `<p class="quiet">People needed / people there (employed and not away), on the day of each week that is the shortest of people, else asks for the most; ⚠ where too few are there, with how many. Who has several roles is there in each.</p><div class="wide load" tabindex="0" role="region" aria-label="Load by week">${tables.join("")}</div>`;
  },
  conflicts(plan, F) {
    const all = plan.P.conflicts;
    const shown = all.map((one, at) => [one, at]).filter(([one]) => F.row(one[2], one[3], one[7], one[5], one[6]) && F.words([D.codes[one[0]], one[8] < 0 ? [...plan.production(one[2]).slice(0, 2), roleName(one[3])].join(" ") : D.texts[one[8]], D.texts[one[9]]].join(" ")));
    count(`${shown.length === all.length ? many(all.length, "matter") : `${shown.length} of ${many(all.length, "matter")}`} to decide or to know.`);
    if (!all.length) return `<p class="nothing">Nothing to decide: every slot is filled and every booking stands.</p>`;
    return shown.length ? `<ol class="cards">${shown.map(([one]) => `<li class="${SEVERITIES[one[1]]}">${conflict(plan, one)}</li>`).join("")}</ol>` : nothing();
  },
  changes(plan, F) {
    const signs = {gained: "+", lost: "−", moved: "→", "no longer there": "×"};
    const who = one => one[5] >= 0 ? plan.person(one[5])[1] : one[7];
    const where = one => one[1] >= 0 ? plan.production(one[1])[1] : one[8];
    const shown = plan.P.changes.filter(one => F.row(one[1], one[2], one[5], one[3], one[4]) && F.words([one[0], who(one), where(one), roleName(one[2])].join(" ")));
    count(`${many(shown.length, "change")} to the plan before.`);
    if (!shown.length) return `<p class="nothing">${plan.P.changes.length ? "No change passes the filters." : "There is no change to the plan before, or no plan before."}</p>`;
    const rows = shown.map(one => `<tr><td>${signs[one[0]] || ""} ${h(one[0])}</td><td>${name(where(one))} <span class="quiet">${one[1] >= 0 && plan.production(one[1])[0] !== where(one) ? h(plan.production(one[1])[0]) : ""}</span></td><td>${h(roleName(one[2]))}</td><td>${span(one[3], one[4])}${one[6] ? `<br><span class="quiet">before: ${span(...one[6])}</span>` : ""}</td><td>${one[5] >= 0 ? link({view: "sheet", person: D.people[one[5]][0]}, name(who(one))) : name(who(one))}</td></tr>`);
    return `<div class="wide" tabindex="0" role="region" aria-label="Changes"><table><thead><tr><th scope="col">Change</th><th scope="col">Production</th><th scope="col">Role</th><th scope="col">Days</th><th scope="col">Person</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
  },
  figures() { count(""); return ""; },
  sheet(plan) {
    const who = D.people.findIndex(one => one[0] === state.person);
    if (who < 0 || !plan.isHere(who)) { count(""); return `<p class="nothing">${who < 0 ? "Choose a person above." : "This plan does not have them."}</p>`; }
    count("");
    return `<article class="sheet">${sheet(plan, who)}</article>`;
  },
};
const nothing = () => `<p class="nothing">Nothing passes these filters.</p>`;
const count = text => { $("count").textContent = text; };

function daysOff(plan, who, F, others) {
  // what is drawn behind a person's work: from, how many days follow, how it looks, in words
  const [employments, leaves] = plan.there(who), found = [], last = F.from + F.days - 1;
  const add = (from, to, kind, words) => {
    const a = Math.max(from, F.from), end = Math.min(to, last);
    if (a <= end) found.push([a, end - a, kind, words]);
  };
  let free = F.from;
  for (const one of employments) {
    const from = one[2] === null ? -1e6 : one[2], to = one[3] === null ? 1e6 : one[3];
    if (from > free) add(free, from - 1, "off", "× not employed");
    free = Math.max(free, to + 1);
  }
  if (free <= last) add(free, last, "off", "× not employed");
  for (const [a, n, reason] of leaves) add(a, a + n, "away", `– away ${span(a, n, !oneYear)}${reason ? ` (${reason})` : ""}`);
  for (const slot of others) add(slot.a, slot.a + slot.n, "busy", `other work: ${plan.production(slot.p)[1]} · ${roleName(slot.r)} · ${span(slot.a, slot.n, !oneYear)}`);
  return found;
}
const backdrop = (off, F) => off.map(([a, n, kind, words]) => `<li tabindex="-1" class="${kind}" data-w="${h(words)}" style="--a:${a - F.from};--n:${n + 1}"><span>${h(words)}</span></li>`).join("");

function legend(plan, people, narrows = false) {
  const all = [["c0", "Ann", "work"], ["vacant", "⚠", "vacant"], ["c0 wrong", "⚠", "in a conflict"]];
  if (plan.P.changes.length) all.push(["c0 changed", "+ →", "new or moved since the plan before"]);
  if (planNumber()) all.push(["c0 differs", "≠", `other than in ${D.plans[0].name}`]);
  if (people) all.push(["away", "–", "away"], ["off", "×", "not employed"]);
  if (people && narrows) all.push(["busy", "", "other work, which the filters leave out"]);
  const hint = `<li class="screen">Arrow keys move between bars; Enter keeps the details open.</li>`;
  return `<ul class="legend" aria-label="What the bars look like">${all.map(([kind, sign, words]) => `<li><i class="${kind}" aria-hidden="true">${sign}</i>${h(words)}</li>`).join("")}${hint}</ul>`;
}

// load by week
function loadOf(plan, F) {
  const days = D.days, make = () => ({needed: new Int32Array(days + 1), there: new Int32Array(days + 1), vacant: new Int32Array(days + 1)});
  const roles = D.roles.map((_, role) => ({role, ...make()})), departments = D.departments.map(make);
  const add = (list, a, end) => { const from = Math.max(0, a); if (from <= end && from < days) { list[from]++; list[Math.min(days, end + 1)]--; } };
  for (const slot of plan.slots) {
    if (slot.r < 0 || (state.production && slot.p !== F.production)) continue;
    for (const one of [roles[slot.r], departments[departmentOf(slot.r)]]) {
      add(one.needed, slot.a, slot.a + slot.n);
      if (slot.who < 0) add(one.vacant, slot.a, slot.a + slot.n);
    }
  }
  D.people.forEach((_, who) => {
    if (!plan.isHere(who)) return;
    const [employments, leaves] = plan.there(who), away = leaves.map(([a, n]) => [a, a + n]).sort((x, y) => x[0] - y[0]);
    for (const [main, others, from, to] of employments) {
      let at = Math.max(0, from === null ? 0 : from);
      const end = Math.min(days - 1, to === null ? days : to), runs = [];
      for (const [a, b] of away) { if (a > end) break; if (b < at) continue; if (a > at) runs.push([at, a - 1]); at = Math.max(at, b + 1); }
      if (at <= end) runs.push([at, end]);
      const mine = new Set([main, ...others]);
      for (const [a, b] of runs) {
        for (const role of mine) add(roles[role].there, a, b);
        for (const department of new Set([...mine].map(departmentOf))) add(departments[department].there, a, b);
      }
    }
  });
  let short = 0;
  for (const one of [...roles, ...departments]) for (const list of [one.needed, one.there, one.vacant]) for (let day = 1; day <= days; day++) list[day] += list[day - 1];
  const shown = roles.filter(one => F.ofRole(one.role) && F.words(`${roleName(one.role)} ${D.departments[departmentOf(one.role)]}`) && one.needed.some(number => number > 0));
  for (const one of [...shown, ...departments]) one.worst = new Map();
  for (const one of shown) for (let day = F.from; day < F.from + F.days; day += 7) { const at = worstDay(one, day); if (one.needed[at] > one.there[at]) short++; }
  return {roles: shown, departments, short};
}
function worstDay(one, monday) {
  if (one.worst.has(monday)) return one.worst.get(monday);
  let worst = monday;
  const lack = day => Math.max(0, one.needed[day] - one.there[day]);
  for (let day = monday; day < Math.min(monday + 7, D.days); day++) if (lack(day) > lack(worst) || (lack(day) === lack(worst) && one.needed[day] > one.needed[worst])) worst = day;
  one.worst.set(monday, worst);
  return worst;
}
function loadCell(one, monday) {
  const day = worstDay(one, monday), needed = one.needed[day], there = one.there[day];
  let vacant = 0;
  for (let at = monday; at < Math.min(monday + 7, D.days); at++) vacant = Math.max(vacant, one.vacant[at]);
  if (!needed) return `<td class="empty" title="${h(`Week of ${dayText(monday)}: nobody needed, ${there} there`)}">–/${there}</td>`;
  const missing = needed - there, kind = missing > 0 ? "short" : needed === there ? "full" : needed > there * 0.75 ? "busy" : "";
  const title = `Week of ${dayText(monday)}, on ${weekday(day)} ${dayText(day)}: ${needed} needed, ${there} there${missing > 0 ? `, ${missing} missing` : ""}${vacant ? `; ${vacant} vacant at a time` : ""}`;
  return `<td${kind ? ` class="${kind}"` : ""} title="${h(title)}">${missing > 0 ? "⚠ " : ""}${needed}/${there}${missing > 0 ? `<small>${missing} short</small>` : vacant ? `<small>${vacant} vacant</small>` : ""}</td>`;
}

// sentences about one thing
function whatOf(plan, one) {
  if (one[8] >= 0) return h(D.texts[one[8]]);
  const [id, title] = plan.production(one[2]);
  return `Nobody fills ${name(title)}${id === title ? "" : ` (${h(id)})`}, ${h(roleName(one[3]))}, ${span(one[5], one[6])} (slot ${one[4]}).`;
}
const SEVERITIES = ["error", "warning", "info"], SIGNS = ["✖", "▲", "●"];
function conflict(plan, one, level = "h3") {
  const [code, severity, p, , , , , , , why, options, remedies, near, source] = one;
  const told = remedies.map(at => plan.P.remedies[at]).sort((x, y) => x[2] - y[2]);
  const list = [...told.map(([number, words]) => `<li><b>${h(number)}</b> ${h(D.texts[words])}</li>`), ...options.map(at => `<li>${h(D.texts[at])}</li>`)];
  return `<${level}><span class="tag">${SIGNS[severity]} ${SEVERITIES[severity]}</span> ${whatOf(plan, one)}</${level}><p>${h(D.texts[why])}</p>`
    + (list.length ? `<p>What would help:</p><ul>${list.join("")}</ul>` : "")
    + (near.length ? `<p>Who comes nearest:</p><ul class="near">${near.map(([who, words]) => `<li>${name(who < 0 ? "somebody" : plan.person(who)[1])}: ${h(D.texts[words])}</li>`).join("")}</ul>` : "")
    + `<p class="quiet">${h(D.codes[code])}${source ? ` · ${h(source)}` : ""}${p >= 0 && state.view === "conflicts" ? ` · ${link({view: "productions", production: plan.production(p)[0]}, "show the production")}` : ""}</p>`;
}
function tellSlot(plan, slot) {
  const [id, title, , , priority] = plan.production(slot.p), P = plan.P;
  const facts = [["Production", `${name(title)}${id === title ? "" : ` (${h(id)})`}, priority ${priority}`],
    ["Role", h(roleName(slot.r)) + (slot.count > 1 ? `, slot ${slot.number} of ${slot.count}` : "") + (departmentOf(slot.r) >= 0 && D.departments[departmentOf(slot.r)] ? ` (${h(D.departments[departmentOf(slot.r)])})` : "")],
    ["Days", `${weekday(slot.a)} ${span(slot.a, slot.n)}, ${many(slot.n + 1, "day")}`]];
  if (slot.who >= 0) {
    const [code, full, , , mail, phone] = plan.person(slot.who);
    facts.push(["Person", `${name(full)}${code === full ? "" : ` (${h(code)})`}`]);
    if (mail || phone) facts.push(["Contact", [mail, phone].filter(Boolean).map(name).join(", ")]);
    if (P.pay && plan.there(slot.who)[0].some(one => one[4])) facts.push(["Day rate", plan.there(slot.who)[0].filter(one => one[4]).map(one => (one[4] / 100).toFixed(2)).join(", ")]);
  } else facts.push(["Person", "⚠ vacant"]);
  if (slot.booked) facts.push(["Booked", h(slot.booked)]);
  if (slot.change) facts.push(["Change", slot.change[0] === "moved" && slot.change[6] ? `moved; before: ${span(...slot.change[6])}` : "new since the plan before"]);
  if (slot.differs) facts.push(["Differs", `≠ ${name(slot.differs)}`]);
  if (slot.outside) facts.push(["", "outside the plan window; stays as it is"]);
  const links = [link({view: "productions", production: id, person: "", text: ""}, "This production")];
  if (slot.who >= 0) links.push(link({view: "sheet", person: D.people[slot.who][0]}, "Person sheet"), link({view: "people", person: D.people[slot.who][0], production: "", text: ""}, "This person"));
  else links.push(link({view: "people", role: roleName(slot.r), production: "", text: ""}, "People of this role"));
  return `<h2>${slot.who < 0 ? "⚠ Vacant: " : ""}${name(title)}</h2><dl>${facts.map(([label, html]) => `<dt>${label}</dt><dd>${html}</dd>`).join("")}</dl>`
    + (slot.conflict === undefined ? "" : conflict(plan, P.conflicts[slot.conflict], "h3")) + `<p>${links.join(" · ")}</p>`;
}
function sheet(plan, who) {
  const [id, full, , , mail, phone] = plan.person(who), mine = plan.byPerson.get(who) || [], [employments, leaves] = plan.there(who);
  const facts = [];
  if (id !== full) facts.push(["Crew ID", h(id)]);
  facts.push(["Roles", [...rolesOf(plan, who)].map(role => h(roleName(role))).join(", ")]);
  const ends = ([, , from, to]) => from === null && to === null ? "always" : from === null ? `until ${dayText(to)}` : to === null ? `from ${dayText(from)}` : span(from, to - from);
  facts.push(["Employed", employments.map(ends).join("; ")]);
  if (mail) facts.push(["Email", name(mail)]);
  if (phone) facts.push(["Phone", name(phone)]);
  if (plan.P.pay) facts.push(["Day rate", employments.map(one => (one[4] / 100).toFixed(2)).join("; ")], ["Pay", ((plan.P.pay[who] || 0) / 100).toFixed(2)]);
  if (leaves.length) facts.push(["Away", leaves.map(([a, n, reason]) => span(a, n) + (reason ? ` (${h(reason)})` : "")).join("; ")]);
  const rows = mine.map(slot => {
    const [code, title] = plan.production(slot.p), team = new Map();
    for (const other of plan.byProduction.get(slot.p)) {
      if (other.who < 0 || other.who === who || other.a > slot.a + slot.n || other.a + other.n < slot.a) continue;
      const list = team.get(other.r) || new Set(); list.add(other.who); team.set(other.r, list);
    }
    const others = [...team].map(([role, list]) => `${h(roleName(role))}: ${[...list].map(one => name(plan.person(one)[1])).join(", ")}`).join("; ");
    return `<tr><td>${weekday(slot.a)} ${span(slot.a, slot.n)}</td><td><b>${name(title)}</b> <span class="quiet">${code === title ? "" : h(code)}</span></td><td>${h(roleName(slot.r))}${slot.change ? ` <span class="quiet">(${slot.change[0] === "moved" ? "moved" : "new"})</span>` : ""}</td><td>${others || '<span class="quiet">nobody else</span>'}</td></tr>`;
  });
  return `<h2>${name(full)}</h2><p><button type="button" data-do="print">Print this sheet</button></p><dl>${facts.map(([label, html]) => `<dt>${label}</dt><dd>${html}</dd>`).join("")}</dl>`
    + (rows.length ? `<table><thead><tr><th scope="col">When</th><th scope="col">Where</th><th scope="col">As</th><th scope="col">With whom</th></tr></thead><tbody>${rows.join("")}</tbody></table><p class="quiet">${many(plan.P.paid[who] || 0, "paid day")}.</p>` : "<p>No work is planned.</p>");
}

// the controls
function controls() {
  const options = (pairs, blank) => (blank === null ? "" : `<option value="">${blank}</option>`) + pairs.map(([value, words]) => `<option value="${h(value)}">${h(words)}</option>`).join("");
  const select = (key, label, pairs, blank = "all") => `<label>${label}<select name="${key}">${options(pairs, blank)}</select></label>`;
  const named = ([id, title]) => [id, id === title ? title : `${title} · ${id}`];
  const byName = (x, y) => x[1].localeCompare(y[1]);
  const weeks = [];
  for (let day = 0; day < D.days; day += 7) weeks.push([iso(day), `week ${weekText(day)}`]);
  const only = Object.entries(LESS.only).filter(([key]) => key && (key !== "differs" || D.plans.length > 1));
  $("controls").innerHTML = `<nav aria-label="Views"><ul>${Object.entries(VIEWS).map(([view, words]) => `<li><a data-view="${view}">${words}</a></li>`).join("")}</ul></nav>
<details class="folded" open><summary>Filters and zoom</summary><form class="filters" role="search" aria-label="Filters">
${D.plans.length > 1 ? select("plan", "Plan", D.plans.map((one, at) => [at ? one.name : "", one.name]), null) : ""}
<label>Text<input name="text" type="search" placeholder="title, name, role, ID" autocomplete="off"></label>
${hasDepartments ? select("department", "Department", D.departments.filter(Boolean).map(one => [one, one])) : ""}
${select("role", "Role", D.roles.map(([role]) => [role, role]))}
${select("production", "Production", D.productions.map(named).sort(byName))}
${select("person", "Person", D.people.map(named).sort(byName))}
${select("week", "Week", weeks)}
${select("only", "Only", only, LESS.only[""])}
${select("zoom", "Zoom", [["days", "days"], ["weeks", "weeks"], ["months", "months"], ["all", "all at once"]], null)}
<button type="button" data-do="clear">Clear filters</button></form></details><p id="count" role="status"></p><p id="state"></p>`;
  $("controls").hidden = false;
}
function showControls() {
  const plan = planOf(planNumber());
  for (const field of $("controls").querySelectorAll("select, input")) {
    if (field !== document.activeElement || field.value !== state[field.name]) field.value = state[field.name];
    if (state[field.name] !== BLANK[field.name]) field.dataset.set = ""; else delete field.dataset.set;
  }
  for (const one of $("controls").querySelectorAll("[data-view]")) {
    const view = one.dataset.view, isHere = view === state.view || (view === "people" && state.view === "sheet");
    one.href = address({view, ...(state.view === "sheet" && view !== "people" ? {person: ""} : {})});
    if (isHere) one.setAttribute("aria-current", "page"); else one.removeAttribute("aria-current");
    const number = view === "conflicts" ? plan.P.conflicts.filter(row => row[1] < 2).length : view === "changes" ? plan.P.changes.length : 0;
    one.textContent = VIEWS[view] + (number ? ` (${number})` : "");
  }
  const said = Object.keys(BLANK).filter(key => state[key] && !["view", "zoom"].includes(key)).map(key => `${key}: ${key === "week" ? weekText(Math.round((Date.parse(state.week) - DAY0) / 864e5)) : state[key]}`);
  $("state").textContent = [VIEWS[state.view] || "Person sheet", ...said].join(" · ");
  const filled = plan.slots.filter(slot => slot.who >= 0 && !slot.outside).length, vacant = plan.slots.filter(slot => slot.who < 0).length;
  $("about").textContent = `${D.plans.length > 1 ? `${plan.P.name}: ` : ""}${filled.toLocaleString("en")} of ${many(filled + vacant, "slot")} filled${vacant ? `, ⚠ ${vacant} vacant` : ""}.${plan.P.made ? ` Planned ${plan.P.made.slice(0, 16)}.` : ""}${plan.P.note ? ` ⚠ ${plan.P.note}` : ""}`;
}
function draw() {
  hide();
  const plan = planOf(planNumber());
  showControls();
  document.body.dataset.view = state.view;
  $("view-title").textContent = VIEWS[state.view] || "Person sheet";
  $("view-title").hidden = state.view === "figures" || state.view === "sheet";
  $("figures").hidden = state.view !== "figures";
  waiting = [];
  $("view").innerHTML = (draws[state.view] || draws.productions)(plan, filter(plan));
  fill(false, IN_SIGHT);
}

// details of a bar: passing while it is pointed at, kept open when it is chosen
let kept = null;
function tell(item, keep) {
  const plan = planOf(planNumber());
  const html = item.dataset.s ? tellSlot(plan, plan.slots[item.dataset.s]) : `<p>${h(item.dataset.w)}</p>`;
  const box = $("tell");
  box.innerHTML = html + `<button type="button" data-do="close" aria-label="Close the details">×</button>`;
  box.hidden = false;
  box.classList.toggle("passing", !keep);
  box.classList.remove("left");
  const bar = item.getBoundingClientRect(), here = box.getBoundingClientRect();
  // never over the bar that it tells of, where there is room beside it
  box.classList.toggle("left", bar.right > here.left && bar.bottom > here.top && bar.left > here.width + 24);
  if (keep) kept = item;
}
function hide() { $("tell").hidden = true; kept = null; }
const barOf = event => event.target.closest ? event.target.closest(".bars > li") : null;
document.addEventListener("mouseover", event => { if (kept) return; const item = barOf(event); if (item) tell(item, false); else if (!event.target.closest("#tell") && document.activeElement !== barOf({target: document.activeElement})) hide(); });
document.addEventListener("focusin", event => {
  const item = barOf(event);
  if (!item) return;
  for (const other of $("view").querySelectorAll('.bars > li[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
  tell(item, kept !== null);
});
document.addEventListener("focusout", event => { if (barOf(event) && !kept) hide(); });
document.addEventListener("click", event => {
  const button = event.target.closest("[data-do]"), item = barOf(event);
  if (item) tell(item, true);
  else if (!button) return;
  else if (button.dataset.do === "close") { const back = kept; hide(); if (back && back.isConnected) { back.focus(); hide(); } }
  else if (button.dataset.do === "print") window.print();
  else if (button.dataset.do === "clear") go({...BLANK, plan: state.plan, view: state.view === "sheet" ? "people" : state.view, zoom: state.zoom});
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !$("tell").hidden) { const back = kept; hide(); if (back && back.isConnected) { back.focus(); hide(); } return; }
  const item = barOf(event);
  if (!item) return;
  if (event.key === "Enter" || event.key === " ") { tell(item, true); const first = $("tell").querySelector("a, button"); if (first) first.focus(); event.preventDefault(); return; }
  const to = beside(item, event.key);
  if (to) { to.focus(); to.scrollIntoView({block: "nearest", inline: "nearest"}); event.preventDefault(); }
});
const startOf = item => Number(item.style.getPropertyValue("--a"));
function beside(item, key) {
  const here = [...item.parentElement.children].sort((x, y) => startOf(x) - startOf(y)), at = here.indexOf(item);
  if (key === "ArrowRight") return here[at + 1];
  if (key === "ArrowLeft") return here[at - 1];
  if (key === "Home") return here[0];
  if (key === "End") return here[here.length - 1];
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const lists = [...$("view").querySelectorAll(".bars")], step = key === "ArrowUp" ? -1 : 1;
  for (let next = lists.indexOf(item.parentElement) + step; lists[next]; next += step) {
    const bars = [...lists[next].children];
    if (bars.length) return bars.reduce((best, one) => Math.abs(startOf(one) - startOf(item)) < Math.abs(startOf(best) - startOf(item)) ? one : best);
  }
  return null;
}

readAddress();
controls();
let wait = 0;
$("controls").addEventListener("input", event => {
  const {name: key, value} = event.target;
  if (event.target.tagName === "SELECT") {
    const isSheet = state.view === "sheet" && key === "person";
    go({[key]: value, ...(isSheet && !value ? {view: "people"} : {})}, key === "plan");
  } else { clearTimeout(wait); wait = setTimeout(() => go({[key]: value}), 120); }
});
$("controls").addEventListener("submit", event => event.preventDefault());
addEventListener("hashchange", () => { readAddress(); draw(); $("main").scrollTop = 0; });
if (innerWidth <= 704) $("controls").querySelector("details").open = false;
draw();
})();
