// What keys ask of views that may not be open: go where it can be done, then ask.
import { go, parseView } from "./route";

/** After the view is there; two frames are enough for a lazy one that is loaded already. */
const soon = (run: () => void): void => void setTimeout(run, 60);

export function newStrategy(): void {
  if (parseView(location.hash) !== "home") go("home");
  soon(() => dispatchEvent(new Event("tradewright:new-strategy")));
}

export function askWhy(): void {
  const press = (): void => document.querySelector<HTMLButtonElement>('[data-shortcut="why"]')?.click();
  if (document.querySelector('[data-shortcut="why"]') === null) go("chart");
  soon(press);
}
