/** Whatever goes wrong on our side must not reach the page. */
export function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** JSON, or `undefined` where it is none. */
export function parsed(text: string): unknown {
  return safely(() => JSON.parse(text));
}
