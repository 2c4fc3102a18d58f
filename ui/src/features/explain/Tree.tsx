// A condition tree with the truth of each node and the numbers it was judged by.
import type { ReactElement } from "react";
import { fixed, price } from "@/shared/format/numbers";
import type { ExplainedNode, ExplainedOperand } from "@/wire/generated";
import classes from "./Explain.module.css";

interface TreeProps {
  readonly title: string;
  readonly node: ExplainedNode;
  readonly digits: number;
}

export function Tree({ title, node, digits }: TreeProps): ReactElement {
  return (
    <section className={classes.tree} aria-label={title}>
      <h3>{title}</h3>
      <ul>
        <Node node={node} digits={digits} />
      </ul>
    </section>
  );
}

const TRUTH = { true: { sign: "✓", word: "true" }, false: { sign: "✕", word: "false" }, unknown: { sign: "?", word: "unknown" } } as const;

function Node({ node, digits }: { readonly node: ExplainedNode; readonly digits: number }): ReactElement {
  const truth = TRUTH[node.truth];
  return (
    <li>
      <div className={classes.node} data-truth={node.truth} title={node.path}>
        <span className={classes.sign} role="img" aria-label={truth.word}>
          {truth.sign}
        </span>
        <div>
          <span className={classes.text}>{node.text}</span>
          {untold(node).length > 0 && (
            <dl className={classes.operands}>
              {untold(node).map((operand) => (
                <div key={operand.name}>
                  <dt>{operand.name}</dt>
                  <dd>{operandText(operand, digits)}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </div>
      {node.members.length > 0 && (
        <ul>
          {node.members.map((member) => (
            <Node key={member.path} node={member} digits={digits} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Operands whose value the sentence does not say already, as in "ema_9 (1.08322) crosses above …". */
export function untold({ operands, text }: ExplainedNode): readonly ExplainedOperand[] {
  return operands.filter(({ name, value }) => !text.includes(`${name} (`) && name !== String(value));
}

/** Prices with one digit more than the market quotes; everything else with two. */
function operandText({ value }: ExplainedOperand, digits: number): string {
  if (value === null) return "warming up";
  return Math.abs(value) < 10 && digits > 3 ? price(value, digits + 1) : fixed(value, 2);
}
