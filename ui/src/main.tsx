import "@fontsource-variable/inter/wght.css";
import "./app/mantine.css";
import "./app/theme.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";

const root = document.getElementById("root");
if (root === null) throw new Error('index.html has no element "root"; the screen has nowhere to stand.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
