import fc from 'fast-check';

// Chance is an argument here, too: what is green once is green everywhere. `NOKORI_SEED=… npm run check` looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.NOKORI_SEED) });
