import { expect, it } from "vitest";
import { jsonFault } from "./jsonFault";

it.each(['{"a": [1, -2.5e3, true, null, "x\\n\\u00e9"], "b": {}}', "[]", " 1 ", '"text"'])("finds nothing in %s", (text) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  expect(jsonFault(text)).toBeNull();
});

it.each([
  ["", 0, "expected a value"],
  ['{"a": oops}', 6, "expected a value"],
  ['{"a": 1,}', 8, "expected a name in double quotes"],
  ["{'a': 1}", 1, "expected a name in double quotes"],
  ['{"a" 1}', 5, 'expected ":"'],
  ["[1 2]", 3, 'expected "," or "]"'],
  ["[1, 2", 5, 'expected "," or "]"'],
  ['{"a": 01}', 6, "expected a value"],
  ["[+1]", 1, "expected a value"],
  ['{"a": "b\n"}', 6, "this text is not closed, or holds a line break"],
  ["{} x", 3, "expected the end of the document"],
])("finds in %j at %d: %s", (text, offset, message) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(jsonFault(text)).toEqual({ offset, message });
});
