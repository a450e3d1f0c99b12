// `npm run simulate [name…]`: runs the long simulations and prints their tables; without a name, all of them.
import { simulateCharges } from '../tests/simulators/model/charges.ts';
import { type CostsTable, simulateCosts } from '../tests/simulators/model/costs.ts';
import { simulateForecasts, simulateTraces } from '../tests/simulators/model/forecasts.ts';
import { simulateBilling, simulateResets, simulateVisits } from '../tests/simulators/model/resets.ts';
import { simulateUnseen } from '../tests/simulators/model/unseen.ts';
import { fitted, starts } from './backtest/fit.ts';
import { leaveOneOut } from './backtest/leave-out.ts';
import type { Scored } from './backtest/run.ts';
import { ratioLine, scoreTable } from './backtest/table.ts';

type Simulation = { readonly name: string; readonly run: () => void };

const people = 2_000;
const shown = [0, 1, 2, 3, 5, 10, 20];

const one = (value: number, digits = 1) => value.toFixed(digits);

function printCosts(title: string, { rows, all }: CostsTable): void {
  console.log(`\n${title}`);
  console.table(
    [...rows.filter(({ learned }) => shown.includes(learned)), all].map((row) => ({
      learned: row === all ? 'all' : row.learned,
      n: row.n,
      'inside %': one(row.covered),
      'below %': one(row.below),
      'above %': one(row.above),
      'error of p50': one(row.error, 3),
      "prior's error": one(row.priorError, 3),
      'log width': one(row.width, 2),
    })),
  );
}

function printForecasts(all: readonly Scored[]): void {
  const isShort = ({ series }: Scored) => (series.minutes ?? 0) <= 300;
  console.log(scoreTable('five hours', all.filter(isShort)));
  console.log(ratioLine(all.filter(isShort)));
  console.log(
    scoreTable(
      'longer windows',
      all.filter((one) => !isShort(one)),
    ),
  );
}

const simulations: readonly Simulation[] = [
  {
    name: 'costs',
    run: () => {
      printCosts('tasks scatter by 0.2', simulateCosts({ seed: 301, people }));
      printCosts('tasks scatter by 0.4', simulateCosts({ seed: 302, people, scatter: 0.4 }));
      printCosts('0.2, no outliers', simulateCosts({ seed: 303, people, outliers: 0 }));
      printCosts('0.2, 40 % of the charges shared', simulateCosts({ seed: 304, people, shared: 0.4 }));
      printCosts('0.2, three sets of parameters', simulateCosts({ seed: 305, people, sets: 3, setSpread: 0.25 }));
      const mixed = { people, mixed: true };
      printCosts('kinds mixed, 0.2', simulateCosts({ seed: 306, ...mixed }));
      printCosts('kinds mixed, 0.4', simulateCosts({ seed: 307, ...mixed, scatter: 0.4 }));
      printCosts('kinds mixed, some 0.2, some 0.4', simulateCosts({ seed: 308, ...mixed, uneven: 2 }));
      printCosts('kinds mixed, 0.2, no outliers', simulateCosts({ seed: 309, ...mixed, outliers: 0 }));
    },
  },
  {
    name: 'charges',
    run: () => {
      const settings = [{}, { overlap: 0, strays: 0 }, { looks: 0.5 }, { strays: 0.4 }, { logged: 0.7 }];
      for (const [index, options] of settings.entries()) {
        const { rows, unattributed, stray, covered, n } = simulateCharges({
          seed: 201 + index,
          people: 200,
          ...options,
        });
        console.log(`\n${JSON.stringify(options)}: ${one(unattributed)} % unattributed (${one(stray)} % were stray);`);
        console.log(`estimates that learned from it hold ${one(covered)} % of ${n} tasks`);
        console.table(
          rows.map(({ how, n, near, error }) => ({ how, n, 'within 10 %': one(near), 'median factor': one(error, 3) })),
        );
      }
    },
  },
  {
    name: 'unseen',
    run: () => {
      for (const learns of [false, true]) {
        console.log(`\n${learns ? 'learned' : 'not learned'}; a stranger takes 1,000 in a night`);
        console.table(simulateUnseen({ seed: 41, people: 20, days: 182, stranger: 0.1, learns }));
      }
    },
  },
  { name: 'resets', run: () => console.table(simulateResets({ seed: 11, lives: 100, wrong: 0.05 })) },
  { name: 'visits', run: () => console.table(simulateVisits({ seed: 11, lives: 20, wrong: 0.05 })) },
  { name: 'billing', run: () => console.table(simulateBilling({ seed: 12, lives: 60, wrong: 0.05 })) },
  {
    name: 'forecasts',
    run: () => printForecasts(simulateForecasts({ people: 40, days: 60, seed: 1 })),
  },
  {
    name: 'crossvalidation',
    run: () => {
      const traces = simulateTraces({ people: 24, days: 60, seed: 3 });
      for (const [name, start] of Object.entries(starts)) {
        console.log(`\nweights fitted to all people but one, from ${name}`);
        printForecasts(leaveOneOut(traces, (examples) => fitted(examples, start)).flatMap(({ scored }) => scored));
      }
    },
  },
];

const wanted = process.argv.slice(2);
const chosen = simulations.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0) {
  console.error(`No such simulation. There are: ${simulations.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
for (const { run } of chosen) run();
