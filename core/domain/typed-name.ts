/**
 * Signs that turn a line around, end it or cannot be seen: in a name they would make a screen or a notification say
 * something else than was typed. What joins parts of one picture (U+200D) stays.
 */
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** A name that somebody gave something of their own, as it is kept: in one line, trimmed, and cut to what fits. */
export function typedName(typed: string, longest: number): string {
  const line = typed.replace(/\s+/g, ' ').replace(hidden, '').trim();
  // A sign that was cut in two is none.
  return line.slice(0, longest).replace(hidden, '').trim();
}
