// Runs before the first paint, so that a light screen never flashes dark or the other way round.
(() => {
  const root = document.documentElement;
  let wanted = "dark";
  try {
    wanted = localStorage.getItem("tradewright-scheme") ?? "dark";
    root.dataset.palette = localStorage.getItem("tradewright-palette") ?? "teal-red";
  } catch {
    // Storage may be blocked; the defaults stand.
  }
  const light = wanted === "light" || (wanted === "auto" && matchMedia("(prefers-color-scheme: light)").matches);
  root.dataset.mantineColorScheme = light ? "light" : "dark";
})();
