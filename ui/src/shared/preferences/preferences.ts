// Choices of this browser; the server knows nothing of them.
import { create } from "zustand";

export const PALETTES = [
  { id: "teal-red", title: "Teal and red" },
  { id: "blue-orange", title: "Blue and orange" },
  { id: "red-green", title: "Red up, green down" },
] as const;

export type Palette = (typeof PALETTES)[number]["id"];

interface Preferences {
  readonly palette: Palette;
  readonly setPalette: (palette: Palette) => void;
}

const KEY = "tradewright-palette";

function stored(): Palette {
  const value = document.documentElement.dataset.palette;
  return PALETTES.find((palette) => palette.id === value)?.id ?? "teal-red";
}

export const usePreferences = create<Preferences>((set) => ({
  palette: stored(),
  setPalette: (palette) => {
    document.documentElement.dataset.palette = palette;
    try {
      localStorage.setItem(KEY, palette);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    set({ palette });
  },
}));
