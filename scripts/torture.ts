// `npm run torture [-- PIECE…] [--seed N] [--minutes N] [--again]`: attacks and accidents, in rounds. Goes on where it
// stopped (`--again`: from the beginning), stops by itself after 25 minutes, prints its seed and its table, and writes
// the table into docs/reliability.md.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { badInputs } from './torture/bad-inputs.ts';
import { browserKills } from './torture/browser-kills.ts';
import { added, nothing, type Piece, type Tally } from './torture/piece.ts';
import { workerKills } from './torture/worker-kills.ts';

const root = join(import.meta.dirname, '..');
const pieces: readonly Piece[] = [
  badInputs('answers'),
  badInputs('input'),
  workerKills('chromium'),
  workerKills('firefox'),
  browserKills('chromium'),
  browserKills('firefox'),
];

type Standing = { readonly done: number; readonly tally: Tally };
type State = { readonly [piece: string]: Standing };

const given = process.argv.slice(2);
const numberOf = (flag: string, otherwise: number) => {
  const place = given.indexOf(flag);
  return place === -1 ? otherwise : Number(given[place + 1]);
};
const seed = numberOf('--seed', 20_261_122);
const until = Date.now() + numberOf('--minutes', 25) * 60_000;
const named = given.filter((one, place) => !one.startsWith('--') && !given[place - 1]?.match(/^--(seed|minutes)$/));
const chosen = pieces.filter(({ name }) => named.length === 0 || named.includes(name));

const folder = join(root, '.cache/torture');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${seed}.json`);
let state: State = existsSync(file) && !given.includes('--again') ? JSON.parse(readFileSync(file, 'utf8')) : {};
const standing = (name: string): Standing => state[name] ?? { done: 0, tally: nothing };

function table(): string {
  const lines = pieces.map(({ name, what, rounds }) => {
    const { done, tally } = standing(name);
    const part = done >= rounds ? 'all' : `${done} of ${rounds} rounds`;
    return `| ${what} | ${tally.attempted} | ${tally.survived} | ${tally.lost} | ${tally.false} | ${part} |`;
  });
  return ['| | attempted | survived | lost | false or let in | done |', '|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

/** Puts the table where the document has room for it. */
function write(): void {
  const path = join(root, 'docs/reliability.md');
  const text = readFileSync(path, 'utf8');
  const said = `<!-- table -->\nSeed ${seed}.\n\n${table()}\n<!-- /table -->`;
  writeFileSync(path, text.replace(/<!-- table -->[\s\S]*<!-- \/table -->/, said));
}

if (!given.includes('--built'))
  for (const browser of [[], ['-b', 'firefox']])
    spawnSync('wxt', ['build', ...browser], { cwd: root, stdio: 'ignore' });

console.log(`seed ${seed}`);
let wrong = 0;
for (const { name, rounds, round } of chosen) {
  while (standing(name).done < rounds && Date.now() < until) {
    const { done, tally } = standing(name);
    const came = await round(seed, done, (what) => console.log(`  ${name}, round ${done}: ${what}`));
    wrong += came.lost + came.false;
    state = { ...state, [name]: { done: done + 1, tally: added(tally, came) } };
    writeFileSync(file, JSON.stringify(state));
    console.log(`${name}: round ${done + 1} of ${rounds}, ${came.survived} of ${came.attempted} survived`);
  }
}
write();
console.log(table());
process.exit(wrong === 0 ? 0 : 1);
