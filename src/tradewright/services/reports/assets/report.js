"use strict";
// Draws price, equity and drawdown on canvases over one shared window of candles, and links the
// trade list to them. Reads the JSON of the page; no library, no network.
(() => {
  const D = JSON.parse(document.getElementById("drawing").textContent);
  const $ = (id) => document.getElementById(id);
  const unpack = (text, Kind) => {
    const raw = atob(text), bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return new Kind(bytes.buffer);
  };
  const ts = unpack(D.ts, Float64Array), n = ts.length;
  const price = (name) => Float64Array.from(unpack(D[name], Int32Array), (x) => D.base + x * D.point);
  const open = price("open"), high = price("high"), low = price("low"), close = price("close");
  const [equity, equityLow, equityHigh, under] = ["equity", "equityLow", "equityHigh", "drawdown"]
    .map((name) => unpack(D[name], Float32Array));
  const K = Object.fromEntries(D.columns.map((name, i) => [name, i]));
  const at = (t) => { // last candle that opened at or before t
    let a = 0, b = n;
    while (b - a > 1) { const m = (a + b) >> 1; if (ts[m] <= t) a = m; else b = m; }
    return a;
  };
  const trades = D.trades.map((row, order) => ({
    row, order, a: at(row[K.entry_time]), b: at(row[K.exit_time]),
    long: row[K.side] === "long", won: row[K.pnl] > 0,
  }));
  const list = trades.slice();
  const view = { from: 0, to: Math.max(n, 1) };
  let hover = -1, chosen = -1, page = 0, waiting = false;
  const RIGHT = 74, BOTTOM = 20, PAGE = 20, FEW = 25;

  const two = (x) => String(x).padStart(2, "0");
  const when = (t) => {
    const d = new Date(t * 1000);
    return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  };
  const number = (x, digits) => x === null || x === undefined ? "\u2013"
    : (Math.abs(x) * 10 ** digits < 0.5 ? 0 : x).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const C = {}, colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colours = () => {
    for (const name of ["ink", "soft", "line", "up", "down", "accent", "card"]) C[name] = colour(`--${name}`);
  };

  // One canvas with a scale on the right; x is a candle index, y a value.
  function pane(id, range, paint, digits) {
    const canvas = $(id), g = canvas.getContext("2d");
    const draw = () => {
      const ratio = devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
      if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
        canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
      }
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.clearRect(0, 0, w, h);
      if (!n) return;
      const a = Math.max(0, Math.floor(view.from)), b = Math.min(n, Math.ceil(view.to));
      let [least, most] = range(a, b);
      const room = (most - least) * 0.06 || Math.abs(most) * 0.001 || 1;
      least -= room; most += room;
      const width = w - RIGHT, height = h - BOTTOM, step = width / (view.to - view.from);
      const x = (i) => (i + 0.5 - view.from) * step;
      const y = (v) => height - (v - least) / (most - least) * height;
      g.font = "11px system-ui, sans-serif";
      grid(g, { least, most, x, y, w, h, width, height, digits });
      g.save(); g.beginPath(); g.rect(0, 0, width, height); g.clip();
      paint(g, { a, b, x, y, step, width, height });
      if (hover >= 0) { g.strokeStyle = C.soft; g.setLineDash([3, 3]); line(g, x(hover), 0, x(hover), height); g.setLineDash([]); }
      g.restore();
    };
    return { canvas, draw };
  }
  const line = (g, x0, y0, x1, y1) => { g.beginPath(); g.moveTo(x0, y0); g.lineTo(x1, y1); g.stroke(); };
  function grid(g, p) {
    const raw = (p.most - p.least) / 5, ten = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((k) => k * ten).find((s) => s >= raw);
    g.strokeStyle = C.line; g.fillStyle = C.soft; g.lineWidth = 1; g.textBaseline = "middle";
    for (let v = Math.ceil(p.least / step) * step; v <= p.most; v += step) {
      line(g, 0, p.y(v), p.width, p.y(v));
      g.fillText(number(v, p.digits), p.width + 6, p.y(v));
    }
    const labels = Math.max(2, Math.floor(p.width / 150)), span = (view.to - view.from) / labels;
    g.textAlign = "center"; g.textBaseline = "top";
    for (let k = 0.5; k < labels; k++) {
      const i = Math.round(view.from + k * span);
      if (i >= 0 && i < n) g.fillText(when(ts[i]), p.x(i), p.height + 5);
    }
    g.textAlign = "left";
  }

  const extremes = (lows, highs) => (a, b) => {
    let least = Infinity, most = -Infinity;
    for (let i = a; i < b; i++) { if (lows[i] < least) least = lows[i]; if (highs[i] > most) most = highs[i]; }
    return [least, most];
  };

  // Several candles may fall on one pixel column: they are joined so that every extreme shows.
  function candles(g, p) {
    const per = Math.max(1, Math.floor(1 / p.step)), body = Math.max(1, p.step * per * 0.7);
    for (let i = p.a; i < p.b; i += per) {
      const end = Math.min(i + per, p.b);
      let top = -Infinity, bottom = Infinity;
      for (let k = i; k < end; k++) { if (high[k] > top) top = high[k]; if (low[k] < bottom) bottom = low[k]; }
      const x = p.x((i + end - 1) / 2), o = p.y(open[i]), c = p.y(close[end - 1]);
      g.fillStyle = g.strokeStyle = c <= o ? C.up : C.down;
      line(g, x, p.y(top), x, p.y(bottom));
      if (body > 1.5) g.fillRect(x - body / 2, Math.min(o, c), body, Math.max(1, Math.abs(c - o)));
    }
  }

  function marks(g, p) {
    const seen = visible(p.a, p.b), levels = seen.length <= FEW;
    for (const t of seen) {
      const r = t.row, own = t.order === chosen, x0 = p.x(t.a), x1 = p.x(t.b);
      const y0 = p.y(r[K.entry_price]), y1 = p.y(r[K.exit_price]);
      if (seen.length <= 400 || own) {
        g.strokeStyle = t.won ? C.up : C.down; g.lineWidth = own ? 2.5 : 1.2;
        line(g, x0, y0, x1, y1);
      }
      if (own || levels) {
        g.setLineDash([5, 4]); g.lineWidth = 1;
        for (const [key, ink] of [["stop_loss", C.down], ["take_profit", C.up]]) {
          if (r[K[key]] === null) continue;
          g.strokeStyle = ink;
          line(g, x0, p.y(r[K[key]]), Math.max(x1, x0 + 6), p.y(r[K[key]]));
        }
        g.setLineDash([]);
      }
      const size = own ? 8 : seen.length > 300 ? 2 : seen.length > 60 ? 3.5 : 5.5, way = t.long ? 1 : -1;
      g.fillStyle = C.accent; g.strokeStyle = C.card; g.lineWidth = 1; // entry: a triangle that points where it bets
      g.beginPath(); g.moveTo(x0, y0 - way * size); g.lineTo(x0 - size, y0 + way * size); g.lineTo(x0 + size, y0 + way * size);
      g.closePath(); g.fill();
      if (size > 2) g.stroke();
      g.fillStyle = t.won ? C.up : C.down; // exit: a square
      g.fillRect(x1 - size * 0.7, y1 - size * 0.7, size * 1.4, size * 1.4);
      if (size > 2) g.strokeRect(x1 - size * 0.7, y1 - size * 0.7, size * 1.4, size * 1.4);
    }
  }

  // A curve with the lowest and highest of the candles behind each pixel.
  function curve(g, p, lows, highs, ends, ink, floor) {
    const per = Math.max(1, Math.floor(1 / p.step));
    g.strokeStyle = ink; g.lineWidth = 1.4; g.beginPath();
    for (let i = p.a; i < p.b; i += per) {
      const [bottom, top] = extremes(lows, highs)(i, Math.min(i + per, p.b)), x = p.x(i);
      if (top > bottom) { g.lineTo(x, p.y(bottom)); g.lineTo(x, p.y(top)); }
      g.lineTo(x, p.y(ends[Math.min(i + per, p.b) - 1]));
    }
    g.stroke();
    if (floor === undefined) return;
    g.lineTo(p.x(p.b - 1), p.y(floor)); g.lineTo(p.x(p.a), p.y(floor)); g.closePath();
    g.globalAlpha = 0.25; g.fillStyle = ink; g.fill(); g.globalAlpha = 1;
  }

  // Prices in sight, with the levels of the chosen trade or of a few trades.
  const visible = (a, b) => trades.filter((t) => t.b >= a && t.a <= b);
  function prices(a, b) {
    let [least, most] = extremes(low, high)(a, b);
    const seen = visible(a, b);
    for (const t of seen.length <= FEW ? seen : seen.filter((t) => t.order === chosen)) {
      for (const level of [t.row[K.stop_loss], t.row[K.take_profit]]) {
        if (level !== null) { least = Math.min(least, level); most = Math.max(most, level); }
      }
    }
    return [least, most];
  }

  const panes = [
    pane("price", prices, (g, p) => { candles(g, p); marks(g, p); }, D.digits),
    pane("equity", extremes(equityLow, equityHigh), (g, p) => curve(g, p, equityLow, equityHigh, equity, C.accent), 0),
    pane("under", (a, b) => [extremes(under, under)(a, b)[0], 0], (g, p) => curve(g, p, under, under, under, C.down, 0), 2),
  ];
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; panes.forEach((p) => p.draw()); readout(); });
  };
  function readout() {
    if (hover < 0) { $("readout").textContent = ""; return; }
    const d = D.digits, i = hover;
    $("readout").textContent = `${when(ts[i])}  O ${open[i].toFixed(d)}  H ${high[i].toFixed(d)}  L ${low[i].toFixed(d)}  C ${close[i].toFixed(d)}` +
      `  equity ${number(equity[i], 2)} ${D.currency}  drawdown ${number(under[i], 2)}%`;
  }

  function show(from, to) {
    const span = Math.min(Math.max(to - from, Math.min(10, n)), Math.max(n, 1));
    view.from = Math.min(Math.max((from + to - span) / 2, 0), n - span);
    view.to = view.from + span;
    redraw();
  }
  const zoom = (factor, centre) => show(centre - (centre - view.from) * factor, centre + (view.to - centre) * factor);
  const middle = () => (view.from + view.to) / 2;
  const move = (part) => { const by = (view.to - view.from) * part; show(view.from + by, view.to + by); };

  // --- the list -----------------------------------------------------------------------------
  const HEAD = { id: "#", side: "Side", volume: "Lots", entry_time: "Entry (UTC)", entry_price: "Price", exit_time: "Exit (UTC)",
    exit_price: "Price", exit_reason: "Reason", pnl: `Profit (${D.currency})`, pnl_pips: "Pips", r_multiple: "R", mfe_pips: "MFE", mae_pips: "MAE" };
  const cell = (key, value) => {
    if (key.endsWith("_time")) return when(value);
    if (key.endsWith("_price")) return number(value, D.digits);
    if (["pnl", "r_multiple"].includes(key)) return number(value, 2);
    if (key.endsWith("_pips")) return number(value, 1);
    return value === null ? "\u2013" : String(value);
  };
  let sorted = "", falling = false;
  function sortBy(key) {
    falling = sorted === key ? !falling : key === "pnl";
    sorted = key;
    const value = (t) => t.row[K[key]] ?? -Infinity;
    list.sort((s, t) => (value(s) < value(t) ? -1 : value(s) > value(t) ? 1 : 0) * (falling ? -1 : 1));
    page = 0;
    fill();
  }
  function fill() {
    const table = $("trades");
    if (!table) return;
    const head = document.createElement("tr");
    for (const key of Object.keys(HEAD)) {
      const th = document.createElement("th"), button = document.createElement("button");
      th.scope = "col"; th.setAttribute("aria-sort", sorted !== key ? "none" : falling ? "descending" : "ascending");
      button.type = "button"; button.textContent = HEAD[key] + (sorted !== key ? "" : falling ? " \u25be" : " \u25b4");
      button.onclick = () => sortBy(key);
      th.append(button); head.append(th);
    }
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...list.slice(page * PAGE, (page + 1) * PAGE).map(listed));
    $("page").textContent = `${page * PAGE + 1}\u2013${Math.min((page + 1) * PAGE, list.length)} of ${list.length.toLocaleString("en")}`;
    for (const b of document.querySelectorAll("[data-page]")) {
      const to = page + Number(b.dataset.page);
      b.disabled = to < 0 || to * PAGE >= list.length;
    }
  }
  function listed(t) {
    const tr = document.createElement("tr");
    if (t.row[K.sizing]) tr.title = t.row[K.sizing];
    tr.tabIndex = 0; tr.setAttribute("aria-selected", String(t.order === chosen));
    for (const key of Object.keys(HEAD)) {
      const td = tr.insertCell();
      td.textContent = cell(key, t.row[K[key]]);
      if (key === "pnl") td.className = t.row[K.pnl] > 0 ? "up" : t.row[K.pnl] < 0 ? "down" : "";
    }
    tr.onclick = () => choose(t.order);
    tr.onkeydown = (e) => { if (e.key === "Enter") choose(t.order); };
    return tr;
  }
  function choose(order) {
    if (order < 0 || order >= trades.length) return;
    chosen = order;
    const t = trades[order], span = Math.max(40, (t.b - t.a) * 2.5);
    page = Math.floor(list.indexOf(t) / PAGE);
    fill();
    show((t.a + t.b - span) / 2, (t.a + t.b + span) / 2);
    $("charts").focus({ preventScroll: true }); // the row was redrawn; N and P go on from here
    $("price").scrollIntoView({ block: "nearest" });
  }

  // --- hands ----------------------------------------------------------------------------------
  const indexOf = (canvas, e) => {
    const box = canvas.getBoundingClientRect();
    return view.from + (e.clientX - box.left) / (box.width - RIGHT) * (view.to - view.from);
  };
  let drag = null;
  for (const { canvas } of panes) {
    canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, indexOf(canvas, e)); }, { passive: false });
    canvas.addEventListener("pointerdown", (e) => { drag = { x: e.clientX, from: view.from, to: view.to, moved: false }; canvas.setPointerCapture(e.pointerId); });
    canvas.addEventListener("pointermove", (e) => {
      hover = Math.min(Math.max(Math.floor(indexOf(canvas, e)), 0), n - 1);
      if (drag) {
        const by = (drag.x - e.clientX) / (canvas.clientWidth - RIGHT) * (drag.to - drag.from);
        drag.moved ||= Math.abs(drag.x - e.clientX) > 3;
        show(drag.from + by, drag.to + by);
      }
      redraw();
    });
    canvas.addEventListener("pointerup", (e) => {
      if (drag && !drag.moved && canvas.id === "price") {
        const i = indexOf(canvas, e), reach = (view.to - view.from) / 60;
        const near = trades.filter((t) => t.a - reach <= i && t.b + reach >= i)
          .sort((s, t) => Math.abs(s.a - i) - Math.abs(t.a - i))[0];
        if (near) choose(near.order);
      }
      drag = null;
    });
    canvas.addEventListener("pointerleave", () => { hover = -1; redraw(); });
  }
  const DO = {
    in: () => zoom(0.5, middle()), out: () => zoom(2, middle()), all: () => show(0, n),
    next: () => choose(Math.min(chosen + 1, trades.length - 1)), previous: () => choose(Math.max(chosen - 1, 0)),
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", Home: "all", n: "next", N: "next", p: "previous", P: "previous" };
  for (const b of document.querySelectorAll("[data-do]")) b.onclick = () => DO[b.dataset.do]();
  for (const b of document.querySelectorAll("[data-page]")) b.onclick = () => { page += Number(b.dataset.page); fill(); };
  $("charts").addEventListener("keydown", (e) => {
    if (e.key === "ArrowLeft" || e.key === "ArrowRight") move(e.key === "ArrowLeft" ? -0.15 : 0.15);
    else if (KEYS[e.key]) DO[KEYS[e.key]]();
    else return;
    e.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours(); redraw(); });
  new ResizeObserver(redraw).observe($("charts"));
  colours(); fill(); redraw();
})();
