// Each fault with its place, what is wrong and what to do; the server finds all of them at once.
import type { ReactElement } from "react";
import { counted } from "@/shared/format/words";
import type { Problem } from "@/wire/generated";
import classes from "./StartDialog.module.css";

export function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <div className={classes.problems} role="group" aria-label="Problems">
      <p className={classes.fault}>{counted(problems.length, "problem")} to solve</p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <code>{problem.path === "" ? "document" : problem.path}</code>
            <span>{problem.message}</span>
            {problem.fix !== "" && <span className={classes.fix}>{problem.fix}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
