import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { added, nothing, type Piece, type Tally } from './piece.ts';

const root = join(import.meta.dirname, '../..');
/** Of each service or door, in each round. */
const perRound = 2_500;

type Attack = Pick<Tally, 'attempted' | 'survived'> & {
  readonly of: string;
  readonly false: readonly string[];
  readonly thrown: readonly string[];
};

/** Generated bad input for the readers of all services, or for all doors: the suite's own attacks, and more of them. */
export function badInputs(what: 'answers' | 'input'): Piece {
  return {
    name: `bad-${what}`,
    what: what === 'answers' ? 'generated bad answers, for the readers' : 'generated bad input, for the doors',
    rounds: 4,
    round: async (seed, n, tell) => {
      const folder = mkdtempSync(join(tmpdir(), 'nokori-attack-'));
      const report = join(folder, 'attacks.jsonl');
      const env = {
        ...process.env,
        NOKORI_ATTACKS: `${perRound}`,
        NOKORI_SEED: `${seed + n}`,
        NOKORI_ATTACK_REPORT: report,
      };
      const only = ['run', '--project', 'unit', 'tests/attack', '-t', `bad ${what}`];
      const { status } = spawnSync('vitest', only, { cwd: root, stdio: 'ignore', env });
      const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
      rmSync(folder, { recursive: true, force: true });
      const attacks = lines.map((line): Attack => JSON.parse(line));
      for (const one of attacks) for (const wrong of [...one.false, ...one.thrown]) tell(`${one.of}: ${wrong}`);
      if (status !== 0) tell('the suite says that something is wrong');
      const tallies = attacks.map(
        ({ attempted, survived }): Tally => ({ attempted, survived, lost: 0, false: attempted - survived }),
      );
      return tallies.reduce(added, status === 0 ? nothing : { ...nothing, false: 1 });
    },
  };
}
