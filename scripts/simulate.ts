// `npm run simulate [name]`: the long forms of the simulations whose short forms are among the tests.
import { simulateBilling, simulateResets, simulateVisits } from '../tests/simulators/model/resets.ts';

const simulations: readonly { readonly name: string; readonly run: () => Readonly<Record<string, object>> }[] = [
  { name: 'resets', run: () => simulateResets({ seed: 11, lives: 100, wrong: 0.05 }) },
  { name: 'visits', run: () => simulateVisits({ seed: 11, lives: 20, wrong: 0.05 }) },
  { name: 'billing', run: () => simulateBilling({ seed: 12, lives: 60, wrong: 0.05 }) },
];

const wanted = process.argv[2];
const chosen = simulations.filter(({ name }) => wanted === undefined || name === wanted);
for (const { name, run } of chosen) {
  console.log(name);
  console.table(run());
}
process.exit(chosen.length > 0 ? 0 : 1);
