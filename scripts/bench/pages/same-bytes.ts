import { readFileSync } from 'node:fs';
import { builtFor } from '../browser.ts';
import { loadedBy } from '../loaded-by.ts';
import type { BrowserName } from '../part.ts';

/** Functions that nobody calls, of so many characters: what is left to do with them is what any script costs. */
function filler(length: number): string {
  let text = '';
  for (let n = 0; text.length < length; n++)
    text += `function f${n}(a,b){const c=a.map((d)=>d*b+${n}).filter(Boolean);return c.length>${n}?c:{a,b,c:"${n}"}}\n`;
  return text;
}

/** Opens the record's database and paints one row of it, as plainly as can be. */
const painting = `const open = indexedDB.open('nokori', 1);
open.onsuccess = () => {
  const asked = open.result.transaction('models').objectStore('models').openCursor();
  asked.onsuccess = () => { document.body.textContent = JSON.stringify(asked.result?.value ?? null); };
};`;

/** A page with as many scripts as the popup loads before it paints, of as many bytes, that paints one record. */
export function sameBytes(name: BrowserName): Readonly<Record<string, string>> {
  const [main = '', ...others] = loadedBy(builtFor(name), 'popup.html').map((path) => readFileSync(path, 'utf8'));
  const modules = others.map((text, n) => [`same/${n}.js`, `${filler(text.length)}export {};`]);
  const imports = others.map((_, n) => `import './${n}.js';`).join('\n');
  return {
    ...Object.fromEntries(modules),
    'same/main.js': `${imports}\n${filler(main.length - painting.length)}${painting}`,
    'same.html':
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Same</title><script type="module" crossorigin src="/same/main.js"></script><body></body></html>',
  };
}
