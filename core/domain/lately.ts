/** What was worked out of the last few objects asked about, one and the same object meaning one and the same answer. */
export type Lately<Key extends object, Value> = {
  readonly get: (key: Key) => Value | undefined;
  readonly set: (key: Key, value: Value) => void;
};

/**
 * Keeps the answers for the last `kept` objects. A few in a row cost nothing; a `WeakMap` of objects that live as
 * briefly as states do keeps the garbage collector busier than working everything out again.
 */
export function lately<Key extends object, Value>(kept: number): Lately<Key, Value> {
  const keys: Key[] = [];
  const values: Value[] = [];
  let oldest = 0;
  return {
    get: (key) => values[keys.indexOf(key)],
    set: (key, value) => {
      const known = keys.indexOf(key);
      const at = known === -1 ? oldest : known;
      if (known === -1) oldest = (oldest + 1) % kept;
      keys[at] = key;
      values[at] = value;
    },
  };
}
