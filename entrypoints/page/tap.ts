// The page's own world: watches what the page itself sends and receives. No zod, no facts, no decisions.

import { watch } from 'watch:tap';
import { installTap } from '../../core/page/tap.ts';

installTap(window, watch);
