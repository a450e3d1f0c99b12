import type { Holding } from './hold.ts';
import { apply } from './reflect.ts';

type Members = { readonly [Name in 'open' | 'send' | 'abort' | 'setRequestHeader']: (...args: never[]) => unknown };

/** The states of an XMLHttpRequest that is over, and of one that was aborted. */
const done = 4;
const unsent = 0;

/**
 * Lets an XMLHttpRequest wait between `send` and the sending. Until then it behaves as one under way: its members stand
 * in on the object itself, and are gone when it goes.
 */
export function holdXhr(xhr: XMLHttpRequest, { wait, drop }: Holding, send: () => void, hasBody: boolean): void {
  const { withCredentials } = xhr;
  let over = false;
  const restore = overlay(xhr, {
    open(...args) {
      give();
      return apply(xhr.open, xhr, args);
    },
    send: refuse,
    setRequestHeader: refuse,
    abort() {
      give();
      abortNow(xhr, hasBody);
    },
  });
  /** The page has given it up. */
  const give = (): void => {
    over = true;
    restore();
    drop();
  };
  wait((decided) => {
    if (over) return;
    over = true;
    restore();
    if (decided !== 'go') return abortNow(xhr, hasBody);
    if (xhr.withCredentials !== withCredentials) xhr.withCredentials = withCredentials;
    send();
  });
}

/** What a request under way does when it is to be sent again, or given another header. */
function refuse(): never {
  throw new DOMException("The object's state must be OPENED.", 'InvalidStateError');
}

/** The events of an ordinary abort, in their order; after them it is as if it had never been opened. */
function abortNow(xhr: XMLHttpRequest, hasBody: boolean): void {
  let state = done;
  let reopened = false;
  const restore = overlay(
    xhr,
    {
      open(...args) {
        reopened = true;
        restore();
        return apply(xhr.open, xhr, args);
      },
      send: refuse,
      setRequestHeader: refuse,
      abort: () => undefined,
    },
    () => state,
  );
  const tell = (to: EventTarget, type: string) => to.dispatchEvent(new ProgressEvent(type));
  xhr.dispatchEvent(new Event('readystatechange'));
  if (hasBody) for (const type of ['abort', 'loadend']) tell(xhr.upload, type);
  for (const type of ['abort', 'loadend']) tell(xhr, type);
  if (!reopened) state = unsent;
}

/** Puts members in front of an object's own and inherited ones; gives what takes them away again. */
function overlay(xhr: XMLHttpRequest, members: Members, readyState?: () => number): () => void {
  const descriptors: PropertyDescriptorMap = Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, { value, configurable: true, writable: true }]),
  );
  if (readyState !== undefined) descriptors.readyState = { get: readyState, configurable: true };
  const before = Object.keys(descriptors).map((name) => [name, Object.getOwnPropertyDescriptor(xhr, name)] as const);
  Object.defineProperties(xhr, descriptors);
  return () => {
    for (const [name, own] of before) {
      if (own === undefined) Reflect.deleteProperty(xhr, name);
      else Object.defineProperty(xhr, name, own);
    }
  };
}
