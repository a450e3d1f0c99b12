/**
 * Whose word a figure is. `buyers`: what several have reported · `guides`: the service's own · `member`: read by somebody
 * signed in · `answers`: the service's answers themselves.
 */
export type Witness = 'buyers' | 'one-buyer' | 'guides' | 'campaign' | 'member' | 'answers';
