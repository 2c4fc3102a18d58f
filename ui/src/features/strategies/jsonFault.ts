// Where a text stops being JSON. Engines word their errors differently and often leave the place out; this one never does.

export interface Fault {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex -- RFC 8259: control characters may not stand in a string as they are
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

class Broken extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

class Scanner {
  private offset = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    this.value();
    this.take(SPACE);
    if (this.offset < this.text.length) this.fail("expected the end of the document");
  }

  private value(): void {
    this.take(SPACE);
    const head = this.text[this.offset];
    if (head === "{") this.members("}", () => this.member());
    else if (head === "[") this.members("]", () => this.value());
    else if (!this.take(head === '"' ? STRING : SCALAR)) this.fail(head === '"' ? "this text is not closed, or holds a line break" : "expected a value");
  }

  private members(end: "}" | "]", member: () => void): void {
    this.offset += 1;
    if (this.at(end)) return;
    for (;;) {
      member();
      if (this.at(end)) return;
      if (!this.at(",")) this.fail(`expected "," or "${end}"`);
    }
  }

  private member(): void {
    this.take(SPACE);
    if (!this.take(STRING)) this.fail("expected a name in double quotes");
    if (!this.at(":")) this.fail('expected ":"');
    this.value();
  }

  /** Step over one mark, and the space before it. */
  private at(mark: string): boolean {
    this.take(SPACE);
    const here = this.text[this.offset] === mark;
    if (here) this.offset += 1;
    return here;
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text);
    if (found !== null) this.offset = pattern.lastIndex;
    return found !== null;
  }

  private fail(message: string): never {
    throw new Broken(this.offset, message);
  }
}

/** The first fault of a text that should be JSON, or null when it is. */
export function jsonFault(text: string): Fault | null {
  try {
    new Scanner(text).document();
    return null;
  } catch (error) {
    if (error instanceof Broken) return { offset: error.offset, message: error.message };
    throw error;
  }
}
