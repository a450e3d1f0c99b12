import type { Provider } from '../provider.ts';
import { facts } from './facts.ts';
import { read } from './read.ts';
import { watch } from './watch.ts';

export const chatgpt: Provider = { watch, facts, read };
