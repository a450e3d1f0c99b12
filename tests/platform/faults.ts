import { onTestFinished, vi } from 'vitest';

/** What a browser answers when its own files are damaged. */
export const damaged = () => new DOMException('Internal error.', 'UnknownError');
export const noRoom = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');

export const quietly = () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
};

/** Makes a method of IndexedDB fail until the end of the test, or until `mended`; `when`: for which calls. */
export function failing<Of extends object, Name extends keyof Of & string>(
  of: Of,
  name: Name,
  error: () => unknown,
  when: (self: { readonly name?: string }, given: readonly unknown[]) => boolean = () => true,
): { readonly mended: () => void } {
  const own = of[name] as (...given: unknown[]) => unknown;
  const put = (method: unknown) => Object.assign(of, { [name]: method });
  put(function (this: object, ...given: unknown[]) {
    if (when(this, given)) throw error();
    return Reflect.apply(own, this, given);
  });
  const mended = () => void put(own);
  onTestFinished(mended);
  return { mended };
}
